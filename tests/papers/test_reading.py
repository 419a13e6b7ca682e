import io
import time
import unicodedata
import zipfile
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daihoi.papers.intake import Refused, check_upload
from daihoi.papers.outline import Align, Block, BlockKind, ListFormat, Run
from daihoi.papers.reading import Facts, Place, read_word
from tests.papers.word_files import (
    STYLES,
    losses,
    numbered,
    p,
    r,
    tbl,
    tc,
    texts,
    tr,
    word,
)  # fmt: skip

SAMPLES = Path(__file__).parents[1] / "cases" / "samples"
DRAFT = SAMPLES / "bao-cao-chinh-tri-du-thao-1.docx"


def runs(content: str, *, style: str = "") -> tuple[Run, ...]:
    """Of a file with this one paragraph."""
    (block,) = read_word(word(p(content, style=style))).outline.blocks
    return block.runs


# --- samples -----------------------------------------------------------------------------------


def test_political_report_has_exactly_what_its_description_says() -> None:
    draft = read_word(DRAFT)
    assert draft.facts == Facts(
        headings={1: 5, 2: 12, 3: 8, 4: 17},
        paragraphs=45,
        items={ListFormat.BULLET: 8, ListFormat.DECIMAL: 12, ListFormat.LOWER_LETTER: 4},
        tables=5,
        footnotes=2,
        bold=6,
        italic=3,
        underline=1,
        words=4133,
    )
    both = [run.text for b in draft.outline.blocks for run in b.runs if run.bold and run.italic]
    assert both == ["Nguyên nhân khách quan:", "Nguyên nhân chủ quan:"]
    top = [block.text for block in draft.outline.blocks if block.level == 1 and not block.mark]
    assert [text.partition("\n")[0] for text in top] == [
        "MỞ ĐẦU",
        "PHẦN THỨ NHẤT",
        "PHẦN THỨ HAI",
        "KẾT LUẬN",
        "PHỤ LỤC",
    ]
    assert losses(draft) == {"footers": 1}
    assert draft.losses[0].places == (
        Place(words="Văn bản mẫu - tên người và số liệu là giả định"),
    )


def test_political_report_tables_keep_their_shape() -> None:
    tables = [block.table for block in read_word(DRAFT).outline.blocks if block.table]
    shapes = [(len(t.rows), t.header_rows, t.bordered, len(t.widths)) for t in tables]
    assert shapes == [
        (1, 0, False, 2),
        (10, 2, True, 9),
        (10, 1, True, 5),
        (1, 0, False, 2),
        (7, 1, True, 8),
    ]
    head = [(cell.text, cell.columns, cell.rows) for cell in tables[1].rows[0]]
    assert head == [
        ("TT", 1, 2),
        ("Chỉ tiêu", 1, 2),
        ("Đơn vị", 1, 2),
        ("Nghị quyết", 1, 2),
        ("Kết quả các năm", 4, 1),
        ("Đánh giá", 1, 2),
    ]
    assert [cell.text for cell in tables[1].rows[1]] == ["2016", "2017", "2018", "2019"]


def test_sub_items_stand_under_their_numbers() -> None:
    items = [b for b in read_word(DRAFT).outline.blocks if b.mark and b.mark.group == "5"]
    assert [(b.level, b.mark.template, b.mark.number) for b in items if b.mark] == [
        (0, "{}.", 1),
        (1, "{})", 1),
        (1, "{})", 2),
        (0, "{}.", 2),
        (1, "{})", 1),
        (1, "{})", 2),
        (0, "{}.", 3),
    ]


