import random
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.vietnamese.names import capitalised, initials, name_key

SAMPLES = Path(__file__).parents[1] / "cases" / "samples"
SYLLABLES = [
    "a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ",
    "da dã đa đà đạ e è é ê ề ệ",
    "o ọ ô ồ ộ ơ ờ ợ",
    "u ủ ụ ư ừ ự",
]
words = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặớợ", min_size=1, max_size=5)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)


def sample_names():
    sheet = openpyxl.load_workbook(SAMPLES / "danh-sach-dang-vien.xlsx").active
    return [
        row[0]
        for row in sheet.iter_rows(min_row=5, max_row=50, min_col=2, max_col=2, values_only=True)
    ]


def test_the_sample_list_stands_in_given_name_order() -> None:
    ordered = [" ".join(name.split()) for name in sorted(sample_names(), key=name_key)]
    assert ordered[:9] == [
        "Phạm Tuấn Anh", "Đỗ Thị Ngọc Ánh", "Dương Ngọc Ân", "Hà Văn Ất", "Lý Văn Cường",
        "La Thị Thùy Dung", "Triệu Quang Dự", "Nguyễn Thế Đạt", "Hoàng Minh Đăng",
    ]  # fmt: skip
    assert ordered[-7:] == [
        "Đàm Thị Tươi", "Nguyễn Văn Út", "Hoàng Văn Ước", "Lương Quốc Vinh", "Liễu Thị Xuân",
        "Mông Thị Yến", "Tô Hải Yến",
    ]  # fmt: skip


def test_ballot_order_of_the_reference_case() -> None:
    names = "Trần Thị Ánh, Vũ Đình Đạt, Đỗ Văn Hải, Nguyễn Văn An, Hoàng Thị Dung, Phạm Thị Hà, Lê Đức Bình"
    ordered = sorted(names.split(", "), key=name_key)
    assert [name.rpartition(" ")[2] for name in ordered] == [
        "An",
        "Ánh",
        "Bình",
        "Dung",
        "Đạt",
        "Hà",
        "Hải",
    ]


def test_family_name_decides_before_the_middle_name() -> None:
    names = ["Vũ An Hà", "Lê Yên Hà", "Lê Văn Bích Hà", "Lê Văn Hà", "Hà"]
    assert sorted(names, key=name_key) == [
        "Hà",
        "Lê Văn Hà",
        "Lê Văn Bích Hà",
        "Lê Yên Hà",
        "Vũ An Hà",
    ]


@pytest.mark.parametrize("row", SYLLABLES)
def test_letters_then_tones_in_dictionary_order(row) -> None:
    ordered = row.split()
    shuffled = random.Random(1).sample(ordered, len(ordered))
    assert sorted(shuffled, key=name_key) == ordered


def test_a_tone_decides_only_between_equal_letters() -> None:
    assert name_key("má") < name_key("mai") < name_key("mãi")
    assert name_key("hoà") == name_key("hòa")
    assert name_key("2 tổ") < name_key("đảng tổ")


@given(names)
def test_a_key_is_plain_and_ignores_how_marks_are_stored(name) -> None:
    key = name_key(name)
    assert key.isascii()
    assert key.isalnum()
    assert key == key.lower()
    assert name_key(unicodedata.normalize("NFD", f"  {name.upper()} ")) == key


@given(st.text(max_size=20))
def test_any_text_has_a_plain_key(text) -> None:
    assert set(name_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@given(words, words, names, names)
def test_the_given_name_decides_first(one, other, front, back) -> None:
    if name_key(one)[:-1] < name_key(other)[:-1]:
        assert name_key(f"{front} {one}") < name_key(f"{back} {other}")


def test_initials() -> None:
    assert initials("Hoàng Đức Thiện") == "HT"
    assert initials(" đỗ thị ánh") == "ĐÁ"
    assert initials("Ánh") == "Á"
    assert initials("") == ""


def test_a_name_in_capitals_gets_small_letters() -> None:
    assert capitalised("ĐỖ THỊ  NGỌC ÁNH ") == "Đỗ Thị Ngọc Ánh"
    assert capitalised("H-LƯƠNG NIÊ") == "H-Lương Niê"
    assert capitalised("Lê McDonald") == "Lê McDonald"
