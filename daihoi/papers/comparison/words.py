"""Two texts, word by word: what stayed, what was put in, what was taken out."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple


class Op(StrEnum):
    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


class Piece(NamedTuple):
    op: Op
    text: str


Words = tuple[Piece, ...]


class Span(NamedTuple):
    """Characters ``[old_start, old_end)`` became ``[new_start, new_end)``; one may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    @property
    def weight(self) -> int:
        return max(self.old_end - self.old_start, self.new_end - self.new_start)


TOKEN = re.compile(r"\s*(?:\d+(?:[.,]\d+)+|[\w\u0300-\u036f]+|[^\w\s])|\s+")
FINE = re.compile(r"\s+|\d+(?:[.,]\d+)+|[\w\u0300-\u036f]+|[^\w\s]")
WORD = re.compile(r"\d+(?:[.,]\d+)+|\w+")
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
TABLE_BITS = 200_000_000  # the table of one exact alignment: 25 MB, about 14,000 by 14,000 words
ISLAND_CHARS = 3  # a lone word this short between two changes is read as part of them ...
SHORE_CHARS = 16  # ... when both changes are at least this long


def tidy(text: str) -> str:
    """The text as it is compared: NFC, any white space one space, nothing invisible."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if text.isprintable() and "  " not in text:  # no white space but " ", nothing invisible
        return text.strip()
    return " ".join(text.translate(INVISIBLE).split())


def words_between(old: str, new: str) -> Words:
    """Pieces that tell how ``old`` became ``new``, a deletion before its insertion.

    Joined without the inserted pieces they are ``old``, without the deleted ones ``new``.
    """
    pieces: list[Piece] = []
    at = 0
    for span in [*_readable(changed_spans(old, new), old), Span(len(old), len(old), 0, 0)]:
        _put(pieces, Op.EQUAL, old[at : span.old_start])
        _put(pieces, Op.DELETE, old[span.old_start : span.old_end])
        _put(pieces, Op.INSERT, new[span.new_start : span.new_end])
        at = span.old_end
    return tuple(pieces)


def whole(op: Op, text: str) -> Words:
    return (Piece(op, text),) if text else ()


def changed_spans(old: str, new: str) -> list[Span]:
    """The fewest whole words that differ, as character spans of both texts in reading order."""
    if old == new:
        return []
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    old_at, new_at = _offsets(before), _offsets(after)
    spans = []
    i = j = 0
    for k, m in [*common(before, after), (len(before), len(after))]:
        if i < k or j < m:
            span = Span(old_at[i], old_at[k], new_at[j], new_at[m])
            spans.append(_tightened(span, old, new))
        i, j = k + 1, m + 1
    return spans


def common(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Index pairs of a longest common subsequence, increasing in both.

    Exact up to ``TABLE_BITS``; above that, exact between the items that occur once in each.
    """
    start, end = equal_ends(a, b)
    middle_a, middle_b = a[start : len(a) - end], b[start : len(b) - end]
    pairs = [(k, k) for k in range(start)]
    pairs += [(start + i, start + j) for i, j in _common_middle(middle_a, middle_b)]
    pairs += [(len(a) - k, len(b) - k) for k in range(end, 0, -1)]
    return pairs


def equal_ends(a: Sequence[Hashable], b: Sequence[Hashable]) -> tuple[int, int]:
    """How many items both begin with, and how many of the rest both end with."""
    shortest = min(len(a), len(b))
    start = 0
    while start < shortest and a[start] == b[start]:
        start += 1
    end = 0
    while end < shortest - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return start, end


def _common_middle(a: Sequence[Hashable], b: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    if not a or not b:
        return
    if len(a) * len(b) <= TABLE_BITS:
        yield from _common_exact(a, b)
        return
    anchors = _anchors(a, b)
    if not anchors:
        return
    i = j = 0
    for k, m in [*anchors, (len(a), len(b))]:
        yield from ((i + x, j + y) for x, y in common(a[i:k], b[j:m]))
        if k < len(a):
            yield k, m
        i, j = k + 1, m + 1


def _common_exact(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Longest common subsequence, a whole row of the table in one big integer.

    H. Hyyrö, "Bit-parallel LCS-length computation revisited" (2004): bit ``i`` of a row is 0
    where item ``i`` of ``a`` lengthens the subsequence.
    """
    places: dict[Hashable, int] = {}
    for i, item in enumerate(a):
        places[item] = places.get(item, 0) | 1 << i
    full = (1 << len(a)) - 1
    row, rows = full, [full]
    for item in b:
        hit = row & places.get(item, 0)
        row = ((row + hit) | (row - hit)) & full
        rows.append(row)
    pairs = []
    i, j = len(a), len(b)
    while i and j:
        if rows[j] >> (i - 1) & 1:
            i -= 1
        elif not rows[j - 1] >> (i - 1) & 1:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _anchors(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Items that occur once in each, as many as keep their order."""
    once_a, once_b = Counter(a), Counter(b)
    place = {item: j for j, item in enumerate(b) if once_b[item] == 1}
    pairs = [(i, place[item]) for i, item in enumerate(a) if once_a[item] == 1 and item in place]
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for n, (_, j) in enumerate(pairs):
        k = bisect_left(tails, j)
        tails[k : k + 1] = [j]
        ends[k : k + 1] = [n]
        back.append(ends[k - 1] if k else -1)
    chain = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n])
        n = back[n]
    return chain[::-1]


def _tightened(span: Span, old: str, new: str) -> Span:
    """Leave out spaces and words both sides begin or end with."""
    before = FINE.findall(old[span.old_start : span.old_end])
    after = FINE.findall(new[span.new_start : span.new_end])
    start, end = equal_ends(before, after)
    head = sum(map(len, before[:start]))
    tail = sum(map(len, before[len(before) - end :]))
    return Span(
        span.old_start + head, span.old_end - tail, span.new_start + head, span.new_end - tail
    )


def _readable(spans: list[Span], old: str) -> list[Span]:
    """Join long changes that only a short word keeps apart: a rewritten sentence reads whole."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and _is_island(old[last.old_end : span.old_start], last, span):
            joined[-1] = Span(last.old_start, span.old_end, last.new_start, span.new_end)
        else:
            joined.append(span)
    return joined


def _is_island(kept: str, left: Span, right: Span) -> bool:
    if kept.isspace():
        return True
    word = kept.strip()
    is_short = word.isalpha() and len(word) <= ISLAND_CHARS
    return is_short and min(left.weight, right.weight) >= SHORE_CHARS


def _offsets(tokens: Sequence[str]) -> list[int]:
    return [0, *accumulate(map(len, tokens))]


def _put(pieces: list[Piece], op: Op, text: str) -> None:
    if text:
        pieces.append(Piece(op, text))
