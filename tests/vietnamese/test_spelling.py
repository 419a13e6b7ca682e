"""Slips of the kinds that real copy has are found, each with its place; clean texts stay quiet."""

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.registry.skeletons import FOLDER as SKELETONS
from daihoi.vietnamese.dates import DateStyle
from daihoi.vietnamese.spelling import (
    Slip,
    SlipCode,
    accepted,
    check,
    is_syllable,
    known_pairs,
)

CASES = Path(__file__).parents[1] / "cases" / "news"
NAMES = ("Chi bộ Cục Thi hành án dân sự tỉnh Lạng Sơn",)


def slips(text: str, *, style: DateStyle | None = None) -> list[tuple[SlipCode, str, str | None]]:
    return [(slip.code, slip.found, slip.suggestion) for slip in check(text, date_style=style)]


def test_all_kinds_of_slips_planted_in_a_news_item_are_found() -> None:
    text = (CASES / "tin-co-loi.txt").read_text(encoding="utf-8")
    found = check(text, names=NAMES, date_style=DateStyle.DASHED)
    assert [(slip.code, slip.found, slip.suggestion) for slip in found] == [
        (SlipCode.CASING, "Chi bộ Cục thi hành án dân sự tỉnh Lạng Sơn", NAMES[0]),
        (SlipCode.WORD, "chuân", "chuẩn"),
        (SlipCode.DATE_STYLE, "4/2020", "4-2020"),
        (SlipCode.SPACE_DOUBLED, "  ", " "),
        (SlipCode.WORD, "thủ", "thu"),
        (SlipCode.CASING, "Đảng viên", "đảng viên"),
        (SlipCode.SPACE_BEFORE, " ", ""),
        (SlipCode.DATE_STYLE, "25/3/2020", "25-3-2020"),
        (SlipCode.SPACE_BEFORE, " ", ""),
        (SlipCode.SPACE_AFTER, ",", ", "),
        (SlipCode.DATE_STYLE, "26-03-2020", "26-3-2020"),
        (SlipCode.SYLLABLE, "nghành", "ngành"),
        (SlipCode.UNBALANCED, "(", None),
    ]


def test_what_is_accepted_is_a_new_text_and_nothing_else_changes() -> None:
    text = "Đã tiếp thủ  ý kiến ,chuân bị tốt."
    made = accepted(text, check(text))
    assert made == "Đã tiếp thu ý kiến, chuẩn bị tốt."
    assert check(made) == []


def test_a_slip_that_does_not_stand_there_any_more_is_refused() -> None:
    with pytest.raises(ValueError, match="does not stand"):
        accepted("Đã sửa.", [Slip(SlipCode.WORD, 0, "thủ", "thu")])


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "quyết",
        "giữ",
        "gì",
        "gìn",
        "khuya",
        "quý",
        "ngoằn",
        "uống",
        "yêu",
        "oằn",
        "ghế",
        "kỷ",
        "thuở",
        "Đảng",
        "HỘI",
    ],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize(
    "word", ["nghành", "ngiên", "gế", "kán", "tìc", "đuợcc", "ăo", "zữ", "chuwn", "quuý", "cảacs"]
)
def test_letters_that_cannot_be_a_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_a_closed_syllable_has_one_of_two_tones() -> None:
    assert [is_syllable(word) for word in ("các", "cạc", "càc", "cảc", "cac")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_a_pair_is_read_with_its_neighbours() -> None:
    assert slips("Cơ quan thi hành án dân sự; công tác hành chính.") == []
    assert slips("Cấp ũy triển khai.") == [(SlipCode.WORD, "ũy", "ủy")]


def test_names_are_left_alone() -> None:
    assert slips("Đồng chí Hoàng Chí, đồng chí Vi Phương dự họp tại Đắk Lắk, Bắc Kạn.") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("phòng ,chống", [(SlipCode.SPACE_BEFORE, " ", ""), (SlipCode.SPACE_AFTER, ",", ", ")]),
        ("( bí thư )", [(SlipCode.SPACE_INSIDE, " ", ""), (SlipCode.SPACE_BEFORE, " ", "")]),
        ("xong.Sau đó", [(SlipCode.SPACE_AFTER, ".", ". ")]),
        ("một,, hai", [(SlipCode.MARK_DOUBLED, ",,", ",")]),
        ("gọi là “tốt", [(SlipCode.UNBALANCED, "“", None)]),
        ('gọi là "tốt', [(SlipCode.UNBALANCED, '"', None)]),
        ("7:30, 1.234,5 ./.", []),
        ("a) một; 1) hai… ba!", []),
        ("https://a.example/b,c?d=e và x@y.example", []),
    ],
)
def test_spaces_and_marks(text: str, found: list[tuple[SlipCode, str, str | None]]) -> None:
    assert slips(text) == found


