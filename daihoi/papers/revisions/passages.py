"""The words of one paragraph, cell or footnote, before and after, and the edits between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple

from daihoi.papers.comparison import Op, words_between
from daihoi.papers.comparison.sentences import sentences
from daihoi.papers.comparison.words import tidy
from daihoi.papers.outline import Cell, Run, Runs
from daihoi.papers.revisions.edits import BREAK, Edit, EditKind, Hand
from daihoi.papers.revisions.tracking import NOTE, Line, Spot, Stretch

MANY = 3


class Span(NamedTuple):
    """Characters ``[old, old_end)`` became ``[new, new_end)``; a footnote counts as one.

    ``hand`` is None where nothing was tracked.
    """

    old: int
    old_end: int
    new: int
    new_end: int
    hand: Hand | None = None


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
                found += [*_by_hand(waiting), span]  # a joint is a change by itself
                waiting = []
            elif part.is_old != part.is_new:
                waiting.append(span)
        return [*found, *_by_hand(waiting)]

    def restyled(self) -> list[Span]:
        """Words kept whose marks somebody changed."""
        found: list[Span] = []
        for part, span in self._spread():
            is_kept = part.is_old and part.is_new and span.old_end > span.old
            if not (is_kept and part.stretch.looks) or part.stretch.note:
                continue
            span = span._replace(hand=part.stretch.looks)  # noqa: PLW2901 - the same span
            last = found[-1] if found else None
            if last and _touch(last, span) and _author(last) == _author(span):
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
        if _is_silent(span, before, after):
            continue
        hand = span.hand or known.remainder
        yield replace(_edit(edit, span, old, new), kind=EditKind.WORDS, hand=hand)
    for span in _moved_along(passage.restyled(), untracked):
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


def one_hand(hands: Iterable[Hand]) -> Hand:
    """One name for all; when the last of them wrote."""
    known = list(dict.fromkeys(hands))
    authors = dict.fromkeys(name for hand in known for name in hand.author.split(", ") if name)
    moments = [hand.at for hand in known if hand.at]
    return Hand(", ".join(authors), _latest(moments))


def composed(first: Sequence[Span], second: Sequence[Span]) -> list[Span]:
    """The changes of ``second`` after those of ``first``, as changes from first to last text.

    Changes that overlap in the middle text become one, by whoever tracked one of them.
    """
    middle = [(s.new, s.new_end, 0, s) for s in first] + [(s.old, s.old_end, 1, s) for s in second]
    middle.sort(key=lambda item: item[:3])
    clusters: list[tuple[int, int, list[tuple[int, Span]]]] = []
    for start, end, side, span in middle:
        if clusters:
            left, right, spans = clusters[-1]
            if start < right or left == right == start == end:
                clusters[-1] = (left, max(right, end), [*spans, (side, span)])
                continue
        clusters.append((start, end, [(side, span)]))
    found = []
    to_old = to_new = 0
    for start, end, spans in clusters:
        old, new = start + to_old, start + to_new
        for side, span in spans:
            grown = (span.old_end - span.old) - (span.new_end - span.new)
            if side:
                to_new -= grown
            else:
                to_old += grown
        hands = [span.hand for _, span in spans if span.hand]
        hand = one_hand(hands) if hands else None
        found.append(Span(old, end + to_old, new, end + to_new, hand))
    return found


def untracked_spans(old: str, new: str) -> list[Span]:
    """What differs word for word; white space that differs is a span of its own."""
    if old == new:
        return []
    old_words, old_at = _squeezed(old)
    new_words, new_at = _squeezed(new)
    spans: list[Span] = []
    spaces: list[Span] = []
    at = there = 0
    for piece in words_between(old_words, new_words):
        size = len(piece.text)
        if piece.op is Op.EQUAL:
            found = [n for n, sign in enumerate(piece.text) if sign == " "]
            spaces += [Span(at + n, at + n + 1, there + n, there + n + 1) for n in found]
            at, there = at + size, there + size
            continue
        span = Span(at, at, there, there)
        if spans and (spans[-1].old_end, spans[-1].new_end) == (at, there):
            span = spans.pop()
        if piece.op is Op.DELETE:
            at += size
        else:
            there += size
        spans.append(span._replace(old_end=at, new_end=there))
    placed = [
        Span(old_at[s.old], old_at[s.old_end], new_at[s.new], new_at[s.new_end])
        for s in sorted([*spans, *spaces])
    ]
    return [s for s in placed if old[s.old : s.old_end] != new[s.new : s.new_end]]


def _squeezed(text: str) -> tuple[str, Sequence[int]]:
    """White space made single spaces, and where each character stood; the end last."""
    if text.isprintable() and "  " not in text:
        return text, range(len(text) + 1)
    kept = [
        at
        for at, sign in enumerate(text)
        if not sign.isspace() or not at or not text[at - 1].isspace()
    ]
    words = "".join([" " if text[at].isspace() else text[at] for at in kept])
    return words, [*kept, len(text)]


def _aligned(
    before: str, after: str, passage: Passage
) -> tuple[Passage, Sequence[Span], Sequence[Span]]:
    """The passage as the reading has it, what nobody tracked, and all changes."""
    if passage.new != after and passage.new and after.endswith(passage.new):
        passage = passage.prefixed(after[: -len(passage.new)])
    if passage.new == after:
        untracked, tracked = untracked_spans(before, passage.old), passage.spans()
        if not tracked:
            untracked = _rewritten(untracked, before, after)
        return passage, untracked, composed(untracked, tracked)
    # The reading has other words, as for an automatic number: the tracked places are not sure.
    hand = one_hand(passage.hands) if passage.hands else None
    spans = _rewritten(untracked_spans(before, after), before, after)
    spans = [
        span if _is_silent(span, before, after) else span._replace(hand=hand) for span in spans
    ]
    return Passage([]), (), spans


def _rewritten(spans: Sequence[Span], old: str, new: str) -> list[Span]:
    """A sentence changed in ``MANY`` places is one change: nobody accepts half a sentence."""
    telling = [span for span in spans if not _is_silent(span, old, new)]
    if len(telling) < MANY:
        return list(spans)
    found: list[Span] = []
    left = list(spans)
    for _, end in sentences(old):
        inside = list(takewhile(lambda span: span.old_end <= end, left))  # noqa: B023 - used at once
        left = left[len(inside) :]
        told = [span for span in inside if span in telling]
        if len(told) >= MANY:
            first, last = told[0], told[-1]
            whole = first._replace(old_end=last.old_end, new_end=last.new_end)
            around = [s for s in inside if s.old_end <= whole.old or s.old >= whole.old_end]
            inside = sorted([*(span for span in around if span not in told), whole])
        found += inside
    return found + left


def _is_silent(span: Span, old: str, new: str) -> bool:
    """Whether nobody tracked it and it differs by white space alone."""
    gone, come = old[span.old : span.old_end], new[span.new : span.new_end]
    return span.hand is None and tidy(gone) == tidy(come)


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


def _moved_along(spans: Sequence[Span], untracked: Sequence[Span]) -> Iterator[Span]:
    """Spans of the middle text as spans of the base; those that were changed besides are left."""
    for span in spans:
        before = [other for other in untracked if other.new_end <= span.old]
        shift = before[-1].old_end - before[-1].new_end if before else 0
        if not any(o.new < span.old_end and o.new_end > span.old for o in untracked):
            yield span._replace(old=span.old + shift, old_end=span.old_end + shift)


def _by_hand(spans: Iterable[Span]) -> Iterator[Span]:
    """Touching spans of one author joined; insertions of several at one point too."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and _touch(last, span):
            is_same = _author(last) == _author(span)
            if is_same or not (last.old_end > last.old or span.old_end > span.old):
                hands = [hand for hand in (last.hand, span.hand) if hand]
                hand = one_hand(hands) if hands else None
                joined[-1] = Span(last.old, span.old_end, last.new, span.new_end, hand)
                continue
        joined.append(span)
    yield from joined


def _touch(left: Span, right: Span) -> bool:
    return (left.old_end, left.new_end) == (right.old, right.new)


def _author(span: Span) -> str | None:
    return None if span.hand is None else span.hand.author


def _latest(moments: Sequence[datetime]) -> datetime | None:
    """The latest of moments that may or may not know their time zone."""
    return max(moments, key=lambda moment: moment.replace(tzinfo=None), default=None)
