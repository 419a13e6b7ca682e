"""A day that runs: the clock of what is ahead, the one key, stamps by hand, cuts, changed orders."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules.programme.checks import ACTION_PROGRAMME, BALLOT, PRESIDIUM, QUORUM
from daihoi.rules.programme.defaults import default_programme
from daihoi.rules.programme.items import Does, Item, Session
from daihoi.rules.programme.running import (
    SESSIONS,
    Act,
    Line,
    Phase,
    acts_of,
    began,
    clock_behind,
    closes_session,
    cuts,
    joined_session,
    judge_order,
    last_stamp,
    not_to_be_voted,
    place_of,
    pressed,
    stamp_broken,
    stepped_back,
    stopped,
    timed,
)

EIGHT = datetime(2020, 4, 3, 8, 0, tzinfo=UTC)
ITEMS = list(default_programme().items)
CODES = {item.code: item for item in ITEMS}


def at(minutes: float) -> datetime:
    return EIGHT + timedelta(minutes=minutes)


def line(minutes: int = 10, key: str = "", **values: object) -> Line:
    item = Item(key or f"k{minutes}", "Nội dung", Session.OFFICIAL, minutes)
    return replace(Line(item), **values)  # type: ignore[arg-type]  # of a line


def day(lines: list[Line], now: datetime, planned: int = 30):  # type: ignore[no-untyped-def]  # short
    return timed(lines, begins=EIGHT, planned_end=at(planned), at=now)


def test_before_it_begins_the_day_stands_as_planned() -> None:
    found = day([line(10), line(20)], at(-15))
    assert [slot.starts for slot in found.slots] == [at(0), at(10)]
    assert (found.now, found.next, found.ends, found.over) == (None, 0, at(30), 0)


def test_a_late_start_moves_everything() -> None:
    found = day([line(10), line(20)], at(12))
    assert [slot.starts for slot in found.slots] == [at(12), at(22)]
    assert found.over == 12


def test_what_runs_takes_its_minutes_then_goes_on_until_now() -> None:
    lines = [line(10, started_at=at(0)), line(20)]
    assert day(lines, at(4)).slots[1].starts == at(10)
    found = day(lines, at(17))
    assert found.slots[0].ends == at(17)
    assert (found.slots[1].starts, found.over) == (at(17), 7)


def test_a_pause_moves_what_is_ahead_and_a_skipped_item_takes_no_time() -> None:
    lines = [line(10, started_at=at(0), ended_at=at(8)), line(5, is_skipped=True), line(20)]
    found = day(lines, at(9))
    assert (found.slots[1].starts, found.slots[2].starts) == (None, at(9))
    assert (found.next, found.over) == (2, -1)


def test_when_all_is_done_the_day_ended_with_its_last_stamp() -> None:
    found = day([line(10, started_at=at(0), ended_at=at(31))], at(90))
    assert (found.is_done, found.ends, found.over) == (True, at(31), 1)


def test_a_clock_behind_the_last_stamp_counts_as_that_stamp() -> None:
    lines = [line(10, started_at=at(0), ended_at=at(10)), line(20)]
    assert day(lines, at(3)).slots[1].starts == at(10)
    found = clock_behind(lines, at(3))
    assert found is not None
    assert found.facts == {"minutes": 7}
    assert clock_behind(lines, at(10)) is None
    with pytest.raises(ValueError, match="clock"):
        pressed(lines, at(3))


def test_the_key_ends_one_and_begins_the_next_at_one_moment() -> None:
    lines = pressed([line(10, "a"), line(20, "b")], at(1))
    assert [each.phase for each in lines] == [Phase.NOW, Phase.AHEAD]
    lines = pressed(lines, at(12))
    assert (lines[0].ended_at, lines[1].started_at) == (at(12), at(12))
    lines = pressed(lines, at(30))
    assert [each.phase for each in lines] == [Phase.DONE, Phase.DONE]
    with pytest.raises(ValueError, match="nothing"):
        pressed(lines, at(31))


def test_a_pause_begins_nothing_and_any_item_may_follow() -> None:
    lines = stopped(pressed([line(10, "a"), line(20, "b"), line(5, "c")], at(0)), at(9))
    assert place_of(lines, Phase.NOW) is None
    lines = began(lines, 2, at(15))
    assert [each.phase for each in lines] == [Phase.DONE, Phase.AHEAD, Phase.NOW]
    with pytest.raises(ValueError, match="cannot"):
        began(lines, 1, at(16))
    with pytest.raises(ValueError, match="nothing runs"):
        stopped([line(10)], at(0))


def test_a_press_is_taken_back() -> None:
    first = pressed([line(10, "a"), line(20, "b")], at(0))
    assert stepped_back(first) == [line(10, "a"), line(20, "b")]
    assert stepped_back(pressed(first, at(9))) == first
    assert stepped_back(stopped(first, at(9))) == first
    paused = stopped(first, at(9))
    assert stepped_back(began(paused, 1, at(12))) == paused
    with pytest.raises(ValueError, match="nothing"):
        stepped_back([line(10)])


minutes = st.lists(st.integers(0, 60), min_size=1, max_size=12)
waits = st.lists(st.integers(0, 90), min_size=13, max_size=13)


@given(minutes, waits)
def test_pressing_to_the_end_runs_every_item_once_and_in_order(
    lengths: list[int], between: list[int]
) -> None:
    lines, now = [line(n, str(place)) for place, n in enumerate(lengths)], at(0)
    for wait in between[: len(lines) + 1]:
        before, now = lines, now + timedelta(minutes=wait)
        lines = pressed(lines, now)
        assert stepped_back(lines) == before
        assert sum(each.phase is Phase.NOW for each in lines) <= 1
    assert all(each.phase is Phase.DONE for each in lines)
    moments = [moment for each in lines for moment in (each.started_at, each.ended_at)]
    assert moments == sorted(moments, key=lambda moment: moment or EIGHT)
    assert last_stamp(lines) == now


@given(minutes, st.integers(0, 12), st.integers(0, 200), st.integers(0, 60))
def test_what_is_ahead_follows_without_a_gap_and_never_earlier_as_time_goes_on(
    lengths: list[int], presses: int, elapsed: int, later: int
) -> None:
    lines = [line(n, str(place)) for place, n in enumerate(lengths)]
    for n in range(min(presses, len(lines))):
        lines = pressed(lines, at(n))
    now = at(max(elapsed, presses))
    found, then = day(lines, now), day(lines, now + timedelta(minutes=later))
    slots = [slot for slot in found.slots if slot.starts is not None]
    for one, two in pairwise(slots):
        assert one.ends is not None
        assert two.starts is not None
        assert one.ends <= two.starts
    assert then.ends >= found.ends
    assert then.over >= found.over


@pytest.mark.parametrize(
    ("started", "ended", "code"),
    [
        (20, 15, "ends_before_start"),
        (5, 15, "overlaps"),
        (25, 35, "overlaps"),
        (12, 95, "in_future"),
        (30, None, "two_running"),
        (10, 30, ""),
        (12, 12, ""),
    ],
)
def test_a_stamp_by_hand_lies_between_its_neighbours(
    started: int, ended: int | None, code: str
) -> None:
    lines = [
        line(10, "a", started_at=at(0), ended_at=at(10)),
        line(20, "b", started_at=at(11), ended_at=at(29)),
        line(5, "c", started_at=at(30)),
    ]
    until = None if ended is None else at(ended)
    found = stamp_broken(lines, 1, at(started), until, at=at(40))
    assert (found.code if found else "") == code


def test_while_the_clock_is_behind_a_later_moment_may_be_written_by_hand() -> None:
    lines = [line(10, "a", started_at=at(0), ended_at=at(10)), line(20, "b", started_at=at(10))]
    assert stamp_broken(lines, 1, at(10), at(30), at=at(5)) is None
    found = stamp_broken(lines, 1, at(10), at(30), at=at(20))
    assert found is not None
    assert found.code == "in_future"


def test_breaks_are_cut_first_then_what_saves_most_never_a_vote() -> None:
    lines = [Line(item) for item in ITEMS]
    found = cuts(lines, 12)
    assert found[0].title.startswith("Đón tiếp")
    assert found[1].key == "B12"
    assert (found[1].minutes, found[1].to) == (10, 0)
    by_key = {cut.key: cut for cut in found}
    assert (by_key["B9"].minutes, by_key["B9"].to) == (34, 22)
    assert not by_key.keys() & {item.key for item in ITEMS if item.votes or item.code == "B16"}
    assert cuts(lines, 0) == []


@given(st.integers(1, 400), st.integers(1, 240))
def test_a_cut_saves_no_more_than_is_needed_and_than_there_is(over: int, length: int) -> None:
    own = Line(Item("x", "Phát biểu", Session.OFFICIAL, length))
    for cut in cuts([Line(item) for item in ITEMS] + [own], over):
        assert 0 < cut.saves <= over
        assert 0 <= cut.to < cut.minutes
        assert cut.key != "x" or cut.to >= length / 2


def without(*codes: str) -> list[Item]:
    return [item for item in ITEMS if item.code not in codes]


def moved(code: str, before: str) -> list[Item]:
    rest = without(code)
    place = next(n for n, item in enumerate(rest) if item.code == before)
    session = joined_session(CODES[code].session, rest[place].session)
    return [*rest[:place], replace(CODES[code], session=session), *rest[place:]]


@pytest.mark.parametrize(
    ("after", "code", "basis"),
    [
        (without("A1"), "no_quorum", QUORUM),
        (moved("A3", "A2"), "presidium_late", PRESIDIUM),
        (moved("B17", "B15"), "tellers_late", BALLOT),
        (moved("B15", "B14"), "list_late", BALLOT),
        (moved("B6", "A6"), "official_early", SESSIONS),
    ],
)
def test_an_order_that_the_law_forbids_is_named_with_its_source(
    after: list[Item], code: str, basis: object
) -> None:
    found = judge_order(ITEMS, after)
    assert (code, basis) in [(each.code, each.basis) for each in found.forbidden]
    assert judge_order(after, after) == judge_order(ITEMS, ITEMS)


def test_an_action_programme_is_not_made_a_vote() -> None:
    added = Item("x", "Biểu quyết chương trình hành động", Session.OFFICIAL, 5, votes="H")
    found = judge_order(ITEMS, [*ITEMS[:-3], added, *ITEMS[-3:]]).forbidden
    assert [(each.code, each.basis) for each in found] == [
        ("action_programme_voted", ACTION_PROGRAMME)
    ]
    assert not_to_be_voted("Chương trình hành động thực hiện nghị quyết") is None
    assert not_to_be_voted("Chương trình hành động") is not None


def test_what_has_been_done_in_fact_needs_no_item_of_its_own() -> None:
    after = moved("B17", "B15")
    assert judge_order(ITEMS, after, settled={Does.TELLERS, Does.LIST}).forbidden == ()


def test_what_was_left_of_the_preparatory_session_may_open_the_official_one() -> None:
    after = moved("A6", "B5")
    assert next(item for item in after if item.code == "A6").session is Session.OFFICIAL
    assert judge_order(ITEMS, after).forbidden == ()


def test_something_after_the_resolution_is_told_and_not_refused() -> None:
    found = judge_order(ITEMS, moved("B19", "B21"))
    assert [each.code for each in found.warned] == ["resolution_not_last"]
    assert found.forbidden == ()


def test_the_last_item_of_a_session_closes_it() -> None:
    lines = [Line(item) for item in ITEMS]
    closing = [each.item.code for n, each in enumerate(lines) if closes_session(lines, n)]
    assert closing == ["0"]
    lines = pressed(lines, at(0))
    for n in range(1, len(lines) + 1):
        place = place_of(lines, Phase.NOW)
        assert place is not None
        assert closes_session(lines, place) is (lines[place].item.code in {"0", "A6", "B22"})
        lines = pressed(lines, at(n))


@pytest.mark.parametrize(
    ("code", "acts"),
    [
        ("A1", [Act.ROLL]),
        ("A2", [Act.PRESIDIUM]),
        ("A3", [Act.SECRETARIAT]),
        ("A4", [Act.HANDS]),
        ("B6", []),
        ("B9", [Act.SPEECHES]),
        ("B13", [Act.LIST]),
        ("B14", [Act.LIST]),
        ("B15", [Act.TELLERS, Act.BALLOT]),
        ("B16", [Act.BALLOT]),
        ("B17", [Act.BALLOT]),
        ("B20", [Act.RESOLUTION]),
    ],
)
def test_what_an_item_asks_to_be_done(code: str, acts: list[Act]) -> None:
    assert acts_of(CODES[code]) == acts
