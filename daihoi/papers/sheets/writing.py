"""Rows become an .xlsx that prints well on A4 and in which no cell can start a formula."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX

from daihoi.papers.sheets.reading import SheetError, Value

MAX_LETTERS = 32_767  # of one cell, in UTF-16 units; longer ones are cut off without a word
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
DATE_FORMAT, DATETIME_FORMAT = "d/m/yyyy", "d/m/yyyy hh:mm"
FONT = "Times New Roman"
MARGIN_INCHES = 0.6
NAME_LETTERS = 31
A4 = "9"


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float = 18  # in characters of the default font


@dataclass(frozen=True, slots=True)
class Page:
    """One worksheet: its name, what stands above the table, the columns and the rows."""

    name: str
    title_lines: Sequence[str]
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def write_sheets(pages: Iterable[Page]) -> bytes:
    """A worksheet for each page, written as `write_sheet` writes its only one.

    Names become what Excel takes: 31 letters, none of ``[]:*?/`` or backslash, each one only once.
    """
    workbook = Workbook(write_only=True)
    for style in _styles():
        workbook.add_named_style(style)
    target = BytesIO()
    try:
        for page in pages:
            _write_page(workbook, page)
    finally:  # refused too: until saved, openpyxl holds a temporary file and unfinished XML
        workbook.save(target)
    return target.getvalue()


def write_sheet(
    title_lines: Sequence[str],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    name: str = "Danh sách",
) -> bytes:
    """Title lines, an empty row if there are any, the header row, then the rows as they come.

    Dates stay dates, shown d/m/yyyy; times must be naive, already local. Text that looks like a
    formula stays text, unchanged. Raises ``SheetError("cell_too_long")``.
    """
    return write_sheets([Page(name, title_lines, columns, rows)])


def _write_page(workbook: Workbook, page: Page) -> None:
    worksheet = workbook.create_sheet(INVALID_TITLE_REGEX.sub(" ", page.name)[:NAME_LETTERS])
    header_row = len(page.title_lines) + 2 if page.title_lines else 1
    _set_page(worksheet, page.columns, header_row)
    for line in _lines(page.title_lines, page.columns, page.rows):
        worksheet.append([_cell(worksheet, value, style) for value, style in line])


def _lines(
    title_lines: Sequence[str], columns: Sequence[Column], rows: Iterable[Sequence[Value]]
) -> Iterator[list[tuple[Value, str]]]:
    """Each row of the sheet as values and their styles."""
    for title in title_lines:
        yield [(title, "list title")]
    if title_lines:
        yield []
    yield [(column.title, "list header") for column in columns]
    for row in rows:
        yield [(value, _style_of(value)) for value in row]


def _style_of(value: Value) -> str:
    if isinstance(value, datetime):
        return "list time"
    return "list date" if isinstance(value, date) else "list text"


def _cell(worksheet: Any, value: Any, style: str) -> Any:
    if not isinstance(value, str):
        cell = WriteOnlyCell(worksheet, value)
        cell.style = style
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    if len(text.encode("utf-16-le", "replace")) > 2 * MAX_LETTERS:
        raise SheetError("cell_too_long", limit=MAX_LETTERS)
    cell = WriteOnlyCell(worksheet, text)
    cell.style = style
    cell.data_type = "s"  # openpyxl took "=…" for a formula, "#N/A" for an error
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True  # Excel keeps it text when the cell is edited later
    return cell


def _set_page(worksheet: Any, columns: Sequence[Column], header_row: int) -> None:
    for number, column in enumerate(columns, 1):
        worksheet.column_dimensions[get_column_letter(number)].width = column.width
    worksheet.freeze_panes = f"A{header_row + 1}"
    worksheet.print_title_rows = f"{header_row}:{header_row}"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = A4
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0  # as many pages as it takes
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = worksheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = MARGIN_INCHES
    worksheet.oddFooter.center.text = "&P/&N"


def _styles() -> Iterator[NamedStyle]:
    line = Side(style="thin")
    frame = Border(left=line, right=line, top=line, bottom=line)
    text = Font(name=FONT, size=11)
    bold = Font(name=FONT, size=11, bold=True)
    wrapped = Alignment(vertical="top", wrap_text=True)
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    shade = PatternFill("solid", fgColor="F4EFE6")
    yield NamedStyle("list title", font=Font(name=FONT, size=13, bold=True))
    yield NamedStyle("list header", font=bold, border=frame, alignment=centred, fill=shade)
    yield NamedStyle("list text", font=text, border=frame, alignment=wrapped)
    for name, shown in (("list date", DATE_FORMAT), ("list time", DATETIME_FORMAT)):
        yield NamedStyle(name, font=text, border=frame, alignment=wrapped, number_format=shown)
