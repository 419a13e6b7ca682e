"""The text of both versions in one: what stayed in its place, what came, went and moved."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from daihoi.papers.comparison.alignment import Alignment, align
from daihoi.papers.comparison.faces import face_of
from daihoi.papers.comparison.parts import find_parts
from daihoi.papers.hands import Comment, Hand
from daihoi.papers.outline import Block, Outline
from daihoi.papers.profiles import heading_kinds
from daihoi.papers.writing.body import FIRST_ROW, GAP, Body
from daihoi.papers.writing.look import Look, twips
from daihoi.papers.writing.package import ROOT, About, Part, headers, pack, section_xml
from daihoi.papers.writing.redline.comments import STYLES, Anchor, Comments
from daihoi.papers.writing.redline.flow import segments
from daihoi.papers.writing.redline.hands import Hands, Step
from daihoi.papers.writing.redline.lists import BothLists
from daihoi.papers.writing.redline.paragraphs import (
    DELETED,
    IN_PLACE,
    INSERTED,
    MOVED_FROM,
    MOVED_TO,
    Flow,
    Lines,
    Mode,
    Paragraphs,
)
from daihoi.papers.writing.redline.tables import Tables, Version
from daihoi.papers.writing.redline.tracks import Tracks
from daihoi.papers.writing.tables import table_xml

NO_HANDS: Mapping[str, Hand] = MappingProxyType({})
NO_STEPS: Mapping[str, Sequence[Step]] = MappingProxyType({})
NONE = range(0)


def write_redline(
    old: Outline,
    new: Outline,
    *,
    hand: Hand,
    hands: Mapping[str, Hand] = NO_HANDS,
    steps: Mapping[str, Sequence[Step]] = NO_STEPS,
    comments: Sequence[Comment] = (),
    look: Look | None = None,
    properties: Mapping[str, str] | None = None,
) -> bytes:
    """A .docx in which accepting all changes gives ``new`` and rejecting all gives ``old``.

    ``hands``: who changed a block, by its key in ``new``, or in ``old`` if it is gone; ``hand``
    made all other changes. ``steps``: all changes of a block in turn, by the same key, where more
    than one hand changed its words: each word is then signed by its own. Word shows the time of a
    hand as it stands, so give local times.

    A comment stands at its characters of ``new``; of ``old`` if it is on deleted words, if ``new``
    has no such block, or if only the old words are those it quotes. ``start`` >= ``end`` is the
    whole block, a table without a cell its first one. A comment whose block neither version has
    stands at the top with its quote. ``properties`` are as of `write_word`.
    """
    look = look or Look()
    body = Body(look, new.language, kinds=heading_kinds(new.blocks))
    body.lists = lists = BothLists(first_line_twips=twips(look.profile.text.first_line_mm))
    tracks = Tracks()
    remarks = Comments(comments, old.blocks, new.blocks)
    by = Hands(hand, hands, steps)
    paper = _Paper(
        old.blocks, new.blocks, body=body, lists=lists, tracks=tracks, comments=remarks, by=by
    )
    document = chain([ROOT], paper.xml(), [f"{section_xml(look)}</w:body></w:document>"])
    parts: tuple[Part, ...] = headers(look)
    if remarks:
        body.styles.add(STYLES)
        parts = (*parts, Part("comments", "comments", remarks.xml(tracks)))
    about = About(new.title, new.language)
    return pack(document, body, about, parts=parts, properties=properties)


class _Group(NamedTuple):
    """Neighbours of the old version that became neighbours of the new one."""

    old: range
    new: range
    move: str  # the name of their move, "" if they stayed in their place


class _Step(NamedTuple):
    """What is written next: blocks of either version and how they are signed."""

    mode: Mode
    old: range
    new: range
    move: str = ""


class _Paper:
    """Goes through both versions at once."""

    def __init__(
        self,
        old: Sequence[Block],
        new: Sequence[Block],
        *,
        body: Body,
        lists: BothLists,
        tracks: Tracks,
        comments: Comments,
        by: Hands,
    ) -> None:
        self.old, self.new = old, new
        self._body, self._tracks, self._comments, self._by = body, tracks, comments, by
        self._paragraphs = Paragraphs(body, tracks)
        width = body.look.text_width_twips
        self._tables = Tables(body, tracks, self._paragraphs, comments, width=width)
        pairs = _aligned(old, new)
        groups = [*_groups(pairs)]
        self._into = {j: group for group in groups for j in group.new}
        self._out_of = {i: group for group in groups for i in group.old}
        instances = lists.of_both(body.instance, old, new, pairs.new_of.items())
        self._properties_old, self._properties_new = (
            [
                "" if block.table else body.properties(block, number)
                for block, number in zip(blocks, numbers, strict=True)
            ]
            for blocks, numbers in zip((old, new), instances, strict=True)
        )

    def xml(self) -> Iterator[str]:
        """The blocks; a gap stands before a table where Word would join or lose something."""
        if lost := self._comments.lost_xml():
            yield GAP.replace("</w:p>", f"{lost}</w:p>")
        after = ""  # what was written last: "table", "text", or "mark" for one that may go
        for step in self._steps():
            is_table = self._is_table(step)
            words = self._table(step) if is_table else self._text(step)
            if not words:
                continue
            if is_table and (after in {"table", "mark"} or (after and self._is_bare(step))):
                yield GAP
            yield words
            after = "table" if is_table else "mark" if step.mode.end else "text"
        if after in {"table", "mark"}:
            yield GAP

    def _steps(self) -> Iterator[_Step]:
        """Both versions in one order: what went stands before what came in its place."""
        yield from self._gone(0)
        for j in range(len(self.new)):
            group = self._into.get(j)
            if group is None:
                yield _Step(INSERTED, NONE, range(j, j + 1))
            elif j != group.new.start:
                continue
            elif group.move:
                yield _Step(MOVED_TO, group.old, group.new, group.move)
            else:
                yield _Step(IN_PLACE, group.old, group.new)
                yield from self._gone(group.old.stop)

    def _gone(self, start: int) -> Iterator[_Step]:
        """What left its place from ``start`` up to the next block that stayed."""
        for i in range(start, len(self.old)):
            group = self._out_of.get(i)
            if group is None:
                yield _Step(DELETED, range(i, i + 1), NONE)
            elif not group.move:
                return
            elif i == group.old.start:
                yield _Step(MOVED_FROM, group.old, group.new, group.move)

    def _is_table(self, step: _Step) -> bool:
        blocks = [*(self.old[i] for i in step.old), *(self.new[j] for j in step.new)]
        return blocks[0].table is not None

    def _is_bare(self, step: _Step) -> bool:
        """Whether it is a table without lines in either version."""
        tables = [*(self.old[i].table for i in step.old), *(self.new[j].table for j in step.new)]
        return any(table is not None and not table.bordered for table in tables)

    def _hand(self, step: _Step) -> Hand:
        keys = [*(self.new[j].key for j in step.new), *(self.old[i].key for i in step.old)]
        return self._by.of(keys)

    def _text(self, step: _Step) -> str:
        old, new = [self.old[i] for i in step.old], [self.new[j] for j in step.new]
        properties_old = [self._properties_old[i] for i in step.old]
        properties_new = [self._properties_new[j] for j in step.new]
        keys_old, keys_new = [block.key for block in old], [block.key for block in new]
        anchors = [] if step.mode is MOVED_FROM else self._anchors(step)
        runs_old, runs_new = [block.runs for block in old], [block.runs for block in new]
        is_same = (properties_old, keys_old, runs_old) == (properties_new, keys_new, runs_new)
        if is_same and not anchors and step.mode is IN_PLACE:
            inside = self._paragraphs.bookmarked(keys_new, self._body.runs_xml(new[0].runs))
            return f"<w:p><w:pPr>{properties_new[0]}</w:pPr>{inside}</w:p>"
        hand = self._hand(step)
        words = segments(runs_old, runs_new)
        if len(old) == len(new) == 1:
            words = self._by.signed(words, new[0].key, old[0].text)
        flow = Flow(
            words,
            Lines(properties_old, keys_old),
            Lines(properties_new, keys_new),
            hand,
            anchors,
        )
        written = self._paragraphs.xml(flow, step.mode)
        if step.move:
            return self._tracks.moved(step.mode.end, step.move, hand, written)
        return written

    def _anchors(self, step: _Step) -> list[Anchor]:
        """The comments in all its blocks, in characters of them all, breaks counted."""
        anchors: list[Anchor] = []
        for in_new, blocks, indices in ((False, self.old, step.old), (True, self.new, step.new)):
            shift = 0
            for index in indices if self._comments else ():
                anchors += self._comments.at(in_new=in_new, index=index, shift=shift)
                shift += len(blocks[index].text) + 1
        return anchors

    def _table(self, step: _Step) -> str:
        """A table; one that moved is taken out and put in, as Word knows no move of rows."""
        old = self._version(self.old, step.old) if step.mode is not MOVED_TO else None
        new = self._version(self.new, step.new) if step.mode is not MOVED_FROM else None
        if old and new and (old.table, old.key) == (new.table, new.key) and not self._comments:
            return self._same_table(new)
        return self._tables.xml(old, new, self._hand(step))

    def _version(self, blocks: Sequence[Block], indices: range) -> Version | None:
        for index in indices:
            table = blocks[index].table
            if table is not None:
                return Version(table, index, blocks[index].key)
        return None

    def _same_table(self, version: Version) -> str:
        width = self._body.look.text_width_twips
        pieces = list(table_xml(version.table, width=width, paragraph=self._body.cell_xml))
        if pieces:
            start = f"</w:pPr>{self._paragraphs.bookmarked([version.key], '')}"
            pieces[FIRST_ROW] = pieces[FIRST_ROW].replace("</w:pPr>", start, 1)
        return "".join(pieces)


def _aligned(old: Sequence[Block], new: Sequence[Block]) -> Alignment:
    before, after = ([face_of(block) for block in blocks] for blocks in (old, new))
    return align(before, after, [block.key for block in old], [block.key for block in new])


def _groups(pairs: Alignment) -> Iterator[_Group]:
    """The blocks that are the same, with what was split off from them or joined to them."""
    parts, unmoved = find_parts(pairs), pairs.in_order()
    for number, (i, j) in enumerate(sorted(pairs.new_of.items()), 1):
        old = parts.old_of.get(i, range(i, i + 1))
        new = parts.new_of.get(j, range(j, j + 1))
        yield _Group(old, new, "" if j in unmoved else f"move{number}")
