"""A turn to speak held against the clock: what is left of it, when to warn, how many turns still fit.

Moments are aware datetimes of one clock, the server's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

WARNED = timedelta(minutes=1)  # before the end; default of the house
FREE_MINUTES = 5  # of who raises a hand; default of the house


class Pace(StrEnum):
    IN_TIME = "in_time"  # còn giờ
    WARNED = "warned"  # sắp hết giờ
    OVER = "over"  # hết giờ


class Clash(StrEnum):
    """Why a turn cannot have been given from one moment to another."""

    BACKWARDS = "backwards"  # over before it began
    FUTURE = "future"
    OVERLAP = "overlap"  # somebody else spoke then
    BEFORE_ITEM = "before_item"  # the item it was given in had not begun


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time given to something that began: it should be over by ``due``."""

    started_at: datetime
    minutes: int
    at: datetime  # the clock

    @property
    def due(self) -> datetime:
        return self.started_at + timedelta(minutes=self.minutes)

    @property
    def warns_at(self) -> datetime:
        """A minute before the end; at once in a turn that is no longer than that."""
        return max(self.started_at, self.due - WARNED)

    @property
    def seconds_left(self) -> int:
        """Whole seconds, negative once it is over its time."""
        return int((self.due - self.at).total_seconds() // 1)

    @property
    def pace(self) -> Pace:
        """At the very moment of its end it is over."""
        if self.at >= self.due:
            return Pace.OVER
        return Pace.WARNED if self.at >= self.warns_at else Pace.IN_TIME


def turns_that_fit(seconds: int, minutes: Iterable[int]) -> int:
    """How many of the turns, in their order, fit into so many seconds; the first that does not ends it."""
    found = 0
    for each in minutes:
        seconds -= each * 60
        if seconds < 0:
            break
        found += 1
    return found


def clash_of(
    started_at: datetime,
    ended_at: datetime | None,
    *,
    item_started_at: datetime,
    others: Sequence[tuple[datetime, datetime | None]],
    at: datetime,
) -> Clash | None:
    """What is wrong with stamps set by hand; an end of None means that it is still being given.

    Nobody stamps the future, unless the clock itself stands behind a stamp of the ``others``.
    """
    if ended_at is not None and ended_at < started_at:
        return Clash.BACKWARDS
    if started_at < item_started_at:
        return Clash.BEFORE_ITEM
    last = last_moment(others)
    if (last is None or at >= last) and max(started_at, ended_at or started_at) > at:
        return Clash.FUTURE
    for began, over in others:
        is_before = over is not None and over <= started_at
        is_after = ended_at is not None and ended_at <= began
        if not is_before and not is_after:
            return Clash.OVERLAP
    return None


def last_moment(stamps: Iterable[tuple[datetime, datetime | None]]) -> datetime | None:
    """The latest moment that was stamped; None where nothing was."""
    return max((moment for pair in stamps for moment in pair if moment is not None), default=None)
