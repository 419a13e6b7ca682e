"""What a comparison tells: one change for each block, row and cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from daihoi.papers.comparison.words import Op, Words


class ChangeKind(StrEnum):
    SAME = "same"
    RESTYLED = "restyled"  # the same words with other marks, level or list
    EDITED = "edited"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    MOVED_AND_EDITED = "moved_and_edited"
    SPLIT_OFF = "split_off"  # a new block whose words were part of the block beside it
    JOINED = "joined"  # an old block whose words are now part of the block beside it


NOT_EDITS = frozenset({ChangeKind.SAME, ChangeKind.RESTYLED})


class CellChange(NamedTuple):
    """``old`` and ``new`` are the cell's indices in its row, None where it is not."""

    kind: ChangeKind
    old: int | None
    new: int | None
    words: Words


class RowChange(NamedTuple):
    """``old`` and ``new`` are the row's indices in its table, None where it is not."""

    kind: ChangeKind
    old: int | None
    new: int | None
    cells: tuple[CellChange, ...]


class Change(NamedTuple):
    """One block: ``old`` and ``new`` are its indices in the two versions, None where it is not.

    ``words`` joined is the tidied text. An edited table tells its words by ``rows`` instead;
    a block split off or joined is compared as part of the block beside it: nothing is marked
    twice, and a joined block has no words of its own.
    ``notes`` are the words of its footnotes, one tuple each, when the block was edited.
    """

    kind: ChangeKind
    old: int | None
    new: int | None
    words: Words = ()
    rows: tuple[RowChange, ...] = ()
    notes: tuple[Words, ...] = ()

    @property
    def is_edit(self) -> bool:
        return self.kind not in NOT_EDITS

    def all_words(self) -> Iterator[Words]:
        yield self.words
        for row in self.rows:
            for cell in row.cells:
                yield cell.words
        yield from self.notes

    def chars(self, op: Op) -> int:
        return sum(
            len(piece.text) for words in self.all_words() for piece in words if piece.op == op
        )


@dataclass(frozen=True)
class Comparison:
    """``changes`` in the reading order of the new version, deleted blocks where they stood."""

    changes: tuple[Change, ...]

    @cached_property
    def edits(self) -> tuple[Change, ...]:
        """The changes of the text: what only looks different is left out."""
        return tuple(change for change in self.changes if change.is_edit)

    @cached_property
    def inserted_chars(self) -> int:
        return sum(change.chars(Op.INSERT) for change in self.changes)

    @cached_property
    def deleted_chars(self) -> int:
        return sum(change.chars(Op.DELETE) for change in self.changes)
