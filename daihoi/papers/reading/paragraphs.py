"""The inside of paragraphs: words with their marks, fields, notes, and what cannot be kept."""

import unicodedata
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from lxml import etree

from daihoi.papers.intake import Refused
from daihoi.papers.outline import KEY_BOOKMARK, Align, ListMark, Run, Runs, plain
from daihoi.papers.reading.losses import LossBook
from daihoi.papers.reading.markup import (
    MATH,
    branch,
    by_tag,
    inside,
    is_on,
    only,
    switched,
    val,
    w,
)
from daihoi.papers.reading.numbering import Lists
from daihoi.papers.reading.styles import (
    PLAIN,
    Marks,
    Style,
    Styles,
    aligned,
    is_underlined,
    outline_level,
)
from daihoi.papers.reading.symbols import SYMBOLS

_P, _R, _T, _RPR, _PPR = w("p"), w("r"), w("t"), w("rPr"), w("pPr")
_SIGNS: Mapping[str, str] = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
}  # a soft hyphen shows only where a line happens to end: left out
_BR, _SYM, _FLD_CHAR = w("br"), w("sym"), w("fldChar")
_FOOTNOTE, _ENDNOTE, _COMMENT = w("footnoteReference"), w("endnoteReference"), w("commentReference")
_PICTURES = {w("drawing"), w("pict"), w("object")}
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_EQUATIONS = {f"{MATH}oMath", f"{MATH}oMathPara"}
_STYLE, _DEL = w("pStyle"), w("del")
_NUMBERING, _BOOKMARK, _NAME = w("numPr"), w("bookmarkStart"), w("name")
_ONE_SPACE = str.maketrans("\t\r\n", "   ")  # in w:t they are but white space

# One long note that is referred to over and over would fill the memory.
_MOST_NOTED = 5_000_000  # characters
# Of a style's alignment, what tells the eye something; body text is ours to lay out.
_TELLING = {Align.CENTER, Align.RIGHT}
Piece: TypeAlias = tuple[str, Marks, str]  # words, their marks, footnote: one of them is ""
_MARKS_AND_NOTE = itemgetter(1, 2)


class Paragraph(NamedTuple):
    """One paragraph as read; ``runs`` empty if it says nothing."""

    runs: Runs
    style: Style
    level: int = 0  # of a heading, 1-9
    mark: ListMark | None = None
    depth: int = 0  # of the mark in its list, 0-8
    align: Align = Align.NONE
    key: str = ""  # of the block it was when the file was written here

    @property
    def emphasis(self) -> list[Marks]:
        """The marks of each run that has some beyond what the style gives."""
        given = self.style.marks
        marked = [run for run in self.runs if run.bold or run.italic or run.underline]
        marks = [_beyond((run.bold, run.italic, run.underline), given) for run in marked]
        return [each for each in marks if each != PLAIN]


