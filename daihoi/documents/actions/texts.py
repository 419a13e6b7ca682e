"""Changing the working version: `start_working`, then changes of its blocks, then `freeze`.

A change names its block and the revision it was read at; `StaleBlock` tells that somebody else
was faster, `Unchanged` that nothing would change.
"""

import uuid
from dataclasses import replace
from itertools import pairwise
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.documents.actions.working import STEP, StaleBlock, Unchanged, WorkingText
from daihoi.documents.models import Answer, Block, Change, Document, Version
from daihoi.papers import editing, outline
from daihoi.vietnamese.text import nfc

__all__ = ["StaleBlock", "Unchanged", "add_block", "change_block", "change_cell", "freeze",
           "join_block", "mark_words", "move_block", "remove_block", "split_block",
           "start_working", "style_block", "undo_change"]  # fmt: skip

MARKS = {"bold", "italic", "underline"}


@transaction.atomic
def start_working(document: Document, *, actor: User) -> Version:
    """Make the working version (bản đang sửa), a copy of the latest frozen one; or give it back."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=document)
    latest = WorkingText.hold_document(document).versions.order_by("-number").first()
    if latest is None:
        raise NotFound(_("Văn kiện chưa có bản nào."))
    if latest.is_working:
        return latest
    version = Version.objects.create(
        document=document,
        number=latest.number + 1,
        based_on=latest,
        created_by=actor,
        created_at=clock.now(),
    )
    copies = []
    for number, row in enumerate(latest.blocks.order_by("position", "pk"), 1):
        row.pk, row.version, row.position, row.revision = None, version, number * STEP, 1
        copies.append(row)
    Block.objects.bulk_create(copies, batch_size=500)
    after = {"number": version.number, "based_on": latest.number}
    record("documents.start_working", version, actor=actor, after=after, context=document)
    return version


@transaction.atomic
def freeze(version: Version, note: str, *, actor: User) -> Version:
    """Close the working version for good under its number; later changes go to a copy."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=version)
    working = WorkingText(version, actor=actor)
    locked = working.version
    locked.frozen_at, locked.note = clock.now(), note or locked.note
    locked.save(update_fields=["frozen_at", "note"])
    after = {"number": locked.number, "note": locked.note}
    record("documents.freeze", version, actor=actor, after=after, context=version.document)
    working.tell()
    return locked


@transaction.atomic
def change_block(
    version: Version,
    key: UUID,
    text: str,
    *,
    revision: int,
    actor: User,
    answer: Answer | None = None,
) -> Change:
    """Give a block other words; words that stay keep their marks and footnotes."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=version)
    words = _words(text)

    def rewrite(block: outline.Block) -> outline.Block:
        if block.table is not None:
            raise RuleBroken(_("Bảng được sửa theo từng ô."))
        return replace(block, runs=editing.rewrite(block.runs, words))

    working = WorkingText(version, actor=actor, answer=answer)
    return working.record("documents.change_block", working.edit(key, revision, rewrite))


@transaction.atomic
def change_cell(
    version: Version,
    key: UUID,
    row: int,
    column: int,
    text: str,
    *,
    revision: int,
    actor: User,
    answer: Answer | None = None,
) -> Change:
    """Give one cell of a table other words; ``column`` is its index in its ``row``."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=version)

    def rewrite(block: outline.Block) -> outline.Block:
        try:
            return editing.with_cell(block, row, column, _lines(text).strip())
        except ValueError as error:
            raise NotFound(_("Bảng không có ô này.")) from error

    working = WorkingText(version, actor=actor, answer=answer)
    return working.record("documents.change_cell", working.edit(key, revision, rewrite))


