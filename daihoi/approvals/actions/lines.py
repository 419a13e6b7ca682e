"""Putting a dossier together: what is required, which paper stands for a line, what goes along."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.approvals.models import Attachment, DossierLine
from daihoi.approvals.queries.lines import line_to_change, papers_for
from daihoi.approvals.queries.reach import own_place
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress
from daihoi.files.actions import keep
from daihoi.live.topics import bump
from daihoi.registry.models import Paper
from daihoi.rules.approvals import SubmissionKind


@transaction.atomic
def set_line(
    congress: Congress,
    kind: SubmissionKind,
    code: str,
    *,
    is_required: bool | None,
    reason: str = "",
    paper: Paper | None = None,
    revision: int | None = None,
    actor: User,
) -> DossierLine:
    """Say whether a line is required (None: as usual) and which paper stands for it.

    Another than the usual answer needs a ``reason``. ``revision``: what the page showed;
    `Conflict` if somebody changed the line meanwhile.
    """
    place = own_place(actor, congress, Permission.APPROVALS_PREPARE)
    require(actor, Permission.APPROVALS_PREPARE, at=place)
    held = HeldCongress.to_change(congress)
    row = line_to_change(held, kind, code, viewer=actor)
    if is_required is not None and not reason.strip():
        raise RuleBroken(
            _("Hãy ghi lý do: dòng này khác với hồ sơ thông thường."), code="no_reason"
        )
    if paper is not None and paper not in papers_for(held, code, viewer=actor):
        raise NotFound
    line = _line(held, kind, code)
    if revision is not None and revision != line.revision:
        raise Conflict(
            _("Người khác đã sửa dòng này từ lúc đồng chí mở trang."),
            code="outdated",
            advice=_("Hãy xem lại rồi lưu lần nữa."),
        )
    before = {"is_required": line.is_required, "paper": line.paper_id, "reason": line.reason}
    line.is_required, line.paper = is_required, paper
    line.reason = reason.strip() if is_required is not None else ""
    line.revision += 1
    line.save(update_fields=["is_required", "paper", "reason", "revision"])
    after = {"is_required": is_required, "paper": line.paper_id, "reason": line.reason}
    told = {"code": row.code, "kind": kind}
    record("approvals.set_line", line, actor=actor, before=before, after=told | after, context=held)
    bump(f"approvals.congress:{congress.pk}")
    return line


@transaction.atomic
def add_attachment(
    congress: Congress,
    kind: SubmissionKind,
    code: str,
    content: bytes,
    file_name: str,
    *,
    actor: User,
) -> Attachment:
    """Keep a file with a line, byte for byte; the same file once."""
    place = own_place(actor, congress, Permission.APPROVALS_PREPARE)
    require(actor, Permission.APPROVALS_PREPARE, at=place)
    held = HeldCongress.to_change(congress)
    line_to_change(held, kind, code, viewer=actor)
    line, stored = _line(held, kind, code), keep(content)
    if line.attachments.filter(file=stored).exists():
        raise Conflict(
            _("Tệp “%(name)s” đã có ở dòng này.") % {"name": file_name}, code="attached_twice"
        )
    made = Attachment.objects.create(
        line=line, file=stored, file_name=file_name[-200:], added_at=clock.now(), added_by=actor
    )
    after = {"code": code, "file_name": made.file_name, "sha256": stored.sha256}
    record("approvals.add_attachment", line, actor=actor, after=after, context=held)
    bump(f"approvals.congress:{congress.pk}")
    return made


@transaction.atomic
def remove_attachment(attachment: Attachment, *, actor: User) -> None:
    """Take a file off a line; what was sent with it stays sent."""
    congress = attachment.line.congress
    place = own_place(actor, congress, Permission.APPROVALS_PREPARE)
    require(actor, Permission.APPROVALS_PREPARE, at=place)
    held = HeldCongress.to_change(congress)
    found = Attachment.objects.select_for_update().filter(pk=attachment.pk).first()
    if found is None:
        raise NotFound(_("Tệp này đã được bỏ từ trước."))
    before = {"code": attachment.line.code, "file_name": found.file_name}
    found.delete()
    record("approvals.remove_attachment", attachment.line, actor=actor, before=before, context=held)
    bump(f"approvals.congress:{congress.pk}")


def _line(congress: Congress, kind: SubmissionKind, code: str) -> DossierLine:
    """The row of a line, which the congress's lock guards."""
    line, _made = DossierLine.objects.get_or_create(congress=congress, kind=kind, code=code)
    line.congress = congress
    return line
