"""Word files that come back: upload, look at the preview, confirm or discard."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions import texts
from daihoi.documents.actions.held import BATCH, HeldRound
from daihoi.documents.actions.returned_giving import Giving
from daihoi.documents.models import (
    Document,
    OpinionRound,
    ReturnedCopy,
    ReturnedHand,
    ReturnedPoint,
    Version,
)
from daihoi.documents.queries import returned as queries
from daihoi.documents.queries import returned_access as access
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.returned_pages import losses_of
from daihoi.documents.queries.returned_points import Found, made_at, merged, stored_copies
from daihoi.files.actions import keep
from daihoi.live.topics import bump
from daihoi.organizations.models import Person, Unit
from daihoi.papers.revisions import Copy, Returned


@transaction.atomic
def upload_copy(
    document: Document,
    base: Version | None,
    content: bytes,
    *,
    contributor: Contributor,
    file_name: str,
    actor: User,
) -> ReturnedCopy:
    """Keep a file that somebody sent, for its preview; `BadFile` if it cannot be used.

    Without a ``base`` it is the version the file names, else that of the round, else the newest
    frozen one.
    """
    require(actor, Permission.DOCUMENTS_RECORD_OPINIONS, at=document)
    if not contributor.label:
        raise RuleBroken(_("Chưa ghi ai gửi."), advice=_("Hãy chọn người, đơn vị hoặc cuộc họp."))
    origin = queries.origin_of(content, document, name=file_name)
    chosen = base or (origin.version if origin else queries.likely_base(document))
    copy = _kept(chosen, content, contributor, file_name, actor, origin=origin, round_=None)
    record("documents.upload_copy", copy, actor=actor, after=_facts(copy), context=document)
    return copy


@transaction.atomic
def send_copy(
    round_: OpinionRound, content: bytes, *, unit: Unit | None, file_name: str, actor: User
) -> ReturnedCopy:
    """Keep one's own file for a round, or that of ``unit``; its preview is confirmed by the sender."""
    permission = Permission.DOCUMENTS_GIVE_FOR_UNIT if unit else Permission.DOCUMENTS_GIVE_OPINION
    require(actor, permission, at=unit or round_)
    held = HeldRound(round_.pk)
    held.check()
    contributor = Contributor(unit=unit) if unit else Contributor(person=_asked(held, actor))
    document = held.round.document
    origin = queries.origin_of(content, document, name=file_name)
    base = held.round.base_version
    copy = _kept(base, content, contributor, file_name, actor, origin=origin, round_=held.round)
    record("documents.upload_copy", copy, actor=actor, after=_facts(copy), context=document)
    return copy


@transaction.atomic
def confirm_copy(copy: ReturnedCopy, *, actor: User) -> ReturnedCopy:
    """Take a copy in: its edits and comments join those of the others. Twice changes nothing.

    A copy sent to a round becomes the sender's opinions at once. A working base is frozen first,
    so that the text the copy speaks of stays.
    """
    permission, place = access.needed(copy)
    require(actor, permission, at=place)
    held = HeldRound(copy.round_id) if copy.round_id else None
    base = _hold_base(copy.base)
    locked = ReturnedCopy.objects.select_for_update(of=("self",)).filter(pk=copy.pk)
    found = locked.select_related("base__document", "file", "person", "unit").first()
    if found is None:
        raise NotFound(_("Bản Word này đã được bỏ."))
    if found.confirmed_at is not None:
        return found
    if found.round_id and found.created_by_id != actor.pk:
        raise NotPermitted(_("Chỉ người gửi mới xác nhận được bản Word này."))
    _still_the_same(found, base, actor)
    read = queries.read_copy(found.file.read(), base, name=found.file_name)
    found.confirmed_at = clock.now()
    found.is_tracked, found.losses = read.has_tracking, losses_of(read)
    found.is_base_known = found.is_base_known or not read.unknown_base
    found.save(update_fields=["confirmed_at", "is_tracked", "losses", "is_base_known"])
    _put(base, found, read)
    after = {
        "sender": found.sender,
        "base": base.number,
        "edits": len(read.edits),
        "comments": len(read.comments),
    }
    record("documents.confirm_copy", found, actor=actor, after=after, context=base.document)
    if held is not None:
        held.check()
        giving = Giving(held, given_on=held.today, actor=actor)
        giving.check(found)
        giving.give(_hands(found))
    bump(f"documents.version:{base.pk}")
    return found


