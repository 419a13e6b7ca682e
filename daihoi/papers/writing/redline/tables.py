"""Tables with tracked changes: rows and cells put in or taken out, the others word by word.

Word tracks no merging of cells. A row whose cells are merged otherwise than before is therefore
taken out and put in again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from daihoi.papers.comparison.tables import compare_tables
from daihoi.papers.hands import Hand
from daihoi.papers.outline import Cell, Table
from daihoi.papers.writing.body import Body
from daihoi.papers.writing.redline.comments import Comments
from daihoi.papers.writing.redline.flow import segments
from daihoi.papers.writing.redline.paragraphs import IN_PLACE, Flow, Lines, Paragraphs
from daihoi.papers.writing.redline.tracks import Tracks
from daihoi.papers.writing.styles import CELL, CELL_HEADING
from daihoi.papers.writing.tables import grid_widths, grid_xml, table_properties

Pair = tuple[int | None, int | None]
Row = tuple[int | None, int | None, tuple[Pair, ...]]


class Version(NamedTuple):
    """One version's table."""

    table: Table
    at: int  # index of its block
    key: str


class _Box(NamedTuple):
    """A ``w:tc``; ``place`` is its row and its index among the outline's cells of that row."""

    width: int
    columns: int
    merge: str  # w:vMerge, "" if none
    cell: Cell | None  # None if a cell from above reaches down here
    place: tuple[int, int]

    @property
    def shape(self) -> tuple[int, str]:
        return self.columns, self.merge

    @property
    def properties(self) -> str:
        span = f'<w:gridSpan w:val="{self.columns}"/>' if self.columns > 1 else ""
        return f'<w:tcW w:w="{self.width}" w:type="dxa"/>{span}{self.merge}'


class _Line(NamedTuple):
    """A ``w:tr``."""

    boxes: list[_Box]
    properties: str
    style: str  # of the paragraphs in it

    @property
    def is_simple(self) -> bool:
        return (
            all(box.shape == (1, "") for box in self.boxes) and "gridAfter" not in self.properties
        )


class Tables:
    """Writes tables of two versions."""

    def __init__(
        self, body: Body, tracks: Tracks, paragraphs: Paragraphs, comments: Comments, *, width: int
    ) -> None:
        self._body, self._tracks = body, tracks
        self._paragraphs, self._comments = paragraphs, comments
        self._width = width  # twips that columns of unknown width share

    def xml(self, old: Version | None, new: Version | None, hand: Hand) -> str:
        """A table of both versions, or one put in or taken out whole; "" for one without cells."""
        before, after = self._grid(old), self._grid(new)
        if not before and not after:
            return ""
        return _Writing(
            self._body, self._tracks, self._paragraphs, self._comments, hand,
            old if before else None, new if after else None, before, after,
        ).xml()  # fmt: skip

    def _grid(self, version: Version | None) -> tuple[int, ...]:
        return grid_widths(version.table, self._width) if version else ()


