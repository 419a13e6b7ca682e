"""The sentences a change touches, to show before and after side by side."""

import re

from daihoi.papers.comparison.words import changed_spans, tidy

END = r"[.!?…]+[”\"')\]]*(?=\s|$)|;(?=\s|$)"  # compiled by `re` when first asked for
LAST_WORD = r"[^\s(“\"]*$"
NUMBERING = r"(?:\d+\.)*\d+|[IVXLC]+|[A-Za-zĐđ]"
ABBREVIATIONS = frozenset(
    {"tp", "tx", "tt", "q", "p", "đ/c", "đc", "ts", "ths", "gs", "pgs", "bs", "cn", "ks"}
    | {"tr", "nxb", "stt", "v.v", "vv", "ng"}
)

Stretch = tuple[int, int]


def sentences(text: str) -> list[Stretch]:
    """Where each sentence (or clause that ends in a semicolon) begins and ends, without spaces.

    A point inside a number, after an abbreviation (TP., TS.), after a number at the head of the
    text (1.2., IV.) or before a small letter ends nothing.
    """
    stretches = []
    start = 0
    for found in re.finditer(END, text):
        end = found.end()
        if found.group() == "." and not _ends_here(text, start, found.start()):
            continue
        stretches.append((start, end))
        start = end + len(text[end:]) - len(text[end:].lstrip())
    if start < len(text):
        stretches.append((start, len(text)))
    return stretches


def changed_sentence(old_text: str, new_text: str) -> tuple[str, str]:
    """The sentences before and after the changes between two texts, both tidied.

    ``""`` where a whole sentence is new or gone; sentences that do not follow each other are
    joined by " … ".
    """
    old, new = tidy(old_text), tidy(new_text)
    old_all, new_all = sentences(old), sentences(new)
    old_hit: set[int] = set()
    new_hit: set[int] = set()
    for span in changed_spans(old, new):
        gone, come = (span.old_start, span.old_end), (span.new_start, span.new_end)
        old_hit |= _touched(old_all, gone, other_is_whole=_is_whole(new, new_all, come))
        new_hit |= _touched(new_all, come, other_is_whole=_is_whole(old, old_all, gone))
    return _told(old, old_all, old_hit), _told(new, new_all, new_hit)


def _ends_here(text: str, start: int, point: int) -> bool:
    rest = text[point + 1 :].lstrip()
    if not rest:
        return True
    word = re.search(LAST_WORD, text[start:point])
    last = word.group() if word else ""
    if last.lower() in ABBREVIATIONS or rest[0].islower():
        return False
    return not (re.fullmatch(NUMBERING, last) and text[start:point] == last)


def _touched(stretches: list[Stretch], part: Stretch, *, other_is_whole: bool) -> set[int]:
    start, end = part
    if start < end:
        return {n for n, (a, b) in enumerate(stretches) if a < end and start < b}
    if other_is_whole:
        return set()
    return set([n for n, (a, b) in enumerate(stretches) if a <= start <= b][:1])


def _is_whole(text: str, stretches: list[Stretch], part: Stretch) -> bool:
    """Whether the part is made of whole sentences."""
    chunk = text[part[0] : part[1]]
    start = part[0] + len(chunk) - len(chunk.lstrip())
    end = part[0] + len(chunk.rstrip())
    starts, ends = {a for a, _ in stretches}, {b for _, b in stretches}
    return start < end and start in starts and end in ends


def _told(text: str, stretches: list[Stretch], hit: set[int]) -> str:
    told = ""
    last = -1
    for n in sorted(hit):
        start, end = stretches[n]
        if told:
            told += " " if n == last + 1 else " … "
        told += text[start:end]
        last = n
    return told
