"""Official papers measured in their XML, read by python-docx, printed by LibreOffice."""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pdfplumber
import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from daihoi.papers.official import Annex, CheckMark, OfficialPaper, Signature
from daihoi.papers.outline import (
    Align,
    Block,
    BlockKind,
    Cell,
    ListFormat,
    ListMark,
    Run,
    Table,
    plain,
)
from daihoi.papers.profiles import PROFILES, get_profile, printed
from daihoi.papers.profiles.widths import width_pt
from daihoi.papers.reading import read_word
from daihoi.papers.typesetting.boxes import sheet
from daihoi.papers.writing import write_official_word
from daihoi.papers.writing.styles import BOX_STYLES, box_style
from tests.papers.test_official import PAPERS as ANY_PAPER
from tests.papers.typesetting.measured import named_faces

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PARTY, STATE = get_profile("party-2018"), get_profile("state-2020")
CODES = list(PROFILES)

# ECMA-376, part 1, annex A: the sequences Word insists on.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs spacing ind contextualSpacing mirrorIndents jc textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps strike color spacing kern position sz szCs highlight u "
    "shd vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap vAlign",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar pgNumType cols titlePg",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr",
    "style": "name basedOn next link uiPriority semiHidden qFormat pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "zoom mirrorMargins defaultTabStop characterSpacingControl footnotePr compat "
    "themeFontLang decimalSymbol listSeparator",
    "tr": "trPr tc",
    "tc": "tcPr p",
    "tbl": "tblPr tblGrid tr",
}  # fmt: skip


def words(text: str, **marks: bool) -> tuple[Run, ...]:
    return (Run(text, **marks),)


def paragraph(text: str, align: Align = Align.NONE) -> Block:
    return Block(BlockKind.PARAGRAPH, words(text), align=align)


def heading(text: str, level: int, mark: ListMark | None = None) -> Block:
    return Block(BlockKind.HEADING, words(text), level=level, mark=mark)


def item(text: str, number: int) -> Block:
    mark = ListMark(ListFormat.DECIMAL, "{}.", number, "a")
    return Block(BlockKind.ITEM, words(text), mark=mark)


def table(*rows: tuple[str, ...], widths: tuple[int, ...] = ()) -> Block:
    cells = tuple(tuple(Cell((words(text),)) for text in row) for row in rows)
    return Block(BlockKind.TABLE, table=Table(cells, header_rows=1, widths=widths))


LONG = "Chi bộ lãnh đạo cán bộ, đảng viên hoàn thành tốt nhiệm vụ chính trị được giao. " * 3
SIGNATURE = Signature((words("T/M chi ủy"),), words("Bí thư"), words("Hoàng Văn Ước"))
CHECK = CheckMark("https://daihoi.example/kiem-tra/7f3a9b", "Kiểm tra văn bản: 7f3a9b")
REPORT = OfficialPaper(
    issuer=words("Chi bộ Cục Thi hành án\ndân sự tỉnh Lạng Sơn"),
    superior=words("Đảng bộ Khối các cơ quan tỉnh"),
    number=words("Số      -BC/CB"),
    place_and_date=words("Lạng Sơn, ngày 25 tháng 3 năm 2020"),
    type_name=words("Báo cáo"),
    subject=words("chính trị trình Đại hội lần thứ III"),
    bases=(words("Căn cứ Chỉ thị số 35-CT/TW;"),),
    blocks=(
        heading("Phần thứ nhất\nTình hình", 1),
        heading("Đặc điểm", 2, ListMark(ListFormat.UPPER_ROMAN, "{}.", 1, "r")),
        heading("Thuận lợi", 3, ListMark(ListFormat.DECIMAL, "{}.", 1, "n")),
        Block(
            BlockKind.PARAGRAPH,
            (
                Run("Có "),
                Run("số đảng viên", bold=True, underline=True, gap=True),
                Run(footnote="Đến ngày 29-02-2020."),
            ),
        ),
        item("Một là", 1),
        item("Hai là", 2),
        table(("TT", "Chỉ tiêu"), ("1", "Thi hành xong")),
        *[paragraph(LONG)] * 14,
        paragraph("Chi bộ kêu gọi toàn thể đảng viên."),
    ),
    signatures=(SIGNATURE,),
    recipients=(words("Đảng ủy Khối (để báo cáo),"), words("Lưu Chi bộ.")),
    annexes=(
        Annex(words("Phụ lục 1"), (table(("A", "B"), widths=(9000, 9000)),), landscape=True),
        Annex(words("Phụ lục 2"), (paragraph("Danh sách"),)),
    ),
    draft=2,
    secrecy="Mật",
    urgency="Khẩn",
    circulation="Thu hồi sau đại hội",
    typist="LTH - 05 bản",
    contact="Điện thoại 0900 000 000",
    check=CHECK,
)
LETTER = OfficialPaper(
    issuer=words("Cục Thi hành án dân sự"),
    superior=words("Tổng cục Thi hành án dân sự"),
    number=words("Số: 15/CTHADS-VP"),
    place_and_date=words("Lạng Sơn, ngày 05 tháng 3 năm 2020"),
    subject=words("bố trí hội trường"),
    addressees=(words("Văn phòng"), words("Các phòng")),
    blocks=(paragraph("Đề nghị phối hợp."),),
    signatures=(replace(SIGNATURE, has_seal=True),),
    recipients=(words("Như trên;"),),
)
MINUTES = OfficialPaper(
    issuer=words("Đại hội chi bộ"),
    number=words("Số 03-BB/ĐH"),
    type_name=words("Biên bản"),
    subject=words("đại hội"),
    blocks=(paragraph("Biên bản được thông qua."),),
    signatures=(SIGNATURE, Signature((words("T/M đoàn chủ tịch"),), name=words("Lê Thị Hoa"))),
    recipients=(words("Lưu."),),
)
PAPERS = {"report": REPORT, "letter": LETTER, "minutes": MINUTES}


