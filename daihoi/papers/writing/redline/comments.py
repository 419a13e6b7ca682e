"""Comments of a paper (comments.xml), and where in the stream of words each begins and ends."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from daihoi.papers.hands import Comment
from daihoi.papers.outline import Block
from daihoi.papers.writing.lists import NAMESPACE
from daihoi.papers.writing.redline.tracks import Tracks
from daihoi.papers.writing.text import escape, text_xml

STYLE, REFERENCE = "CommentText", "CommentReference"
STYLES = (
    f'<w:style w:type="paragraph" w:styleId="{STYLE}"><w:name w:val="annotation text"/>'
    '<w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>'
    f'<w:style w:type="character" w:styleId="{REFERENCE}"><w:name w:val="annotation reference"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>'
    "</w:style>"
)
_REFERENCE = f'<w:rPr><w:rStyle w:val="{REFERENCE}"/></w:rPr>'
_INITIAL = re.compile(r"\b\w")

CellAt = tuple[int, int]  # row, index of the cell in it


class Anchor(NamedTuple):
    """Where a comment stands: characters ``[start, end)`` of a text of the old or new version."""

    number: int  # of the comment, its w:id
    in_new: bool
    start: int
    end: int

    @property
    def opening(self) -> str:
        return f'<w:commentRangeStart w:id="{self.number}"/>'

    @property
    def closing(self) -> str:
        return (
            f'<w:commentRangeEnd w:id="{self.number}"/><w:r>{_REFERENCE}'
            f'<w:commentReference w:id="{self.number}"/></w:r>'
        )


class _Place(NamedTuple):
    """A block or a cell of one version."""

    in_new: bool
    at: int  # index of the block
    cell: CellAt | None
    text: str


class Comments:
    """Finds the place of each comment; ``xml`` tells what they say."""

    def __init__(
        self, comments: Sequence[Comment], old: Sequence[Block], new: Sequence[Block]
    ) -> None:
        self._comments = comments
        self._anchors: dict[tuple[bool, int, CellAt | None], list[Anchor]] = {}
        self._lost: list[int] = []  # whose words are in neither version
        versions = [
            (in_new, blocks, {block.key: n for n, block in enumerate(blocks) if block.key})
            for in_new, blocks in ((True, new), (False, old))
        ]
        for number, comment in enumerate(comments):
            found = [
                place
                for in_new, blocks, indices in versions
                if (index := indices.get(comment.key)) is not None
                and (place := _place(in_new, index, blocks[index], comment.cell)) is not None
            ]
            if comment.on_deleted:
                found.reverse()
            if found:
                quoting = (place for place in found if _quotes(comment, place.text))
                self._put(number, comment, next(quoting, found[0]))
            else:
                self._lost.append(number)

    def __bool__(self) -> bool:
        return bool(self._comments)

    def at(
        self, *, in_new: bool, index: int, cell: CellAt | None = None, shift: int = 0
    ) -> list[Anchor]:
        """The anchors in a block or cell, moved on by ``shift`` characters."""
        anchors = self._anchors.get((in_new, index, cell), [])
        return [a._replace(start=a.start + shift, end=a.end + shift) for a in anchors]

    def lost_xml(self) -> str:
        """The marks of comments without a place."""
        anchors = [Anchor(number, in_new=True, start=0, end=0) for number in self._lost]
        return "".join([anchor.opening + anchor.closing for anchor in anchors])

    def xml(self, tracks: Tracks) -> str:
        said = "".join(
            self._comment_xml(number, comment, tracks)
            for number, comment in enumerate(self._comments)
        )
        return f'<w:comments xmlns:w="{NAMESPACE}">{said}</w:comments>'

    def _put(self, number: int, comment: Comment, place: _Place) -> None:
        start, end = comment.start, min(comment.end, len(place.text))
        if start >= end or (place.cell is not None and comment.cell is None):
            start, end = 0, len(place.text)
        anchor = Anchor(number, place.in_new, start, end)
        self._anchors.setdefault(place[:3], []).append(anchor)

    def _comment_xml(self, number: int, comment: Comment, tracks: Tracks) -> str:
        lines = comment.text.split("\n")
        if number in self._lost and comment.quote:
            lines.insert(0, f"“{comment.quote}”")
        initials = escape("".join(_INITIAL.findall(comment.hand.author)[:4]).upper())
        paragraphs = "".join(
            f'<w:p><w:pPr><w:pStyle w:val="{STYLE}"/></w:pPr>'
            f"{'' if n else f'<w:r>{_REFERENCE}<w:annotationRef/></w:r>'}"
            f"<w:r>{text_xml(line)}</w:r></w:p>"
            for n, line in enumerate(lines)
        )
        return (
            f'<w:comment w:id="{number}"{tracks.signature(comment.hand)} w:initials="{initials}">'
            f"{paragraphs}</w:comment>"
        )


def _quotes(comment: Comment, text: str) -> bool:
    return text[comment.start : comment.end] == comment.quote


def _place(in_new: bool, index: int, block: Block, cell: CellAt | None) -> _Place | None:  # noqa: FBT001  # a flag of the tuple made here
    """None for a table without cells. A cell that is not there, or none, is the first one."""
    if block.table is None:
        return _Place(in_new, index, None, block.text)
    cells = {
        (r, c): each.text for r, row in enumerate(block.table.rows) for c, each in enumerate(row)
    }
    found = cell if cell in cells else next(iter(cells), None)
    return None if found is None else _Place(in_new, index, found, cells[found])
