"""Two versions of a table: rows, then columns, then the words of each cell."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from daihoi.papers.comparison.changes import CellChange, ChangeKind, RowChange
from daihoi.papers.comparison.faces import cell_text, features, likeness
from daihoi.papers.comparison.words import Op, common, whole, words_between
from daihoi.papers.outline import Cell, Table

GRID_CELLS = 10_000  # above this many pairs rows (or columns) are paired in order
ROWS_ALIKE = 0.25

Pairs = list[tuple[int, int]]


class _Row(NamedTuple):
    texts: tuple[str, ...]  # of its cells
    columns: tuple[int, ...]  # of the grid where they begin


def compare_tables(old: Table, new: Table) -> tuple[RowChange, ...]:
    """Rows in the order of ``new``, deleted rows where they stood; likewise the cells of a row."""
    before, after = _rows(old), _rows(new)
    paired = _paired_rows(before, after)
    columns = dict(_paired_columns(before, after, paired))
    changes = []
    for i, j in _laid_out(paired, len(before), len(after)):
        if i is None and j is not None:
            cells = tuple(_lone_cell(Op.INSERT, n, t) for n, t in enumerate(after[j].texts))
            changes.append(RowChange(ChangeKind.INSERTED, None, j, cells))
        elif j is None and i is not None:
            cells = tuple(_lone_cell(Op.DELETE, n, t) for n, t in enumerate(before[i].texts))
            changes.append(RowChange(ChangeKind.DELETED, i, None, cells))
        elif i is not None and j is not None:
            cells = _compare_cells(before[i], after[j], columns)
            same = all(cell.kind == ChangeKind.SAME for cell in cells)
            changes.append(RowChange(ChangeKind.SAME if same else ChangeKind.EDITED, i, j, cells))
    return tuple(changes)


def _compare_cells(old: _Row, new: _Row, columns: dict[int, int]) -> tuple[CellChange, ...]:
    place = {column: m for m, column in enumerate(new.columns)}
    paired = [
        (k, place[columns[column]])
        for k, column in enumerate(old.columns)
        if columns.get(column) in place
    ]
    cells = []
    for k, m in _laid_out(paired, len(old.texts), len(new.texts)):
        if k is None and m is not None:
            cells.append(_lone_cell(Op.INSERT, m, new.texts[m]))
        elif m is None and k is not None:
            cells.append(_lone_cell(Op.DELETE, k, old.texts[k]))
        elif k is not None and m is not None:
            same = old.texts[k] == new.texts[m]
            words = words_between(old.texts[k], new.texts[m])
            cells.append(CellChange(ChangeKind.SAME if same else ChangeKind.EDITED, k, m, words))
    return tuple(cells)


def _lone_cell(op: Op, index: int, text: str) -> CellChange:
    if op == Op.INSERT:
        return CellChange(ChangeKind.INSERTED, None, index, whole(op, text))
    return CellChange(ChangeKind.DELETED, index, None, whole(op, text))


def _rows(table: Table) -> list[_Row]:
    """The rows with the grid column each cell begins in, spans from above stepped over."""
    rows = []
    covered: dict[int, int] = {}  # column -> rows below still covered
    for cells in table.rows:
        starts, column = [], 0
        below = {at: left - 1 for at, left in covered.items() if left > 1}
        for cell in cells:
            while covered.get(column):
                column += 1
            starts.append(column)
            below |= _cover(cell, column)
            column += cell.columns
        covered = below
        rows.append(_Row(tuple(map(cell_text, cells)), tuple(starts)))
    return rows


def _cover(cell: Cell, column: int) -> dict[int, int]:
    if cell.rows == 1:
        return {}
    return {column + n: cell.rows - 1 for n in range(cell.columns)}


def _paired_rows(old: Sequence[_Row], new: Sequence[_Row]) -> Pairs:
    paired = common([row.texts for row in old], [row.texts for row in new])
    words_old = [features(" ".join(row.texts)) for row in old]
    words_new = [features(" ".join(row.texts)) for row in new]

    def score(i: int, j: int) -> float:
        alike = likeness(words_old[i], words_new[j])
        return alike if alike >= ROWS_ALIKE else 0

    return _filled(paired, len(old), len(new), score)


def _paired_columns(old: Sequence[_Row], new: Sequence[_Row], rows: Pairs) -> Pairs:
    """Grid columns that hold the same words in most rows; the rest in order."""
    grid_old = [dict(zip(row.columns, row.texts, strict=True)) for row in old]
    grid_new = [dict(zip(row.columns, row.texts, strict=True)) for row in new]
    width_old = 1 + max((column for row in grid_old for column in row), default=0)
    width_new = 1 + max((column for row in grid_new for column in row), default=0)

    def score(k: int, m: int) -> float:
        equal = sum(1 for i, j in rows if grid_old[i].get(k, "") == grid_new[j].get(m, "") != "")
        return equal + 0.02 * (k == m) + 0.01 * (width_old - k == width_new - m)

    return _filled([], width_old, width_new, score)


def _filled(paired: Pairs, old: int, new: int, score: Callable[[int, int], float]) -> Pairs:
    """Add to ``paired`` what fits best between its pairs, then gaps of equal size in order."""
    found: Pairs = []
    for left, right in _gaps(paired, old, new):
        if len(left) * len(right) <= GRID_CELLS:
            found += [(left[k], right[m]) for k, m in _best(left, right, score)]
    paired = sorted(paired + found)
    for left, right in _gaps(paired, old, new):
        if len(left) == len(right) or len(left) * len(right) > GRID_CELLS:
            paired = [*paired, *zip(left, right, strict=False)]
    return sorted(paired)


def _best(left: range, right: range, score: Callable[[int, int], float]) -> Pairs:
    """Pairs in order with the greatest sum of scores; a score of 0 makes no pair."""
    scores = [[score(i, j) for j in right] for i in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for k in range(len(left) - 1, -1, -1):
        for m in range(len(right) - 1, -1, -1):
            together = scores[k][m] + best[k + 1][m + 1]
            best[k][m] = max(together, best[k + 1][m], best[k][m + 1])
    pairs, k, m = [], 0, 0
    while k < len(left) and m < len(right):
        if scores[k][m] and best[k][m] == scores[k][m] + best[k + 1][m + 1]:
            pairs.append((k, m))
            k, m = k + 1, m + 1
        elif best[k][m] == best[k + 1][m]:
            k += 1
        else:
            m += 1
    return pairs


def _gaps(paired: Pairs, old: int, new: int) -> list[tuple[range, range]]:
    gaps, i, j = [], 0, 0
    for k, m in [*paired, (old, new)]:
        if i < k and j < m:
            gaps.append((range(i, k), range(j, m)))
        i, j = k + 1, m + 1
    return gaps


def _laid_out(paired: Pairs, old: int, new: int) -> list[tuple[int | None, int | None]]:
    """All items of both sides once: pairs, and what is lone before the next pair."""
    rows: list[tuple[int | None, int | None]] = []
    i = j = 0
    for k, m in [*paired, (old, new)]:
        rows += [(n, None) for n in range(i, k)]
        rows += [(None, n) for n in range(j, m)]
        if k < old or m < new:
            rows.append((k, m))
        i, j = k + 1, m + 1
    return rows
