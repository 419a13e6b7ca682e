"""An uploaded .xlsx becomes rows of typed cells that know their coordinates."""

import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from io import BytesIO
from typing import Any, TypeAlias

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter

from daihoi.papers.intake import Refused, check_upload
from daihoi.vietnamese.legacy import legacy_font, read_as_unicode

MAX_ROWS = 50_000
MAX_COLUMNS = 200
# Offices format whole columns: what follows so many empty rows is format, not a list.
EMPTY_ROWS_BEFORE_END = 1_000

Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None

_MESSAGES = {
    "too_many_rows": "Trang tính có hơn {limit} dòng; hãy chia thành nhiều tệp.",
    "too_many_columns": "Trang tính có hơn {limit} cột; hãy xóa các cột thừa.",
    "no_such_sheet": "Tệp không có trang tính “{sheet}”; các trang đang có: {sheets}.",
    "no_sheet": "Tệp không có trang tính nào.",
    "no_header": "Không tìm thấy dòng tiêu đề; cần có các cột: {titles}.",
    "damaged": "Tệp bị hỏng; hãy mở bằng Excel, lưu lại rồi tải lên.",
    "cell_too_long": "Một ô dài quá {limit} ký tự nên Excel không chứa được.",
}
# What openpyxl lets through when the XML is well-formed but not a workbook.
_BROKEN = (
    AttributeError, EOFError, LookupError, NotImplementedError, OSError, SyntaxError, TypeError,
    ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


class SheetError(ValueError):
    """A list cannot be read or written. ``code`` is stable, ``message`` Vietnamese.

    Codes are those of this package and those of ``intake.Refused``.
    """

    def __init__(self, code: str, message: str = "", **facts: object) -> None:
        self.code = code
        self.message = message or _MESSAGES[code].format(**facts)
        super().__init__(self.message)


class CellKind(StrEnum):
    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"  # also a number that its format shows as a date
    TIME = "time"  # time of day or duration
    BOOLEAN = "boolean"
    ERROR = "error"  # "#N/A" and its like, as text


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell; ``value`` is as stored: text untouched, a date without hours is a ``date``.

    Text in a font of before Unicode (.VnTime, VNI-Times) is what that font showed.
    """

    row: int  # 1-based
    column: str  # "A", "AB"
    value: Value = None
    kind: CellKind = CellKind.EMPTY
    was_legacy: bool = False  # its text was in an encoding from before Unicode

    @property
    def place(self) -> str:
        return f"{self.column}{self.row}"

    @property
    def text(self) -> str:
        """The value as the office would write it: 5/9/1978, 12, 0.5."""
        match self.value:
            case None:
                return ""
            case date() as day:
                return f"{day.day}/{day.month}/{day.year}"
            case float() as number if number.is_integer():
                return str(int(number))
            case value:
                return str(value)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that says something: its cells from column A to the last one filled."""

    number: int
    cells: tuple[SheetCell, ...]

    @property
    def filled(self) -> tuple[SheetCell, ...]:
        return tuple(cell for cell in self.cells if cell.kind is not CellKind.EMPTY)

    def __getitem__(self, column: str) -> SheetCell:
        index = column_index_from_string(column)
        return self.cells[index - 1] if index <= len(self.cells) else SheetCell(self.number, column)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet, top to bottom; empty ones are left out."""

    name: str
    rows: tuple[SheetRow, ...]


def read_sheet(data: bytes, *, sheet: str = "", name: str = "") -> Sheet:
    """The sheet called ``sheet``, or the first one. Formulas give the value last shown by Excel.

    ``name`` is the file's name, for messages. Raises ``SheetError``, also for more than 50,000
    rows or 200 columns. Ends after 1,000 empty rows on end; does not look right of column 201.
    """
    try:
        check_upload(data, expected="xlsx", name=name)
    except Refused as refusal:
        raise SheetError(refusal.code, refusal.message) from refusal
    try:
        return _read(data, sheet)
    except SheetError:
        raise
    except _BROKEN as error:
        raise SheetError("damaged") from error


def _read(data: bytes, wanted: str) -> Sheet:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it drops
        workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            names = [worksheet.title for worksheet in workbook.worksheets]
            if not names:
                raise SheetError("no_sheet")
            if wanted and wanted not in names:
                raise SheetError("no_such_sheet", sheet=wanted, sheets=", ".join(names))
            name = wanted or names[0]
            found = workbook[name].iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1)
            return Sheet(name, tuple(_rows(found)))
        finally:
            workbook.close()


def _rows(found: Iterable[tuple[Any, ...]]) -> Iterator[SheetRow]:
    empty_on_end = 0
    for number, raw in enumerate(found, 1):
        values = [_value(cell.value) for cell in raw]
        old = _in_unicode(raw, values)
        while values and values[-1] is None:
            values.pop()
        if not values:
            empty_on_end += 1
            if empty_on_end >= EMPTY_ROWS_BEFORE_END:
                return
            continue
        if number > MAX_ROWS:
            raise SheetError("too_many_rows", limit=MAX_ROWS)
        if len(values) > MAX_COLUMNS:
            raise SheetError("too_many_columns", limit=MAX_COLUMNS)
        empty_on_end = 0
        yield SheetRow(
            number,
            tuple(
                SheetCell(
                    number,
                    get_column_letter(index),
                    value,
                    _kind(value, raw[index - 1]),
                    was_legacy=index - 1 in old,
                )
                for index, value in enumerate(values, 1)
            ),
        )


def _in_unicode(raw: tuple[Any, ...], values: list[Value]) -> set[int]:
    """Put what old fonts showed in place of their signs; which of the values that changed."""
    changed = set()
    for index, value in enumerate(values):
        if isinstance(value, str) and (font := legacy_font(raw[index].font.name or "")):
            values[index] = read_as_unicode([value], [font]).pieces[0]
            changed |= {index} if values[index] != value else set()
    return changed


def _value(value: Any) -> Value:
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, str) and not value.strip():
        return None
    return value  # type: ignore[no-any-return]  # one of Value: data_only leaves no formulas


def _kind(value: Value, raw: Any) -> CellKind:
    match value:
        case None:
            return CellKind.EMPTY
        case bool():
            return CellKind.BOOLEAN
        case int() | float():
            return CellKind.NUMBER
        case date():
            return CellKind.DATE
        case time() | timedelta():
            return CellKind.TIME
        case _:
            return CellKind.ERROR if raw.data_type == "e" else CellKind.TEXT