def test_returned_draft_differs_by_its_eight_edits_only() -> None:
    old = read_word(DRAFT).outline.blocks
    new = read_word(SAMPLES / "bao-cao-chinh-tri-gop-y-2.docx").outline.blocks
    assert [b.kind for b in old if b.table is None].count(BlockKind.ITEM) == 24
    before, after = ([(b.kind, b.level, b.text) for b in blocks] for blocks in (old, new))
    gone = [text for *_, text in Counter(before) - Counter(after)]
    come = [text for *_, text in Counter(after) - Counter(before)]
    # Edit 1 only moves a block; 2 deletes one, 3 inserts one, 4-8 change one each.
    assert (len(gone), len(come)) == (6, 6)
    assert [text[:40] for text in gone if text.startswith("V. ")] == ["V. NGUYÊN NHÂN"]
    assert [text for text in come if text.startswith("V. ")] == [
        "V. NGUYÊN NHÂN CỦA HẠN CHẾ, KHUYẾT ĐIỂM"
    ]
    kept_before = [block for block in before if block in after]
    kept_after = [block for block in after if block in before]
    (moved,) = (b for b in kept_before if "09 quy chế nội bộ" in b[2])
    assert kept_before.index(moved) > kept_after.index(moved)
    kept_before.remove(moved)
    kept_after.remove(moved)
    assert kept_before == kept_after


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    draft = read_word(SAMPLES / "bao-cao-chinh-tri-gop-y-phong.docx")
    assert losses(draft) == {"tracked_changes": 22, "comments": 7, "footers": 1}
    text = "\n".join(texts(draft))
    assert ", có đường biên giới dài" in text
    assert "hằng tháng" in text
    assert "Việc công khai thông tin" not in text
    assert draft.facts.items[ListFormat.DECIMAL] == 12  # one item deleted, one added
    assert draft.facts.footnotes == 2
    (changes,) = (loss for loss in draft.losses if loss.code == "tracked_changes")
    assert changes.description == (
        "có 22 thay đổi đang theo dõi (track changes); sẽ nhập bản đã chấp nhận mọi thay đổi"
    )


def test_speech_and_personnel_plan_are_read() -> None:
    speech = read_word(SAMPLES / "tham-luan.docx").facts
    assert (speech.headings, speech.items) == (
        {2: 4},
        {ListFormat.BULLET: 3, ListFormat.DECIMAL: 3},
    )
    plan = read_word(SAMPLES / "de-an-nhan-su.docx")
    sizes = [(len(b.table.rows), len(b.table.widths)) for b in plan.outline.blocks if b.table]
    assert (6, 10) in sizes


def test_path_bytes_and_package_give_the_same_draft() -> None:
    package = check_upload(DRAFT, expected="docx")
    assert read_word(DRAFT) == read_word(DRAFT.read_bytes()) == read_word(package)


# --- headings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "properties", "expected"),
    [
        ("u1", "", 1),
        ("Rieng", "", 1),
        ("D2", "", 2),
        ("Muc", "", 3),
        ("Vong", "", 0),
        ("Normal", '<w:outlineLvl w:val="3"/>', 4),
        ("u1", '<w:outlineLvl w:val="9"/>', 0),
        ("", "", 0),
        ("Unknown", "", 0),
    ],
)
def test_heading_level_comes_from_style_or_paragraph(
    style: str, properties: str, expected: int
) -> None:
    content = p(r("I. ĐẶC ĐIỂM"), style=style, properties=properties)
    (block,) = read_word(word(content)).outline.blocks
    assert block.level == expected
    assert block.kind is (BlockKind.HEADING if expected else BlockKind.PARAGRAPH)


def test_heading_without_styles_part_is_known_by_its_style_id() -> None:
    (block,) = read_word(word(p(r("A"), style="Heading2"), styles="")).outline.blocks
    assert (block.kind, block.level) == (BlockKind.HEADING, 2)


def test_automatic_heading_number_becomes_words() -> None:
    draft = read_word(word(p(r("Thuận lợi"), style="SoDM") + p(r("Khó khăn"), style="SoDM")))
    assert texts(draft) == ["IV. Thuận lợi", "V. Khó khăn"]
    assert losses(draft) == {"heading_numbers": 2}


