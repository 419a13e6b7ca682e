"""The Vietnamese calendar that plans are counted in."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import holidays
from django.utils.translation import gettext as _

YEARS = range(
    1995, 2100
)  # in these and beside them the library knows the lunar calendar and the law
# The last year whose days off are announced; the government moves days each year anew.
ANNOUNCED_UNTIL = 2026
# Announced on 25-12-2025, after the edition of the library in use.
ANNOUNCED = {date(2026, 1, 2): "Ngày nghỉ (thay cho ngày 10/01/2026)"}


def is_known(day: date) -> bool:
    """Whether working days around ``day`` can be counted at all."""
    return day.year in YEARS


def not_announced(days: Iterable[date]) -> str:
    """What to say where days counted in working days lie in years not announced yet; or ""."""
    years = sorted({day.year for day in days if day.year > ANNOUNCED_UNTIL})
    if not years:
        return ""
    return _(
        "Chưa có lịch nghỉ hoán đổi năm %(years)s: ngày làm việc tính theo luật và âm lịch,"
        " hãy xem lại khi Nhà nước công bố."
    ) % {"years": ", ".join(map(str, years))}


def public_holidays(years: Iterable[int]) -> Mapping[date, str]:
    """Public holidays (ngày nghỉ lễ) of these years with their Vietnamese names, days in lieu too.

    Years not announced yet follow the law and the lunar calendar.
    """
    return _holidays_of(tuple(sorted(set(years))))


def holidays_around(day: date) -> Mapping[date, str]:
    """Those of the year of ``day`` and the years beside it: a plan reaches no further."""
    return public_holidays(range(day.year - 1, day.year + 2))


@cache
def _holidays_of(years: tuple[int, ...]) -> Mapping[date, str]:
    found = holidays.country_holidays("VN", years=list(years), language="vi")
    announced = {day: name for day, name in ANNOUNCED.items() if day.year in years}
    return MappingProxyType(dict(found.items()) | announced)
