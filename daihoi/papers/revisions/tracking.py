"""What a Word file records of who changed what: its text with everything put in and taken out.

A `Copy` holds the text once, the old and the new together; each stretch knows whose hand it is.
Start at `read_copy`.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, TypeAlias

from lxml import etree

from daihoi.papers.intake import Package, Refused
from daihoi.papers.outline import KEY_BOOKMARK
from daihoi.papers.reading.markup import (
    MATH,
    MAX_DEPTH,
    branch,
    only,
    switched,
    value,
    w,
    whole,
)
from daihoi.papers.reading.paragraphs import sided_key
from daihoi.papers.reading.symbols import SYMBOLS
from daihoi.papers.revisions.edits import Hand

NOTE = "\ufffc"  # stands for a footnote among the characters (Unicode: object replacement)
ONLY_NEWER = 1  # as `sided_key` numbers the versions
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"

_P, _TBL, _TR, _TC, _R, _RPR, _PPR = (
    w(name) for name in ("p", "tbl", "tr", "tc", "r", "rPr", "pPr")
)
_INS, _DEL, _FROM, _TO = w("ins"), w("del"), w("moveFrom"), w("moveTo")
_BOOKMARK, _ID, _NAME, _VAL = w("bookmarkStart"), w("id"), w("name"), w("val")
_COMMENT_START, _COMMENT_END = w("commentRangeStart"), w("commentRangeEnd")
_MOVE_STARTS, _MOVE_ENDS = (
    {w(f"move{way}Range{edge}") for way in ("From", "To")} for edge in ("Start", "End")
)
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_WRAPPERS = frozenset(
    w(name)
    for name in ["hyperlink", "fldSimple", "sdt", "sdtContent", "smartTag", "customXml", "dir", "bdo", "ruby", "rubyBase"]
)  # fmt: skip
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "\u2011"}
_TEXTS = {w("t"), w("delText")}
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_SPACES = str.maketrans("\t\r\n", "   ")
_LOOKS = [w(f"{name}Change") for name in ("tblPr", "tblGrid", "tblPrEx", "tcPr", "trPr", "sectPr")]
_CELLS = [w(name) for name in ("cellIns", "cellDel", "cellMerge")]
_CHANGES = [_INS, _DEL, _FROM, _TO, w("rPrChange"), w("pPrChange"), w("numberingChange")]
CHANGES = [*_CHANGES, *_LOOKS, *_CELLS]


class Fate(NamedTuple):
    """What became of some words: who put them in, who took them out, as part of which move."""

    put_in: Hand | None = None
    taken_out: Hand | None = None
    move: str = ""


KEPT = Fate()


class Stretch(NamedTuple):
    """Words with one fate; a footnote is a stretch of its own whose text is ``NOTE``."""

    text: str  # NFC
    fate: Fate = KEPT
    looks: Hand | None = None  # who changed its marks
    note: str = ""  # kind and id, as in "footnote 2"


@dataclass(slots=True, eq=False)
class Line:
    """One paragraph as the file has it; its mark may be put in or taken out like words."""

    name: str
    stretches: list[Stretch] = field(default_factory=list)
    mark: Fate = KEPT
    looks: Hand | None = None  # who changed its style, list or place on the line
    keys: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    start: int = 0  # the column of the grid it begins in
    cells: list[list[Line]] = field(default_factory=list)
    fate: Fate = KEPT


@dataclass(slots=True, eq=False)
class Grid:
    """A table; a cell that goes on with the one above is left out of its row."""

    rows: list[Row] = field(default_factory=list)
    recut: list[Hand] = field(default_factory=list)  # who put in, took out or merged cells
    has_spans: bool = False  # some cell reaches over several rows

    @property
    def lines(self) -> Iterator[Line]:
        return (line for row in self.rows for cell in row.cells for line in cell)


Unit: TypeAlias = Line | Grid
Spot: TypeAlias = tuple[Line, int]  # a paragraph, characters of its whole text before the spot


@dataclass(slots=True)
class Remark:
    """A comment as the file has it; no ``start`` if nothing in the text refers to it."""

    text: str
    hand: Hand
    start: Spot | None = None
    end: Spot | None = None


@dataclass(slots=True)
class Copy:
    """``package`` is the file with each paragraph's key replaced by the name of its `Line`."""

    package: Package
    units: list[Unit]
    notes: dict[str, list[Line]]
    remarks: list[Remark]
    is_tracked: bool
    saved_by: Hand
    looks: list[Line | None]  # where only the look of a table or page was changed
    elsewhere: int  # changes where no text is read: headers, text boxes


