"""One edit of a base text, small enough to be accepted or refused by itself."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from daihoi.papers.outline import Block, Runs


class EditKind(StrEnum):
    WORDS = "words"  # words of a block or a cell replaced, added or taken out
    ADDED = "added"  # a block put in after another
    REMOVED = "removed"  # a block taken out
    MOVED = "moved"  # a block put in another place, its words the same
    FORMAT = "format"  # marks, level or list changed, no word
    ROW_ADDED = "row_added"  # a row put in after another row of a table
    ROW_REMOVED = "row_removed"
    TABLE = "table"  # a table changed so much that it is replaced as a whole


@dataclass(frozen=True, slots=True)
class Hand:
    """Who made an edit or a comment, and when; both may be unknown (edited without tracking)."""

    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """What one hand did at one place of the base text.

    ``key`` names the block of the base it concerns; of a block put in or moved, the block it now
    stands after ("" for the top), and ``moved`` the one that moved. ``start``/``end`` are character
    positions in the base block's plain text (`Block.text`; in a table, in the text of the ``cell``
    (row, column index) as the base has them). ``runs`` is what stands there instead.
    """

    kind: EditKind
    key: str
    start: int = 0
    end: int = 0
    runs: Runs = ()
    old: str = ""  # the words of the base that go
    new: str = ""  # the words that come
    block: Block | None = None  # added, format, table: the block as it becomes
    moved: str = ""
    cell: tuple[int, int] | None = None
    hand: Hand = Hand()


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment (nhận xét) at a place of the base text; ``key`` "" if its words are gone."""

    key: str
    start: int
    end: int
    quote: str
    text: str  # paragraphs by line breaks
    hand: Hand = Hand()
    cell: tuple[int, int] | None = None
    on_deleted: bool = False  # its words are struck out in the copy
