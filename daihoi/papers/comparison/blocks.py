"""Two versions of a paper, block by block. Start at ``compare``."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from daihoi.papers.comparison.alignment import Alignment, align
from daihoi.papers.comparison.changes import Change, ChangeKind, Comparison
from daihoi.papers.comparison.faces import Face, face_of, style_of
from daihoi.papers.comparison.parts import cut, find_parts
from daihoi.papers.comparison.tables import compare_tables
from daihoi.papers.comparison.words import Op, Words, common, whole, words_between
from daihoi.papers.outline import Block


def compare(old: Sequence[Block], new: Sequence[Block]) -> Comparison:
    """Tell what became of each block; every block of both versions is in exactly one change.

    Blocks with equal keys are the same block even if rewritten; others are found by their
    words. Unicode composition, white space and how runs are cut are no difference.
    """
    pairs = _aligned(old, new)
    return Comparison(tuple(_Telling(old, new, pairs).changes()))


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


class _Telling:
    """Goes through the new version and tells each change in its turn."""

    def __init__(self, old: Sequence[Block], new: Sequence[Block], pairs: Alignment) -> None:
        self.old, self.new, self.pairs = old, new, pairs
        self.unmoved = pairs.in_order()
        self.anchors = {pairs.old_of[j] for j in self.unmoved}
        self.parts = find_parts(pairs)
        self.joined = self.parts.joined()
        self.words_of_parts = self._compare_parts()

    def changes(self) -> Iterator[Change]:
        yield from self._gone(0)
        for j, face in enumerate(self.pairs.new):
            i = self.pairs.old_of.get(j)
            if i is not None:
                yield self._kept(i, j)
                if j in self.unmoved:
                    yield from self._gone(i + 1)
            elif j in self.words_of_parts:
                yield Change(ChangeKind.SPLIT_OFF, None, j, self.words_of_parts[j])
            else:
                yield _lone(ChangeKind.INSERTED, Op.INSERT, face, new=j)

    def _gone(self, start: int) -> Iterator[Change]:
        """Blocks that are gone from ``start`` up to the next one that stayed in its place."""
        for i in range(start, len(self.pairs.old)):
            if i in self.anchors:
                return
            if i in self.joined:
                yield Change(ChangeKind.JOINED, i, None)
            elif i not in self.pairs.new_of:
                yield _lone(ChangeKind.DELETED, Op.DELETE, self.pairs.old[i], old=i)

    def _kept(self, i: int, j: int) -> Change:
        before, after = self.pairs.old[i], self.pairs.new[j]
        old, new = self.old[i], self.new[j]
        is_moved = j not in self.unmoved
        if before == after:
            kind = ChangeKind.MOVED if is_moved else ChangeKind.SAME
            if not is_moved and old != new and style_of(old) != style_of(new):
                kind = ChangeKind.RESTYLED
            return Change(kind, i, j, whole(Op.EQUAL, after.text))
        kind = ChangeKind.MOVED_AND_EDITED if is_moved else ChangeKind.EDITED
        notes = _compare_notes(self._notes_before(i), self._notes_after(j))
        if old.table and new.table:
            return Change(kind, i, j, rows=compare_tables(old.table, new.table), notes=notes)
        words = self.words_of_parts.get(j)
        if words is None:
            words = words_between(before.text, after.text)
        return Change(kind, i, j, words, notes=notes)

    def _compare_parts(self) -> dict[int, Words]:
        """The words of blocks that were split or joined, by new index."""
        words: dict[int, Words] = {}
        for j, run in self.parts.new_of.items():
            texts = [self.pairs.new[n].text for n in run]
            pieces = words_between(self.pairs.old[self.pairs.old_of[j]].text, " ".join(texts))
            words |= zip(run, cut(pieces, [len(text) for text in texts]), strict=True)
        for i, run in self.parts.old_of.items():
            j = self.pairs.new_of[i]
            before = " ".join(self.pairs.old[n].text for n in run)
            words[j] = words_between(before, self.pairs.new[j].text)
        return words

    def _notes_before(self, i: int) -> list[str]:
        run = self.parts.old_of.get(i, range(i, i + 1))
        return [note for n in run for note in self.pairs.old[n].notes]

    def _notes_after(self, j: int) -> list[str]:
        run = self.parts.new_of.get(j, range(j, j + 1))
        return [note for n in run for note in self.pairs.new[n].notes]


def _lone(
    kind: ChangeKind, op: Op, face: Face, *, old: int | None = None, new: int | None = None
) -> Change:
    notes = tuple(whole(op, note) for note in face.notes)
    return Change(kind, old, new, whole(op, face.text), notes=notes)


def _compare_notes(before: Sequence[str], after: Sequence[str]) -> tuple[Words, ...]:
    """Footnotes one by one: equal ones face each other, the rest between them in turn."""
    notes: list[Words] = []
    i = j = 0
    for k, m in [*common(before, after), (len(before), len(after))]:
        turn = zip_longest(before[i:k], after[j:m], fillvalue="")
        notes += [words_between(a, b) for a, b in turn]
        if k < len(before):
            notes.append(whole(Op.EQUAL, before[k]))
        i, j = k + 1, m + 1
    return tuple(notes)
