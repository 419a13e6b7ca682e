"""The states of a task as a table, how it stands on a day, and when a body takes work."""

from datetime import date, timedelta

import pytest

from daihoi.rules.tasks import (
    SOON_DAYS,
    Standing,
    TaskEvent,
    TaskState,
    after,
    events_in,
    may_be_given,
    standing,
)

S, E = TaskState, TaskEvent
TODAY = date(2020, 3, 26)
TABLE: dict[TaskState, dict[TaskEvent, TaskState]] = {
    S.OPEN: {E.REPORT: S.REPORTED, E.ACCEPT: S.DONE, E.DROP: S.DROPPED},
    S.REPORTED: {E.ACCEPT: S.DONE, E.RETURN: S.OPEN, E.DROP: S.DROPPED},
    S.DONE: {E.REOPEN: S.OPEN},
    S.DROPPED: {E.REOPEN: S.OPEN},
}


@pytest.mark.parametrize("event", TaskEvent)
@pytest.mark.parametrize("state", TaskState)
def test_every_state_and_event(state: TaskState, event: TaskEvent) -> None:
    assert after(state, event) == TABLE[state].get(event)
    assert (event in events_in(state)) == (event in TABLE[state])


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (-30, Standing.LATE),
        (-1, Standing.LATE),
        (0, Standing.SOON),
        (SOON_DAYS, Standing.SOON),
        (SOON_DAYS + 1, Standing.DOING),
        (None, Standing.DOING),
    ],
)
def test_how_an_open_task_stands(left: int | None, expected: Standing) -> None:
    due_on = None if left is None else TODAY + timedelta(days=left)
    assert standing(S.OPEN, due_on, on=TODAY) is expected


@pytest.mark.parametrize("state", [S.REPORTED, S.DONE, S.DROPPED])
@pytest.mark.parametrize("left", [-5, 5])
def test_what_is_reported_or_ended_is_not_late(state: TaskState, left: int) -> None:
    found = standing(state, TODAY + timedelta(days=left), on=TODAY)
    assert found.value == state.value


@pytest.mark.parametrize(
    ("decision_on", "ends_on", "codes"),
    [
        (None, None, ["no_decision"]),
        (TODAY + timedelta(days=1), None, ["before_decision"]),
        (TODAY, None, []),
        (TODAY - timedelta(days=60), TODAY, []),
        (TODAY - timedelta(days=60), TODAY - timedelta(days=1), ["body_ended"]),
    ],
)
def test_a_body_takes_work_from_its_decision_to_its_last_day(
    decision_on: date | None, ends_on: date | None, codes: list[str]
) -> None:
    findings = may_be_given(decision_on=decision_on, ends_on=ends_on, on=TODAY)
    assert [finding.code for finding in findings] == codes
    assert {finding.basis.article for finding in findings} <= {"S21"}
    assert {str(finding.basis) for finding in findings} <= {"Thông lệ tổ chức đại hội"}
