"""Whether a heading means a column: spelling marks, abbreviations and slips of the pen apart."""

import re
from collections.abc import Iterable
from functools import lru_cache

from daihoi.vietnamese.text import fold

EXACT, SHORTENED, MISSPELT = 3, 2, 1
FILLERS = {"va", "cua", "theo"}

_NOTES = re.compile(r"\([^()]*\)")
_WORDS = re.compile(r"[^\W_]+")


def likeness(title: str, accepted: Iterable[str]) -> int:
    """How well ``title`` means one of ``accepted``: 3 the same words, 2 shortened, 1 misspelt, 0 no.

    What stands in brackets may be left out of the title ("Họ và tên (chữ in hoa)").
    """
    titles = [words for words in (_words(title), _words(_NOTES.sub(" ", title))) if words]
    wanted = [_words(heading) for heading in accepted]
    return max((_score(have, want) for have in titles for want in wanted), default=0)


@lru_cache(maxsize=4096)  # every cell near the top is held against the same headings
def _words(title: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(fold(title)))


def _score(have: tuple[str, ...], want: tuple[str, ...]) -> int:
    if "".join(have) == "".join(want):
        return EXACT
    if _shortens(have, want):
        return SHORTENED
    return MISSPELT if _misspells("".join(have), "".join(want)) else 0


def _shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Each short word begins a full one or is the initials of several; no full word is lost.

    "Đ.vị" and "ĐV" shorten "Đơn vị"; "Họ tên" shortens "Họ và tên".
    """
    if not short or not full:
        return not short and all(word in FILLERS for word in full)
    word = short[0]
    if full[0].startswith(word) and _shortens(short[1:], full[1:]):
        return True
    if full[0] in FILLERS and _shortens(short, full[1:]):
        return True
    initials = "".join(each[0] for each in full[: len(word)])
    return len(word) > 1 and initials == word and _shortens(short[1:], full[len(word) :])


def _misspells(have: str, want: str) -> bool:
    """One slip in five letters or more, two in twelve or more."""
    allowed = 0 if len(want) < 5 else 1 if len(want) < 12 else 2
    if abs(len(have) - len(want)) > allowed or len(set(have) ^ set(want)) > 2 * allowed:
        return False  # a slip brings in or loses at most one letter each; counting slips is slow
    return 0 < _slips(have, want) <= allowed


def _slips(have: str, want: str) -> int:
    """Letters added, lost, changed or swapped with the next (optimal string alignment distance)."""
    before: list[int] = []
    above = list(range(len(want) + 1))
    for i, letter in enumerate(have, 1):
        row = [i]
        for j, wanted in enumerate(want, 1):
            cost = min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == want[j - 2] and have[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]
