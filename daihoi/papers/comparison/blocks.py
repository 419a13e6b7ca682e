"""Two versions of a paper, block by block. Start at ``compare``."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest

from daihoi.papers.comparison.alignment import Alignment, align
from daihoi.papers.comparison.changes import Change, ChangeKind, Comparison
from daihoi.papers.comparison.faces import Face, face_of, style_of
from daihoi.papers.comparison.tables import compare_tables
from daihoi.papers.comparison.words import Op, Words, common, whole, words_between
from daihoi.papers.outline import Block


def compare(old: Sequence[Block], new: Sequence[Block]) -> Comparison:
    """Tell what became of each block; every block of both versions is in exactly one change.

    Blocks with equal keys are the same block even if rewritten; others are found by their
    words. Unicode composition, white space and how runs are cut are no difference.
    """
    pairs = _aligned(old, new)
    unmoved = pairs.in_order()
    anchors = {pairs.old_of[j] for j in unmoved}
    changes = _deleted(pairs, 0, anchors)
    for j, face in enumerate(pairs.new):
        i = pairs.old_of.get(j)
        if i is None:
            words = whole(Op.INSERT, face.text)
            notes = tuple(whole(Op.INSERT, note) for note in face.notes)
            changes.append(Change(ChangeKind.INSERTED, None, j, words, notes=notes))
            continue
        changes.append(_changed(pairs, i, j, old[i], new[j], is_moved=j not in unmoved))
        if j in unmoved:
            changes += _deleted(pairs, i + 1, anchors)
    return Comparison(tuple(changes))


def carry_keys(
    old: Sequence[Block], new: Sequence[Block], make_key: Callable[[], str]
) -> tuple[Block, ...]:
    """``new`` with the keys of the blocks of ``old`` it comes from, else fresh ones; all differ.

    Of a block that was split, and of blocks that were joined, the larger part hands it on.
    """
    pairs = _aligned(old, new)
    used: set[str] = set()
    keyed = []
    for j, block in enumerate(new):
        key = old[pairs.old_of[j]].key if j in pairs.old_of else ""
        if not key or key in used:
            key = make_key()
        used.add(key)
        keyed.append(replace(block, key=key))
    return tuple(keyed)


def _aligned(old: Sequence[Block], new: Sequence[Block]) -> Alignment:
    return align(
        [face_of(block) for block in old],
        [face_of(block) for block in new],
        [block.key for block in old],
        [block.key for block in new],
    )


def _deleted(pairs: Alignment, start: int, anchors: set[int]) -> list[Change]:
    """Blocks that are gone from ``start`` up to the next one that stayed in its place."""
    changes = []
    for i in range(start, len(pairs.old)):
        if i in anchors:
            break
        if i not in pairs.new_of:
            face = pairs.old[i]
            words = whole(Op.DELETE, face.text)
            notes = tuple(whole(Op.DELETE, note) for note in face.notes)
            changes.append(Change(ChangeKind.DELETED, i, None, words, notes=notes))
    return changes


def _changed(pairs: Alignment, i: int, j: int, old: Block, new: Block, *, is_moved: bool) -> Change:
    before, after = pairs.old[i], pairs.new[j]
    if before == after:
        kind = ChangeKind.MOVED if is_moved else ChangeKind.SAME
        if kind == ChangeKind.SAME and style_of(old) != style_of(new):
            kind = ChangeKind.RESTYLED
        return Change(kind, i, j, whole(Op.EQUAL, after.text))
    kind = ChangeKind.MOVED_AND_EDITED if is_moved else ChangeKind.EDITED
    notes = _compare_notes(before, after)
    if old.table and new.table:
        return Change(kind, i, j, rows=compare_tables(old.table, new.table), notes=notes)
    return Change(kind, i, j, words_between(before.text, after.text), notes=notes)


def _compare_notes(before: Face, after: Face) -> tuple[Words, ...]:
    """Footnotes one by one: equal ones face each other, the rest between them in turn."""
    notes: list[Words] = []
    i = j = 0
    for k, m in [*common(before.notes, after.notes), (len(before.notes), len(after.notes))]:
        turn = zip_longest(before.notes[i:k], after.notes[j:m], fillvalue="")
        notes += [words_between(a, b) for a, b in turn]
        if k < len(before.notes):
            notes.append(whole(Op.EQUAL, before.notes[k]))
        i, j = k + 1, m + 1
    return tuple(notes)
