"""Closing a round, and the head's approval of its table."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.documents.actions import texts
from daihoi.documents.actions.held import HeldRound
from daihoi.documents.models import Document, Opinion, OpinionRound, Version
from daihoi.notifications.actions import notify
from daihoi.rules.documents import (
    DocumentEvent,
    DocumentState,
    RoundEvent,
    RoundState,
    may_answer,
    may_close,
    may_make_table,
    round_after,
)


@transaction.atomic
def close_round(round_: OpinionRound, *, actor: User) -> OpinionRound:
    """Close a round that has ended and in which every opinion is answered (S36).

    Its result is the working version, frozen now, else the newest frozen one; the document goes
    back to the state the round was opened from; every author is told. A round on a superior's
    draft closes without answers (O5).
    """
    require(actor, Permission.DOCUMENTS_MANAGE, at=round_)
    document = Document.objects.select_for_update().get(pk=round_.document_id)
    held = HeldRound(round_.pk)
    locked, now = held.round, held.now
    state = RoundState(locked.state)
    if state is RoundState.CLOSED:
        raise Conflict(
            _("Đợt lấy ý kiến này đã được đóng."),
            code="round_closed",
            advice=_("Hãy tải lại trang để xem kết quả."),
        )
    if findings := may_close(
        locked.unanswered_count, state=state, is_superior=document.is_superior
    ):
        raise RuleBroken(
            _("Chưa đóng được đợt lấy ý kiến."),
            findings,
            advice=_("Hãy kết thúc đợt và trả lời hết các ý kiến trước."),
        )
    before = {"state": locked.state, "document_state": document.state}
    document.state = document.state_after(
        DocumentEvent.CLOSE_ROUND, opened_from=DocumentState(locked.opened_from)
    ).value
    locked.result_version = _result(document, locked, actor)
    locked.state = round_after(state, RoundEvent.CLOSE).value
    locked.closed_at = now
    locked.save(update_fields=["state", "result_version", "ended_at", "closed_at"])
    document.updated_at = now
    document.save(update_fields=["state", "updated_at"])
    after = {
        "state": locked.state,
        "document_state": document.state,
        "result_version": locked.result_version.number,
    }
    record("documents.close_round", locked, actor=actor, before=before, after=after, context=document)  # fmt: skip
    _tell_authors(locked)
    held.tell()
    return locked


@transaction.atomic
def approve_table(round_: OpinionRound, *, actor: User) -> OpinionRound:
    """Approve the table of a round: by the head, once, when every opinion has its answer."""
    require(actor, Permission.DOCUMENTS_APPROVE_TABLE, at=round_)
    held = HeldRound(round_.pk)
    locked, state = held.round, RoundState(held.round.state)
    if locked.approved_by:
        raise Conflict(
            _("Bảng tổng hợp đã được %(name)s duyệt.") % {"name": locked.approved_by},
            code="table_approved",
        )
    findings = may_answer(is_superior=locked.document.is_superior)
    findings += may_make_table(locked.opinions_count)
    if state is not RoundState.CLOSED:
        findings += may_close(locked.unanswered_count, state=state)
    if findings:
        raise RuleBroken(
            _("Chưa duyệt được bảng tổng hợp."),
            findings,
            advice=_("Bảng được duyệt khi đợt đã kết thúc và mọi ý kiến đều có câu trả lời."),
        )
    locked.approved_at, locked.approved_by = held.now, actor
    locked.save(update_fields=["approved_at", "approved_by"])
    after = {"approved_by": str(actor), "opinions": locked.opinions_count}
    record("documents.approve_table", locked, actor=actor, after=after, context=locked.document)
    held.tell()
    return locked


def _result(document: Document, round_: OpinionRound, actor: User) -> Version:
    latest = document.versions.order_by("-number").first() or round_.base_version
    if not latest.is_working:
        return latest
    note = f"Kết quả lấy ý kiến lần {round_.number}"
    return texts.freeze(latest, note, actor=actor)


def _tell_authors(round_: OpinionRound) -> None:
    """One notice to each author, leading to the first of her opinions."""
    first: dict[int, int] = {}
    rows = Opinion.objects.filter(round=round_, withdrawn_at__isnull=True).values_list(
        "pk", "person__user", "contribution__signed_by"
    )
    for pk, author, signer in rows.order_by("-place_order", "-pk").iterator():
        if author or signer:
            first[author or signer] = pk
    title = f"Ý kiến của đồng chí đã được trả lời: {round_.document}"
    body = f"Đợt lấy ý kiến lần {round_.number} đã đóng."
    if round_.document.is_superior:
        title = f"Ý kiến của đồng chí được tổng hợp gửi cấp trên: {round_.document}"
    for user in User.objects.filter(pk__in=first):
        url = reverse("documents:opinion_detail", args=[first[user.pk]])
        notify([user], title=title, body=body, url=url, topic=f"documents.round:{round_.pk}:closed")
