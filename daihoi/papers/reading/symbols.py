"""Signs of the Symbol and Wingdings fonts, which Word stores in the private use area."""

from collections.abc import Mapping

# Glyphs of Symbol and Wingdings seen in office papers (Unicode's mapping tables SYMBOL.TXT and
# WINGDING.TXT). The two fonts share codes; of each pair the sign used in lists is taken.
SYMBOLS: Mapping[str, str] = {
    "\uf02a": "*",
    "\uf02b": "+",
    "\uf02d": "-",
    "\uf061": "α",
    "\uf062": "β",
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf06f": "□",
    "\uf070": "□",
    "\uf071": "❑",
    "\uf075": "◆",
    "\uf076": "❖",
    "\uf077": "⬥",
    "\uf09f": "•",
    "\uf0a3": "≤",
    "\uf0a7": "▪",
    "\uf0a8": "☐",
    "\uf0ae": "→",
    "\uf0b0": "°",
    "\uf0b1": "±",
    "\uf0b3": "≥",
    "\uf0b4": "×",
    "\uf0b7": "•",
    "\uf0b9": "≠",
    "\uf0bb": "≈",
    "\uf0d8": "➢",
    "\uf0e0": "→",
    "\uf0f0": "⇨",
    "\uf0fb": "✗",
    "\uf0fc": "✓",
    "\uf0fd": "☒",
    "\uf0fe": "☑",
}

UNKNOWN = "□"


def symbol(code: str) -> str:
    """The character of a ``w:sym``, whose ``w:char`` is hexadecimal."""
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return UNKNOWN
    sign = SYMBOLS.get(sign, sign)
    return UNKNOWN if "\ue000" <= sign <= "\uf8ff" or not sign.isprintable() else sign
