"""A returned file becomes a `Copy`: start at `read_copy`."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone

from lxml import etree

from daihoi.papers.hands import Hand
from daihoi.papers.intake import Package, Refused
from daihoi.papers.reading.markup import MAX_DEPTH, root_of, w
from daihoi.papers.revisions.tracking import KEPT, Copy, Line, Remark
from daihoi.papers.revisions.walking import CHANGES, Walk, hand_of

_ID = w("id")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_VIETNAM = timezone(timedelta(hours=7))


def read_copy(package: Package) -> Copy:
    """``Refused`` if the file is nested too deeply or has no text."""
    root = root_of(package, package.main)
    body = None if root is None else root.find(w("body"))
    if root is None or body is None:
        raise Refused("damaged", name=package.name)
    comments, threads = _remarks(package)
    walk = Walk(comments)
    units = list(walk.units(body, KEPT))
    notes: dict[str, list[Line]] = {}
    total = sum(1 for _ in root.iter(*CHANGES))
    for kind in ("footnote", "endnote"):
        for part in package.related(f"{kind}s"):
            side = root_of(package, part)
            total += 0 if side is None else sum(1 for _ in side.iter(*CHANGES))
            for note in () if side is None else side.findall(w(kind)):
                lines = [unit for unit in walk.units(note, KEPT) if isinstance(unit, Line)]
                notes[f"{kind} {note.get(_ID, '')}"] = lines
    seen = len(walk.seen)
    for kind in ("header", "footer"):
        for part in package.related(kind):
            side = root_of(package, part)
            total += 0 if side is None else sum(1 for _ in side.iter(*CHANGES))
    parts = {**package.parts, package.main: etree.tostring(root, encoding="UTF-8")}
    return Copy(
        package=package._replace(parts=parts),
        units=units,
        notes=notes,
        remarks=threads,
        is_tracked=total > 0,
        saved_by=_saved_by(package),
        looks=walk.looks,
        elsewhere=max(0, total - seen),
    )


def _remarks(package: Package) -> tuple[dict[str, Remark], list[Remark]]:
    """All comments by id, and those that begin a thread."""
    remarks: dict[str, Remark] = {}
    ids: dict[str, Remark] = {}  # by that of its last paragraph, as threads name them
    for part in package.related("comments"):
        root = root_of(package, part)
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
            remark = remarks[comment_id] = Remark(text, hand_of(comment))
            for paragraph in comment.iter(w("p")):
                ids[paragraph.get(f"{_W14}paraId", "")] = remark
    return remarks, _threads(package, ids, list(remarks.values()))


def _threads(
    package: Package, ids: Mapping[str, Remark], remarks: Sequence[Remark]
) -> list[Remark]:
    """The comments that reply to none, each told its replies (commentsExtended.xml)."""
    told: dict[int, Mapping[str, str]] = {}
    for part in package.related("commentsExtended"):
        root = root_of(package, part)
        for sign in () if root is None else root.iter(f"{_W15}commentEx"):
            remark = ids.get(sign.get(f"{_W15}paraId", ""))
            if remark is not None:
                told.setdefault(id(remark), {str(k): str(v) for k, v in sign.attrib.items()})
    threads = []
    for remark in remarks:
        first = remark
        for _ in range(MAX_DEPTH):  # replies to replies; a ring of them has no end
            parent = ids.get(told.get(id(first), {}).get(f"{_W15}paraIdParent", ""))
            if parent is None:
                break
            first = parent
        else:
            first = remark
        if first is not remark:
            first.replies.append(remark)
            continue
        remark.is_done = told.get(id(remark), {}).get(f"{_W15}done") in {"1", "true", "on"}
        threads.append(remark)
    return threads


def _saved_by(package: Package) -> Hand:
    root = root_of(package, "docprops/core.xml")
    found: dict[str, str] = {}
    for child in () if root is None else root:
        if isinstance(child.tag, str):
            found[child.tag.rpartition("}")[2]] = (child.text or "").strip()
    author = unicodedata.normalize("NFC", found.get("lastModifiedBy", ""))
    try:
        at = datetime.fromisoformat(found["modified"])
        if at.tzinfo is not None:  # unlike the moments of tracked changes, this one is in UTC
            at = at.astimezone(_VIETNAM).replace(tzinfo=None)
    except (KeyError, ValueError, OverflowError):
        return Hand(author)
    return Hand(author, at)
