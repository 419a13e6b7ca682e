"""Tables: a grid with merged cells becomes rows of cells that know how far they reach."""

from typing import NamedTuple

from lxml import etree

from daihoi.papers.intake import Refused
from daihoi.papers.outline import Align, Cell, Run, Runs, Table
from daihoi.papers.reading.losses import LossBook
from daihoi.papers.reading.markup import (
    MAX_DEPTH,
    by_tag,
    inside,
    only,
    switched,
    val,
    value,
    w,
    whole,
)
from daihoi.papers.reading.paragraphs import Paragraph, ParagraphReader
from daihoi.papers.reading.styles import Marks, Properties, Styles, draws_lines

_P, _TBL, _TR, _TC = w("p"), w("tbl"), w("tr"), w("tc")
_TR_PR, _TC_PR = w("trPr"), w("tcPr")
_GRID_SPAN, _MERGE = w("gridSpan"), w("vMerge")
_CELL_DEL, _CELL_MERGE = w("cellDel"), w("cellMerge")
_MOST_COLUMNS = 63  # Word's own limit


class _OpenCell:
    """A cell that may still grow downwards."""

    def __init__(self, columns: int) -> None:
        self.paragraphs: list[Runs] = []
        self.columns = columns
        self.rows = 1
        self.align = Align.NONE

    def closed(self) -> Cell:
        while self.paragraphs and not self.paragraphs[-1]:
            self.paragraphs.pop()
        return Cell(tuple(self.paragraphs) or ((),), self.columns, self.rows, self.align)


class FoundTable(NamedTuple):
    table: Table  # without rows if all of them are deleted
    emphasis: list[Marks]  # of each run that has some beyond its style
    key: str  # as of `Paragraph`


class TableReader:
    def __init__(self, paragraphs: ParagraphReader, styles: Styles, losses: LossBook) -> None:
        self._paragraphs = paragraphs
        self._styles = styles
        self._losses = losses
        self._emphasis: list[Marks] = []
        self._key = ""

    def read(self, element: etree._Element) -> FoundTable:
        self._emphasis, self._key = [], ""
        table = self._table(element)
        return FoundTable(table, self._emphasis, self._key)

    def _table(self, element: etree._Element, depth: int = 0) -> Table:
        if depth > MAX_DEPTH:
            raise Refused("too_deep")
        rows: list[list[_OpenCell]] = []
        reaching: dict[int, _OpenCell] = {}  # column -> cell of the row above that covers it
        header_rows = 0
        for row in inside(element):
            if row.tag != _TR or _is_deleted(row):
                continue
            if header_rows == len(rows) and switched(row.find(_TR_PR), "tblHeader"):
                header_rows += 1
            cells, reaching = self._row(row, reaching, depth)
            rows.append(cells)
        return Table(
            rows=tuple(tuple(cell.closed() for cell in cells) for cells in rows),
            header_rows=header_rows,
            bordered=self._is_bordered(element),
            widths=_widths(element),
        )

    def _row(
        self, row: etree._Element, above: dict[int, _OpenCell], depth: int
    ) -> tuple[list[_OpenCell], dict[int, _OpenCell]]:
        """The row's own cells, and which cell stands at each column for the row below."""
        properties = row.find(_TR_PR)
        cells, standing = [], {}
        column = whole(value(properties, "gridBefore"), 0, most=_MOST_COLUMNS)
        if column:
            cells.append(_OpenCell(column))
        for element in inside(row):
            if element.tag != _TC:
                continue
            given = by_tag(only(element, _TC_PR))
            if _CELL_DEL in given:
                continue
            columns = whole(val(given.get(_GRID_SPAN)), 1, least=1, most=_MOST_COLUMNS)
            origin = above.get(column) if _continues(given) else None
            if origin is not None and origin.columns == columns:
                origin.rows += 1
            else:
                origin = _OpenCell(columns)
                self._fill(origin, element, depth)
                cells.append(origin)
            standing[column] = origin
            column += columns
        after = whole(value(properties, "gridAfter"), 0, most=_MOST_COLUMNS)
        if after:
            cells.append(_OpenCell(after))
        return cells, standing

    def _fill(self, cell: _OpenCell, element: etree._Element, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise Refused("too_deep")
        for child in inside(element):
            if child.tag == _P:
                paragraph = self._paragraphs.read(child)
                boxes = self._paragraphs.boxes()
                if paragraph is not None:
                    self._key = self._key or paragraph.key
                    self._put(cell, paragraph)
                    if not depth:  # of a nested table the words alone are kept
                        self._emphasis += paragraph.emphasis
                for box in boxes:
                    self._fill(cell, box, depth + 1)
            elif child.tag == _TBL:
                self._losses.add("nested_tables")
                inner = self._table(child, depth + 1)
                cell.paragraphs += [_in_a_line(row) for row in inner.rows]
        left_over = self._paragraphs.left_over()
        if left_over:
            cell.paragraphs.append(left_over)

    def _put(self, cell: _OpenCell, paragraph: Paragraph) -> None:
        runs = paragraph.runs
        if paragraph.mark is not None:
            self._losses.add("cell_numbers")
            shown = paragraph.mark.shown
            runs = (Run(f"{shown} " if runs else shown), *runs)
        if runs:
            if not cell.paragraphs:
                cell.align = paragraph.align
            cell.paragraphs.append(runs)
        elif cell.paragraphs:
            cell.paragraphs.append(())  # the room for a signature is made of empty paragraphs

    def _is_bordered(self, element: etree._Element) -> bool:
        properties = element.find(w("tblPr"))
        own = None if properties is None else properties.find(w("tblBorders"))
        if own is not None:
            return draws_lines(own)
        style = value(properties, "tblStyle")
        if style and self._styles.has_borders(style):
            return True
        path = f"{_TR}/{_TC}/{_TC_PR}/{w('tcBorders')}"
        return any(draws_lines(borders) for borders in element.iterfind(path))


def _is_deleted(row: etree._Element) -> bool:
    """Whether the row is taken out, or all of its cells are."""
    if row.find(f"{_TR_PR}/{w('del')}") is not None:
        return True
    gone = len(row.findall(f"{_TC}/{_TC_PR}/{_CELL_DEL}"))
    return gone > 0 and gone == len(row.findall(_TC))


def _continues(given: Properties) -> bool:
    """Whether a cell only goes on with the one above (``w:vMerge`` without "restart").

    A tracked merge (``w:cellMerge``) says "cont" or "rest".
    """
    tracked = given.get(_CELL_MERGE)
    if tracked is not None:
        return bool(tracked.get(_MERGE) == "cont")
    merge = given.get(_MERGE)
    return merge is not None and merge.get(w("val"), "continue") == "continue"


def _in_a_line(row: tuple[Cell, ...]) -> Runs:
    return (Run("\t".join(cell.text.replace("\n", " ") for cell in row)),)


def _widths(element: etree._Element) -> tuple[int, ...]:
    grid = element.find(w("tblGrid"))
    columns = () if grid is None else grid.findall(w("gridCol"))
    widths = tuple(whole(column.get(w("w")), 0) for column in columns)
    return widths if all(widths) else ()
