"""What a checker should look at in a text: slips, and what the records say otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.base import clock
from daihoi.documents.queries.spelling import SLIP_WORDS, around
from daihoi.news.models import NewsSite, Revision
from daihoi.news.queries.records import Records, differences, records_of
from daihoi.vietnamese.dates import DateStyle
from daihoi.vietnamese.spelling import check
from daihoi.vietnamese.text import nfc

FIELD_LABELS = {
    "title": gettext_lazy("Tiêu đề"),
    "lead": gettext_lazy("Mở đầu"),
    "body": gettext_lazy("Nội dung"),
    "author_unit": gettext_lazy("Đơn vị"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of a text. ``is_fact``: the records say otherwise, ``says`` what.

    ``suggestion`` None: somebody has to decide herself.
    """

    field: str
    start: int
    found: str
    suggestion: str | None
    says: str
    before: str
    after: str
    is_fact: bool = False

    @property
    def label(self) -> str:
        return str(FIELD_LABELS[self.field])

    @property
    def shown(self) -> str:
        """What is found, spaces made visible."""
        return self.found.replace(" ", "␣") if not self.found.strip() else self.found

    @property
    def instead(self) -> str:
        return self.suggestion or _("(bỏ đi)")


def findings_of(revision: Revision, site: NewsSite) -> list[Finding]:
    """All findings of a text, facts first. The caller has checked the viewer."""
    article = revision.article
    records = records_of(article.organization, article.congress, clock.today())
    style = DateStyle(site.date_style)
    found = [
        each
        for name in FIELD_LABELS
        for each in _of_text(name, nfc(getattr(revision, name)), records, style)
    ]
    return sorted(found, key=lambda each: not each.is_fact)


def differences_of(revision: Revision) -> list[Finding]:
    """Where a text differs from the records; slips are not looked for."""
    article = revision.article
    records = records_of(article.organization, article.congress, clock.today())
    return [
        each
        for name in FIELD_LABELS
        for each in _of_records(name, nfc(getattr(revision, name)), records)
    ]


def _of_text(name: str, text: str, records: Records, style: DateStyle) -> Iterator[Finding]:
    taken: set[int] = set()
    for each in _of_records(name, text, records):
        taken.add(each.start)
        yield each
    for slip in check(text, names=records.names, date_style=style):
        if slip.start not in taken:
            said = str(SLIP_WORDS[slip.code])
            yield Finding(
                name,
                slip.start,
                slip.found,
                slip.suggestion,
                said,
                *around(text, slip.start, slip.stop),
            )


def _of_records(name: str, text: str, records: Records) -> Iterator[Finding]:
    for each in differences(text, records):
        said = _("Hồ sơ ghi: %(says)s") % {"says": each.says}
        yield Finding(
            name,
            each.start,
            each.found,
            each.suggestion,
            said,
            *around(text, each.start, each.start + len(each.found)),
            is_fact=True,
        )
