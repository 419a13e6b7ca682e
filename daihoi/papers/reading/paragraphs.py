"""The inside of paragraphs: words with their marks, fields, notes, and what cannot be kept."""

from collections.abc import Mapping
from operator import itemgetter
from typing import NamedTuple

from lxml import etree

from daihoi.papers.intake import Refused
from daihoi.papers.outline import Align, ListMark, Runs, plain
from daihoi.papers.reading.equations import as_line
from daihoi.papers.reading.keys import SidedKey, sided_key
from daihoi.papers.reading.legacy import SOFT_HYPHEN, texts_in_unicode
from daihoi.papers.reading.losses import LossBook
from daihoi.papers.reading.markup import (
    MATH,
    SIGNS,
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
from daihoi.papers.reading.pictures import boxes_in, diagram_of, kind_of_picture, words_of_art
from daihoi.papers.reading.pieces import Piece, beyond, runs_of
from daihoi.papers.reading.styles import (
    PLAIN,
    Marks,
    Style,
    Styles,
    aligned,
    is_underlined,
    outline_level,
)
from daihoi.papers.reading.symbols import UNKNOWN, symbol
from daihoi.vietnamese.legacy import LegacyFont, legacy_font

_P, _R, _T, _RPR, _PPR = w("p"), w("r"), w("t"), w("rPr"), w("pPr")
_BR, _SYM, _FLD_CHAR = w("br"), w("sym"), w("fldChar")
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_COMMENT = w("commentReference")
_PICTURES = {w("drawing"), w("pict"), w("object"), w("contentPart")}
_INSTRUCTION, _SOFT_HYPHEN = w("instrText"), w("softHyphen")
_SIMPLE_FIELD, _LINK, _GUIDE, _RTL = w("fldSimple"), w("hyperlink"), w("rt"), w("bidi")
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_EQUATIONS = {f"{MATH}oMath", f"{MATH}oMathPara"}
_STYLE, _TAKEN_OUT = w("pStyle"), {w("del"), w("moveFrom")}
_NUMBERING, _BOOKMARK = w("numPr"), w("bookmarkStart")
_ONE_SPACE = str.maketrans("\t\r\n", "   ")  # in w:t they are but white space
# Marks of direction and spaces without width: nobody sees them, and words that hold them are not
# found. Those of direction can turn a sentence round on the screen.
_INVISIBLE = dict.fromkeys(
    [0x061C, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)]
)
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_SHOWN = 80  # letters of what a place quotes

_LOOKS = frozenset({"strike", "dstrike", "highlight", "vertAlign"})
# They show nothing of their own, or belong to a table of contents, which is named as a whole.
_SILENT_FIELDS = frozenset({"", "TOC", "PAGEREF", "TC", "XE", "RD", "INDEX", "TA", "TOA"})
# One long note that is referred to over and over would fill the memory.
_MOST_NOTED = 5_000_000  # characters
# Of a style's alignment, what tells the eye something; body text is ours to lay out.
_TELLING = {Align.CENTER, Align.RIGHT}
_GAP_STYLE = "Gap"  # the character style that `papers.writing` gives a gap


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
        marks = [beyond((run.bold, run.italic, run.underline), given) for run in marked]
        return [each for each in marks if each != PLAIN]


