from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.papers.reading import read_word
from daihoi.vietnamese.legacy import (
    Encoding,
    LegacyFont,
    Reading,
    decode,
    encode,
    is_suspect,
    legacy_font,
    read_as_unicode,
    recognised,
)

SAMPLES = Path(__file__).parents[1] / "cases" / "samples"
TCVN3, VNI = Encoding.TCVN3, Encoding.VNI
MARKED = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
LETTERS = "abcdefghijklmnopqrstuvwxyz" + MARKED
PROSE = [
    "Đại hội Chi bộ Cục Thi hành án dân sự tỉnh Lạng Sơn, nhiệm kỳ 2020 - 2025",
    "hoà, toà, khoá, quý, loà xoà: là, có, và, cho, không",
    "L'été à Noël, un garçon naïf a déjà mangé « le gâteau » où l'on rêve",
    "Twenty-five delegates met in Hanoi; 25 °C, ± 3 µm, § 5, © 2020, 3×4, 5×6, 7×8",
    "Señor Muñoz, mañana en São Paulo; Æsop, Øre, Ærø, blåbærsyltetøy, Grüße",
]


def test_there_are_sixty_seven_letters_with_marks() -> None:
    assert len(set(MARKED)) == len(MARKED) == 67


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("letter", LETTERS)
def test_every_small_letter_comes_back(letter: str, encoding: Encoding) -> None:
    assert decode(encode(letter, encoding), encoding) == letter


@pytest.mark.parametrize("letter", LETTERS.upper())
def test_every_capital_comes_back_from_vni_and_from_a_capital_font(letter: str) -> None:
    assert decode(encode(letter, VNI), VNI) == letter
    font = LegacyFont(TCVN3, is_capital=True)
    assert read_as_unicode([encode(letter.lower(), TCVN3)], [font]).pieces == (letter,)


@pytest.mark.parametrize("letter", "ĂÂÊÔƠƯĐ")
def test_tcvn3_has_seven_capitals_of_its_own(letter: str) -> None:
    assert decode(encode(letter, TCVN3), TCVN3) == letter


def test_tcvn3_has_no_capital_with_a_tone() -> None:
    with pytest.raises(ValueError, match="TCVN3 has no sign for Ế"):
        encode("KẾ", TCVN3)


@pytest.mark.parametrize(
    ("encoding", "signs", "text"),
    [
        (TCVN3, "§¹i héi §¶ng bé C¬ quan, nhiÖm kú; t­ t­ëng", "Đại hội Đảng bộ Cơ quan, nhiệm kỳ; tư tưởng"),
        (VNI, "Ñaïi hoäi Ñaûng boä tænh Laïng Sôn, UÛy ban, Uûy ban", "Đại hội Đảng bộ tỉnh Lạng Sơn, Ủy ban, Ủy ban"),
    ],
)  # fmt: skip
def test_words_as_offices_have_them(encoding: Encoding, signs: str, text: str) -> None:
    assert decode(signs, encoding) == text
    assert recognised(signs) is encoding


@given(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=30).map("".join))
def test_any_small_letters_come_back(text: str) -> None:
    assert [decode(encode(text, TCVN3), TCVN3)] == [text]


@pytest.mark.parametrize(
    ("name", "font"),
    [
        (".VnTime", LegacyFont(TCVN3)),
        (".VnTimeH", LegacyFont(TCVN3, is_capital=True)),
        (".VnArial NarrowH", LegacyFont(TCVN3, is_capital=True)),
        (".vnarial", LegacyFont(TCVN3)),
        ("VNI-Times", LegacyFont(VNI)),
        ("vni-helve", LegacyFont(VNI)),
        ("Times New Roman", None),
        ("Vni", None),
        ("", None),
    ],
)
def test_a_font_tells_its_encoding(name: str, font: LegacyFont | None) -> None:
    assert legacy_font(name) == font


def test_a_letter_may_begin_in_one_piece_and_end_in_the_next() -> None:
    assert read_as_unicode(["Ña", "ïi ho", "äi"], [LegacyFont(VNI)] * 3) == Reading(
        ("Đạ", "i hộ", "i"), 2, ()
    )


def test_capital_fonts_make_capitals_of_plain_letters_too() -> None:
    fonts = [LegacyFont(TCVN3), LegacyFont(TCVN3, is_capital=True)]
    assert read_as_unicode(["Sè 1: ", "§¹i héi chi bé"], fonts).pieces == (
        "Số 1: ",
        "ĐẠI HỘI CHI BỘ",
    )


def test_real_unicode_in_an_old_font_is_left() -> None:
    text = "Chi bộ có trách nhiệm lãnh đạo"
    assert read_as_unicode([text], [LegacyFont(TCVN3)]) == Reading((text,), 0, ())
    assert read_as_unicode([text], [LegacyFont(VNI)]) == Reading((text,), 0, ())


def test_a_passage_of_both_is_read_word_by_word() -> None:
    read = read_as_unicode(["§¹i héi Đảng bộ tØnh"], [LegacyFont(TCVN3)])
    assert read == Reading(("Đại hội Đảng bộ tỉnh",), 3, ())


def test_what_no_table_explains_is_named_and_kept() -> None:
    read = read_as_unicode(["C¸c ®ång chÝ ÿð¹"], [LegacyFont(TCVN3)])
    assert (read.pieces, read.unclear) == (("Các đồng chí ÿðạ",), ("ÿð¹",))


@pytest.mark.parametrize("text", PROSE)
def test_ordinary_prose_is_never_touched(text: str) -> None:
    assert (recognised(text), is_suspect(text)) == (None, False)


@pytest.mark.parametrize("name", ["bao-cao-chinh-tri-du-thao-1", "tham-luan", "de-an-nhan-su"])
def test_a_whole_paper_is_never_touched_and_always_known_when_old(name: str) -> None:
    paragraphs = [b.text for b in read_word(SAMPLES / f"{name}.docx").outline.blocks if not b.table]
    assert {recognised(text) for text in paragraphs} == {None}
    assert not any(is_suspect(text) for text in paragraphs)
    long = [text for text in paragraphs if len(text.split()) > 12]
    assert len(long) >= 10
    for text in long:
        assert recognised(encode(text, VNI)) is VNI
        assert read_as_unicode([encode(text, VNI)], [LegacyFont(VNI)]).pieces == (text,)
        small = text.lower()
        assert recognised(encode(small, TCVN3)) is TCVN3
        assert read_as_unicode([encode(small, TCVN3)], [LegacyFont(TCVN3)]).pieces == (small,)


@given(
    st.text(alphabet=st.characters(max_codepoint=0x1EF9, exclude_categories=["Cs"]), max_size=60)
)
def test_reading_loses_no_piece(text: str) -> None:
    cut = len(text) // 2
    read = read_as_unicode([text[:cut], text[cut:]], [LegacyFont(VNI)] * 2)
    assert len(read.pieces) == 2
