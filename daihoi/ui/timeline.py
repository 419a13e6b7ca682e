"""Where things stand on a drawn plan. Values in, percentages and pixels out; no domain word."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

BarKind = Literal["done", "rest", "waiting", "late", "planned"]

LANE_PX, TOP_PX, AXIS_PX = 30, 26, 24


@dataclass(frozen=True, slots=True)
class Span:
    """A bar from a day to a day, both included."""

    begins_on: dt.date
    ends_on: dt.date
    kind: BarKind
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the plan; ``marks`` are single days with a short word."""

    label: str
    spans: Sequence[Span] = ()
    marks: Sequence[tuple[dt.date, str]] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    x: str  # per cent, written with a dot whatever the language
    width: str
    kind: BarKind
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    x: str
    label: str


@dataclass(frozen=True, slots=True)
class DrawnLane:
    label: str
    y_px: str
    bars: list[Bar]
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Chart:
    """What `ui/components/timeline.html` draws; ``sentences`` say the same in words."""

    lanes: list[DrawnLane]
    ticks: list[Mark]
    today_x: str | None
    axis_y_px: str
    height_px: str
    sentences: list[str] = field(default_factory=list)


def draw(lanes: Sequence[Lane], *, begins_on: dt.date, ends_on: dt.date, today: dt.date) -> Chart:
    """Lay lanes out between two days; what lies outside is cut at the edge.

    ``ValueError`` when the days are not in order.
    """
    if ends_on <= begins_on:
        raise ValueError("a plan ends after it begins")
    length = (ends_on - begins_on).days

    def share(day: dt.date) -> float:
        inside = min(max((day - begins_on).days, 0), length)
        return 100 * inside / length

    drawn = [
        DrawnLane(
            label=lane.label,
            y_px=str(TOP_PX + LANE_PX * row),
            bars=[_bar(span, share(span.begins_on), share(span.ends_on)) for span in lane.spans],
            marks=[Mark(f"{share(day):.2f}", label) for day, label in lane.marks],
        )
        for row, lane in enumerate(lanes)
    ]
    axis = TOP_PX + LANE_PX * len(lanes) - 8
    inside = begins_on <= today <= ends_on
    return Chart(
        lanes=drawn,
        ticks=[
            Mark(f"{share(day):.2f}", f"{day.day}-{day.month}")
            for day in _ticks(begins_on, ends_on)
        ],
        today_x=f"{share(today):.2f}" if inside else None,
        axis_y_px=str(axis),
        height_px=str(axis + AXIS_PX),
        sentences=[_sentence(lane) for lane in lanes],
    )


def _bar(span: Span, start: float, stop: float) -> Bar:
    return Bar(f"{start:.2f}", f"{max(stop - start, 0.8):.2f}", span.kind, span.label)


def _ticks(begins_on: dt.date, ends_on: dt.date) -> list[dt.date]:
    """The first and the fifteenth of each month, none so near the right edge as to be cut."""
    days = (begins_on + dt.timedelta(days=n) for n in range((ends_on - begins_on).days - 2))
    return [day for day in days if day.day in {1, 15}]


def _sentence(lane: Lane) -> str:
    parts = [span.label for span in lane.spans] + [label for _day, label in lane.marks]
    return f"{lane.label}: {', '.join(parts)}" if parts else lane.label
