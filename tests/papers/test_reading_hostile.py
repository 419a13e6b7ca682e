"""Each thing that Word files bring and an outline cannot hold: kept as words, or named with where."""

import time
from pathlib import Path

import pytest

from daihoi.papers.intake import Refused
from daihoi.papers.outline import Run
from daihoi.papers.reading import Draft, read_word
from daihoi.vietnamese.legacy import Encoding, encode
from tests.papers.word_files import STYLES, losses, p, r, tbl, tc, texts, tr, word

DRAFT = Path(__file__).parents[1] / "cases" / "samples" / "bao-cao-chinh-tri-du-thao-1.docx"
OLD = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
CAPITAL = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
VNI = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'


def places(draft: Draft, code: str) -> list[str]:
    return [str(place) for loss in draft.losses if loss.code == code for place in loss.places]


def field(code: str, shown: str = "") -> str:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    middle = char.format("separate") + r(shown) if shown else ""
    told = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return char.format("begin") + told + middle + char.format("end")


def box(*paragraphs: str) -> str:
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inside}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


# --- text boxes, diagrams, WordArt ---------------------------------------------------------------


def test_words_of_a_text_box_follow_the_paragraph_that_holds_it() -> None:
    inside = box(p(r("Dự thảo lần 2")), tbl(tr(tc(p(r("Mật"))))))
    draft = read_word(word(p(r("MỞ ĐẦU"), style="u1") + p(r("Một") + inside) + p(r("hai"))))
    assert texts(draft) == ["MỞ ĐẦU", "Một", "Dự thảo lần 2", "Mật", "hai"]
    assert losses(draft) == {"text_boxes": 1}
    assert places(draft, "text_boxes") == ["mục “MỞ ĐẦU”, đoạn 1"]


def test_a_text_box_in_a_cell_and_in_another_box_keeps_its_words() -> None:
    inside = box(p(r("ngoài") + box(p(r("trong")))))
    draft = read_word(word(tbl(tr(tc(p(r("ô") + inside)))) + p(inside)))
    assert texts(draft) == ["ô\nngoài\ntrong", "ngoài", "trong"]
    assert losses(draft) == {"text_boxes": 4}


def test_text_boxes_within_one_another_without_end_are_refused() -> None:
    inside = p(r("a"))
    for _ in range(60):
        inside = p(f"<w:r><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r>")
    for body in (inside, tbl(tr(tc(inside)))):
        with pytest.raises(Refused) as refused:
            read_word(word(body))
        assert refused.value.code == "too_deep"


def test_a_diagram_is_named_with_the_words_in_it() -> None:
    diagram = '<w:r><w:drawing><dgm:relIds r:dm="diagramData"/></w:drawing></w:r>'
    data = "<a:t>Bí thư</a:t><a:t>Phó bí thư</a:t>"
    draft = read_word(word(p(r("Sơ đồ") + diagram), diagramData=data))
    assert texts(draft) == ["Sơ đồ"]
    assert losses(draft) == {"smart_art": 1}
    assert places(draft, "smart_art") == ["đoạn 1, “Bí thư Phó bí thư”"]


def test_word_art_is_named_with_its_words() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="CHÀO MỪNG"/></v:shape></w:pict></w:r>'
    draft = read_word(word(p(r("a") + art), header=p(art)))
    assert losses(draft) == {"word_art": 2}
    assert places(draft, "word_art") == ["đoạn 1, “CHÀO MỪNG”", "“đầu trang”"]


def test_a_logo_above_the_page_is_named() -> None:
    logo = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"
    draft = read_word(word(p(r("a")), header=p(logo), footer=p(logo)))
    assert places(draft, "images") == ["“đầu trang”", "“chân trang”"]


# --- fields --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code", ["REF muc_2 \\h", "DATE \\@ &quot;dd/MM/yyyy&quot;", "MERGEFIELD HoTen", "PAGE", "= SUM(ABOVE)"]
)  # fmt: skip
def test_a_field_keeps_what_it_shows_and_is_named(code: str) -> None:
    draft = read_word(word(p(r("Xem ") + field(code, "26-3") + r("."))))
    assert (texts(draft), losses(draft)) == (["Xem 26-3."], {"fields": 1})
    assert places(draft, "fields") == [f"đoạn 1, “{code.replace('&quot;', chr(34))}”"]


