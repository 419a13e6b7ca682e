"""What was accepted of returned copies, put into the working version."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.documents.actions import texts
from daihoi.documents.actions.held import BATCH
from daihoi.documents.actions.working import WorkingText
from daihoi.documents.models import Block, Change, Decision, ReturnedPoint, Version
from daihoi.documents.queries import returned as queries
from daihoi.documents.queries.returned_points import edit_of
from daihoi.documents.queries.returned_rebasing import Texts, is_there, rebased
from daihoi.documents.queries.texts import blocks_of
from daihoi.papers import outline
from daihoi.papers.revisions import apply
from daihoi.papers.revisions.edits import Edit, EditKind

FIELDS = ["change", "decision", "revision"]


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of it: the working version, how many points are in it now, how many are not."""

    version: Version
    done: int
    stuck: int


@transaction.atomic
def apply_accepted(base: Version, *, actor: User) -> Applied:
    """Put every accepted edit into the working version, which is begun if there is none.

    Blocks keep their identity. An edit of words that were changed meanwhile is not put in: it
    stays accepted, and its place shows both texts.
    """
    require(actor, Permission.DOCUMENTS_MANAGE, at=base)
    version = texts.start_working(base.document, actor=actor)
    working = WorkingText(version, actor=actor)
    Version.objects.select_for_update().get(pk=base.pk)
    points = list(queries.accepted_of(base))
    if not points:
        raise RuleBroken(
            _("Không còn chỗ nào đã nhận mà chưa đưa vào văn bản."),
            advice=_("Hãy nhận ít nhất một chỗ rồi bấm lại."),
        )
    rows = list(working.rows)
    now = [row.to_outline() for row in rows]
    found = rebased([_keyed(edit_of(point)) for point in points], Texts(blocks_of(base), now))
    fitting = [(point, edit) for point, edit in zip(points, found, strict=True) if edit]
    there = _there(base, points, found, now)
    if not fitting and not there:
        raise Conflict(
            _("Các đoạn này đã được sửa khác trong bản đang sửa nên chưa chỗ nào đưa vào được."),
            advice=_("Hãy sửa tay trong trình soạn thảo rồi đánh dấu “Đã sửa tay”."),
        )
    changes = _changes(working, rows, now, [edit for _point, edit in fitting])
    done = _linked(fitting, changes)
    ReturnedPoint.objects.bulk_update([*done, *there], FIELDS, batch_size=BATCH)
    made = list({change.pk: change for change in changes.values()}.values())
    working.record_all("documents.apply_point", made)
    stuck = len(points) - len(done) - len(there)
    facts = {"base": base.number, "done": len(done), "there": len(there), "stuck": stuck}
    record("documents.apply_accepted", version, actor=actor, after=facts, context=base.document)
    return Applied(working.version, len(done) + len(there), stuck)


def _there(
    base: Version,
    points: Sequence[ReturnedPoint],
    found: Sequence[Edit | None],
    now: Sequence[outline.Block],
) -> list[ReturnedPoint]:
    """The points that somebody has put into the text by hand; they are told so."""
    was = {block.key: block for block in blocks_of(base)}
    stands = {block.key: block for block in now}
    there = []
    for point, fits in zip(points, found, strict=True):
        key = point.block_key.hex if point.block_key else ""
        if fits is None and is_there(edit_of(point), was.get(key), stands.get(key)):
            point.decision = Decision.BY_HAND.value
            point.revision += 1
            there.append(point)
    return there


def _keyed(edit: Edit) -> Edit:
    """A block that comes gets its identity here, to tell it again afterwards."""
    if edit.kind is not EditKind.ADDED or edit.block is None:
        return edit
    return replace(edit, block=replace(edit.block, key=uuid.uuid4().hex))


def _changes(
    working: WorkingText,
    rows: Sequence[Block],
    now: Sequence[outline.Block],
    edits: Sequence[Edit],
) -> dict[tuple[Change.Kind, str], Change]:
    """The text of today with the edits put in, as changes by kind and key of the block."""
    try:
        wanted = apply(now, edits, make_key=lambda: uuid.uuid4().hex)
    except ValueError as error:
        raise Conflict(
            _("Có hai chỗ đã nhận không đứng cùng nhau được trong văn bản hiện nay."),
            advice=_("Hãy xem lại các chỗ va nhau rồi chỉ nhận một."),
        ) from error
    if not wanted:
        raise RuleBroken(_("Nhận hết thì văn bản không còn đoạn nào."))
    stored = {row.key.hex: row for row in rows}
    was = {block.key: block for block in now}
    kept = {block.key for block in wanted}
    changes = [_removed(row) for key, row in stored.items() if key not in kept]
    changes += [
        _edited(working, stored[block.key], block)
        for block in wanted
        if block.key in was and block != was[block.key]
    ]
    moved = {edit.moved for edit in edits if edit.kind is EditKind.MOVED}
    above: Block | None = None
    for block in wanted:
        row = stored.get(block.key)
        if row is None or block.key in moved:
            row, change = _placed(working, row, block, above)
            changes.append(change)
        above = row
    made = working.changed_all(changes)
    return {(Change.Kind(change.kind), change.key.hex): change for change in made}


def _removed(row: Block) -> Change:
    change = Change(kind=Change.Kind.REMOVED, key=row.key, before=row.snapshot(), after=None)
    row.delete()
    return change


def _edited(working: WorkingText, row: Block, block: outline.Block) -> Change:
    before = row.snapshot()
    row.put(block)
    working.save(row)
    return Change(kind=Change.Kind.EDITED, key=row.key, before=before, after=row.snapshot())


def _placed(
    working: WorkingText, row: Block | None, block: outline.Block, above: Block | None
) -> tuple[Block, Change]:
    """A new block, or one that moves, behind ``above``."""
    if above is not None:
        above.refresh_from_db(fields=["position"])  # others may have made room meanwhile
    position = working.room_after(above)
    if row is None:
        row = Block.of(working.version, block, position=position)
        working.save(row)
        after = row.snapshot()
        return row, Change(kind=Change.Kind.ADDED, key=row.key, before=None, after=after)
    row.refresh_from_db(fields=["position"])
    before = row.snapshot()
    row.position = position
    working.save(row)
    return row, Change(kind=Change.Kind.MOVED, key=row.key, before=before, after=row.snapshot())


def _linked(
    fitting: Sequence[tuple[ReturnedPoint, Edit]],
    changes: dict[tuple[Change.Kind, str], Change],
) -> list[ReturnedPoint]:
    """The points whose change is in the text now."""
    done = []
    for point, edit in fitting:
        change = next((changes[each] for each in _changes_of(edit) if each in changes), None)
        if change is not None:
            point.change = change
            point.revision += 1
            done.append(point)
    return done


def _changes_of(edit: Edit) -> list[tuple[Change.Kind, str]]:
    """Where to look for the change of an edit; a joined block may go on under the other's key."""
    match edit.kind:
        case EditKind.ADDED:
            return [(Change.Kind.ADDED, edit.block.key if edit.block else "")]
        case EditKind.MOVED:
            return [(Change.Kind.MOVED, edit.moved)]
        case EditKind.REMOVED | EditKind.JOINED:
            return [(Change.Kind.REMOVED, edit.key), (Change.Kind.EDITED, edit.key)]
    return [(Change.Kind.EDITED, edit.key), (Change.Kind.REMOVED, edit.key)]
