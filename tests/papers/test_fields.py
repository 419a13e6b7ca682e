"""Fields of templates, and texts as people type them."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.papers.fields import (
    Box,
    check,
    field_names,
    fill,
    paper_of,
    parse_blocks,
    parse_runs,
    texts_of,
    write_blocks,
    write_runs,
)
from daihoi.papers.fields.word import read_template
from daihoi.papers.official import OfficialPaper, Signature
from daihoi.papers.outline import Align, Block, BlockKind, ListFormat, Run, plain
from daihoi.papers.profiles import get_profile
from daihoi.papers.writing import write_official_word

WORDS = st.text(alphabet="aăâđ *_[]^<>br\\|#-1.)", max_size=30).map(lambda t: " ".join(t.split()))
TYPED = """# Phần thứ nhất: ĐẶC ĐIỂM
## I. Thuận lợi
Một đoạn **đậm**, *nghiêng*, __gạch chân__[^Theo báo cáo.] và hết.
- mục một
  - mục con
- mục hai
1. một
2. hai
>< ở giữa
|= 1000 8354
| TT | Nội dung |
|---|---|
| 1 | >> phải |
| [2x1] cả hai cột |"""


def paper(**boxes: str) -> OfficialPaper:
    return paper_of({Box(name): text for name, text in boxes.items()})


def test_typed_text_becomes_blocks_and_comes_back() -> None:
    blocks = parse_blocks(TYPED)
    assert [(b.kind, b.level) for b in blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.ITEM, 0),
        (BlockKind.ITEM, 1),
        (BlockKind.ITEM, 0),
        (BlockKind.ITEM, 0),
        (BlockKind.ITEM, 0),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.TABLE, 0),
    ]
    assert blocks[2].runs == (
        Run("Một đoạn "),
        Run("đậm", bold=True),
        Run(", "),
        Run("nghiêng", italic=True),
        Run(", "),
        Run("gạch chân", underline=True),
        Run(footnote="Theo báo cáo."),
        Run(" và hết."),
    )
    marks = [block.mark for block in blocks[6:8]]
    assert [mark.number for mark in marks if mark] == [1, 2]
    assert len({mark.group for mark in marks if mark}) == 1
    assert blocks[8].align is Align.CENTER
    table = blocks[9].table
    assert table is not None
    assert (table.header_rows, table.widths, table.bordered) == (1, (1000, 8354), True)
    assert table.rows[1][1].align is Align.RIGHT
    assert table.rows[2][0].columns == 2
    assert write_blocks(blocks) == TYPED


@given(WORDS, st.booleans(), st.booleans())
def test_no_words_are_lost_between_typing_and_keeping(text: str, bold: bool, italic: bool) -> None:
    runs = (Run("x"), Run(f"{text}y", bold=bold, italic=italic), Run(footnote="a]b\\c"))
    back = parse_runs(write_runs(runs))
    assert plain(back) == plain(runs)
    assert [run.footnote for run in back if run.footnote] == ["a]b\\c"]
    block = (
        Block(BlockKind.PARAGRAPH, (Run(text),))
        if text
        else Block(BlockKind.PARAGRAPH, (Run("y"),))
    )
    (again,) = parse_blocks(write_blocks([block]))
    assert (again.kind, again.text) == (BlockKind.PARAGRAPH, block.text)


def test_a_list_that_begins_anew_is_a_list_of_its_own() -> None:
    blocks = parse_blocks("1. a\n2. b\nđoạn\n1. c\na) d\nb) e")
    marks = [block.mark for block in blocks if block.mark]
    assert [mark.shown for mark in marks] == ["1.", "2.", "1.", "a)", "b)"]
    assert [mark.format for mark in marks][-1] is ListFormat.LOWER_LETTER
    assert len({mark.group for mark in marks}) == 3


def test_a_seal_and_a_name_that_is_missing_are_kept_in_the_texts() -> None:
    """Room for a seal, and a signature whose name is written by hand."""
    behalf, post = (Run("T/M CHI ỦY"),), (Run("BÍ THƯ"),)
    signatures = (
        Signature((behalf,), post, (Run("Lê An"),), has_seal=True),
        Signature((behalf,), post, ()),
        Signature((), post, (), has_seal=True),
    )
    made = OfficialPaper(issuer=(), signatures=signatures)
    texts = texts_of(made)
    assert texts[Box.SIGNATURES].split("\n\n")[1] == "T/M CHI ỦY\nBÍ THƯ\n(không ghi tên)"
    assert paper_of(texts).signatures == signatures


def test_a_paper_is_the_texts_of_its_boxes() -> None:
    made = paper(
        superior="{{ĐẢNG BỘ CẤP TRÊN}}",
        issuer="{{CHI BỘ}}",
        subject="Tổ chức {{đại hội}}",
        bases="Căn cứ Điều lệ Đảng;\n{{căn cứ}}",
        blocks="# I. MỤC ĐÍCH\nMột đoạn.",
        signatures="T/M CHI ỦY\nK/T BÍ THƯ\nPHÓ BÍ THƯ\n{{phó bí thư}}\n\nTHƯ KÝ\n{{thư ký}}",
        recipients="Như trên;\nLưu.",
        annexes="=== (ngang) Phụ lục 1\n| a |\n=== Phụ lục 2\nĐoạn",
    )
    first, second = made.signatures
    assert [plain(line) for line in first.authority] == ["T/M CHI ỦY", "K/T BÍ THƯ"]
    assert (plain(first.position), plain(first.name)) == ("PHÓ BÍ THƯ", "{{phó bí thư}}")
    assert (second.authority, plain(second.position)) == ((), "THƯ KÝ")
    assert [(plain(a.title), a.landscape) for a in made.annexes] == [
        ("Phụ lục 1", True),
        ("Phụ lục 2", False),
    ]
    assert paper_of(texts_of(made)) == made


def test_fields_are_filled_with_the_marks_of_their_place() -> None:
    template = paper(blocks="Chào **{{chi bộ}}** và {{CHI BỘ}}.", subject="{{ đại  hội }}")
    filled = fill(template, {"chi bộ": "Chi bộ Cục", "Đại hội": "Đại hội lần thứ III"})
    assert filled.blocks[0].runs == (
        Run("Chào "),
        Run("Chi bộ Cục", bold=True),
        Run(" và "),
        Run("CHI BỘ CỤC"),
        Run("."),
    )
    assert plain(filled.subject) == "Đại hội lần thứ III"
    assert filled.gaps == ()


def test_a_field_cut_into_pieces_by_word_is_still_one() -> None:
    runs = (Run("{"), Run("{chi "), Run("bộ}", italic=True), Run("} họp"))
    template = OfficialPaper(issuer=(), blocks=(Block(BlockKind.PARAGRAPH, runs),))
    filled = fill(template, {"chi bộ": "Chi bộ Cục"})
    assert filled.blocks[0].text == "Chi bộ Cục họp"


def test_a_missing_value_is_a_gap_that_says_what() -> None:
    template = paper(blocks="Họp ngày {{ngày họp chi ủy}}, {{ghi chú?}}hết.", issuer="{{CHI BỘ}}")
    filled = fill(template, {"ngày họp chi ủy": "  "})
    assert filled.blocks[0].runs == (
        Run("Họp ngày "),
        Run("[ngày họp chi ủy]", gap=True),
        Run(", "),
        Run("hết."),
    )
    assert filled.gaps == ("[CHI BỘ]", "[ngày họp chi ủy]")


def test_blocks_take_the_place_of_a_line_that_is_only_their_field() -> None:
    blocks = parse_blocks("- một\n- hai\n| a | b |")
    template = paper(
        blocks="Trước\n{{danh sách}}\nSau: {{danh sách}}\n{{không có?}}",
        bases="{{căn cứ}}\nCăn cứ khác.",
    )
    filled = fill(template, {"danh sách": blocks, "căn cứ": parse_blocks("Căn cứ A;\nCăn cứ B;")})
    assert [b.text for b in filled.blocks] == ["Trước", "một", "hai", "a\tb", "Sau: một; hai; a, b"]
    assert [plain(line) for line in filled.bases] == ["Căn cứ A;", "Căn cứ B;", "Căn cứ khác."]


def test_a_field_in_a_table_and_in_an_annex_is_filled() -> None:
    template = paper(blocks="| {{chi bộ}} | x |", annexes="=== Phụ lục {{chi bộ}}\n{{chi bộ}}")
    filled = fill(template, {"chi bộ": "A"})
    assert filled.blocks[0].text == "A\tx"
    assert plain(filled.annexes[0].title) == "Phụ lục A"
    assert filled.annexes[0].blocks[0].text == "A"


def test_check_names_the_field_and_where_it_stands() -> None:
    template = paper(
        subject="Đại hội {{dai hoi}}",
        blocks="# I. MỞ ĐẦU\nĐoạn đúng {{chi bộ}}.\n| a | {{nhiem ki}} |\nHỏng {{chi bộ và }} nữa {{}}",
        recipients="{{xyz}}",
    )
    problems = check(template, ["chi bộ", "đại hội", "nhiệm kỳ"])
    told = [(p.field, p.nearest, p.is_broken, p.spot.box) for p in problems]
    assert told[0] == ("dai hoi", "đại hội", False, Box.SUBJECT)
    assert told[1] == ("nhiem ki", "nhiệm kỳ", False, Box.BLOCKS)
    spot = problems[1].spot
    assert (spot.block, spot.row, spot.column, spot.heading) == (3, 1, 2, "I. MỞ ĐẦU")
    assert [p.is_broken for p in problems] == [False, False, False, True, False]
    assert told[4] == ("xyz", "", False, Box.RECIPIENTS)
    assert field_names(template) == ("dai hoi", "chi bộ", "nhiem ki", "chi bộ và", "xyz")


@pytest.mark.parametrize("text", ["mở {{chi bộ", "đóng chi bộ}} rồi"])
def test_braces_without_their_other_half_are_told(text: str) -> None:
    (problem,) = check(paper(blocks=text), ["chi bộ"])
    assert problem.is_broken
    assert problem.spot.block == 1


def renamed(file: bytes) -> bytes:
    """The same file as programs on the web save it: its main part under another name."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(made, "w") as new:
        for item in old.infolist():
            name, content = item.filename, old.read(item)
            if not name.startswith("word/") or name.endswith(".rels"):
                content = content.replace(b"word/document.xml", b"word/document2.xml")
            new.writestr(name.replace("document.xml", "document2.xml"), content)
    return made.getvalue()


def test_template_is_read_from_the_part_that_the_file_says_is_its_main_one() -> None:
    base = paper(issuer="CHI BỘ {{chi bộ}}", type_name="BÁO CÁO", subject="Tổng kết {{năm}}")
    base = paper_of({Box.BLOCKS: "Kết nạp {{số}} đảng viên."}, base)
    file = write_official_word(base, get_profile("party-2018"))
    read = read_template(file, base)
    assert read.is_recognised
    assert texts_of(read.paper)[Box.BLOCKS] == "Kết nạp {{số}} đảng viên."
    assert read_template(renamed(file), base) == read


def test_a_mark_alone_is_nothing_and_one_that_is_text_comes_back() -> None:
    assert [block.text for block in parse_blocks("- \n1.\nMột\n-\na)\n##")] == ["Một"]
    paper = paper_of({Box.RECIPIENTS: "-\nNhư trên;\n;"})
    assert [plain(line) for line in paper.recipients] == ["Như trên;"]
    kept = (Block(BlockKind.PARAGRAPH, (Run("-"),)),)
    assert parse_blocks(write_blocks(kept)) == kept
