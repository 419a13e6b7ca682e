"""Some paragraphs of one version laid against those of the other, as one stream of words."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from daihoi.papers.comparison.words import Op, common, words_between
from daihoi.papers.hands import Hand
from daihoi.papers.outline import Run, Runs

# Signs that stand in the stream for what is no letter: a plane of Unicode that no font fills.
BREAK = "\U0010fffd"  # between two paragraphs
FIRST_NOTE = 0x100000  # footnotes, one sign each; two that face each other share it
_SIGNS = chr(FIRST_NOTE)

Chunk = tuple[str, Run | None]


class Segment(NamedTuple):
    """Words with the same marks in each version, a footnote, or the break between paragraphs.

    ``old`` and ``new`` are the runs they come from, None where they are not (and of a break).
    ``hand`` made the change, if it is known better than of the block as a whole.
    """

    op: Op
    text: str
    old: Run | None
    new: Run | None
    hand: Hand | None = None

    @property
    def is_break(self) -> bool:
        return self.text == BREAK

    @property
    def length(self) -> int:
        """Characters as `Block.text` counts them: a footnote has none."""
        run = self.new or self.old
        return 0 if run is not None and run.footnote else len(self.text)


def segments(old: Sequence[Runs], new: Sequence[Runs]) -> list[Segment]:
    """How the paragraphs ``old`` became ``new``; deleted words before those put in."""
    notes_old, notes_new = _note_signs(_notes(old), _notes(new))
    before, after = _chunks(old, notes_old), _chunks(new, notes_new)
    text_old = "".join([text for text, _ in before])
    text_new = "".join([text for text, _ in after])
    left, right = _Cursor(before), _Cursor(after)
    found: list[Segment] = []
    for op, text in words_between(text_old, text_new):
        if op == Op.EQUAL:
            found += _both(left, right, len(text))
        elif op == Op.DELETE:
            found += [Segment(op, part, run, None) for part, run in left.take(len(text))]
        else:
            found += [Segment(op, part, None, run) for part, run in right.take(len(text))]
    return found


class _Cursor:
    """Goes through the chunks of one version."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._chunks = chunks
        self._index = self._offset = 0

    @property
    def left(self) -> int:
        """Characters to the end of the chunk it stands in."""
        return len(self._chunks[self._index][0]) - self._offset

    def step(self, length: int) -> Chunk:
        """The next ``length`` characters, all of one chunk."""
        text, run = self._chunks[self._index]
        part = text[self._offset : self._offset + length]
        self._offset += length
        if self._offset == len(text):
            self._index, self._offset = self._index + 1, 0
        return part, run

    def take(self, length: int) -> Iterator[Chunk]:
        while length:
            part = min(length, self.left)
            length -= part
            yield self.step(part)


def _both(left: _Cursor, right: _Cursor, length: int) -> Iterator[Segment]:
    while length:
        part = min(length, left.left, right.left)
        length -= part
        text, old = left.step(part)
        _, new = right.step(part)
        yield Segment(Op.EQUAL, text, old, new)


def _notes(paragraphs: Sequence[Runs]) -> list[str]:
    return [run.footnote for runs in paragraphs for run in runs if run.footnote]


def _note_signs(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """A sign for each footnote: equal ones share it, and those between them in turn."""
    turn: list[tuple[int, int]] = []
    i = j = 0
    for k, m in [*common(before, after), (len(before), len(after))]:
        turn += zip(range(i, k), range(j, m), strict=False)
        turn += [(k, m)] if k < len(before) else []
        i, j = k + 1, m + 1
    facing = {m: k for k, m in turn}
    old = [chr(FIRST_NOTE + k) for k in range(len(before))]
    lone = len(before)
    new = [chr(FIRST_NOTE + facing.get(m, lone + m)) for m in range(len(after))]
    return old, new


def _chunks(paragraphs: Sequence[Runs], notes: Sequence[str]) -> list[Chunk]:
    chunks: list[Chunk] = []
    signs = iter(notes)
    for number, runs in enumerate(paragraphs):
        if number:
            chunks.append((BREAK, None))
        for run in runs:
            if run.footnote:
                chunks.append((next(signs), run))
            elif run.text:
                chunks.append((_without_signs(run.text), run))
    return chunks


def _without_signs(text: str) -> str:
    if max(text) < _SIGNS:
        return text
    return "".join("\ufffd" if letter >= _SIGNS else letter for letter in text)
