"""Names of people: the given name stands last and decides the order of every list."""

import unicodedata

from daihoi.vietnamese.text import nfc, tidy

# The 29 letters with f, j, w and z where the Latin alphabet has them. A key spends one lowercase
# ASCII digit or letter on each, so that it sorts alike by code point, "C" and ICU collations:
# 0 ends a word or a list of words, 1 goes before a digit, z before any other character.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_CODES = dict(zip(_ALPHABET, "23456789abcdefghijklmnopqrstuvwxy", strict=True))
_END = "0"
# ngang, huyền, hỏi, ngã, sắc, nặng
_TONE_CODES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = frozenset("\u0302\u0306\u031b")  # â, ă and ơ: letters of their own, not tones


def name_key(full: str) -> str:
    """What sorts people by given name, then family name, then middle names, all in Vietnamese order.

    Lowercase ASCII letters and digits only; a database column of it sorts by code point. The order
    after the given name is the count form's (Tham chiếu nghiệp vụ E-088).
    """
    words = tidy(full).split()
    if not words:
        return ""
    *others, given = words
    family, middle = others[:1], others[1:]
    return "".join(_words_key(part) for part in ([given], family, middle))


def initials(full: str) -> str:
    """First letters of family and given name in capitals: Hoàng Đức Thiện → HT."""
    words = tidy(full).split()
    return "".join(word[0].upper() for word in ([words[0], words[-1]] if words[1:] else words))


def capitalised(full: str) -> str:
    """Tidy a name; one typed in ALL CAPS gets capitals only at its words' beginnings."""
    name = tidy(full)
    if not name.isupper():
        return name
    return " ".join("-".join(p.capitalize() for p in word.split("-")) for word in name.split(" "))


def _words_key(words: list[str]) -> str:
    return "".join(_word_key(word) for word in words) + _END


def _word_key(word: str) -> str:
    """Letters, then an end mark, then the tone: marks decide only between equal letters."""
    tone = "0"
    codes = []
    for mark_or_letter in _letters(word):
        if mark_or_letter in _TONE_CODES:
            tone = _TONE_CODES[mark_or_letter]
        else:
            codes.append(_code(mark_or_letter))
    return "".join(codes) + _END + tone


def _letters(word: str) -> list[str]:
    """Lower-case letters with their shape composed, tones and foreign marks apart."""
    letters: list[str] = []
    for character in unicodedata.normalize("NFD", word.casefold()):
        if character in _SHAPES and letters:
            # A dot below stands before the breve or circumflex in NFD.
            at = -2 if letters[-1] in _TONE_CODES and len(letters) > 1 else -1
            letters[at] = nfc(letters[at] + character)
        elif character in _TONE_CODES or unicodedata.category(character) != "Mn":
            letters.append(character)
    return letters


def _code(character: str) -> str:
    if character in _LETTER_CODES:
        return _LETTER_CODES[character]
    if character.isascii() and character.isdigit():
        return f"1{character}"
    return f"z{ord(character):06x}"
