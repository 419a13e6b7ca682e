"""What became of the chair's conclusions: each task, requirement and reminder to its end (S59–S61)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.congresses.queries.recipients import Reach
from daihoi.congresses.queries.tasks import TaskRow, may_read, row_of, tasks_in
from daihoi.meetings.models import Conclusion, ConclusionKind, Meeting, MeetingState, Minutes
from daihoi.meetings.models.statements import Statement
from daihoi.meetings.queries.record import Record, may_write
from daihoi.meetings.queries.seen import records
from daihoi.rules.tasks import TaskState
from daihoi.vietnamese.dates import DateStyle, format_date


@dataclass(frozen=True, slots=True)
class Followed:
    """A conclusion that asks or reminds, and how it stands today; ``kind`` is its badge."""

    conclusion: Conclusion
    label: str
    kind: str
    note: str
    task_url: str = ""
    may_settle: bool = False


@dataclass(frozen=True, slots=True)
class MinutesState:
    """What the page of a meeting says of its minutes."""

    statements: int
    conclusions: int
    given: int
    done: int
    waits: bool
    is_signed: bool
    can_write: bool


def followed(record: Record, *, viewer: Any) -> list[Followed]:
    """Every conclusion that asks for something, in the order of the minutes."""
    meeting = record.meeting
    rows = [row for each in record.items for row in each.conclusions]
    tasks = _tasks(meeting, rows)
    writes = records(meeting, viewer)
    return [
        _reminder(row, may_settle=writes and row.settled_at is None)
        if row.kind == ConclusionKind.REMINDER
        else _asked(row, tasks.get(row.task_id or 0), viewer)
        for row in rows
        if row.kind != ConclusionKind.NOTE
    ]


def minutes_state(meeting: Meeting, *, viewer: Any) -> MinutesState:
    """A few counts; three queries."""
    said = Statement.objects.filter(item__meeting=meeting, removed_at__isnull=True).count()
    kept = Conclusion.objects.filter(item__meeting=meeting, removed_at__isnull=True)
    counts = kept.aggregate(
        all=Count("pk"),
        given=Count("task"),
        done=Count("pk", filter=Q(task__state=TaskState.DONE.value) | Q(settled_at__isnull=False)),
    )
    minutes = Minutes.objects.filter(meeting=meeting).first() or Minutes(meeting=meeting)
    return MinutesState(
        statements=said,
        conclusions=counts["all"],
        given=counts["given"],
        done=counts["done"],
        waits=meeting.state == MeetingState.ENDED,
        is_signed=minutes.is_signed,
        can_write=may_write(meeting, minutes, viewer),
    )


def _tasks(meeting: Meeting, rows: list[Conclusion]) -> dict[int, TaskRow]:
    numbers = [row.task_id for row in rows if row.task_id]
    if meeting.congress is None or not numbers:
        return {}
    today = clock.today()
    reach = Reach(meeting.congress.organization, today)
    found = tasks_in(meeting.congress, Q(pk__in=numbers))
    return {task.pk: row_of(task, on=today, reach=reach) for task in found}


def _asked(row: Conclusion, task: TaskRow | None, viewer: Any) -> Followed:
    words = [row.recipient_name, _("khẩn trương") if row.is_urgent else "", _due(row)]
    if task is None:
        note = " · ".join(filter(None, words))
        return Followed(row, _("chưa giao"), "waiting", note)
    if task.task.is_requirement:
        noted = {"n": task.acknowledged, "all": task.people}
        words.append(_("%(n)s/%(all)s người đã xác nhận") % noted)
    elif task.percent is not None:
        words.append(_("đã làm %(n)s %%") % {"n": task.percent})
    url = reverse("congresses:task_detail", args=[task.task.pk])
    note = " · ".join(filter(None, words))
    return Followed(
        row, task.label, task.kind, note, task_url=url if may_read(task.task, viewer) else ""
    )


def _reminder(row: Conclusion, *, may_settle: bool) -> Followed:
    settled = row.settled_at is not None
    note = " · ".join(filter(None, [row.recipient_name, _due(row)]))
    label = _("đã xong") if settled else _("lưu ý")
    return Followed(row, label, "done" if settled else "note", note, may_settle=may_settle)


def _due(row: Conclusion) -> str:
    if row.due_on is None:
        return ""
    return _("hạn %(day)s") % {"day": format_date(row.due_on, DateStyle.DASHED)}
