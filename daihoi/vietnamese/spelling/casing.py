"""Capitals: one thing is written one way in a text, and a name as it is registered (S66)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from daihoi.vietnamese.spelling.slips import Slip, SlipCode
from daihoi.vietnamese.text import nfc

# Common nouns: within a sentence they are small, unless a text always writes them large.
TERMS = ("đảng viên", "ủy viên", "đại biểu", "cấp ủy", "đồng chí", "cán bộ", "công chức")
_WORD = re.compile(r"[^\W\d_]+")
_BEGINS = re.compile(r"(?:^|[.!?:…|]|\n|[-+•]|\d[.)])[\s\"“(*_#]*$")
_LONGEST = 9  # syllables of a name looked at
_SHORTEST = 3


def casing(text: str, *, names: Iterable[str] = ()) -> Iterator[Slip]:
    """Names written otherwise than registered, then what the text itself writes in two ways."""
    taken: list[tuple[int, int]] = []
    for found in (*_of_names(text, names), *_of_terms(text), *_of_phrases(text)):
        if all(found.stop <= start or stop <= found.start for start, stop in taken):
            taken.append((found.start, found.stop))
            yield found


def _of_names(text: str, names: Iterable[str]) -> Iterator[Slip]:
    """Longer names first: one that is part of another is met inside it."""
    whole: list[tuple[int, int]] = []
    for name in sorted({nfc(name) for name in names if name}, key=len, reverse=True):
        for found in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            if any(start <= found.start() < stop for start, stop in whole):
                continue
            whole.append(found.span())
            if found[0] != name and not found[0].isupper():
                yield Slip(SlipCode.CASING, found.start(), found[0], name)


def _of_terms(text: str) -> Iterator[Slip]:
    for term in TERMS:
        found = [
            one
            for one in re.finditer(rf"\b{term}\b", text, re.IGNORECASE)
            if not one[0].isupper() and not _begins(text, one.start())
        ]
        ways = {one[0] for one in found}
        if len(ways) > 1:
            for one in found:
                if one[0] != term:
                    yield Slip(SlipCode.CASING, one.start(), one[0], term)


def _of_phrases(text: str) -> Iterator[Slip]:
    """Longer phrases with a capital first that stand in two ways: the rarer one, else the smaller."""
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, list[int]] = defaultdict(list)
    for start, phrase in _phrases(text):
        ways[phrase.lower()][phrase] += 1
        places[phrase].append(start)
    for forms in sorted(ways.values(), key=lambda forms: -len(next(iter(forms)))):
        if len(forms) < 2:
            continue
        best = max(forms, key=lambda form: (forms[form], sum(map(str.isupper, form))))
        for form in forms:
            if form != best:
                yield from (Slip(SlipCode.CASING, at, form, best) for at in places[form])


def _phrases(text: str) -> Iterator[tuple[int, str]]:
    """Runs of words that begin with a capital within a sentence, of every length looked at."""
    words = list(_WORD.finditer(text))
    for place, first in enumerate(words):
        if not first[0][0].isupper() or first[0].isupper() or _begins(text, first.start()):
            continue
        for last in range(place + 1, min(place + _LONGEST, len(words))):
            if text[words[last - 1].end() : words[last].start()] != " ":
                break
            if last - place + 1 >= _SHORTEST:
                yield first.start(), text[first.start() : words[last].end()]


def _begins(text: str, at: int) -> bool:
    return bool(_BEGINS.search(text[max(0, at - 12) : at])) or at == 0
