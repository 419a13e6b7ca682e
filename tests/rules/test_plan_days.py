"""Day D: what an approximate day may mean, when a move is a postponement, and editions."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules.editions import EDITIONS, edition_on
from daihoi.rules.plans import (
    ApproximateDay,
    Window,
    approximate_day,
    check_day,
    is_late_approval,
    is_postponement,
    may_confirm_day,
    provisional_day,
)
from daihoi.rules.preparation import defaults_of

DAY = date(2020, 4, 3)
HOLIDAYS = {date(2020, 4, 2): "Ngày Giỗ Tổ Hùng Vương", date(2020, 4, 30): "Ngày Chiến thắng"}
PARTS = (ApproximateDay.EARLY, ApproximateDay.MID, ApproximateDay.LATE)
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
parts = st.sampled_from(PARTS)


@given(days)
def test_the_three_parts_are_exactly_the_month(day: date) -> None:
    found = [approximate_day(day.year, day.month, part) for part in PARTS]
    covered = [
        window.first + timedelta(days=n)
        for window in found
        for n in range((window.last - window.first).days + 1)
    ]
    length = monthrange(day.year, day.month)[1]
    assert covered == [date(day.year, day.month, n) for n in range(1, length + 1)]
    assert [window.last.day for window in found] == [10, 20, length]


def test_an_exact_day_is_no_part_of_a_month() -> None:
    with pytest.raises(ValueError, match="exact"):
        approximate_day(2020, 4, ApproximateDay.DAY)


@given(days, parts, days)
def test_fixing_the_day_within_what_was_announced_is_no_postponement(
    old: date, part: ApproximateDay, new: date
) -> None:
    window = approximate_day(old.year, old.month, part)
    assert is_postponement(old, part, new) == (not window.first <= new <= window.last)
    assert not is_postponement(old, part, window.first)
    assert is_postponement(old, part, window.last + timedelta(days=1))
    assert is_postponement(old, part, None)


@given(days, days)
def test_an_exact_day_can_only_stay_or_be_moved(old: date, new: date) -> None:
    assert is_postponement(old, ApproximateDay.DAY, new) == (new != old)


@given(days, parts, days)
def test_a_provisional_day_is_the_first_working_day_left(
    day: date, part: ApproximateDay, today: date
) -> None:
    window = approximate_day(day.year, day.month, part)
    found = provisional_day(window, today=today, holidays=set())
    left = [
        each
        for each in (
            window.first + timedelta(days=n) for n in range((window.last - window.first).days + 1)
        )
        if each >= today and each.weekday() < 5
    ]
    assert found == (left[0] if left else None)


def test_a_provisional_day_is_no_holiday() -> None:
    window = Window(date(2020, 4, 1), date(2020, 4, 10))
    found = provisional_day(window, today=date(2020, 4, 2), holidays=HOLIDAYS)
    assert found == DAY


def test_the_day_is_not_past_and_no_holiday() -> None:
    assert check_day(DAY, today=DAY, holidays=HOLIDAYS) == []
    past = check_day(DAY, today=DAY + timedelta(days=1), holidays=HOLIDAYS)
    assert [(each.code, each.facts["day"], str(each.basis)) for each in past] == [
        ("day_passed", DAY, "Mẫu kế hoạch đại hội (mặc định của phần mềm), P34")
    ]
    holiday = check_day(date(2020, 4, 30), today=DAY, holidays=HOLIDAYS)
    assert [(each.code, each.facts["holiday"]) for each in holiday] == [
        ("holiday", "Ngày Chiến thắng")
    ]


@given(days, st.integers(-30, 30))
def test_approval_is_late_within_the_last_week(day: date, before: int) -> None:
    assert is_late_approval(day - timedelta(days=before), day) == (before < 7)


@pytest.mark.parametrize(
    ("has_step", "approved", "codes"),
    [
        (True, True, []),
        (True, False, ["not_approved"]),
        (False, False, []),
        (False, True, []),
    ],
)
def test_the_day_waits_for_the_approval_where_the_plan_has_it(
    has_step: bool, approved: bool, codes: list[str]
) -> None:
    found = may_confirm_day(has_approval_milestone=has_step, approved=approved)
    assert [each.code for each in found] == codes


def test_editions_follow_each_other_within_a_family() -> None:
    party = [each for each in EDITIONS if each.family == "vn-party"]
    assert party == sorted(party, key=lambda each: each.in_force_from)
    first, second = party
    eve = second.in_force_from - timedelta(days=1)
    assert edition_on(eve, family="vn-party") is first
    assert edition_on(second.in_force_from, family="vn-party") is second
    assert edition_on(date(1990, 1, 1), family="vn-party") is first
    with pytest.raises(ValueError, match="nobody"):
        edition_on(DAY, family="nobody")


@given(days, st.sampled_from(sorted({each.family for each in EDITIONS})))
def test_every_day_has_one_edition_of_each_family(day: date, family: str) -> None:
    found = edition_on(day, family=family)
    later = [
        each
        for each in EDITIONS
        if each.family == family and found.in_force_from < each.in_force_from <= day
    ]
    assert (found.family, later) == (family, [])


@pytest.mark.parametrize("family", sorted({each.family for each in EDITIONS}))
def test_each_family_has_its_defaults(family: str) -> None:
    found = defaults_of(family)
    purposes = [body.purpose for body in found.subcommittees]
    assert purposes == ["documents", "personnel", "propaganda_logistics", "staff"]
    assert all(body.name and body.duties for body in found.subcommittees)
    assert len(found.goals) >= 3
