"""Places in a paper as people write them: "Phần thứ hai, mục III, chỉ tiêu 5", "P2.IV.1.1"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from daihoi.vietnamese.numerals import from_ordinal_words, from_roman
from daihoi.vietnamese.text import fold

# What offices print on one A4 page at 14 pt. Only chooses between two sections of the same number
# when the writer also named a page.
CHARACTERS_PER_PAGE = 2300

_ORDINAL = r"(?:thu \w+(?: muoi(?: \w+)?)?|[ivxl]+|\d+)\b"
# Syllables such as "vi" are Roman numerals too: one counts after "mục" or alone.
_SECTION = r"(?:\bmuc (?:so )?(?P<section>[ivxl]+)\b|(?<![a-z] )\b(?P<lone>[ivxl]+)(?=[.,;:)]|$))"
_STEPS = re.compile(
    "|".join(
        (
            rf"\b(?:phan|p\.?) ?(?P<part>{_ORDINAL})",
            r"\b(?:bieu|bang)(?: so)? (?P<table>\d+)",
            r"\b(?:chi tieu|tieu chi|dong|hang)(?: so| thu)? (?P<row>\d+)",
            r"\b(?:trang|tr\.?) ?(?P<page>\d+)",
            r"\b(?:doan|khoi)(?: so| thu)? (?P<paragraph>\d+)",
            rf"{_SECTION}(?P<under>(?:\.\d+)*)",
            r"\b(?P<numbers>\d+(?:\.\d+)*)\b(?! ?%)",
        )
    ),
    re.ASCII,
)
_WHOLE = re.compile(r"(?:toan|ca)(?: bo)?(?: van| van ban| bao cao| du thao| tai lieu| van kien)?")
_FILLERS = re.compile(
    r"\b(?:tieu muc|muc|khau|khoan|diem|y|noi dung|va|so|thu|phan)\b(?= *(?:,|$))"
)
_HEADING = re.compile(
    rf"(?:phan|chuong) (?P<part>{_ORDINAL})"
    r"|(?P<section>[ivxl]+)[.)](?: |$)"
    r"|(?:[ivxl]+\.)?(?P<numbers>\d+(?:\.\d+)*)[.)]?(?: |$)",
    re.ASCII,
)
_CAPTION = re.compile(r"(?:bieu|bang)(?: so)? (\d+)\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """The steps of a written place, outermost first; None or empty where it does not say."""

    is_whole: bool = False  # toàn văn
    part: int | None = None  # phần
    section: int | None = None  # mục in Roman numerals
    numbers: tuple[int, ...] = ()  # 1.7 → (1, 7)
    table: int | None = None  # biểu số
    row: int | None = None  # dòng or chỉ tiêu, as numbered in the table
    page: int | None = None
    paragraph: int | None = None  # đoạn, 1-based among all blocks
    words: tuple[str, ...] = ()  # what is named by its words, folded


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """What is needed of a block to find it; in reading order.

    ``kind`` is heading, paragraph, item or table; ``level`` is 1-9 for a heading, 0-8 for an item.
    ``number`` is the automatic number of an item (0 if none); ``rows`` the first cell's words of
    each row of a table.
    """

    key: str
    kind: str
    level: int
    text: str
    number: int = 0
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """The most specific block a place names.

    ``path`` holds the keys of the headings over it, outermost first, then its own; with a row
    also that row's index as text: places inside one another have paths that begin alike.
    """

    key: str
    path: tuple[str, ...]
    row: int | None = None  # 0-based among all rows of the table, header rows too


def parse_place(text: str) -> Place:
    """Read a written place. What is not understood stays in ``words``; nothing raises."""
    written = fold(text)
    if _WHOLE.fullmatch(written.strip(" .")):
        return Place(is_whole=True)
    found: dict[str, int] = {}
    numbers: tuple[int, ...] = ()
    for match in _STEPS.finditer(written):
        for name, value in match.groupdict(default="").items():
            if name in {"numbers", "under"}:
                numbers += tuple(int(number) for number in value.split(".") if number)
            elif (number := _number(value)) is not None:
                found.setdefault(name, number)
    rest = _FILLERS.sub("", _STEPS.sub(",", written))
    return Place(
        part=found.get("part"),
        section=found.get("section", found.get("lone")),
        numbers=numbers,
        table=found.get("table"),
        row=found.get("row"),
        page=found.get("page"),
        paragraph=found.get("paragraph"),
        words=tuple(word for part in re.split(r"[,;:()]| - ", rest) if (word := part.strip(" ."))),
    )


def locate(place: Place | str, blocks: Sequence[PlacedBlock]) -> Located | None:
    """Find the most specific block a place names.

    None for the whole paper, for a page alone, and for a place that fits several sections equally:
    a wrong place is worse than none. To place many, make one ``Locator`` of the blocks.
    """
    return Locator(blocks).locate(place)


class Locator:
    """The blocks of one version, read once, to place many opinions in them."""

    def __init__(self, blocks: Sequence[PlacedBlock]) -> None:
        self._blocks = blocks
        self._texts = [fold(block.text) for block in blocks]
        self._labels = [
            _label(text) if block.kind == "heading" else None
            for block, text in zip(blocks, self._texts, strict=True)
        ]
        self._offsets = [0, *accumulate(len(block.text) for block in blocks)]
        self._paths = _paths(blocks)

    def locate(self, place: Place | str) -> Located | None:
        """As the function ``locate``."""
        steps = parse_place(place) if isinstance(place, str) else place
        if steps.paragraph is not None:
            at = steps.paragraph - 1
            return self._located(at) if 0 <= at < len(self._blocks) else None
        span = range(len(self._blocks))
        for label in (("part", steps.part), ("section", steps.section)):
            if label[1] is not None:
                section = self._choose(self._headings(span, label), steps)
                if section is None:
                    return None
                span = self._span(section)
        for narrowed in (self._by_number, self._by_table):
            outcome = narrowed(span, steps)
            if isinstance(outcome, Located):
                return outcome
            span = outcome
        for words in steps.words:
            span = self._by_words(span, words)
        return self._located(span.start) if len(span) < len(self._blocks) else None

    def several(self, place: Place | str) -> tuple[str, ...]:
        """The sections that a place fits equally, when nothing in it tells which; () otherwise."""
        steps = parse_place(place) if isinstance(place, str) else place
        span = range(len(self._blocks))
        for label in (("part", steps.part), ("section", steps.section)):
            if label[1] is None:
                continue
            found = self._headings(span, label)
            section = self._choose(found, steps)
            if section is None:
                return tuple(self._blocks[at].key for at in found)
            span = self._span(section)
        return ()

    def _headings(self, span: range, label: tuple[str, object]) -> list[int]:
        return [at for at in span if self._labels[at] == label]

    def _by_number(self, span: range, steps: Place) -> range | Located:
        """Narrow by a typed heading number; by an item's or a row's number where no heading has it."""
        if not steps.numbers:
            return span
        headings = self._headings(span, ("numbers", steps.numbers))
        if (at := self._choose(headings, steps)) is not None:
            return self._span(at)
        if len(span) == len(self._blocks):  # a number alone says too little
            return span
        for count in range(len(steps.numbers) - 1, 0, -1):
            # 1.2 may be item 2 under heading 1
            above = self._headings(span, ("numbers", steps.numbers[:count]))
            if len(above) == 1:
                span = self._span(above[0])
                break
        number = steps.numbers[-1]
        items = [at for at in span if self._is_item(at, number)]
        if len(items) == 1:
            return self._span(items[0])
        return self._row(span, number) or span

    def _is_item(self, at: int, number: int) -> bool:
        block = self._blocks[at]
        return block.kind == "item" and block.level == 0 and block.number == number

    def _by_table(self, span: range, steps: Place) -> range | Located:
        if steps.table is not None:
            at = self._captioned(span, steps.table) or self._captioned(
                range(len(self._blocks)), steps.table
            )
            if at is None:
                return span
            span = range(at, at + 1)
        if steps.row is not None:
            return self._row(span, steps.row) or span
        return span

    def _captioned(self, span: range, number: int) -> int | None:
        """The table at most two blocks below the caption of this number."""
        for at in span:
            caption = _CAPTION.match(self._texts[at])
            if caption and int(caption[1]) == number and self._blocks[at].kind != "table":
                for below in range(at + 1, min(at + 3, len(self._blocks))):
                    if self._blocks[below].kind == "table":
                        return below
        return None

    def _row(self, span: range, number: int) -> Located | None:
        """The row of this number, if one table alone has it."""
        rows = [
            (at, index)
            for at in span
            for index, first in enumerate(self._blocks[at].rows)
            if first.strip(" .").lstrip("0") == str(number)
        ]
        return self._located(rows[0][0], row=rows[0][1]) if len(rows) == 1 else None

    def _by_words(self, span: range, words: str) -> range:
        """Narrow to the one heading, or else the one block, that begins with these words."""
        begins = [at for at in span if _unlabelled(self._texts[at]).startswith(words)]
        headings = [at for at in begins if self._labels[at] or self._blocks[at].kind == "heading"]
        chosen = headings or begins
        return self._span(chosen[0]) if len(chosen) == 1 else span

    def _choose(self, candidates: list[int], steps: Place) -> int | None:
        """One of several sections of the same number: by words in it, else by the page named."""
        if len(candidates) <= 1:
            return candidates[0] if candidates else None
        scores = [self._words_in(at, steps.words) for at in candidates]
        best = [at for at, score in zip(candidates, scores, strict=True) if score == max(scores)]
        if len(best) == 1:
            return best[0]
        if steps.page is None:
            return None
        middle = (steps.page - 0.5) * CHARACTERS_PER_PAGE
        return min(best, key=lambda at: abs(self._offsets[at] - middle))

    def _words_in(self, at: int, words: tuple[str, ...]) -> int:
        texts = [self._texts[index] for index in self._span(at)]
        return sum(any(word in text for text in texts) for word in words)

    def _span(self, at: int) -> range:
        """A heading with all below it, an item with its sub-items, any other block alone."""
        first, end = self._blocks[at], at + 1
        if first.kind == "heading":
            while end < len(self._blocks) and not _closes(first, self._blocks[end]):
                end += 1
        elif first.kind == "item":
            while end < len(self._blocks) and _is_sub_item(first, self._blocks[end]):
                end += 1
        return range(at, end)

    def _located(self, at: int, *, row: int | None = None) -> Located:
        path = self._paths[at] if row is None else (*self._paths[at], str(row))
        return Located(key=self._blocks[at].key, path=path, row=row)


def _closes(heading: PlacedBlock, block: PlacedBlock) -> bool:
    return block.kind == "heading" and block.level <= heading.level


def _is_sub_item(item: PlacedBlock, block: PlacedBlock) -> bool:
    return block.kind == "item" and block.level > item.level


def _paths(blocks: Sequence[PlacedBlock]) -> list[tuple[str, ...]]:
    """For each block the keys of what it stands under (headings, then items), then its own."""
    paths: list[tuple[str, ...]] = []
    over: list[PlacedBlock] = []
    for block in blocks:
        if block.kind == "heading":
            over = [
                above for above in over if above.kind == "heading" and above.level < block.level
            ]
        elif block.kind == "item":
            over = [above for above in over if above.kind == "heading" or above.level < block.level]
        else:
            over = [above for above in over if above.kind == "heading"]
        paths.append((*(above.key for above in over), block.key))
        if block.kind in {"heading", "item"}:
            over.append(block)
    return paths


def _label(text: str) -> tuple[str, object] | None:
    """The number typed before a heading's words: ("part", 1), ("section", 3), ("numbers", (1, 7))."""
    match = _HEADING.match(text)
    if match is None or match.lastgroup is None:
        return None
    value = match[match.lastgroup]
    if match.lastgroup == "numbers":
        return "numbers", tuple(int(number) for number in value.split("."))
    return match.lastgroup, _number(value)


def _unlabelled(text: str) -> str:
    match = _HEADING.match(text)
    return text[match.end() :].lstrip() if match else text


def _number(text: str) -> int | None:
    """What a figure, a Roman numeral or "thứ hai" means; None for anything else."""
    if text.isdecimal():
        return int(text)
    try:
        return from_ordinal_words(text) if text.startswith("thu ") else from_roman(text)
    except ValueError:
        return None
