"""Tasks (công việc): to whom they may be given, and the states they go through as a table."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from daihoi.rules.findings import REFERENCE_CASE, Basis, Finding


class Assignee(StrEnum):
    """To whom a task is given."""

    SUBCOMMITTEE = "subcommittee"  # tiểu ban
    UNIT = "unit"  # phòng chuyên môn
    COMMITTEE = "committee"  # chi ủy
    PERSON = "person"  # một đồng chí
    MEMBERS = "members"  # toàn thể đảng viên
    EVERYONE = "everyone"  # cả công chức, người lao động
    OUTSIDE = "outside"  # ban, cơ quan bên ngoài


class TaskState(StrEnum):
    OPEN = "open"  # đang làm
    REPORTED = "reported"  # báo xong, chờ xác nhận
    DONE = "done"  # đã xong
    DROPPED = "dropped"  # không làm nữa


class Standing(StrEnum):
    """How a task stands on a day: what a board counts."""

    LATE = "late"  # trễ hạn
    SOON = "soon"  # sắp đến hạn
    DOING = "doing"  # đang làm
    REPORTED = "reported"  # báo xong, chờ xác nhận
    DONE = "done"  # đã xong
    DROPPED = "dropped"  # không làm nữa


SOON_DAYS = 3


class TaskEvent(StrEnum):
    REPORT = "report"  # báo đã làm xong
    ACCEPT = "accept"  # xác nhận đã xong
    RETURN = "return"  # trả lại làm tiếp
    REOPEN = "reopen"  # mở lại
    DROP = "drop"  # không làm nữa


_AFTER: Mapping[tuple[TaskState, TaskEvent], TaskState] = {
    (TaskState.OPEN, TaskEvent.REPORT): TaskState.REPORTED,
    (TaskState.OPEN, TaskEvent.ACCEPT): TaskState.DONE,
    (TaskState.OPEN, TaskEvent.DROP): TaskState.DROPPED,
    (TaskState.REPORTED, TaskEvent.ACCEPT): TaskState.DONE,
    (TaskState.REPORTED, TaskEvent.RETURN): TaskState.OPEN,
    (TaskState.REPORTED, TaskEvent.DROP): TaskState.DROPPED,
    (TaskState.DONE, TaskEvent.REOPEN): TaskState.OPEN,
    (TaskState.DROPPED, TaskEvent.REOPEN): TaskState.OPEN,
}


def events_in(state: TaskState) -> list[TaskEvent]:
    """What may happen to a task in this state."""
    return [event for (at, event) in _AFTER if at is state]


def after(state: TaskState, event: TaskEvent) -> TaskState | None:
    """The state that follows; None where the event has no place."""
    return _AFTER.get((state, event))


def standing(state: TaskState, due_on: date | None, *, on: date) -> Standing:
    """Late from the day after its due date; soon from ``SOON_DAYS`` before, that day included.

    What is reported waits for somebody else and is late no more.
    """
    if state is not TaskState.OPEN:
        return Standing(state.value)
    if due_on is None:
        return Standing.DOING
    left = (due_on - on).days
    if left < 0:
        return Standing.LATE
    return Standing.SOON if left <= SOON_DAYS else Standing.DOING


def may_be_given(*, decision_on: date | None, ends_on: date | None, on: date) -> list[Finding]:
    """A subcommittee is given tasks from the day of its decision to its last day (S21, P19)."""
    basis = Basis(REFERENCE_CASE, "S21")
    if decision_on is None:
        return [Finding("no_decision", basis)]
    if on < decision_on:
        return [Finding("before_decision", basis, {"decision_on": decision_on, "on": on})]
    if ends_on is not None and on > ends_on:
        return [Finding("body_ended", basis, {"ends_on": ends_on, "on": on})]
    return []
