"""The demo's calendar stands still; its hours go on."""

from datetime import date, datetime, time, timedelta

import pytest
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


DAY = date(2020, 3, 26)


@pytest.mark.parametrize(
    ("hour", "told"),
    [
        pytest.param(time(9, 23), "26-03 09:23", id="that moment"),
        pytest.param(time(23, 59, 59), "26-03 23:59", id="never the next day"),
    ],
)
def test_a_fixed_day_goes_on_from_what_was_noted_last(
    hour: time, told: str, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DAIHOI_TODAY = DAY
    monkeypatch.setattr(clock, "_gone_on", None)
    moment = timezone.make_aware(datetime.combine(DAY, hour))
    clock.go_on_from(moment)
    first, second = clock.now(), clock.now()
    assert moment <= first <= second < moment + timedelta(minutes=1)
    assert f"{timezone.localtime(second):%d-%m %H:%M}" == told


def test_a_moment_of_another_day_changes_nothing(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DAIHOI_TODAY = DAY
    monkeypatch.setattr(clock, "_gone_on", None)
    clock.go_on_from(timezone.make_aware(datetime(2020, 3, 25, 9)))  # noqa: DTZ001 - made aware here
    shown, real = timezone.localtime(clock.now()), timezone.localtime()
    assert shown.date() == DAY
    assert abs((shown.hour * 60 + shown.minute) - (real.hour * 60 + real.minute)) <= 1


def test_a_standing_clock_goes_on_afterwards() -> None:
    moment = timezone.make_aware(datetime(2020, 2, 5, 9))  # noqa: DTZ001 - made aware here
    with clock.standing_at(moment):
        assert (clock.now(), clock.today()) == (moment, date(2020, 2, 5))
    assert clock.now() > moment


def test_a_day_ends_at_the_midnight_after_it() -> None:
    end = clock.end_of(date(2020, 2, 29))
    assert timezone.localtime(end) == timezone.make_aware(datetime(2020, 3, 1))  # noqa: DTZ001 - made aware here
