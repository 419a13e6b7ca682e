"""What a clerk's ruler finds: places within a millimetre of the profile, sizes exact."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest

from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Align, Block, BlockKind, Cell, Table
from daihoi.papers.profiles import PROFILES, HeadingKind, Profile, get_profile
from daihoi.papers.typesetting import write_pdf
from tests.papers.typesetting.measured import MM, Line, lines_of, named_faces, rules_of
from tests.papers.typesetting.shapes import (
    LETTER,
    REPORT,
    SENTENCE,
    SHAPES,
    bullet,
    figures,
    heading,
    item,
    letter_item,
    paragraph,
    words,
)

RULER_MM = 1
PARTY = get_profile("party-2018")


def line_of(paper: OfficialPaper, profile: Profile, start: str) -> Line:
    found = [line for line in lines_of(write_pdf(paper, profile)) if line.text.startswith(start)]
    assert found, start
    return found[0]


@cache
def report_lines(code: str) -> tuple[Line, ...]:
    """Of the report, without its annexes, signed as the profile has it."""
    profile = get_profile(code)
    authority = words(f"{profile.authority.on_behalf} chi ủy")
    signature = replace(REPORT.signatures[0], authority=(authority,))
    return tuple(lines_of(write_pdf(replace(REPORT, signatures=(signature,), annexes=()), profile)))


def near(value: float) -> Any:
    return pytest.approx(value, abs=RULER_MM)


@pytest.mark.parametrize("code", sorted(PROFILES))
@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_stands_in_the_margins(shape: str, code: str) -> None:
    profile = get_profile(code)
    page = profile.page
    with pdfplumber.open(BytesIO(write_pdf(SHAPES[shape], profile))) as pdf:
        for sheet in pdf.pages:
            landscape = sheet.width > sheet.height
            upright = (sheet.height, sheet.width) if landscape else (sheet.width, sheet.height)
            assert upright == pytest.approx((page.width_mm * MM, page.height_mm * MM), abs=0.5)
            for char in sheet.chars:
                if char["mcid"] is None and char["top"] < page.top_mm * MM - 6:
                    continue  # the page number
                assert char["x0"] > (page.left_mm - 0.1) * MM
                assert (
                    char["text"].isspace() or char["x1"] < sheet.width - (page.right_mm - 0.1) * MM
                )
                assert char["top"] > (page.top_mm - RULER_MM) * MM
                assert char["bottom"] < sheet.height - (page.bottom_mm - RULER_MM) * MM


@pytest.mark.parametrize("code", sorted(PROFILES))
def test_lines_of_text_fill_the_width_and_are_as_far_apart_as_said(code: str) -> None:
    profile = get_profile(code)
    paper = replace(REPORT, blocks=(paragraph(SENTENCE * 6),))
    page = profile.page
    all_lines = lines_of(write_pdf(paper, profile))
    first = next(n for n, line in enumerate(all_lines) if line.text.startswith("Chi bộ lãnh đạo"))
    text = all_lines[first : first + 6]
    assert text[0].left == near(page.left_mm + profile.text.first_line_mm)
    for line in text[1:]:
        assert line.left == near(page.left_mm)
    for line in text[:-1]:
        assert line.right == near(page.width_mm - page.right_mm)
    pitch = profile.text.exact_pt or profile.text.multiple * 1.149 * profile.types.text.size_pt
    for above, below in pairwise(text):
        assert (below.baseline - above.baseline) * MM == pytest.approx(pitch, abs=0.05)


def test_paragraphs_and_headings_stand_apart_by_the_space_before_them() -> None:
    blocks = (
        paragraph("Đoạn một."),
        paragraph("Đoạn hai."),
        heading(1, "PHẦN THỨ NHẤT"),
        heading(2, "I. MỘT"),
        paragraph("Đoạn ba."),
        bullet("gạch một"),
        bullet("gạch hai"),
        bullet("gạch sâu", 1),
        paragraph("Đoạn bốn."),
        paragraph("Đứng giữa", Align.CENTER),
        paragraph("Đoạn cuối."),
    )
    paper = replace(REPORT, blocks=blocks, contact="", annexes=())
    paper = replace(paper, signatures=(), recipients=(), typist="", check=None)
    lines = lines_of(write_pdf(paper, PARTY))
    first = next(n for n, line in enumerate(lines) if line.text.startswith("Căn cứ Điều lệ"))
    last = next(n for n, line in enumerate(lines) if line.text == "Đứng giữa")
    text = PARTY.text
    befores = [text.before_pt] * 11
    befores[3] = PARTY.headings[HeadingKind.PART].before_pt
    befores[4] = PARTY.headings[HeadingKind.ROMAN].before_pt
    lines = lines[first : last + 1]
    steps = [(b.baseline - a.baseline) * MM for a, b in pairwise(lines)]
    assert steps == pytest.approx([text.exact_pt + before for before in befores], abs=0.05)


@named_faces
@pytest.mark.parametrize("code", sorted(PROFILES))
@pytest.mark.parametrize(
    ("start", "element"),
    [
        ("ĐẢNG BỘ KHỐI", "superior"),
        ("CHI BỘ CỤC", "issuer"),
        ("Số      -BC/CB", "number"),
        ("Lạng Sơn,", "place_and_date"),
        ("BÁO CÁO", "type_name"),
        ("trình Đại hội", "subject"),
        ("Căn cứ Điều lệ", "basis"),
        ("Chi bộ lãnh đạo", "text"),
        ("T/M CHI ỦY", "authority"),
        ("BÍ THƯ", "position"),
        ("Nguyễn Thế Đạt", "name"),
        ("Nơi nhận", "recipients_label"),
        ("- Đảng ủy Khối", "recipients"),
        ("Dự thảo lần 2", "draft"),
        ("MẬT", "mark"),
        ("LTH", "typist"),
        ("Liên hệ", "contact"),
        ("Kiểm tra văn bản", "check"),
    ],
)
def test_type_of_each_box(start: str, element: str, code: str) -> None:
    profile = get_profile(code)
    wanted = getattr(profile.types, element)
    if element == "authority":
        start = start.replace("T/M", profile.authority.on_behalf)
    line = next(line for line in report_lines(code) if line.text.startswith(start))
    assert line.size == pytest.approx(wanted.size_pt, abs=0.01)
    assert ("Bold" in line.font, "Italic" in line.font) == (wanted.bold, wanted.italic)


@named_faces
def test_headings_look_as_their_kind_does() -> None:
    paper = replace(
        REPORT, blocks=(heading(1, "PHẦN THỨ NHẤT"), heading(2, "I. MỘT"), heading(3, "1. Hai"))
    )
    part, roman, number = (line_of(paper, PARTY, start) for start in ("PHẦN", "I. MỘT", "1. Hai"))
    middle = (PARTY.page.left_mm + PARTY.page.width_mm - PARTY.page.right_mm) / 2
    assert (part.left + part.right) / 2 == near(middle)
    for line in (roman, number):
        assert line.left == near(PARTY.page.left_mm + 10)
    assert {line.font for line in (part, roman, number)} == {"LiberationSerif-Bold"}


def test_columns_of_the_header_and_its_first_lines() -> None:
    lines = lines_of(write_pdf(REPORT, PARTY))
    page, left_middle = PARTY.page, PARTY.page.left_mm + PARTY.header_left_mm / 2
    right_middle = page.width_mm - page.right_mm - PARTY.header_right_mm / 2
    by_start = {line.text: line for line in lines}
    party = by_start["ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert (party.left + party.right) / 2 == near(right_middle)
    star = by_start["*"]
    assert (star.left + star.right) / 2 == near(left_middle)
    superior = next(line for line in lines if line.text.startswith("ĐẢNG BỘ"))
    # both first lines begin at the top margin: their letters stand a line's ascent below it
    assert superior.baseline == near(page.top_mm + 14 * 0.933 / MM)
    assert party.baseline == near(superior.baseline)
    number = next(line for line in lines if line.text.startswith("Số "))
    dated = next(line for line in lines if line.text.startswith("Lạng Sơn,"))
    assert number.baseline == pytest.approx(dated.baseline, abs=0.05)


def test_the_line_under_the_title_is_as_long_as_its_words() -> None:
    data = write_pdf(REPORT, PARTY)
    title = next(line for line in lines_of(data) if line.text == "ĐẢNG CỘNG SẢN VIỆT NAM")
    left, right, top = min(rules_of(data), key=lambda rule: rule[2])
    assert (left, right) == (near(title.left), near(title.right))
    assert title.baseline < top < title.baseline + 4


def test_lines_of_a_state_paper_are_a_share_of_the_words_above() -> None:
    state = get_profile("state-2020")
    data = write_pdf(replace(REPORT, issuer=words("Cục Thi hành án dân sự")), state)
    lines = lines_of(data)
    motto = next(line for line in lines if line.text.startswith("Độc lập"))
    issuer = next(line for line in lines if line.text == "CỤC THI HÀNH ÁN DÂN SỰ")
    lengths = [right - left for left, right, _ in rules_of(data)]
    for line, share in ((motto, state.titles_rule.share), (issuer, state.issuer_rule.share)):
        assert any(length == near(share * (line.right - line.left)) for length in lengths)


@pytest.mark.parametrize("shape", ["report", "across"])
def test_page_numbers_stand_in_the_middle_from_page_two(shape: str) -> None:
    with pdfplumber.open(BytesIO(write_pdf(SHAPES[shape], PARTY))) as pdf:
        for number, sheet in enumerate(pdf.pages, 1):
            top = [c for c in sheet.chars if c["bottom"] < (PARTY.page.top_mm - RULER_MM) * MM]
            if number == 1:
                assert top == []
                continue
            assert "".join(char["text"] for char in top) == str(number)
            middle = (PARTY.page.left_mm + float(sheet.width) / MM - PARTY.page.right_mm) / 2
            assert (top[0]["x0"] + top[-1]["x1"]) / 2 / MM == near(middle)
            # the line begins where the profile says; figures stand two thirds of their size high
            figures_top = (float(sheet.height) - top[0]["matrix"][5]) / MM - 14 * 0.66 / MM
            assert figures_top == pytest.approx(PARTY.page.number_from_top_mm, abs=2)
            assert top[0]["size"] == pytest.approx(PARTY.types.page_number.size_pt, abs=0.01)


def test_the_foot_leaves_room_for_a_signature_and_more_for_a_seal() -> None:
    def room(*, has_seal: bool) -> float:
        signature = replace(LETTER.signatures[0], has_seal=has_seal)
        paper = replace(LETTER, signatures=(signature,))
        position, name = line_of(paper, PARTY, "BÍ THƯ"), line_of(paper, PARTY, "Nguyễn Thế Đạt")
        return name.baseline - position.baseline - 14 * 1.149 / MM

    assert room(has_seal=False) == near(PARTY.signing.room_mm)
    assert room(has_seal=True) == near(PARTY.signing.sealed_room_mm)
    name, page = line_of(LETTER, PARTY, "Nguyễn Thế Đạt"), PARTY.page
    right_middle = page.width_mm - page.right_mm - PARTY.signing.right_mm / 2
    assert (name.left + name.right) / 2 == near(right_middle)
    assert line_of(LETTER, PARTY, "Nơi nhận").left == near(page.left_mm)


def test_the_code_is_as_large_as_the_profile_says() -> None:
    with pdfplumber.open(BytesIO(write_pdf(SHAPES["three sign"], PARTY))) as pdf:
        dark = [line for page in pdf.pages for line in page.lines if line["mcid"] is not None]
    side = max(each["x1"] for each in dark) - min(each["x0"] for each in dark)
    # four squares of quiet zone on each side lie within the measure
    assert side / MM < PARTY.check_mm
    assert side / MM > PARTY.check_mm * 0.7


def test_items_begin_further_in_and_go_on_at_the_margin() -> None:
    lines = lines_of(write_pdf(REPORT, PARTY))
    at = next(n for n, line in enumerate(lines) if line.text.startswith("- Công tác tổ chức"))
    assert lines[at].left == near(PARTY.page.left_mm + 10)
    assert lines[at + 1].left == near(PARTY.page.left_mm)
    under = next(line for line in lines if line.text.startswith("a) Việc một"))
    assert under.left == near(PARTY.page.left_mm + 7 + 10)


def test_a_heading_never_ends_a_page_and_signatures_never_stand_alone() -> None:
    for rows in range(20, 33):
        blocks = (*(paragraph(f"Dòng {n}.") for n in range(rows)), heading(1, "PHẦN THỨ BA"))
        paper = replace(LETTER, blocks=(*blocks, paragraph("Đoạn cuối cùng.")))
        lines = lines_of(write_pdf(paper, PARTY))
        page_of = {line.text: line.page for line in lines}
        assert page_of["PHẦN THỨ BA"] == page_of["Đoạn cuối cùng."] == page_of["T/M CHI ỦY"]


ENDINGS = {
    "paragraph": (paragraph("Dẫn vào:"), paragraph("Điều đầu tiên.")),
    "long paragraph": (paragraph("Điều đầu tiên. " + SENTENCE * 5),),
    "item": (item(4, "Dẫn vào:"), bullet("Điều đầu tiên.")),
    "inner item": (item(4, "Dẫn vào:"), letter_item(1, "Điều đầu tiên.", "trong")),
    "long list": (paragraph("Dẫn vào:"), bullet("Điều đầu tiên.")) + (bullet(SENTENCE),) * 9,
    "long table": (
        paragraph("Điều đầu tiên."),
        Block(BlockKind.TABLE, table=replace(figures(30), header_rows=0)),
    ),
    "table": (
        paragraph("Dẫn vào:"),
        Block(
            BlockKind.TABLE,
            table=Table(
                tuple((Cell((words(text),)),) for text in ("Đầu bảng", "Điều đầu tiên.", "Hết.")),
                header_rows=1,
            ),
        ),
    ),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_leads_and_what_ends_the_text_never_stand_alone(ending: str) -> None:
    broken = 0
    for rows in range(16, 32):
        before = tuple(paragraph(f"Dòng {n}.") for n in range(rows))
        pdf = write_pdf(replace(LETTER, blocks=(*before, *ENDINGS[ending])), PARTY)
        lines = [line for line in lines_of(pdf) if not line.text.isdigit()]
        leading, first, signed = (
            [line.page for line in lines if said in line.text]
            for said in ("Dẫn vào:", "Điều đầu tiên", "T/M CHI ỦY")
        )
        assert leading in ([], first)
        place = next(n for n, line in enumerate(lines) if line.text.startswith("Nơi nhận"))
        assert [line.page for line in lines[place - 2 : place]] == signed * 2
        broken += signed > [1]
    assert broken


def test_pages_that_mirror_their_margins() -> None:
    page = replace(PARTY.page, is_mirrored=True)
    paper = replace(REPORT, blocks=(paragraph(SENTENCE * 40),), annexes=())
    lines = lines_of(write_pdf(paper, replace(PARTY, page=page)))
    left = {number: min(line.left for line in lines if line.page == number) for number in (1, 2)}
    assert left == {1: near(page.left_mm), 2: near(page.right_mm)}


def test_symbols_and_terms_never_break_over_lines() -> None:
    symbols = "2020-2025 và 03/4/2020, số 36-HD/VPTW, T/M 05-NQ/CB, kinh tế-xã hội, 2019–2020 "
    for pushed in range(12):
        paper = replace(REPORT, blocks=(paragraph("x" * pushed + " " + symbols * 8),), annexes=())
        ends = [line.text[-1] for line in lines_of(write_pdf(paper, PARTY)) if line.right > 150]
        assert not {"-", "/", "–"} & set(ends)


def test_a_word_longer_than_a_line_breaks_within_the_margins() -> None:
    long = "x" * 300
    cells = tuple(Cell((words(text),)) for text in ("1", long, "05-12-2020"))
    blocks = (paragraph(long), bullet(long), Block(BlockKind.TABLE, table=Table((cells,))))
    lines = lines_of(write_pdf(replace(REPORT, blocks=blocks, annexes=()), PARTY))
    page = PARTY.page
    assert max(line.right for line in lines) < page.width_mm - page.right_mm + 0.5
    assert sum(line.text.count("x") for line in lines if "daihoi" not in line.text) == 900
    assert [line.text for line in lines if "12-2020" in line.text] == ["05-12-2020"]


def test_a_date_wider_than_its_column_breaks_after_a_hyphen() -> None:
    rows = (tuple(Cell((words(text),)) for text in ("05-12-2020",) * 10),)
    blocks = (Block(BlockKind.TABLE, table=Table(rows)),)
    lines = lines_of(write_pdf(replace(LETTER, blocks=blocks), PARTY))
    assert [line.text for line in lines if line.text in {"05-12-", "2020"}] == [
        "05-12-",
        "2020",
    ] * 10


def test_type_subject_and_what_stands_under_them_follow_closely() -> None:
    lines = report_lines("party-2018")
    by_start = {line.text: line for line in lines}
    type_name, rule = by_start["BÁO CÁO CHÍNH TRỊ"], by_start["-----"]
    subject = next(line for line in lines if line.text.startswith("trình Đại hội"))
    steps = [(b.baseline - a.baseline) * MM for a, b in pairwise([type_name, subject, rule])]
    assert steps == pytest.approx([16, 16], abs=1)


def test_a_tall_row_goes_on_on_the_next_page() -> None:
    said = "Kính mời các đồng chí ổn định chỗ ngồi. " * 9
    row = (Cell((words("1"),)), Cell((words(said),)), Cell((words("Đoàn chủ tịch, thư ký"),)))
    table = Block(BlockKind.TABLE, table=Table((row,), widths=(600, 4200, 1800)))
    over = set()
    for count in range(10, 34):
        before = tuple(paragraph(f"Dòng {n}.") for n in range(count))
        blocks = (*before, table, paragraph(SENTENCE * 9))
        lines = lines_of(write_pdf(replace(LETTER, blocks=blocks), PARTY))
        over.add(len({line.page for line in lines if "đồng chí ổn" in line.text}))
    assert over == {1, 2}
