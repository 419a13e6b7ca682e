"""What time it is. The demo's calendar stands still at one day; its hours go on."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present moment, aware; actions read it once and pass it down."""
    present = timezone.now()
    fixed: date | None = settings.DAIHOI_TODAY
    if fixed is None:
        return present
    return timezone.localtime(present).replace(year=fixed.year, month=fixed.month, day=fixed.day)


def today() -> date:
    """The calendar day in the house's time zone."""
    return timezone.localdate(now())
