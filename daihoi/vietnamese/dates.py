"""Dates as offices write them: the day before the month, and sometimes only a year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from math import isfinite
from typing import Self

from daihoi.vietnamese.text import fold

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SEPARATED = r"(?P<day>\d{1,2}) ?(?P<mark>[-/.]) ?(?P<month>\d{1,2}) ?(?P=mark) ?(?P<year>\d{1,4})"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        _SEPARATED,
        r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[t ]00:00(?::00)?)?)?",
        r"(?:thang )?(?P<month>\d{1,2}) ?[-/.] ?(?P<year>\d{4})",
        r"(?:.*, ?)?ngay (?P<day>\d{1,2}) thang (?P<month>\d{1,2}) nam (?P<year>\d{1,4})",
        r"thang (?P<month>\d{1,2}) nam (?P<year>\d{1,4})",
        r"(?:nam )?(?P<year>\d{4})",
    )
)


class Precision(StrEnum):
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class DateStyle(StrEnum):
    """Named by what 5 March 2020 becomes."""

    DASHED = "5-3-2020"
    DASHED_PADDED = "05-03-2020"
    SLASHED = "5/3/2020"
    LONG = "ngày 05 tháng 3 năm 2020"


class DateErrorCode(StrEnum):
    NOT_A_DATE = "not_a_date"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_MONTH = "no_such_month"
    YEAR_OUT_OF_RANGE = "year_out_of_range"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a whole year; ``DateError`` for one that is in no calendar."""

    year: int  # 1-9999
    month: int | None = None  # 1-12; None when only the year is known
    day: int | None = None  # None when only the month or year is known

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day needs its month")
        if not 1 <= self.year <= 9999:
            raise DateError(DateErrorCode.YEAR_OUT_OF_RANGE, str(self.year))
        if self.month is not None and not 1 <= self.month <= 12:
            raise DateError(DateErrorCode.NO_SUCH_MONTH, str(self.month))
        try:
            date(self.year, self.month or 1, 1 if self.day is None else self.day)
        except ValueError:
            raise DateError(DateErrorCode.NO_SUCH_DAY, str(self.day)) from None

    @property
    def precision(self) -> Precision:
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    def first_day(self) -> date:
        """The earliest day it can mean; a year counts as its 1 January (P-013)."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """The latest day it can mean."""
        if self.day is not None:
            return self.first_day()
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    def to_iso(self) -> str:
        """1976, 1981-08 or 1978-09-05."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @classmethod
    def from_iso(cls, text: str) -> Self:
        """The reverse of ``to_iso``; ``ValueError`` for any other form."""
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text, re.ASCII):
            raise ValueError(f"not a partial ISO date: {text!r}")
        return cls(*(int(part) for part in text.split("-")))

    @classmethod
    def from_date(cls, day: date) -> Self:
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        return format_date(self)


class DateError(ValueError):
    """Why a value is no date. ``suggestion`` is what the writer may have meant."""

    def __init__(
        self, code: DateErrorCode, value: str, suggestion: PartialDate | None = None
    ) -> None:
        super().__init__(f"{code}: {value}")
        self.code = code
        self.value = value
        self.suggestion = suggestion


def parse_date(
    value: str | float | date,
    *,
    earliest_year: int = EARLIEST_YEAR,
    latest_year: int = LATEST_YEAR,
) -> PartialDate:
    """Read a date cell or a date in words; the day stands before the month always (S67).

    A number is a year. ``DateError`` tells what is wrong; months first get a suggestion.
    """
    if isinstance(value, date):  # a datetime too
        day = value.date() if isinstance(value, datetime) else value
        return _checked((day.year, day.month, day.day), str(value), earliest_year, latest_year)
    parts = _parts(value) if isinstance(value, str) else _year_alone(value)
    if parts is None:
        raise DateError(DateErrorCode.NOT_A_DATE, str(value))
    return _checked(parts, str(value), earliest_year, latest_year)


def format_date(value: date | PartialDate, style: DateStyle = DateStyle.SLASHED) -> str:
    """Write as much of a date as is known in one of the styles of S67."""
    known = value if isinstance(value, PartialDate) else PartialDate.from_date(value)
    if style is DateStyle.LONG:
        return _in_words(known)
    width = 2 if style is DateStyle.DASHED_PADDED else 1
    mark = "/" if style is DateStyle.SLASHED else "-"
    parts = [f"{part:0{width}}" for part in (known.day, known.month) if part is not None]
    return mark.join([*parts, f"{known.year:04}"])


def weekday_name(day: date) -> str:
    """Monday is thứ Hai, Sunday Chủ nhật."""
    return _WEEKDAYS[day.weekday()]


def _in_words(known: PartialDate) -> str:
    """Days 1-9 and the months 1 and 2 get a zero, other months none (Hướng dẫn 36-HD/VPTW)."""
    words = []
    if known.day is not None:
        words.append(f"ngày {known.day:02}")
    if known.month is not None:
        words.append(f"tháng {known.month:02}" if known.month < 3 else f"tháng {known.month}")
    return " ".join([*words, f"năm {known.year:04}"])


_Parts = tuple[int, int | None, int | None]


def _parts(text: str) -> _Parts | None:
    written = fold(text)
    for form in _FORMS:
        if match := form.fullmatch(written):
            found = match.groupdict()
            month, day = found.get("month"), found.get("day")
            return int(found["year"]), int(month) if month else None, int(day) if day else None
    return None


def _year_alone(number: float) -> _Parts | None:
    if isinstance(number, bool) or not isfinite(number) or number % 1:
        return None
    return int(number), None, None


def _checked(parts: _Parts, value: str, earliest: int, latest: int) -> PartialDate:
    year, month, day = parts
    if not earliest <= year <= latest:
        raise DateError(DateErrorCode.YEAR_OUT_OF_RANGE, value)
    try:
        return PartialDate(year, month, day)
    except DateError as error:
        meant = None
        if error.code is DateErrorCode.NO_SUCH_MONTH and day is not None and 1 <= day <= 12:
            meant = _or_none(year, day, month)
        raise DateError(error.code, value, meant) from None


def _or_none(year: int, month: int, day: int | None) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except DateError:
        return None
