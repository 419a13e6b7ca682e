"""Where things stand on a drawn plan. Values in, percentages and pixels out; no domain word.

Two drawings of the same facts: lanes across the page (`Chart.lanes`), and for a phone the days
from top to bottom (`Chart.days`).
"""

import datetime as dt
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal["done", "planned", "late"]
Side = Literal["start", "middle", "end"]

ROW_PX, HEAD_PX, AXIS_PX, LANE_PAD_PX = 22, 26, 24, 8
# Lettering keeps its size while the drawing grows and shrinks: room is made for the narrowest
# one. `timeline.css` draws the days from top to bottom where there is less.
NARROWEST_PX = 600
MARK_PX, LETTER_PX, GAP_PX = 9, 6.5, 6  # half a mark with its air; of a code; between two marks
LABEL_LETTERS, LABEL_PX = 22, 16  # of a lane's label: letters that fit a line, height of a line
TALL_PX, TALLEST_PX = 690, 880  # beyond, a print must make it smaller to keep it on one sheet
NEAR, EDGE = 12.0, 6.0  # per cent: two words stand apart; a word at the edge turns inwards


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to be done: planned for a day, done on another, or late; ``note`` says how late."""

    code: str
    label: str
    planned_on: dt.date
    done_on: dt.date | None = None
    kind: MarkKind = "planned"
    note: str = ""

    @property
    def shown_on(self) -> dt.date:
        return self.done_on or self.planned_on


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the plan; ``summary`` says in words how it stands."""

    label: str
    points: Sequence[Point]
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """A day that stands across all lanes: today, or the day everything leads to."""

    on: dt.date
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    x: str  # per cent, written with a dot whatever the language
    y: str  # pixels
    kind: MarkKind
    code: str
    label: str
    note: str
    planned_x: str  # where the plan had it
    words_x: str  # its words stand right of both; at the right edge, left of both
    words_side: Side  # "start": right; "end": left
    until_x: str  # how far a late one reaches: today
    is_moved: bool  # done on another day than planned


@dataclass(frozen=True, slots=True)
class DrawnLane:
    label: list[str]  # line by line
    top: str
    label_y: str
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class DrawnFlag:
    x: str
    side: Side
    label: str


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    label: str


@dataclass(frozen=True, slots=True)
class Day:
    """A line of the drawing for a phone: a flag if ``flag``, else a point."""

    on: dt.date
    flag: str  # "today", "target" or ""
    kind: MarkKind
    code: str
    label: str
    note: str
    planned_on: dt.date | None = None  # where it was done on another day


@dataclass(frozen=True, slots=True)
class Chart:
    """What `ui/components/timeline.html` draws; ``sentences`` say the same in words."""

    lanes: list[DrawnLane]
    days: list[Day]
    ticks: list[Tick]
    today: DrawnFlag | None
    target: DrawnFlag | None
    axis_y: str
    height: str
    sentences: list[str]

    @property
    def size(self) -> str:
        """How much smaller a print must make it: "tall", "tallest" or not at all."""
        if int(self.height) <= TALL_PX:
            return ""
        return "tall" if int(self.height) <= TALLEST_PX else "tallest"


