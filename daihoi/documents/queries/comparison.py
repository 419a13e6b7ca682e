"""Two versions side by side, as a page shows them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from daihoi.documents.models import Version
from daihoi.documents.queries.texts import ReadBlock, blocks_of, read_blocks
from daihoi.papers.comparison import Change, ChangeKind, RowChange, compare
from daihoi.papers.comparison.words import Words
from daihoi.papers.outline import Block

CONTEXT = 1  # unchanged blocks shown on each side of a change


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One line of a comparison.

    ``kind`` is a `ChangeKind` value, "left" for the old place of a moved block, or "gap" for
    ``hidden`` unchanged blocks.
    """

    kind: str
    read: ReadBlock | None = None  # from the new version, or the old one if it is gone
    words: Words = ()
    rows: tuple[RowChange, ...] = ()
    notes: tuple[Words, ...] = ()
    other: ReadBlock | None = None  # the other place of a moved block
    hidden: int = 0

    @property
    def is_changed(self) -> bool:
        return self.kind not in {ChangeKind.SAME, ChangeKind.RESTYLED}

    @property
    def block_class(self) -> str:
        return {
            ChangeKind.INSERTED: "is-added",
            ChangeKind.DELETED: "is-removed",
            ChangeKind.MOVED: "is-moved",
            ChangeKind.MOVED_AND_EDITED: "is-moved",
            "left": "is-moved",
        }.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """``rows`` in the reading order of the new text; counts are of edits."""

    rows: list[ComparedRow]
    edited: int
    inserted: int
    deleted: int
    moved: int
    restyled: int
    inserted_chars: int
    deleted_chars: int

    @property
    def edits(self) -> int:
        return self.edited + self.inserted + self.deleted + self.moved

    @property
    def changed_rows(self) -> list[ComparedRow]:
        """Only what differs, each with its neighbours; the rest as gaps."""
        return _collapsed(self.rows)


def compare_versions(old: Version, new: Version) -> ComparisonPage:
    """Both versions are of one document; blocks are matched by key."""
    return compare_blocks(blocks_of(old), blocks_of(new))


def compare_blocks(old: Sequence[Block], new: Sequence[Block]) -> ComparisonPage:
    comparison = compare(old, new)
    before, after = read_blocks(old), read_blocks(new)
    rows = [_row(change, before, after) for change in comparison.changes]
    kinds = Counter(change.kind for change in comparison.changes)
    return ComparisonPage(
        rows=_with_old_places(comparison.changes, rows, before, after),
        edited=kinds[ChangeKind.EDITED],
        inserted=kinds[ChangeKind.INSERTED],
        deleted=kinds[ChangeKind.DELETED],
        moved=kinds[ChangeKind.MOVED] + kinds[ChangeKind.MOVED_AND_EDITED],
        restyled=kinds[ChangeKind.RESTYLED],
        inserted_chars=comparison.inserted_chars,
        deleted_chars=comparison.deleted_chars,
    )


def _row(change: Change, before: list[ReadBlock], after: list[ReadBlock]) -> ComparedRow:
    old = before[change.old] if change.old is not None else None
    new = after[change.new] if change.new is not None else None
    return ComparedRow(
        kind=change.kind.value,
        read=new or old,
        words=change.words,
        rows=change.rows,
        notes=change.notes,
        other=old if _is_moved(change) else None,
    )


def _is_moved(change: Change) -> bool:
    return change.kind in {ChangeKind.MOVED, ChangeKind.MOVED_AND_EDITED}


def _with_old_places(
    changes: Sequence[Change],
    rows: list[ComparedRow],
    before: list[ReadBlock],
    after: list[ReadBlock],
) -> list[ComparedRow]:
    """The rows, and where a block was moved away from a line that leads to its new place."""
    stayed = [
        (change.old, index)
        for index, change in enumerate(changes)
        if change.old is not None and not _is_moved(change)
    ]
    olds = [old for old, _index in stayed]
    left: dict[int, list[ComparedRow]] = {}
    moved = [change for change in changes if _is_moved(change)]
    for old, new in sorted((change.old or 0, change.new or 0) for change in moved):
        at = bisect_right(olds, old)
        index = stayed[at - 1][1] + 1 if at else 0
        row = ComparedRow("left", before[old], other=after[new])
        left.setdefault(index, []).append(row)
    result = []
    for index, row in enumerate(rows):
        result += [*left.get(index, []), row]
    return result + left.get(len(rows), [])


def _collapsed(rows: list[ComparedRow]) -> list[ComparedRow]:
    changed = [index for index, row in enumerate(rows) if row.is_changed]
    shown = {
        near
        for index in changed
        for near in range(index - CONTEXT, index + CONTEXT + 1)
        if 0 <= near < len(rows)
    }
    result: list[ComparedRow] = []
    hidden = 0
    for index, row in enumerate(rows):
        if index not in shown:
            hidden += 1
            continue
        if hidden:
            result.append(ComparedRow("gap", hidden=hidden))
            hidden = 0
        result.append(row)
    return [*result, ComparedRow("gap", hidden=hidden)] if hidden else result
