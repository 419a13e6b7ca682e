"""The status report as a sheet; a calendar for other programs; what is kept about somebody."""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from daihoi.base.offers import Event, Table
from daihoi.home.queries import Report
from daihoi.papers.sheets import Column, Page, write_sheets
from daihoi.vietnamese.dates import DateStyle, format_date

NARROW, WIDE, WIDE_FROM = 16, 44, 20  # widths in letters; a column with longer words is wide
CALENDAR = "text/calendar; charset=utf-8"
_FETCH_AGAIN = timedelta(hours=6)


def report_sheet(report: Report) -> bytes:
    """A worksheet for each table, with the organization and the day above it."""
    day = format_date(report.on, DateStyle.DASHED)
    lines = [report.organization, _("Báo cáo tiến độ, tính đến hết ngày %(day)s") % {"day": day}]
    return write_sheets([_page(table, lines) for table in report.tables])


def file_name(report: Report) -> str:
    return f"bao-cao-tien-do-{report.on.isoformat()}.xlsx"


def _page(table: Table, lines: list[str]) -> Page:
    columns = [Column(str(head), _width(table, place)) for place, head in enumerate(table.columns)]
    note = [str(table.note)] if table.note else []
    return Page(str(table.title), [*lines, str(table.title), *note], columns, table.rows)


def _width(table: Table, place: int) -> float:
    longest = max((_letters(row[place]) for row in table.rows), default=0)
    return WIDE if longest > WIDE_FROM else NARROW


def _letters(value: Any) -> int:
    return 0 if value is None or isinstance(value, date) else len(str(value))


def calendar_file(
    events: Iterable[Event],
    *,
    name: str,
    host: str,
    address: Callable[[str], str],
    now: datetime,
) -> bytes:
    """An iCalendar file (RFC 5545) for Google, Outlook and phones: each event as a whole day.

    ``address`` makes a path of the house one that works outside.

    The same event has the same UID each time (its key and ``host``), so that it moves in the
    calendar instead of standing there twice. Whole days make nobody busy.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//daihoi//vi")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _FETCH_AGAIN, parameters={"VALUE": "DURATION"})
    for event in events:
        entry = Entry()
        entry.add("uid", f"{event.key}@{host}")
        entry.add("dtstamp", now)
        entry.add("dtstart", event.on)
        entry.add("dtend", event.on + timedelta(days=1))
        entry.add("summary", event.title)
        if event.detail:
            entry.add("description", event.detail)
        if event.url:
            entry.add("url", address(event.url))
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content


def personal_archive(tables: list[Table], *, name: str, on: date) -> bytes:
    """All that is kept about somebody as a .zip: a workbook to read and JSON for other programs."""
    day = format_date(on, DateStyle.DASHED)
    lines = [name, _("Dữ liệu đang được giữ về tôi, đến ngày %(day)s") % {"day": day}]
    local = [
        Table(table.title, table.columns, [tuple(map(_naive, row)) for row in table.rows])
        for table in tables
    ]
    said = {
        "name": name,
        "on": on,
        "tables": [
            {
                "title": str(table.title),
                "rows": [
                    dict(zip(map(str, table.columns), row, strict=True)) for row in table.rows
                ],
            }
            for table in tables
        ],
    }
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("du-lieu-cua-toi.xlsx", write_sheets(_page(t, lines) for t in local))
        text = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr("du-lieu-cua-toi.json", text)
    return target.getvalue()


def _naive(value: Any) -> Any:
    """Times as a clock on the wall shows them: a sheet knows no time zones."""
    aware = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.make_naive(value) if aware else value
