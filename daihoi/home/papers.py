"""The status report as a sheet and as the text of a paper; a calendar for other programs; what is kept about somebody."""

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
from daihoi.organizations.queries.facts import items
from daihoi.papers.outline import Align, Block, BlockKind, Cell, Run
from daihoi.papers.outline import Table as Grid
from daihoi.papers.sheets import Column, Page, write_sheets
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.numerals import roman

NARROW, WIDE, WIDE_FROM = 16, 44, 20  # widths in letters; a column with longer words is wide
PAIR = 2  # a name and what is to be said of it
MOST_LETTERS = 40  # of a column, when widths are shared out
SHEET_TWIPS = 9354  # the text of an A4 sheet (36-HD/VPTW: margins of 30 and 15 mm)
CALENDAR = "text/calendar; charset=utf-8"
_FETCH_AGAIN = timedelta(hours=6)


def report_sheet(report: Report) -> bytes:
    """A worksheet for each table, with the organization and the day above it."""
    day = format_date(report.on, DateStyle.DASHED)
    lines = [report.organization, _("Báo cáo tiến độ, tính đến hết ngày %(day)s") % {"day": day}]
    return write_sheets([_page(table, lines) for table in report.tables])


def report_blocks(report: Report) -> tuple[Block, ...]:
    """The tables as the text of an official paper: numbered headings; pairs as a list.

    Of a table that not everybody may read whole, only its open rows.
    """
    blocks: list[Block] = []
    told = [(table, _open(table)) for table in report.tables]
    for number, (table, rows) in enumerate(((t, rows) for t, rows in told if rows), 1):
        heading = f"{roman(number)}. {str(table.title).upper()}"
        blocks.append(Block(BlockKind.HEADING, (Run(heading),), level=2))
        if len(table.columns) == PAIR:
            blocks += items(f"{name}: {_written(value)}" for name, value in rows)
        else:
            blocks.append(Block(BlockKind.TABLE, table=_grid(table, rows)))
        if table.note:
            blocks.append(Block(BlockKind.PARAGRAPH, (Run(str(table.note)),)))
    return tuple(blocks)


def _open(table: Table) -> list[tuple[Any, ...]]:
    return table.rows if table.open_rows is None else table.open_rows


def _grid(table: Table, rows: list[tuple[Any, ...]]) -> Grid:
    """A table that repeats its head, each column as wide as its words ask."""
    head = tuple(_cell(str(column), bold=True, align=Align.CENTER) for column in table.columns)
    body = [tuple(_cell(_written(v), align=_align(v)) for v in row) for row in rows]
    parts = [
        min(MOST_LETTERS, max(len(cell.text) for cell in column))
        for column in zip(head, *body, strict=True)
    ]
    widths = tuple(SHEET_TWIPS * part // sum(parts) for part in parts)
    return Grid((head, *body), header_rows=1, widths=widths)


def _cell(text: str, *, bold: bool = False, align: Align = Align.NONE) -> Cell:
    return Cell(((Run(text, bold=bold),) if text else (),), align=align)


def _align(value: Any) -> Align:
    return Align.CENTER if isinstance(value, (int, date)) else Align.NONE


def _written(value: Any) -> str:
    if value is None:
        return ""
    return format_date(value, DateStyle.DASHED) if isinstance(value, date) else str(value)


def file_name(report: Report) -> str:
    return f"bao-cao-tien-do-{report.on.isoformat()}.xlsx"


def _page(table: Table, lines: list[str]) -> Page:
    columns = [Column(str(head), _width(table, place)) for place, head in enumerate(table.columns)]
    note = [str(table.note)] if table.note else []
    rows = [tuple(map(_naive, row)) for row in table.rows]
    return Page(str(table.title), [*lines, str(table.title), *note], columns, rows)


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
        archive.writestr("du-lieu-cua-toi.xlsx", write_sheets(_page(t, lines) for t in tables))
        text = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr("du-lieu-cua-toi.json", text)
    return target.getvalue()


def _naive(value: Any) -> Any:
    """Times as a clock on the wall shows them: a sheet knows no time zones."""
    aware = isinstance(value, datetime) and timezone.is_aware(value)
    return timezone.make_naive(value) if aware else value
