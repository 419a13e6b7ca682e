"""The named styles (styles.xml); every look of a paper is here and nowhere in its text."""

from dataclasses import dataclass

from daihoi.papers.outline import Align
from daihoi.papers.writing.lists import NAMESPACE
from daihoi.papers.writing.look import Look
from daihoi.papers.writing.text import escape

BODY, BULLET, NUMBER, CONTINUE = "BodyText", "ListBullet", "ListNumber", "ListContinue"
CELL, CELL_HEADING = "TableText", "TableHeading"
GRID, BARE = "TableGrid", "TableBare"
JUSTIFICATIONS = {
    Align.LEFT: "left",
    Align.CENTER: "center",
    Align.RIGHT: "right",
    Align.JUSTIFY: "both",
}

_BLACK = '<w:color w:val="000000"/>'
_BOLD = "<w:b/><w:bCs/>"
_FIRST_LINE = '<w:ind w:firstLine="567"/>'
_BOTH, _CENTER = '<w:jc w:val="both"/>', '<w:jc w:val="center"/>'


@dataclass(frozen=True, slots=True)
class _Paragraph:
    id: str
    name: str
    properties: str  # children of w:pPr, in the order of the schema
    words: str = ""  # children of w:rPr, likewise
    based_on: str = "Normal"
    followed_by: str = ""


def _headings() -> tuple[_Paragraph, ...]:
    """Titles of parts in the middle, lower ones as bold paragraphs, the lowest in italics."""
    found = []
    for level in range(1, 10):
        place = _CENTER if level == 1 else _FIRST_LINE + _BOTH
        before = {1: 240, 2: 180}.get(level, 120)
        words = _BOLD + ("<w:i/><w:iCs/>" if level >= 4 else "")
        properties = (
            f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="0"/>'
            f'{place}<w:outlineLvl w:val="{level - 1}"/>'
        )
        found.append(
            _Paragraph(f"Heading{level}", f"heading {level}", properties, words, followed_by=BODY)
        )
    return tuple(found)


def _paragraphs(look: Look) -> tuple[_Paragraph, ...]:
    # exactly 18 pt lines for 14 pt words
    spacing = f'<w:spacing w:before="120" w:line="{look.text_pt * 20 + 80}" w:lineRule="exact"/>'
    small = f'<w:sz w:val="{look.table_pt * 2}"/><w:szCs w:val="{look.table_pt * 2}"/>'
    tight = '<w:spacing w:before="20" w:after="20"/>'
    return (
        _Paragraph(BODY, "Body Text", spacing + _FIRST_LINE + _BOTH),
        *_headings(),
        _Paragraph(BULLET, "List Bullet", "", based_on=BODY),
        _Paragraph(NUMBER, "List Number", "", based_on=BODY),
        _Paragraph(CONTINUE, "List Continue", "", based_on=BODY),
        _Paragraph(CELL, "Table Text", tight, small),
        _Paragraph(CELL_HEADING, "Table Heading", "<w:keepNext/>", based_on=CELL),
        _Paragraph("TableGap", "Table Gap", '<w:spacing w:line="120" w:lineRule="exact"/>'),
        _Paragraph(
            "FootnoteText", "footnote text", _BOTH, '<w:sz w:val="22"/><w:szCs w:val="22"/>'
        ),
        _Paragraph("Header", "header", _CENTER),
        _Paragraph("DraftMark", "Draft Mark", '<w:jc w:val="right"/>', _BOLD, based_on="Header"),
    )


class Styles:
    """Names the style of each paragraph; ``xml()`` afterwards defines those that were asked for."""

    def __init__(self, look: Look, language: str) -> None:
        self._look = look
        self._language = language
        self._styles = {style.id: style for style in _paragraphs(look)}

    def aligned(self, base: str, align: Align) -> tuple[str, str]:
        """The style that stands at ``align`` as ``base`` does, and the ``w:jc`` still to be said.

        Text in the middle or on the right has styles of its own. Elsewhere a reader cannot tell
        what the style only lays out from what was meant, so the paragraph says it.
        """
        if not align:
            return base, ""
        if align in {Align.LEFT, Align.JUSTIFY} or base.startswith("Heading"):
            return base, f'<w:jc w:val="{JUSTIFICATIONS[align]}"/>'
        name = f"{base}{align.title()}"
        if name not in self._styles:
            properties = f'<w:ind w:firstLine="0"/><w:jc w:val="{JUSTIFICATIONS[align]}"/>'
            title = f"{self._styles[base].name} {align.title()}"
            self._styles[name] = _Paragraph(name, title, properties, based_on=base)
        return name, ""

    def xml(self) -> str:
        styles = "".join(_style_xml(style) for style in self._styles.values())
        return (
            f'<w:styles xmlns:w="{NAMESPACE}">{self._defaults()}{_BUILT_IN}{styles}{_TABLES}'
            "</w:styles>"
        )

    def _defaults(self) -> str:
        font, size = escape(self._look.font), self._look.text_pt * 2
        fonts = "".join(f' w:{script}="{font}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
        language = escape(self._language)
        return (
            f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/>{_BLACK}<w:sz w:val="{size}"/>'
            f'<w:szCs w:val="{size}"/><w:lang w:val="{language}" w:eastAsia="{language}"/></w:rPr>'
            "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        )


def _style_xml(style: _Paragraph) -> str:
    following = f'<w:next w:val="{style.followed_by}"/>' if style.followed_by else ""
    properties = f"<w:pPr>{style.properties}</w:pPr>" if style.properties else ""
    words = f"<w:rPr>{style.words}</w:rPr>" if style.words else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/>{following}<w:qFormat/>{properties}{words}</w:style>'
    )


_BUILT_IN = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    "<w:semiHidden/></w:style>"
    '<w:style w:type="character" w:styleId="FootnoteReference">'
    '<w:name w:val="footnote reference"/><w:basedOn w:val="DefaultParagraphFont"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)

_MARGINS = (
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
)
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    f"{_MARGINS}</w:tblPr></w:style>"
    f'<w:style w:type="table" w:styleId="{GRID}"><w:name w:val="Table Grid"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_LINES}</w:tblBorders></w:tblPr>'
    f'<w:tblStylePr w:type="firstRow"><w:pPr>{_CENTER}</w:pPr><w:rPr>{_BOLD}</w:rPr>'
    f'</w:tblStylePr></w:style><w:style w:type="table" w:styleId="{BARE}"><w:name w:val="Table Bare"/>'
    '<w:basedOn w:val="TableNormal"/></w:style>'
)
