"""Headings, lines and tables of papers of an election, as blocks of an outline."""

from collections.abc import Iterable, Sequence

from daihoi.papers.fields import parse_runs
from daihoi.papers.outline import Align, Block, BlockKind, Cell, Run, Table


def heading(text: str) -> Block:
    return Block(BlockKind.HEADING, (Run(text),), level=2)


def line(text: str) -> Block:
    """Words as they are: names and notes are no template."""
    return Block(BlockKind.PARAGRAPH, (Run(text),))


def open_line(text: str) -> Block:
    """A line of ours with fields that may stay a gap."""
    return Block(BlockKind.PARAGRAPH, parse_runs(text))


def table(
    widths: Sequence[int], head: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1
) -> Block:
    """A table with its head on each page; column ``left`` is words, the others are centred."""
    header = tuple(_cell(text, is_head=True) for text in head)
    body = [
        tuple(_cell(text, is_words=column == left) for column, text in enumerate(row))
        for row in rows
    ]
    return Block(BlockKind.TABLE, table=Table((header, *body), header_rows=1, widths=tuple(widths)))


def _cell(text: str, *, is_head: bool = False, is_words: bool = False) -> Cell:
    lines = text.split("\n") if text else [""]
    paragraphs = tuple((Run(each, bold=is_head),) if each else () for each in lines)
    return Cell(paragraphs, align=Align.NONE if is_words else Align.CENTER)


def two(number: int | None) -> str:
    """A number as papers write it: "05", "12"; "" for one that is not known."""
    return "" if number is None else f"{number:02}"
