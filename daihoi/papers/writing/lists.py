"""Real numbering (numbering.xml): one pattern for each kind of mark, one instance for each list."""

from dataclasses import dataclass

from daihoi.papers.outline import ListFormat, ListMark
from daihoi.papers.writing.text import escape

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LEVELS = range(9)
WORD_FORMATS = {
    ListFormat.BULLET: "bullet",
    ListFormat.DECIMAL: "decimal",
    ListFormat.LOWER_LETTER: "lowerLetter",
    ListFormat.UPPER_LETTER: "upperLetter",
    ListFormat.LOWER_ROMAN: "lowerRoman",
    ListFormat.UPPER_ROMAN: "upperRoman",
}

Pattern = tuple[ListFormat, str, int]  # the mark, and the indent of the first line in twips


@dataclass(slots=True)
class _Counting:
    """The list that a pattern is counting at one level, and what Word would show next."""

    group: str
    instance: int
    next_number: int


class Lists:
    """Gives each item its list instance; ``xml()`` afterwards defines them all.

    Word counts by pattern, not by instance, so an instance serves one level only and starts
    anew (``startOverride``) whenever an item does not simply follow the one before it.
    """

    def __init__(self, *, first_line_twips: int = 567) -> None:
        """``first_line_twips``: the indent of every item, however deep, as of any paragraph."""
        self._first_line = first_line_twips
        self._patterns: dict[Pattern, int] = {}
        self._instances: list[tuple[int, int, int]] = []  # pattern, level, start
        self._counting: dict[tuple[int, int], _Counting] = {}
        self._bullets: dict[tuple[int, str], int] = {}

    def instance(self, mark: ListMark, level: int, first_line: int | None = None) -> int:
        """The ``w:numId`` of the item with ``mark`` at ``level`` (0-8), in reading order.

        ``first_line``: its indent in twips if it is no item but a heading.
        """
        indent = self._first_line if first_line is None else first_line
        pattern = self._patterns.setdefault(
            (mark.format, mark.template, indent), len(self._patterns)
        )
        if mark.format is ListFormat.BULLET:
            key = (pattern, mark.group)
            if key not in self._bullets:
                self._bullets[key] = self._add(pattern, 0, 1)
            return self._bullets[key]
        counting = self._counting.get((pattern, level))
        if not counting or (counting.group, counting.next_number) != (mark.group, mark.number):
            instance = self._add(pattern, level, mark.number)
            counting = _Counting(mark.group, instance, mark.number)
            self._counting[pattern, level] = counting
        counting.next_number += 1
        return counting.instance

    def xml(self) -> str:
        patterns = (_pattern_xml(number, *pattern) for pattern, number in self._patterns.items())
        instances = (
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{pattern}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            "</w:num>"
            for number, (pattern, level, start) in enumerate(self._instances, 1)
        )
        return (
            f'<w:numbering xmlns:w="{NAMESPACE}">{"".join(patterns)}{"".join(instances)}'
            "</w:numbering>"
        )

    def _add(self, pattern: int, level: int, start: int) -> int:
        self._instances.append((pattern, level, start))
        return len(self._instances)


def _pattern_xml(number: int, kind: ListFormat, template: str, first_line: int) -> str:
    levels = "".join(_level_xml(level, kind, template, first_line) for level in LEVELS)
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x1DA10000 + number:08X}"/>'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
    )


def _level_xml(level: int, kind: ListFormat, template: str, first_line: int) -> str:
    shown = escape(
        template if kind is ListFormat.BULLET else template.replace("{}", f"%{level + 1}")
    )
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{WORD_FORMATS[kind]}"/>'
        '<w:lvlRestart w:val="0"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="0" w:firstLine="{first_line}"/></w:pPr></w:lvl>'
    )
