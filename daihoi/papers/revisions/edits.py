"""One edit of a base text, small enough to be accepted or refused by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from daihoi.papers.hands import NOBODY, Hand
from daihoi.papers.outline import Block, Runs, runs_from_json

# A paragraph mark among words that are put in (Unicode: paragraph separator): the block is cut
# there. Shown to people as "¶".
BREAK = "\u2029"


class EditKind(StrEnum):
    WORDS = "words"  # words of a block, a cell or a footnote replaced, added or taken out
    ADDED = "added"  # a block put in after another
    REMOVED = "removed"  # a block taken out
    JOINED = "joined"  # the mark before a block taken out: it goes on in the block before it
    MOVED = "moved"  # a block put in another place; changed words are edits of their own
    FORMAT = "format"  # marks, level or list changed, no word
    ROW_ADDED = "row_added"  # a row put in after another row of a table
    ROW_REMOVED = "row_removed"
    TABLE = "table"  # a table changed so much that it is replaced as a whole


@dataclass(frozen=True, slots=True)
class Edit:
    """What one hand did at one place of the base text.

    ``key`` names the block of the base it concerns; of a block put in or moved, the block of the
    base it now stands after ("" for the top), and ``moved`` the one that moved. ``start``/``end``
    are character positions in the base block's plain text (`Block.text`; in a table, in the text
    of the ``cell`` (row, column index) as the base has them; with a ``note``, in the text of that
    footnote). ``runs`` is what stands there instead; of FORMAT the same words with other marks.

    Words put in may hold a `BREAK`: the block is cut there, and its larger part keeps the key.
    The ``runs`` of JOINED are a space that comes between the two blocks.

    ROW_ADDED stands after row ``cell[0]`` (-1 for the top) and is the only row of ``block``;
    ROW_REMOVED takes out row ``cell[0]``. FORMAT with ``block`` changes its kind, level, list and
    place on the line, whatever its words are.
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
    hand: Hand = NOBODY
    turn: int = 0  # order among what one copy puts in at the same place
    note: int | None = None  # the footnote meant: its 0-based place among those of block or cell
    notes_before: int = 0  # footnotes of block or cell before ``start``; some may stand right at it
    notes_gone: int = 0  # how many of those that follow go with the words

    @property
    def span(self) -> tuple[int, int]:
        """``start`` and ``end`` with each footnote counted as one character."""
        return self.start + self.notes_before, self.end + self.notes_before + self.notes_gone

    def to_json(self) -> dict[str, Any]:
        """Plain values; what is empty is left out."""
        block = self.block
        data = {
            "start": self.start,
            "end": self.end,
            "runs": [run.to_json() for run in self.runs],
            "old": self.old,
            "new": self.new,
            "block": block
            and {"kind": block.kind.value, "level": block.level, "key": block.key}
            | block.to_json(),
            "moved": self.moved,
            "cell": self.cell and list(self.cell),
            "hand": self.hand.to_json(),
            "turn": self.turn,
            "notes_before": self.notes_before,
            "notes_gone": self.notes_gone,
        }
        data = {name: value for name, value in data.items() if value}
        if self.note is not None:
            data["note"] = self.note
        return {"kind": self.kind.value, "key": self.key} | data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        block, cell = data.get("block"), data.get("cell")
        return cls(
            kind=EditKind(data["kind"]),
            key=data["key"],
            start=data.get("start", 0),
            end=data.get("end", 0),
            runs=runs_from_json(data.get("runs", ())),
            old=data.get("old", ""),
            new=data.get("new", ""),
            block=block
            and Block.from_json(block, kind=block["kind"], level=block["level"], key=block["key"]),
            moved=data.get("moved", ""),
            cell=(cell[0], cell[1]) if cell else None,
            hand=Hand.from_json(data.get("hand", {})),
            turn=data.get("turn", 0),
            note=data.get("note"),
            notes_before=data.get("notes_before", 0),
            notes_gone=data.get("notes_gone", 0),
        )


def order_within(edit: Edit) -> tuple[object, ...]:
    """Sorts the edits of one block as they are read, but for their characters."""
    return (
        edit.cell[0] if edit.cell else -1,
        edit.kind is EditKind.ROW_ADDED,
        edit.cell or (-1, -1),
        -1 if edit.note is None else edit.note,
        edit.turn,
    )


def in_reading_order(edits: Iterable[Edit], base: Sequence[Block]) -> list[Edit]:
    """As somebody meets them who reads ``base``, what is put in after what it stands after."""
    order = {block.key: n for n, block in enumerate(base)}
    return sorted(
        edits,
        key=lambda e: (
            order.get(e.key, -1),
            e.kind in {EditKind.ADDED, EditKind.MOVED},
            order_within(e),
            e.start,
            e.end,
        ),
    )
