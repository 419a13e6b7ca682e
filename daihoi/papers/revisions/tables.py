"""What became of a table: words in its cells, rows put in and taken out, or the whole of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from daihoi.papers.comparison import ChangeKind
from daihoi.papers.comparison.tables import compare_tables
from daihoi.papers.hands import Hand
from daihoi.papers.outline import Block, BlockKind, Cell, Table
from daihoi.papers.revisions.edits import Edit, EditKind
from daihoi.papers.revisions.passages import Passage, parts_of
from daihoi.papers.revisions.spans import one_hand
from daihoi.papers.revisions.tracking import Grid, Row

Between = Callable[[Edit, Cell, Cell, Passage], Iterator[Edit]]


@dataclass(frozen=True)
class TableReading:
    """``base`` and ``block`` are the table before and after, ``grid`` how the file has it."""

    base: Block
    block: Block
    grid: Grid
    remainder: Hand
    between: Between  # the edits of one cell

    def edits(self) -> list[Edit]:
        old, new = self._tables()
        rows = self.grid.rows
        before = [row for row in rows if not row.fate.put_in]
        after = [row for row in rows if not row.fate.taken_out]
        is_told = _shape(before) == _sizes(old) and _shape(after) == _sizes(new)
        edits = list(self._tracked() if is_told and not self.grid.recut else self._compared())
        changes_rows = any(e.kind in {EditKind.ROW_ADDED, EditKind.ROW_REMOVED} for e in edits)
        if changes_rows and any(c.rows > 1 for t in (old, new) for row in t.rows for c in row):
            return [self._whole()]  # a cell over several rows cannot lose one of them by itself
        if any(edit.kind is EditKind.TABLE for edit in edits):
            return [self._whole()]
        return edits

    def _tables(self) -> tuple[Table, Table]:
        if self.base.table is None or self.block.table is None:
            raise ValueError("both blocks must be tables")
        return self.base.table, self.block.table

    def _tracked(self) -> Iterator[Edit]:
        old, new = self._tables()
        i = j = turn = 0
        for row in self.grid.rows:
            fate = row.fate
            if fate.put_in and fate.taken_out:
                continue
            if fate.put_in:
                yield self._added(i - 1, new.rows[j], turn, fate.put_in)
                j, turn = j + 1, turn + 1
                continue
            if fate.taken_out:
                yield self._removed(i, fate.taken_out)
                i, turn = i + 1, 0
                continue
            for n, lines in enumerate(row.cells):
                start = Edit(EditKind.WORDS, self.base.key, cell=(i, n))
                passage = Passage(parts_of(lines))
                yield from self.between(start, old.rows[i][n], new.rows[j][n], passage)
            i, j, turn = i + 1, j + 1, 0

    def _compared(self) -> Iterator[Edit]:
        """Rows found by their words, for tables changed without tracking."""
        old, new = self._tables()
        hand = self._hand()
        last, turn = -1, 0
        for change in compare_tables(old, new):
            if change.old is None and change.new is not None:
                yield self._added(last, new.rows[change.new], turn, hand)
                turn += 1
                continue
            if change.old is None:
                continue
            last, turn = change.old, 0
            if change.new is None:
                yield self._removed(change.old, hand)
                continue
            before, after = old.rows[change.old], new.rows[change.new]
            for cell in change.cells:
                if cell.old is None or cell.new is None:
                    yield self._whole()
                elif cell.kind is ChangeKind.EDITED:
                    start = Edit(EditKind.WORDS, self.base.key, cell=(change.old, cell.old))
                    found = self.between(start, before[cell.old], after[cell.new], Passage([]))
                    yield from (replace(edit, hand=hand) for edit in found)

    def _hand(self) -> Hand:
        fates = [row.fate for row in self.grid.rows]
        fates += [s.fate for line in self.grid.lines for s in line.stretches]
        hands = [hand for fate in fates for hand in (fate.put_in, fate.taken_out) if hand]
        hands += self.grid.recut
        return one_hand(hands) if hands else self.remainder

    def _added(self, after: int, cells: tuple[Cell, ...], turn: int, hand: Hand) -> Edit:
        block = Block(BlockKind.TABLE, table=Table((cells,)))
        return Edit(
            EditKind.ROW_ADDED,
            self.base.key,
            new=block.text,
            block=block,
            cell=(after, 0),
            hand=hand,
            turn=turn,
        )

    def _removed(self, row: int, hand: Hand) -> Edit:
        old, _ = self._tables()
        words = "\t".join(cell.text for cell in old.rows[row])
        return Edit(EditKind.ROW_REMOVED, self.base.key, old=words, cell=(row, 0), hand=hand)

    def _whole(self) -> Edit:
        block = replace(self.block, key=self.base.key)
        return Edit(
            EditKind.TABLE,
            self.base.key,
            old=self.base.text,
            new=block.text,
            block=block,
            hand=self._hand(),
        )


def _shape(rows: list[Row]) -> list[int]:
    return [len(row.cells) for row in rows]


def _sizes(table: Table) -> list[int]:
    return [len(row) for row in table.rows]
