"""The Vietnamese calendar that plans are counted in."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import holidays


def public_holidays(years: Iterable[int]) -> Mapping[date, str]:
    """Public holidays (ngày nghỉ lễ) of these years with their Vietnamese names, days in lieu too.

    Years of which the government has not yet said anything follow the law and the lunar calendar.
    """
    return _holidays_of(tuple(sorted(set(years))))


def holidays_around(day: date) -> Mapping[date, str]:
    """Those of the year of ``day`` and the years beside it: a plan reaches no further."""
    return public_holidays(range(day.year - 1, day.year + 2))


@cache
def _holidays_of(years: tuple[int, ...]) -> Mapping[date, str]:
    found = holidays.country_holidays("VN", years=list(years), language="vi")
    return MappingProxyType(dict(found.items()))