@transaction.atomic
def discard_copy(copy: ReturnedCopy, *, actor: User) -> None:
    """Give up a file that waits; one that was confirmed stays."""
    permission, place = access.needed(copy)
    require(actor, permission, at=place)
    found = ReturnedCopy.objects.select_for_update().filter(pk=copy.pk).first()
    if found is None:
        return
    if found.confirmed_at is not None:
        raise Conflict(_("Bản Word này đã được xác nhận nên không bỏ được nữa."))
    before = {"file_name": found.file_name, "sender": found.sender}
    record("documents.discard_copy", copy, actor=actor, before=before, context=copy.base.document)
    found.delete()


def _asked(held: HeldRound, actor: User) -> Person:
    participant = held.round.participants.filter(person__user=actor).select_related("person")
    found = participant.first()
    if found is None or found.person is None:
        raise NotPermitted(
            _("Đồng chí không có trong danh sách lấy ý kiến của đợt này."),
            advice=_("Hãy gửi tệp cho tiểu ban để người giúp việc nhập thay."),
        )
    return found.person


def _kept(
    base: Version,
    content: bytes,
    contributor: Contributor,
    file_name: str,
    actor: User,
    *,
    origin: queries.Origin | None,
    round_: OpinionRound | None,
) -> ReturnedCopy:
    """A copy that waits for its preview; refused if the file cannot be read."""
    queries.read_copy(content, base, name=file_name)
    is_known = origin is not None and origin.version == base
    return ReturnedCopy.objects.create(
        base=base,
        base_revision=base.revision,
        is_base_known=is_known and origin is not None and origin.revision == base.revision,
        round=round_,
        source=contributor.source,
        person=contributor.person,
        unit=contributor.unit,
        sender=contributor.label,
        file=keep(content),
        file_name=file_name[:200],
        created_by=actor,
        created_at=clock.now(),
    )


def _facts(copy: ReturnedCopy) -> dict[str, str]:
    return {"sender": copy.sender, "file_name": copy.file_name, "sha256": copy.file.sha256}


def _hold_base(base: Version) -> Version:
    """The version's row, held: copies of one version come in one after another."""
    Document.objects.select_for_update().get(pk=base.document_id)
    locked = Version.objects.select_for_update(of=("self",)).select_related("document")
    return locked.get(pk=base.pk)


def _still_the_same(copy: ReturnedCopy, base: Version, actor: User) -> None:
    """A working base must be what the preview was made from; it is frozen now."""
    if base.revision != copy.base_revision:
        raise Conflict(
            _("Bản đang sửa đã thay đổi từ lúc đồng chí tải tệp này lên."),
            advice=_("Hãy bỏ tệp này, rồi tải lại và chọn đúng bản gốc của tệp."),
        )
    if base.is_working:
        base.frozen_at = texts.freeze(base, "Chốt để nhận bản Word gửi về", actor=actor).frozen_at


def _put(base: Version, copy: ReturnedCopy, read: Returned) -> None:
    """The points of all copies told anew; what was decided stays decided."""
    own = Copy(str(copy.pk), read.edits, read.comments)
    found = merged(base, [*stored_copies(base), own])
    rows = {point.identity: point for point in base.returned_points.all()}
    fresh = [_point(base, each) for each in found if each.identity not in rows]
    moved = _moved(rows, found)
    ReturnedPoint.objects.bulk_update(moved, ["place", "excludes"], batch_size=BATCH)
    ReturnedPoint.objects.bulk_create(fresh, batch_size=BATCH)
    rows |= {point.identity: point for point in fresh}
    ReturnedHand.objects.bulk_create(
        [
            ReturnedHand(
                copy=copy,
                point=rows[each.identity],
                author=hand.author[:200],
                made_at=made_at(hand),
            )
            for each in found
            for sender, hand in each.hands
            if sender == own.sender
        ],
        batch_size=BATCH,
    )


def _hands(copy: ReturnedCopy) -> list[ReturnedHand]:
    hands = copy.hands.select_related("point", "copy__person", "copy__unit")
    return list(hands.order_by("point__place", "point_id"))


def _point(base: Version, found: Found) -> ReturnedPoint:
    return ReturnedPoint(
        base=base,
        identity=found.identity,
        kind=found.kind,
        block_key=found.block_key,
        place=found.place,
        excludes=list(found.excludes),
        content=found.content,
    )


def _moved(rows: dict[str, ReturnedPoint], found: Sequence[Found]) -> list[ReturnedPoint]:
    """The rows whose place or rivals are others now."""
    moved = []
    for each in found:
        row = rows.get(each.identity)
        if row and (row.place, row.excludes) != (each.place, list(each.excludes)):
            row.place, row.excludes = each.place, list(each.excludes)
            moved.append(row)
    return moved
