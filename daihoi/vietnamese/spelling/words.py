"""Words: syllables that cannot be, and pairs that differ in marks only from those in use (S66)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from daihoi.vietnamese.spelling.slips import Slip, SlipCode, like
from daihoi.vietnamese.spelling.syllables import is_syllable, respelled, split_tone, without_tone
from daihoi.vietnamese.text import fold, nfc

PAIRS = Path(__file__).with_name("pairs.txt")
_WORD = re.compile(r"[^\W\d_]+")
_BORROWED = frozenset(
    ["lênin", "micrô", "ôtô", "kạn", "ăngghen", "mátxcơva", "rađiô", "môtô", "ximăng"]
)
_FOREIGN_ENDS = ("k", "r", "l", "s", "b")  # Đắk Lắk, Krông: names of other languages
_APART = re.compile(r"[^ \u00a0]")
_NFC_MARK = re.compile(r"[^\x00-\x7f]")
# Two places for one tone: both are in use, in one text only one.
_TWO_WAYS = frozenset({"oa", "oe", "uy"})


@cache
def known_pairs() -> frozenset[str]:
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    return frozenset(nfc(line.strip()) for line in lines if line and not line.startswith("#"))


@cache
def _by_folded() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for pair in sorted(known_pairs()):
        found[fold(pair)].append(pair)
    return {key: tuple(pairs) for key, pairs in found.items()}


def wrong_words(text: str, *, names: Iterable[str] = ()) -> Iterator[Slip]:
    """Pairs that differ in marks only from a pair in use, then syllables that cannot be any.

    ``text`` is NFC. ``names`` are accepted as they are. A pair is left alone where one of its two
    belongs to a known pair with its other neighbour: "thi hành án" holds no "hành an".
    """
    words = list(_WORD.finditer(text))
    own = {word for name in names for word in _WORD.findall(nfc(name).lower())}
    lower = [word[0].lower() for word in words]
    covered = _covered(text, words, lower)
    taken: set[int] = set()
    for place, (first, second) in enumerate(pairwise(words)):
        if place in covered or place + 1 in covered or not _adjacent(text, first, second):
            continue
        for slip in _wrong_pair(place, first, second, lower):
            if slip.start not in taken and slip.found.lower() not in own:
                taken.add(slip.start)
                yield slip
    for word in words:
        if word.start() not in taken and word[0].lower() not in own and _cannot_be(word[0]):
            yield Slip(SlipCode.SYLLABLE, word.start(), word[0], respelled(word[0]))


def tone_places(text: str) -> Iterator[Slip]:
    """Where the tone stands otherwise than in most of the text: "hoà" among "hòa"s."""
    placed = [(word, _tone_place(word[0])) for word in _WORD.finditer(text)]
    marked = [(word, place) for word, place in placed if place]
    new = sum(place == "new" for _word, place in marked)
    if not new or new == len(marked):
        return
    usual = "new" if new > len(marked) - new else "old"
    for word, place in marked:
        if place != usual:
            yield Slip(SlipCode.TONE_PLACE, word.start(), word[0], _turned(word[0]))


def _adjacent(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    between = text[first.end() : second.start()]
    return bool(between) and not _APART.search(between)


def _covered(text: str, words: list[re.Match[str]], lower: list[str]) -> set[int]:
    known = known_pairs()
    found: set[int] = set()
    for place, (first, second) in enumerate(pairwise(words)):
        pair = f"{_old(lower[place])} {_old(lower[place + 1])}"
        if pair in known and _adjacent(text, first, second):
            found |= {place, place + 1}
    return found


def _wrong_pair(
    place: int, first: re.Match[str], second: re.Match[str], lower: list[str]
) -> Iterator[Slip]:
    written = (_old(lower[place]), _old(lower[place + 1]))
    if first[0].isupper() and len(first[0]) > 1 and not second[0].isupper():
        return  # "CHXHCN", a name in capitals before a word
    for pair in _by_folded().get(fold(" ".join(written)), ()):
        meant = pair.split(" ")
        wrong = [n for n in (0, 1) if meant[n] != written[n]]
        if len(wrong) == 1 and not _is_name(first, second):
            word = (first, second)[wrong[0]]
            yield Slip(SlipCode.WORD, word.start(), word[0], like(meant[wrong[0]], word[0]))
            return


def _is_name(first: re.Match[str], second: re.Match[str]) -> bool:
    """Two capitals in a row name somebody: "Hoàng Chí", "Vi Phương"."""
    words = (first[0], second[0])
    return all(word[:1].isupper() for word in words) and not all(word.isupper() for word in words)


def _cannot_be(word: str) -> bool:
    """Only words with Vietnamese letters are judged: foreign words and symbols have none."""
    if not _NFC_MARK.search(word) or len(word) < 2 or word.lower() in _BORROWED:
        return False
    if word.isupper() and len(word) <= 8 and not is_syllable(word):
        return bool(without_tone(word.lower())[1])  # "ĐUK", "QĐ" are abbreviations
    if word[:1].isupper() and word.lower().endswith(_FOREIGN_ENDS):
        return False
    return not is_syllable(word)


def _old(word: str) -> str:
    return _turned(word) if _tone_place(word) == "new" else word


def _tone_place(word: str) -> str:
    """Old for "hòa", new for "hoà"; empty where both ways of writing agree."""
    bare, tone = without_tone(word.lower())
    rhyme = bare[-2:]
    if not tone or rhyme not in _TWO_WAYS or bare.startswith("qu") or len(bare) < 3:
        return ""
    return "new" if without_tone(word[-1].lower())[1] else "old"


def _turned(word: str) -> str:
    """The same syllable with its tone on the other of its last two letters."""
    head, letters = word[:-2], [split_tone(letter) for letter in word[-2:]]
    (one, one_mark), (two, two_mark) = letters
    return nfc(head + one + (two_mark + two if two_mark else two + one_mark))
