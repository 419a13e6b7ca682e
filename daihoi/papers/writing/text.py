"""Words as WordprocessingML: escaped, broken into lines and tabs, freed of what XML cannot hold."""

import re

SPECIAL = re.compile('[&<>"\\x00-\\x1f\ud800-\udfff\ufffe\uffff]')
# XML 1.0 has no place for these, not even escaped; Word refuses the whole file.
FORBIDDEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\ud800-\udfff\ufffe\uffff]")

OPEN, CLOSE = '<w:t xml:space="preserve">', "</w:t>"
LINE = f"{CLOSE}<w:br/>{OPEN}"
TAB = f"{CLOSE}<w:tab/>{OPEN}"


def escape(text: str) -> str:
    """``text`` for an element or a quoted attribute."""
    if not SPECIAL.search(text):
        return text
    clean = FORBIDDEN.sub("", text)
    return (
        clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


def text_xml(text: str) -> str:
    r"""The inside of a ``w:r``: ``\n`` becomes a line break, ``\t`` a tab."""
    if not SPECIAL.search(text):
        return f"{OPEN}{text}{CLOSE}"
    broken = escape(text).replace("\n", LINE).replace("\t", TAB)
    return f"{OPEN}{broken}{CLOSE}".replace(OPEN + CLOSE, "")