class File:
    """The parts of a written paper, and how long it is to the ruler."""

    def __init__(self, paper: OfficialPaper, profile=PARTY):
        self.data = write_official_word(paper, profile)
        with ZipFile(BytesIO(self.data)) as package:
            self.names = package.namelist()
            self.bytes = {name: package.read(name) for name in self.names}
        self.document = self.part("word/document.xml")
        self.styles = {
            each.get(f"{W}styleId"): each for each in self.part("word/styles.xml").iter(f"{W}style")
        }

    def part(self, name: str) -> etree._Element:
        return etree.fromstring(self.bytes[name])

    def paragraphs(self, style: str) -> list[etree._Element]:
        return [
            each
            for each in self.document.iter(f"{W}p")
            if value(each.find(f"{W}pPr/{W}pStyle")) == style
        ]

    def texts(self, box: str) -> list[str]:
        return [said(each) for each in self.paragraphs(box_style(box))]

    def look(self, style: str) -> dict[str, object]:
        """Size in points, marks, indent and spacing in twips, of a named style."""
        element = self.styles[style]
        spacing = element.find(f"{W}pPr/{W}spacing")
        indent = element.find(f"{W}pPr/{W}ind")
        return {
            "pt": (number(element.find(f"{W}rPr/{W}sz")) or 28) / 2,
            "marks": {name for name in "biu" if element.find(f"{W}rPr/{W}{name}") is not None},
            "jc": value(element.find(f"{W}pPr/{W}jc")),
            "spacing": () if spacing is None else tuple(
                spacing.get(f"{W}{name}") for name in ("before", "after", "line", "lineRule")
            ),
            "first_line": None if indent is None else indent.get(f"{W}firstLine"),
        }  # fmt: skip


def value(element) -> str | None:
    return None if element is None else element.get(f"{W}val")


def number(element) -> int:
    return int(value(element) or 0)


