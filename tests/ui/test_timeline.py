import datetime as dt

import pytest
from django.template.loader import render_to_string

from daihoi.ui.timeline import Flag, Lane, Point, draw

BEGIN = dt.date(2020, 2, 1)


def day(number: int) -> dt.date:
    return BEGIN + dt.timedelta(days=number)


def point(code: str, planned: int, done: int | None = None, **more: object) -> Point:
    kind = "planned" if done is None else "done"
    done_on = None if done is None else day(done)
    return Point(code, f"Mốc {code}", day(planned), done_on, **{"kind": kind, **more})  # type: ignore[arg-type]  # a test's shorthand


TODAY, TARGET = Flag(day(54), "hôm nay"), Flag(day(100), "đại hội")


def test_marks_stand_where_their_days_are() -> None:
    """A hundred days without margin: one per cent a day."""
    lane = Lane("Văn kiện", [point("M1", 0), point("M2", 20, 30)], "1 trên 2 mốc đã xong")
    chart = draw([lane], today=TODAY, target=TARGET, margin_days=0)
    first, second = chart.lanes[0].marks
    assert (first.x, first.planned_x, first.kind, first.is_moved) == (
        "0.00",
        "0.00",
        "planned",
        False,
    )
    assert (second.x, second.planned_x, second.is_moved) == ("30.00", "20.00", True)
    assert chart.today is not None
    assert (chart.today.x, chart.target and chart.target.x) == ("54.00", "100.00")
    assert chart.sentences == ["Văn kiện: 1 trên 2 mốc đã xong"]


def test_a_late_mark_reaches_until_today() -> None:
    lane = Lane("", [point("M1", 0), point("M2", 40, kind="late", note="trễ 14 ngày")])
    late = draw([lane], today=TODAY, target=TARGET, margin_days=0).lanes[0].marks[1]
    assert (late.x, late.until_x, late.note) == ("40.00", "54.00", "trễ 14 ngày")


def test_words_turn_left_where_a_line_or_the_edge_would_cut_them() -> None:
    points = [point("M1", 0), point("M2", 51, 53), point("M3", 97), point("M4", 100)]
    late = point("M5", 45, kind="late", note="trễ 9 ngày")
    chart = draw([Lane("", [*points, late])], today=TODAY, target=TARGET, margin_days=0)
    words = {mark.code: (mark.words_side, mark.words_x) for mark in chart.lanes[0].marks}
    assert words == {
        "M1": ("start", "0.00"),
        "M2": ("end", "51.00"),  # left of where it was planned
        "M3": ("end", "97.00"),
        "M4": ("end", "100.00"),
        "M5": ("end", "45.00"),
    }


def test_words_stay_right_where_the_left_is_cut_too() -> None:
    between = Lane("", [point("M1", 56)])
    near = draw([between], today=TODAY, target=Flag(day(59), ""), margin_days=20)
    assert near.lanes[0].marks[0].words_side == "start"


def test_a_long_name_of_a_lane_takes_lines_and_the_lane_grows_with_it() -> None:
    name = "Tiểu ban Tuyên truyền, khánh tiết, hậu cần và y tế"
    long, next_ = draw(
        [Lane(name, [point("M1", 0)]), Lane("Chi ủy", [])], today=TODAY, target=TARGET
    ).lanes
    assert " ".join(long.label) == name
    assert len(long.label) == 3
    assert int(next_.top) - int(long.top) > 3 * 16


def test_marks_that_would_cover_each_other_stand_in_rows_of_their_lane() -> None:
    near = Lane("", [point("M1", 0), point("M2", 1), point("M3", 50)])
    below = Lane("", [point("M4", 0)])
    first, second = draw([near, below], today=TODAY, target=TARGET).lanes
    heights = [mark.y for mark in first.marks]
    assert heights[0] == heights[2] != heights[1]
    assert int(second.top) > int(heights[1])
    apart = Lane("", [point("M1", 0), point("M2", 20), point("M3", 50)])
    assert len({mark.y for mark in draw([apart], today=TODAY, target=TARGET).lanes[0].marks}) == 1


def test_today_is_left_out_when_the_plan_is_long_past() -> None:
    lane = Lane("", [point("M1", 0)])
    assert draw([lane], today=Flag(day(131), ""), target=TARGET).today is not None
    assert draw([lane], today=Flag(day(132), ""), target=TARGET).today is None


def test_words_of_two_days_near_each_other_turn_away() -> None:
    lane = Lane("", [point("M1", 0), point("M2", 200)])
    chart = draw([lane], today=Flag(day(95), "hôm nay"), target=TARGET)
    assert chart.today is not None
    assert chart.target is not None
    assert (chart.today.side, chart.target.side) == ("end", "start")
    chart = draw([lane], today=Flag(day(105), "hôm nay"), target=TARGET)
    assert chart.today is not None
    assert chart.target is not None
    assert (chart.today.side, chart.target.side) == ("start", "end")
    chart = draw([lane], today=Flag(day(20), "hôm nay"), target=TARGET)
    assert chart.today is not None
    assert chart.today.side == "middle"


@pytest.mark.parametrize(("lanes", "size"), [(20, ""), (26, "tall"), (40, "tallest")])
def test_a_drawing_says_when_a_print_must_make_it_smaller(lanes: int, size: str) -> None:
    chart = draw([Lane("", [point("M1", 0)])] * lanes, today=TODAY, target=TARGET)
    assert int(chart.height) == 30 * lanes + 58
    assert chart.size == size


def test_for_a_phone_days_run_from_top_to_bottom_with_flags_first() -> None:
    lane = Lane("Văn kiện", [point("M2", 100), point("M1", 0, 54)])
    days = draw([lane], today=TODAY, target=TARGET).days
    assert [(each.on, each.flag, each.code) for each in days] == [
        (day(54), "today", ""),
        (day(54), "", "M1"),
        (day(100), "target", ""),
        (day(100), "", "M2"),
    ]


def test_for_a_phone_a_point_done_on_another_day_says_what_was_planned() -> None:
    lane = Lane("", [point("M1", 0, 54), point("M2", 20, 20), point("M3", 30)])
    days = draw([lane], today=TODAY, target=TARGET).days
    assert {each.code: each.planned_on for each in days if each.code} == {
        "M1": day(0),
        "M2": None,
        "M3": None,
    }


def test_months_are_marked_at_their_first_and_fifteenth() -> None:
    chart = draw([Lane("", [point("M1", 0)])], today=TODAY, target=TARGET, margin_days=3)
    assert [tick.label for tick in chart.ticks] == [
        "1-2", "15-2", "1-3", "15-3", "1-4", "15-4", "1-5",
    ]  # fmt: skip
    long = draw([Lane("", [point("M1", -200)])], today=TODAY, target=TARGET)
    assert "15-2" not in [tick.label for tick in long.ticks]


def test_a_plan_of_nothing_still_has_its_day() -> None:
    chart = draw([], today=Flag(day(300), ""), target=TARGET)
    assert (chart.lanes, chart.today) == ([], None)
    assert chart.target is not None
    assert chart.target.x == "50.00"


def test_without_the_day_everything_leads_to_no_line_stands_for_it() -> None:
    lane = Lane("", [Point("A", "", day(50))])
    chart = draw([lane], today=TODAY, target=None)
    assert chart.target is None
    assert [each.flag for each in chart.days if each.flag] == ["today"]
    drawn = render_to_string("ui/components/timeline.html", {"chart": chart})
    assert "timeline-today" in drawn
    assert "timeline-target" not in drawn