def test_a_field_that_shows_nothing_is_named_too() -> None:
    draft = read_word(word(p(r("Trang ") + field("NUMPAGES"))))
    assert (texts(draft), losses(draft)) == (["Trang"], {"fields": 1})


def test_a_simple_field_within_a_link_is_named() -> None:
    simple = f'<w:fldSimple w:instr=" MERGEFIELD Ten ">{r("Lan")}</w:fldSimple>'
    draft = read_word(word(p(f'<w:hyperlink w:anchor="a">{simple}</w:hyperlink>')))
    assert (texts(draft), losses(draft)) == (["Lan"], {"fields": 1})


def test_links_made_of_fields_are_links() -> None:
    outside, inside = field('HYPERLINK "http://a"', "một"), field("HYPERLINK \\l b", " hai")
    draft = read_word(word(p(outside + inside)))
    assert (texts(draft), losses(draft)) == (["một hai"], {"links": 1})


def test_fields_of_a_table_of_contents_are_named_once_as_contents() -> None:
    line = r("Mở đầu") + field("PAGEREF a", "3")
    draft = read_word(word(p(field("TOC \\o") + line, style="ML1")))
    assert losses(draft) == {"contents": 1}


# --- equations -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("equation", "line"),
    [
        ("<m:f><m:num>{a}</m:num><m:den>{b}</m:den></m:f>", "a/b"),
        ("<m:f><m:num>{a}{plus}{b}</m:num><m:den>{b}</m:den></m:f>", "(a+b)/b"),
        ("<m:sSup><m:e>{a}</m:e><m:sup>{b}</m:sup></m:sSup>", "a^b"),
        ("<m:sSubSup><m:e>{a}</m:e><m:sub>{a}</m:sub><m:sup>{b}</m:sup></m:sSubSup>", "a_a^b"),
        ("<m:rad><m:deg/><m:e>{a}{plus}{b}</m:e></m:rad>", "√(a+b)"),
        ('<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{a}</m:sub></m:nary>', "∑_a"),
        ('<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{a}</m:e></m:d>', "[a]"),
        ("<m:m><m:mr><m:e>{a}</m:e><m:e>{b}</m:e></m:mr><m:mr><m:e>{b}</m:e></m:mr></m:m>", "a b; b"),
    ],
)  # fmt: skip
def test_an_equation_still_says_the_same_on_one_line(equation: str, line: str) -> None:
    letters = {
        name: f"<m:r><m:t>{sign}</m:t></m:r>"
        for name, sign in {"a": "a", "b": "b", "plus": "+"}.items()
    }
    draft = read_word(word(p(f"<m:oMath>{equation.format(**letters)}</m:oMath>")))
    assert (texts(draft), losses(draft)) == ([line], {"equations": 1})
    assert places(draft, "equations") == [f"đoạn 1, “{line}”"]


def test_an_equation_spelled_by_a_field_keeps_its_spelling() -> None:
    draft = read_word(word(p(field("EQ \\f(1;2)"))))
    assert (texts(draft), losses(draft)) == (["EQ \\f(1;2)"], {"equations": 1})


def test_an_equation_without_end_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_word(word(p("<m:oMath>" + "<m:e>" * 200 + "</m:e>" * 200 + "</m:oMath>")))
    assert refused.value.code == "too_deep"


# --- marks of direction, spaces without width, looks ----------------------------------------------


def test_marks_nobody_sees_are_taken_out_and_counted() -> None:
    draft = read_word(word(p(r("Đại\u200b hội\u202e chi\ufeff bộ\u200f"))))
    assert (texts(draft), losses(draft)) == (["Đại hội chi bộ"], {"invisible_marks": 4})


def test_soft_hyphens_go_without_saying() -> None:
    hyphen = "<w:r><w:softHyphen/></w:r>"
    draft = read_word(word(p(r("nhiệm\u00ad kỳ") + hyphen) + p(hyphen)))
    assert (texts(draft), losses(draft)) == (["nhiệm kỳ"], {})