@pytest.mark.parametrize("ending", ["/>", "></w:tblStylePr>", "></w:tblStylePr >"])
def test_styles_after_a_part_of_a_table_style_are_known(ending: str) -> None:
    part = '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    table = f'<w:style w:type="table" w:styleId="B">{part}<w:tblStylePr w:type="x"{ending}'
    after = "</w:style>" + STYLES.replace('"u1"', '"D9"') + f"{table}{part}</w:style>"
    draft = read_word(word(p(r("Phần một"), style="D9"), styles=f"{STYLES}{table}{after}"))
    assert [(block.kind, block.level) for block in draft.outline.blocks] == [("heading", 1)]


def test_table_of_contents_is_left_out() -> None:
    draft = read_word(word(p(r("I. ĐẶC ĐIỂM 3"), style="ML1") + p(r("Còn lại"))))
    assert (texts(draft), losses(draft)) == (["Còn lại"], {"contents": 1})


# --- lists -------------------------------------------------------------------------------------


def marks(*paragraphs: str) -> list[tuple[str, int, str] | None]:
    blocks = read_word(word("".join(paragraphs))).outline.blocks
    return [b.mark and (b.mark.template, b.mark.number, b.mark.group) for b in blocks]


def test_numbers_run_per_list_and_deeper_levels_start_again() -> None:
    assert marks(
        numbered("a", 1), numbered("b", 1, 1), numbered("c", 1, 1), p(r("giữa")),
        numbered("d", 1), numbered("e", 1, 1), numbered("f", 1, 2),
    ) == [
        ("{}.", 1, "1"), ("1.{}.", 1, "1"), ("1.{}.", 2, "1"), None,
        ("{}.", 2, "1"), ("2.{}.", 1, "1"), ("{})", 1, "1"),
    ]  # fmt: skip


def test_override_starts_a_new_list_and_a_plain_copy_counts_on() -> None:
    assert marks(numbered("a", 1), numbered("b", 4), numbered("c", 3), numbered("d", 3)) == [
        ("{}.", 1, "1"),
        ("{}.", 2, "1"),
        ("{}.", 7, "2"),
        ("{}.", 8, "2"),
    ]


def test_bullets_of_the_symbol_font_become_real_signs() -> None:
    assert marks(numbered("a", 2)) == [("•", 1, "1")]


def test_level_above_is_decimal_where_the_level_is_legal() -> None:
    assert marks(numbered("a", 5), numbered("b", 5, 1)) == [("{}.", 4, "1"), ("4.{}", 1, "1")]


def test_numbering_comes_from_the_style_and_zero_switches_it_off() -> None:
    assert marks(p(r("a"), style="So"), numbered("b", 0, style="So"), numbered("c", 2, 1)) == [
        ("{}.", 1, "1"),
        None,
        None,
    ]


# --- words -------------------------------------------------------------------------------------


def test_marks_of_neighbours_are_joined_and_those_of_styles_kept() -> None:
    assert runs(r("Chi ", "<w:b/>") + r("bộ", "<w:b/>") + r(" ta", "<w:b w:val='0'/><w:i/>")) == (
        Run("Chi bộ", bold=True),
        Run(" ta", italic=True),
    )
    assert runs(r("a", "<w:b/>") + r("b", "<w:u w:val='single'/>"), style="Dam") == (
        Run("a", bold=True),
        Run("b", bold=True, underline=True),
    )
    assert runs(r("a") + r("b", "<w:b w:val='0'/>"), style="Dam") == (
        Run("a", bold=True),
        Run("b"),
    )
    assert runs(r("a", "<w:rStyle w:val='Manh'/>") + r("b", "<w:u w:val='none'/>")) == (
        Run("a", bold=True),
        Run("b"),
    )
    assert runs(r("a", "<w:rStyle w:val='Manh'/>"), style="Dam") == (Run("a"),)


def test_only_emphasis_beyond_the_style_is_counted() -> None:
    row = "<w:tr><w:tc>{}</w:tc></w:tr>"
    direct = r("a") + r("b", "<w:i/>") + r("c", "<w:b/><w:u w:val='single'/>")
    draft = read_word(
        word(
            p(direct, style="Dam")
            + f"<w:tbl>{row.format(p(direct) + p(r('d'), style='Dam'))}</w:tbl>"
        )
    )
    assert [run.bold for run in draft.outline.blocks[0].runs] == [True, True, True]
    facts = draft.facts
    assert (facts.bold, facts.italic, facts.underline) == (1, 2, 2)


