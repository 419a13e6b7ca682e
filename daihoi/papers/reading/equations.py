"""Equations as one line of text that still says what they say: (a+b)/2, x^2, √(x)."""

from collections.abc import Callable, Mapping
from functools import partial

from lxml import etree

from daihoi.papers.intake import Refused
from daihoi.papers.reading.markup import MATH, MAX_DEPTH

_T = f"{MATH}t"


def as_line(element: etree._Element, depth: int = 0) -> str:
    """The words of an equation (ECMA-376, 22.1.2), with signs for how its parts stand."""
    if depth > MAX_DEPTH:
        raise Refused("too_deep")
    if element.tag == _T:
        return element.text or ""
    name = str(element.tag).rpartition("}")[2]
    if name in _FORMS:
        return _FORMS[name](element, depth + 1)
    return "".join([as_line(child, depth + 1) for child in element])


def _part(element: etree._Element, name: str, depth: int, *, is_grouped: bool = True) -> str:
    found = element.find(f"{MATH}{name}")
    text = "" if found is None else as_line(found, depth)
    return text if text.isalnum() or not text or not is_grouped else f"({text})"


def _fraction(element: etree._Element, depth: int) -> str:
    return f"{_part(element, 'num', depth)}/{_part(element, 'den', depth)}"


def _scripts(element: etree._Element, depth: int, *, signs: Mapping[str, str]) -> str:
    base = _part(element, "e", depth)
    parts = {name: _part(element, name, depth) for name in signs}
    return base + "".join(f"{signs[name]}{text}" for name, text in parts.items() if text)


def _root(element: etree._Element, depth: int) -> str:
    return f"{_part(element, 'deg', depth)}√{_part(element, 'e', depth)}"


def _sum(element: etree._Element, depth: int) -> str:
    sign = element.find(f"{MATH}naryPr/{MATH}chr")
    shown = "∫" if sign is None else sign.get(f"{MATH}val", "")
    limits = [("_", _part(element, "sub", depth)), ("^", _part(element, "sup", depth))]
    written = "".join(f"{mark}{text}" for mark, text in limits if text)
    return f"{shown}{written} {_part(element, 'e', depth, is_grouped=False)}"


def _brackets(element: etree._Element, depth: int) -> str:
    signs = {"begChr": "(", "endChr": ")", "sepChr": "|"}
    for name in signs:
        stated = element.find(f"{MATH}dPr/{MATH}{name}")
        if stated is not None:
            signs[name] = stated.get(f"{MATH}val", "")
    parts = [as_line(child, depth) for child in element.iterchildren(f"{MATH}e")]
    return signs["begChr"] + signs["sepChr"].join(parts) + signs["endChr"]


def _rows(element: etree._Element, depth: int) -> str:
    """A matrix or a stack of equations: rows apart by semicolons."""
    rows = [
        " ".join([as_line(cell, depth) for cell in row]) if row.tag == f"{MATH}mr" else as_line(row)
        for row in element.iterchildren(f"{MATH}mr", f"{MATH}e")
    ]
    return "; ".join(rows)


_FORMS: Mapping[str, Callable[[etree._Element, int], str]] = {
    "f": _fraction,
    "sSup": partial(_scripts, signs={"sup": "^"}),
    "sSub": partial(_scripts, signs={"sub": "_"}),
    "sSubSup": partial(_scripts, signs={"sub": "_", "sup": "^"}),
    "rad": _root,
    "nary": _sum,
    "d": _brackets,
    "m": _rows,
    "eqArr": _rows,
}
