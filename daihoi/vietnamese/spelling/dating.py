"""Dates in a text: all in the style chosen, and in the calendar (S67)."""

import re
from collections.abc import Iterator

from daihoi.vietnamese.dates import DateError, DateStyle, format_date, parse_date
from daihoi.vietnamese.spelling.slips import Slip, SlipCode

_DATE = re.compile(
    r"(?<![\w/.-])(?:(?P<words>ngày \d{1,2} tháng \d{1,2} năm \d{4})"
    r"|(?P<day>\d{1,2}([-/.])\d{1,2}\3\d{4})"
    r"|(?P<lead>tháng )(?P<month>\d{1,2} ?[-/.] ?\d{4}))(?![\w/-]|\.\d)",
    re.IGNORECASE,
)


def dates(text: str, style: DateStyle) -> Iterator[Slip]:
    """Whole days and months written otherwise than ``style``, and days that no calendar has.

    "ngày 05 tháng 3 năm 2020" is a style of its own: with another one chosen it becomes
    "ngày 5-3-2020". A text with one date only follows the style too.
    """
    for found in _DATE.finditer(text):
        written = found["words"] or found["day"] or found["month"]
        start = found.start("month") if found["month"] else found.start()
        try:
            known = parse_date(written)
        except DateError as error:
            meant = format_date(error.suggestion, style) if error.suggestion else None
            yield Slip(SlipCode.DATE_WRONG, start, written, meant)
            continue
        wanted = _styled(found, format_date(known, style), style)
        if wanted != written:
            yield Slip(SlipCode.DATE_STYLE, start, written, wanted)


def _styled(found: re.Match[str], said: str, style: DateStyle) -> str:
    """The lead words "ngày" and "tháng" stand once."""
    if found["month"]:
        return said.removeprefix("tháng ") if style is DateStyle.LONG else said
    if found["words"]:
        return said if style is DateStyle.LONG else f"{found['words'][:5]}{said}"
    if style is DateStyle.LONG and found.string[: found.start()].lower().endswith("ngày "):
        return said.removeprefix("ngày ")
    return said
