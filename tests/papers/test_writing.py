"""Word files are judged by the schema's order, by python-docx, by LibreOffice and by our reader."""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from daihoi.papers.comparison import carry_keys
from daihoi.papers.outline import (
    Align,
    Block,
    BlockKind,
    Cell,
    ListFormat,
    ListMark,
    Outline,
    Run,
    Runs,
    Table,
)
from daihoi.papers.reading import read_word
from daihoi.papers.writing import Look, write_word
from daihoi.vietnamese.text import nfc

SAMPLES = Path(__file__).parents[1] / "cases" / "samples"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KEY = "0123456789abcdef0123456789abcdef"

# ECMA-376, part 1, annex A: the sequences Word insists on, as far as we write them.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing "
    "ind contextualSpacing jc textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps strike color spacing kern position sz szCs highlight u "
    "shd vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap vAlign",
    "style": "name basedOn next link uiPriority semiHidden qFormat pPr rPr tblPr trPr tcPr "
    "tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl lvl",
    "numbering": "abstractNum num",
    "styles": "docDefaults latentStyles style",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p",
    "tr": "trPr tc",
    "settings": "zoom defaultTabStop characterSpacingControl footnotePr compat themeFontLang "
    "decimalSymbol listSeparator",
    "sectPr": "headerReference footnotePr type pgSz pgMar pgNumType cols titlePg",
    "body": "p tbl bookmarkStart bookmarkEnd sectPr",
}
UNORDERED = {"body"}  # a choice in the schema, but for `sectPr`


def paragraph(*runs: Run, align: Align = Align.NONE, key: str = "") -> Block:
    return Block(BlockKind.PARAGRAPH, runs, align=align, key=key)


def item(
    text: str, number: int, *, template: str = "{}.", level: int = 0, group: str = "a"
) -> Block:
    kind = ListFormat.LOWER_LETTER if template == "{})" else ListFormat.DECIMAL
    mark = ListMark(kind, template, number, group)
    return Block(BlockKind.ITEM, (Run(text),), level=level, mark=mark)


def cell(text: str, columns: int = 1, rows: int = 1, align: Align = Align.NONE) -> Cell:
    return Cell(((Run(text),),), columns, rows, align)


def table(*rows: tuple[Cell, ...], header_rows: int = 0, key: str = "") -> Block:
    return Block(BlockKind.TABLE, table=Table(rows, header_rows=header_rows), key=key)


def part(data: bytes, name: str) -> etree._Element:
    with ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def forgetting(outline: Outline) -> Outline:
    """Without what Word is not asked to bring back: keys and the names of lists."""
    return replace(outline, blocks=tuple(_forgetting(block) for block in outline.blocks))


def _forgetting(block: Block) -> Block:
    mark = replace(block.mark, group="") if block.mark else None
    return replace(block, key="", mark=mark)


SMALL = Outline(
    (
        Block(BlockKind.HEADING, (Run("PHẦN THỨ NHẤT\nTình hình"),), level=1, key=KEY),
        paragraph(
            Run("Chi bộ "),
            Run("đoàn kết", bold=True, italic=True),
            Run(footnote="Số liệu năm 2019 & 2020."),
            Run(" <thống nhất>.", underline=True),
        ),
        item("một", 1),
        item("con a", 1, template="{})", level=1),
        item("con b", 2, template="{})", level=1),
        item("hai", 2),
        item("lại con a", 1, template="{})", level=1),
        item("danh sách khác", 1, group="b"),
        Block(BlockKind.ITEM, (Run("gạch"),), mark=ListMark(ListFormat.BULLET, "-", group="c")),
        table(
            (cell("Đơn vị", rows=2), cell("Số việc", columns=2)),
            (cell("Năm 2019"), cell("Năm 2020")),
            (cell("Văn phòng"), cell("12"), cell("15", align=Align.RIGHT)),
            header_rows=2,
            key="f" * 32,
        ),
        table((cell("Nơi nhận"), cell("T/M CHI ỦY", align=Align.CENTER))),
    ),
    title="Báo cáo chính trị",
)


