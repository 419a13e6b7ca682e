"""How wide words are in Times New Roman: for lines as long as words, and for where lines break."""

import unicodedata

# Thousandths of the size (the metrics of Times, upright and bold).
_UPRIGHT = {
    722: "ADGHKNOQUVXYwĐ", 667: "BCR", 611: "ELTZ", 556: "FPS", 333: "If-()r", 389: "Js", 889: "M",
    944: "W", 444: "acez", 278: "ijlt/:;", 778: "m", 250: " .,", 500: "bdghknopquvxyđ0123456789",
}  # fmt: skip
_BOLD = {
    722: "ACDNRUVXYwĐ", 667: "BELTZ", 611: "FP", 778: "GHKOQ", 389: "Is", 500: "Jagovxy0123456789", 944: "M",
    556: "Sbdhknpquđ", 1000: "W", 444: "cerz", 333: "f-()jt:;", 278: "il/", 833: "m", 250: " .,",
}  # fmt: skip
_HORN = "\u031b"  # of ơ and ư
_HORN_WIDTH = 50


def width_pt(text: str, *, size_pt: float, bold: bool, unknown: int = 500) -> float:
    """Width in points of one line; tone marks take no room, ``unknown`` letters so many thousandths."""
    widths = _WIDTHS[bold]
    letters = unicodedata.normalize("NFD", text)
    thousandths = sum(
        _HORN_WIDTH if letter == _HORN else widths.get(letter, unknown)
        for letter in letters
        if letter == _HORN or not unicodedata.combining(letter)
    )
    return thousandths * size_pt / 1000


def longest_pt(text: str, *, size_pt: float, bold: bool, room_pt: float) -> float:
    """Width in points of the longest line, once ``text`` is broken to fit ``room_pt``."""
    broken = _lines(text, size_pt=size_pt, bold=bold, room_pt=room_pt)
    return min(max(width_pt(line, size_pt=size_pt, bold=bold) for line in broken), room_pt)


def _lines(text: str, *, size_pt: float, bold: bool, room_pt: float) -> list[str]:
    found: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and width_pt(longer, size_pt=size_pt, bold=bold) > room_pt:
                found.append(line)
                line = word
            else:
                line = longer
        found.append(line)
    return found


_WIDTHS = {
    bold: {letter: width for width, letters in table.items() for letter in letters}
    for bold, table in ((False, _UPRIGHT), (True, _BOLD))
}
