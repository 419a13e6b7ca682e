"""Spelling marks: one form to store (NFC), one to search in (no marks, no case)."""

import re
import unicodedata

# NUL is among them: PostgreSQL takes no text that holds one.
_ZERO_WIDTH = dict.fromkeys(map(ord, "\x00\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACES = re.compile(r"[^\S\n]+")
_LINE_EDGES = re.compile(r" ?\n ?")


class _Folding(dict[int, str]):
    """What each character becomes in a search; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if code in _ZERO_WIDTH:
            folded = ""
        elif character.isspace():
            folded = " "
        else:
            parts = unicodedata.normalize("NFD", character.casefold())
            folded = "".join(c for c in parts if unicodedata.category(c) != "Mn")
            folded = folded.replace("đ", "d")
        self[code] = folded
        return folded


_FOLDING = _Folding()


def nfc(text: str) -> str:
    """Compose Vietnamese marks, so that equal words are equal strings."""
    return unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """NFC without zero-width characters; single spaces, none at the edges of a line."""
    spaced = _SPACES.sub(" ", nfc(text.translate(_ZERO_WIDTH)))
    return _LINE_EDGES.sub("\n", spaced).strip()


def fold(text: str) -> str:
    """Lower case without marks (đ → d) and with single spaces: equal for NFC and NFD."""
    return " ".join(unicodedata.normalize("NFD", text).translate(_FOLDING).split())


def find_folded(haystack: str, needle: str) -> list[tuple[int, int]]:
    """Where ``needle`` stands in ``nfc(haystack)``, marks and case apart.

    Half-open ranges in characters, left to right, never overlapping; none for an empty needle.
    """
    wanted = fold(needle)
    if not wanted:
        return []
    text = nfc(haystack)
    folded: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        for piece in _FOLDING[ord(character)]:
            if piece == " " and folded and folded[-1] == " ":
                continue
            folded.append(piece)
            origins.append(index)
    line, found, start = "".join(folded), [], 0
    while (at := line.find(wanted, start)) >= 0:
        start = at + len(wanted)
        found.append((origins[at], _after_marks(text, origins[start - 1] + 1)))
    return found


def find_words(haystack: str, written: str) -> list[tuple[int, int]]:
    """Where the words of a search stand in ``nfc(haystack)``, as `find_folded` says it.

    All of ``written`` where it stands as a whole, otherwise each of its pieces; from the beginning
    of a word to the end of one, only the last piece may go on.
    """
    text, pieces = nfc(haystack), written.split()
    whole = _standing(text, find_folded(text, " ".join(pieces)), goes_on=True)
    if whole or len(pieces) < 2:
        return whole
    last = len(pieces) - 1
    found = [
        place
        for number, piece in enumerate(pieces)
        for place in _standing(text, find_folded(text, piece), goes_on=number == last)
    ]
    return sorted(found)


def _standing(text: str, places: list[tuple[int, int]], *, goes_on: bool) -> list[tuple[int, int]]:
    return [
        (start, stop)
        for start, stop in places
        if not text[max(start - 1, 0) : start].isalnum()
        and (goes_on or not text[stop : stop + 1].isalnum())
    ]


def _after_marks(text: str, index: int) -> int:
    """The next index that does not hold a combining mark or a zero-width character."""
    while index < len(text) and not _FOLDING[ord(text[index])]:
        index += 1
    return index