def read_copy(package: Package) -> Copy:
    """``Refused`` if the file is nested too deeply or has no text."""
    root = root_of(package, package.main)
    body = None if root is None else root.find(w("body"))
    if root is None or body is None:
        raise Refused("damaged", name=package.name)
    comments = _remarks(package)
    walk = _Walk(comments)
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
        remarks=list(comments.values()),
        is_tracked=total > 0,
        saved_by=_saved_by(package),
        looks=walk.looks,
        elsewhere=max(0, total - seen),
    )


def root_of(package: Package, part: str) -> etree._Element | None:
    data = package.parts.get(part)
    if data is None:
        return None
    if STRICT in data[:4096]:  # Strict Open XML differs in its namespaces only
        data = data.replace(STRICT, w("")[1:-1].encode())
    return package._replace(parts={part: data}).xml(part)


class _Walk:
    """One walk through a file, in reading order."""

    def __init__(self, remarks: dict[str, Remark]) -> None:
        self.looks: list[Line | None] = []
        self.seen: set[etree._Element] = set()
        self._remarks = remarks
        self._waiting: list[Remark] = []  # begun between two paragraphs
        self._moves: dict[str, str] = {}  # open ranges: their id and name
        self._keys: list[str] = []
        self._line: Line | None = None  # the last one
        self._length = 0  # of its text so far
        self._fields: list[bool] = []  # as in `reading.paragraphs`
        self._count = 0

    def units(self, parent: etree._Element, fate: Fate, depth: int = 0) -> Iterator[Unit]:
        for child in parent:
            tag = child.tag
            if tag == _P:
                yield self._read_line(child, fate)
            elif tag == _TBL:
                yield self._read_grid(child, fate, depth + 1)
            elif (inner := self._opened(child, fate, depth)) is not None:
                yield from self.units(inner[0], inner[1], depth + 1)
            else:
                self._read_sign(child)

    def _opened(
        self, child: etree._Element, fate: Fate, depth: int
    ) -> tuple[etree._Element, Fate] | None:
        """A wrapper's content and its fate; None if the element wraps nothing."""
        tag = child.tag
        if tag in _WRAPPERS:
            opened: etree._Element | None = child
        elif tag == _ALTERNATE:
            opened = branch(child)
        elif tag in {_INS, _TO, _DEL, _FROM}:
            opened, fate = child, self._changed(child, fate)
        else:
            return None
        if depth > MAX_DEPTH:
            raise Refused("too_deep")
        return None if opened is None else (opened, fate)

    def _changed(self, change: etree._Element, fate: Fate) -> Fate:
        self.seen.add(change)
        hand = hand_of(change)
        move = fate.move
        if change.tag in {_FROM, _TO} and self._moves:
            move = next(reversed(self._moves.values()))
        if change.tag in {_INS, _TO}:
            return Fate(fate.put_in or hand, fate.taken_out, move)
        return Fate(fate.put_in, fate.taken_out or hand, move)

    def _read_sign(self, sign: etree._Element) -> None:
        """What stands between words and is no word."""
        tag = sign.tag
        if tag == _COMMENT_START:
            remark = self._remarks.get(sign.get(_ID, ""))
            if remark is not None and remark.start is None:
                self._waiting.append(remark)
        elif tag == _COMMENT_END:
            remark = self._remarks.get(sign.get(_ID, ""))
            if remark is not None and self._line is not None:
                self._begin()
                remark.end = (self._line, self._length)
        elif tag in _MOVE_STARTS:
            self._moves[sign.get(_ID, "")] = sign.get(_NAME, "")
        elif tag in _MOVE_ENDS:
            self._moves.pop(sign.get(_ID, ""), None)
        elif tag == _BOOKMARK:
            side, key = sided_key(sign)
            if key and side != ONLY_NEWER:
                self._keys.append(key)
        elif tag == w("sectPr"):
            self._note_looks(sign)

    def _note_looks(self, parent: etree._Element | None) -> None:
        for change in () if parent is None else parent.iter(*_LOOKS):
            self.seen.add(change)
            self.looks.append(self._line)

    def _begin(self) -> None:
        """Comments that wait for words begin here."""
        for remark in self._waiting:
            if self._line is not None:
                remark.start = (self._line, self._length)
        self._waiting.clear()

    def _read_line(self, element: etree._Element, fate: Fate) -> Line:
        line = self._line = Line(f"p{self._count}", mark=fate)
        self._count += 1
        self._length = 0
        self._fields.clear()
        properties = only(element, _PPR)
        if properties is not None:
            self._read_properties(line, properties)
        self._begin()
        self._read_words(element, fate, 0)
        self._begin()
        line.keys, self._keys = self._keys, []
        self._name(element, properties, line.name)
        return line

    def _read_properties(self, line: Line, properties: etree._Element) -> None:
        of_mark = only(properties, _RPR)
        for change in () if of_mark is None else of_mark.iterchildren():
            if change.tag in {_INS, _TO, _DEL, _FROM}:
                line.mark = self._changed(change, line.mark)
            elif change.tag == w("rPrChange"):  # of the mark itself: nobody sees it
                self.seen.add(change)
        numbering = only(properties, w("numPr"))
        for parent, name in (
            (properties, "pPrChange"),
            (numbering, "ins"),
            (numbering, "numberingChange"),
        ):
            found = only(parent, w(name))
            if found is not None:
                self.seen.add(found)
                line.looks = line.looks or hand_of(found)
        self._note_looks(only(properties, w("sectPr")))

    def _name(self, element: etree._Element, properties: etree._Element | None, name: str) -> None:
        """Give the paragraph its name, where a key of ours would stand, and none besides."""
        for bookmark in list(element.iter(_BOOKMARK)):
            parent = bookmark.getparent()
            if bookmark.get(_NAME, "").startswith(KEY_BOOKMARK) and parent is not None:
                bookmark.set(_NAME, "_")
        own = etree.Element(_BOOKMARK, {_ID: "0", _NAME: f"{KEY_BOOKMARK}{name}"})
        element.insert(0 if properties is None else 1, own)

    def _read_words(self, parent: etree._Element, fate: Fate, depth: int) -> None:
        for child in parent:
            if child.tag == _R:
                self._read_run(child, fate)
            elif child.tag in {f"{MATH}oMath", f"{MATH}oMathPara"}:
                self._put("".join(t.text or "" for t in child.iter(f"{MATH}t")), fate)
            elif (inner := self._opened(child, fate, depth)) is not None:
                self._read_words(inner[0], inner[1], depth + 1)
            else:
                self._read_sign(child)

    def _put(self, text: str, fate: Fate, looks: Hand | None = None, note: str = "") -> None:
        if text and self._line is not None and not any(self._fields):
            text = unicodedata.normalize("NFC", text)
            self._begin()
            self._line.stretches.append(Stretch(text, fate, looks, note))
            self._length += len(text)

    def _read_run(self, run: etree._Element, fate: Fate) -> None:
        looks, words = None, ""
        properties = only(run, _RPR)
        if properties is not None:
            change = only(properties, w("rPrChange"))
            if change is not None:
                self.seen.add(change)
                looks = hand_of(change)
            if switched(properties, "vanish"):
                return
        for child in run:
            text = _characters(child)
            if text is None:
                self._put(words, fate, looks)
                words = ""
                self._read_mark(child, fate, looks)
            else:
                words += text
        self._put(words, fate, looks)

    def _read_mark(self, child: etree._Element, fate: Fate, looks: Hand | None) -> None:
        """What a run holds besides characters."""
        tag = child.tag
        if tag == w("fldChar"):
            self._turn_field(child.get(w("fldCharType")))
        elif tag in _NOTES:
            self._put(NOTE, fate, looks, f"{_NOTES[tag]} {child.get(_ID, '')}")
        elif tag == w("commentReference"):
            self._refer(child.get(_ID, ""))

    def _turn_field(self, step: str | None) -> None:
        if step == "begin":
            self._fields.append(True)
        elif self._fields and step in {"separate", "end"}:
            self._fields.pop()
            if step == "separate":
                self._fields.append(False)

    def _refer(self, remark_id: str) -> None:
        """A comment without a range stands at its reference mark."""
        remark = self._remarks.get(remark_id)
        if remark is not None and self._line is not None:
            self._begin()
            remark.start = remark.start or (self._line, self._length)
            remark.end = remark.end or (self._line, self._length)

    def _read_grid(self, table: etree._Element, fate: Fate, depth: int) -> Grid:
        if depth > MAX_DEPTH:
            raise Refused("too_deep")
        grid = Grid()
        above: dict[int, int] = {}  # column -> how many columns the cell standing there has
        for element, row_fate in self._parts(table, _TR, fate, depth):
            properties = only(element, w("trPr"))
            for change in () if properties is None else properties.iterchildren(_INS, _DEL):
                row_fate = self._changed(change, row_fate)  # noqa: PLW2901 - told in the row itself
            row = Row(whole(value(properties, "gridBefore"), 0, most=63), fate=row_fate)
            row.cells += [[]] * bool(row.start)
            above = self._read_cells(element, row, grid, above, depth)
            row.cells += [[]] * bool(whole(value(properties, "gridAfter"), 0, most=63))
            self._note_looks(properties)
            self._note_looks(only(element, w("tblPrEx")))
            grid.rows.append(row)
        self._note_looks(only(table, w("tblPr")))
        self._note_looks(only(table, w("tblGrid")))
        return grid

    def _read_cells(
        self, element: etree._Element, row: Row, grid: Grid, above: dict[int, int], depth: int
    ) -> dict[int, int]:
        column = row.start
        standing: dict[int, int] = {}
        for cell, fate in self._parts(element, _TC, KEPT, depth):
            properties = only(cell, w("tcPr"))
            if properties is not None:
                for change in properties.iterchildren(*_CELLS):
                    self.seen.add(change)
                    grid.recut.append(hand_of(change))
                self._note_looks(properties)
            columns = whole(value(properties, "gridSpan"), 1, least=1, most=63)
            merge = only(properties, w("vMerge"))
            goes_on = merge is not None and merge.get(_VAL, "continue") == "continue"
            if goes_on and above.get(column) == columns:
                grid.has_spans = True
                self._cell_lines(cell, fate, depth)  # says nothing
            else:
                row.cells.append(self._cell_lines(cell, fate, depth))
            standing[column] = columns
            column += columns
        return standing

    def _cell_lines(self, cell: etree._Element, fate: Fate, depth: int) -> list[Line]:
        units = self.units(cell, fate, depth)
        return [
            line for unit in units for line in ([unit] if isinstance(unit, Line) else unit.lines)
        ]

    def _parts(
        self, parent: etree._Element, tag: str, fate: Fate, depth: int
    ) -> Iterator[tuple[etree._Element, Fate]]:
        for child in parent:
            if child.tag == tag:
                yield child, fate
            elif (inner := self._opened(child, fate, depth)) is not None:
                yield from self._parts(inner[0], tag, inner[1], depth + 1)
            else:
                self._read_sign(child)