def test_one_thing_is_written_one_way() -> None:
    assert slips("Mỗi Đảng viên góp ý. Đảng viên được trả lời; các đảng viên nhất trí.") == [
        (SlipCode.CASING, "Đảng viên", "đảng viên")
    ]
    assert slips("Các Đảng viên góp ý; mọi Đảng viên nhất trí.") == []
    twice = "tại Cục Thi hành án, của Cục thi hành án và Cục Thi hành án tỉnh"
    assert slips(twice) == [(SlipCode.CASING, "Cục thi hành án", "Cục Thi hành án")]


def test_one_place_for_the_tone() -> None:
    assert slips("hòa giải, hòa bình, hoà thuận") == [(SlipCode.TONE_PLACE, "hoà", "hòa")]
    assert slips("hoà giải, hoà bình, thuỷ lợi; quý") == []


@pytest.mark.parametrize(
    ("style", "written"),
    [
        (DateStyle.DASHED, "30-5-2019 và 4-2020"),
        (DateStyle.DASHED_PADDED, "30-05-2019 và 04-2020"),
        (DateStyle.SLASHED, "30/5/2019 và 4/2020"),
    ],
)
def test_four_styles_of_dates_become_the_one_chosen(style: DateStyle, written: str) -> None:
    day, month = written.split(" và ")
    for given_day in ("30-5-2019", "30-05-2019", "30/5/2019"):
        text = f"ngày {given_day}, tháng 4/2020"
        assert accepted(text, check(text, date_style=style)) == f"ngày {day}, tháng {month}"
    long = "ngày 30 tháng 5 năm 2019"
    assert accepted(long, check(long, date_style=style)) == f"ngày {day}"


def test_a_day_that_is_in_no_calendar() -> None:
    assert slips("ngày 31/2/2020") == [(SlipCode.DATE_WRONG, "31/2/2020", None)]
    assert slips("ngày 3/25/2020") == [(SlipCode.DATE_WRONG, "3/25/2020", "25-3-2020")]


def test_the_texts_of_the_house_are_clean() -> None:
    """At most one alarm in ten thousand letters of the templates of papers."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SKELETONS.glob("*.txt"))]
    alarms = [
        slip
        for text in texts
        for slip in check(text)
        if slip.code is not SlipCode.UNBALANCED  # brackets of fields are the templates' own
    ]
    assert sum(map(len, texts)) > 40_000
    assert len(alarms) <= sum(map(len, texts)) / 10_000, alarms


@given(st.text(alphabet='aáàăâeêioôuơưyđcghnpt ĐA,.;:()"“”\n-/0123456789', max_size=80))
def test_whatever_is_written_places_are_right_and_accepting_ends(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    found = check(text, date_style=DateStyle.DASHED)
    assert all(text[slip.start : slip.stop] == slip.found for slip in found)
    accepted(text, found)


PLAIN = """Ngành truyền thông đưa tin; đội tiên phong gương mẫu; nghi lễ chào cờ; phần công việc còn lại.
Chi bộ có quan điểm rõ, cũng cố gắng nhiều, nhận sự phân công; còn ý bất đồng; người chưa thành niên.
Việc trước mặt; học trường tiểu học; công tắc đèn; văn bản có chữ ký; họp để cử người dự.
Nhằm an dân; vùng tự diện hẹp; công tuần tra; ở đầu mỗi kỳ; dưới một tỷ đồng chỉ chiếm phần nhỏ;
từ cách làm ấy; khách mới đến; tờ rơi đã in, đóng bộ; quản lý công sản; lực lượng cơ động."""


def test_plain_words_that_differ_in_marks_only_from_usual_ones_are_left_alone() -> None:
    assert slips(PLAIN) == []


def test_pairs_are_two_syllables_each_and_no_names() -> None:
    pairs = known_pairs()
    assert all(len(pair.split()) == 2 and all(map(is_syllable, pair.split())) for pair in pairs)
    for fragment in ("công tuấn", "binh hoạt", "án dân", "tự điền", "phó bí", "bcct dự"):
        assert fragment not in pairs


@pytest.mark.parametrize(
    "part", ["@", "a@", "{", "1", "1.", "a-", ")", ",", "a@b.c ,", " \u00a0", "“", "https://"]
)
def test_the_longest_body_of_one_part_takes_no_more_than_a_moment(part: str) -> None:
    began = time.process_time()
    check(part * (60_000 // len(part)))
    assert time.process_time() - began < 10  # minutes where the time grew with the square
