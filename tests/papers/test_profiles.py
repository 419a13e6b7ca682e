"""Profiles: every measure has its source, each day its profile, the sheet its words."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.papers import profiles
from daihoi.papers.official import Annex, OfficialPaper, Signature
from daihoi.papers.outline import Block, BlockKind, ListFormat, ListMark, Run, plain
from daihoi.papers.profiles import (
    PROFILES,
    HeadingKind,
    Page,
    Spacing,
    Type,
    get_profile,
    heading_kinds,
    number_and_symbol,
    printed,
    profile_on,
)
from daihoi.papers.profiles.words import heading_kind
from daihoi.rules.certainty import Certainty

PARTY, STATE = get_profile("party-2018"), get_profile("state-2020")
FILES = sorted(Path(profiles.__file__).parent.glob("*.toml"))
OF_THE_FILE = {"name", "source", "is_state"}


def words(text: str, **marks: bool) -> tuple[Run, ...]:
    return (Run(text, **marks),)


def heading(text: str, level: int = 1, mark: ListMark | None = None) -> Block:
    return Block(BlockKind.HEADING, words(text), level=level, mark=mark)


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, words(text))


def measures(told, place=""):
    """The dotted places of everything a file states, citations left out."""
    for name, value in told.items():
        if name in {"cite", "cite_of"}:
            continue
        if isinstance(value, dict):
            yield from measures(value, f"{place}{name}.")
        elif isinstance(value, list) and isinstance(value[0], dict):
            for number, each in enumerate(value):
                yield from measures(each, f"{place}{name}.{number}.")
        else:
            yield f"{place}{name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_measure_names_its_source_and_how_sure_it_is(path):
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    citations = PROFILES[path.stem].citations
    assert set(citations) == set(measures(told)) - OF_THE_FILE
    assert all(cited.source.strip() for cited in citations.values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_citation_of_one_measure_names_one_that_is_there(path):
    def walk(told):
        assert set(told.get("cite_of", ())) <= set(told)
        for value in told.values():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict):
                    walk(each)

    walk(tomllib.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("place", "certainty"),
    [
        ("titles.0.size_pt", "C"),
        ("types.issuer.size_pt", "C"),
        ("types.letter_subject.italic", "C"),
        ("rules.issuer.letters", "C"),
        ("words.number", "C"),
        ("authority.on_behalf", "C"),
        ("page.width_mm", "C"),
        ("page.left_mm", "S"),
        ("page.number_from_top_mm", "S"),
        ("rules.subject.letters", "S"),
        ("text.first_line_mm", "S"),
        ("types.text.align", "S"),
        ("types.table.size_pt", "D"),
        ("page.is_mirrored", "U"),
        ("words.end", "U"),
    ],
)
def test_how_sure_the_measures_of_2018_are(place, certainty):
    assert PARTY.citations[place].certainty == certainty


def test_nothing_of_2026_is_called_confirmed():
    assert Certainty.SOURCED not in {
        cited.certainty for cited in get_profile("party-2026").citations.values()
    }


def test_a_party_paper_of_2018():
    assert PARTY.page == Page(210, 297, 20, 20, 30, 15, is_mirrored=False, number_from_top_mm=10)
    assert PARTY.page.text_width_mm == 165
    assert PARTY.text == Spacing(exact_pt=18, before_pt=6, first_line_mm=10)
    assert [(title.text, title.type.size_pt) for title in PARTY.titles] == [
        ("ĐẢNG CỘNG SẢN VIỆT NAM", 15)
    ]
    sizes = {
        "superior": (14, False), "issuer": (14, True), "number": (14, False),
        "place_and_date": (14, False), "type_name": (15, True), "subject": (14, True),
        "letter_subject": (12, False), "text": (14, False),
    }  # fmt: skip
    for box, wanted in sizes.items():
        type_ = getattr(PARTY.types, box)
        assert (type_.size_pt, type_.bold) == wanted, box
    assert PARTY.types.place_and_date.italic
    assert PARTY.authority.on_behalf == "T/M"
    assert PARTY.issuer_rule.letters == "*"


def test_a_state_paper_of_2020():
    assert [title.text for title in STATE.titles] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert STATE.authority.in_place == "KT."
    assert STATE.text == Spacing(multiple=1.15, before_pt=6, first_line_mm=10)
    assert 1 / 3 <= STATE.issuer_rule.share <= 1 / 2
    assert 1 / 3 <= STATE.subject_rule.share <= 1 / 2
    assert STATE.types.text.size_pt in {13, 14}


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_columns_fill_the_width_and_choices_of_size_rise(profile):
    assert profile.header_left_mm + profile.header_right_mm == profile.page.text_width_mm
    assert profile.signing.left_mm + profile.signing.right_mm == profile.page.text_width_mm
    assert set(profile.headings) == set(HeadingKind)
    for name in profile.types.__slots__:
        type_ = getattr(profile.types, name)
        assert isinstance(type_, Type)
        assert not type_.largest_pt or type_.largest_pt > type_.size_pt


@pytest.mark.parametrize(
    ("day", "is_state", "code"),
    [
        (date(2015, 5, 1), False, "party-2018"),
        (date(2020, 3, 25), False, "party-2018"),
        (date(2026, 1, 8), False, "party-2018"),
        (date(2026, 1, 9), False, "party-2026"),
        (date(2020, 3, 25), True, "state-2020"),
        (date(2019, 1, 1), True, "state-2020"),
    ],
)
def test_a_day_and_a_body_have_their_profile(day, is_state, code):
    assert profile_on(day, is_state=is_state).code == code


def test_one_profile_ends_where_the_next_begins():
    party = [get_profile("party-2018"), get_profile("party-2026")]
    assert (party[1].in_force_from - party[0].in_force_until).days == 1
    assert party[1].in_force_until is None


@pytest.mark.parametrize(
    ("profile", "number", "abbreviation", "body", "line"),
    [
        (PARTY, 5, "NQ", "CB", "Số 05-NQ/CB"),
        (PARTY, 127, "QĐ", "TW", "Số 127-QĐ/TW"),
        (PARTY, None, "BC", "CB", "Số       -BC/CB"),
        (STATE, 15, "QĐ", "UBND", "Số: 15/QĐ-UBND"),
        (STATE, 7, "", "CTHADS-VP", "Số: 07/CTHADS-VP"),
    ],
)
def test_number_and_symbol(profile, number, abbreviation, body, line):
    assert number_and_symbol(profile, number=number, abbreviation=abbreviation, body=body) == line


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Phần thứ nhất\nTình hình", HeadingKind.PART),
        ("PHẦN THỨ HAI: PHƯƠNG HƯỚNG", HeadingKind.PART),
        ("Chương II", HeadingKind.CHAPTER),
        ("Mục 3. Bầu cử", HeadingKind.SECTION),
        ("Điều 12. Thi hành", HeadingKind.ARTICLE),
        ("IV. Hạn chế", HeadingKind.ROMAN),
        ("II- Kết quả", HeadingKind.ROMAN),
        ("2. Khó khăn", HeadingKind.NUMBER),
        ("1.1 Thi hành án", HeadingKind.SUBNUMBER),
        ("1.2.3. Việc", HeadingKind.SUBNUMBER),
        ("a) Về việc", HeadingKind.LETTER),
        ("đ) Về tiền", HeadingKind.LETTER),
        ("Mở đầu", None),
        ("Mục đích, yêu cầu", None),
        ("Phần mềm", None),
        ("2020 là năm bản lề", None),
    ],
)
def test_the_number_of_a_heading_says_what_it_is(text, kind):
    assert heading_kind(heading(text)) is kind


def test_an_automatic_number_says_it_too():
    mark = ListMark(ListFormat.UPPER_ROMAN, "{}.", 3)
    assert heading_kind(heading("Kết quả", mark=mark)) is HeadingKind.ROMAN


def test_the_first_numbered_heading_of_a_level_decides():
    kinds = heading_kinds([heading("Mở đầu"), heading("I. Một"), heading("1. Hai"), paragraph("x")])
    assert kinds[1] is HeadingKind.ROMAN
    assert set(kinds) == set(range(1, 10))
    assert heading_kinds(())[1] is HeadingKind.PART


LETTER = OfficialPaper(
    issuer=words("Chi bộ "),
    superior=words("Đảng bộ khối"),
    subject=words("mời họp"),
    addressees=(words("Văn phòng"), words("- Các phòng")),
    blocks=(heading("Phần thứ nhất\nTình hình"), paragraph("Trân trọng kính mời.")),
    signatures=(Signature((words("T/M chi ủy"),), words("Bí thư"), words("Lê Thị Hoa")),),
    recipients=(words("Như trên,"), words("- Lưu.")),
    annexes=(Annex(words("Phụ lục"), (heading("Phần thứ hai\nTiếp"),)),),
    secrecy="Mật",
    circulation="Thu hồi",
)


def said(paper: OfficialPaper) -> dict[str, object]:
    """The words of the boxes that `printed` may change."""
    return {
        "issuer": plain(paper.issuer),
        "subject": plain(paper.subject),
        "addressees": [plain(line) for line in paper.addressees],
        "blocks": [block.text for block in paper.all_blocks],
        "authority": [plain(line) for line in paper.signatures[0].authority],
        "signed": plain(paper.signatures[0].position) + plain(paper.signatures[0].name),
        "recipients": [plain(line) for line in paper.recipients],
        "marks": paper.salutation + paper.secrecy + paper.circulation,
    }


def test_a_party_letter_as_it_is_printed():
    assert said(printed(LETTER, PARTY)) == {
        "issuer": "CHI BỘ ",
        "subject": "mời họp",
        "addressees": ["- Văn phòng", "- Các phòng"],
        "blocks": ["Phần thứ nhất\nTÌNH HÌNH", "Trân trọng kính mời.", "Phần thứ hai\nTIẾP"],
        "authority": ["T/M CHI ỦY"],
        "signed": "BÍ THƯLê Thị Hoa",
        "recipients": ["- Như trên,", "- Lưu."],
        "marks": "Kính gửi:MẬTTHU HỒI",
    }


def test_a_state_letter_as_it_is_printed():
    told = said(printed(LETTER, STATE))
    assert told["subject"] == "V/v mời họp"
    assert told["authority"] == ["TM. CHI ỦY"]
    assert told["blocks"][1] == "Trân trọng kính mời./."


def test_one_addressee_stands_beside_the_greeting_without_a_dash():
    paper = replace(LETTER, addressees=(words("Đảng ủy Khối"),), salutation="Kính trình:")
    shown = printed(paper, PARTY)
    assert [plain(line) for line in shown.addressees] == ["Đảng ủy Khối"]
    assert shown.salutation == "Kính trình:"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hết.", "Hết./."),
        ("Hết./.", "Hết./."),
        ("Hết. ", "Hết./."),
        ("Còn nữa...", "Còn nữa..."),
        ("Hết;", "Hết;"),
    ],
)
def test_only_a_full_stop_becomes_the_end_mark(text, shown):
    paper = replace(LETTER, blocks=(paragraph(text),))
    assert printed(paper, STATE).blocks[0].text == shown


def test_a_paper_that_nobody_signs_gets_no_end_mark():
    paper = replace(LETTER, signatures=())
    assert printed(paper, STATE).blocks[1].text == "Trân trọng kính mời."


def test_a_gap_is_not_put_in_capitals():
    paper = replace(LETTER, issuer=(Run("Chi bộ "), Run("tên chi bộ", gap=True)))
    assert plain(printed(paper, PARTY).issuer) == "CHI BỘ tên chi bộ"
    assert printed(paper, PARTY).gaps == paper.gaps == ("tên chi bộ",)


def test_the_name_of_a_field_is_not_put_in_capitals():
    paper = replace(LETTER, issuer=words("Chi bộ {{tên chi bộ}} {a}"))
    assert plain(printed(paper, PARTY).issuer) == "CHI BỘ {{tên chi bộ}} {A}"


TEXTS = st.text("ăâđêôơưAaBb.-/ …\n:{}", max_size=12)
LINES = st.lists(st.builds(Run, TEXTS, gap=st.booleans()), max_size=3).map(tuple)


@given(LINES, LINES, st.lists(LINES, max_size=3).map(tuple), st.sampled_from(list(PROFILES)))
def test_what_is_printed_is_printed_the_same_again(issuer, subject, lines, code):
    blocks = tuple(Block(BlockKind.HEADING, line, level=1) for line in lines)
    paper = OfficialPaper(
        issuer=issuer, subject=subject, addressees=lines, recipients=lines,
        blocks=(*blocks, *(Block(BlockKind.PARAGRAPH, line) for line in lines)),
        signatures=(Signature(lines, issuer, subject),),
    )  # fmt: skip
    once = printed(paper, PROFILES[code])
    assert printed(once, PROFILES[code]) == once