def test_a_paragraph_from_right_to_left_keeps_its_letters() -> None:
    content = p(f'<w:bdo w:val="rtl">{r("שלום")}</w:bdo>', properties="<w:bidi/>")
    draft = read_word(word(content + p(r("a"), properties='<w:bidi w:val="0"/>')))
    assert (texts(draft), losses(draft)) == (["שלום", "a"], {"right_to_left": 1})


def test_marked_words_and_guides_are_named() -> None:
    marked = r("chưa rõ", '<w:highlight w:val="yellow"/>') + r(" ", '<w:highlight w:val="none"/>')
    guided = f"<w:ruby><w:rt>{r('hội')}</w:rt><w:rubyBase>{r('會')}</w:rubyBase></w:ruby>"
    draft = read_word(word(p(marked + guided)))
    assert texts(draft) == ["chưa rõ 會"]
    assert losses(draft) == {"highlights": 1, "phonetic_guides": 1}


def test_a_gap_of_our_own_papers_comes_back_as_one() -> None:
    look = '<w:rStyle w:val="Gap"/><w:highlight w:val="yellow"/>'
    draft = read_word(word(p(r("ngày ") + r("ngày họp", look) + r("."))))
    assert draft.outline.blocks[0].runs == (Run("ngày "), Run("ngày họp", gap=True), Run("."))
    assert losses(draft) == {}


# --- comments and changes ------------------------------------------------------------------------


def test_comments_are_named_with_who_and_what() -> None:
    comments = f'<w:comment w:id="4" w:author="Nguyễn Văn An">{p(r("Nên bỏ câu này"))}</w:comment>'
    draft = read_word(
        word(p(r("a") + '<w:r><w:commentReference w:id="4"/></w:r>'), comments=comments)
    )
    assert places(draft, "comments") == ["đoạn 1, “Nguyễn Văn An: Nên bỏ câu này”"]


def test_a_thousand_changes_by_twenty_people_are_counted_by_each() -> None:
    change = '<w:ins w:id="{n}" w:author="Người {who}">{run}</w:ins>'
    body = "".join(p(change.format(n=n, who=n % 20 + 1, run=r("chữ "))) for n in range(1_000))
    draft = read_word(word(body))
    (loss,) = draft.losses
    assert (loss.code, loss.count, len(loss.places)) == ("tracked_changes", 1_000, 20)
    assert str(loss.places[4]) == "“Người 5: 50”"


# --- old encodings -------------------------------------------------------------------------------


def test_old_fonts_become_unicode_and_are_named() -> None:
    tcvn3, vni = "Chi bé l·nh ®¹o t­ t­ëng", "Ñaïi hoäi"
    draft = read_word(
        word(
            p(r("§¹i héi chi bé", CAPITAL))
            + p(r(tcvn3[:13], OLD) + r(tcvn3[13:], OLD + "<w:b/>"))
            + p(r(vni[:3], VNI) + r(vni[3:], VNI) + r(" – hoà bình"))
        )
    )
    assert texts(draft) == ["ĐẠI HỘI CHI BỘ", "Chi bộ lãnh đạo tư tưởng", "Đại hội – hoà bình"]
    assert draft.outline.blocks[1].runs == (
        Run("Chi bộ lãnh đ"),
        Run("ạo tư tưởng", bold=True),
    )
    assert losses(draft) == {"tcvn3": 8, "vni": 2}
    assert places(draft, "tcvn3") == ["đoạn 1", "đoạn 2"]


def test_u_with_a_horn_is_a_soft_hyphen_to_word() -> None:
    hyphen = f"<w:r><w:rPr>{OLD}</w:rPr><w:t>t</w:t><w:softHyphen/><w:t> do</w:t></w:r>"
    assert texts(read_word(word(p(hyphen)))) == ["tư do"]


