"""How WordprocessingML is walked: names, values, and what a reader sees of nested wrappers."""

from collections.abc import Iterator, Mapping

from lxml import etree

from daihoi.papers.intake import Package, Refused

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MAX_DEPTH = 40

_ALTERNATE = f"{_MC}AlternateContent"
_WRAPPERS = frozenset(
    f"{_W}{name}"
    for name in ["hyperlink", "fldSimple", "ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "dir", "bdo", "ruby", "rubyBase"]
)  # fmt: skip
# Tracked changes are read as accepted.
_DELETED = frozenset({f"{_W}del", f"{_W}moveFrom"})


def w(name: str) -> str:
    """The full tag or attribute of a WordprocessingML name."""
    return _W + name


_VAL = w("val")
# What stands for a character; a soft hyphen shows only where a line happens to end: left out.
SIGNS: Mapping[str, str] = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
}


def transitional(part: bytes) -> bytes:
    """A part in the names that Word writes: Strict Open XML differs in its namespaces only."""
    return part.replace(_STRICT, _W[1:-1].encode()) if _STRICT in part[:4096] else part


def root_of(package: Package, part: str) -> etree._Element | None:
    """The root of a part, in the names that Word writes; None if the file has no such part."""
    data = package.parts.get(part)
    return None if data is None else package._replace(parts={part: transitional(data)}).xml(part)


def only(parent: etree._Element | None, tag: str) -> etree._Element | None:
    """The first child with this tag; twice as fast as ``find``."""
    return None if parent is None else next(parent.iterchildren(tag), None)


def by_tag(parent: etree._Element | None) -> dict[str, etree._Element]:
    """The children of an element that has each at most once, as properties do."""
    return {} if parent is None else {child.tag: child for child in parent}


def val(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(_VAL)


def value(parent: etree._Element | None, name: str) -> str | None:
    """``w:val`` of a child; None without child or value."""
    return val(only(parent, _W + name))


def whole(text: str | None, default: int, *, least: int = 0, most: int = 32_767) -> int:
    """A number of the file, or the default when it is absent or no number, kept in bounds."""
    try:
        number = int(text) if text else default
    except ValueError:
        number = default
    return min(max(number, least), most)


def is_on(element: etree._Element) -> bool:
    """Whether an on/off property is on; ``<w:b/>`` alone is on (ECMA-376, 17.17.4)."""
    return element.get(_VAL) not in {"0", "false", "off"}


def switched(parent: etree._Element | None, name: str) -> bool:
    child = only(parent, _W + name)
    return child is not None and is_on(child)


def inside(parent: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """Children as a reader sees them.

    Wrappers are opened, deleted parts left out, one branch of alternate content taken.
    """
    for child in parent:
        tag = child.tag
        if tag in _WRAPPERS or tag == _ALTERNATE:
            if depth > MAX_DEPTH:
                raise Refused("too_deep")
            opened = branch(child) if tag == _ALTERNATE else child
            if opened is not None:
                yield from inside(opened, depth + 1)
        elif tag not in _DELETED:
            yield child


def branch(alternate: etree._Element) -> etree._Element | None:
    """The first choice of alternate content, else its fallback: never both."""
    chosen = alternate.find(f"{_MC}Choice")
    return alternate.find(f"{_MC}Fallback") if chosen is None else chosen
