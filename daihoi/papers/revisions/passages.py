"""The words of one paragraph, cell or footnote, before and after, and the edits between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from daihoi.papers.comparison.words import tidy
from daihoi.papers.hands import Hand
from daihoi.papers.outline import Cell, Run, Runs
from daihoi.papers.revisions.edits import BREAK, Edit, EditKind
from daihoi.papers.revisions.spans import (
    Span,
    author_of,
    by_hand,
    composed,
    is_silent,
    moved_along,
    one_hand,
    rewritten,
    touch,
    untracked_spans,
)
from daihoi.papers.revisions.tracking import NOTE, Line, Spot, Stretch


class Part(NamedTuple):
    """A stretch and whether it stands in the old text and in the new one."""

    line: Line
    stretch: Stretch
    is_old: bool
    is_new: bool
    hand: Hand | None  # of who put it in or took it out


class Passage:
    """One stretch of text as the copy has it: what it was, what it became, and by whom."""

    def __init__(self, parts: Sequence[Part], prefix: str = "") -> None:
        """``prefix``: what the reading puts before it, as the number of a heading."""
        self.parts = _signed(_trimmed(parts))
        self.old = prefix + "".join([p.stretch.text for p in self.parts if p.is_old])
        self.new = prefix + "".join([p.stretch.text for p in self.parts if p.is_new])
        self._prefix = len(prefix)
        self.note_names = [p.stretch.note for p in self.parts if p.is_new and p.stretch.note]
        self.withdrawn = sum(1 for p in parts if p.stretch.fate.put_in and p.stretch.fate.taken_out)

    def prefixed(self, prefix: str) -> "Passage":
        return Passage(self.parts, prefix)

    def spans(self) -> list[Span]:
        """What was changed, in order; what one hand did at one point is one span."""
        found: list[Span] = []
        waiting: list[Span] = []
        for part, span in self._spread():
            if part.is_old and not part.is_new and part.stretch.text == BREAK:
                found += [*by_hand(waiting), span]  # a joint is a change by itself
                waiting = []
            elif part.is_old != part.is_new:
                waiting.append(span)
        return [*found, *by_hand(waiting)]

    def restyled(self) -> list[Span]:
        """Words kept whose marks somebody changed."""
        found: list[Span] = []
        for part, span in self._spread():
            is_kept = part.is_old and part.is_new and span.old_end > span.old
            if not (is_kept and part.stretch.looks) or part.stretch.note:
                continue
            span = span._replace(hand=part.stretch.looks)  # noqa: PLW2901 - the same span
            last = found[-1] if found else None
            if last and touch(last, span) and author_of(last) == author_of(span):
                found[-1] = span._replace(old=last.old, new=last.new)
            else:
                found.append(span)
        return found

    @property
    def hands(self) -> list[Hand]:
        """Everybody whose tracked change is in it."""
        found = [part.hand for part in self.parts if part.hand and part.is_old != part.is_new]
        return list(dict.fromkeys(found))

    def old_at(self, spot: Spot) -> int:
        """Where a spot of the file stands in the old text."""
        line, offset = spot
        at, left = 0, offset
        is_before = any(part.line is line for part in self.parts)
        for part in self.parts:
            size = len(part.stretch.text)
            if part.line is line:
                step = min(size, left)
                left -= step
                at += step * part.is_old
                is_before = False
            elif is_before:
                at += size * part.is_old
        return self._prefix + at

    def _spread(self) -> Iterator[tuple[Part, Span]]:
        old = new = self._prefix
        for part in self.parts:
            size = len(part.stretch.text)
            old_end, new_end = old + size * part.is_old, new + size * part.is_new
            yield part, Span(old, old_end, new, new_end, part.hand)
            old, new = old_end, new_end


def _trimmed(parts: Sequence[Part]) -> list[Part]:
    """White space at the ends of a text is none of it, as every reading of a paper has it."""
    for is_new in (False, True):
        for step in (1, -1):
            parts = _trimmed_at(parts[::step], step, is_new=is_new)[::step]
    return list(parts)


def _trimmed_at(parts: Sequence[Part], step: int, *, is_new: bool) -> list[Part]:
    """``parts`` from one end of the old or the new text: no white space there or at a mark."""
    found: list[Part] = []
    at_edge = True
    for part in parts:
        text = part.stretch.text
        if not (part.is_new if is_new else part.is_old):
            found.append(part)
        elif text == BREAK or not at_edge:
            at_edge = text == BREAK
            found.append(part)
        else:
            inner = text.lstrip() if step > 0 else text.rstrip()
            space = text[: len(text) - len(inner)] if step > 0 else text[len(inner) :]
            spare = _with_text(part, space)
            spare = spare._replace(is_new=False) if is_new else spare._replace(is_old=False)
            found += [spare] if space else []
            found += [_with_text(part, inner)] if inner else []
            at_edge = not inner
    return found


def _with_text(part: Part, text: str) -> Part:
    return part._replace(stretch=part.stretch._replace(text=text))


def _signed(parts: Sequence[Part]) -> list[Part]:
    """White space that is at an end no more: whose change beside it made it so."""
    signed: list[Part] = []
    for n, part in enumerate(parts):
        if part.is_old == part.is_new or part.hand:
            signed.append(part)
            continue
        last = next((p for p in reversed(signed) if p.is_old or p.is_new), None)
        beside = [last] if last and last.is_old != last.is_new else []
        beside += [p for p in (*parts[n:], *reversed(signed)) if p.is_old != p.is_new and p.hand]
        signed.append(part._replace(hand=beside[0].hand if beside else None))
    return signed


def parts_of(lines: Sequence[Line]) -> list[Part]:
    """The paragraphs of a cell or a footnote, line breaks between them."""
    parts: list[Part] = []
    for number, line in enumerate(lines):
        parts += [part_of(line, stretch) for stretch in line.stretches]
        if number < len(lines) - 1:
            parts.append(part_of(line, Stretch("\n", line.mark)))
    return parts


def part_of(line: Line, stretch: Stretch) -> Part:
    fate = stretch.fate
    return Part(line, stretch, not fate.put_in, not fate.taken_out, fate.taken_out or fate.put_in)


class Known(NamedTuple):
    """What holds for the whole copy: its footnotes, and the hand of what nobody tracked."""

    notes: Mapping[str, Sequence[Line]]
    remainder: Hand


def edits_between(
    edit: Edit, old: Runs, new: Runs, passage: Passage, known: Known
) -> Iterator[Edit]:
    """How ``old`` became ``new``: edits like ``edit``, which gives their block, cell and note.

    What differs by spaces alone is no edit unless it was tracked. FORMAT edits that change no
    mark stand for looks an outline does not keep.
    """
    before, after = solid(old), solid(new)
    passage, untracked, spans = _aligned(before, after, passage)
    for span in spans:
        if is_silent(span, before, after):
            continue
        hand = span.hand or known.remainder
        yield replace(_edit(edit, span, old, new), kind=EditKind.WORDS, hand=hand)
    for span in moved_along(passage.restyled(), untracked):
        hand = span.hand or known.remainder
        yield replace(_edit(edit, span, old, new), kind=EditKind.FORMAT, hand=hand)
    if edit.note is None:
        for k, m in _kept_notes(before, after, spans):
            footnotes = _footnotes(old)[k], _footnotes(new)[m]
            names = dict(enumerate(passage.note_names))
            inner = Passage(parts_of(known.notes.get(names.get(m, ""), ())))
            if tidy(footnotes[0]) != tidy(footnotes[1]):
                texts = (Run(footnotes[0]),), (Run(footnotes[1]),)
                yield from edits_between(replace(edit, note=k), *texts, inner, known)


def solid(runs: Runs) -> str:
    """The words with ``NOTE`` for each footnote."""
    return "".join([NOTE if run.footnote else run.text for run in runs])


def cut(runs: Runs, start: int, end: int) -> Runs:
    """The runs of the characters ``[start, end)`` of `solid`."""
    found: list[Run] = []
    at = 0
    for run in runs:
        size = 1 if run.footnote else len(run.text)
        first, last = max(start - at, 0), min(end - at, size)
        if first < last:
            found.append(run if run.footnote else replace(run, text=run.text[first:last]))
        at += size
    return tuple(found)


def cell_runs(cell: Cell) -> Runs:
    """A cell's paragraphs in one, line breaks between them, as `Cell.text` has them."""
    joined: list[Run] = []
    for number, runs in enumerate(cell.paragraphs):
        joined += [Run("\n"), *runs] if number else runs
    return tuple(joined)