class ParagraphReader:
    """Reads paragraphs in order; remembers fields, lists and joined paragraphs between them."""

    def __init__(
        self, styles: Styles, lists: Lists, notes: Mapping[str, str], losses: LossBook
    ) -> None:
        """``notes``: text of each note by kind and id, as in "footnote 2"."""
        self._styles = styles
        self._lists = lists
        self._notes = notes
        self._losses = losses
        self._fields: list[bool] = []  # open fields, innermost last: still in its instruction?
        self._instructions = 0  # how many of them are
        self._noted = 0
        self._carried: list[Piece] = []
        self._pieces: list[Piece] = []
        self._style = Style()
        self._look = PLAIN  # marks that go without saying: those of a heading's style
        self._key = ""

    def read(self, element: etree._Element) -> Paragraph | None:
        """None if its mark is deleted: what it says then begins the next paragraph."""
        properties = by_tag(only(element, _PPR))
        style = self._styles.paragraph(val(properties.get(_STYLE)))
        numbering = properties.get(_NUMBERING)
        level = outline_level(properties, style.level)
        align = aligned(properties, Align.NONE)
        is_joined = only(properties.get(_RPR), _DEL) is not None
        if not (level or align) and style.align in _TELLING:
            align = style.align
        pieces = self.pieces_of(element, style, look=style.marks if level else PLAIN)
        if is_joined:
            self._carried = pieces
            return None
        found = None
        if numbering is not None or style.num_id:
            found = self._lists.next(numbering, style)
        mark, depth = found or (None, 0)
        return Paragraph(_tidy(pieces), style, level, mark, depth, align, self._key)

    def left_over(self) -> Runs:
        """What joined paragraphs still hold when no paragraph follows."""
        pieces, self._carried = self._carried, []
        return _tidy(pieces)

    def pieces_of(self, element: etree._Element, style: Style, look: Marks = PLAIN) -> list[Piece]:
        self._style, self._look, self._key = style, look, ""
        self._pieces, self._carried = self._carried, []
        for child in inside(element):
            tag = child.tag
            if tag == _R:
                self._read_run(child)
            elif tag == _BOOKMARK:
                self._key = self._key or key_of(child)
            elif tag in _EQUATIONS:
                self._losses.add("equations")
                self._add("".join(t.text or "" for t in child.iter(f"{MATH}t")), PLAIN)
        # A field whose result never comes must not swallow the next paragraph.
        self._fields.clear()
        self._instructions = 0
        return self._pieces

    def words_of(self, element: etree._Element) -> str:
        return "".join([piece[0] for piece in self.pieces_of(element, Style())])

    def _add(self, text: str, marks: Marks) -> None:
        if text and not self._instructions:
            self._pieces.append((text, marks, ""))

    def _read_run(self, run: etree._Element) -> None:
        marks, words = _beyond(self._style.marks, self._look), []
        for child in run:
            tag = child.tag
            if tag == _T:
                words.append(_on_one_line(child.text or ""))
            elif tag == _RPR:
                if len(child):
                    if switched(child, "vanish"):
                        self._losses.add("hidden_text")
                        return
                    marks = self._marks(child)
            elif tag in _SIGNS:
                words.append(_SIGNS[tag])
            elif tag == _BR:
                if child.get(w("type"), "textWrapping") == "textWrapping":
                    words.append("\n")
            elif tag == _SYM:
                words.append(self._symbol(child))
            else:
                self._add("".join(words), marks)
                words = []
                self._read_other(child, marks)
        self._add("".join(words), marks)

    def _read_other(self, child: etree._Element, marks: Marks) -> None:
        """Whatever a run holds besides characters."""
        tag = child.tag
        if tag == _FLD_CHAR:
            self._turn_field(child.get(w("fldCharType")))
        elif tag in {_FOOTNOTE, _ENDNOTE}:
            self._read_note("footnote" if tag == _FOOTNOTE else "endnote", child.get(w("id"), ""))
        elif tag == _COMMENT:
            self._losses.add("comments")
        elif tag in _PICTURES:
            self._losses.add(_kind_of_picture(child))
        elif tag == _ALTERNATE:
            chosen = branch(child)
            for inner in () if chosen is None else chosen:
                if inner.tag == _T:
                    self._add(inner.text or "", marks)
                elif inner.tag in _PICTURES:
                    self._losses.add(_kind_of_picture(inner))

    def _turn_field(self, step: str | None) -> None:
        if step == "begin":
            self._fields.append(True)
            self._instructions += 1
        elif self._fields and step in {"separate", "end"}:
            self._instructions -= self._fields.pop()
            if step == "separate":
                self._fields.append(False)

    def _read_note(self, kind: str, note_id: str) -> None:
        text = self._notes.get(f"{kind} {note_id}")
        if text and not self._instructions:
            self._noted += len(text)
            if self._noted > _MOST_NOTED:
                raise Refused("zip_bomb")
            self._pieces.append(("", PLAIN, text))
            if kind == "endnote":
                self._losses.add("endnotes")

    def _symbol(self, element: etree._Element) -> str:
        try:
            sign = chr(int(element.get(w("char"), ""), 16))
        except (ValueError, OverflowError):
            sign = "\ue000"
        sign = SYMBOLS.get(sign, sign)
        if "\ue000" <= sign <= "\uf8ff" or not sign.isprintable():
            self._losses.add("symbols")
            return "□"
        return sign

    def _marks(self, properties: etree._Element) -> Marks:
        """The run's marks. A character style toggles: bold on bold is plain (ECMA-376, 17.7.3)."""
        style, own = self._style.marks, PLAIN
        bold = italic = underline = None
        for child in properties:
            name = child.tag.rpartition("}")[2]
            if name == "b":
                bold = is_on(child)
            elif name == "i":
                italic = is_on(child)
            elif name == "u":
                underline = is_underlined(child)
            elif name == "rStyle":
                own = self._styles.character(child.get(w("val"), "")).marks
            elif name in {"strike", "dstrike"} and is_on(child):
                self._losses.add("strikethrough")
            elif name == "vertAlign" and child.get(w("val")) in {"superscript", "subscript"}:
                self._note_raised(properties)
        marks = (
            own[0] != style[0] if bold is None else bold,
            own[1] != style[1] if italic is None else italic,
            own[2] or style[2] if underline is None else underline,
        )
        return _beyond(marks, self._look)

    def _note_raised(self, properties: etree._Element) -> None:
        run = properties.getparent()
        if run is not None and run.find(_T) is not None:
            self._losses.add("raised_text")


