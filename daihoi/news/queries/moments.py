"""Up to which moment what is published may be read."""

from datetime import datetime

from django.conf import settings

from daihoi.base import clock


def readable_until() -> datetime:
    """Now; while the demo's day stands still, all of that day: its hours come again and again."""
    if settings.DAIHOI_TODAY is None:
        return clock.now()
    return clock.end_of(clock.today())