def test_the_look_of_a_heading_is_its_level() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>'
    words = r("a", "<w:b/>") + r("b", "<w:i/>") + r("c")
    (block,) = read_word(word(p(words, style="H"), styles=styles)).outline.blocks
    assert block.runs == (Run("a"), Run("b", italic=True), Run("c"))


def bookmarked(key: str, content: str) -> str:
    return f'<w:bookmarkStart w:id="1" w:name="{key}"/>{content}<w:bookmarkEnd w:id="1"/>'


def test_a_block_gets_its_key_back_from_its_hidden_bookmark() -> None:
    one, two, three = "1" * 32, "ab" * 16, "3" * 32
    table = f"<w:tbl><w:tr><w:tc>{p(bookmarked(f'_dh_{three}', r('d')))}</w:tc></w:tr></w:tbl>"
    body = (
        p(bookmarked("_Toc123", "") + bookmarked(f"_dh_{one}", r("a")))
        + p(r("b"))
        + bookmarked(f"_dh_{two}", p(r("c")))
        + table
    )
    assert [block.key for block in read_word(word(body)).outline.blocks] == [one, "", two, three]


def test_a_key_of_two_blocks_or_an_odd_one_names_none() -> None:
    one = f"_dh_{'1' * 32}"
    body = (
        p(bookmarked(one, r("a")))
        + p(bookmarked(one, r("b")))
        + p(bookmarked("_dh_<x y>".replace("<", "&lt;"), r("c")))
    )
    assert [block.key for block in read_word(word(body)).outline.blocks] == ["", "", ""]


