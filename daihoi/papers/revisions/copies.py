"""A returned file becomes a `Copy`: start at `read_copy`."""

import unicodedata
from datetime import datetime

from lxml import etree

from daihoi.papers.hands import Hand
from daihoi.papers.intake import Package, Refused
from daihoi.papers.reading.markup import w
from daihoi.papers.revisions.tracking import KEPT, Copy, Line, Remark
from daihoi.papers.revisions.walking import CHANGES, Walk, hand_of

_ID = w("id")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def read_copy(package: Package) -> Copy:
    """``Refused`` if the file is nested too deeply or has no text."""
    root = _root(package, package.main)
    body = None if root is None else root.find(w("body"))
    if root is None or body is None:
        raise Refused("damaged", name=package.name)
    comments = _remarks(package)
    walk = Walk(comments)
    units = list(walk.units(body, KEPT))
    notes: dict[str, list[Line]] = {}
    total = sum(1 for _ in root.iter(*CHANGES))
    for kind in ("footnote", "endnote"):
        for part in package.related(f"{kind}s"):
            side = _root(package, part)
            total += 0 if side is None else sum(1 for _ in side.iter(*CHANGES))
            for note in () if side is None else side.findall(w(kind)):
                lines = [unit for unit in walk.units(note, KEPT) if isinstance(unit, Line)]
                notes[f"{kind} {note.get(_ID, '')}"] = lines
    seen = len(walk.seen)
    for kind in ("header", "footer"):
        for part in package.related(kind):
            side = _root(package, part)
            total += 0 if side is None else sum(1 for _ in side.iter(*CHANGES))
    parts = {**package.parts, package.main: etree.tostring(root, encoding="UTF-8")}
    return Copy(
        package=package._replace(parts=parts),
        units=units,
        notes=notes,
        remarks=list(comments.values()),
        is_tracked=total > 0,
        saved_by=_saved_by(package),
        looks=walk.looks,
        elsewhere=max(0, total - seen),
    )


def _root(package: Package, part: str) -> etree._Element | None:
    data = package.parts.get(part)
    if data is None:
        return None
    if _STRICT in data[:4096]:  # Strict Open XML differs in its namespaces only
        data = data.replace(_STRICT, w("")[1:-1].encode())
    return package._replace(parts={part: data}).xml(part)


def _remarks(package: Package) -> dict[str, Remark]:
    remarks: dict[str, Remark] = {}
    for part in package.related("comments"):
        root = _root(package, part)
        for number, comment in enumerate(() if root is None else root.findall(w("comment"))):
            lines = Walk({}).units(comment, KEPT)
            told = [
                "".join(s.text for s in line.stretches if not s.fate.taken_out)
                for unit in lines
                for line in ([unit] if isinstance(unit, Line) else unit.lines)
            ]
            text = "\n".join(told).strip()
            comment_id = comment.get(_ID, "")
            if comment_id in remarks:  # an id used twice: the second has no place
                comment_id = f"{comment_id} {number}"
            remarks[comment_id] = Remark(text, hand_of(comment))
    return remarks


def _saved_by(package: Package) -> Hand:
    root = _root(package, "docprops/core.xml")
    found: dict[str, str] = {}
    for child in () if root is None else root:
        if isinstance(child.tag, str):
            found[child.tag.rpartition("}")[2]] = (child.text or "").strip()
    author = unicodedata.normalize("NFC", found.get("lastModifiedBy", ""))
    try:
        at = datetime.fromisoformat(found["modified"])
    except (KeyError, ValueError):
        at = None
    return Hand(author, at)
