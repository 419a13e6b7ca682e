"""Numbers as Vietnamese papers write them: La Mã, thứ tự, 1.234,5."""

from decimal import Decimal

from daihoi.vietnamese.text import fold

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_IRREGULAR_ORDINALS = {1: "nhất", 4: "tư"}


def roman(number: int) -> str:
    """1 → I, 14 → XIV; ``ValueError`` outside 1-3999."""
    if not 1 <= number <= 3999:
        raise ValueError(f"no Roman numeral for {number}")
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def from_roman(text: str) -> int:
    """The value of a Roman numeral in either case; ``ValueError`` unless written canonically."""
    letters = text.strip().upper()
    if not letters or not set(letters) <= _ROMAN_DIGITS.keys():
        raise ValueError(f"not a Roman numeral: {text!r}")
    values = [_ROMAN_DIGITS[letter] for letter in letters]
    following = [*values[1:], 0]
    number = sum(-a if a < b else a for a, b in zip(values, following, strict=True))
    if not 1 <= number <= 3999 or roman(number) != letters:
        raise ValueError(f"not a Roman numeral: {text!r}")
    return number


def cardinal_words(number: int) -> str:
    """How 0-99 is read: 21 → hai mươi mốt; ``ValueError`` outside."""
    if not 0 <= number <= 99:
        raise ValueError(f"no words for {number}")
    tens, units = divmod(number, 10)
    if not tens:
        return _UNITS[units]
    head = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    if not units:
        return head
    # After "mươi" the last syllable changes: một → mốt; after any ten: năm → lăm.
    tail = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(units, _UNITS[units])
    return f"{head} {tail}"


def ordinal_words(number: int) -> str:
    """1 → thứ nhất, 2 → thứ hai, 4 → thứ tư; ``ValueError`` outside 1-99."""
    if number < 1:
        raise ValueError(f"no ordinal for {number}")
    return f"thứ {_IRREGULAR_ORDINALS.get(number) or cardinal_words(number)}"


_ORDINALS = {fold(ordinal_words(n)): n for n in range(1, 100)}


def from_ordinal_words(text: str) -> int:
    """The number of "thứ hai", marks and case apart; ``ValueError`` if it is none."""
    try:
        return _ORDINALS[fold(text)]
    except KeyError:
        raise ValueError(f"not an ordinal: {text!r}") from None


def format_number(number: float | Decimal, decimals: int | None = None) -> str:
    """1234.5 → 1.234,5. ``decimals`` fixes how many stand after the comma."""
    exact = Decimal(str(number))
    if not exact.is_finite():
        raise ValueError(f"no way to write {number}")
    if decimals is not None:
        written = f"{exact:,.{decimals}f}"
    else:
        written = f"{exact:,f}"
        if "." in written:
            written = written.rstrip("0").rstrip(".")
    return written.replace(",", " ").replace(".", ",").replace(" ", ".")
