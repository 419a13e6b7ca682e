"""Tracked changes refused: the file as it was before them.

The reading takes every change as accepted. To refuse one is to accept its opposite, so a part is
turned round before it is read: what was put in is taken out, and what things looked like is how
they look.
"""

from enum import StrEnum

from lxml import etree

from daihoi.papers.outline import KEY_BOOKMARK, ONLY_NEW, ONLY_OLD
from daihoi.papers.reading.markup import only, w


class Changes(StrEnum):
    """How a file's tracked changes are read."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


_OPPOSITES = {
    w(one): w(other)
    for pair in (("ins", "del"), ("moveTo", "moveFrom"), ("cellIns", "cellDel"))
    for one, other in (pair, pair[::-1])
}
# In a w:rPr, w:trPr or w:tcPr these sign the mark, row or cell; they are no looks.
_SIGNS = frozenset({*_OPPOSITES, w("cellMerge")})
_APART = {w("pPr"): frozenset({w("rPr"), w("sectPr")})}
_LOOKS = tuple(
    w(f"{name}Change")
    for name in ("rPr", "pPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid", "sectPr")
)
_DELETED_WORDS = {w("delText"): w("t"), w("delInstrText"): w("instrText")}
_NUMBERING, _NUMBERING_CHANGE, _INS = w("numPr"), w("numberingChange"), w("ins")
_CELL_MERGE, _MERGE, _MERGE_BEFORE = w("cellMerge"), w("vMerge"), w("vMergeOrig")
_BOOKMARK, _NAME = w("bookmarkStart"), w("name")


def turn_round(root: etree._Element) -> None:
    """Make every tracked change of a part its opposite."""
    for change in list(root.iter(*_LOOKS)):
        _restore(change)
    for numbering in list(root.iter(_NUMBERING)):
        _take_off(numbering)
    for element in list(root.iter(*_OPPOSITES)):
        element.tag = _OPPOSITES[element.tag]
    for element in list(root.iter(*_DELETED_WORDS)):
        element.tag = _DELETED_WORDS[element.tag]
    for merge in root.iter(_CELL_MERGE):
        merge.set(_MERGE, merge.get(_MERGE_BEFORE, "rest"))
    for bookmark in root.iter(_BOOKMARK):
        name = bookmark.get(_NAME, "")
        if name.startswith(KEY_BOOKMARK):
            bookmark.set(_NAME, _other_side(name))


def _restore(change: etree._Element) -> None:
    """Give the properties that ``change`` tells of the look they had."""
    properties = change.getparent()
    if properties is None:
        return
    tag = properties.tag
    apart = _APART.get(tag, ())
    kept = [child for child in properties if child.tag in _SIGNS or child.tag in apart]
    before = only(change, tag)
    properties[:] = [*(() if before is None else before), *kept, change]


def _take_off(numbering: etree._Element) -> None:
    """Drop a number that was put on: ``w:ins`` says so, or an earlier number that is empty."""
    change = only(numbering, _NUMBERING_CHANGE)
    is_new = change is not None and not change.get(w("original"))
    properties = numbering.getparent()
    if properties is not None and (is_new or only(numbering, _INS) is not None):
        properties.remove(numbering)


def _other_side(name: str) -> str:
    """The bookmark of a key that one version only has there, as the other version's."""
    for mine, other in ((ONLY_OLD, ONLY_NEW), (ONLY_NEW, ONLY_OLD)):
        if name.endswith(mine):
            return name.removesuffix(mine) + other
    return name
