"""The demo's calendar stands still; its hours go on."""

from datetime import date, datetime

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


def test_a_standing_clock_goes_on_afterwards() -> None:
    moment = timezone.make_aware(datetime(2020, 2, 5, 9))  # noqa: DTZ001 - made aware here
    with clock.standing_at(moment):
        assert (clock.now(), clock.today()) == (moment, date(2020, 2, 5))
    assert clock.now() > moment


def test_a_day_ends_at_the_midnight_after_it() -> None:
    end = clock.end_of(date(2020, 2, 29))
    assert timezone.localtime(end) == timezone.make_aware(datetime(2020, 3, 1))  # noqa: DTZ001 - made aware here
