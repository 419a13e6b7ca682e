"""Vietnamese from before Unicode: letters that only a font of its own time shows right.

TCVN3 (ABC) gives every letter one sign and keeps capitals with marks in fonts of their own, whose
names end in H; VNI writes a letter and its marks as two signs. Both stand in a file as Western
letters. `decode` and `encode` know the tables (TCVN 5712:1993, VN3; VNI for Windows),
`read_as_unicode` judges text word by word, as files are often half converted.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Encoding(StrEnum):
    TCVN3 = "TCVN3"
    VNI = "VNI"


class LegacyFont(NamedTuple):
    encoding: Encoding
    is_capital: bool = False  # it shows every letter as a capital


class Reading(NamedTuple):
    """One passage read; the pieces are those given, each in Unicode (NFC)."""

    pieces: tuple[str, ...]
    converted: int  # words that were in the old encoding
    unclear: tuple[str, ...]  # words, as they are now, that hold a sign the encoding has not


_TCVN3_TABLE = """
¡Ă ¢Â £Ê ¤Ô ¥Ơ ¦Ư §Đ ¨ă ©â ªê «ô ¬ơ ®đ
µà ¶ả ·ã ¸á ¹ạ »ằ ¼ẳ ½ẵ ¾ắ Æặ Çầ Èẩ Éẫ Êấ Ëậ
Ìè Îẻ Ïẽ Ðé Ñẹ Òề Óể Ôễ Õế Öệ ×ì Øỉ Üĩ Ýí Þị
ßò áỏ âõ ãó äọ åồ æổ çỗ èố éộ êờ ëở ìỡ íớ îợ
ïù ñủ òũ óú ôụ õừ öử ÷ữ øứ ùự úỳ ûỷ üỹ ýý þỵ
"""
_TCVN3: Mapping[str, str] = {
    "\u00ad": "ư",  # a soft hyphen to everybody else
    **{pair[0]: pair[1] for pair in _TCVN3_TABLE.split()},
}
_VNI_TABLE = """
aùá aøà aûả aõã aïạ aêă aéắ aèằ aúẳ aüẵ aëặ aââ aáấ aàầ aåẩ aãẫ aäậ
eùé eøè eûẻ eõẽ eïẹ eâê eáế eàề eåể eãễ eäệ
oùó oøò oûỏ oõõ oïọ oâô oáố oàồ oåổ oãỗ oäộ
ôùớ ôøờ ôûở ôõỡ ôïợ uùú uøù uûủ uõũ uïụ öùứ öøừ öûử öõữ öïự
yùý yøỳ yûỷ yõỹ ôơ öư íí ìì æỉ óĩ òị îỵ ñđ
"""
_VNI_SMALL: Mapping[str, str] = {entry[:-1]: entry[-1] for entry in _VNI_TABLE.split()}
_VNI: Mapping[str, str] = {
    **_VNI_SMALL,
    **{signs.upper(): letter.upper() for signs, letter in _VNI_SMALL.items()},
    # Typists often leave the mark small beside a capital, or the other way round.
    **{s[0].upper() + s[1]: v.upper() for s, v in _VNI_SMALL.items() if len(s) == 2},
    **{s[0] + s[1].upper(): v for s, v in _VNI_SMALL.items() if len(s) == 2},
}
_TABLES: Mapping[Encoding, Mapping[str, str]] = {Encoding.TCVN3: _TCVN3, Encoding.VNI: _VNI}
_UNITS: Mapping[Encoding, re.Pattern[str]] = {
    encoding: re.compile("|".join([*sorted(table, key=len, reverse=True), "."]), re.DOTALL)
    for encoding, table in _TABLES.items()
}
_SIGNS: Mapping[Encoding, Mapping[str, str]] = {
    Encoding.TCVN3: {letter: sign for sign, letter in _TCVN3.items()},
    Encoding.VNI: {letter: signs for signs, letter in _VNI_SMALL.items()}
    | {letter.upper(): signs.upper() for signs, letter in _VNI_SMALL.items()},
}

_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+")
# What only Unicode has: letters beyond the Western ones, and marks that combine.
_ONLY_UNICODE = re.compile(r"[\u0102-\u01b0\u0300-\u036f\u1ea0-\u1ef9]")
_WESTERN = re.compile(r"[\u00a1-\u00ff]")  # where the old encodings live
_SIGNS_OF_ALL = frozenset("°±²³´¯¿º")  # neither encoding uses them
# A sign between letters that no word of any language has there: "Qu¶n", "ph¸t".
_ODD_SIGN = re.compile("[¢-¦¨©¬®µ¶¸¼-¾]")
_SIGN_INSIDE = re.compile(rf"\w*[^\W\d_]{_ODD_SIGN.pattern}+[^\W\d_]\w*")
_ABBREVIATION = re.compile(r"[A-ZĐƯ]{2,7}")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SYLLABLES = re.compile(
    r"(?:(?:ngh|ng|nh|n|gh|gi|g|kh|k|ch|c|ph|p|th|tr|t|qu|b|d|đ|h|l|m|r|s|v|x)?"
    r"(?:uyê|uya|uyu|uây|uôi|ươi|ươu|iêu|yêu|oai|oay|oao|oeo|uêu|iê|yê|ia|ua|uô|ưa|ươ|oa|oă|oe|oo"
    r"|uâ|uê|uơ|uy|ai|ay|ây|ao|au|âu|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
    r"(?:ch|c|m|ng|nh|n|p|t)?)"
)


def legacy_font(name: str) -> LegacyFont | None:
    """The encoding a font shows; None for one of Unicode. ".VnTimeH", ".VnArial", "VNI-Times"."""
    lowered = name.strip().lower()
    if lowered.startswith(("vni-", ".vni-")):
        return LegacyFont(Encoding.VNI)
    if lowered.startswith(".vn"):
        return LegacyFont(Encoding.TCVN3, is_capital=name.strip().endswith("H"))
    return None


def decode(text: str, encoding: Encoding) -> str:
    """The text in Unicode (NFC); what the table has not stays."""
    table = _TABLES[encoding]
    decoded = _UNITS[encoding].sub(lambda unit: table.get(unit[0], unit[0]), text)
    return unicodedata.normalize("NFC", decoded)


def encode(text: str, encoding: Encoding) -> str:
    """The signs a font of this encoding shows as ``text``; ``ValueError`` if it has none.

    TCVN3 has no capitals with tone marks: its capital fonts show the small ones so.
    """
    signs, written = _SIGNS[encoding], []
    for letter in unicodedata.normalize("NFC", text):
        if letter not in signs and not letter.isascii() and letter.isalpha():
            raise ValueError(f"{encoding} has no sign for {letter}")
        written.append(signs.get(letter, letter))
    return "".join(written)


def read_as_unicode(pieces: Sequence[str], fonts: Sequence[LegacyFont]) -> Reading:
    """What the pieces of one passage say, each set in its font; words and letters may cross them.

    The fonts are of one encoding. A word of real Unicode is left. One that could be either goes
    with most of the passage, and when that says nothing with the font.
    """
    encoding, text = fonts[0].encoding, "".join(pieces)
    words = list(_WORD.finditer(text))
    verdicts = [_judged(word[0], encoding) for word in words]
    is_unicode = sum(verdicts) > 0
    owner = [number for number, piece in enumerate(pieces) for _ in piece]
    letters: list[list[str]] = [[] for _ in pieces]
    unclear: dict[str, None] = {}
    converted = at = 0
    for word, verdict in zip(words, verdicts, strict=True):
        if verdict > 0 or (verdict == 0 and is_unicode):
            continue
        for index in range(at, word.start()):
            letters[owner[index]].append(text[index])
        at, decoded = word.end(), []
        for unit in _UNITS[encoding].finditer(text, *word.span()):
            piece = owner[unit.start()]
            letter = _TABLES[encoding].get(unit[0], unit[0])
            decoded.append(letter.upper() if fonts[piece].is_capital else letter)
            letters[piece].append(decoded[-1])
        if not _is_explained(word[0], encoding):
            unclear[word[0]] = None
        converted += not word[0].isascii()
    for index in range(at, len(text)):
        letters[owner[index]].append(text[index])
    read = tuple(unicodedata.normalize("NFC", "".join(piece)) for piece in letters)
    return Reading(read, converted, tuple(unclear))


def recognised(text: str, *, least: int = 3) -> Encoding | None:
    """The old encoding of a passage that is set in a font of Unicode.

    Only when nothing speaks against it: nearly every word with marks is Vietnamese once decoded
    (names of other tongues are not), and ``least`` of them, half of all, are nothing as they stand.
    """
    if text.isascii() or not _WESTERN.search(text) or _ONLY_UNICODE.search(text):
        return None
    words = {word for word in text.split() if _WESTERN.search(word)}
    for encoding in Encoding:
        decoded = {word: decode(word, encoding) for word in words if _is_explained(word, encoding)}
        odd = len(words) - sum(map(_is_vietnamese, decoded.values()))
        if odd > len(words) // 10:
            continue
        strong = {
            letters
            for word, reading in decoded.items()
            if not _is_vietnamese(word)
            for letters in _LETTERS.findall(reading)
            if len(letters) > 1 and not letters.isascii() and _are_syllables(letters)
        }
        if len(strong) >= max(least, len(words) // 2):
            return encoding
    return None


def is_suspect(text: str) -> bool:
    """Whether text set in a font of Unicode has two words that only an old encoding explains."""
    if not _ODD_SIGN.search(text):
        return False
    odd = {decode(word, encoding) for word in _SIGN_INSIDE.findall(text) for encoding in Encoding}
    return len([word for word in odd if _are_syllables(word)]) >= 2


@lru_cache(maxsize=8192)  # the words of a paper come again and again
def _judged(word: str, encoding: Encoding) -> int:
    """1: the word is Unicode; -1: it is in the old encoding; 0: it could be either."""
    if word.isascii():
        return 0
    if _ONLY_UNICODE.search(word):
        return 1
    reads = _is_explained(word, encoding) and _is_vietnamese(decode(word, encoding))
    return int(_is_vietnamese(word)) - int(reads)


def _is_explained(word: str, encoding: Encoding) -> bool:
    """Whether the encoding has every Western letter of the word."""
    table = _TABLES[encoding]
    left = (unit[0] for unit in _UNITS[encoding].finditer(word) if unit[0] not in table)
    return all(sign in _SIGNS_OF_ALL or not _WESTERN.match(sign) for sign in left)


@lru_cache(maxsize=8192)
def _is_vietnamese(word: str) -> bool:
    """Whether every part of a word with marks is made of syllables, or of an abbreviation's capitals.

    A word with a sign that is no letter, as "¸", is not.
    """
    if any(_WESTERN.match(s) and not s.isalpha() and s not in _SIGNS_OF_ALL for s in word):
        return False
    return all(
        letters.isascii() or _are_syllables(letters) or _ABBREVIATION.fullmatch(letters)
        for letters in _LETTERS.findall(word)
    )


def _are_syllables(letters: str) -> bool:
    """Whether the letters are one Vietnamese syllable, with one tone at most."""
    parts = unicodedata.normalize("NFD", letters.lower())
    toneless = "".join(part for part in parts if part not in _TONES)
    if len(parts) - len(toneless) > 1:
        return False
    return _SYLLABLES.fullmatch(unicodedata.normalize("NFC", toneless)) is not None
