"""The working version as its editors see it: one page of it, one block, one cell, a collision."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base.errors import NotFound
from daihoi.documents.models import Block, Change, Version
from daihoi.documents.queries.texts import ReadBlock, Reading, read, sentence_starts
from daihoi.papers.comparison import words_between
from daihoi.papers.comparison.words import Words


@dataclass(frozen=True, slots=True)
class EditPage:
    reading: Reading
    changes_count: int
    last: Change | None
    can_undo: bool


@dataclass(frozen=True, slots=True)
class BlockPage:
    """One block being edited. ``cuts`` are the places where it can be split, by sentence."""

    read: ReadBlock
    path: str
    style: str  # value of `forms.texts.STYLES`
    cuts: list[tuple[int, str]]

    @property
    def initial(self) -> dict[str, Any]:
        return {
            "text": self.read.block.text,
            "revision": self.read.revision,
            "style": self.style,
        }


@dataclass(frozen=True, slots=True)
class CellPage:
    read: ReadBlock
    row: int
    column: int
    text: str
    header: str  # the words over the cell, to know it by

    @property
    def initial(self) -> dict[str, Any]:
        return {"text": self.text, "revision": self.read.revision}


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """Two texts of one block: what stands now, and what somebody else was writing meanwhile."""

    theirs: str
    mine: str
    difference: Words  # from theirs to mine
    revision: int | None  # of what stands now; None if the block is gone
    changed_by: str
    last: Change | None
    after: UUID | None  # where a block that is gone can be added again
    label: str


def edit_page(
    version: Version, *, viewer: User, part: int | None = None, block: UUID | str | None = None
) -> EditPage:
    """A page of the working version; the last change can be undone by its author."""
    last = version.changes.select_related("made_by").order_by("-pk").first()
    can_undo = last is not None and last.made_by_id == viewer.pk and last.answer_id is None
    return EditPage(
        reading=read(version, part=part, block=block),
        changes_count=version.changes.count(),
        last=last,
        can_undo=can_undo,
    )


def news_of(version: Version, *, viewer: User, since: int) -> list[Change]:
    """The newest changes that others made after the change numbered ``since``, at most three."""
    changes = version.changes.filter(pk__gt=since).exclude(made_by=viewer)
    return list(changes.select_related("made_by").order_by("-pk")[:3])


def block_page(version: Version, key: UUID) -> BlockPage:
    """A block with its place; `NotFound` if it is no longer in the text."""
    reading = read(version, block=key)
    found = next((each for each in reading.blocks if each.key == key.hex), None)
    if found is None:
        raise NotFound(
            _("Đoạn này không còn trong văn bản."),
            advice=_("Có thể đoạn đã được bỏ hoặc gộp vào đoạn khác. Hãy tải lại trang sửa."),
        )
    block = found.block
    return BlockPage(
        read=found,
        path=found.place.heading_path,
        style=f"{block.kind}-{block.level}",
        cuts=[] if block.table else sentence_starts(block.text),
    )


def cell_page(version: Version, key: UUID, row: int, column: int) -> CellPage:
    """A cell of a table; ``column`` is its index in its ``row``, both 0-based."""
    found = block_page(version, key).read
    rows = found.block.table.rows if found.block.table else ()
    if not (row < len(rows) and column < len(rows[row])):
        raise NotFound(_("Bảng không có ô này."))
    first = rows[row][0].text if column else ""
    head = rows[0][column].text if row and column < len(rows[0]) else ""
    header = " · ".join(" ".join(words.split()) for words in (first, head) if words.strip())
    return CellPage(found, row, column, rows[row][column].text, header)


def conflict_page(
    version: Version, key: UUID, mine: str, *, cell: tuple[int, int] | None = None
) -> ConflictPage:
    """What stands now beside what could not be saved."""
    block = version.blocks.filter(key=key).first()
    last = version.changes.filter(key=key).select_related("made_by").order_by("-pk").first()
    mine = mine.replace("\r\n", "\n")
    theirs = _text(block, cell)
    return ConflictPage(
        theirs=theirs,
        mine=mine,
        difference=words_between(theirs, mine),
        revision=block.revision if block else None,
        changed_by=str(last.made_by) if last else "",
        last=last,
        after=None if block else _before(version, last),
        label=read(version).places.label(key),
    )


def _text(block: Block | None, cell: tuple[int, int] | None) -> str:
    if block is None or cell is None:
        return block.text if block else ""
    table = block.to_outline().table
    rows = table.rows if table else ()
    row, column = cell
    return rows[row][column].text if row < len(rows) and column < len(rows[row]) else ""


def _before(version: Version, last: Change | None) -> UUID | None:
    """The block that stands where the one that is gone stood."""
    position = (last.before or {}).get("position", 0) if last else 0
    above = version.blocks.filter(position__lte=position).order_by("-position").first()
    return above.key if above else None
