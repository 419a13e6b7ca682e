"""What a paragraph says, piece by piece as a file has it, made into the runs of an outline."""

import unicodedata
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from daihoi.papers.outline import Run, Runs
from daihoi.papers.reading.legacy import SOFT_HYPHEN
from daihoi.papers.reading.styles import PLAIN, Marks

# Words, their marks, a footnote (it or the words are ""), whether they stand for words to come.
Piece: TypeAlias = tuple[str, Marks, str, bool]

_ALL_BUT_WORDS = itemgetter(1, 2, 3)


def runs_of(pieces: list[Piece]) -> Runs:
    """Neighbours with the same marks joined, in NFC, without white space at the ends."""
    joined = pieces
    if len(pieces) > 1:
        joined = []
        for (marks, note, gap), group in groupby(pieces, key=_ALL_BUT_WORDS):
            same = list(group)
            joined += same if note else [("".join([piece[0] for piece in same]), marks, "", gap)]
    first, last = 0, len(joined)
    while first < last and _is_blank(joined[first]):
        first += 1
    while first < last and _is_blank(joined[last - 1]):
        last -= 1
    runs = []
    for n in range(first, last):
        text, marks, note, gap = joined[n]
        text = text.lstrip() if n == first else text
        text = text.rstrip() if n == last - 1 else text
        runs.append(Run(_composed(text), *marks, note, gap))
    return tuple(runs)


def _is_blank(piece: Piece) -> bool:
    return not piece[2] and not piece[0].strip().strip(SOFT_HYPHEN)


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def beyond(marks: Marks, given: Marks) -> Marks:
    """``marks`` without those that are given anyway."""
    if given == PLAIN:
        return marks
    bold, italic, underline = (mark and not there for mark, there in zip(marks, given, strict=True))
    return bold, italic, underline
