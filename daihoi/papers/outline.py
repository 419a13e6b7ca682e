"""The outline: what a paper says, without how it looks. Word, screens and comparison share it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

# A block's key travels through Word in the name of a bookmark: hidden from people by the leading
# underscore, and no longer than the 40 letters that Word allows.
KEY_BOOKMARK = "_dh_"
# After the key where two versions stand in one file: only the older, or the newer, has the block
# there.
ONLY_OLD, ONLY_NEW = "_o", "_n"
TITLE_LETTERS = 120  # of a row that is a title of those under it, at most


class BlockKind(StrEnum):
    HEADING = "heading"  # đề mục
    PARAGRAPH = "paragraph"  # đoạn
    ITEM = "item"  # mục liệt kê
    TABLE = "table"  # bảng biểu


class Align(StrEnum):
    """How lines meet the margins; ``NONE`` leaves it to the style."""

    NONE = ""
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class ListFormat(StrEnum):
    BULLET = "bullet"
    DECIMAL = "decimal"
    LOWER_LETTER = "lower_letter"
    UPPER_LETTER = "upper_letter"
    LOWER_ROMAN = "lower_roman"
    UPPER_ROMAN = "upper_roman"


@dataclass(frozen=True, slots=True)
class Run:
    r"""Words with the same marks.

    ``text`` is NFC; ``\n`` is a line break inside the paragraph, ``\t`` a tab. A run with a
    ``footnote`` is the reference mark of that footnote: its own ``text`` is empty. A ``gap`` is
    a place that somebody has yet to fill: its text says with what, printed on yellow.
    """

    text: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    footnote: str = ""
    gap: bool = False

    def to_json(self) -> dict[str, Any]:
        marks = {
            "b": self.bold,
            "i": self.italic,
            "u": self.underline,
            "fn": self.footnote,
            "gap": self.gap,
        }
        return {"t": self.text} | {name: value for name, value in marks.items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            text=data["t"],
            bold=data.get("b", False),
            italic=data.get("i", False),
            underline=data.get("u", False),
            footnote=data.get("fn", ""),
            gap=data.get("gap", False),
        )


Runs = tuple[Run, ...]

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def ordinal(number_format: ListFormat, number: int) -> str:
    """A number in a list's format. Letters go on as in Word: z, aa, bb."""
    if number_format in {ListFormat.LOWER_LETTER, ListFormat.UPPER_LETTER} and 0 < number <= 780:
        text = chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
    elif number_format in {ListFormat.LOWER_ROMAN, ListFormat.UPPER_ROMAN} and 0 < number < 4000:
        text = ""
        for size, letters in _ROMAN:
            text += letters * (number // size)
            number %= size
    else:
        return str(number)
    is_upper = number_format in {ListFormat.UPPER_LETTER, ListFormat.UPPER_ROMAN}
    return text.upper() if is_upper else text


@dataclass(frozen=True, slots=True)
class ListMark:
    """The automatic number or bullet before an item; it is not part of the text."""

    format: ListFormat
    template: str  # "-" for a bullet; "{}." or "{})" or "1.{}." for a number
    number: int = 1  # 1-based place in its list; 1 for bullets
    group: str = ""  # items of one list share it

    @property
    def shown(self) -> str:
        """The mark as printed: "-", "3.", "b)"."""
        return self.template.replace("{}", ordinal(self.format, self.number))

    def to_json(self) -> dict[str, Any]:
        return {"f": self.format.value, "m": self.template, "n": self.number, "g": self.group}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(ListFormat(data["f"]), data["m"], data["n"], data["g"])


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; ``columns`` and ``rows`` are how many it spans (>= 1)."""

    paragraphs: tuple[Runs, ...] = ((),)
    columns: int = 1
    rows: int = 1
    align: Align = Align.NONE

    @property
    def text(self) -> str:
        return "\n".join(plain(runs) for runs in self.paragraphs)

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {"p": [[r.to_json() for r in runs] for runs in self.paragraphs]}
        if self.columns > 1:
            data["c"] = self.columns
        if self.rows > 1:
            data["r"] = self.rows
        if self.align:
            data["a"] = self.align.value
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            paragraphs=tuple(runs_from_json(runs) for runs in data["p"]),
            columns=data.get("c", 1),
            rows=data.get("r", 1),
            align=Align(data.get("a", "")),
        )


def _is_title(row: tuple[Cell, ...], columns: int) -> bool:
    if len(row) != 1 or columns < 2:
        return False
    (cell,) = row
    is_across = (cell.columns, cell.rows) == (columns, 1)
    return is_across and len(cell.paragraphs) == 1 and 0 < len(cell.text) <= TITLE_LETTERS


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. A cell covered by a span above or left of it is left out of its row."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0  # rows repeated on each page
    bordered: bool = True
    widths: tuple[int, ...] = ()  # of the grid's columns, in twips (1/1440 inch); () if unknown

    @property
    def group_rows(self) -> frozenset[int]:
        """Rows whose one short line goes over all columns: titles of the rows that follow them."""
        if not self.bordered:
            return frozenset()
        columns = max((sum(cell.columns for cell in row) for row in self.rows), default=0)
        found = range(self.header_rows, len(self.rows) - 1)
        return frozenset(n for n in found if _is_title(self.rows[n], columns))

    def to_json(self) -> dict[str, Any]:
        return {
            "rows": [[cell.to_json() for cell in row] for row in self.rows],
            "header": self.header_rows,
            "bordered": self.bordered,
            "widths": list(self.widths),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            rows=tuple(tuple(Cell.from_json(cell) for cell in row) for row in data["rows"]),
            header_rows=data.get("header", 0),
            bordered=data.get("bordered", True),
            widths=tuple(data.get("widths", ())),
        )


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table, in reading order.

    ``level`` is 1-9 for a heading (1 the highest), 0-8 for an item's depth, 0 otherwise.
    ``key`` names the block through all versions of its document; "" until it has one.
    """

    kind: BlockKind
    runs: Runs = ()
    level: int = 0
    mark: ListMark | None = None  # of an item; of a heading numbered by itself (Chương II)
    table: Table | None = None  # tables only
    align: Align = Align.NONE
    key: str = ""

    @property
    def text(self) -> str:
        """The words alone; cells of a table row by tabs, rows by line breaks."""
        if self.table is None:
            return plain(self.runs)
        return "\n".join("\t".join(cell.text for cell in row) for row in self.table.rows)

    @property
    def lines(self) -> tuple[Runs, ...]:
        """Every paragraph of the block, those in the cells of a table too."""
        if self.table is None:
            return (self.runs,)
        cells = (cell for row in self.table.rows for cell in row)
        return tuple(runs for cell in cells for runs in cell.paragraphs)

    def to_json(self) -> dict[str, Any]:
        """Everything but ``kind``, ``level`` and ``key``, which are columns of their own."""
        data: dict[str, Any] = {"runs": [run.to_json() for run in self.runs]}
        if self.mark:
            data["mark"] = self.mark.to_json()
        if self.table:
            data["table"] = self.table.to_json()
        if self.align:
            data["align"] = self.align.value
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any], *, kind: str, level: int, key: str) -> Self:
        mark, table = data.get("mark"), data.get("table")
        return cls(
            kind=BlockKind(kind),
            runs=runs_from_json(data["runs"]),
            level=level,
            mark=ListMark.from_json(mark) if mark else None,
            table=Table.from_json(table) if table else None,
            align=Align(data.get("align", "")),
            key=key,
        )


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole paper: its blocks in reading order and its title (file property, may be empty)."""

    blocks: tuple[Block, ...]
    title: str = ""
    language: str = field(default="vi-VN")


def plain(runs: Iterable[Run]) -> str:
    """The words of some runs, footnote marks left out."""
    return "".join(run.text for run in runs)


def runs_from_json(data: Iterable[Mapping[str, Any]]) -> Runs:
    return tuple(Run.from_json(run) for run in data)
