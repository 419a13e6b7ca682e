"""Numbers out of addresses: what is none never becomes an error page."""

import pytest

from daihoi.base.numbers import whole_number

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("9" * 15, 10**15 - 1)])
def test_digits_are_a_number(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", " 7", "-1", "1.5", "x", "²", "٣", "9" * 16, "9" * 5_000])
def test_anything_else_is_none(text: str) -> None:
    assert whole_number(text) is None