@transaction.atomic
def style_block(
    version: Version,
    key: UUID,
    kind: outline.BlockKind,
    level: int,
    *,
    revision: int,
    actor: User,
) -> Change:
    """Make a block a heading of ``level`` 1-9, a paragraph, or a list item of depth 0-8."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=version)
    working = WorkingText(version, actor=actor)
    mark = working.mark_beside(key) if kind is outline.BlockKind.ITEM else None

    def restyle(block: outline.Block) -> outline.Block:
        if outline.BlockKind.TABLE in {block.kind, kind}:
            raise RuleBroken(_("Bảng không đổi thành đoạn văn được."))
        return replace(block, kind=kind, level=level, mark=mark and (block.mark or mark))

    return working.record("documents.style_block", working.edit(key, revision, restyle))


@transaction.atomic
def mark_words(
    version: Version, key: UUID, start: int, end: int, mark: str, *, revision: int, actor: User
) -> Change:
    """Set ``mark`` (bold, italic, underline) on the characters ``[start, end)``, or take it off."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=version)

    def restyle(block: outline.Block) -> outline.Block:
        if block.table or mark not in MARKS or not 0 <= start < end <= len(block.text):
            raise RuleBroken(_("Hãy chọn các từ cần đổi kiểu chữ trong đoạn."))
        return replace(block, runs=_marked(block.runs, start, end, mark))

    working = WorkingText(version, actor=actor)
    return working.record("documents.mark_words", working.edit(key, revision, restyle))


@transaction.atomic
def split_block(
    version: Version,
    key: UUID,
    at: int,
    *,
    revision: int,
    actor: User,
    answer: Answer | None = None,
) -> Change:
    """Cut a block in two before character ``at``; the larger part keeps the key."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=version)
    working = WorkingText(version, actor=actor, answer=answer)
    block = working.block(key, revision)
    before = block.snapshot()
    first, second = _cut(block, at)
    new = Block(version=working.version, position=working.room_after(block))
    if not first.key:  # the second part is the larger: the block moves on behind a new one
        block.position, new.position = new.position, block.position
    parts = [block, new] if first.key else [new, block]
    for row, part in zip(parts, (first, second), strict=True):
        row.put(part)
    working.save(*parts)
    after = parts[0].snapshot() | {"other": parts[1].snapshot()}
    change = working.changed(Change.Kind.SPLIT, key, before, after)
    return working.record("documents.split_block", change)


@transaction.atomic
def join_block(
    version: Version, key: UUID, *, revision: int, actor: User, answer: Answer | None = None
) -> Change:
    """Join a block to the one before it; the larger of the two hands on its key."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=version)
    working = WorkingText(version, actor=actor, answer=answer)
    second = working.block(key, revision)
    first = working.rows.filter(position__lt=second.position).last()
    if first is None:
        raise RuleBroken(_("Đây là đoạn đầu tiên, không có đoạn nào ở trên để gộp."))
    before = first.snapshot() | {"other": second.snapshot()}
    joined = _joined(first, second)
    kept, gone = (first, second) if joined.key == first.key.hex else (second, first)
    kept.position = first.position
    kept.put(joined)
    gone.delete()
    working.save(kept)
    change = working.changed(Change.Kind.JOINED, kept.key, before, kept.snapshot())
    return working.record("documents.join_block", change)


@transaction.atomic
def add_block(
    version: Version,
    text: str,
    *,
    after: UUID | None,
    actor: User,
    kind: outline.BlockKind = outline.BlockKind.PARAGRAPH,
    level: int = 0,
    answer: Answer | None = None,
) -> Change:
    """Put a new block behind the block ``after`` (None: at the very beginning)."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=version)
    if kind is outline.BlockKind.TABLE:
        raise RuleBroken(_("Muốn thêm bảng, hãy nhập bản mới từ Word."))
    runs = (outline.Run(_words(text)),)
    working = WorkingText(version, actor=actor, answer=answer)
    position = working.room_after(working.block(after) if after else None)
    mark = working.mark_beside(after) if kind is outline.BlockKind.ITEM else None
    block = outline.Block(kind=kind, runs=runs, level=level, mark=mark, key=uuid.uuid4().hex)
    row = Block.of(working.version, block, position=position)
    working.save(row)
    change = working.changed(Change.Kind.ADDED, row.key, None, row.snapshot())
    return working.record("documents.add_block", change)


@transaction.atomic
def remove_block(
    version: Version, key: UUID, *, revision: int, actor: User, answer: Answer | None = None
) -> Change:
    """Take a block out; older versions and the history keep it."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=version)
    working = WorkingText(version, actor=actor, answer=answer)
    block = working.block(key, revision)
    if not working.rows.exclude(pk=block.pk).exists():
        raise RuleBroken(_("Đây là đoạn duy nhất còn lại nên không bỏ được."))
    before = block.snapshot()
    block.delete()
    change = working.changed(Change.Kind.REMOVED, key, before, None)
    return working.record("documents.remove_block", change)


