"""The text of a paper (document.xml and footnotes.xml), written as a stream of pieces."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from daihoi.papers.outline import (
    KEY_BOOKMARK,
    Align,
    Block,
    BlockKind,
    ListFormat,
    Run,
    Runs,
    Table,
)
from daihoi.papers.profiles import HeadingKind, heading_kinds
from daihoi.papers.writing.lists import NAMESPACE, Lists
from daihoi.papers.writing.look import Look, twips
from daihoi.papers.writing.styles import BODY, BULLET, CONTINUE, GAP_WORDS, NUMBER, Styles
from daihoi.papers.writing.tables import table_xml
from daihoi.papers.writing.text import text_xml

FIRST_ROW = 1  # among the pieces of a table; piece 0 opens it
BOOKMARK_KEY = re.compile(r"[0-9A-Za-z_]{1,36}")
_STYLE = re.compile(r'<w:pStyle w:val="\w+"/>(?!<w:keepNext/>)')
GAP = '<w:p><w:pPr><w:pStyle w:val="TableGap"/></w:pPr></w:p>'
REFERENCE = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'

_MARKS = {
    (bold, italic, underline): "<w:rPr>"
    + ("<w:b/>" if bold else "")
    + ("<w:i/>" if italic else "")
    + ('<w:u w:val="single"/>' if underline else "")
    + "</w:rPr>"
    for bold in (False, True)
    for italic in (False, True)
    for underline in (False, True)
}
_MARKS[False, False, False] = ""


class Body:
    """Writes blocks in reading order and gathers the footnotes, lists and styles they need."""

    def __init__(
        self,
        look: Look,
        language: str,
        *,
        kinds: Mapping[int, HeadingKind] | None = None,
        has_boxes: bool = False,
        keeps: Callable[[Block], bool] = lambda _block: False,
    ) -> None:
        """``kinds`` of headings by level; ``has_boxes``: of an official paper.

        ``keeps``: whether a block of text stays on the page of what follows.
        ``look`` may be changed on the way: pages that lie on their side make wider tables.
        """
        self.look = look
        self.styles = Styles(look, language, kinds or heading_kinds(()), has_boxes=has_boxes)
        self.lists = Lists(first_line_twips=twips(look.profile.text.first_line_mm))
        self._keeps = keeps
        self._footnotes: list[str] = []
        self._bookmarks: set[str] = set()

    def xml(self, blocks: Iterable[Block], *, after_text: bool = False) -> Iterator[str]:
        """The blocks; a gap parts a table from the text above it and from another table.

        It also closes a text ending in a table, as Word wants it. ``after_text``: some stands
        above the first block.
        """
        after_table = False
        for block in blocks:
            if block.table is None:
                yield self._block_xml(block)
                after_table, after_text = False, True
                continue
            if after_table or after_text:
                yield GAP
            yield from self._table_xml(block.table, block.key)
            after_table = True
        if after_table:
            yield GAP

    def footnotes_xml(self) -> str:
        rules = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p>'
            "</w:footnote>"
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        notes = "".join(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f'<w:r>{REFERENCE}<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
            f"{words}</w:p></w:footnote>"
            for number, words in enumerate(self._footnotes, 1)
        )
        return f'<w:footnotes xmlns:w="{NAMESPACE}">{rules}{notes}</w:footnotes>'

    def properties(self, block: Block, instance: int | None = None) -> str:
        """The inside of the ``w:pPr`` of a block of text; ``instance``: its list, if known."""
        base, level = BODY, 0
        if block.kind is BlockKind.HEADING:
            level = heading_level(block)
            base = f"Heading{level + 1}"
        elif block.kind is BlockKind.ITEM:
            level = item_level(block)
            base = CONTINUE
            if block.mark:
                base = BULLET if block.mark.format is ListFormat.BULLET else NUMBER
        number = self.instance(block) if instance is None else instance
        numbering = _numbering(number, level) if number else ""
        style, place = self.styles.aligned(base, block.align)
        return f'<w:pStyle w:val="{style}"/>{numbering}{place}'

    def instance(self, block: Block) -> int:
        """The list that a block counts in, 0 if in none; to be asked in reading order."""
        if block.mark and block.kind is BlockKind.HEADING:
            level = heading_level(block)
            indent = self.styles.first_line_twips(level + 1)
            return self.lists.instance(block.mark, level, indent)
        if block.mark and block.kind is BlockKind.ITEM:
            return self.lists.instance(block.mark, item_level(block))
        return 0

    def note(self, words: str) -> str:
        """Keep a footnote made of the runs ``words``; the inside of the run that refers to it."""
        self._footnotes.append(words)
        return f'{REFERENCE}<w:footnoteReference w:id="{len(self._footnotes)}"/>'

    def _block_xml(self, block: Block) -> str:
        words = self._bookmarked(block.key, self.runs_xml(block.runs))
        properties = self.properties(block)
        if self._keeps(block):
            properties = kept(properties)
        return f"<w:p><w:pPr>{properties}</w:pPr>{words}</w:p>"

    def _table_xml(self, table: Table, key: str) -> Iterator[str]:
        """The table; its key stands in its first cell, where Word too would put it."""
        pieces = table_xml(table, width=self.look.text_width_twips, paragraph=self.cell_xml)
        for number, piece in enumerate(pieces):
            if number == FIRST_ROW:
                yield piece.replace("</w:pPr>", f"</w:pPr>{self._bookmarked(key, '')}", 1)
            else:
                yield piece

    def cell_xml(self, runs: Runs, base: str, align: Align) -> str:
        words = self.runs_xml(runs)
        style, place = self.styles.aligned(base, align)
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{place}</w:pPr>{words}</w:p>'

    def runs_xml(self, runs: Runs) -> str:
        return "".join([self._run_xml(run) for run in runs])

    def _run_xml(self, run: Run) -> str:
        if run.footnote:
            return f"<w:r>{self.note(f'<w:r>{text_xml(run.footnote)}</w:r>')}</w:r>"
        if not run.text:
            return ""
        return f"<w:r>{marks_xml(run)}{text_xml(run.text)}</w:r>"

    def _bookmarked(self, key: str, words: str) -> str:
        """``words`` within a hidden bookmark that carries the block's key through Word."""
        if key in self._bookmarks or not BOOKMARK_KEY.fullmatch(key):
            return words
        number = len(self._bookmarks)
        self._bookmarks.add(key)
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{KEY_BOOKMARK}{key}"/>{words}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )


def kept(xml: str) -> str:
    """``xml`` whose paragraphs stay on the page of the next one."""
    return _STYLE.sub(r"\g<0><w:keepNext/>", xml)


def marks_xml(run: Run) -> str:
    """The ``w:rPr`` of a run, "" if it has no marks."""
    marks = _MARKS[run.bold, run.italic, run.underline]
    return _gap(marks) if run.gap else marks


def _gap(marks: str) -> str:
    """``marks`` on yellow, by name and by look: Word paints no background that only a style has."""
    inside = marks.removeprefix("<w:rPr>").removesuffix("</w:rPr>")
    before, line, after = inside.partition("<w:u ")
    yellow = '<w:highlight w:val="yellow"/>'
    return f'<w:rPr><w:rStyle w:val="{GAP_WORDS}"/>{before}{yellow}{line}{after}</w:rPr>'


def _numbering(instance: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>'


def item_level(block: Block) -> int:
    """The depth of an item as Word has it, 0-8."""
    return min(max(block.level, 0), 8)


def heading_level(block: Block) -> int:
    """The level of a heading as Word counts it, 0-8."""
    return min(max(block.level, 1), 9) - 1
