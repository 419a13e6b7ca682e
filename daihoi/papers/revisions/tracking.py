"""What a Word file records of who changed what: its text with everything put in and taken out.

The text is held once, the old and the new together; each stretch knows whose hand it is.
`copies.read_copy` makes a `Copy` of a file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from daihoi.papers.hands import Hand
from daihoi.papers.intake import Package

NOTE = "\ufffc"  # stands for a footnote among the characters (Unicode: object replacement)


class Fate(NamedTuple):
    """What became of some words: who put them in, who took them out, as part of which move."""

    put_in: Hand | None = None
    taken_out: Hand | None = None
    move: str = ""


KEPT = Fate()


class Stretch(NamedTuple):
    """Words with one fate; a footnote is a stretch of its own whose text is ``NOTE``."""

    text: str  # NFC
    fate: Fate = KEPT
    looks: Hand | None = None  # who changed its marks
    note: str = ""  # kind and id, as in "footnote 2"


@dataclass(slots=True, eq=False)
class Line:
    """One paragraph as the file has it; its mark may be put in or taken out like words."""

    name: str
    stretches: list[Stretch] = field(default_factory=list)
    mark: Fate = KEPT
    looks: Hand | None = None  # who changed its style, list or place on the line
    keys: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    start: int = 0  # the column of the grid it begins in
    cells: list[list[Line]] = field(default_factory=list)
    fate: Fate = KEPT


@dataclass(slots=True, eq=False)
class Grid:
    """A table; a cell that goes on with the one above is left out of its row."""

    rows: list[Row] = field(default_factory=list)
    recut: list[Hand] = field(default_factory=list)  # who put in, took out or merged cells
    has_spans: bool = False  # some cell reaches over several rows

    @property
    def lines(self) -> Iterator[Line]:
        return (line for row in self.rows for cell in row.cells for line in cell)


Unit: TypeAlias = Line | Grid
Spot: TypeAlias = tuple[Line, int]  # a paragraph, characters of its whole text before the spot


@dataclass(slots=True)
class Remark:
    """A comment as the file has it; no ``start`` if nothing in the text refers to it."""

    text: str
    hand: Hand
    start: Spot | None = None
    end: Spot | None = None
    replies: list["Remark"] = field(default_factory=list)
    is_done: bool = False


@dataclass(slots=True)
class Copy:
    """``package`` is the file with each paragraph's key replaced by the name of its `Line`."""

    package: Package
    units: list[Unit]
    notes: dict[str, list[Line]]
    remarks: list[Remark]  # those that reply to none
    is_tracked: bool
    saved_by: Hand
    looks: list[Line | None]  # where only the look of a table or page was changed
    elsewhere: int  # changes where no text is read: headers, text boxes