def _kind_of_picture(element: etree._Element) -> str:
    names = {child.tag.rpartition("}")[2] for child in element.iter()}
    if "txbxContent" in names:
        return "text_boxes"
    if "chart" in names:
        return "charts"
    if "pic" in names or "imagedata" in names:
        return "objects" if element.tag == w("object") else "images"
    return "drawings"


def _tidy(pieces: list[Piece]) -> Runs:
    """Neighbours with the same marks joined, in NFC, without white space at the ends."""
    joined = pieces
    if len(pieces) > 1:
        joined = []
        for (marks, note), group in groupby(pieces, key=_MARKS_AND_NOTE):
            same = list(group)
            joined += same if note else [("".join([piece[0] for piece in same]), marks, "")]
    first, last = 0, len(joined)
    while first < last and _is_blank(joined[first]):
        first += 1
    while first < last and _is_blank(joined[last - 1]):
        last -= 1
    runs = []
    for n in range(first, last):
        text, marks, note = joined[n]
        text = text.lstrip() if n == first else text
        text = text.rstrip() if n == last - 1 else text
        runs.append(Run(_composed(text), *marks, note))
    return tuple(runs)


def _is_blank(piece: Piece) -> bool:
    return not piece[2] and not piece[0].strip()


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _on_one_line(text: str) -> str:
    # Nearly no text of a file has line breaks, and `translate` is slow.
    return text if text.isprintable() else text.translate(_ONE_SPACE)


def _beyond(marks: Marks, given: Marks) -> Marks:
    """``marks`` without those that are given anyway."""
    if given == PLAIN:
        return marks
    bold, italic, underline = (mark and not there for mark, there in zip(marks, given, strict=True))
    return bold, italic, underline


def key_of(bookmark: etree._Element) -> str:
    """The block's key that a hidden bookmark carries; "" if it is any other bookmark."""
    name = bookmark.get(_NAME, "")
    key = name[len(KEY_BOOKMARK) :]
    return key if name.startswith(KEY_BOOKMARK) and key.isascii() and key.isalnum() else ""


def notes_of(
    root: etree._Element | None, kind: str, styles: Styles, losses: LossBook
) -> dict[str, str]:
    """The text of each footnote or endnote, by kind and id; separators are left out."""
    notes: dict[str, str] = {}
    for note in () if root is None else root.findall(w(kind)):
        if note.get(w("type"), "normal") != "normal":
            continue
        reader = ParagraphReader(styles, Lists(None, styles), {}, losses)
        paragraphs = [reader.read(p) for p in note.iter(_P)]
        said = [p.runs for p in paragraphs if p is not None and p.runs]
        if any(any(marks) for p in paragraphs if p is not None for marks in p.emphasis):
            losses.add("note_marks")
        notes[f"{kind} {note.get(w('id'), '')}"] = "\n".join(plain(runs) for runs in said)
    return notes
