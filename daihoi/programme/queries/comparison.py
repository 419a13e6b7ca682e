"""Differences between two versions, or a script and its programme, in words (S49)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from daihoi.base.errors import NotFound
from daihoi.programme.models import Programme
from daihoi.programme.models.programmes import SESSION_LABELS
from daihoi.programme.queries.approval import ApprovedProgramme
from daihoi.programme.queries.programmes import get_programme, values_of, votes_words
from daihoi.programme.queries.texts import UsedTexts
from daihoi.rules.programme.differences import Change, Difference, differences
from daihoi.rules.programme.items import Session, length_between

FIELD_LABELS: Mapping[str, StrPromise] = {
    "session": gettext_lazy("Phiên"),
    "title": gettext_lazy("Nội dung"),
    "minutes": gettext_lazy("Số phút"),
    "introduced": gettext_lazy("Người giới thiệu"),
    "performed": gettext_lazy("Người thực hiện"),
    "uses": gettext_lazy("Văn bản"),
    "votes": gettext_lazy("Biểu quyết"),
    "note": gettext_lazy("Ghi chú"),
}
CHANGE_LABELS = {
    Change.ADDED: gettext_lazy("Thêm"),
    Change.REMOVED: gettext_lazy("Bỏ"),
    Change.MOVED: gettext_lazy("Đổi thứ tự"),
}


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference in words: of which item, in what, before and after."""

    difference: Difference
    title: str
    what: str
    old: str
    new: str

    @property
    def key(self) -> str:
        return self.difference.key

    @property
    def change(self) -> str:
        return self.difference.change.value

    @property
    def field(self) -> str:
        return self.difference.field


@dataclass(frozen=True, slots=True)
class Comparison:
    old: Programme
    new: Programme
    frame: list[tuple[str, str, str]]  # what, before, after
    rows: list[DifferenceRow]
    others: list[Programme]


def compare(pk: int, against: int | None, *, viewer: Any) -> Comparison:
    """A version held against another of the same congress, else the one before it."""
    new = get_programme(pk, viewer=viewer)
    versions = [
        each
        for each in Programme.objects.filter(congress=new.congress)
        .exclude(pk=new.pk)
        .order_by("-number")
        if each.is_deposited or each.number < new.number
    ]
    earlier = [each for each in versions if each.number < new.number]
    old = next((each for each in versions if each.pk == against), None)
    old = old or (earlier[0] if earlier else versions[0] if versions else None)
    if old is None:
        raise NotFound(_("Chương trình mới có một bản, chưa có gì để so."))
    return compared(get_programme(old.pk, viewer=viewer), new, versions)


def compared(old: Programme, new: Programme, others: list[Programme]) -> Comparison:
    """The caller has checked the viewer."""
    found = differences(values_of(old), values_of(new))
    return Comparison(old, new, _frame(old, new), rows_of(found, UsedTexts(new.congress)), others)


def rows_of(found: list[Difference], texts: UsedTexts) -> list[DifferenceRow]:
    return [
        DifferenceRow(
            each,
            each.title,
            str(FIELD_LABELS[each.field] if each.field else CHANGE_LABELS[each.change]),
            said(each, each.old, texts),
            said(each, each.new, texts),
        )
        for each in found
    ]


def said(difference: Difference, value: str, texts: UsedTexts) -> str:
    """A value as people read it."""
    if difference.change is Change.MOVED:
        return _("thứ %(n)s") % {"n": value}
    if not value:
        return _("(trống)") if difference.change is Change.FIELD else "–"
    written: dict[str, Callable[[str], str]] = {
        "session": lambda told: str(SESSION_LABELS[Session(told)]),
        "uses": lambda told: "; ".join(each.name for each in texts.of(told.split(",")).values()),
        "votes": votes_words,
        "minutes": lambda told: _("%(n)s phút") % {"n": told},
    }
    return written.get(difference.field, str)(value)


def _frame(old: Programme, new: Programme) -> list[tuple[str, str, str]]:
    """What differs in the frame itself."""
    pairs = [
        (_("Giờ bắt đầu"), f"{old.starts_at:%H:%M}", f"{new.starts_at:%H:%M}"),
        (_("Giờ kết thúc dự kiến"), f"{old.ends_at:%H:%M}", f"{new.ends_at:%H:%M}"),
        (
            _("Thời gian dự kiến"),
            _("%(n)s phút") % {"n": length_between(old.starts_at, old.ends_at)},
            _("%(n)s phút") % {"n": length_between(new.starts_at, new.ends_at)},
        ),
        (_("Phương án"), old.get_variant_display(), new.get_variant_display()),
        (_("Phiên trù bị"), _held(old), _held(new)),
    ]
    return [(what, before, after) for what, before, after in pairs if before != after]


def _held(programme: Programme) -> str:
    return _("có") if programme.has_preparatory else _("không")


def since_approval(
    programme: Programme, approval: ApprovedProgramme | None
) -> list[DifferenceRow] | None:
    """What the version worked on has otherwise than the approved one; None without an approval."""
    if approval is None:
        return None
    return compared(approval.version, programme, []).rows
