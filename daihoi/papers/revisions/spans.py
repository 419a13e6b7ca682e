"""Changed stretches of one text, as spans of characters: found, joined by hand, laid together."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from daihoi.papers.comparison import Op, words_between
from daihoi.papers.comparison.sentences import sentences
from daihoi.papers.comparison.words import tidy
from daihoi.papers.hands import Hand
from daihoi.papers.revisions.edits import BREAK

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


def one_hand(hands: Iterable[Hand]) -> Hand:
    """One name for all; when the last of them wrote."""
    known = list(dict.fromkeys(hands))
    authors = dict.fromkeys(name for hand in known for name in hand.author.split(", ") if name)
    moments = [hand.at for hand in known if hand.at]
    return Hand(", ".join(authors), max(moments, default=None))


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
    found: list[Span] = []
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
        span = Span(old, end + to_old, new, end + to_new, hand)
        last = found[-1] if found else None
        if last and touch(last, span) and last.old == span.old_end:
            hands = [one.hand for one in (last, span) if one.hand]
            span = span._replace(new=last.new, hand=one_hand(hands) if hands else None)
            found.pop()  # both put in at one point of the first text
        found.append(span)
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


def rewritten(spans: Sequence[Span], old: str, new: str) -> list[Span]:
    """A sentence changed in ``MANY`` places is one change: nobody accepts half a sentence."""
    telling = [span for span in spans if not is_silent(span, old, new)]
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


def is_silent(span: Span, old: str, new: str) -> bool:
    """Whether nobody tracked it and it differs by white space alone, no paragraph mark."""
    gone, come = old[span.old : span.old_end], new[span.new : span.new_end]
    return span.hand is None and tidy(gone) == tidy(come) and BREAK not in gone + come


def moved_along(spans: Sequence[Span], untracked: Sequence[Span]) -> Iterator[Span]:
    """Spans of the middle text as spans of the base; those that were changed besides are left."""
    for span in spans:
        before = [other for other in untracked if other.new_end <= span.old]
        shift = before[-1].old_end - before[-1].new_end if before else 0
        if not any(o.new < span.old_end and o.new_end > span.old for o in untracked):
            yield span._replace(old=span.old + shift, old_end=span.old_end + shift)


def by_hand(spans: Iterable[Span]) -> Iterator[Span]:
    """Touching spans of one author joined; insertions of several at one point too."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and touch(last, span):
            is_same = author_of(last) == author_of(span)
            if is_same or not (last.old_end > last.old or span.old_end > span.old):
                hands = [hand for hand in (last.hand, span.hand) if hand]
                hand = one_hand(hands) if hands else None
                joined[-1] = Span(last.old, span.old_end, last.new, span.new_end, hand)
                continue
        joined.append(span)
    yield from joined


def touch(left: Span, right: Span) -> bool:
    return (left.old_end, left.new_end) == (right.old, right.new)


def author_of(span: Span) -> str | None:
    return None if span.hand is None else span.hand.author
