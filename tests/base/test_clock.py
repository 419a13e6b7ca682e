"""The demo's calendar stands still; its hours go on."""

from datetime import date

from django.conf import LazySettings
from django.utils import timezone

from daihoi.base import clock


def test_without_a_fixed_day_the_clock_is_the_real_one(settings: LazySettings) -> None:
    settings.DAIHOI_TODAY = None
    assert clock.today() == timezone.localdate()


def test_a_fixed_day_keeps_the_hour(settings: LazySettings) -> None:
    settings.DAIHOI_TODAY = date(2020, 3, 26)
    before = timezone.localtime()
    shown = timezone.localtime(clock.now())
    assert clock.today() == date(2020, 3, 26)
    assert abs((shown.hour * 60 + shown.minute) - (before.hour * 60 + before.minute)) <= 1