@pytest.mark.parametrize(
    "look", [Look(), Look(landscape=True, table_pt=10, draft=4)], ids=["upright", "landscape"]
)
def test_every_part_keeps_the_order_of_the_schema(look):
    data = write_word(SMALL, look=look)
    with ZipFile(BytesIO(data)) as package:
        names = [
            name for name in package.namelist() if name.startswith("word/") and "rels" not in name
        ]
        roots = [etree.fromstring(package.read(name)) for name in names]
    seen = set()
    for element in (element for root in roots for element in root.iter(f"{W}*")):
        name = etree.QName(element).localname
        if name not in ORDERS:
            continue
        seen.add(name)
        order = ORDERS[name].split()
        places = [order.index(etree.QName(child).localname) for child in element]
        assert name in UNORDERED or places == sorted(places), (name, places)
    assert seen == set(ORDERS)
    assert etree.QName(part(data, "word/document.xml")[0][-1]).localname == "sectPr"


def test_what_a_part_names_is_there():
    data = write_word(SMALL)
    document, styles = part(data, "word/document.xml"), part(data, "word/styles.xml")
    numbering, notes = part(data, "word/numbering.xml"), part(data, "word/footnotes.xml")
    defined = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    for root in (document, styles, notes):
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
            assert {each.get(f"{W}val") for each in root.iter(f"{W}{tag}")} <= defined
    lists = {each.get(f"{W}val") for each in document.iter(f"{W}numId")}
    assert lists == {num.get(f"{W}numId") for num in numbering.iter(f"{W}num")}
    references = [each.get(f"{W}id") for each in document.iter(f"{W}footnoteReference")]
    written = [each.get(f"{W}id") for each in notes.iter(f"{W}footnote")]
    assert written == ["-1", "0", *references]
    with ZipFile(BytesIO(data)) as package:
        types = package.read("[Content_Types].xml").decode()
        listed = [name for name in package.namelist() if not name.endswith(".rels")]
    assert all(f'PartName="/{name}"' in types for name in listed if name != "[Content_Types].xml")


def test_looks_come_from_styles_alone():
    document = part(write_word(SMALL), "word/document.xml")
    marks = {etree.QName(child).localname for each in document.iter(f"{W}rPr") for child in each}
    places = {etree.QName(child).localname for each in document.iter(f"{W}pPr") for child in each}
    assert marks == {"b", "i", "u", "rStyle"}
    assert places == {"pStyle", "numPr"}


def test_python_docx_opens_it():
    document = Document(BytesIO(write_word(SMALL, look=Look(draft=2))))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.first_page_header.paragraphs[0].text == "Dự thảo lần 2"
    assert document.core_properties.title == "Báo cáo chính trị"
    assert document.core_properties.language == "vi-VN"
    assert [p.style.name for p in document.paragraphs[:4]] == [
        "Heading 1",
        "Body Text",
        "List Number",
        "List Number",
    ]
    assert document.styles["Normal"].font.name is None  # Times New Roman is the whole file's
    assert [[c.text for c in row.cells] for row in document.tables[0].rows] == [
        ["Đơn vị", "Số việc", "Số việc"],
        ["Đơn vị", "Năm 2019", "Năm 2020"],
        ["Văn phòng", "12", "15"],
    ]


def test_a_wide_paper_lies_on_its_side():
    section = Document(BytesIO(write_word(SMALL, look=Look(landscape=True)))).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert section.orientation == 1


def test_header_rows_are_repeated_on_each_page():
    document = part(write_word(SMALL), "word/document.xml")
    rows = list(next(document.iter(f"{W}tbl")).iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, False]


def test_a_list_starts_anew_where_its_numbers_do():
    data = write_word(SMALL)
    document, numbering = part(data, "word/document.xml"), part(data, "word/numbering.xml")
    used = [each.get(f"{W}val") for each in document.iter(f"{W}numId")]
    one, a, b, two, again, other, dash = used
    assert (one, a) == (two, b)
    assert len({one, a, again, other, dash}) == 5
    starts = {
        num.get(f"{W}numId"): num.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val")
        for num in numbering.iter(f"{W}num")
    }
    assert set(starts.values()) == {"1"}


def test_a_number_that_jumps_is_kept():
    blocks = (item("năm", 5), item("sáu", 6), item("chín", 9))
    read = read_word(write_word(Outline(blocks))).outline
    assert [block.mark.number for block in read.blocks] == [5, 6, 9]


