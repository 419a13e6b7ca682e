"""How a Vietnamese syllable is built: onset, rhyme and tone (âm đầu, vần, thanh).

Says whether letters can be a syllable at all, not whether the syllable is a word.
"""

import re
import unicodedata
from functools import lru_cache

from daihoi.vietnamese.spelling.slips import like
from daihoi.vietnamese.text import nfc

TONES = dict(
    zip("\u0300\u0301\u0309\u0303\u0323", ["huyền", "sắc", "hỏi", "ngã", "nặng"], strict=True)
)
_TONE_MARKS = "".join(TONES)
_ONSETS = [
    "ngh",
    "ng",
    "gh",
    "gi",
    "g",
    "kh",
    "k",
    "nh",
    "n",
    "ph",
    "p",
    "th",
    "tr",
    "t",
    "ch",
    "c",
    "qu",
    "đ",
    "d",
    "b",
    "h",
    "l",
    "m",
    "r",
    "s",
    "v",
    "x",
]
# Written with h, or k, before i, e, ê only.
_ONSETS_MISTAKEN = (("ngh", "ng"), ("ng", "ngh"), ("gh", "g"), ("g", "gh"), ("k", "c"), ("c", "k"))
_RHYMES = frozenset(
    [
        "a",
        "ac",
        "ach",
        "ai",
        "am",
        "an",
        "ang",
        "anh",
        "ao",
        "ap",
        "at",
        "au",
        "ay",
        "ăc",
        "ăm",
        "ăn",
        "ăng",
        "ăp",
        "ăt",
        "âc",
        "âm",
        "ân",
        "âng",
        "âp",
        "ât",
        "âu",
        "ây",
        "e",
        "ec",
        "em",
        "en",
        "eng",
        "eo",
        "ep",
        "et",
        "ê",
        "êch",
        "êm",
        "ên",
        "ênh",
        "êp",
        "êt",
        "êu",
        "i",
        "ia",
        "ich",
        "im",
        "in",
        "inh",
        "ip",
        "it",
        "iu",
        "iêc",
        "iêm",
        "iên",
        "iêng",
        "iêp",
        "iêt",
        "iêu",
        "o",
        "oc",
        "oi",
        "om",
        "on",
        "ong",
        "op",
        "ot",
        "ooc",
        "oong",
        "oa",
        "oac",
        "oach",
        "oai",
        "oam",
        "oan",
        "oang",
        "oanh",
        "oao",
        "oap",
        "oat",
        "oay",
        "oăc",
        "oăm",
        "oăn",
        "oăng",
        "oăt",
        "oe",
        "oen",
        "oeo",
        "oet",
        "ô",
        "ôc",
        "ôi",
        "ôm",
        "ôn",
        "ông",
        "ôp",
        "ôt",
        "ơ",
        "ơi",
        "ơm",
        "ơn",
        "ơp",
        "ơt",
        "u",
        "ua",
        "uc",
        "ui",
        "um",
        "un",
        "ung",
        "up",
        "ut",
        "ư",
        "ưa",
        "ưc",
        "ưi",
        "ưm",
        "ưn",
        "ưng",
        "ưt",
        "ưu",
        "uôc",
        "uôi",
        "uôm",
        "uôn",
        "uông",
        "uôt",
        "ươc",
        "ươi",
        "ươm",
        "ươn",
        "ương",
        "ươp",
        "ươt",
        "ươu",
        "uân",
        "uâng",
        "uât",
        "uây",
        "uê",
        "uêch",
        "uênh",
        "uêt",
        "uơ",
        "uy",
        "uya",
        "uych",
        "uyên",
        "uyêt",
        "uynh",
        "uyn",
        "uyt",
        "uyu",
        "uyp",
        "y",
        "yêm",
        "yên",
        "yêng",
        "yêt",
        "yêu",
    ]
)
_STOPPED = re.compile(r"(?:p|t|c|ch)$")
_FRONT = tuple("ieêy")
_AFTER_Y = frozenset(["y", "yên", "yêt", "ynh", "ych", "yt", "yn", "yt", "yp"])
_Y_ONSETS = frozenset("hklmst") | {""}


def without_tone(syllable: str) -> tuple[str, str]:
    """The letters of a lower-case syllable without its tone, and the tone ("" for ngang)."""
    letters = unicodedata.normalize("NFD", syllable)
    found = [letter for letter in letters if letter in _TONE_MARKS]
    bare = unicodedata.normalize("NFC", "".join(x for x in letters if x not in _TONE_MARKS))
    return bare, TONES[found[0]] if len(found) == 1 else "?" * len(found)


def split_tone(letter: str) -> tuple[str, str]:
    """A letter without its tone, in its case, and the combining mark of the tone or ""."""
    parts = unicodedata.normalize("NFD", letter)
    mark = "".join(part for part in parts if part in _TONE_MARKS)
    return nfc("".join(part for part in parts if part not in _TONE_MARKS)), mark


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether the letters can be one Vietnamese syllable, whatever the case."""
    bare, tone = without_tone(nfc(word).lower())
    if tone.startswith("?"):
        return False
    return any(_fits(onset, bare[len(onset) :], tone) for onset in _onsets_of(bare))


def _onsets_of(bare: str) -> list[str]:
    return [onset for onset in _ONSETS if bare.startswith(onset)] + [""]


def _fits(onset: str, rhyme: str, tone: str) -> bool:
    if _STOPPED.search(rhyme) and tone not in {"sắc", "nặng"}:
        return False
    if onset == "qu":
        return rhyme in _AFTER_Y or (rhyme in _RHYMES and rhyme[0] not in "uưo")
    if rhyme not in _RHYMES:
        return False
    if onset == "gi":
        return rhyme[0] != "y"
    if rhyme[0] == "y":
        return onset in _Y_ONSETS if rhyme == "y" else onset == ""
    return _spelled_with(onset, rhyme)


def _spelled_with(onset: str, rhyme: str) -> bool:
    """k, gh and ngh stand before i, e, ê; c, g and ng before the others. "gì" and "gìn" are gi."""
    front = rhyme.startswith(_FRONT)
    if onset in {"k", "gh", "ngh"}:
        return front
    if onset in {"c", "ng"}:
        return not front
    if onset == "g":
        return not front or rhyme.startswith("i")
    return onset != "" or not rhyme.startswith("iê")


def respelled(word: str) -> str | None:
    """The onset as it is written before that vowel ("ngành" for "nghành"); None if nothing fits."""
    small = nfc(word).lower()
    for wrong, right in _ONSETS_MISTAKEN:
        if small.startswith(wrong) and is_syllable(meant := right + small.removeprefix(wrong)):
            return like(meant, word)
    return None
