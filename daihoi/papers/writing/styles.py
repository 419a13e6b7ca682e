"""The named styles (styles.xml); every look of a paper is here and nowhere in its text."""

from collections.abc import Mapping
from dataclasses import dataclass

from daihoi.papers.outline import Align
from daihoi.papers.profiles import HeadingKind, HeadingLook, Profile, Spacing, Type
from daihoi.papers.writing.lists import NAMESPACE
from daihoi.papers.writing.look import Look, twips, twips_of_pt
from daihoi.papers.writing.text import escape

BODY, BULLET, NUMBER, CONTINUE = "BodyText", "ListBullet", "ListNumber", "ListContinue"
CELL, CELL_HEADING = "TableText", "TableHeading"
GRID, BARE = "TableGrid", "TableBare"
TABLE_GAP, LINE = "TableGap", "RuleLine"
GAP_WORDS = "Gap"  # of characters: what somebody has yet to fill
JUSTIFICATIONS = {
    Align.LEFT: "left",
    Align.CENTER: "center",
    Align.RIGHT: "right",
    Align.JUSTIFY: "both",
}
# The boxes of an official paper, by their names in `profiles.Types`; people see the second ones
# (without a comma, which to Word begins another name).
BOX_STYLES = {
    "titles": "Tiêu đề của Đảng và quốc hiệu",
    "superior": "Cơ quan cấp trên",
    "issuer": "Cơ quan ban hành",
    "number": "Số và ký hiệu",
    "place_and_date": "Địa điểm và ngày tháng",
    "mark": "Độ mật và độ khẩn",
    "circulation": "Phạm vi phổ biến",
    "draft": "Dự thảo lần",
    "type_name": "Tên loại văn bản",
    "subject": "Trích yếu",
    "letter_subject": "Trích yếu công văn",
    "addressee": "Nơi kính gửi",
    "basis": "Căn cứ ban hành",
    "authority": "Quyền hạn ký",
    "position": "Chức vụ người ký",
    "name": "Họ tên người ký",
    "sealed_name": "Họ tên người ký có dấu",
    "recipients_label": "Nhãn nơi nhận",
    "recipients": "Nơi nhận",
    "typist": "Người soạn và số bản",
    "check": "Mã kiểm tra",
    "contact": "Thông tin liên hệ",
    "annex_title": "Tên phụ lục",
}
ADDRESSEE_MM = 22  # from the margin of "Kính gửi:" to the addressees beside it

_BLACK = '<w:color w:val="000000"/>'
_BOLD = "<w:b/><w:bCs/>"
_CENTER = '<w:jc w:val="center"/>'


@dataclass(frozen=True, slots=True)
class _Paragraph:
    id: str
    name: str
    properties: str  # children of w:pPr, in the order of the schema
    words: str = ""  # children of w:rPr, likewise
    based_on: str = "Normal"
    followed_by: str = ""


def box_style(box: str) -> str:
    """The id of the style of a box of `BOX_STYLES`: "TypeName" of "type_name"."""
    return "".join(part.title() for part in box.split("_"))


def _words(type_: Type, *, usual_pt: float = 0) -> str:
    """Children of ``w:rPr``; a size that goes without saying is not said."""
    size = f'<w:sz w:val="{type_.size_pt * 2:g}"/><w:szCs w:val="{type_.size_pt * 2:g}"/>'
    return (
        (_BOLD if type_.bold else "")
        + ("<w:i/><w:iCs/>" if type_.italic else "")
        + ("" if type_.size_pt == usual_pt else size)
        + ('<w:u w:val="single"/>' if type_.underline else "")
    )


def _lines(spacing: Spacing, before_pt: float) -> str:
    if spacing.exact_pt:
        line, rule = twips_of_pt(spacing.exact_pt), "exact"
    else:
        line, rule = round(spacing.multiple * 240), "auto"  # in 240ths of a line
    return (
        f'<w:spacing w:before="{twips_of_pt(before_pt)}" w:after="0" w:line="{line}" '
        f'w:lineRule="{rule}"/>'
    )


def _first_line(mm: float) -> str:
    return f'<w:ind w:firstLine="{twips(mm)}"/>' if mm else ""


def _place(align: Align) -> str:
    return f'<w:jc w:val="{JUSTIFICATIONS[align]}"/>' if align else ""


def _heading(level: int, look: HeadingLook, profile: Profile) -> _Paragraph:
    properties = (
        f"<w:keepNext/><w:keepLines/>{_lines(profile.text, look.before_pt)}"
        f'{_first_line(look.first_line_mm)}{_place(look.type.align)}<w:outlineLvl w:val="{level - 1}"/>'
    )
    words = _words(look.type, usual_pt=profile.types.text.size_pt)
    return _Paragraph(f"Heading{level}", f"heading {level}", properties, words, followed_by=BODY)


