"""Membership over time: every day has one answer, with its reason."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules.members import (
    AFTER_CHANGE,
    BEFORE_CHANGE,
    BEFORE_END,
    MembershipChange,
    MembershipEnd,
    MembershipStatus,
    Period,
    Standing,
    check_probation,
    may_change,
    overlapping,
    own_status,
    standing_on,
)

OFFICIAL, PROBATIONARY = MembershipStatus.OFFICIAL, MembershipStatus.PROBATIONARY
AWAY = MembershipStatus.AWAY
days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
ONE = timedelta(days=1)


@st.composite
def chains(draw: st.DrawFn) -> list[Period]:
    """Periods that never overlap, with or without gaps, the last one open or not."""
    marks = sorted(draw(st.sets(days, min_size=2, max_size=9)))
    periods = [
        Period(draw(st.sampled_from(MembershipStatus)), first, last - ONE)
        for first, last in itertools.pairwise(marks)
        if draw(st.booleans())
    ]
    if draw(st.booleans()):
        periods.append(Period(draw(st.sampled_from(MembershipStatus)), marks[-1], None))
    return periods


def life() -> list[Period]:
    """Admitted, official, away for a while, back, transferred out."""
    admitted, official = date(2008, 2, 3), date(2009, 2, 3)
    dates = {"admitted_on": admitted, "official_on": official}
    return [
        Period(PROBATIONARY, admitted, official - ONE, admitted_on=admitted),
        Period(OFFICIAL, official, date(2018, 12, 31), **dates),
        Period(AWAY, date(2019, 1, 1), date(2019, 6, 30), place="Chi bộ X", **dates),
        Period(OFFICIAL, date(2019, 7, 1), date(2020, 4, 4),
               end=MembershipEnd.TRANSFERRED_OUT, end_place="Chi bộ Y", **dates),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "standing", "since", "until", "place"),
    [
        (date(2008, 2, 2), Standing.NOT_ADMITTED, None, date(2008, 2, 2), ""),
        (date(2008, 2, 3), Standing.PROBATIONARY, date(2008, 2, 3), date(2009, 2, 2), ""),
        (date(2009, 2, 2), Standing.PROBATIONARY, date(2008, 2, 3), date(2009, 2, 2), ""),
        (date(2009, 2, 3), Standing.OFFICIAL, date(2009, 2, 3), date(2018, 12, 31), ""),
        (date(2018, 12, 31), Standing.OFFICIAL, date(2009, 2, 3), date(2018, 12, 31), ""),
        (date(2019, 1, 1), Standing.AWAY, date(2019, 1, 1), date(2019, 6, 30), "Chi bộ X"),
        (date(2019, 7, 1), Standing.OFFICIAL, date(2019, 7, 1), date(2020, 4, 4), ""),
        (date(2020, 4, 5), Standing.GONE, date(2020, 4, 5), None, "Chi bộ Y"),
    ],
)
def test_a_life_is_told_day_by_day(
    day: date, standing: Standing, since: date | None, until: date | None, place: str
) -> None:
    found = standing_on(life(), day)
    assert (found.standing, found.since, found.until, found.place) == (
        standing, since, until, place,
    )  # fmt: skip


def test_a_list_tells_of_the_days_before_it_began() -> None:
    listed = Period(
        OFFICIAL,
        date(2009, 2, 3),
        None,
        admitted_on=date(2008, 2, 3),
        official_on=date(2009, 2, 3),
    )
    assert standing_on([listed], date(2008, 2, 2)).standing is Standing.NOT_ADMITTED
    found = standing_on([listed], date(2008, 2, 3))
    assert (found.standing, found.until) == (Standing.PROBATIONARY, date(2009, 2, 2))
    assert standing_on([listed], date(2009, 2, 3)).is_counted


def test_who_came_from_elsewhere_was_not_here_before() -> None:
    came = Period(
        OFFICIAL,
        date(2015, 5, 1),
        None,
        admitted_on=date(2008, 2, 3),
        official_on=date(2009, 2, 3),
        change=MembershipChange.TRANSFERRED_IN,
        place="Chi bộ Z",
    )
    found = standing_on([came], date(2015, 4, 30))
    assert (found.standing, found.until, found.place) == (
        Standing.NOT_HERE_YET,
        date(2015, 4, 30),
        "Chi bộ Z",
    )


def test_a_day_between_two_periods_is_a_gap_and_nothing_is_made_up() -> None:
    periods = [
        Period(OFFICIAL, date(2010, 1, 1), date(2012, 1, 1)),
        Period(OFFICIAL, date(2014, 1, 1), None),
    ]
    found = standing_on(periods, date(2013, 1, 1))
    assert (found.standing, found.since, found.until) == (
        Standing.NOT_RECORDED,
        date(2012, 1, 2),
        date(2013, 12, 31),
    )


def test_twelve_months_over_without_a_decision_is_still_probationary() -> None:
    period = Period(PROBATIONARY, date(2018, 9, 2), None, admitted_on=date(2018, 9, 2))
    found = standing_on([period], date(2020, 4, 5))
    assert (found.standing, found.until) == (Standing.PROBATIONARY, None)
    dated = Period(PROBATIONARY, date(2019, 9, 2), None, official_on=date(2020, 9, 2))
    assert standing_on([dated], date(2020, 4, 5)).until == date(2020, 9, 1)


@pytest.mark.parametrize(
    ("admitted_on", "official_on", "found"),
    [
        (date(2019, 3, 26), date(2020, 3, 26), []),
        (date(2019, 3, 26), date(2020, 3, 25), ["short_probation"]),
        (date(2020, 2, 29), date(2021, 2, 28), ["short_probation"]),
        (date(2020, 2, 29), date(2021, 3, 1), []),
        (None, date(2020, 3, 25), []),
        (date(2019, 3, 26), None, []),
    ],
)
def test_twelve_months_pass_before_one_is_official(
    admitted_on: date | None, official_on: date | None, found: list[str]
) -> None:
    findings = check_probation(admitted_on=admitted_on, official_on=official_on)
    assert [finding.code for finding in findings] == found


@given(chains(), days)
def test_who_is_covered_is_told_by_what_covers_her(periods: list[Period], day: date) -> None:
    assert overlapping(periods) == []
    found = standing_on(periods, day)
    covering = [period for period in periods if period.covers(day)]
    assert len(covering) <= 1
    assert found.is_counted == any(p.status is OFFICIAL for p in covering)
    assert found.is_on_roll == bool(covering)


@given(chains(), days, st.randoms(use_true_random=False))
def test_the_order_of_entry_never_matters(periods: list[Period], day: date, random: object) -> None:
    shuffled = list(periods)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert standing_on(shuffled, day) == standing_on(periods, day)


@given(chains())
def test_a_period_counts_from_its_first_day_to_its_last(periods: list[Period]) -> None:
    for period in periods:
        expected = Standing(period.status.value)
        assert period.starts_on is not None
        assert standing_on(periods, period.starts_on).standing is expected
        if period.ends_on:
            assert standing_on(periods, period.ends_on).standing is expected


@given(chains(), days, days)
def test_a_period_that_shares_a_day_is_found(periods: list[Period], one: date, two: date) -> None:
    new = Period(OFFICIAL, min(one, two), max(one, two))
    shares = {p for p in periods if p.begins <= new.last and new.begins <= p.last}
    clashes = overlapping([*periods, new])
    assert {p for pair in clashes for p in pair if p is not new} >= shares
    assert len(clashes) == sum(p.begins <= new.last and new.begins <= p.last for p in periods)


def test_every_change_and_end_has_its_rule() -> None:
    assert set(BEFORE_CHANGE) == set(MembershipChange)
    assert set(BEFORE_END) == set(MembershipEnd)
    unruled = set(MembershipChange) - set(AFTER_CHANGE)
    assert unruled == {MembershipChange.TRANSFERRED_IN, MembershipChange.RETURNED}


@pytest.mark.parametrize("status", [None, *MembershipStatus])
def test_only_a_probationary_member_is_made_official(status: MembershipStatus | None) -> None:
    allowed = may_change(MembershipChange.MADE_OFFICIAL, status)
    assert allowed == (status is MembershipStatus.PROBATIONARY)


@given(days, st.none() | days)
def test_the_official_day_itself_is_official(on: date, official_on: date | None) -> None:
    assert (own_status(on, official_on) is OFFICIAL) == (
        official_on is not None and official_on <= on
    )