def test_keys_travel_as_hidden_bookmarks():
    document = part(write_word(SMALL), "word/document.xml")
    bookmarks = list(document.iter(f"{W}bookmarkStart"))
    assert [each.get(f"{W}name") for each in bookmarks] == [f"_dh_{KEY}", f"_dh_{'f' * 32}"]
    assert bookmarks[0].getparent().findtext(f"{W}r/{W}t") == "PHẦN THỨ NHẤT"
    assert bookmarks[1].getparent().findtext(f"{W}r/{W}t") == "Đơn vị"
    assert len({each.get(f"{W}id") for each in bookmarks}) == 2
    assert len(list(document.iter(f"{W}bookmarkEnd"))) == 2


@pytest.mark.parametrize("key", ["", 'a" onload="', "đ" * 8, "x" * 37])
def test_a_key_that_is_no_bookmark_name_is_left_out(key):
    document = part(write_word(Outline((paragraph(Run("A"), key=key),))), "word/document.xml")
    assert not list(document.iter(f"{W}bookmarkStart"))


def test_letters_that_xml_cannot_hold_are_left_out():
    hostile = 'a\x00b\x1bc\ud800d\ufffee&<"\r\x85'
    blocks = (paragraph(Run(hostile), Run(footnote=hostile)), table((cell(hostile),)))
    data = write_word(Outline(blocks, title=hostile))
    read = read_word(data).outline
    kept = 'abcde&<"'
    assert [block.text.strip("\x85") for block in read.blocks] == [kept, kept]
    assert read.title == kept


def test_the_same_outline_gives_the_same_bytes():
    assert write_word(SMALL) == write_word(SMALL)


def test_odd_tables_are_still_whole():
    rows = ((cell("a", rows=3), cell("b")), (), (cell("c"), cell("d"), cell("e")), ())
    data = write_word(Outline((table(), table(*rows), table((), ()))))
    document = Document(BytesIO(data))
    assert len(document.tables) == 1
    written = part(data, "word/document.xml")
    assert all(row.find(f"{W}tc") is not None for row in written.iter(f"{W}tr"))
    assert "".join(written.itertext()) == "abcde"


def test_two_tables_on_end_stay_two():
    blocks = (table((cell("a"),)), table((cell("b"),)))
    assert [b.text for b in read_word(write_word(Outline(blocks))).outline.blocks] == ["a", "b"]


@pytest.mark.parametrize(
    "name",
    ["bao-cao-chinh-tri-du-thao-1", "bao-cao-chinh-tri-gop-y-2", "tham-luan", "de-an-nhan-su"],
)
def test_samples_come_back_as_they_went(name):
    outline = read_word(SAMPLES / f"{name}.docx").outline
    assert len(outline.blocks) > 10
    again = read_word(write_word(outline))
    assert forgetting(again.outline) == forgetting(outline)
    assert again.losses == ()


WORDS = st.text(
    st.characters(categories=["L", "N", "P", "S"], max_codepoint=0x1EFF), min_size=1, max_size=12
).map(nfc)
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join) | st.tuples(WORDS, WORDS).map(
    "\n".join
)
MARKS = st.tuples(st.booleans(), st.booleans(), st.booleans())


@st.composite
def runs(draw: st.DrawFn, *, in_heading: bool = False) -> Runs:
    """Neighbours never have the same marks: a reader would join them.

    Bold and italic in a heading may be its style's own, so a reader does not take them as meant.
    """
    made: list[Run] = []
    for text, marks in draw(st.lists(st.tuples(PHRASES, MARKS), min_size=1, max_size=4)):
        bold, italic, underline = marks
        run = Run(text, bold and not in_heading, italic and not in_heading, underline)
        joins = made and replace(made[-1], text="") == replace(run, text="")
        made.append(Run(footnote=text) if joins else run)
    return tuple(made)


@st.composite
def tables(draw: st.DrawFn) -> Block:
    """Grids in which any rectangle may be merged into one cell."""
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    taken: set[tuple[int, int]] = set()
    rows = []
    for top in range(height):
        row = []
        for left in range(width):
            if (top, left) in taken:
                continue
            columns = draw(st.integers(1, width - left))
            while any((top, left + right) in taken for right in range(columns)):
                columns -= 1
            tall = draw(st.integers(1, height - top))
            taken |= {(top + y, left + x) for y in range(tall) for x in range(columns)}
            words = tuple(draw(st.lists(runs(), min_size=1, max_size=2)))
            row.append(Cell(words, columns, tall, draw(st.sampled_from(Align))))
        rows.append(tuple(row))
    widths = tuple(draw(st.lists(st.integers(200, 4000), min_size=width, max_size=width)))
    made = Table(tuple(rows), draw(st.integers(0, height)), draw(st.booleans()), widths)
    return Block(BlockKind.TABLE, table=made)


