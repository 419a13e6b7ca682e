"""What time it is. The demo's calendar stands still at one day; its hours go on."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)
_gone_on: tuple[datetime, datetime] | None = (
    None  # a moment of the fixed day, and the real one then
)


def now() -> datetime:
    """The present moment, aware; actions read it once and pass it down."""
    if (standing := _standing.get()) is not None:
        return standing
    present = timezone.now()
    fixed: date | None = settings.DAIHOI_TODAY
    if fixed is None:
        return present
    if _gone_on is not None:
        moment, real = _gone_on
        return min(moment + (present - real), end_of(fixed) - timedelta(seconds=1))
    return timezone.localtime(present).replace(year=fixed.year, month=fixed.month, day=fixed.day)


def today() -> date:
    """The calendar day in the house's time zone."""
    return timezone.localdate(now())


def end_of(day: date) -> datetime:
    """The midnight after ``day`` in the house's time zone: what came before it was known that day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def go_on_from(moment: datetime) -> None:
    """Let the hours of the fixed day go on from an aware ``moment`` of it, in this process.

    What was noted stays before what is noted next, at whatever hour the demo is started. A moment
    of another day changes nothing.
    """
    global _gone_on  # noqa: PLW0603 - a process has one clock
    if timezone.localdate(moment) == settings.DAIHOI_TODAY:
        _gone_on = (moment, timezone.now())


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at an aware ``moment``: the demo's past is made with this."""
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)
