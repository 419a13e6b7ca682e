"""The styles of a Word file, each with what it inherits."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

from lxml import etree

from daihoi.papers.outline import Align
from daihoi.papers.reading.markup import DRAWING, MAX_DEPTH, by_tag, is_on, val, value, w, whole

# Word stores the English name whatever its language; other offices store what they show.
_HEADING_NAME = re.compile(
    r"(?:heading|đầu đề|tiêu đề|đề mục|titre|überschrift|título|заголовок|标题)[ _]?([1-9])"
)
_CONTENTS_NAME = re.compile(r"(?:toc|mục lục) ?(?:[1-9]|heading)|(?:contents|index) heading")
_ALIGNS = {
    "left": Align.LEFT,
    "start": Align.LEFT,
    "center": Align.CENTER,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "both": Align.JUSTIFY,
    "distribute": Align.JUSTIFY,
}
_B, _I, _U, _FONTS = w("b"), w("i"), w("u"), w("rFonts")
_OUTLINE_LEVEL, _ALIGNMENT = w("outlineLvl"), w("jc")
_NO_LINE = {None, "none", "nil"}


Marks: TypeAlias = tuple[bool, bool, bool]  # bold, italic, underline
Properties: TypeAlias = Mapping[str, Any]  # elements by tag
PLAIN: Marks = (False, False, False)


def without_table_parts(data: bytes) -> bytes:
    """A style sheet less what table styles say of first rows, last columns and the like.

    In the sheet python-docx writes that is two thirds of all elements, and nothing of it is
    asked for here: less to parse.
    """
    start, end = b"<w:tblStylePr ", b"</w:tblStylePr>"
    before, *parts = data.split(start)
    kept = [before]
    for part in parts:
        opening = part.partition(b">")[0]
        _, found, after = part.partition(end)
        kept.append(after if found and not opening.endswith(b"/") else start + part)
    return b"".join(kept)


class Style(NamedTuple):
    """What a paragraph or character style gives, its ancestors included."""

    id: str = ""
    level: int = 0  # of a heading, 1-9; 0 if it is none
    is_contents: bool = False  # a line of a table of contents
    marks: Marks = PLAIN
    align: Align = Align.NONE
    num_id: str = ""  # its list, "" if it numbers nothing
    num_level: int | None = None
    font: str = ""  # of Western letters, where old encodings live; "" if unsaid


class Styles:
    """Looks styles up by id; an unknown id is the default style."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None = None) -> None:
        self._theme = _theme_fonts(theme)
        self._elements: dict[str, etree._Element] = {}
        self._styles: dict[str, Style] = {}
        self._bordered: dict[str, bool] = {}
        self._plain = Style()
        default = ""
        for element in () if root is None else root.findall(w("style")):
            style_id = element.get(w("styleId"), "")
            self._elements[style_id] = element
            is_default = element.get(w("default")) in {"1", "true", "on"}
            if is_default and element.get(w("type")) == "paragraph":
                default = style_id
        marks = (
            None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        )
        self._base = self._with_marks(self._plain, marks)
        self.default = self.paragraph(default) if default else self._base

    def paragraph(self, style_id: str | None) -> Style:
        if not style_id:
            return self.default
        if style_id not in self._styles:
            self._styles[style_id] = self._resolved(style_id, self._base)
        return self._styles[style_id]

    def character(self, style_id: str) -> Style:
        key = f"character {style_id}"
        if key not in self._styles:
            self._styles[key] = self._resolved(style_id, self._plain)
        return self._styles[key]

    def has_borders(self, style_id: str) -> bool:
        """Whether a table style draws lines."""
        if style_id not in self._bordered:
            path = f"{w('tblPr')}/{w('tblBorders')}"
            found = (element.find(path) for element in self._lineage(style_id))
            self._bordered[style_id] = any(draws_lines(borders) for borders in found)
        return self._bordered[style_id]

    def numbering_of(self, style_id: str) -> str:
        """The list a numbering style stands for, "" if none."""
        element = self._elements.get(style_id)
        path = f"{w('pPr')}/{w('numPr')}"
        return value(None if element is None else element.find(path), "numId") or ""

    def _lineage(self, style_id: str) -> list[etree._Element]:
        """The style's element after those it is based on; a circle is cut."""
        lineage: dict[str, etree._Element] = {}
        while style_id in self._elements and style_id not in lineage and len(lineage) < MAX_DEPTH:
            element = self._elements[style_id]
            lineage[style_id] = element
            style_id = value(element, "basedOn") or ""
        return list(lineage.values())[::-1]

    def _resolved(self, style_id: str, style: Style) -> Style:
        lineage = self._lineage(style_id)
        for element in lineage:
            style = self._inherited(style, element)
        if not lineage and (named := _HEADING_NAME.fullmatch(style_id.lower())):
            style = style._replace(level=int(named[1]))
        return style._replace(id=style_id)

    def font_of(self, fonts: etree._Element) -> str:
        """The font of Western letters that ``w:rFonts`` names, by its theme first; "" if none."""
        for which in ("hAnsi", "ascii"):
            themed = fonts.get(w(f"{which}Theme"), "")
            name = self._theme.get(themed[:5]) or fonts.get(w(which))
            if name:
                return name
        return ""

    def _inherited(self, style: Style, element: etree._Element) -> Style:
        return _inherited(self._with_marks(style, element.find(w("rPr"))), element)

    def _with_marks(self, style: Style, marks: etree._Element | None) -> Style:
        fonts = None if marks is None else marks.find(_FONTS)
        if fonts is not None:
            style = style._replace(font=self.font_of(fonts) or style.font)
        return _with_marks(style, marks)


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """The theme's fonts as ``w:rFonts`` calls them, by five letters: "major", "minor"."""
    found = {}
    for which in ("major", "minor"):
        path = f".//{DRAWING}{which}Font/{DRAWING}latin"
        latin = None if theme is None else theme.find(path)
        if latin is not None:
            found[which] = latin.get("typeface", "")
    return found


