"""A whole Word file read into a draft: its outline, what is lost, and counts to check it by."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from daihoi.papers.intake import Package, Refused, check_upload
from daihoi.papers.outline import Block, BlockKind, ListFormat, Outline, Run, Runs, plain
from daihoi.papers.reading.losses import Loss, LossBook, Place
from daihoi.papers.reading.markup import inside, w
from daihoi.papers.reading.numbering import Lists, shown
from daihoi.papers.reading.paragraphs import Paragraph, ParagraphReader, notes_of
from daihoi.papers.reading.styles import Style, Styles
from daihoi.papers.reading.tables import TableReader

Source: TypeAlias = bytes | Path | Package

MAX_PARAGRAPHS = 60_000

_P, _TBL = w("p"), w("tbl")
_CHANGES = tuple(
    w(name)
    for name in ["ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "tblGridChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge"]
)  # fmt: skip
_CHANGE_SIGN = re.compile(rb":(?:ins|del|move|cellIns|cellDel|cellMerge)|Change")
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PAGE_WORDS = re.compile(r"[\W\d_]*(?:(?:trang|page|of)[\W\d_]*)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """Counts of an outline, for a person to compare with the file."""

    headings: Mapping[int, int] = field(default_factory=dict)  # by level
    paragraphs: int = 0
    items: Mapping[ListFormat, int] = field(default_factory=dict)
    tables: int = 0
    footnotes: int = 0
    bold: int = 0  # runs, those in tables too; bold italic counts in both
    italic: int = 0
    underline: int = 0
    words: int = 0  # of the text, footnotes left out


@dataclass(frozen=True, slots=True)
class Draft:
    """What a Word file says, and what it said that an outline cannot keep."""

    outline: Outline
    losses: tuple[Loss, ...] = ()
    facts: Facts = field(default_factory=Facts)


def read_word(source: Source, *, name: str = "", max_paragraphs: int = MAX_PARAGRAPHS) -> Draft:
    """Read a .docx file: bytes or a path, checked first, or a package `check_upload` gave.

    Tracked changes are read as accepted. ``Refused`` if the file is not a sound .docx, is nested
    too deeply, or has more than ``max_paragraphs`` paragraphs, those in tables included.
    """
    package = source
    if not isinstance(package, Package):
        package = check_upload(package, expected="docx", name=name)
    try:
        return _Body(package, max_paragraphs).draft()
    except Refused as refusal:
        if refusal.name == package.name:
            raise
        raise Refused(refusal.code, name=package.name, **refusal.facts) from refusal.__cause__


def facts_of(outline: Outline) -> Facts:
    headings: Counter[int] = Counter()
    kinds: Counter[BlockKind] = Counter()
    items: Counter[ListFormat] = Counter()
    runs: list[Run] = []
    words = 0
    for block in outline.blocks:
        kinds[block.kind] += 1
        words += len(block.text.split())
        runs += block.runs
        if block.kind is BlockKind.HEADING:
            headings[block.level] += 1
        if block.mark is not None:
            items[block.mark.format] += 1
        if block.table is not None:
            cells = (cell for row in block.table.rows for cell in row)
            runs += (run for cell in cells for paragraph in cell.paragraphs for run in paragraph)
    return Facts(
        headings=dict(sorted(headings.items())),
        paragraphs=kinds[BlockKind.PARAGRAPH],
        items=dict(items),
        tables=kinds[BlockKind.TABLE],
        footnotes=sum(1 for run in runs if run.footnote),
        bold=sum(run.bold for run in runs),
        italic=sum(run.italic for run in runs),
        underline=sum(run.underline for run in runs),
        words=words,
    )


class _Body:
    """One reading of one file."""

    def __init__(self, package: Package, max_paragraphs: int) -> None:
        self._package = package
        self._max_paragraphs = max_paragraphs
        self._losses = LossBook()
        self._blocks: list[Block] = []
        self._heading = ""
        styles = Styles(self._related("styles"))
        lists = Lists(self._related("numbering"), styles)
        notes: dict[str, str] = {}
        for kind in ("footnote", "endnote"):
            notes |= notes_of(self._related(f"{kind}s"), kind, styles, self._losses)
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
        outline = Outline(tuple(self._blocks), title=self._title())
        return Draft(outline, self._losses.all(), facts_of(outline))

    def _xml(self, part: str) -> etree._Element | None:
        data = self._package.parts.get(part, b"")
        if _STRICT in data[:4096]:
            # Strict Open XML differs in its namespaces only.
            transitional = w("")[1:-1].encode()
            parts = {part: data.replace(_STRICT, transitional)}
            return Package(self._package.name, "docx", part, parts).xml(part)
        return self._package.xml(part)

    def _related(self, kind: str) -> etree._Element | None:
        parts = self._package.related(kind)
        return self._xml(parts[0]) if parts else None

    def _read(self, body: etree._Element) -> None:
        for element in inside(body):
            if element.tag not in {_P, _TBL}:
                continue
            self._losses.place = Place(self._heading, len(self._blocks) + 1)
            if element.tag == _P:
                paragraph = self._paragraphs.read(element)
                if paragraph is not None and paragraph.runs:
                    self._add_paragraph(paragraph)
            else:
                self._add_left_over()
                table = self._tables.read(element)
                if table.rows:
                    self._blocks.append(Block(BlockKind.TABLE, table=table))
        self._add_left_over()

    def _add_left_over(self) -> None:
        runs = self._paragraphs.left_over()
        if runs:
            self._blocks.append(Block(BlockKind.PARAGRAPH, runs))

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        runs, mark = paragraph.runs, paragraph.mark
        if paragraph.style.is_contents:
            self._losses.add("contents")
        elif paragraph.level:
            if mark is not None:
                self._losses.add("heading_numbers")
                runs = _prefixed(shown(mark), runs)
            self._heading = _shortened(plain(runs))
            block = Block(BlockKind.HEADING, runs, paragraph.level, align=paragraph.align)
            self._blocks.append(block)
        elif mark is not None:
            block = Block(BlockKind.ITEM, runs, paragraph.depth, mark, align=paragraph.align)
            self._blocks.append(block)
        else:
            self._blocks.append(Block(BlockKind.PARAGRAPH, runs, align=paragraph.align))

    def _note_changes(self, root: etree._Element) -> None:
        if _CHANGE_SIGN.search(self._package.parts[self._package.main]):
            count = sum(1 for _ in root.iter(*_CHANGES))
            if count:
                self._losses.add("tracked_changes", count)
        links = sum(1 for link in root.iter(w("hyperlink")) if link.get(_REL_ID))
        if links:
            self._losses.add("links", links)

    def _note_margins(self, kind: str) -> None:
        """Words above or below the page, but for page numbers; the same words count once."""
        found = dict.fromkeys(self._margin_words(part) for part in self._package.related(kind))
        for words in found:
            if not _PAGE_WORDS.fullmatch(words):
                self._losses.add(f"{kind}s", place=Place(words=_shortened(words)))

    def _margin_words(self, part: str) -> str:
        root = self._xml(part)
        reader = ParagraphReader(self._styles, Lists(None, self._styles), {}, LossBook())
        runs = [] if root is None else [reader.runs_of(p, Style()) for p in root.iter(_P)]
        return " ".join(" ".join(map(plain, runs)).split())

    def _title(self) -> str:
        core = self._xml("docprops/core.xml")
        return "" if core is None else _shortened(core.findtext(_DC_TITLE) or "", most=300)


def _shortened(text: str, most: int = 120) -> str:
    """One line that a message can hold."""
    return unicodedata.normalize("NFC", " ".join(text[:most].split()))


def _prefixed(text: str, runs: Runs) -> Runs:
    if runs[0] == Run(runs[0].text):
        return (Run(f"{text} {runs[0].text}"), *runs[1:])
    return (Run(f"{text} "), *runs)
