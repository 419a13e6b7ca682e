"""Whole numbers as addresses and forms bring them."""

_DIGITS = 15  # below what any database counts to; `int` itself refuses more than 4,300


def whole_number(text: str) -> int | None:
    """A number of ASCII digits; None for anything else, and for more than 15 of them."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None
