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


def _after_marks(text: str, index: int) -> int:
    """The next index that does not hold a combining mark or a zero-width character."""
    while index < len(text) and not _FOLDING[ord(text[index])]:
        index += 1
    return index
