"""Tables of programmes and scripts as blocks of an outline."""

from collections.abc import Iterable, Sequence

from daihoi.papers.fields import parse_runs
from daihoi.papers.outline import Align, Block, BlockKind, Cell, Run, Runs, Table


def table(widths: Sequence[int], head: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> Block:
    """A table with its head repeated on each page; ``widths`` in twips."""
    header = tuple(words(text, is_bold=True, align=Align.CENTER) for text in head)
    grid = Table((header, *rows), header_rows=1, widths=tuple(widths))
    return Block(BlockKind.TABLE, table=grid)


def words(text: str, *, is_bold: bool = False, align: Align = Align.NONE) -> Cell:
    """Plain words; several lines are several paragraphs."""
    lines = text.split("\n") if text else [""]
    return Cell(tuple((Run(line, bold=is_bold),) if line else () for line in lines), align=align)


def across(text: str, columns: int) -> tuple[Cell, ...]:
    """A row that is one cell: the name of a session."""
    return (Cell(((Run(text, bold=True),),), columns=columns),)


def told(title: str, text: str) -> Cell:
    """A bold title and typed words with fields below it."""
    lines: list[Runs] = [(Run(title, bold=True),)]
    lines += [parse_runs(line) for line in text.split("\n") if line.strip()]
    return Cell(tuple(lines))


def paragraph(text: str) -> Block:
    """One paragraph with its fields still in it."""
    return Block(BlockKind.PARAGRAPH, parse_runs(text))
