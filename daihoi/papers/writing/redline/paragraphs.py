"""Paragraphs with tracked changes.

A paragraph's mark carries its properties, so a mark that is put in or taken out brings or takes
them: accepting all leaves exactly the new marks, rejecting all exactly the old ones.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from daihoi.papers.comparison.words import Op, words_between
from daihoi.papers.hands import Hand
from daihoi.papers.outline import KEY_BOOKMARK, ONLY_NEW, ONLY_OLD, Run
from daihoi.papers.writing.body import Body, marks_xml
from daihoi.papers.writing.redline.comments import Anchor
from daihoi.papers.writing.redline.flow import Segment
from daihoi.papers.writing.redline.tracks import Tracks
from daihoi.papers.writing.text import CLOSE, OPEN, text_xml

_NAME = re.compile(f"[0-9A-Za-z]{{1,34}}(?:{ONLY_OLD}|{ONLY_NEW})?")
_OPEN_DELETED, _CLOSE_DELETED = OPEN.replace("w:t", "w:delText"), CLOSE.replace("w:t", "w:delText")

_NUMBERED = "<w:numPr>"
_NO_NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'  # said, for LibreOffice


class Mode(NamedTuple):
    """The element around words that stayed, came and went; None leaves them out.

    ``end`` is the same for the last paragraph's mark, which no break tells of.
    """

    stayed: str | None
    came: str | None
    went: str | None
    end: str

    def of(self, op: Op) -> str | None:
        return {Op.EQUAL: self.stayed, Op.INSERT: self.came, Op.DELETE: self.went}[op]


IN_PLACE = Mode("", "ins", "del", "")
INSERTED = Mode("", "ins", "del", "ins")
DELETED = Mode("", "ins", "del", "del")
MOVED_FROM = Mode("moveFrom", None, "del", "moveFrom")
MOVED_TO = Mode("moveTo", "ins", None, "moveTo")


@dataclass(frozen=True, slots=True)
class Lines:
    """The paragraphs of one version in a flow: what their ``w:pPr`` holds, and their keys."""

    properties: Sequence[str] = ()
    keys: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """Paragraphs of both versions that belong together, one of ``old`` and ``new`` may be empty."""

    segments: Sequence[Segment]
    old: Lines
    new: Lines
    hand: Hand
    anchors: Sequence[Anchor] = ()  # in characters of all the paragraphs, breaks counted


class _Cut(NamedTuple):
    """A paragraph as it is written, and the element in its mark ("" if the mark stays).

    ``old`` and ``new`` are the paragraphs of the two versions it is part of, None where it is none.
    """

    old: int | None
    new: int | None
    mark: str


class Paragraphs:
    """Writes flows; every bookmark of the text is named here."""

    def __init__(self, body: Body, tracks: Tracks) -> None:
        self._body = body
        self._tracks = tracks
        self._names: set[str] = set()

    def bookmarked(self, names: Iterable[str], words: str) -> str:
        """``words`` within hidden bookmarks; a name that is taken, or no name, is left out."""
        for name in names:
            full = KEY_BOOKMARK + name
            if full in self._names or not _NAME.fullmatch(name):
                continue
            self._names.add(full)
            number = self._tracks.number()
            words = (
                f'<w:bookmarkStart w:id="{number}" w:name="{full}"/>{words}'
                f'<w:bookmarkEnd w:id="{number}"/>'
            )
        return words

    def xml(self, flow: Flow, mode: Mode) -> str:
        cuts = _cuts(flow, mode)
        parts = zip(cuts, _names(flow, cuts), self._contents(flow, mode), strict=True)
        return "".join(
            [
                f"<w:p>{self._properties(flow, cut)}{self.bookmarked(names, words)}</w:p>"
                for cut, names, words in parts
            ]
        )

    def _properties(self, flow: Flow, cut: _Cut) -> str:
        """Those of the paragraph it is part of in each version.

        When a mark goes, Word lets the paragraph that follows say how the two look together,
        LibreOffice the first: each part says the same.
        """
        old = "" if cut.old is None else flow.old.properties[cut.old]
        new = old if cut.new is None else flow.new.properties[cut.new]
        if _NUMBERED in new and _NUMBERED not in old:
            old = old.replace("/>", f"/>{_NO_NUMBER}", 1)
        was = "" if cut.old is None else self._tracks.was("pPr", new, old, flow.hand)
        mark = f"<w:rPr>{self._tracks.mark(cut.mark, flow.hand)}</w:rPr>" if cut.mark else ""
        return f"<w:pPr>{new}{mark}{was}</w:pPr>"

    def _contents(self, flow: Flow, mode: Mode) -> Iterator[str]:
        """The inside of each paragraph, neighbouring words of one kind in one element."""
        written: list[str] = []
        group: list[str] = []
        around, hand = "", flow.hand

        def close() -> None:
            words = "".join(group)
            group.clear()
            if words:
                written.append(self._tracks.around(around, hand, words) if around else words)

        spots = Spots(flow.anchors)
        for segment in spots.cut(flow.segments):
            if opening := spots.before(segment):
                close()
                written.append(opening)
            tag = mode.of(segment.op)
            if tag is not None and segment.is_break:
                close()
                yield "".join(written)
                written.clear()
            elif tag is not None:
                if (tag, segment.hand or flow.hand) != (around, hand):
                    close()
                    around, hand = tag, segment.hand or flow.hand
                group.append(self._run(flow, segment, mode, tag))
            if closing := spots.after(segment):
                close()
                written.append(closing)
        close()
        yield "".join([*written, spots.rest()])

    def _run(self, flow: Flow, segment: Segment, mode: Mode, tag: str) -> str:
        old, new = segment.old, segment.new
        if mode.came is None:
            new = None
        elif mode.went is None:
            old = None
        run = new or old
        if run is None:
            return ""
        if run.footnote:
            return f"<w:r>{self._body.note(self._note(flow, old, new))}</w:r>"
        marks = marks_xml(run)
        if old is not None and new is not None:
            before = marks_xml(old)
            if before != marks:
                change = self._tracks.around("rPrChange", flow.hand, before or "<w:rPr/>")
                marks = f"<w:rPr>{marks[len('<w:rPr>') : -len('</w:rPr>')]}{change}</w:rPr>"
        words = text_xml(segment.text)
        return f"<w:r>{marks}{_struck(words) if tag == 'del' else words}</w:r>"

    def _note(self, flow: Flow, old: Run | None, new: Run | None) -> str:
        """The runs of a footnote; of one in both versions, with what changed in it."""
        if old is None or new is None:
            return f"<w:r>{text_xml((new or old or Run()).footnote)}</w:r>"
        words = []
        for op, text in words_between(old.footnote, new.footnote):
            tag, inner = IN_PLACE.of(op), text_xml(text)
            run = f"<w:r>{_struck(inner) if tag == 'del' else inner}</w:r>"
            words.append(self._tracks.around(tag, flow.hand, run) if tag else run)
        return "".join(words)


class Spots:
    """Walks along a stream of words and tells which comments begin or end."""

    def __init__(self, anchors: Sequence[Anchor]) -> None:
        self._waiting = list(anchors)
        self._open: list[Anchor] = []
        self._at = {False: 0, True: 0}  # characters passed, of the new version?

    def cut(self, segments: Sequence[Segment]) -> Iterator[Segment]:
        """The segments, cut where a comment begins or ends inside one."""
        for segment in segments:
            rest = segment
            while self._waiting or self._open:
                sides = _sides(rest.op)
                inside = [
                    place - self._at[a.in_new]
                    for a in (*self._waiting, *self._open)
                    if a.in_new in sides
                    for place in (a.start, a.end)
                    if 0 < place - self._at[a.in_new] < rest.length
                ]
                if not inside:
                    break
                first = min(inside)
                yield rest._replace(text=rest.text[:first])
                rest = rest._replace(text=rest.text[first:])
            yield rest

    def before(self, segment: Segment) -> str:
        sides = _sides(segment.op)
        opened = [
            a
            for a in self._waiting
            if segment.length and a.in_new in sides and a.start == self._at[a.in_new]
        ]
        for anchor in opened:
            self._waiting.remove(anchor)
        self._open += opened
        return "".join([anchor.opening for anchor in opened])

    def after(self, segment: Segment) -> str:
        for side in _sides(segment.op):
            self._at[side] += segment.length
        closed = [a for a in self._open if self._at[a.in_new] >= a.end]
        for anchor in closed:
            self._open.remove(anchor)
        return "".join([anchor.closing for anchor in closed])

    def rest(self) -> str:
        """What the words told nothing of: comments on an empty text, or beyond its end."""
        ends = "".join([anchor.closing for anchor in self._open])
        return ends + "".join([anchor.opening + anchor.closing for anchor in self._waiting])


def _sides(op: Op) -> tuple[bool, ...]:
    return {Op.EQUAL: (False, True), Op.INSERT: (True,), Op.DELETE: (False,)}[op]


def _cuts(flow: Flow, mode: Mode) -> list[_Cut]:
    in_old = bool(flow.old.properties) and mode.went is not None
    in_new = bool(flow.new.properties) and mode.came is not None
    old, new = 0, 0
    cuts = []

    def cut(mark: str) -> None:
        cuts.append(_Cut(old if in_old else None, new if in_new else None, mark))

    for segment in flow.segments:
        if segment.is_break:
            mark = mode.of(segment.op)
            if mark is not None:
                cut(mark)
            old += segment.op != Op.INSERT
            new += segment.op != Op.DELETE
    cut(mode.end)
    return cuts


def _names(flow: Flow, cuts: Sequence[_Cut]) -> list[list[str]]:
    """The keys that each written paragraph carries.

    A key stands in the last part of its paragraph, whose mark its version keeps.
    """
    ends_old = {cut.old: n for n, cut in enumerate(cuts) if cut.old is not None}
    ends_new = {cut.new: n for n, cut in enumerate(cuts) if cut.new is not None}
    old = {n: flow.old.keys[k] for k, n in ends_old.items()}
    new = {n: flow.new.keys[m] for m, n in ends_new.items()}
    names = []
    for n in range(len(cuts)):
        before, after = old.get(n, ""), new.get(n, "")
        apart = [key + side for key, side in ((after, ONLY_NEW), (before, ONLY_OLD)) if key]
        names.append([after] if before == after != "" else apart)
    return names


def _struck(words: str) -> str:
    """The text of a run as a deleted run has it."""
    return words.replace(OPEN, _OPEN_DELETED).replace(CLOSE, _CLOSE_DELETED)