def test_breaks_tabs_hyphens_and_symbols_become_characters() -> None:
    content = (
        "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
        '<w:softHyphen/><w:t>e</w:t><w:br w:type="page"/><w:cr/><w:t>f</w:t>'
        '<w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    )
    assert runs(content) == (Run("a\nb\tc\u2011de\nf✓"),)


def test_unknown_symbol_is_a_loss() -> None:
    draft = read_word(word(p(r("a") + '<w:r><w:sym w:font="X" w:char="F0FF"/></w:r>')))
    assert (texts(draft), losses(draft)) == (["a□"], {"symbols": 1})


def test_text_is_composed_across_runs_and_trimmed_outside_only() -> None:
    text = unicodedata.normalize("NFD", "Đại hội  Chi bộ")
    assert runs(r("  " + text[:3]) + r(text[3:] + " \u00a0")) == (Run("Đại hội  Chi bộ"),)


def test_links_controls_and_tags_show_their_text() -> None:
    link = r("a", "<w:rStyle w:val='LK'/>")
    assert runs(
        f"<w:hyperlink>{link}</w:hyperlink>"
        f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{r('b')}</w:sdtContent></w:sdt>"
        f"<w:smartTag>{r('c')}</w:smartTag><w:ins>{r('d')}</w:ins><w:del>{r('x')}</w:del>"
        f"<w:moveFrom>{r('x')}</w:moveFrom><w:moveTo>{r('e')}</w:moveTo>"
    ) == (Run("abcde"),)


def test_fields_show_their_result() -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = char("begin") + r("LỆNH") + char("separate") + r("trong") + char("end")
    content = (
        f'<w:fldSimple w:instr="DATE">{r("26-3 ")}</w:fldSimple>'
        + char("begin") + "<w:r><w:instrText>REF a</w:instrText></w:r>" + inner
        + char("separate") + r("2020") + char("end") + r(".")
    )  # fmt: skip
    assert runs(content) == (Run("26-3 2020."),)


def test_field_that_never_ends_swallows_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(read_word(word(p(r("a") + begin) + p(r("b"))))) == ["a", "b"]


def test_one_branch_of_alternate_content_is_read() -> None:
    assert runs(
        f"<mc:AlternateContent><mc:Choice>{r('một')}</mc:Choice>"
        f"<mc:Fallback>{r('hai')}</mc:Fallback></mc:AlternateContent>"
    ) == (Run("một"),)


def test_footnotes_keep_their_text_and_endnotes_become_footnotes() -> None:
    draft = read_word(
        word(
            p(r("a") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r("b"))
            + p(r("c") + '<w:r><w:endnoteReference w:id="2"/></w:r>'),
            footnotes='<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
            f'<w:footnote w:id="2">{p(r("Chú ", "<w:i/>") + r("thích"))}{p(r("hai"))}</w:footnote>',
            endnotes=f'<w:endnote w:id="2">{p(r("Cuối"))}</w:endnote>',
        )
    )
    assert [block.runs for block in draft.outline.blocks] == [
        (Run("a"), Run(footnote="Chú thích\nhai"), Run("b")),
        (Run("c"), Run(footnote="Cuối")),
    ]
    assert losses(draft) == {"endnotes": 1, "note_marks": 1}


def test_deleted_paragraph_mark_joins_with_the_next() -> None:
    joined = "<w:rPr><w:del/></w:rPr>"
    draft = read_word(word(p(r("a "), properties=joined) + p(r("b"), style="u1") + p(r("c"))))
    assert [(b.level, b.text) for b in draft.outline.blocks] == [(1, "a b"), (0, "c")]
    assert texts(read_word(word(p(r("a"), properties=joined)))) == ["a"]


def test_empty_paragraphs_are_no_blocks_and_no_loss() -> None:
    draft = read_word(word(p() + p(r(" \u00a0")) + numbered("", 1) + p(r("a"))))
    assert (texts(draft), draft.losses) == (["a"], ())


@pytest.mark.parametrize(
    ("properties", "align"),
    [
        ("", Align.NONE),
        ('<w:jc w:val="both"/>', Align.JUSTIFY),
        ('<w:jc w:val="end"/>', Align.RIGHT),
    ],
)
def test_alignment_of_a_paragraph_is_kept(properties: str, align: Align) -> None:
    (block,) = read_word(word(p(r("a"), properties="<w:keepNext/>" + properties))).outline.blocks
    assert block.align is align


# --- losses ------------------------------------------------------------------------------------

LOST = {
    "images": "<w:r><w:drawing><pic:pic/></w:drawing></w:r>",
    "drawings": "<w:r><w:pict/></w:r>",
    "charts": "<w:r><w:drawing><c:chart/></w:drawing></w:r>",
    "hidden_text": r("ẩn", "<w:vanish/>"),
    "comments": '<w:r><w:commentReference w:id="0"/></w:r>',
}


@pytest.mark.parametrize("code", LOST)
def test_lost_thing_is_named_with_its_place(code: str) -> None:
    draft = read_word(word(p(r("MỞ ĐẦU"), style="u1") + p(r("Chữ") + LOST[code])))
    assert texts(draft) == ["MỞ ĐẦU", "Chữ"]
    (loss,) = draft.losses
    assert (loss.code, loss.count, loss.places) == (code, 1, (Place("MỞ ĐẦU", 1),))
    assert str(loss.places[0]) == "mục “MỞ ĐẦU”, đoạn 1"
    assert "{" not in loss.description


def test_things_kept_as_plain_words_are_named() -> None:
    draft = read_word(
        word(
            p(
                r("cũ", "<w:strike/>")
                + r("2", '<w:vertAlign w:val="superscript"/>')
                + "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"
            )
        )
    )
    assert texts(draft) == ["cũ2x+1"]
    assert losses(draft) == {"equations": 1, "strikethrough": 1, "raised_text": 1}


def test_page_numbers_in_margins_are_no_loss_but_words_are() -> None:
    page = '<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>'
    draft = read_word(word(p(r("a")), header=p(r("Trang ") + page), footer=p(r("Mật"))))
    assert [(loss.code, loss.places) for loss in draft.losses] == [
        ("footers", (Place(words="Mật"),))
    ]


def test_link_to_elsewhere_is_named_and_link_inside_is_not() -> None:
    outside = f'<w:hyperlink r:id="rId9">{r("trang nhà")}</w:hyperlink>'
    inside = f'<w:hyperlink w:anchor="a">{r(" mục I")}</w:hyperlink>'
    draft = read_word(word(p(outside + inside)))
    assert (texts(draft), losses(draft)) == (["trang nhà mục I"], {"links": 1})


# --- tables ------------------------------------------------------------------------------------


def test_merged_cells_know_how_far_they_reach() -> None:
    start, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    (block,) = read_word(
        word(
            tbl(
                tr(tc(p(r("a")), properties=start), tc(p(r("b")), properties=wide + start)),
                tr(tc(properties=goes_on), tc(properties=wide + goes_on)),
                tr(tc(properties=goes_on), tc(p(r("c"))), tc(p(r("d")))),
            )
        )
    ).outline.blocks
    assert block.table is not None
    cells = [[(cell.text, cell.columns, cell.rows) for cell in row] for row in block.table.rows]
    assert cells == [[("a", 1, 3), ("b", 2, 2)], [], [("c", 1, 1), ("d", 1, 1)]]


def test_rows_that_start_late_or_end_early_keep_their_columns() -> None:
    (block,) = read_word(
        word(tbl(tr(tc(p(r("a"))), properties='<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>')))
    ).outline.blocks
    assert block.table is not None
    assert [(cell.text, cell.columns) for cell in block.table.rows[0]] == [
        ("", 2),
        ("a", 1),
        ("", 1),
    ]


def test_deleted_rows_are_gone_and_header_rows_counted_from_the_top() -> None:
    head = "<w:tblHeader/>"
    (block,) = read_word(
        word(
            tbl(
                tr(tc(p(r("a"))), properties=head),
                tr(tc(p(r("x"))), properties="<w:del/>"),
                tr(tc(p(r("b")))),
                tr(tc(p(r("c"))), properties=head),
            )
        )
    ).outline.blocks
    assert block.table is not None
    assert (block.text, block.table.header_rows) == ("a\nb\nc", 1)


@pytest.mark.parametrize(
    ("properties", "cell", "bordered"),
    [
        ("", "", False),
        ('<w:tblStyle w:val="Ke"/>', "", True),
        ('<w:tblStyle w:val="Ke"/><w:tblBorders><w:top w:val="nil"/></w:tblBorders>', "", False),
        ("", '<w:tcBorders><w:top w:val="single"/></w:tcBorders>', True),
        ("", '<w:tcBorders><w:top w:val="none"/></w:tcBorders>', False),
    ],
)
def test_borders_come_from_table_style_or_cells(
    properties: str, cell: str, *, bordered: bool
) -> None:
    content = tbl(tr(tc(p(r("a")), properties=cell)), properties=properties)
    (block,) = read_word(word(content)).outline.blocks
    assert block.table is not None
    assert block.table.bordered is bordered


def test_automatic_numbers_in_cells_become_words() -> None:
    draft = read_word(word(tbl(tr(tc(numbered("", 1)), tc(numbered("việc", 1))))))
    assert (texts(draft), losses(draft)) == (["1.\t2. việc"], {"cell_numbers": 2})


def test_nested_table_becomes_lines() -> None:
    inner = tbl(tr(tc(p(r("b"))), tc(p(r("c")))), tr(tc(p(r("d")))))
    draft = read_word(word(tbl(tr(tc(p(r("a")), inner, p(r("e")))))))
    assert (texts(draft), losses(draft)) == (["a\nb\tc\nd\ne"], {"nested_tables": 1})


# --- hard files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "<w:sdt><w:sdtContent>" * 100 + p(r("a")) + "</w:sdtContent></w:sdt>" * 100,
        "<w:tbl><w:tr><w:tc>" * 100 + p(r("a")) + "</w:tc></w:tr></w:tbl>" * 100,
        "<w:sdt>" * 5000 + "</w:sdt>" * 5000,
        p("<w:ins>" * 100 + r("a") + "</w:ins>" * 100),
    ],
)
def test_deep_nesting_is_refused(body: str) -> None:
    with pytest.raises(Refused) as refused:
        read_word(word(body), name="a.docx")
    assert (refused.value.code, refused.value.name) == ("too_deep", "a.docx")


