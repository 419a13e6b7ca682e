"""Importing a list of opinions: upload, look at the preview, confirm."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record, record_many
from daihoi.base import clock
from daihoi.base.errors import RuleBroken
from daihoi.documents.actions.held import BATCH, HeldRound
from daihoi.documents.models import Opinion, OpinionImport, OpinionRound
from daihoi.documents.queries.opinion_lists import ListRow, preview, read_list
from daihoi.documents.queries.rounds import SCOPE
from daihoi.files.actions import keep


@transaction.atomic
def upload_list(
    round_: OpinionRound, content: bytes, *, file_name: str, actor: User
) -> OpinionImport:
    """Keep an uploaded list for its preview; `BadFile` if it cannot be read. Writes no opinion."""
    require(actor, Permission.DOCUMENTS_RECORD_OPINIONS, at=round_)
    read_list(content, round_, name=file_name)
    uploaded = OpinionImport.objects.create(
        round=round_,
        file=keep(content),
        file_name=file_name[:200],
        created_by=actor,
        created_at=clock.now(),
    )
    record("documents.upload_list", uploaded, actor=actor, after={"file": uploaded.file.sha256}, context=round_.document)  # fmt: skip
    return uploaded


@transaction.atomic
def confirm_list(uploaded: OpinionImport, *, expected: int, actor: User) -> OpinionImport:
    """Take the clean rows in, all or none; confirming again changes nothing.

    ``expected`` is how many new rows the preview showed: if another number would come in now,
    nothing is written and the preview must be looked at again.
    """
    require(actor, Permission.DOCUMENTS_RECORD_OPINIONS, at=uploaded)
    held = HeldRound(uploaded.round_id)
    locked = (
        OpinionImport.objects.select_for_update(of=("self",))
        .select_related(f"round__{SCOPE}", "round__base_version", "file")
        .get(pk=uploaded.pk)
    )
    if locked.confirmed_at is not None:
        return locked
    found = preview(locked)
    if len(found.clean) != expected:
        raise RuleBroken(
            _("Danh sách vừa thay đổi so với bản xem trước."),
            advice=_("Hãy xem lại bản xem trước rồi xác nhận lại."),
        )
    opinions = [_opinion(held, row, actor) for row in found.clean]
    Opinion.objects.bulk_create(opinions, batch_size=BATCH)
    held.took(opinions)
    locked.confirmed_at = held.now
    locked.result = {
        "taken": len(opinions),
        "already": len(found.already),
        "rejected": len(found.rejected),
    }
    locked.save(update_fields=["confirmed_at", "result"])
    record_many(
        [(each, None, {"contributor": each.contributor, "text": each.text}) for each in opinions],
        action="documents.record_paper_opinion",
        actor=actor,
        context=held.round.document,
    )
    record("documents.confirm_list", locked, actor=actor, after=locked.result, context=held.round.document)  # fmt: skip
    held.tell(head=True)
    return locked


def _opinion(held: HeldRound, row: ListRow, actor: User) -> Opinion:
    if row.contributor is None or row.saying is None or row.given_on is None:
        raise ValueError(f"row {row.number} is not clean")
    held.check(on_paper=True, dated=row.given_on)
    return held.opinion(
        row.saying,
        contributor=row.contributor,
        means=row.means,
        given_on=row.given_on,
        actor=actor,
    )
