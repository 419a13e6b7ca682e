"""Where an edit of the base stands in the text of today, and whether it still can."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from daihoi.papers.comparison.words import changed_spans
from daihoi.papers.editing import rebase
from daihoi.papers.outline import Block
from daihoi.papers.revisions import apply
from daihoi.papers.revisions.edits import Edit, EditKind


@dataclass(frozen=True, slots=True)
class Texts:
    """The base and the text of today, by key and in reading order."""

    base: Sequence[Block]
    now: Sequence[Block]

    @property
    def by_key(self) -> tuple[Mapping[str, Block], Mapping[str, Block]]:
        return {each.key: each for each in self.base}, {each.key: each for each in self.now}


def rebased(edits: Sequence[Edit], texts: Texts) -> list[Edit | None]:
    """Each edit as it is said of the text of today; None where that text was changed otherwise."""
    base, now = texts.by_key
    order = [each.key for each in texts.base]
    return [
        _joined(edit, texts) if edit.kind is EditKind.JOINED else _rebased(edit, base, now, order)
        for edit in edits
    ]


def is_there(edit: Edit, was: Block | None, stands: Block | None) -> bool:
    """Whether somebody has put the edit into the text of today already."""
    if was is None or stands is None:
        return edit.kind is EditKind.REMOVED and was is not None
    if edit.kind in {EditKind.JOINED, EditKind.MOVED, EditKind.ADDED}:
        return False
    try:
        (wanted,) = apply([was], [replace(edit, key=was.key)])
    except ValueError:
        return False
    if wanted.text == stands.text:
        return is_same(wanted, stands)
    if edit.kind is not EditKind.WORDS or edit.note is not None or was.table is not None:
        return False
    made = changed_spans(was.text, wanted.text)
    done = {(span.old_start, span.old_end, stands.text[span.new_start : span.new_end])
            for span in changed_spans(was.text, stands.text)}  # fmt: skip
    return all(
        (span.old_start, span.old_end, wanted.text[span.new_start : span.new_end]) in done
        for span in made
    )


def is_same(a: Block | None, b: Block | None) -> bool:
    """Whether two blocks say the same in the same look; numbers of lists run by themselves."""
    if a is None or b is None:
        return a is b
    return replace(a, mark=None) == replace(b, mark=None)


def _rebased(
    edit: Edit, base: Mapping[str, Block], now: Mapping[str, Block], order: Sequence[str]
) -> Edit | None:
    if edit.kind is EditKind.ADDED:
        return replace(edit, key=_anchor(edit.key, now, order))
    key = edit.moved or edit.key
    was, stands = base.get(key), now.get(key)
    if was is None or stands is None:
        return None
    if edit.kind is EditKind.MOVED:
        return replace(edit, key=_anchor(edit.key, now, order))
    if is_same(was, stands) or _still_stands(edit, was, stands):
        return edit
    on_words = edit.kind in {EditKind.WORDS, EditKind.FORMAT} and edit.note is None
    is_text = on_words and edit.block is None and was.table is None and stands.table is None
    return _shifted(edit, was.text, stands.text) if is_text else None


def _joined(edit: Edit, texts: Texts) -> Edit | None:
    """Two blocks are joined where they still stand one after the other."""
    pairs = [
        {after.key: before.key for before, after in pairwise(blocks)}
        for blocks in (texts.base, texts.now)
    ]
    before = pairs[0].get(edit.key)
    return edit if before and before == pairs[1].get(edit.key) else None


def _still_stands(edit: Edit, was: Block, stands: Block) -> bool:
    """Whether what the edit speaks of is untouched in a block that was changed elsewhere."""
    match edit.kind:
        case EditKind.REMOVED:
            return was.text == stands.text
        case EditKind.WORDS | EditKind.FORMAT:
            return edit.block is not None or _same_cell(edit, was, stands)
    return False


def _shifted(edit: Edit, was: str, stands: str) -> Edit | None:
    place = rebase(was, stands, edit.start, edit.end)
    if place is None or edit.notes_gone:
        return None
    return replace(edit, start=place[0], end=place[1])


def _same_cell(edit: Edit, was: Block, stands: Block) -> bool:
    """Whether other cells changed only, the table's shape being the same."""
    if edit.cell is None or was.table is None or stands.table is None:
        return False
    shapes = [[len(row) for row in each.table.rows] for each in (was, stands) if each.table]
    row, column = edit.cell
    return shapes[0] == shapes[1] and was.table.rows[row][column] == stands.table.rows[row][column]


def _anchor(key: str, now: Mapping[str, Block], order: Sequence[str]) -> str:
    """The block to stand after: of those that are gone the nearest above that is there."""
    while key and key not in now:
        at = order.index(key) if key in order else 0
        key = order[at - 1] if at else ""
    return key