def hand_of(change: etree._Element) -> Hand:
    author = unicodedata.normalize("NFC", " ".join(change.get(w("author"), "").split()))
    return Hand(author[:200], _moment(change.get(w("date"))))


def _moment(text: str | None) -> datetime | None:
    """The clock of the writer's computer. Word writes "Z" after it, whatever the time zone."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if text else None
    except ValueError:
        return None


def _characters(child: etree._Element) -> str | None:
    """The characters an element of a run stands for; None if for something else."""
    tag = child.tag
    if tag in _TEXTS:
        return (child.text or "").translate(_SPACES)
    if tag in _SIGNS:
        return _SIGNS[tag]
    if tag == w("br"):
        return "\n" if child.get(w("type"), "textWrapping") == "textWrapping" else ""
    if tag == w("sym"):
        return _symbol(child)
    if tag == _ALTERNATE:
        chosen = branch(child)
        return "".join(
            t.text or "" for t in (() if chosen is None else chosen.iterchildren(w("t")))
        )
    return None


def _symbol(element: etree._Element) -> str:
    try:
        sign = chr(int(element.get(w("char"), ""), 16))
    except (ValueError, OverflowError):
        return "□"
    sign = SYMBOLS.get(sign, sign)
    return "□" if "\ue000" <= sign <= "\uf8ff" or not sign.isprintable() else sign


def _remarks(package: Package) -> dict[str, Remark]:
    remarks: dict[str, Remark] = {}
    for part in package.related("comments"):
        root = root_of(package, part)
        for number, comment in enumerate(() if root is None else root.findall(w("comment"))):
            lines = _Walk({}).units(comment, KEPT)
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
    root = root_of(package, "docprops/core.xml")
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
