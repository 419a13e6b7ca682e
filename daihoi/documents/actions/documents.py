"""The states of a document. Rounds move it too, with `Document.state_after`."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.congresses.actions.kept_tasks import end_kept_task, keep_task
from daihoi.documents.models import Document, Version
from daihoi.documents.queries.documents import finalising_findings
from daihoi.rules.documents import DocumentEvent


@transaction.atomic
def complete(document: Document, *, actor: User) -> Document:
    """Declare the draft completed; its text stays open to a last revision (S44)."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=document)
    locked, before = _moved(document, DocumentEvent.COMPLETE, now=clock.now())
    locked.save(update_fields=["state", "updated_at"])
    record("documents.complete", document, actor=actor, before=before, after={"state": locked.state}, context=document)  # fmt: skip
    return locked


@transaction.atomic
def start_last_revision(document: Document, *, due_on: date, actor: User) -> Document:
    """Start the last revision (chỉnh sửa, bổ sung lần cuối) with its due date (S45).

    Its subcommittee gets it as a task, which ends when the document is final or a draft again.
    """
    require(actor, Permission.DOCUMENTS_MANAGE, at=document)
    now = clock.now()
    locked, before = _moved(document, DocumentEvent.START_LAST_REVISION, now=now)
    if due_on < clock.today():
        raise RuleBroken(
            _("Hạn chỉnh sửa lần cuối đã qua."), advice=_("Hãy chọn hôm nay hoặc một ngày sau đó.")
        )
    locked.last_revision_due_on = due_on
    locked.last_revision_task = keep_task(
        locked.subcommittee,
        {"title": f"Chỉnh sửa lần cuối: {locked.title}"[:200], "due_on": due_on},
        url=reverse("documents:document_detail", args=[locked.pk]),
        actor=actor,
    )
    locked.save(update_fields=["state", "last_revision_due_on", "last_revision_task", "updated_at"])
    after = {"state": locked.state, "last_revision_due_on": due_on}
    record("documents.start_last_revision", document, actor=actor, before=before, after=after, context=document)  # fmt: skip
    return locked


@transaction.atomic
def finalise(document: Document, *, actor: User) -> Document:
    """Make the text final: no round unclosed, no opinion unanswered (S36).

    A working version becomes the final one; nothing can be edited afterwards.
    """
    require(actor, Permission.DOCUMENTS_MANAGE, at=document)
    now = clock.now()
    locked, before = _moved(document, DocumentEvent.FINALISE, now=now)
    findings = finalising_findings(locked)
    if findings:
        raise RuleBroken(
            _("Chưa chuyển thành bản cuối được: còn đợt chưa đóng hoặc ý kiến chưa trả lời."),
            findings,
            advice=_("Hãy trả lời hết các ý kiến và đóng các đợt lấy ý kiến trước."),
        )
    locked.final_at = now
    locked.save(update_fields=["state", "final_at", "updated_at"])
    if locked.last_revision_task:
        end_kept_task(locked.last_revision_task, actor=actor)
    working = Version.objects.select_for_update().filter(document=locked, frozen_at=None)
    for version in working:
        version.frozen_at, version.note = now, version.note or "Bản cuối"
        version.save(update_fields=["frozen_at", "note"])
    record("documents.finalise", document, actor=actor, before=before, after={"state": locked.state}, context=document)  # fmt: skip
    return locked


@transaction.atomic
def reopen(document: Document, *, actor: User) -> Document:
    """Take a completed document back to a draft; possible until it is final."""
    require(actor, Permission.DOCUMENTS_MANAGE, at=document)
    locked, before = _moved(document, DocumentEvent.REOPEN, now=clock.now())
    locked.last_revision_due_on = None
    locked.save(update_fields=["state", "last_revision_due_on", "updated_at"])
    if locked.last_revision_task:
        reason = "Văn kiện trở lại là dự thảo."
        end_kept_task(locked.last_revision_task, reason=reason, actor=actor)
    record("documents.reopen", document, actor=actor, before=before, after={"state": locked.state}, context=document)  # fmt: skip
    return locked


def _moved(
    document: Document, event: DocumentEvent, *, now: datetime
) -> tuple[Document, dict[str, str]]:
    """The locked row in its new state, not yet saved, and what it was before."""
    locked = Document.objects.select_for_update().filter(pk=document.pk).first()
    if locked is None:
        raise NotFound
    before = {"state": locked.state}
    locked.state = locked.state_after(event).value
    locked.updated_at = now
    return locked, before