def _aligned(
    before: str, after: str, passage: Passage
) -> tuple[Passage, Sequence[Span], Sequence[Span]]:
    """The passage as the reading has it, what nobody tracked, and all changes."""
    if passage.new != after and passage.new and after.endswith(passage.new):
        passage = passage.prefixed(after[: -len(passage.new)])
    if passage.new == after:
        untracked, tracked = untracked_spans(before, passage.old), passage.spans()
        if not tracked:
            untracked = rewritten(untracked, before, after)
        return passage, untracked, composed(untracked, tracked)
    # The reading has other words, as for an automatic number: the tracked places are not sure.
    hand = one_hand(passage.hands) if passage.hands else None
    spans = rewritten(untracked_spans(before, after), before, after)
    spans = [span if is_silent(span, before, after) else span._replace(hand=hand) for span in spans]
    return Passage([]), (), spans


def _edit(edit: Edit, span: Span, old: Runs, new: Runs) -> Edit:
    before = solid(old)
    gone = before[span.old : span.old_end]
    first = before.count(NOTE, 0, span.old)
    runs = cut(new, span.new, span.new_end)
    start = span.old - first
    words = gone.replace(NOTE, "")
    return replace(
        edit,
        start=start,
        end=start + len(words),
        runs=runs,
        old=words,
        new="".join([run.text for run in runs]),
        notes_before=first,
        notes_gone=gone.count(NOTE),
    )


def _kept_notes(old: str, new: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Footnotes that no change touched: their numbers in both texts."""
    sides = []
    for text, changed in (
        (old, [(s.old, s.old_end) for s in spans]),
        (new, [(s.new, s.new_end) for s in spans]),
    ):
        places = [at for at, sign in enumerate(text) if sign == NOTE]
        sides.append([n for n, at in enumerate(places) if not any(a <= at < b for a, b in changed)])
    return list(zip(*sides, strict=False))


def _footnotes(runs: Runs) -> list[str]:
    return [run.footnote for run in runs if run.footnote]
