import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.vietnamese.text import find_folded, find_words, fold, nfc, tidy


def test_tidy_removes_what_nobody_meant_to_type() -> None:
    assert tidy(" Hoàng\u00a0 Văn\u200b  Kiên \u00a0") == "Hoàng Văn Kiên"
    assert (tidy("An\x00"), fold("\x00Ấn")) == ("An", "an")
    assert tidy(unicodedata.normalize("NFD", "Ước")) == "Ước"
    assert tidy("một  \n  hai") == "một\nhai"


def test_fold_forgets_marks_and_case() -> None:
    assert fold("HOÀNG Văn Ước") == fold(unicodedata.normalize("NFD", "Hoàng văn ước"))
    assert fold("Đỗ Thị  Ngọc Ánh") == "do thi ngoc anh"
    assert fold("uỷ ban") == fold("ủy ban") == "uy ban"


def test_a_hit_covers_the_marked_words() -> None:
    text = "Đảng ủy và  đảng viên"
    assert [text[a:b] for a, b in find_folded(text, "dang")] == ["Đảng", "đảng"]
    assert [text[a:b] for a, b in find_folded(text, "VA DANG")] == ["và  đảng"]
    assert find_folded(text, " ") == []


def test_a_hit_in_decomposed_text_is_counted_in_composed_characters() -> None:
    text = "thi hành án"
    assert find_folded(unicodedata.normalize("NFD", text), "hanh") == [(4, 8)]


@given(st.text())
def test_composed_and_decomposed_fold_alike(text) -> None:
    assert fold(nfc(text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text())
def test_folding_and_tidying_twice_change_nothing(text) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert fold(fold(text)) == fold(text)


@given(st.text("aăâÁđĐ ơx\u200b\u0301", max_size=12), st.text("aâđ o", min_size=1, max_size=3))
def test_every_hit_folds_to_the_needle(haystack, needle) -> None:
    text = nfc(haystack)
    hits = find_folded(haystack, needle)
    assert all(fold(text[a:b]) == fold(needle) for a, b in hits)
    assert bool(hits) == bool(fold(needle) and fold(needle) in fold(f"x{haystack}x"))


@pytest.mark.parametrize(
    ("text", "written", "marked"),
    [
        ("Ông Nguyễn Đức Anh", "nguyen duc", ["Nguyễn Đức"]),
        ("Đức và Nguyễn", "nguyen duc", ["Đức", "Nguyễn"]),
        ("Chỉ thị 35-CT/TW về đại hội", "hoi 35-ct/tw", ["35-CT/TW", "hội"]),
        ("Nghị quyết, nghiêm túc", "ngh", ["Ngh", "ngh"]),  # the last word may go on
        ("Nghiêm túc, nghị quyết", "nghi quyet", ["nghị quyết"]),
        ("Nghiêm và quyết", "nghi quy", ["quy"]),  # only the last
        ("khoảng", "hoa", []),  # no middle of a word
        ("", "a", []),
        ("a", "", []),
    ],
)
def test_words_of_a_search_stand_as_whole_words(text: str, written: str, marked: list[str]) -> None:
    assert [text[start:stop] for start, stop in find_words(text, written)] == marked