def test_fifty_thousand_paragraphs_are_read_in_seconds_and_more_refused() -> None:
    paragraph = p(r("Chi bộ lãnh đạo thực hiện nhiệm vụ ") + r("chính trị", "<w:b/>"))
    start = time.perf_counter()
    assert read_word(word(paragraph * 50_000)).facts.paragraphs == 50_000
    assert time.perf_counter() - start < 20
    with pytest.raises(Refused) as refused:
        read_word(word(paragraph * 60_001))
    assert refused.value.message == "Văn bản dài quá 60000 đoạn; hãy chia thành nhiều tệp."


@pytest.mark.parametrize(
    "body",
    [
        p(r("a") * 100_000),
        p((r(" ", "<w:b/>") + r(" ")) * 50_000),
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>'
            * 30_000
            + r("a") * 30_000
        ),
        p(r("a"), properties="<w:rPr><w:del/></w:rPr>") * 20_000,
    ],
    ids=["runs", "blanks", "fields", "joined"],
)
def test_huge_paragraph_takes_time_in_proportion(body: str) -> None:
    start = time.perf_counter()
    read_word(word(body))
    assert time.perf_counter() - start < 10


def test_long_note_referred_to_over_and_over_is_refused() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{p(r("a" * 100_000))}</w:footnote>'
    assert read_word(word(p(reference * 50), footnotes=note)).facts.footnotes == 50
    with pytest.raises(Refused) as refused:
        read_word(word(p(reference * 51), footnotes=note))
    assert refused.value.code == "zip_bomb"


