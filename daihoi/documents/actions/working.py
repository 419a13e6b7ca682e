"""The working version while somebody changes it: locked, changed, told. Used by the actions on texts."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.audit.actions import record_many
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.documents.models import Answer, Block, Change, Document, Version
from daihoi.live.topics import bump
from daihoi.papers import outline

STEP = 1024  # between the positions of neighbours, so that most insertions move nobody

Snapshot = dict[str, Any]


class StaleBlock(Conflict):
    """Somebody changed the block after the page was read; ``block`` is None if it is gone."""

    code = "stale_block"

    def __init__(self, block: Block | None) -> None:
        super().__init__(
            _("Người khác vừa sửa đoạn này. Nội dung đồng chí viết chưa được lưu."),
            advice=_("Hãy so hai nội dung rồi chọn giữ nội dung nào."),
        )
        self.block = block


class Unchanged(RuleBroken):
    """The text is what it already was."""

    code = "unchanged"

    def __init__(self) -> None:
        super().__init__(_("Nội dung không thay đổi."))


class WorkingText:
    """A working version whose row is held until the transaction ends.

    So changes of one version are made one after another, each seeing the one before it.
    ``Conflict`` if it is frozen or its document is final.
    """

    def __init__(self, version: Version, *, actor: User, answer: Answer | None = None) -> None:
        self._document = version.document
        self.hold_document(version.document)
        locked = Version.objects.select_for_update().filter(pk=version.pk).first()
        if locked is None:
            raise NotFound
        if not locked.is_working:
            raise Conflict(
                _("Bản %(number)s đã chốt nên không sửa được.") % {"number": locked.number},
                code="version_frozen",
                advice=_("Hãy sửa trên bản đang sửa của văn kiện."),
            )
        self.version = locked
        self._actor = actor
        self._answer = answer

    @property
    def rows(self) -> QuerySet[Block]:
        """Its blocks in reading order."""
        return self.version.blocks.order_by("position", "pk")

    def block(self, key: UUID, revision: int | None = None) -> Block:
        """The block as it was read at ``revision``; `StaleBlock` if it has moved on."""
        block = self.version.blocks.filter(key=key).first()
        if block is None or (revision is not None and block.revision != revision):
            raise StaleBlock(block)
        return block

    def edit(
        self, key: UUID, revision: int, change: Callable[[outline.Block], outline.Block]
    ) -> Change:
        """One block put through ``change``; `Unchanged` if that leaves it as it is."""
        block = self.block(key, revision)
        before, old = block.snapshot(), block.to_outline()
        new = change(old)
        if new == old:
            raise Unchanged
        block.put(new)
        self.save(block)
        return self.changed(Change.Kind.EDITED, key, before, block.snapshot())

    def save(self, *blocks: Block) -> None:
        for block in blocks:
            block.revision += 1
            block.save()

    def changed(
        self, kind: Change.Kind, key: UUID, before: Snapshot | None, after: Snapshot | None
    ) -> Change:
        """The row of a change; the version moves on and open pages are told."""
        change = Change(key=key, kind=kind, before=before, after=after)
        return self.changed_all([change])[0]

    def changed_all(self, changes: Sequence[Change]) -> list[Change]:
        """The rows of several changes made as one; each has its key, kind and snapshots."""
        self._renumber(*(side for each in changes for side in (each.before, each.after)))
        self.version.revision += len(changes)
        self.version.save(update_fields=["revision"])
        self.tell()
        now = clock.now()
        for change in changes:
            change.version, change.answer = self.version, self._answer
            change.made_by, change.made_at = self._actor, now
        return Change.objects.bulk_create(changes, batch_size=500)

    def record(self, action: str, change: Change) -> Change:
        """The change in the audit record: the words before and after."""
        return self.record_all(action, [change])[0]

    def record_all(self, action: str, changes: Sequence[Change]) -> Sequence[Change]:
        """The same for several changes made as one."""
        rows = [(self.version, _said(each.before), _said(each.after)) for each in changes]
        record_many(rows, action=action, actor=self._actor, context=self._document)
        return changes

    def room_after(self, neighbour: Block | None) -> int:
        """A free position right behind ``neighbour`` (None: before all others).

        Those further on make room if there is none: read their rows afterwards.
        """
        low = neighbour.position if neighbour else -1
        beyond = self.version.blocks.filter(position__gt=low)
        following = beyond.order_by("position").first()
        if following is None:
            return low + STEP
        if following.position - low == 1:
            beyond.update(position=F("position") + STEP)
            return low + STEP // 2
        return (low + following.position) // 2

    def mark_beside(self, key: UUID | None) -> outline.ListMark:
        """The list mark that follows the nearest item at or before a block, else a dash."""
        at = self.block(key).position if key else -1
        items = self.rows.filter(position__lte=at, kind=outline.BlockKind.ITEM.value)
        nearest = items.last()
        mark = nearest.to_outline().mark if nearest else None
        if mark is None:
            return outline.ListMark(outline.ListFormat.BULLET, "-", group=uuid.uuid4().hex[:8])
        if mark.format is outline.ListFormat.BULLET:
            return mark
        return replace(mark, number=mark.number + 1)

    def _renumber(self, *snapshots: Snapshot | None) -> None:
        """Numbers of the lists that were touched run on again; no text changes by that."""
        marks = [
            (part["level"], part["content"]["mark"])
            for snapshot in snapshots
            for part in self.parts(snapshot)
            if part["content"].get("mark")
        ]
        for group in {mark["g"] for _level, mark in marks}:
            items = self.rows.filter(kind=outline.BlockKind.ITEM, content__mark__g=group)
            rows = [row for row in items if row.content["mark"]["f"] != outline.ListFormat.BULLET]
            was = [(level, mark["n"]) for level, mark in marks if mark["g"] == group]
            numbers = was + [(row.level, row.content["mark"]["n"]) for row in rows]
            starts = {level: min(n for at, n in numbers if at == level) for level, _n in numbers}
            changed = []
            for row, number in zip(
                rows, _running([row.level for row in rows], starts), strict=True
            ):
                if row.content["mark"]["n"] != number:
                    row.content["mark"]["n"] = number
                    changed.append(row)
            Block.objects.bulk_update(changed, ["content"])

    def tell(self) -> None:
        """Pages that show the version hear of it once the transaction is through."""
        bump(f"documents.version:{self.version.pk}")

    @staticmethod
    def hold_document(document: Document) -> Document:
        """The document's row, held until the transaction ends; `Conflict` if its text is final."""
        locked = Document.objects.select_for_update().filter(pk=document.pk).first()
        if locked is None:
            raise NotFound
        if not locked.is_editable:
            raise Conflict(
                _("Văn kiện đã là bản cuối nên không sửa được nữa."), code="document_locked"
            )
        return locked

    @staticmethod
    def parts(snapshot: Snapshot | None) -> list[Snapshot]:
        """The one or two blocks of a snapshot of `Change`."""
        if snapshot is None:
            return []
        return [snapshot, snapshot["other"]] if "other" in snapshot else [snapshot]


def _running(levels: list[int], starts: dict[int, int]) -> Iterator[int]:
    """The number of each item; a list inside an item begins again under the next one."""
    counters: dict[int, int] = {}
    for level in levels:
        counters = {above: number for above, number in counters.items() if above <= level}
        counters[level] = counters.get(level, starts[level] - 1) + 1
        yield counters[level]


def _said(snapshot: Snapshot | None) -> Snapshot:
    kept = ("key", "kind", "level", "position", "text")
    said = [{name: part[name] for name in kept} for part in WorkingText.parts(snapshot)]
    return said[0] | ({"other": said[1]} if said[1:] else {}) if said else {}
