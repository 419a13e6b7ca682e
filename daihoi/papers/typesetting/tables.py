"""Tables as `program` writes them: every cell at its place, none over another, none left out."""

from collections.abc import Callable
from math import ceil

from daihoi.papers.outline import Align, Cell, Runs, Table
from daihoi.papers.profiles.columns import ASIDE_PT, column_widths
from daihoi.papers.profiles.widths import width_pt
from daihoi.papers.typesetting.looks import WIDER, Node

ABOVE_PT = 2.0  # above and below them
BETWEEN_PT = 2.0  # between the paragraphs of a cell
# A taller row may go on on the next page: kept whole, it would leave a hole or run off the sheet.
_WHOLE_LINES = 5
_HEAD_LETTERS = 800
_LINE_LETTERS = 60

Words = Callable[[Runs, float], list[Node]]  # runs, width in points


def table_node(
    table: Table, *, room_pt: float, upright_pt: float, before_pt: float, look: Node, words: Words
) -> Node | None:
    """The table within ``room_pt``; None for one without cells."""
    placed, columns = _placed(table)
    if not placed:
        return None
    widths = column_widths(
        table, columns, room_pt=room_pt, upright_pt=upright_pt, size_pt=look["size"]
    )
    heads = _head_rows(table, placed)
    inners = [sum(widths[c : c + cell.columns]) - 2 * ASIDE_PT for _row, c, cell in placed]
    tall = {
        row + n
        for (row, _column, cell), inner in zip(placed, inners, strict=True)
        if _is_tall(cell, inner, look)
        for n in range(cell.rows)
    }
    cells = []
    for (row, column, cell), inner in zip(placed, inners, strict=True):
        heading = row < heads
        cells.append(
            {
                "x": column,
                "y": row,
                "columns": cell.columns,
                "rows": cell.rows,
                "heading": heading,
                "breakable": not tall.isdisjoint(range(row, row + cell.rows))
                or _is_one_line(cell, inner, look),
                "align": (cell.align or (Align.CENTER if heading else Align.LEFT)).value,
                "lines": [words(runs, inner) for runs in cell.paragraphs],
            }
        )
    head_letters = sum(len(cell.text) for row, _, cell in placed if row < heads)
    return {
        "is": "table",
        "before": before_pt,
        "keep": False,
        "widths": widths,
        "bordered": table.bordered,
        "aside": ASIDE_PT,
        "above": ABOVE_PT,
        "between": BETWEEN_PT,
        "look": look,
        "repeated": head_letters <= _HEAD_LETTERS,
        "cells": cells,
    }


def _placed(table: Table) -> tuple[list[tuple[int, int, Cell]], int]:
    """Every cell with row and column, spans cut to what is free; empty ones fill the rest."""
    taken: set[tuple[int, int]] = set()
    found: list[tuple[int, int, Cell]] = []
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            across = next(
                (n for n in range(1, cell.columns) if (row, column + n) in taken), cell.columns
            )
            down = min(cell.rows, len(table.rows) - row)
            taken |= {(row + r, column + c) for r in range(down) for c in range(across)}
            paragraphs = cell.paragraphs or ((),)
            found.append((row, column, Cell(paragraphs, across, down, cell.align)))
            column += across
    columns = max((column + 1 for _, column in taken), default=0)
    empty = [
        (row, column, Cell())
        for row in range(len(table.rows))
        for column in range(columns)
        if (row, column) not in taken
    ]
    return sorted(found + empty, key=lambda each: each[:2]), columns


def _head_rows(table: Table, placed: list[tuple[int, int, Cell]]) -> int:
    """Rows of the head; cells that reach further down take their rows with them."""
    heads = min(table.header_rows, len(table.rows))
    for row, _, cell in placed:
        if row < heads:
            heads = max(heads, row + cell.rows)
    return heads


def _is_tall(cell: Cell, room_pt: float, look: Node) -> bool:
    """Whether it takes more lines than a row that is kept whole may have, as far as can be told."""
    lines = cell.text.split("\n")
    if len(cell.text) * look["size"] < (_WHOLE_LINES - len(lines)) * room_pt:
        return False  # not even in letters as wide as they are high
    widths = (width_pt(line, size_pt=look["size"], bold=False) for line in lines)
    return sum(max(1, ceil(width / max(room_pt, 1))) for width in widths) > _WHOLE_LINES


def _is_one_line(cell: Cell, room_pt: float, look: Node) -> bool:
    """Whether nothing of it could break, in type even wider than ours."""
    text = cell.text
    if len(cell.paragraphs) > 1 or len(text) > _LINE_LETTERS or "\n" in text:
        return False
    return width_pt(text, size_pt=look["size"], bold=True) * WIDER < room_pt
