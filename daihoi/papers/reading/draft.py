"""A whole Word file read into a draft: its outline, what is lost, and counts to check it by."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from daihoi.papers.intake import Package, Refused, check_upload
from daihoi.papers.outline import Block, BlockKind, ListFormat, Outline, Run, Runs, plain
from daihoi.papers.reading.changes import Changes, turn_round
from daihoi.papers.reading.keys import key_of
from daihoi.papers.reading.legacy import blocks_in_unicode, line_in_unicode
from daihoi.papers.reading.losses import Loss, LossBook, Place
from daihoi.papers.reading.markup import DRAWING, MAX_DEPTH, inside, transitional, w
from daihoi.papers.reading.numbering import Lists
from daihoi.papers.reading.paragraphs import Paragraph, ParagraphReader, notes_of
from daihoi.papers.reading.styles import Marks, Styles, without_table_parts
from daihoi.papers.reading.tables import TableReader

Source: TypeAlias = bytes | Path | Package

MAX_PARAGRAPHS = 60_000

_P, _TBL, _BOOKMARK = w("p"), w("tbl"), w("bookmarkStart")
_CHANGES = tuple(
    w(name)
    for name in ["ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge"]
)  # fmt: skip
_CHANGE_SIGNS = (b":ins", b":del", b":move", b":cellIns", b":cellDel", b":cellMerge", b"Change")
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Of what stands above or below the page: words there are quoted anyway.
_MARGIN_LOSSES = frozenset({"images", "drawings", "word_art", "smart_art", "charts", "objects"})
_PAGE_WORDS = r"(?i)[\W\d_]*(?:(?:trang|page|of)[\W\d_]*)*"  # compiled when first asked for


@dataclass(frozen=True, slots=True)
class Facts:
    """Counts of an outline, for a person to compare with the file."""

    headings: Mapping[int, int] = field(default_factory=dict)  # by level
    paragraphs: int = 0
    items: Mapping[ListFormat, int] = field(default_factory=dict)
    tables: int = 0
    footnotes: int = 0
    bold: int = 0  # runs bold beyond their style, in tables too; bold italic counts in both
    italic: int = 0
    underline: int = 0
    words: int = 0  # of the text, footnotes left out


@dataclass(frozen=True)
class Draft:
    """What a Word file says, and what it said that an outline cannot keep."""

    outline: Outline
    losses: tuple[Loss, ...] = ()
    emphasis: tuple[Marks, ...] = ()  # of each run that has some beyond its style

    @cached_property
    def facts(self) -> Facts:
        return _facts(self.outline, self.emphasis)


def read_word(
    source: Source,
    *,
    name: str = "",
    max_paragraphs: int = MAX_PARAGRAPHS,
    changes: Changes = Changes.ACCEPTED,
) -> Draft:
    """Read a .docx file: bytes or a path, checked first, or a package `check_upload` gave.

    Tracked changes are read as accepted, or all of them as rejected. ``Refused`` if the file is
    not a sound .docx, is nested too deeply, or has more than ``max_paragraphs`` paragraphs, those
    in tables included.
    """
    package = source
    if not isinstance(package, Package):
        package = check_upload(package, expected="docx", name=name)
    try:
        return _Body(package, max_paragraphs, changes).draft()
    except Refused as refusal:
        if refusal.name == package.name:
            raise
        raise Refused(refusal.code, name=package.name, **refusal.facts) from refusal.__cause__


def _facts(outline: Outline, emphasis: tuple[Marks, ...]) -> Facts:
    headings: Counter[int] = Counter()
    kinds: Counter[BlockKind] = Counter()
    items: Counter[ListFormat] = Counter()
    footnotes = words = 0
    for block in outline.blocks:
        kinds[block.kind] += 1
        words += len(block.text.split())
        footnotes += sum(1 for runs in block.lines for run in runs if run.footnote)
        if block.kind is BlockKind.HEADING:
            headings[block.level] += 1
        if block.mark is not None:
            items[block.mark.format] += 1
    bold, italic, underline = map(sum, zip(*emphasis, strict=True)) if emphasis else (0, 0, 0)
    return Facts(
        headings=dict(sorted(headings.items())),
        paragraphs=kinds[BlockKind.PARAGRAPH],
        items=dict(items),
        tables=kinds[BlockKind.TABLE],
        footnotes=footnotes,
        bold=bold,
        italic=italic,
        underline=underline,
        words=words,
    )


class _Body:
    """One reading of one file."""

    def __init__(self, package: Package, max_paragraphs: int, changes: Changes) -> None:
        self._package = package
        self._changes = changes
        self._max_paragraphs = max_paragraphs
        self._losses = LossBook()
        self._blocks: list[Block] = []
        self._heading = ""
        self._numbered = 0  # blocks that pages number: all but headings
        self._key = ""  # of a bookmark between the blocks, for the next one
        self._emphasis: list[Marks] = []
        styles = Styles(self._related("styles"), self._related("theme"))
        lists = Lists(self._related("numbering"), styles)
        notes: dict[str, str] = {}
        for kind in ("footnote", "endnote"):
            notes |= notes_of(self._related(f"{kind}s"), kind, styles, self._losses)
        notes |= self._asides(styles)
        self._paragraphs = ParagraphReader(styles, lists, notes, self._losses)
        self._tables = TableReader(self._paragraphs, styles, self._losses)
        self._styles = styles

    def draft(self) -> Draft:
        root = self._xml(self._package.main)
        body = None if root is None else root.find(w("body"))
        if root is None or body is None:
            raise Refused("damaged")
        if sum(1 for _ in root.iter(_P)) > self._max_paragraphs:
            raise Refused("too_many_blocks", limit=self._max_paragraphs)
        self._read(body)
        self._losses.place = Place()
        self._note_changes(root)
        self._note_margins("header")
        self._note_margins("footer")
        blocks = blocks_in_unicode(self._blocks, self._losses)
        outline = Outline(_with_own_keys(blocks), title=line_in_unicode(self._title()))
        return Draft(outline, self._losses.all(), tuple(self._emphasis))

    def _asides(self, styles: Styles) -> dict[str, str]:
        """What is quoted to say what is lost: who commented what, the words of each diagram."""
        asides = {}
        comments = self._related("comments")
        reader = ParagraphReader(styles, Lists(None, styles), {}, LossBook())
        for comment in () if comments is None else comments.findall(w("comment")):
            words = " ".join(reader.words_of(p) for p in comment.iter(_P))
            asides[f"comment {comment.get(w('id'), '')}"] = (
                f"{comment.get(w('author'), '')}: {words}"
            )
        for link in self._package.links:
            data = self._xml(link.target) if link.kind == "diagramData" else None
            if data is not None:
                words = " ".join(t.text or "" for t in data.iter(f"{DRAWING}t"))
                asides[f"diagram {link.id}"] = words
        return asides

    def _xml(self, part: str) -> etree._Element | None:
        data = self._package.parts.get(part)
        if data is None:
            return None
        if part in self._package.related("styles"):
            data = without_table_parts(data)
        root = self._package._replace(parts={part: transitional(data)}).xml(part)
        if self._changes is Changes.REJECTED and root is not None and _is_tracked(data):
            turn_round(root)
        return root

    def _related(self, kind: str) -> etree._Element | None:
        parts = self._package.related(kind)
        return self._xml(parts[0]) if parts else None

    def _read(self, body: etree._Element, depth: int = 0) -> None:
        if depth > MAX_DEPTH:
            raise Refused("too_deep")
        for element in inside(body):
            tag = element.tag
            self._losses.place = Place(self._heading, self._numbered + 1)
            if tag == _P:
                paragraph = self._paragraphs.read(element)
                boxes = self._paragraphs.boxes()
                if paragraph is not None and paragraph.runs:
                    self._add_paragraph(paragraph)
                for box in boxes:
                    self._read(box, depth + 1)
            elif tag == _TBL:
                self._add_left_over()
                table = self._tables.read(element)
                if table.table.rows:
                    self._add(Block(BlockKind.TABLE, table=table.table, key=table.key))
                    self._emphasis += table.emphasis
            elif tag == _BOOKMARK:
                self._key = key_of(element) or self._key
        self._add_left_over()

    def _add(self, block: Block) -> None:
        if self._key and not block.key:
            block = replace(block, key=self._key)
        self._key = ""
        self._numbered += block.kind is not BlockKind.HEADING
        self._blocks.append(block)

    def _add_left_over(self) -> None:
        runs = self._paragraphs.left_over()
        if runs:
            self._add(Block(BlockKind.PARAGRAPH, runs))

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        if paragraph.style.is_contents:
            self._losses.add("contents")
            return
        runs, mark = paragraph.runs, paragraph.mark
        kind, level = BlockKind.PARAGRAPH, 0
        if paragraph.level:
            kind, level = BlockKind.HEADING, paragraph.level
            if mark is not None:
                self._losses.add("heading_numbers")
                runs, mark = _prefixed(mark.shown, runs), None
            self._heading = _shortened(plain(runs))
        elif mark is not None:
            kind, level = BlockKind.ITEM, paragraph.depth
        self._add(Block(kind, runs, level, mark, align=paragraph.align, key=paragraph.key))
        self._emphasis += paragraph.emphasis

    def _note_changes(self, root: etree._Element) -> None:
        if _is_tracked(self._package.parts[self._package.main]):
            is_refused = self._changes is Changes.REJECTED
            code = "refused_changes" if is_refused else "tracked_changes"
            authors = Counter(change.get(w("author"), "") for change in root.iter(*_CHANGES))
            for author, count in authors.items():
                words = f"{author}: {count}" if author else ""
                self._losses.add(code, count, place=Place(words=words))

    def _note_margins(self, kind: str) -> None:
        """Words above or below the page, but for page numbers; the same words count once."""
        side = "đầu trang" if kind == "header" else "chân trang"
        book = LossBook()
        found = dict.fromkeys(
            self._margin_words(part, book) for part in self._package.related(kind)
        )
        for loss in book.all():
            if loss.code in _MARGIN_LOSSES:
                self._losses.add(loss.code, loss.count, place=Place(words=side))
        for words in found:
            if not re.fullmatch(_PAGE_WORDS, words):
                self._losses.add(f"{kind}s", place=Place(words=_shortened(words)))

    def _margin_words(self, part: str, losses: LossBook) -> str:
        root = self._xml(part)
        reader = ParagraphReader(self._styles, Lists(None, self._styles), {}, losses)
        texts = [] if root is None else [reader.words_of(p) for p in root.iter(_P)]
        return " ".join(" ".join(texts).split())

    def _title(self) -> str:
        core = self._xml("docprops/core.xml")
        return "" if core is None else _shortened(core.findtext(_DC_TITLE) or "", most=300)


def _is_tracked(data: bytes) -> bool:
    return any(sign in data for sign in _CHANGE_SIGNS)


def _with_own_keys(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A key that a copied paragraph took along names neither of the two."""
    times = Counter(block.key for block in blocks if block.key)
    if not times:
        return tuple(blocks)
    return tuple(replace(block, key="") if times[block.key] > 1 else block for block in blocks)


def _shortened(text: str, most: int = 120) -> str:
    """One line that a message can hold."""
    return unicodedata.normalize("NFC", " ".join(text[:most].split()))


def _prefixed(text: str, runs: Runs) -> Runs:
    if runs[0] == Run(runs[0].text):
        return (Run(f"{text} {runs[0].text}"), *runs[1:])
    return (Run(f"{text} "), *runs)
