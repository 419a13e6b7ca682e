"""Two versions of a paper side by side: ``compare`` them, or ``carry_keys`` to the later one."""

from daihoi.papers.comparison.blocks import carry_keys, compare
from daihoi.papers.comparison.changes import (
    CellChange,
    Change,
    ChangeKind,
    Comparison,
    RowChange,
)
from daihoi.papers.comparison.sentences import changed_sentence
from daihoi.papers.comparison.words import Op, Piece, Words, words_between

__all__ = [
    "CellChange",
    "Change",
    "ChangeKind",
    "Comparison",
    "Op",
    "Piece",
    "RowChange",
    "Words",
    "carry_keys",
    "changed_sentence",
    "compare",
    "words_between",
]
