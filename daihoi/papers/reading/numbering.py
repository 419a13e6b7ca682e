"""Automatic numbers and bullets: what Word shows before a paragraph, counted as Word counts."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from daihoi.papers.outline import ListFormat, ListMark, ordinal
from daihoi.papers.reading.markup import value, w, whole
from daihoi.papers.reading.styles import Style, Styles
from daihoi.papers.reading.symbols import SYMBOLS
from daihoi.vietnamese.legacy import LegacyFont, legacy_font, read_as_unicode

_FORMATS: Mapping[str, ListFormat] = {
    "bullet": ListFormat.BULLET,
    "lowerLetter": ListFormat.LOWER_LETTER,
    "upperLetter": ListFormat.UPPER_LETTER,
    "lowerRoman": ListFormat.LOWER_ROMAN,
    "upperRoman": ListFormat.UPPER_ROMAN,
}
_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
_MOST_PATTERN = 60  # characters; it is filled in for every item


class _Level(NamedTuple):
    """One level of a list as declared."""

    format: ListFormat
    pattern: str  # "%1.%2)" as in the file, or the bullet
    start: int = 1
    restarts: bool = True
    is_legal: bool = False  # levels above are shown in decimals, whatever their format
    style_id: str = ""


class _List(NamedTuple):
    """A ``w:num``: lists of one ``counter`` count on, unless a level restarts."""

    counter: str
    levels: Mapping[int, _Level]
    restarts: Mapping[int, int]  # level -> number this list starts again with


def shown(mark: ListMark) -> str:
    """The mark as printed: "-", "3.", "b)"."""
    return mark.shown


class Lists:
    """The running numbers of a file; ask once for each numbered paragraph, in reading order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._groups: dict[str, str] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._group_count = 0
        if root is not None:
            for element in root.findall(w("abstractNum")):
                self._abstracts[element.get(w("abstractNumId"), "")] = element
            for element in root.findall(w("num")):
                self._nums[element.get(w("numId"), "")] = element

    def next(self, numbering: etree._Element | None, style: Style) -> tuple[ListMark, int] | None:
        """The mark and level (0-8) of the next paragraph with this ``w:numPr`` and style.

        None if it is in no list, or in one that shows nothing.
        """
        num_id = value(numbering, "numId") or style.num_id
        if not num_id or num_id == "0":
            return None
        found = self._list(num_id)
        if found is None:
            return None
        stated = value(numbering, "ilvl")
        at = whole(stated, 0, most=8) if stated else self._level_of(found, style)
        level = found.levels.get(at)
        if level is None or not level.pattern:
            return None
        number = self._count(num_id, found, at)
        template = self._template(found, at)
        if level.format is ListFormat.BULLET:
            number = 1
        return ListMark(level.format, template, number, self._groups[found.counter]), at

    def _level_of(self, found: _List, style: Style) -> int:
        if style.num_level is not None:
            return style.num_level
        linked = (
            at for at, level in found.levels.items() if style.id and level.style_id == style.id
        )
        return next(linked, 0)

    def _count(self, num_id: str, found: _List, at: int) -> int:
        counts = self._counts.setdefault(found.counter, {})
        is_first = (num_id, at) not in self._restarted
        if at in found.restarts and is_first:
            self._restarted.add((num_id, at))
            counts[at] = found.restarts[at] - 1
            if at == 0:
                self._groups.pop(found.counter, None)
        if found.counter not in self._groups:
            self._group_count += 1
            self._groups[found.counter] = str(self._group_count)
        counts[at] = counts.get(at, found.levels[at].start - 1) + 1
        for deeper in range(at + 1, _LEVELS):
            if deeper in found.levels and found.levels[deeper].restarts:
                counts.pop(deeper, None)
        return counts[at]

    def _template(self, found: _List, at: int) -> str:
        """The pattern with the numbers of the levels above filled in and "{}" for its own."""
        level = found.levels[at]
        if level.format is ListFormat.BULLET:
            return level.pattern
        counts = self._counts[found.counter]

        def fill(match: re.Match[str]) -> str:
            above = int(match[1]) - 1
            if above == at:
                return "{}"
            upper = found.levels.get(above)
            if upper is None:
                return ""
            as_shown = ListFormat.DECIMAL if level.is_legal else upper.format
            return ordinal(as_shown, counts.get(above, upper.start))

        return _PLACEHOLDER.sub(fill, level.pattern)

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._resolved(num_id)
        return self._lists[num_id]

    def _resolved(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        counter = value(num, "abstractNumId") or ""
        abstract = self._abstracts.get(counter)
        if num is None or abstract is None:
            return None
        linked = value(abstract, "numStyleLink")
        if linked:
            counter = (
                value(self._nums.get(self._styles.numbering_of(linked)), "abstractNumId") or ""
            )
            abstract = self._abstracts.get(counter, abstract)
        levels = _levels(abstract)
        restarts = {}
        for override in num.findall(w("lvlOverride")):
            at = whole(override.get(w("ilvl")), 0, most=8)
            levels |= _levels(override)
            start = value(override, "startOverride")
            if start is not None:
                restarts[at] = whole(start, 1)
        return _List(counter, levels, restarts)


def _levels(parent: etree._Element) -> dict[int, _Level]:
    return {
        whole(element.get(w("ilvl")), 0, most=8): _level(element)
        for element in parent.findall(w("lvl"))
    }


def _legacy_font(level: etree._Element) -> LegacyFont | None:
    fonts = level.find(f"{w('rPr')}/{w('rFonts')}")
    if fonts is None:
        return None
    return legacy_font(fonts.get(w("hAnsi")) or fonts.get(w("ascii")) or "")


def _level(element: etree._Element) -> _Level:
    stated = value(element, "numFmt") or "decimal"
    pattern = (value(element, "lvlText") or "")[:_MOST_PATTERN].replace("{", "").replace("}", "")
    font = _legacy_font(element)
    if font is not None and not pattern.isascii():
        pattern = read_as_unicode([pattern], [font]).pieces[0]
    number_format = _FORMATS.get(stated, ListFormat.DECIMAL)
    if stated == "none":  # the text alone, if any, without its number
        number_format, pattern = ListFormat.BULLET, _PLACEHOLDER.sub("", pattern)
    elif number_format is ListFormat.BULLET:
        pattern = "".join(SYMBOLS.get(sign, sign) for sign in pattern) or "-"
        pattern = "•" if any("\ue000" <= sign <= "\uf8ff" for sign in pattern) else pattern
    return _Level(
        format=number_format,
        pattern=pattern,
        start=whole(value(element, "start"), 1),
        restarts=value(element, "lvlRestart") != "0",
        is_legal=element.find(w("isLgl")) is not None,
        style_id=value(element, "pStyle") or "",
    )