@dataclass(slots=True)
class _Writing:
    """The writing of one table."""

    body: Body
    tracks: Tracks
    paragraphs: Paragraphs
    comments: Comments
    hand: Hand
    old: Version | None
    new: Version | None
    grid_old: tuple[int, ...]
    grid_new: tuple[int, ...]
    keys: dict[str, str] = field(default_factory=dict)  # side -> bookmark that it still needs

    def xml(self) -> str:
        lines_old = _lines(self.old, self.grid_old)
        lines_new = _lines(self.new, self.grid_new)
        rows = list(self._rows(lines_old, lines_new))
        self._name(is_shared=any(None not in row[:2] for row in rows))
        written = [self._row(lines_old, lines_new, *row) for row in rows]
        return f"<w:tbl>{self._properties()}{self._grid()}{''.join(written)}</w:tbl>"

    def _rows(self, old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[Row]:
        """Which row became which, and which cell of it which."""
        if self.old is None or self.new is None:
            yield from ((n, None, ()) for n in range(len(old)))
            yield from ((None, n, ()) for n in range(len(new)))
            return
        for change in compare_tables(self.old.table, self.new.table):
            i, j = change.old, change.new
            if i is None or j is None:
                yield i, j, ()
                continue
            shapes = [[box.shape for box in line.boxes] for line in (old[i], new[j])]
            if shapes[0] == shapes[1]:
                yield i, j, tuple((n, n) for n in range(len(shapes[0])))
            elif old[i].is_simple and new[j].is_simple:
                yield i, j, tuple((cell.old, cell.new) for cell in change.cells)
            else:
                yield i, None, ()
                yield None, j, ()

    def _name(self, *, is_shared: bool) -> None:
        """Where the tables' keys go: in a row of both versions, or else in the first of each."""
        old, new = (version.key if version else "" for version in (self.old, self.new))
        if is_shared and old == new:
            self.keys = {"both": old}
        else:
            self.keys = {"old": old, "new": new}

    def _properties(self) -> str:
        old = self.old and table_properties(self.old.table, self.grid_old)
        new = self.new and table_properties(self.new.table, self.grid_new)
        was = self.tracks.was("tblPr", new, old, self.hand) if old and new else ""
        return f"<w:tblPr>{new or old}{was}</w:tblPr>"

    def _grid(self) -> str:
        was = ""
        if self.grid_old and self.grid_new and self.grid_old != self.grid_new:
            before = grid_xml(self.grid_old)
            was = (
                f'<w:tblGridChange w:id="{self.tracks.number()}"><w:tblGrid>{before}</w:tblGrid>'
                "</w:tblGridChange>"
            )
        return f"<w:tblGrid>{grid_xml(self.grid_new or self.grid_old)}{was}</w:tblGrid>"

    def _row(
        self,
        lines_old: Sequence[_Line],
        lines_new: Sequence[_Line],
        i: int | None,
        j: int | None,
        pairs: tuple[Pair, ...],
    ) -> str:
        old = None if i is None else lines_old[i]
        new = None if j is None else lines_new[j]
        if old is None and new is not None:
            sign = self.tracks.mark("ins", self.hand)
            pairs = tuple((None, n) for n in range(len(new.boxes)))
        elif new is None and old is not None:
            sign = self.tracks.mark("del", self.hand)
            pairs = tuple((n, None) for n in range(len(old.boxes)))
        else:
            sign = ""
        properties = (new or old or _NO_LINE).properties
        before = (old or new or _NO_LINE).properties
        was = self.tracks.was("trPr", properties, before, self.hand)
        cells = "".join([self._cell(old, new, *pair, is_row=not sign) for pair in pairs])
        return f"<w:tr><w:trPr>{properties}{sign}{was}</w:trPr>{cells}</w:tr>"

    def _cell(
        self, old: _Line | None, new: _Line | None, k: int | None, m: int | None, *, is_row: bool
    ) -> str:
        """One cell; ``is_row``: its row is in both versions, so the cell is signed by itself."""
        before = old.boxes[k] if old and k is not None else None
        after = new.boxes[m] if new and m is not None else None
        box = after or before
        if box is None:
            return ""
        sign = ""
        if is_row and (before is None or after is None):
            sign = self.tracks.mark("cellIns" if before is None else "cellDel", self.hand)
        words = "<w:p/>"
        if box.cell is not None:
            words = self._words(old, new, before, after)
        return f"<w:tc><w:tcPr>{box.properties}{sign}</w:tcPr>{words}</w:tc>"

    def _words(
        self, line_old: _Line | None, line_new: _Line | None, old: _Box | None, new: _Box | None
    ) -> str:
        cell_old, cell_new = old and old.cell, new and new.cell
        key_old, key_new = self._keys_for(cell_old, cell_new)
        lines_old = self._lines(cell_old, line_old, key_old)
        lines_new = self._lines(cell_new, line_new, key_new)
        anchors = []
        if self.comments and self.old and old:
            anchors += self.comments.at(in_new=False, index=self.old.at, cell=old.place)
        if self.comments and self.new and new:
            anchors += self.comments.at(in_new=True, index=self.new.at, cell=new.place)
        words = segments(
            cell_old.paragraphs if cell_old else (), cell_new.paragraphs if cell_new else ()
        )
        return self.paragraphs.xml(Flow(words, lines_old, lines_new, self.hand, anchors), IN_PLACE)

    def _keys_for(self, old: Cell | None, new: Cell | None) -> tuple[str, str]:
        if old is not None and new is not None and "both" in self.keys:
            key = self.keys.pop("both")
            return key, key
        return (
            self.keys.pop("old", "") if old is not None else "",
            self.keys.pop("new", "") if new is not None else "",
        )

    def _lines(self, cell: Cell | None, line: _Line | None, key: str) -> Lines:
        if cell is None or line is None:
            return Lines()
        style, place = self.body.styles.aligned(line.style, cell.align)
        count = len(cell.paragraphs) or 1
        return Lines([f'<w:pStyle w:val="{style}"/>{place}'] * count, [key, *[""] * (count - 1)])


_NO_LINE = _Line([], "", CELL)


def _lines(version: Version | None, widths: tuple[int, ...]) -> list[_Line]:
    """The rows as Word has them: every cell of the grid, those that only go on as well."""
    if version is None:
        return []
    lines = []
    open_spans: dict[int, tuple[int, int]] = {}  # column -> rows still covered, columns covered
    for r, row in enumerate(version.table.rows):
        boxes: list[_Box] = []
        column = _covered(0, open_spans, widths, boxes)
        below = {at: (left - 1, over) for at, (left, over) in open_spans.items() if left > 1}
        for c, cell in enumerate(row):
            merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
            width = sum(widths[column : column + cell.columns])
            boxes.append(_Box(width, cell.columns, merge, cell, (r, c)))
            if cell.rows > 1:
                below[column] = (cell.rows - 1, cell.columns)
            column = _covered(column + cell.columns, open_spans, widths, boxes)
        missing = len(widths) - column
        if not boxes:  # Word calls a row without cells a damaged file
            boxes.append(_Box(sum(widths), missing, "", Cell(columns=missing), (r, 0)))
            missing = 0
        heading = r < version.table.header_rows
        after = f'<w:gridAfter w:val="{missing}"/>' if missing > 0 else ""
        properties = f"{after}<w:cantSplit/>{'<w:tblHeader/>' if heading else ''}"
        lines.append(_Line(boxes, properties, CELL_HEADING if heading else CELL))
        open_spans = below
    return lines


def _covered(
    column: int, spans: dict[int, tuple[int, int]], widths: tuple[int, ...], boxes: list[_Box]
) -> int:
    """Go on with the cells from above that stand at ``column``; the next free column."""
    while column in spans:
        _, columns = spans[column]
        width = sum(widths[column : column + columns])
        boxes.append(_Box(width, columns, "<w:vMerge/>", None, (0, 0)))
        column += columns
    return column
