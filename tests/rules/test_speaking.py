"""Turns against the clock: what is left, when to warn, what fits, which hours cannot be."""

from datetime import UTC, datetime, timedelta

import pytest

from daihoi.rules.programme.speaking import Clash, Pace, Stretch, clash_of, turns_that_fit

NINE = datetime(2020, 4, 3, 9, tzinfo=UTC)


def after(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("minutes", "pace", "left"),
    [
        (0, Pace.IN_TIME, 300),
        (3.98, Pace.IN_TIME, 61),
        (4, Pace.WARNED, 60),
        (4.99, Pace.WARNED, 0),
        (5, Pace.OVER, 0),
        (7, Pace.OVER, -120),
    ],
)
def test_a_warning_comes_a_minute_before_the_end(minutes: float, pace: Pace, left: int) -> None:
    stretch = Stretch(NINE, 5, after(minutes))
    assert stretch.pace is pace
    assert stretch.seconds_left == left


def test_a_turn_of_a_minute_is_warned_at_once() -> None:
    assert Stretch(NINE, 1, NINE).pace is Pace.WARNED


def test_turns_fit_in_their_order_until_one_does_not() -> None:
    assert turns_that_fit(600, [5, 5, 1]) == 2
    assert turns_that_fit(599, [5, 5, 1]) == 1
    assert turns_that_fit(600, [11, 1]) == 0
    assert turns_that_fit(-5, [1]) == 0


@pytest.mark.parametrize(
    ("started", "ended", "clash"),
    [
        (10, 15, None),
        (15, 10, Clash.BACKWARDS),
        (-1, 5, Clash.BEFORE_ITEM),
        (10, 61, Clash.FUTURE),
        (21, 25, Clash.OVERLAP),
        (18, 20, None),
        (18, 20.5, Clash.OVERLAP),
        (30, None, None),
        (25, None, Clash.OVERLAP),
        (15, None, Clash.OVERLAP),
    ],
)
def test_hours_set_by_hand_are_possible_ones(
    started: float, ended: float | None, clash: Clash | None
) -> None:
    found = clash_of(
        after(started),
        None if ended is None else after(ended),
        item_started_at=NINE,
        others=[(after(20), after(30))],
        at=after(60),
    )
    assert found is clash


def test_a_clock_behind_the_stamps_does_not_forbid_what_it_takes_for_the_future() -> None:
    others: list[tuple[datetime, datetime | None]] = [(after(20), after(30))]
    assert clash_of(after(31), after(33), item_started_at=NINE, others=others, at=after(5)) is None
