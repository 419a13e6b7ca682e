"""One milestone, told who looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from daihoi.accounts.permissions import Permission, can, require
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Milestone, Task
from daihoi.congresses.models.plans import RESPONSIBLE_LABELS
from daihoi.congresses.queries.calendar import not_announced
from daihoi.congresses.queries.plans import MilestoneRow, milestones_of, row_of
from daihoi.congresses.queries.tasks import RELATED, may_read
from daihoi.rules.plans import Offset, Responsible
from daihoi.vietnamese.dates import DateStyle, PartialDate, format_date

TASKS_SHOWN = 50
LABELS: Mapping[str, StrOrPromise] = {
    "congresses.add_milestone": _("Đưa vào kế hoạch"),
    "congresses.edit_milestone": _("Sửa mốc"),
    "congresses.recompute_plan": _("Tính lại ngày theo kế hoạch"),
    "congresses.complete_milestone": _("Ghi đã xong"),
    "congresses.reopen_milestone": _("Bỏ ghi đã xong"),
    "congresses.drop_milestone": _("Ghi không thực hiện"),
    "congresses.take_up_milestone": _("Đưa trở lại kế hoạch"),
}
FIELDS: Mapping[str, StrOrPromise] = {
    "actual_on": _("ngày hoàn thành"),
    "planned_on": _("ngày theo kế hoạch"),
    "offset": _("cách tính ngày"),
    "name": _("tên"),
    "output": _("kết quả"),
    "responsible": _("chịu trách nhiệm"),
    "direction": _("văn bản chỉ đạo"),
    "after": _("làm sau"),
    "reason": _("lý do"),
    "override": _("lý do cho làm trước"),
    "missing": _("mốc chưa xong lúc đó"),
}


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One entry of the record in words; ``details`` are "ngày hoàn thành: 20-3-2020"."""

    at: datetime
    who: str
    what: StrOrPromise
    details: list[str]


@dataclass(frozen=True, slots=True)
class MilestoneCan:
    complete: bool
    override: bool  # let it be done before its turn, with a reason
    reopen: bool
    drop: bool
    take_up: bool
    edit: bool


@dataclass(frozen=True, slots=True)
class MilestonePage:
    milestone: Milestone
    row: MilestoneRow
    offset: str  # how its day is counted, in words
    followers: list[Milestone]
    tasks: list[Task]
    history: list[HistoryRow]
    can: MilestoneCan

    @property
    def asks_why(self) -> bool:
        """Noting it as done now needs a reason."""
        return self.can.override and bool(self.row.open_before)


def get_milestone(
    pk: int, *, viewer: Any, to: Permission = Permission.CONGRESSES_VIEW
) -> Milestone:
    """One milestone; `NotFound` for who has no part in its organization.

    Permissions over the plan are asked at the congress, the others at the body that answers.
    """
    milestone = (
        Milestone.objects.select_related(
            "congress__organization",
            "subcommittee__congress__organization",
            "direction",
            "completed_by",
            "dropped_by",
        )
        .filter(pk=pk)
        .first()
    )
    if milestone is None:
        raise NotFound
    of_plan = to in {Permission.CONGRESSES_PLAN, Permission.CONGRESSES_VIEW}
    require(viewer, to, at=milestone.congress if of_plan else milestone)
    return milestone


def milestone_page(pk: int, *, viewer: Any) -> MilestonePage:
    """Everything about one milestone: what it waits for, who waits for it, its tasks and history."""
    milestone = get_milestone(pk, viewer=viewer)
    row = row_of(milestone, clock.today())
    plans = can(viewer, Permission.CONGRESSES_PLAN, at=milestone.congress)
    completes = can(viewer, Permission.CONGRESSES_COMPLETE, at=milestone)
    works = not milestone.is_settled
    is_done, is_dropped = milestone.actual_on is not None, milestone.dropped_at is not None
    tasks = milestone.tasks.select_related(*RELATED).order_by("due_on", "pk")
    return MilestonePage(
        milestone=milestone,
        row=row,
        offset=_counted(milestone),
        followers=list(milestone.followers.filter(dropped_at=None).order_by("position", "pk")),
        tasks=[task for task in tasks if may_read(task, viewer)][:TASKS_SHOWN],
        history=_history(milestone),
        can=MilestoneCan(
            complete=works and completes and milestone.is_open,
            override=works and plans and completes and milestone.is_open,
            reopen=works and completes and is_done,
            drop=works and plans and milestone.is_open,
            take_up=works and plans and is_dropped,
            edit=plans and milestone.congress.closed_at is None,
        ),
    )


def others_of(milestone: Milestone) -> QuerySet[Milestone]:
    """The rest of its plan, from which it may wait or be counted."""
    return milestones_of(milestone.congress).exclude(pk=milestone.pk).order_by("position", "pk")


def offset_words(offset: Offset) -> str:
    """How a day is counted: "7 ngày làm việc sau ngày đại hội"."""
    number = abs(offset.days)
    anchor = offset.counted_from or _("ngày đại hội")
    if not number:
        return str(_("đúng %(anchor)s") % {"anchor": anchor})
    if offset.working_days:
        before, after = (
            _("%(n)s ngày làm việc trước %(anchor)s"),
            _("%(n)s ngày làm việc sau %(anchor)s"),
        )
    else:
        before, after = _("%(n)s ngày trước %(anchor)s"), _("%(n)s ngày sau %(anchor)s")
    return str((before if offset.days < 0 else after) % {"n": number, "anchor": anchor})


def _counted(milestone: Milestone) -> str:
    """How its day is counted, and what is not known yet of the calendar it is counted in."""
    words = offset_words(milestone.offset)
    unsure = milestone.working_days and milestone.is_open
    note = not_announced([milestone.planned_on]) if unsure else ""
    return f"{words}. {note}" if note else words


def _history(milestone: Milestone) -> list[HistoryRow]:
    """Everything recorded of it, newest first."""
    entries = Entry.objects.filter(
        subject_type=milestone._meta.label_lower, subject_id=str(milestone.pk)
    )
    return [
        HistoryRow(
            entry.at,
            entry.actor_label,
            LABELS.get(entry.action, entry.action),
            _details(entry),
        )
        for entry in entries.order_by("-id")
    ]


def _details(entry: Entry) -> list[str]:
    if entry.action == "congresses.add_milestone":
        return [_said("planned_on", entry.after["planned_on"])] if entry.after else []
    details = []
    for name, value in entry.after.items():
        if name not in FIELDS:
            continue
        before = entry.before.get(name)
        if not value and not before:
            continue
        text = _said(name, value)
        if before and before != value:
            text += str(_(" (trước là %(before)s)") % {"before": _written(name, before)})
        details.append(text)
    return details


def _said(name: str, value: Any) -> str:
    return f"{FIELDS[name]}: {_written(name, value)}"


def _written(name: str, value: Any) -> str:
    if name.endswith("_on") and value:
        return format_date(PartialDate.from_iso(value), DateStyle.DASHED)
    if name == "responsible":
        return "; ".join(str(RESPONSIBLE_LABELS[Responsible(each)]) for each in value)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or str(_("không có"))
    return str(value) if value else str(_("không có"))
