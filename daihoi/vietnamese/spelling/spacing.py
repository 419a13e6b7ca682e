"""Spaces and marks between words (khoảng cách, dấu câu)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from daihoi.vietnamese.spelling.slips import CAPITALS, Slip, SlipCode

# What looks like a slip inside these is none: addresses, fields, marks of a draft, numbers.
# Every part has its longest length, so that no text takes more than a moment.
_KEPT = re.compile(
    r"https?://\S+|[^\s@]{1,64}@[^\s@]{1,64}\.[^\s@]{1,64}|\{\{[^{}\n]{0,200}\}\}"
    r"|(?<!\d)\d{1,20}[.,:/-]\d[\d.,:/-]*|\.\./\.|\./\."
    r"|\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,9}\b"
)
_BEFORE = re.compile(r"(?<=\S)[ \u00a0]+(?=[,;:.!?)\]”»](?!\S*/))")
_AFTER = re.compile(
    r"(?<![,;:])[,;:](?=[^\W\d_])|(?<=[^\W\d_]{2})[.!?](?=[" + CAPITALS + r"][^\W\d_])"
)
_OPENED = re.compile(r"(?<=[(\[“«])[ \u00a0]+(?=\S)")
_DOUBLED = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_REPEATED = re.compile(r"([,;:])[ \u00a0]*\1+|(?<!\.)\.\.(?!\.)")
_PAIRS = {"(": ")", "[": "]", "“": "”", "«": "»"}
_LINE = re.compile(r"[^\n]+")


def spaces(text: str) -> Iterator[Slip]:
    """Spaces too many or missing around marks; "phòng ,chống" has one of each."""
    kept = [found.span() for found in _KEPT.finditer(text)]
    patterns = (
        (_BEFORE, SlipCode.SPACE_BEFORE, ""),
        (_OPENED, SlipCode.SPACE_INSIDE, ""),
        (_DOUBLED, SlipCode.SPACE_DOUBLED, " "),
    )
    seen: set[int] = set()
    for pattern, code, instead in patterns:
        for found in pattern.finditer(text):
            if found.start() not in seen and not _inside(found.start(), kept):
                seen.add(found.start())
                yield Slip(code, found.start(), found[0], instead)
    for found in _AFTER.finditer(text):
        if not _inside(found.start(), kept):
            yield Slip(SlipCode.SPACE_AFTER, found.start(), found[0], f"{found[0]} ")
    for found in _REPEATED.finditer(text):
        if not _inside(found.start(), kept):
            yield Slip(SlipCode.MARK_DOUBLED, found.start(), found[0], found[0][0])


def unbalanced(text: str) -> Iterator[Slip]:
    """Brackets and quotation marks that open or close alone, line by line."""
    for line in _LINE.finditer(text):
        yield from _alone(line[0], line.start())


def _alone(line: str, at: int) -> Iterator[Slip]:
    opened: list[tuple[str, int]] = []
    for place, letter in enumerate(line):
        if letter in _PAIRS:
            opened.append((letter, place))
        elif letter in _PAIRS.values():
            if opened and _PAIRS[opened[-1][0]] == letter:
                opened.pop()
            elif not _counts(line, place):
                yield Slip(SlipCode.UNBALANCED, at + place, letter, None)
    if line.count('"') % 2:
        opened.append(('"', line.rindex('"')))
    for letter, place in opened:
        yield Slip(SlipCode.UNBALANCED, at + place, letter, None)


def _counts(line: str, place: int) -> bool:
    """Items begin with "a)" and "1)"."""
    before = line[max(0, place - 4) : place]
    return line[place] == ")" and bool(re.search(r"(?:^|[\s;,*_])\w{1,3}$", before))


def _inside(place: int, ranges: list[tuple[int, int]]) -> bool:
    """Whether one of the ranges, which are in order and apart, covers a place."""
    found = bisect_right(ranges, place, key=itemgetter(0)) - 1
    return found >= 0 and place < ranges[found][1]
