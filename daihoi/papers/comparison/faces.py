"""What a block is known by when two versions are laid side by side."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from daihoi.papers.comparison.words import WORD, equal_ends, tidy
from daihoi.papers.outline import Block, BlockKind, Cell, Runs


class Face(NamedTuple):
    """The words of a block: equal faces say the same, however they look."""

    text: str  # tidied; cells of a table by tabs, rows by line breaks
    notes: tuple[str, ...]  # tidied footnotes in reading order
    is_table: bool


def face_of(block: Block) -> Face:
    if block.table is None:
        text = tidy(block.text)
    else:
        text = "\n".join("\t".join(map(cell_text, row)) for row in block.table.rows)
    notes = tuple([tidy(run.footnote) for runs in block.lines for run in runs if run.footnote])
    return Face(text, notes, block.table is not None)


def cell_text(cell: Cell) -> str:
    return tidy(cell.text)


def style_of(block: Block) -> tuple[Any, ...]:
    """How a block looks, apart from its words, the number before it and its widths.

    Whether a heading is bold or italic belongs to its level and to nothing else.
    """
    ignored = 0b011 if block.kind is BlockKind.HEADING else 0
    marks = [list(_stretches(runs, ignored)) for runs in block.lines]
    mark = block.mark and (block.mark.format, block.mark.template)
    shape: tuple[Any, ...] = ()
    if block.table:
        cells = [[(c.columns, c.rows, c.align) for c in row] for row in block.table.rows]
        shape = (block.table.header_rows, block.table.bordered, cells)
    return block.kind, block.level, mark, block.align, marks, shape


def features(text: str) -> Counter[str]:
    """Syllables and pairs of syllables: alone, syllables make all Vietnamese texts alike."""
    words = WORD.findall(text.lower())
    counts = Counter(words)
    counts.update(map(" ".join, pairwise(words)))
    return counts


def likeness(a: Counter[str], b: Counter[str]) -> float:
    """0 (nothing in common) to 1 (the same features as often): Dice's coefficient."""
    shared = sum([min(a[name], b[name]) for name in a.keys() & b.keys()])
    return 2 * shared / ((a.total() + b.total()) or 1)


def ends_alike(a: str, b: str) -> float:
    """The share of words that both texts begin or end with, from 0 to 1."""
    words_a, words_b = a.split(), b.split()
    return 2 * sum(equal_ends(words_a, words_b)) / ((len(words_a) + len(words_b)) or 1)


def _stretches(runs: Runs, ignored: int) -> Iterator[tuple[int, int]]:
    """Marks as lengths of visible text, so that how runs are cut does not matter."""
    last, length = 0, 0
    for run in runs:
        visible = sum(map(len, tidy(run.text).split()))
        marks = (run.bold | run.italic << 1 | run.underline << 2) & ~ignored
        if not visible:
            continue
        if length and marks != last:
            yield last, length
            length = 0
        last, length = marks, length + visible
    if length:
        yield last, length