def draw(lanes: Sequence[Lane], *, today: Flag, target: Flag | None, margin_days: int = 4) -> Chart:
    """Lay lanes out from the first of their days to the last, ``target`` among them.

    Without ``target`` nobody knows its day, and no line stands for it. Today is drawn where it falls between those, or no more than a month beside them.
    """
    days = [target.on] if target else []
    for lane in lanes:
        for point in lane.points:
            days += [point.planned_on, point.shown_on]
    month = dt.timedelta(days=31)
    if min(days) - month <= today.on <= max(days) + month:
        days.append(today.on)
    margin = dt.timedelta(days=margin_days)
    lines = (today.on, target.on) if target else (today.on,)
    scale = _Scale(min(days) - margin, max(days) + margin, lines)
    drawn, y = _lanes(lanes, scale, today.on)
    flags = _flags(today, target, scale)
    return Chart(
        lanes=drawn,
        days=_days(lanes, today, target),
        ticks=[Tick(f"{scale.share(day):.2f}", f"{day.day}-{day.month}") for day in _ticks(scale)],
        today=flags[0] if scale.holds(today.on) else None,
        target=flags[1],
        axis_y=str(y),
        height=str(y + AXIS_PX),
        sentences=[f"{lane.label}: {lane.summary}" for lane in lanes if lane.summary],
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    begins_on: dt.date
    ends_on: dt.date
    lines: tuple[dt.date, ...]  # drawn across all lanes

    def share(self, day: dt.date) -> float:
        """Per cent of the way; what lies outside is cut at the edge."""
        length = (self.ends_on - self.begins_on).days
        return 100 * min(max((day - self.begins_on).days, 0), length) / length

    def px(self, day: dt.date) -> float:
        """The same way in pixels of the narrowest drawing."""
        return self.share(day) / 100 * NARROWEST_PX

    def holds(self, day: dt.date) -> bool:
        return self.begins_on <= day <= self.ends_on


def _lanes(lanes: Sequence[Lane], scale: _Scale, today: dt.date) -> tuple[list[DrawnLane], int]:
    """Drawn from top to bottom, and where the axis stands below them."""
    drawn = []
    top = HEAD_PX
    for lane in lanes:
        ends: list[float] = []  # of each row of the lane: how far it is taken, in pixels
        marks = []
        for point in sorted(lane.points, key=lambda each: (each.shown_on, each.code)):
            room = _room(point, scale)
            y = top + LANE_PAD_PX // 2 + ROW_PX * _free_row(ends, room) + ROW_PX // 2
            marks.append(_mark(point, room, y, scale, today))
        label = textwrap.wrap(lane.label, LABEL_LETTERS)
        label_y = top + LANE_PAD_PX // 2 + ROW_PX // 2
        drawn.append(DrawnLane(label, str(top), str(label_y), marks))
        spare = ROW_PX - LABEL_PX
        top += LANE_PAD_PX + max(ROW_PX * max(len(ends), 1), LABEL_PX * len(label) + spare)
    return drawn, top + LANE_PAD_PX


@dataclass(frozen=True, slots=True)
class _Room:
    """What a point and its words take of a row, in pixels of the narrowest drawing."""

    first: float
    last: float
    turned: bool  # the words stand left, where a line across the lanes or the edge cuts the right


def _room(point: Point, scale: _Scale) -> _Room:
    days = sorted((point.planned_on, point.shown_on))
    begin, end = (scale.px(day) for day in days)
    words = MARK_PX + LETTER_PX * len(f"{point.code} {point.note}".strip())
    lines = [scale.px(day) for day in scale.lines if scale.holds(day)]
    right_is_cut = end + words > NARROWEST_PX or any(end < x < end + words for x in lines)
    left_is_cut = begin - words < 0 or any(begin - words < x < begin for x in lines)
    if right_is_cut and not left_is_cut:
        return _Room(begin - words, end + MARK_PX + GAP_PX, turned=True)
    return _Room(begin - MARK_PX, end + words + GAP_PX, turned=False)


def _free_row(ends: list[float], room: _Room) -> int:
    """The first row of the lane with room for the point and its words; takes that room."""
    for row, end in enumerate(ends):
        if end <= room.first:
            ends[row] = room.last
            return row
    ends.append(room.last)
    return len(ends) - 1


def _mark(point: Point, room: _Room, y: int, scale: _Scale, today: dt.date) -> Mark:
    x, planned = scale.share(point.shown_on), scale.share(point.planned_on)
    return Mark(
        x=f"{x:.2f}",
        y=str(y),
        kind=point.kind,
        code=point.code,
        label=point.label,
        note=point.note,
        planned_x=f"{planned:.2f}",
        words_x=f"{min(x, planned) if room.turned else max(x, planned):.2f}",
        words_side="end" if room.turned else "start",
        until_x=f"{scale.share(today):.2f}" if point.kind == "late" else f"{x:.2f}",
        is_moved=_is_moved(point),
    )


def _is_moved(point: Point) -> bool:
    return point.done_on is not None and point.done_on != point.planned_on


def _flags(today: Flag, target: Flag | None, scale: _Scale) -> tuple[DrawnFlag, DrawnFlag | None]:
    """Both with their words turned away from each other where they stand near."""
    own = scale.share(today.on)
    if target is None:
        return DrawnFlag(f"{own:.2f}", _side(own), today.label), None
    other = scale.share(target.on)
    sides: dict[bool, Side] = {True: "end", False: "start"}
    near = abs(own - other) < NEAR
    first = sides[own <= other] if near else _side(own)
    second = sides[other < own] if near else _side(other)
    return (
        DrawnFlag(f"{own:.2f}", first, today.label),
        DrawnFlag(f"{other:.2f}", second, target.label),
    )


def _side(share: float) -> Side:
    if share < EDGE:
        return "start"
    return "end" if share > 100 - EDGE else "middle"


def _days(lanes: Sequence[Lane], today: Flag, target: Flag | None) -> list[Day]:
    """Every point by its day; on one day flags stand first."""
    found = [
        Day(
            point.shown_on,
            "",
            point.kind,
            point.code,
            point.label,
            point.note,
            point.planned_on if _is_moved(point) else None,
        )
        for lane in lanes
        for point in lane.points
    ]
    found.append(Day(today.on, "today", "planned", "", today.label, ""))
    if target:
        found.append(Day(target.on, "target", "planned", "", target.label, ""))
    return sorted(found, key=lambda day: (day.on, not day.flag, day.code))


def _ticks(scale: _Scale) -> list[dt.date]:
    """The first and the fifteenth of each month, none so near the edges as to be cut.

    Only firsts where the plan is so long that they would run into each other.
    """
    length = (scale.ends_on - scale.begins_on).days
    wanted = {1} if length > 240 else {1, 15}
    days = (scale.begins_on + dt.timedelta(days=n) for n in range(2, length - 1))
    return [day for day in days if day.day in wanted]