def _inherited(style: Style, element: etree._Element) -> Style:
    name = unicodedata.normalize("NFC", value(element, "name") or "").lower()
    if name in {"hyperlink", "followedhyperlink"}:
        bold, italic, _ = style.marks
        style = style._replace(marks=(bold, italic, False))  # says "link", emphasises nothing
    if named := _HEADING_NAME.fullmatch(name):
        style = style._replace(level=int(named[1]))
    if _CONTENTS_NAME.fullmatch(name):
        style = style._replace(is_contents=True)
    properties = by_tag(element.find(w("pPr")))
    style = style._replace(
        level=outline_level(properties, style.level),
        align=aligned(properties, style.align),
    )
    numbering = properties.get(w("numPr"))
    if numbering is not None:
        level = value(numbering, "ilvl")
        style = style._replace(
            id=element.get(w("styleId"), ""),
            num_id=value(numbering, "numId") or style.num_id,
            num_level=whole(level, 0, most=8) if level else style.num_level,
        )
    return style


def _with_marks(style: Style, marks: etree._Element | None) -> Style:
    if marks is None:
        return style
    bold, italic, underline = style.marks
    for child in marks:
        if child.tag == _B:
            bold = is_on(child)
        elif child.tag == _I:
            italic = is_on(child)
        elif child.tag == _U:
            underline = is_underlined(child)
    return style._replace(marks=(bold, italic, underline))


def is_underlined(element: etree._Element) -> bool:
    return element.get(w("val")) not in {None, "none"}


def outline_level(properties: Properties, inherited: int) -> int:
    """Level 1-9 of a heading, 0 for body text, which ``w:outlineLvl`` calls 9."""
    stated = val(properties.get(_OUTLINE_LEVEL))
    if stated is None:
        return inherited
    level = whole(stated, 9, most=9)
    return 0 if level == 9 else level + 1


def aligned(properties: Properties, inherited: Align) -> Align:
    return _ALIGNS.get(val(properties.get(_ALIGNMENT)) or "", inherited)


def draws_lines(borders: etree._Element | None) -> bool:
    return borders is not None and any(side.get(w("val")) not in _NO_LINE for side in borders)