@st.composite
def items(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from(ListFormat))
    bullet = kind is ListFormat.BULLET
    templates = ["-", "+", "•"] if bullet else ["{}.", "{})", "({})", "1.{}.", "Điều {}:"]
    number = 1 if bullet else draw(st.integers(1, 60))
    mark = ListMark(kind, draw(st.sampled_from(templates)), number, draw(st.sampled_from("ab")))
    level = draw(st.integers(0, 8))
    return Block(BlockKind.ITEM, draw(runs()), level, mark, align=draw(st.sampled_from(Align)))


headings = st.builds(
    Block,
    st.just(BlockKind.HEADING),
    runs(in_heading=True),
    st.integers(1, 9),
    align=st.sampled_from(Align),
)
paragraphs = st.builds(Block, st.just(BlockKind.PARAGRAPH), runs(), align=st.sampled_from(Align))
outlines = st.builds(
    Outline,
    st.lists(st.one_of(headings, paragraphs, items(), tables()), max_size=8).map(tuple),
    title=WORDS,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(outlines)
def test_any_outline_comes_back_as_it_went(outline):
    again = read_word(write_word(outline))
    assert forgetting(again.outline) == forgetting(outline)
    assert again.losses == ()


SOFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(  # noqa: S603  # our own command on our own file
        command, check=True, capture_output=True, text=True, timeout=120, cwd=folder
    )
    return done.stdout


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed")
def test_keys_survive_a_trip_through_another_office(tmp_path):
    read = read_word(SAMPLES / "bao-cao-chinh-tri-du-thao-1.docx").outline
    numbers = count(1)
    old = carry_keys((), read.blocks, lambda: f"{next(numbers):032x}")
    changed = [
        replace(block, runs=(Run("Đã viết lại hẳn."),)) if n == 9 else block
        for n, block in enumerate(old)
    ]
    sent = [*changed[1:], changed[0]]  # the letterhead moved to the end
    (tmp_path / "sent.docx").write_bytes(write_word(Outline(tuple(sent))))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    back = ["--convert-to", "docx:Office Open XML Text", "--outdir", "back", "sent.docx"]
    run([SOFFICE, "--headless", profile, *back], tmp_path)
    new = read_word(tmp_path / "back" / "sent.docx").outline.blocks
    assert [block.key for block in new] == [block.key for block in sent]
    carried = carry_keys(old, new, lambda: "fresh")
    assert [block.key for block in carried] == [block.key for block in sent]


def test_a_key_of_another_document_is_not_carried():
    old = (paragraph(Run("Chi bộ họp hằng tháng."), key="a" * 32),)
    new = read_word(write_word(Outline((paragraph(Run("Việc khác hẳn"), key=KEY),)))).outline.blocks
    assert [block.key for block in new] == [KEY]
    assert [block.key for block in carry_keys(old, new, lambda: "fresh")] == ["fresh"]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed")
@pytest.mark.skipif(not PDFTOTEXT, reason="pdftotext (poppler) is not installed")
def test_libreoffice_prints_all_of_it(tmp_path):
    outline = read_word(SAMPLES / "bao-cao-chinh-tri-du-thao-1.docx").outline
    (tmp_path / "paper.docx").write_bytes(write_word(outline, look=Look(draft=2)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    run(
        [SOFFICE, "--headless", profile, "--convert-to", "pdf", "--outdir", ".", "paper.docx"],
        tmp_path,
    )
    shown = run([PDFTOTEXT, "-layout", "paper.pdf", "-"], tmp_path)
    printed = "".join(shown.split())
    for block in outline.blocks:
        for said in (block.text.split("\n")[0], *(run.footnote for run in block.runs)):
            if not block.table:
                assert "".join(said.split())[:40] in printed
    pages = shown.split("\f")
    assert "Dự thảo lần 2" in pages[0]
    assert pages[1].split()[0] == "2"
    assert "Dự thảo lần 2" not in pages[1]
