import datetime as dt

import pytest

from daihoi.ui.timeline import Lane, Span, draw

BEGIN, END = dt.date(2020, 2, 1), dt.date(2020, 5, 11)  # a hundred days: one per cent a day


def day(number: int) -> dt.date:
    return BEGIN + dt.timedelta(days=number)


def test_bars_and_marks_stand_where_their_days_are() -> None:
    lane = Lane("Văn kiện", [Span(day(10), day(30), "done", "xong")], [(day(25), "lần 1")])
    chart = draw([lane], begins_on=BEGIN, ends_on=END, today=day(54))
    (bar,), (mark,) = chart.lanes[0].bars, chart.lanes[0].marks
    assert (bar.x, bar.width, mark.x, chart.today_x) == ("10.00", "20.00", "25.00", "54.00")
    assert chart.sentences == ["Văn kiện: xong, lần 1"]


def test_what_lies_outside_is_cut_at_the_edge() -> None:
    lane = Lane("", [Span(day(-20), day(50), "done", ""), Span(day(90), day(300), "planned", "")])
    chart = draw([lane], begins_on=BEGIN, ends_on=END, today=day(-1))
    assert [(bar.x, bar.width) for bar in chart.lanes[0].bars] == [
        ("0.00", "50.00"),
        ("90.00", "10.00"),
    ]
    assert chart.today_x is None


def test_months_are_marked_at_their_first_and_fifteenth() -> None:
    chart = draw([], begins_on=BEGIN, ends_on=END, today=BEGIN)
    assert [tick.label for tick in chart.ticks] == [
        "1-2",
        "15-2",
        "1-3",
        "15-3",
        "1-4",
        "15-4",
        "1-5",
    ]


def test_a_plan_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after"):
        draw([], begins_on=END, ends_on=BEGIN, today=BEGIN)
