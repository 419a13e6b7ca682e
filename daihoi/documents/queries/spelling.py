"""Slips of spelling in a version (chính tả): where each stands and what might be meant.

The text is never changed here: somebody goes to the paragraph and decides.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can
from daihoi.documents.models import Version
from daihoi.documents.queries.documents import get_version
from daihoi.documents.queries.places import text_of
from daihoi.organizations.models import Organization
from daihoi.vietnamese.spelling import Slip, SlipCode, check
from daihoi.vietnamese.text import nfc

SLIP_WORDS = {
    SlipCode.SYLLABLE: gettext_lazy("Không phải tiếng Việt viết đúng"),
    SlipCode.WORD: gettext_lazy("Có thể viết sai dấu"),
    SlipCode.SPACE_BEFORE: gettext_lazy("Thừa dấu cách trước dấu câu"),
    SlipCode.SPACE_AFTER: gettext_lazy("Thiếu dấu cách sau dấu câu"),
    SlipCode.SPACE_INSIDE: gettext_lazy("Thừa dấu cách trong ngoặc"),
    SlipCode.SPACE_DOUBLED: gettext_lazy("Thừa dấu cách"),
    SlipCode.MARK_DOUBLED: gettext_lazy("Lặp dấu câu"),
    SlipCode.UNBALANCED: gettext_lazy("Ngoặc mở hoặc đóng một mình"),
    SlipCode.CASING: gettext_lazy("Viết hoa không thống nhất"),
    SlipCode.TONE_PLACE: gettext_lazy("Đặt dấu thanh không thống nhất"),
    SlipCode.DATE_STYLE: gettext_lazy("Ngày tháng khác kiểu đã chọn"),
    SlipCode.DATE_WRONG: gettext_lazy("Ngày không có trong lịch"),
}
AROUND = 28  # letters shown on either side


@dataclass(frozen=True, slots=True)
class SpellingRow:
    """One slip with the words of its line around it; ``url`` leads to its paragraph."""

    slip: Slip
    place: str
    url: str
    before: str
    after: str

    @property
    def says(self) -> str:
        return str(SLIP_WORDS[self.slip.code])

    @property
    def shown(self) -> str:
        """What is found, spaces made visible."""
        found = self.slip.found
        return found.replace(" ", "␣") if not found.strip() else found

    @property
    def instead(self) -> str:
        """What might be meant; "" where somebody has to decide herself."""
        meant = self.slip.suggestion
        return "" if meant is None else meant or _("(bỏ đi)")


@dataclass(frozen=True, slots=True)
class SpellingPage:
    version: Version
    rows: list[SpellingRow]
    edits: bool  # the links lead to where the paragraph is changed


def spelling_page(pk: int, *, viewer: Any) -> SpellingPage:
    """Every slip of a version the viewer reads, in reading order.

    Dates are left as they are written, but for those that no calendar has.
    """
    version = get_version(pk, viewer=viewer)
    edits = (
        version.is_working
        and version.document.is_editable
        and can(viewer, Permission.DOCUMENTS_MANAGE, at=version)
    )
    page = reverse(f"documents:version_{'edit' if edits else 'detail'}", args=[version.pk])
    text = text_of(version)
    names = names_of(version.document.congress.organization)
    rows = []
    for key, block in text.blocks.items():
        words = nfc(block.text)
        for slip in check(words, names=names):
            url = f"{page}?block={key.hex}#b-{key.hex}"
            place = text.places.label(key)
            rows.append(SpellingRow(slip, place, url, *around(words, slip.start, slip.stop)))
    return SpellingPage(version, rows, edits)


def names_of(organization: Organization) -> tuple[str, ...]:
    """Names of the organization and the one above it, spelled as registered."""
    above = organization.parent
    places = (organization, above) if above else (organization,)
    names = [name for place in places for name in (place.name, place.host_agency) if name]
    return tuple(dict.fromkeys(names))


def around(text: str, start: int, stop: int) -> tuple[str, str]:
    """The words of the line before and after a place."""
    before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    return before, text[stop : stop + AROUND].partition("\n")[0]