def _paragraphs(look: Look, kinds: Mapping[int, HeadingKind]) -> tuple[_Paragraph, ...]:
    profile = look.profile
    types, text = profile.types, profile.text
    usual = types.text.size_pt
    body = _lines(text, text.before_pt) + _first_line(text.first_line_mm) + _place(types.text.align)
    small = Type(look.table_pt or types.table.size_pt)
    tight = '<w:spacing w:before="20" w:after="20"/>'
    return (
        _Paragraph(BODY, "Body Text", body),
        *(_heading(level, profile.headings[kind], profile) for level, kind in kinds.items()),
        _Paragraph(BULLET, "List Bullet", "", based_on=BODY),
        _Paragraph(NUMBER, "List Number", "", based_on=BODY),
        _Paragraph(CONTINUE, "List Continue", "", based_on=BODY),
        _Paragraph(CELL, "Table Text", tight, _words(small)),
        _Paragraph(CELL_HEADING, "Table Heading", "<w:keepNext/>", based_on=CELL),
        _Paragraph(
            TABLE_GAP, "Table Gap", '<w:keepNext/><w:spacing w:line="120" w:lineRule="exact"/>'
        ),
        _Paragraph(
            "FootnoteText", "footnote text", _place(types.footnote.align), _words(types.footnote)
        ),
        _Paragraph("Header", "header", _CENTER, _words(types.page_number, usual_pt=usual)),
        _Paragraph("DraftMark", "Draft Mark", '<w:jc w:val="right"/>', _BOLD, based_on="Header"),
    )


def _boxes(profile: Profile) -> tuple[_Paragraph, ...]:
    """The styles of the boxes of an official paper."""
    types, signing = profile.types, profile.signing
    text = _lines(profile.text, profile.text.before_pt)
    tab = twips(ADDRESSEE_MM)
    left = twips(ADDRESSEE_MM + profile.text.first_line_mm)
    layouts = {  # what stands before `w:jc` in `w:pPr`
        "number": _before(0),
        "mark": _before(6),
        "circulation": _before(6),
        "draft": _before(6),
        "type_name": "<w:keepNext/>" + _before(18),
        "subject": "<w:keepNext/>",
        "addressee": f'<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs>{text}'
        f'<w:ind w:left="{left}" w:hanging="{tab}"/><w:contextualSpacing/>',
        "basis": text + _first_line(profile.text.first_line_mm),
        "authority": f"<w:keepNext/>{_before(6)}<w:contextualSpacing/>",
        "position": "<w:keepNext/>",
        "name": _before(signing.room_mm * 72 / 25.4),
        "sealed_name": _before(signing.sealed_room_mm * 72 / 25.4),
        "recipients_label": _before(6),
        "typist": _before(6),
        "check": _before(6),
        "contact": '<w:pBdr><w:top w:val="single" w:sz="4" w:space="2" w:color="auto"/></w:pBdr>',
        "annex_title": '<w:keepNext/><w:spacing w:after="120"/>',
    }
    looks = {box: getattr(types, box, types.name) for box in BOX_STYLES}
    looks["titles"] = profile.titles[0].type
    found = [
        _Paragraph(
            box_style(box),
            name,
            layouts.get(box, "")
            + _place(looks[box].align)
            + ('<w:outlineLvl w:val="0"/>' if box == "annex_title" else ""),
            _words(looks[box]),
        )
        for box, name in BOX_STYLES.items()
    ]
    line = '<w:spacing w:before="40" w:after="0" w:line="60" w:lineRule="exact"/>'
    return (*found, _Paragraph(LINE, "Đường kẻ", line))


def _before(pt: float) -> str:
    return f'<w:spacing w:before="{twips_of_pt(pt)}"/>'


class Styles:
    """Names the style of each paragraph; ``xml()`` afterwards defines those that were asked for."""

    def __init__(
        self,
        look: Look,
        language: str,
        kinds: Mapping[int, HeadingKind],
        *,
        has_boxes: bool = False,
    ) -> None:
        """``kinds`` of headings by level, 1-9; ``has_boxes``: of an official paper."""
        self._further = ""
        self._look = look
        self._language = language
        self._kinds = kinds
        boxes = _boxes(look.profile) if has_boxes else ()
        self._styles = {style.id: style for style in (*_paragraphs(look, kinds), *boxes)}

    def first_line_twips(self, level: int) -> int:
        """The indent of headings of a level, 1-9."""
        return twips(self._look.profile.headings[self._kinds[level]].first_line_mm)

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

    def add(self, styles: str) -> None:
        """Define further ``w:style`` elements, which this one file needs."""
        self._further += styles

    def xml(self) -> str:
        styles = "".join(_style_xml(style) for style in self._styles.values())
        return (
            f'<w:styles xmlns:w="{NAMESPACE}">{self._defaults()}{_BUILT_IN}{styles}{_TABLES}'
            f"{self._further}"
            "</w:styles>"
        )

    def _defaults(self) -> str:
        font, size = escape(self._look.font), f"{self._look.profile.types.text.size_pt * 2:g}"
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
    f'<w:style w:type="character" w:styleId="{GAP_WORDS}"><w:name w:val="Chỗ cần điền"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/></w:style>'
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