class ParagraphReader:
    """Reads paragraphs in order; remembers fields, lists and joined paragraphs between them."""

    def __init__(
        self, styles: Styles, lists: Lists, notes: Mapping[str, str], losses: LossBook
    ) -> None:
        """``notes``: what stands elsewhere, by kind and id: "footnote 2", "comment 1", "diagram rId7"."""
        self._styles = styles
        self._lists = lists
        self._notes = notes
        self._losses = losses
        self._fields: list[bool] = []  # open fields, innermost last: still in its instruction?
        self._instructions = 0  # how many of them are
        self._codes: list[str] = []  # what each of them says so far
        self._boxes: list[etree._Element] = []
        self._fonts: dict[int, LegacyFont] = {}  # of pieces in an old encoding, by index
        self._font: LegacyFont | None = None  # of the run that is read
        self._is_gap = False  # the same run
        self._noted = 0
        self._carried: list[etree._Element] = []  # joined to the next one
        self._pieces: list[Piece] = []
        self._style = Style()
        self._look = PLAIN  # marks that go without saying: those of a heading's style
        self._keys: list[SidedKey] = []

    def read(self, element: etree._Element) -> Paragraph | None:
        """None if its mark is deleted: what it says then begins the next paragraph."""
        properties = by_tag(only(element, _PPR))
        if any(sign.tag in _TAKEN_OUT for sign in properties.get(_RPR, ())):
            self._carried.append(element)
            return None
        style = self._styles.paragraph(val(properties.get(_STYLE)))
        numbering = properties.get(_NUMBERING)
        level = outline_level(properties, style.level)
        align = aligned(properties, Align.NONE)
        if _RTL in properties and is_on(properties[_RTL]):
            self._losses.add("right_to_left")
        if not (level or align) and style.align in _TELLING:
            align = style.align
        pieces = self.pieces_of(element, style, look=style.marks if level else PLAIN)
        found = None
        if numbering is not None or style.num_id:
            found = self._lists.next(numbering, style)
        mark, depth = found or (None, 0)
        return Paragraph(runs_of(pieces), style, level, mark, depth, align, self._own_key())

    def _own_key(self) -> str:
        """The key of the paragraph: one of both versions before one of the newer alone."""
        keys = [found for found in self._keys if found[1]]
        return min(keys, key=itemgetter(0))[1] if keys else ""

    def left_over(self) -> Runs:
        """What joined paragraphs still hold when no paragraph follows."""
        return runs_of(self.pieces_of(None, Style())) if self._carried else ()

    def boxes(self) -> list[etree._Element]:
        """The text boxes met since this was last asked: what holds their paragraphs."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def pieces_of(
        self, element: etree._Element | None, style: Style, look: Marks = PLAIN
    ) -> list[Piece]:
        """What a paragraph says, after those that were joined to it; without it, what they say."""
        self._style, self._look = style, look
        joined, self._carried = self._carried, []
        self._pieces = []
        self._fonts = {}
        for paragraph in joined:
            self._read_inside(paragraph)
        self._keys = []  # theirs go with their marks
        if element is not None:
            self._read_inside(element)
        # A field whose result never comes must not swallow the next paragraph.
        self._fields.clear()
        self._codes.clear()
        self._instructions = 0
        if self._fonts:
            texts = texts_in_unicode([p[0] for p in self._pieces], self._fonts, self._losses)
            self._pieces = [(t, *p[1:]) for t, p in zip(texts, self._pieces, strict=True)]
        return self._pieces

    def _read_inside(self, element: etree._Element) -> None:
        for child in inside(element):
            tag = child.tag
            if tag == _R:
                self._read_run(child)
            elif tag == _BOOKMARK:
                self._keys.append(sided_key(child))
            elif tag in _EQUATIONS:
                self._read_equation(child)
            elif tag == _GUIDE:
                self._losses.add("phonetic_guides")
        for wrapper in element.iter(_SIMPLE_FIELD, _LINK):
            if wrapper.tag == _SIMPLE_FIELD:
                self._note_field(wrapper.get(w("instr"), ""))
            elif wrapper.get(_REL_ID):
                self._losses.add("links")

    def words_of(self, element: etree._Element) -> str:
        return "".join([piece[0] for piece in self.pieces_of(element, Style())])

    def _add(self, text: str, marks: Marks) -> None:
        if text and not self._instructions:
            if self._font is not None:
                self._fonts[len(self._pieces)] = self._font
            self._pieces.append((text, marks, "", self._is_gap))

    def _read_equation(self, element: etree._Element) -> None:
        self._font, self._is_gap = None, False
        line = as_line(element)
        self._note("equations", line)
        self._add(line, PLAIN)

    def _note(self, code: str, words: str) -> None:
        shown = " ".join(words[: 2 * _MOST_SHOWN].split())[:_MOST_SHOWN]
        self._losses.add(code, place=self._losses.place._replace(words=shown))

    def _read_run(self, run: etree._Element) -> None:
        marks, words = beyond(self._style.marks, self._look), []
        self._font, self._is_gap = legacy_font(self._style.font), False
        for child in run:
            tag = child.tag
            if tag == _T:
                words.append(self._said(child.text or ""))
            elif tag == _RPR:
                if len(child):
                    if switched(child, "vanish"):
                        self._losses.add("hidden_text")
                        return
                    marks = self._marks(child)
            elif tag in SIGNS:
                words.append(SIGNS[tag])
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
            self._turn_field(child)
        elif tag == _INSTRUCTION:
            if self._codes:
                self._codes[-1] += child.text or ""
        elif tag == _SOFT_HYPHEN:
            self._add(SOFT_HYPHEN, marks)
        elif tag in _NOTES:
            self._read_note(_NOTES[tag], child.get(w("id"), ""))
        elif tag == _COMMENT:
            self._note("comments", self._notes.get(f"comment {child.get(w('id'), '')}", ""))
        elif tag in _PICTURES:
            self._note_picture(child)
        elif tag == _ALTERNATE:
            self._read_branch(branch(child), marks)

    def _read_branch(self, chosen: etree._Element | None, marks: Marks) -> None:
        for inner in () if chosen is None else chosen:
            if inner.tag == _T:
                self._add(self._said(inner.text or ""), marks)
            elif inner.tag in _PICTURES:
                self._note_picture(inner)

    def _note_picture(self, element: etree._Element) -> None:
        code = kind_of_picture(element)
        words = words_of_art(element) or self._notes.get(f"diagram {diagram_of(element)}", "")
        boxes = list(boxes_in(element))
        if boxes:
            self._boxes += boxes
            self._losses.add("text_boxes", len(boxes))
        if not boxes or code == "images":
            self._note(code, words)

    def _turn_field(self, element: etree._Element) -> None:
        step = element.get(w("fldCharType"))
        if step == "begin":
            self._fields.append(True)
            self._instructions += 1
            self._codes.append("")
        elif self._fields and step in {"separate", "end"}:
            is_told = self._fields.pop()
            self._instructions -= is_told
            if is_told:
                self._note_field(self._codes.pop())
            if step == "separate":
                self._fields.append(False)

    def _note_field(self, code: str) -> None:
        """Say what a field was; what it shows is read as words."""
        name = code.split(maxsplit=1)[0].upper() if code.strip() else ""
        if self._style.is_contents or name in _SILENT_FIELDS:
            return
        if name == "HYPERLINK":
            if "\\l" not in code:
                self._losses.add("links")
        elif name == "EQ":  # an equation that the instruction itself spells
            self._note("equations", code)
            self._add(code.strip(), PLAIN)
        else:
            self._note("fields", code)

    def _said(self, text: str) -> str:
        """The words of ``w:t``; nearly none has anything but letters, and `translate` is slow."""
        if text.isprintable():
            return text
        seen = text.translate(_INVISIBLE)
        if len(seen) < len(text):
            self._losses.add("invisible_marks", len(text) - len(seen))
        return seen.translate(_ONE_SPACE)

    def _read_note(self, kind: str, note_id: str) -> None:
        text = self._notes.get(f"{kind} {note_id}")
        if text and not self._instructions:
            self._noted += len(text)
            if self._noted > _MOST_NOTED:
                raise Refused("zip_bomb")
            self._pieces.append(("", PLAIN, text, False))
            if kind == "endnote":
                self._losses.add("endnotes")

    def _symbol(self, element: etree._Element) -> str:
        sign = symbol(element.get(w("char"), ""))
        if sign == UNKNOWN:
            self._losses.add("symbols")
        return sign

    def _marks(self, properties: etree._Element) -> Marks:
        """The run's marks. A character style toggles: bold on bold is plain (ECMA-376, 17.7.3)."""
        style, own = self._style.marks, PLAIN
        bold = italic = underline = None
        font = ""
        for child in properties:
            name = child.tag.rpartition("}")[2]
            if name == "b":
                bold = is_on(child)
            elif name == "i":
                italic = is_on(child)
            elif name == "u":
                underline = is_underlined(child)
            elif name == "rStyle":
                self._is_gap = child.get(w("val")) == _GAP_STYLE
                named = self._styles.character(child.get(w("val"), ""))
                own, font = named.marks, font or named.font
            elif name == "rFonts":
                font = self._styles.font_of(child) or font
            elif name in _LOOKS:
                self._note_look(name, child)
        if font:
            self._font = legacy_font(font)
        marks = (
            own[0] != style[0] if bold is None else bold,
            own[1] != style[1] if italic is None else italic,
            own[2] or style[2] if underline is None else underline,
        )
        return beyond(marks, self._look)

    def _note_look(self, name: str, element: etree._Element) -> None:
        """A look that says something and is not kept; of a mere reference it is form."""
        if next(element.iterancestors(_R)).find(_T) is None:
            return
        if name in {"strike", "dstrike"} and is_on(element):
            self._losses.add("strikethrough")
        elif name == "highlight" and element.get(w("val")) != "none" and not self._is_gap:
            self._losses.add("highlights")
        elif name == "vertAlign" and element.get(w("val")) in {"superscript", "subscript"}:
            self._losses.add("raised_text")


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
        said += [runs] if (runs := reader.left_over()) else []
        if any(any(marks) for p in paragraphs if p is not None for marks in p.emphasis):
            losses.add("note_marks")
        notes[f"{kind} {note.get(w('id'), '')}"] = "\n".join(plain(runs) for runs in said)
    return notes
