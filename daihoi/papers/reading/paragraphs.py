"""The inside of paragraphs: words with their marks, fields, notes, and what cannot be kept."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from lxml import etree

from daihoi.papers.intake import Refused
from daihoi.papers.outline import Align, ListMark, Run, Runs, plain
from daihoi.papers.reading.losses import LossBook
from daihoi.papers.reading.markup import (
    MATH,
    branch,
    inside,
    is_on,
    switched,
    value,
    w,
)
from daihoi.papers.reading.numbering import Lists
from daihoi.papers.reading.styles import Style, Styles, aligned, is_underlined, outline_level
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
_NUMBERING, _STYLE = w("numPr"), w("pStyle")
_ONE_SPACE = str.maketrans("\t\r\n", "   ")  # in w:t they are but white space

# One long note that is referred to over and over would fill the memory.
_MOST_NOTED = 5_000_000  # characters
# Of a style's alignment, what tells the eye something; body text is ours to lay out.
_TELLING = {Align.CENTER, Align.RIGHT}
_PLAIN = (False, False, False)
Marks = tuple[bool, bool, bool]  # bold, italic, underline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as read; ``runs`` empty if it says nothing."""

    runs: Runs
    style: Style
    level: int = 0  # of a heading, 1-9
    mark: ListMark | None = None
    depth: int = 0  # of the mark in its list, 0-8
    align: Align = Align.NONE


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
        self._carried: list[Run] = []
        self._pieces: list[Run] = []
        self._style = Style()

    def read(self, element: etree._Element) -> Paragraph | None:
        """None if its mark is deleted: what it says then begins the next paragraph."""
        properties = element.find(_PPR)
        style = self._styles.paragraph(value(properties, "pStyle"))
        numbering = None if properties is None else properties.find(_NUMBERING)
        level, align, is_joined = style.level, Align.NONE, False
        if properties is not None:
            level = outline_level(properties, level)
            is_joined = properties.find(f"{_RPR}/{w('del')}") is not None
            align = aligned(properties, Align.NONE)
        if not (level or align) and style.align in _TELLING:
            align = style.align
        runs = self.runs_of(element, style)
        if is_joined:
            self._carried = runs
            return None
        found = None
        if numbering is not None or style.num_id:
            found = self._lists.next(numbering, style)
        mark, depth = found or (None, 0)
        return Paragraph(_tidy(runs), style, level, mark, depth, align)

    def left_over(self) -> Runs:
        """What joined paragraphs still hold when no paragraph follows."""
        runs, self._carried = self._carried, []
        return _tidy(runs)

    def runs_of(self, element: etree._Element, style: Style) -> list[Run]:
        self._style = style
        self._pieces, self._carried = self._carried, []
        for child in inside(element):
            if child.tag == _R:
                self._read_run(child)
            elif child.tag in _EQUATIONS:
                self._losses.add("equations")
                self._add("".join(t.text or "" for t in child.iter(f"{MATH}t")), _PLAIN)
        # A field whose result never comes must not swallow the next paragraph.
        self._fields.clear()
        self._instructions = 0
        return self._pieces

    def _add(self, text: str, marks: Marks) -> None:
        if text and not self._instructions:
            self._pieces.append(Run(text, *marks))

    def _read_run(self, run: etree._Element) -> None:
        marks, words = _PLAIN, []
        for child in run:
            tag = child.tag
            if tag == _T:
                words.append((child.text or "").translate(_ONE_SPACE))
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
            self._pieces.append(Run(footnote=text))
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
        """The run's own emphasis: what its paragraph's style does not give already.

        A character style toggles (ECMA-376, 17.7.3): bold on bold is plain, so only bold on plain
        counts as emphasis.
        """
        style, own = self._style, Style()
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
                own = self._styles.character(child.get(w("val"), ""))
            elif name in {"strike", "dstrike"} and is_on(child):
                self._losses.add("strikethrough")
            elif name == "vertAlign" and child.get(w("val")) in {"superscript", "subscript"}:
                self._note_raised(properties)
        return (
            (own.bold if bold is None else bold) and not style.bold,
            (own.italic if italic is None else italic) and not style.italic,
            (own.underline if underline is None else underline) and not style.underline,
        )

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


def _tidy(pieces: list[Run]) -> Runs:
    """Neighbours with the same marks joined, in NFC, without white space at the ends."""
    runs: list[Run] = []
    for (marks, footnote), group in groupby(pieces, key=lambda run: (_marks_of(run), run.footnote)):
        if footnote:
            runs += group
        else:
            runs.append(Run(_composed("".join(run.text for run in group)), *marks))
    first, last = 0, len(runs)
    while first < last and _is_blank(runs[first]):
        first += 1
    while first < last and _is_blank(runs[last - 1]):
        last -= 1
    runs = runs[first:last]
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(runs)


def _is_blank(run: Run) -> bool:
    return not run.footnote and not run.text.strip()


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _marks_of(run: Run) -> Marks:
    return run.bold, run.italic, run.underline


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
        if any(run.bold or run.italic or run.underline for runs in said for run in runs):
            losses.add("note_marks")
        notes[f"{kind} {note.get(w('id'), '')}"] = "\n".join(plain(runs) for runs in said)
    return notes