@transaction.atomic
def move_block(
    version: Version,
    key: UUID,
    *,
    after: UUID | None,
    revision: int,
    actor: User,
    answer: Answer | None = None,
) -> Change:
    """Put a block behind the block ``after`` (None: at the very beginning)."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=version)
    working = WorkingText(version, actor=actor, answer=answer)
    block = working.block(key, revision)
    above = working.rows.filter(position__lt=block.position).last()
    if after in {key, above and above.key}:
        raise Unchanged
    position = working.room_after(working.block(after) if after else None)
    block.refresh_from_db()
    before = block.snapshot()
    block.position = position
    working.save(block)
    change = working.changed(Change.Kind.MOVED, key, before, block.snapshot())
    return working.record("documents.move_block", change)


@transaction.atomic
def undo_change(change: Change, *, actor: User) -> Change:
    """Take back the last change of the working version; only its author can.

    What follows an answer is not undone here: the answer would tell an untruth.
    """
    require(actor, Permission.DOCUMENTS_MANAGE, at=change.version)
    working = WorkingText(change.version, actor=actor)
    if working.version.changes.aggregate(last=Max("pk"))["last"] != change.pk:
        raise Conflict(_("Sau đó đã có thay đổi khác nên không hoàn tác được."))
    if change.made_by_id != actor.pk or change.answer_id:
        raise Conflict(_("Chỉ hoàn tác được thay đổi của chính mình và không gắn với ý kiến nào."))
    keys = [UUID(part["key"]) for part in working.parts(change.after)]
    rows = {row.key.hex: row for row in working.rows.filter(key__in=keys)}
    for was in working.parts(change.before):
        key = was["key"]
        row = rows.pop(key, None) or Block(version=working.version, key=UUID(key))
        row.position, row.revision = was["position"], max(row.revision, was["revision"]) + 1
        row.put(
            outline.Block.from_json(was["content"], kind=was["kind"], level=was["level"], key=key)
        )
        row.save()
    for row in rows.values():
        row.delete()
    change.points.update(change=None)  # what a returned copy asked for is not in the text again
    undone = working.changed(Change.Kind.UNDONE, change.key, change.after, change.before)
    return working.record("documents.undo_change", undone)


def _lines(text: str) -> str:
    """Text from a form: composed letters, one kind of line break."""
    return nfc(text).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _words(text: str) -> str:
    words = _lines(text)
    if not words.strip():
        advice = _("Muốn bỏ cả đoạn, hãy bấm “Bỏ đoạn”.")
        raise RuleBroken(_("Đoạn không còn chữ nào."), code="no_words", advice=advice)
    return words


def _cut(block: Block, at: int) -> tuple[outline.Block, outline.Block]:
    try:
        first, second = editing.split(block.to_outline(), at)
    except ValueError as error:
        raise RuleBroken(_("Không tách được ở chỗ này.")) from error
    if not (first.text and second.text):
        raise RuleBroken(_("Chỗ tách ở đầu hoặc cuối đoạn: một nửa sẽ không có chữ nào."))
    return first, second


def _joined(first: Block, second: Block) -> outline.Block:
    try:
        return editing.join(first.to_outline(), second.to_outline())
    except ValueError as error:
        raise RuleBroken(_("Bảng không gộp với đoạn khác được.")) from error


def _marked(runs: outline.Runs, start: int, end: int, mark: str) -> outline.Runs:
    """The runs with ``mark`` set on ``[start, end)``, or taken off where all of it has it."""
    pieces: list[tuple[outline.Run, bool]] = []
    at = 0
    for run in runs:
        size = len(run.text)
        cuts = [0, *(edge - at for edge in (start, end) if 0 < edge - at < size), size]
        for low, high in pairwise(cuts):
            inside = bool(run.text) and start <= at + low and at + high <= end
            pieces.append((replace(run, text=run.text[low:high]), inside))
        at += size
    has = all(getattr(run, mark) for run, inside in pieces if inside)
    return tuple(_with_mark(run, mark, on=not has) if inside else run for run, inside in pieces)


def _with_mark(run: outline.Run, mark: str, *, on: bool) -> outline.Run:
    match mark:
        case "bold":
            return replace(run, bold=on)
        case "italic":
            return replace(run, italic=on)
        case _:
            return replace(run, underline=on)