def said(element) -> str:
    """The words of a paragraph, breaks and tabs as signs."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(
        signs.get(each.tag, each.text or "")
        for each in element.iter(f"{W}t", f"{W}br", f"{W}tab")
        if each.getparent().tag == f"{W}r"
    )


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", PAPERS)
def test_every_part_keeps_the_order_of_the_schema(name, code):
    assert_ordered(File(PAPERS[name], PROFILES[code]))


def assert_ordered(file: File) -> None:
    roots = [etree.fromstring(data) for part, data in file.bytes.items() if part.endswith(".xml")]
    for element in (element for root in roots for element in root.iter(f"{W}*")):
        local = etree.QName(element).localname
        if local in ORDERS:
            order = ORDERS[local].split()
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), (local, places)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", PAPERS)
def test_what_a_part_names_is_there(name, code):
    file = File(PAPERS[name], PROFILES[code])
    for tag in ("pStyle", "rStyle", "tblStyle"):
        assert {value(each) for each in file.document.iter(f"{W}{tag}")} <= set(file.styles)
    lists = {value(each) for each in file.document.iter(f"{W}numId")}
    numbering = file.part("word/numbering.xml")
    assert lists == {each.get(f"{W}numId") for each in numbering.iter(f"{W}num")}
    relations = file.part("word/_rels/document.xml.rels")
    targets = {each.get("Id"): each.get("Target") for each in relations}
    assert {f"word/{target}" for target in targets.values()} <= set(file.names)
    named = {
        text
        for element in file.document.iter()
        for key, text in element.attrib.items()
        if key.startswith(R)
    }
    assert named <= set(targets)
    types = file.bytes["[Content_Types].xml"].decode()
    for part in file.names:
        if part.endswith(".xml") and not part.startswith("["):
            assert f'PartName="/{part}"' in types
    assert 'Extension="png"' in types


@pytest.mark.parametrize(
    ("code", "margins"),
    [("party-2018", (1134, 850, 1134, 1701)), ("state-2020", (1134, 850, 1134, 1701))],
)
def test_sheet_and_margins_are_exact_to_the_twip(code, margins):
    section = File(LETTER, PROFILES[code]).document.find(f"{W}body/{W}sectPr")
    sheet, margin = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert (sheet.get(f"{W}w"), sheet.get(f"{W}h")) == ("11906", "16838")
    found = tuple(int(margin.get(f"{W}{side}")) for side in ("top", "right", "bottom", "left"))
    assert found == margins
    assert margin.get(f"{W}header") == "567"  # the page number, 10 mm from the edge


def test_sizes_and_faces_of_a_party_paper():
    file = File(REPORT)
    wanted = {
        "titles": (15, {"b"}), "superior": (14, set()), "issuer": (14, {"b"}), "number": (14, set()),
        "place_and_date": (14, {"i"}), "type_name": (15, {"b"}), "subject": (14, {"b"}),
        "letter_subject": (12, {"i"}), "authority": (14, {"b"}), "name": (14, {"b"}),
        "recipients_label": (14, {"u"}), "recipients": (12, set()),
    }  # fmt: skip
    for box, (size, marks) in wanted.items():
        look = file.look(box_style(box))
        assert (look["pt"], look["marks"]) == (size, marks), box
    assert file.look("BodyText") == {
        "pt": 14, "marks": set(), "jc": "both", "spacing": ("120", "0", "360", "exact"),
        "first_line": "567",
    }  # fmt: skip
    defaults = file.part("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert defaults.find(f"{W}rFonts").get(f"{W}ascii") == "Times New Roman"
    assert value(defaults.find(f"{W}sz")) == "28"
    assert value(defaults.find(f"{W}lang")) == "vi-VN"


def test_sizes_and_faces_of_a_state_paper():
    file = File(LETTER, STATE)
    assert [said(each) for each in file.paragraphs("Titles")] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert file.look("Titles")["pt"] == 12
    assert value(file.paragraphs("Titles")[1].find(f"{W}r/{W}rPr/{W}sz")) == "26"
    assert file.look("RecipientsLabel")["marks"] == {"b", "i"}
    assert file.look("BodyText")["spacing"] == ("120", "0", "276", "auto")
    assert file.texts("letter_subject") == ["V/v bố trí hội trường"]
    assert file.texts("type_name") == []


def test_headings_look_as_their_numbers_say():
    file = File(REPORT)
    assert file.look("Heading1")["jc"] == "center"
    assert file.look("Heading2") | {"spacing": ()} == {
        "pt": 14, "marks": {"b"}, "jc": "both", "spacing": (), "first_line": "567",
    }  # fmt: skip
    assert said(file.paragraphs("Heading1")[0]) == "Phần thứ nhất\nTÌNH HÌNH"
    plan = replace(REPORT, blocks=(heading("I. Mục đích", 1), heading("1. Yêu cầu", 2)))
    assert File(plan).look("Heading1")["jc"] == "both"


def test_numbers_of_headings_and_items_are_words_own():
    file = File(REPORT)
    numbering = file.part("word/numbering.xml")
    patterns = {
        each.get(f"{W}numId"): value(each.find(f"{W}abstractNumId"))
        for each in numbering.iter(f"{W}num")
    }
    shown = {}
    for style in ("Heading2", "Heading3", "ListNumber"):
        place = file.paragraphs(style)[0].find(f"{W}pPr/{W}numPr")
        level = value(place.find(f"{W}ilvl"))
        pattern = patterns[value(place.find(f"{W}numId"))]
        found = numbering.find(
            f"{W}abstractNum[@{W}abstractNumId='{pattern}']/{W}lvl[@{W}ilvl='{level}']"
        )
        indent = found.find(f"{W}pPr/{W}ind").get(f"{W}firstLine")
        shown[style] = (
            value(found.find(f"{W}numFmt")), value(found.find(f"{W}lvlText")), indent
        )  # fmt: skip
    assert shown == {
        "Heading2": ("upperRoman", "%2.", "567"),
        "Heading3": ("decimal", "%3.", "567"),
        "ListNumber": ("decimal", "%1.", "567"),
    }


def test_the_header_stands_in_a_table_without_lines():
    file = File(REPORT)
    header = file.document.find(f"{W}body/{W}tbl")
    widths = [int(each.get(f"{W}w")) for each in header.iter(f"{W}gridCol")]
    assert [round(width / 1440 * 25.4, 1) for width in widths] == [83, 82]
    assert value(header.find(f"{W}tblPr/{W}tblStyle")) == "TableBare"
    cells = [[[said(p) for p in cell.iter(f"{W}p")] for cell in row.iter(f"{W}tc")]
             for row in header.iter(f"{W}tr")]  # fmt: skip
    assert cells == [
        [
            ["ĐẢNG BỘ KHỐI\nCÁC CƠ QUAN TỈNH",
             "CHI BỘ CỤC THI HÀNH ÁN\nDÂN SỰ TỈNH LẠNG SƠN", "*"],
            ["ĐẢNG CỘNG SẢN VIỆT NAM", ""],
        ],
        [["Số      -BC/CB"], ["Lạng Sơn, ngày 25 tháng 3 năm 2020"]],
        [["", "MẬT", "", "KHẨN", "THU HỒI SAU ĐẠI HỘI"], ["Dự thảo lần 2"]],
    ]  # fmt: skip


def line_under(file: File, number_: int) -> tuple[float, etree._Element]:
    """Length in millimetres of a drawn line, and its border."""
    element = file.paragraphs("RuleLine")[number_]
    cell = element.getparent()
    room = cell.find(f"{W}tcPr/{W}tcW")
    width = 9355 if room is None else int(room.get(f"{W}w"))
    indent = element.find(f"{W}pPr/{W}ind")
    sides = sum(int(indent.get(f"{W}{side}")) for side in ("left", "right"))
    return (width - sides) / 1440 * 25.4, element.find(f"{W}pPr/{W}pBdr/{W}top")


def test_the_title_of_the_party_has_a_line_as_long_as_itself():
    length, border = line_under(File(MINUTES), 0)
    assert length == pytest.approx(13.777 * 15 / 72 * 25.4, abs=0.5)  # 13.777 em of Times Bold
    assert border.get(f"{W}val") == "single"
    assert border.get(f"{W}sz") == "6"


def test_lines_of_a_state_paper_are_parts_of_the_words():
    paper = replace(MINUTES, issuer=words("Cục Thi hành án dân sự"))
    file = File(paper, STATE)
    issuer, _ = line_under(file, 0)
    motto, _ = line_under(file, 1)
    subject, _ = line_under(file, 2)
    assert len(file.paragraphs("RuleLine")) == 3
    assert 1 / 3 <= issuer / 56.5 <= 1 / 2  # the name of the body is 56.5 mm long
    assert motto == pytest.approx(56.2, abs=0.5)
    assert subject < 10
    assert "*" not in file.texts("issuer")


def test_secrecy_and_urgency_stand_in_boxes_of_their_own():
    marks = File(REPORT).paragraphs("Mark")
    assert [said(each) for each in marks] == ["MẬT", "KHẨN"]
    for mark in marks:
        sides = mark.find(f"{W}pPr/{W}pBdr")
        assert [etree.QName(side).localname for side in sides] == ["top", "left", "bottom", "right"]
        assert {side.get(f"{W}val") for side in sides} == {"single"}
        assert said(mark.getprevious()) == ""  # apart from what is above, or Word joins the boxes


def test_a_gap_is_yellow_and_keeps_its_other_marks():
    file = File(REPORT)
    runs = [each.getparent().getparent() for each in file.document.iter(f"{W}highlight")]
    assert [run.findtext(f"{W}t") for run in runs] == ["số đảng viên"]
    marks = [etree.QName(child).localname for child in runs[0].find(f"{W}rPr")]
    assert marks == ["rStyle", "b", "highlight", "u"]
    assert value(next(file.document.iter(f"{W}highlight"))) == "yellow"
    whole = replace(REPORT, blocks=(paragraph("Đủ."),))
    assert not list(File(whole).document.iter(f"{W}highlight"))


def test_a_gap_alone_in_a_cell_is_yellow():
    table = Table(((Cell((words("Họ và tên"),)), Cell(((Run("họ tên", gap=True),),))),))
    paper = replace(REPORT, blocks=(Block(BlockKind.TABLE, table=table),), annexes=())
    runs = [each.getparent().getparent() for each in File(paper).document.iter(f"{W}highlight")]
    assert [run.findtext(f"{W}t") for run in runs] == ["họ tên"]


def test_a_line_alone_above_the_name_says_by_what_right():
    alone = Signature((), words("Chủ trì"), words("Hoàng Văn Ước"))
    under = Signature((words("T/M đoàn chủ tịch"),), words("Chủ trì"), words("Tô Hải Yến"))
    file = File(replace(REPORT, signatures=(alone, under)))
    assert file.texts("authority") == ["CHỦ TRÌ", "T/M ĐOÀN CHỦ TỊCH"]
    assert file.texts("position") == ["CHỦ TRÌ"]
    assert (file.look("Authority")["marks"], file.look("Position")["marks"]) == ({"b"}, set())


def test_the_page_number_runs_from_page_two():
    file = File(LETTER)
    section = file.document.find(f"{W}body/{W}sectPr")
    assert section.find(f"{W}titlePg") is not None
    relations = {e.get("Id"): e.get("Target") for e in file.part("word/_rels/document.xml.rels")}
    headers = {
        each.get(f"{W}type"): file.part(f"word/{relations[each.get(f'{R}id')]}")
        for each in section.iter(f"{W}headerReference")
    }
    fields = {pages: root.find(f".//{W}fldSimple") for pages, root in headers.items()}
    assert fields["default"].get(f"{W}instr").strip() == "PAGE"
    assert fields["first"] is None
    assert said(headers["first"]) == ""
    assert file.look("Header")["jc"] == "center"


def test_contact_stands_at_the_foot_of_the_first_page_alone():
    file = File(REPORT)
    first = next(file.document.iter(f"{W}sectPr"))
    assert [each.get(f"{W}type") for each in first.iter(f"{W}footerReference")] == ["first"]
    footer = file.part("word/footer1.xml")
    assert said(footer) == "Điện thoại 0900 000 000"
    assert file.styles["Contact"].find(f"{W}pPr/{W}pBdr/{W}top") is not None
    assert "word/footer1.xml" not in File(LETTER).names


def test_rows_that_head_a_table_are_repeated_and_stay_whole():
    file = File(REPORT)
    rows = list(file.document.findall(f"{W}body/{W}tbl")[1].iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert file.look("TableText")["pt"] == 13


def test_a_row_that_titles_others_stays_with_them():
    def row(*said: str) -> tuple[Cell, ...]:
        return tuple(Cell((words(each),)) for each in said)

    title = (Cell((words("Phiên chính thức"),), columns=2),)
    table = Table((row("TT", "Nội dung"), title, row("1", "khai mạc"), title), header_rows=1)
    file = File(replace(REPORT, blocks=(Block(BlockKind.TABLE, table=table),), signatures=()))
    rows = list(file.document.findall(f"{W}body/{W}tbl")[1].iter(f"{W}tr"))
    kept = [row.find(f".//{W}keepNext") is not None for row in rows]
    assert kept == [False, True, False, False]  # the last titles nothing


def test_annexes_begin_a_page_and_may_lie_on_their_side():
    file = File(REPORT)
    sections = list(file.document.iter(f"{W}sectPr"))
    turned = [each.find(f"{W}pgSz").get(f"{W}orient") for each in sections]
    assert turned == [None, "landscape", None]
    assert [each.find(f"{W}titlePg") is not None for each in sections] == [True, False, False]
    assert file.texts("annex_title") == ["Phụ lục 1", "Phụ lục 2"]
    wide = file.document.findall(f"{W}body/{W}tbl")[-1]
    widths = [int(each.get(f"{W}w")) for each in wide.iter(f"{W}gridCol")]
    assert sum(widths) == 16838 - 1701 - 850  # 18,000 twips are made to fit
    upright = replace(REPORT, annexes=REPORT.annexes[1:] * 2)
    breaks = [
        each.find(f"{W}pPr/{W}pageBreakBefore") is not None
        for each in File(upright).paragraphs("AnnexTitle")
    ]
    assert breaks == [True, True]


def test_a_paper_may_lie_on_its_side_whole():
    file = File(replace(REPORT, landscape=True, annexes=()))
    (section,) = file.document.iter(f"{W}sectPr")
    assert section.find(f"{W}pgSz").get(f"{W}orient") == "landscape"
    header = file.document.find(f"{W}body/{W}tbl")
    assert sum(int(each.get(f"{W}w")) for each in header.iter(f"{W}gridCol")) == 14287


def cells_of_foot(file: File) -> list[list[str]]:
    foot = [
        each
        for each in file.document.findall(f"{W}body/{W}tbl")
        if any(value(style) == "Authority" for style in each.iter(f"{W}pStyle"))
    ]
    return [[said(p) for p in cell.iter(f"{W}p")] for cell in foot[-1].iter(f"{W}tc")]


def test_one_signature_stands_right_of_the_recipients():
    file = File(REPORT)
    assert cells_of_foot(file) == [
        ["Nơi nhận:", "- Đảng ủy Khối (để báo cáo),", "- Lưu Chi bộ.", "LTH - 05 bản", "",
         "Kiểm tra văn bản: 7f3a9b"],
        ["T/M CHI ỦY", "BÍ THƯ", "Hoàng Văn Ước"],
    ]  # fmt: skip


def test_two_signatures_stand_side_by_side_above_the_recipients():
    file = File(MINUTES)
    assert cells_of_foot(file) == [
        ["T/M CHI ỦY", "BÍ THƯ", "Hoàng Văn Ước"],
        ["T/M ĐOÀN CHỦ TỊCH", "Lê Thị Hoa"],
    ]
    after = file.document.findall(f"{W}body/{W}p")
    assert [said(each) for each in after if said(each)][-2:] == ["Nơi nhận:", "- Lưu."]
    three = replace(MINUTES, signatures=(SIGNATURE,) * 3)
    assert len(cells_of_foot(File(three))) == 3


def test_only_a_body_with_a_seal_gets_room_for_it():
    room = {
        style: int(File(LETTER, STATE).look(style)["spacing"][0]) / 1440 * 25.4
        for style in ("Name", "SealedName")
    }
    assert room == pytest.approx({"Name": 25, "SealedName": 36}, abs=0.1)
    assert File(LETTER, STATE).texts("sealed_name") == ["Hoàng Văn Ước"]
    assert File(REPORT).texts("sealed_name") == []


def test_the_signatures_are_never_alone_on_a_page():
    file = File(REPORT)
    last = file.paragraphs("BodyText")[-1]
    foot = next(p.getparent() for p in file.paragraphs("Authority"))
    while foot.getparent().tag != f"{W}body":
        foot = foot.getparent()
    between = foot.getprevious()
    kept = {"TableGap": file.styles["TableGap"].find(f"{W}pPr/{W}keepNext") is not None}
    chain = [said(p) for p in file.document.findall(f"{W}body/{W}p")
             if p.find(f"{W}pPr/{W}keepNext") is not None]  # fmt: skip
    assert [text[:9] for text in chain] == ["Chi bộ lã", "Chi bộ kê"]  # two lines at least
    assert kept == {"TableGap": True}
    assert value(between.find(f"{W}pPr/{W}pStyle")) == "TableGap"
    assert between.getprevious() is not None
    assert said(last) == "Danh sách"  # of the annex, which needs no such care


def kept_texts(file: File) -> list[str]:
    return [
        said(p) for p in file.document.iter(f"{W}p") if p.find(f"{W}pPr/{W}keepNext") is not None
    ]


def test_words_that_lead_stay_with_what_follows():
    lead = Block(
        BlockKind.ITEM, words("Bộ phận giúp việc:"), mark=ListMark(ListFormat.DECIMAL, "{}.")
    )
    bold = (Run("Tiểu ban ", bold=True), Run("Văn kiện", bold=True), Run(" "))
    blocks = (
        lead,
        paragraph("Viết kịch bản."),
        Block(BlockKind.PARAGRAPH, bold),
        paragraph("Xong."),
    )
    file = File(replace(REPORT, blocks=blocks, signatures=(), annexes=()))
    assert kept_texts(file) == ["Bộ phận giúp việc:", "Tiểu ban Văn kiện "]


def test_the_last_row_of_a_table_stays_with_the_signatures():
    rows = tuple((Cell((words(text),)),) for text in ("Một", "Hai", "Ba"))
    blocks = (paragraph("Danh sách"), Block(BlockKind.TABLE, table=Table(rows)))
    file = File(replace(REPORT, blocks=blocks, annexes=()))
    assert kept_texts(file) == ["Ba"]


def test_addressees_stand_under_one_another():
    file = File(LETTER, STATE)
    assert file.texts("addressee") == ["Kính gửi:\t- Văn phòng", "\t- Các phòng"]
    alone = replace(LETTER, addressees=(words("Đảng ủy Khối"),), salutation="Kính trình:")
    assert File(alone).texts("addressee") == ["Kính trình:\tĐảng ủy Khối"]


def test_the_check_mark_is_a_picture_that_says_where_it_leads():
    file = File(REPORT)
    assert file.bytes["word/check.png"].startswith(b"\x89PNG")
    (place,) = file.document.iter("{*}docPr")
    assert CHECK.url in place.get("descr")
    (size,) = file.document.iter("{*}extent")
    assert (size.get("cx"), size.get("cy")) == ("720000", "720000")  # 20 mm
    assert "word/check.png" not in File(LETTER).names


def test_the_file_says_what_it_is():
    properties = Document(BytesIO(File(REPORT).data)).core_properties
    assert properties.title == "BÁO CÁO chính trị trình Đại hội lần thứ III"
    assert properties.author == "CHI BỘ CỤC THI HÀNH ÁN DÂN SỰ TỈNH LẠNG SƠN"
    assert properties.subject == "chính trị trình Đại hội lần thứ III"
    assert properties.language == "vi-VN"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", PAPERS)
def test_python_docx_and_our_reader_open_it(name, code):
    data = write_official_word(PAPERS[name], PROFILES[code])
    assert data == write_official_word(PAPERS[name], PROFILES[code])
    last = File(PAPERS[name], PROFILES[code]).document.find(f"{W}body")[-2]
    assert last.tag == f"{W}p"  # or Word adds a line of its own
    assert Document(BytesIO(data)).sections[0].different_first_page_header_footer
    read = read_word(data)
    assert {loss.code for loss in read.losses} <= {
        "images",
        "heading_numbers",
        "footers",
        "highlights",
    }
    said_ = " ".join(block.text for block in read.outline.blocks)
    for run in printed(PAPERS[name], PROFILES[code]).runs:
        assert " ".join(run.text.split()) in " ".join(said_.split())


def test_an_empty_paper_is_still_a_paper():
    file = File(OfficialPaper(issuer=()))
    assert not any(said(each) for each in file.document.iter(f"{W}p"))
    Document(BytesIO(file.data))


def test_what_no_body_issues_bears_no_header() -> None:
    """A news item: neither the fixed title nor the star; its draft mark stays."""
    paper = replace(REPORT, superior=(), issuer=(), number=(), place_and_date=(), draft=2)
    lines = [said(each) for each in File(paper).document.iter(f"{W}p")]
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" not in lines
    assert "*" not in lines
    assert "Dự thảo lần 2" in lines


def test_the_star_under_the_issuer_is_not_bold() -> None:
    (star,) = [each for each in File(REPORT).document.iter(f"{W}p") if said(each) == "*"]
    (bold,) = star.iter(f"{W}b")
    assert bold.get(f"{W}val") == "0"


def test_the_boxes_have_styles_that_people_can_name():
    styles = File(REPORT).styles
    names = {box: value(styles[box_style(box)].find(f"{W}name")) for box in BOX_STYLES}
    assert names == BOX_STYLES
    assert not any("," in name for name in names.values())  # Word would take it for two names


SOFFICE = shutil.which("soffice")


@named_faces
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_prints_it_where_a_ruler_finds_it(tmp_path):
    (tmp_path / "paper.docx").write_bytes(write_official_word(REPORT, PARTY))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"

    def run_soffice(*kind: str) -> None:
        command = [SOFFICE, "--headless", profile, "--convert-to", *kind, "paper.docx"]
        subprocess.run(  # noqa: S603  # our own command on our own file
            command, check=True, capture_output=True, timeout=120, cwd=tmp_path
        )

    run_soffice("pdf")
    run_soffice("docx:Office Open XML Text", "--outdir", "back")
    ours, theirs = (
        read_word(path).outline.blocks
        for path in (tmp_path / "paper.docx", tmp_path / "back" / "paper.docx")
    )
    assert [block.text for block in theirs] == [block.text for block in ours]
    assert [block.kind for block in theirs] == [block.kind for block in ours]
    with pdfplumber.open(tmp_path / "paper.pdf") as pdf:
        pages = [page.extract_words(extra_attrs=["size"]) for page in pdf.pages]
        edges = [*pdf.pages[0].edges, *pdf.pages[0].curves]
        drawn = [e["x1"] - e["x0"] for e in edges if e["top"] < 100]
        sheets = [
            (round(page.width / 72 * 25.4), round(page.height / 72 * 25.4)) for page in pdf.pages
        ]
    assert sheets[-2:] == [(297, 210), (210, 297)]
    assert set(sheets[:-2]) == {(210, 297)}
    first = pages[0]
    mm = {word["text"]: word["x0"] / 72 * 25.4 for word in reversed(first)}
    assert min(word["top"] for word in first) / 72 * 25.4 == pytest.approx(20, abs=1)
    assert mm["Căn"] == pytest.approx(40, abs=1)  # margin and first line
    assert [word["size"] for word in first if word["text"] == "CỘNG"] == [
        pytest.approx(15, abs=0.1)
    ]
    title = [word for word in first if word["top"] < 72 and word["x0"] > 300]
    length = max(word["x1"] for word in title) - min(word["x0"] for word in title)
    assert max(drawn) == pytest.approx(length, abs=72 / 25.4)  # as long as the words
    for number_, page in enumerate(pages[1:], 2):
        top = min(page, key=lambda word: word["top"])
        assert top["text"] == str(number_)
        assert top["top"] / 72 * 25.4 == pytest.approx(10, abs=1)
    text = " ".join(word["text"] for page in pages for word in page)
    for run in printed(REPORT, PARTY).runs:
        assert " ".join(run.text.split()[:4]) in text
    baselines = sorted({round(word["bottom"]) for word in pages[1] if word["x0"] < 86})
    steps = [below - above for above, below in pairwise(baselines)]
    assert {18, 24} >= {step for step in steps if step <= 24}  # lines, and paragraphs apart


def test_long_names_break_by_sense():
    name = "Chi bộ Cục Thi hành án dân sự tỉnh Lạng Sơn"
    file = File(replace(REPORT, issuer=words(name)))
    assert file.texts("issuer") == ["CHI BỘ CỤC THI HÀNH ÁN\nDÂN SỰ TỈNH LẠNG SƠN", "*"]
    properties = Document(BytesIO(file.data)).core_properties
    assert properties.author == "CHI BỘ CỤC THI HÀNH ÁN DÂN SỰ TỈNH LẠNG SƠN"


def test_tone_marks_take_no_room():
    assert width_pt("ẤẦẨẪẬ", size_pt=14, bold=False) == width_pt("AAAAA", size_pt=14, bold=False)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_PAPER, st.sampled_from(CODES))
def test_any_paper_opens_and_keeps_the_order_of_the_schema(paper, code):
    file = File(paper, PROFILES[code])
    assert_ordered(file)
    Document(BytesIO(file.data))
    shown = [" ".join(said(each).split()).lower() for each in file.document.iter(f"{W}p")]
    for line in (line for block in paper.all_blocks for line in block.lines):
        wanted = " ".join(plain(run for run in line if not run.footnote).split()).lower()
        assert any(wanted in each for each in shown)


def test_titles_of_a_landscape_sheet_break_alike_in_both_formats() -> None:
    """Over the width of their own sheet, also that of an annex."""
    long = (
        "về việc thành lập các tiểu ban giúp việc chuẩn bị và tổ chức đại hội chi bộ lần thứ III,"
        " nhiệm kỳ 2020-2025 của Chi bộ Cục Thi hành án dân sự tỉnh Lạng Sơn"
    )
    annex = Annex(words(long), (), landscape=True)
    for landscape in (False, True):
        paper = replace(REPORT, landscape=landscape, subject=words(long), annexes=(annex,))
        headings = [
            line["runs"]
            for part in sheet(paper, PARTY)["parts"]
            for node in part["nodes"]
            if node["is"] == "heading"
            for line in node["lines"]
        ]
        printed_lines = {
            "".join("\n" if "newline" in run else run["words"] for run in runs) for runs in headings
        }
        written = {said(each) for each in File(paper).document.iter(f"{W}p")}
        long_ones = {line for line in written if " ".join(line.lower().split()) == long.lower()}
        assert long_ones
        assert long_ones <= printed_lines
