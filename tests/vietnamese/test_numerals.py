from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.vietnamese.numerals import (
    cardinal_words,
    format_number,
    from_ordinal_words,
    from_roman,
    ordinal_words,
    roman,
)


@given(st.integers(1, 3999))
def test_roman_reads_back(number) -> None:
    assert from_roman(roman(number)) == number == from_roman(f" {roman(number).lower()} ")


@pytest.mark.parametrize("text", ["", "IIII", "IC", "VX", "A", "1", "IXI", "MMMM"])
def test_other_letters_are_no_numeral(text) -> None:
    with pytest.raises(ValueError, match="Roman"):
        from_roman(text)


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_no_numeral_outside_the_range(number) -> None:
    with pytest.raises(ValueError, match="Roman"):
        roman(number)


def test_words_change_after_tens() -> None:
    assert [cardinal_words(n) for n in (0, 5, 10, 11, 15, 20, 21, 24, 55)] == [
        "không", "năm", "mười", "mười một", "mười lăm", "hai mươi", "hai mươi mốt",
        "hai mươi bốn", "năm mươi lăm",
    ]  # fmt: skip


@given(st.integers(1, 99))
def test_ordinals_read_back(number) -> None:
    assert from_ordinal_words(ordinal_words(number).upper()) == number


def test_irregular_ordinals() -> None:
    assert [ordinal_words(n) for n in (1, 2, 4, 14)] == [
        "thứ nhất",
        "thứ hai",
        "thứ tư",
        "thứ mười bốn",
    ]


def test_numbers_are_written_with_dots_and_a_comma() -> None:
    assert format_number(15840) == "15.840"
    assert format_number(Decimal("1234567.50")) == "1.234.567,5"
    assert format_number(76.5, decimals=2) == "76,50"
    assert format_number(-0.1) == "-0,1"