def test_nonsense_numbers_in_the_file_are_survived() -> None:
    odd = '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="-"/>'
    content = tbl(tr(tc(p(r("a"), properties=odd), properties='<w:gridSpan w:val="9e9"/>')))
    draft = read_word(word(content + p("<w:r><w:sym w:char='zz'/></w:r>", properties=odd)))
    assert texts(draft) == ["1. a", "□"]


def test_strict_open_xml_is_read_the_same() -> None:
    strict = io.BytesIO()
    with zipfile.ZipFile(DRAFT) as source, zipfile.ZipFile(strict, "w") as target:
        for entry in source.infolist():
            data = source.read(entry).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            target.writestr(entry, data)
    assert read_word(strict.getvalue()).outline == read_word(DRAFT).outline


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_broken_sample_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    file = bytearray((SAMPLES / "tham-luan.docx").read_bytes())
    at = data.draw(st.integers(0, len(file) - 1))
    if data.draw(st.booleans()):
        del file[at:]
    else:
        junk = data.draw(st.binary(min_size=1, max_size=8))
        file[at : at + len(junk)] = junk
    with suppress(Refused):
        read_word(bytes(file))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_broken_markup_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    """As above, but inside the XML, where the archive's checksums do not help."""
    part = data.draw(st.sampled_from(["document", "styles", "numbering", "footnotes"]))
    out = io.BytesIO()
    with zipfile.ZipFile(DRAFT) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == f"word/{part}.xml":
                at = data.draw(st.integers(0, len(content) - 1))
                junk = data.draw(
                    st.sampled_from([b"<w:", b'"', b"-1", b"9" * 400, b"x", b"</w:p>", b"\xff"])
                )
                content = content[:at] + junk + content[at + data.draw(st.integers(0, 9)) :]
            target.writestr(entry, content)
    with suppress(Refused):
        read_word(out.getvalue())


def test_blocks_survive_json() -> None:
    for block in read_word(DRAFT).outline.blocks:
        again = Block.from_json(block.to_json(), kind=block.kind.value, level=block.level, key="k")
        assert again == replace(block, key="k")
