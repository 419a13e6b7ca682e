"""Tables as WordprocessingML, row by row, so that a long one never stands in memory whole."""

from collections.abc import Callable, Iterator

from daihoi.papers.outline import Align, Cell, Runs, Table
from daihoi.papers.writing.styles import BARE, CELL, CELL_HEADING, GRID
from daihoi.papers.writing.text import text_xml

OpenSpans = dict[int, tuple[int, int]]  # grid column -> rows still covered, columns covered
_CELL_STYLE = f'<w:pStyle w:val="{CELL}"/>'
ParagraphXml = Callable[[Runs, str, Align], str]  # runs, base style, align


def table_xml(table: Table, *, width: int, paragraph: ParagraphXml) -> Iterator[str]:
    """The pieces of a ``w:tbl``; nothing at all for a table without cells.

    ``width``: twips that columns of unknown width share. ``paragraph`` writes one paragraph.
    """
    widths = grid_widths(table, width)
    if not widths:
        return
    properties, grid = table_properties(table, widths), grid_xml(widths)
    yield f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    row_writer = _RowWriter(widths, paragraph)
    titles = table.group_rows
    for number, row in enumerate(table.rows):
        xml = row_writer.row_xml(row, heading=number < table.header_rows)
        yield xml.replace(_CELL_STYLE, f"{_CELL_STYLE}<w:keepNext/>") if number in titles else xml
    yield "</w:tbl>"


def table_properties(table: Table, widths: tuple[int, ...]) -> str:
    """The inside of the ``w:tblPr``."""
    look = "0020" if table.header_rows else "0000"  # 0020: the first row has a look of its own
    return (
        f'<w:tblStyle w:val="{GRID if table.bordered else BARE}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look}"/>'
    )


def grid_xml(widths: tuple[int, ...]) -> str:
    return "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)


def grid_widths(table: Table, width: int) -> tuple[int, ...]:
    """Of the grid's columns in twips; equal parts of ``width`` if unknown, () without cells."""
    columns = grid_columns(table)
    if len(table.widths) == columns:
        return table.widths
    return tuple(width // columns for _ in range(columns))


class _RowWriter:
    """Writes the rows of one table from top to bottom; remembers the cells that reach down."""

    def __init__(self, widths: tuple[int, ...], paragraph: ParagraphXml) -> None:
        self._widths = widths
        self._paragraph = paragraph
        self._open: OpenSpans = {}
        # Nearly every cell of a long table starts in one of these ways.
        self._starts = {
            style: tuple(
                f"<w:tc>{self._properties(column, 1, '')}"
                f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>'
                for column in range(len(widths))
            )
            for style in (CELL, CELL_HEADING)
        }

    def row_xml(self, row: tuple[Cell, ...], *, heading: bool) -> str:
        style = CELL_HEADING if heading else CELL
        starts = self._starts[style]
        pieces: list[str] = []
        column = 0
        for cell in row:
            if self._open:
                column = self._covered(column, pieces)
            text = _plain_text(cell)
            if text:
                pieces.append(f"{starts[column]}{text_xml(text)}</w:r></w:p></w:tc>")
            else:
                pieces.append(self._cell_xml(cell, column, style))
            if cell.rows > 1:
                self._open[column] = (cell.rows, cell.columns)
            column += cell.columns
        column = self._covered(column, pieces)
        missing = len(self._widths) - column
        if not pieces:  # Word calls a row without cells a damaged file
            pieces.append(self._cell_xml(Cell(columns=missing), 0, style))
            missing = 0
        self._open = {at: (left - 1, over) for at, (left, over) in self._open.items() if left > 1}
        after = f'<w:gridAfter w:val="{missing}"/>' if missing > 0 else ""
        repeated = "<w:tblHeader/>" if heading else ""
        return f"<w:tr><w:trPr>{after}<w:cantSplit/>{repeated}</w:trPr>{''.join(pieces)}</w:tr>"

    def _covered(self, column: int, pieces: list[str]) -> int:
        """Continue the cells from above that stand at ``column``; the next free column."""
        while column in self._open:
            _, columns = self._open[column]
            pieces.append(f"<w:tc>{self._properties(column, columns, '<w:vMerge/>')}<w:p/></w:tc>")
            column += columns
        return column

    def _cell_xml(self, cell: Cell, column: int, style: str) -> str:
        merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
        words = "".join(
            self._paragraph(runs, style, cell.align) for runs in cell.paragraphs or ((),)
        )
        return f"<w:tc>{self._properties(column, cell.columns, merge)}{words}</w:tc>"

    def _properties(self, column: int, columns: int, merge: str) -> str:
        width = sum(self._widths[column : column + columns])
        span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
        return f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>'


def _plain_text(cell: Cell) -> str:
    """The words of a cell that has only words, in one run; "" if there is more to it."""
    paragraphs = cell.paragraphs
    if len(paragraphs) != 1 or len(paragraphs[0]) != 1 or cell.align:
        return ""
    run = paragraphs[0][0]
    if run.bold or run.italic or run.underline or run.footnote or run.gap:
        return ""
    return run.text if cell.columns == cell.rows == 1 else ""


def grid_columns(table: Table) -> int:
    """How many columns the widest row needs, cells that reach down from above included."""
    widest = 0
    spans: list[tuple[int, int]] = []  # rows still to come, columns
    for row in table.rows:
        taken = sum(cell.columns for cell in row) + sum(columns for _, columns in spans)
        widest = max(widest, taken)
        if spans:
            spans = [(left - 1, columns) for left, columns in spans if left > 1]
        spans += [(cell.rows - 1, cell.columns) for cell in row if cell.rows > 1]
    return widest
