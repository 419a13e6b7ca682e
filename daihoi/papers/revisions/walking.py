"""A walk through the markup of a returned file, in reading order."""

import unicodedata
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from daihoi.papers.hands import Hand
from daihoi.papers.intake import Refused
from daihoi.papers.outline import KEY_BOOKMARK
from daihoi.papers.reading.keys import sided_key
from daihoi.papers.reading.markup import (
    MATH,
    MAX_DEPTH,
    SIGNS,
    branch,
    only,
    switched,
    value,
    w,
    whole,
)
from daihoi.papers.reading.symbols import symbol
from daihoi.papers.revisions.tracking import (
    KEPT,
    NOTE,
    Fate,
    Grid,
    Line,
    Remark,
    Row,
    Stretch,
    Unit,
)

ONLY_NEWER = 1  # as `sided_key` numbers the versions

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
_TEXTS = {w("t"), w("delText")}
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_SPACES = str.maketrans("\t\r\n", "   ")
_LOOKS = [w(f"{name}Change") for name in ("tblPr", "tblGrid", "tblPrEx", "tcPr", "trPr", "sectPr")]
_CELLS = [w(name) for name in ("cellIns", "cellDel", "cellMerge")]
_CHANGES = [_INS, _DEL, _FROM, _TO, w("rPrChange"), w("pPrChange"), w("numberingChange")]
CHANGES = [*_CHANGES, *_LOOKS, *_CELLS]


class Walk:
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
    """The clock of the writer's computer. Word writes "Z" after it, whatever the time zone.

    Some programs write the year 1, or 9999, for a moment they do not know.
    """
    try:
        moment = datetime.fromisoformat(text or "").replace(tzinfo=None)
    except ValueError:
        return None
    return moment if 1 < moment.year < 9999 else None


def _characters(child: etree._Element) -> str | None:
    """The characters an element of a run stands for; None if for something else."""
    tag = child.tag
    if tag in _TEXTS:
        return (child.text or "").translate(_SPACES)
    if tag in SIGNS:
        return SIGNS[tag]
    if tag == w("br"):
        return "\n" if child.get(w("type"), "textWrapping") == "textWrapping" else ""
    if tag == w("sym"):
        return symbol(child.get(w("char"), ""))
    if tag == _ALTERNATE:
        chosen = branch(child)
        return "".join(
            t.text or "" for t in (() if chosen is None else chosen.iterchildren(w("t")))
        )
    return None