OLD_STYLES = {
    "style": STYLES.replace('<w:name w:val="Đậm"/><w:rPr>', f'<w:name w:val="Đậm"/><w:rPr>{OLD}'),
    "defaults": f"<w:docDefaults><w:rPrDefault><w:rPr>{OLD}</w:rPr></w:rPrDefault></w:docDefaults>"
    + STYLES,
    "theme": "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme='minorHAnsi' "
    "w:hAnsiTheme='minorHAnsi'/></w:rPr></w:rPrDefault></w:docDefaults>" + STYLES,
}
THEME = '<a:minorFont><a:latin typeface=".VnTime"/></a:minorFont>'


@pytest.mark.parametrize("named_by", OLD_STYLES)
def test_the_font_may_stand_in_a_style_the_defaults_or_the_theme(named_by: str) -> None:
    body = p(r("§¹i héi") + r(" Đảng bộ", '<w:rFonts w:hAnsi="Times New Roman"/>'), style="Dam")
    draft = read_word(word(body, styles=OLD_STYLES[named_by], theme=THEME))
    assert (texts(draft), losses(draft)) == (["Đại hội Đảng bộ"], {"tcvn3": 2})


def test_old_fonts_in_cells_notes_and_numbers_of_lists() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="§iÒu %1:"/><w:rPr>{OLD}</w:rPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    note = r("a") + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    draft = read_word(
        word(
            tbl(tr(tc(p(r("Hä vµ tªn", OLD))))) + p(r("b"), properties=item) + p(note),
            numbering=numbering,
            footnotes=f'<w:footnote w:id="2">{p(r("Chó thÝch", OLD))}</w:footnote>',
        )
    )
    cell, listed, noted = draft.outline.blocks
    assert cell.text == "Họ và tên"
    assert listed.mark is not None
    assert listed.mark.shown == "Điều 1:"
    assert noted.runs[1].footnote == "Chú thích"


def test_unicode_typed_into_an_old_font_is_left() -> None:
    text = "Chi bộ có trách nhiệm lãnh đạo mọi mặt"
    draft = read_word(word(p(r(text, OLD)) + p(r(text, VNI))))
    assert (texts(draft), losses(draft)) == ([text, text], {})


@pytest.mark.parametrize(
    ("encoding", "code"), [(Encoding.TCVN3, "hidden_tcvn3"), (Encoding.VNI, "hidden_vni")]
)
def test_old_letters_in_a_font_of_today_are_told_by_their_words(
    encoding: Encoding, code: str
) -> None:
    said = ["đồng chí bí thư khai mạc đại hội chi bộ", "nghị quyết"]
    draft = read_word(word("".join(p(r(encode(text, encoding))) for text in said)))
    assert texts(draft) == said
    assert losses(draft) == {code: 10}
    assert places(draft, code) == ["đoạn 1", "đoạn 2"]


def test_what_is_half_broken_is_kept_and_pointed_out() -> None:
    draft = read_word(word(p(r("Chi bộ Qu¶n trị ph¸t triển")) + p(r("C¸c ÿ®ång chÝ", OLD))))
    assert texts(draft) == ["Chi bộ Qu¶n trị ph¸t triển", "Các ÿđồng chí"]
    assert losses(draft) == {"tcvn3": 3, "doubtful": 2}
    assert places(draft, "doubtful") == [
        "đoạn 2, “ÿ®ång”",
        "đoạn 1, “Chi bộ Qu¶n trị ph¸t triển”",
    ]


def test_a_real_report_says_nothing_of_old_letters() -> None:
    assert losses(read_word(DRAFT)) == {"footers": 1}


# --- size ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("properties", ["", OLD, VNI])
def test_a_paragraph_of_two_hundred_thousand_letters_is_read_at_once(properties: str) -> None:
    encoding = {OLD: Encoding.TCVN3, VNI: Encoding.VNI}.get(properties)
    sentence = "chi bộ lãnh đạo thực hiện nhiệm vụ chính trị; "
    text = sentence * (200_000 // len(sentence) + 1)
    start = time.perf_counter()
    draft = read_word(word(p(r(encode(text, encoding) if encoding else text, properties))))
    assert time.perf_counter() - start < 5
    assert texts(draft) == [text.strip()]
