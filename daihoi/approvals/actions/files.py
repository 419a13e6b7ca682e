"""Handing out what was sent: checked, and recorded who had it."""

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.approvals.models import Attachment, FrozenFile, Submission, SubmissionItem
from daihoi.approvals.queries.changes import ItemComparison
from daihoi.approvals.queries.lines import get_attachment
from daihoi.approvals.queries.reach import above, own_place, reading_seat
from daihoi.approvals.queries.submissions import get_file, item_comparison
from daihoi.audit.actions import record
from daihoi.base.errors import NotFound
from daihoi.files.models import StoredFile


@transaction.atomic
def open_file(file: FrozenFile, *, actor: User) -> bytes:
    """The bytes of a file as it was sent; the record says who opened it."""
    permission, place = reading_seat(actor, file.item.submission.congress)
    require(actor, permission, at=place)
    found = get_file(file.pk, viewer=actor)
    submission = found.item.submission
    after = {"file_name": found.file_name, "sha256": found.file.sha256, "code": found.item.code}
    record("approvals.open_file", submission, actor=actor, after=after, context=submission.congress)
    return found.file.read()


@transaction.atomic
def open_attachment(attachment: Attachment, *, actor: User) -> bytes:
    """The bytes of a file kept with a line of the dossier; the record says who opened it."""
    permission = Permission.APPROVALS_VIEW
    require(actor, permission, at=own_place(actor, attachment.line.congress, permission))
    found = get_attachment(attachment.pk, viewer=actor, to=permission)
    line = found.line
    after = {"file_name": found.file_name, "sha256": found.file.sha256, "code": line.code}
    record("approvals.open_attachment", line, actor=actor, after=after, context=line.congress)
    return found.file.read()


@transaction.atomic
def open_comparison(item: SubmissionItem, *, as_file: bool, actor: User) -> ItemComparison:
    """A paper beside the one sent the time before; the record says who read both.

    ``as_file``: to be taken away with tracked changes.
    """
    permission, place = reading_seat(actor, item.submission.congress)
    require(actor, permission, at=place)
    found = item_comparison(item.pk, viewer=actor)
    submission = found.new.submission
    after = {
        "code": found.new.code,
        "number": submission.number,
        "before": found.old.submission.number,
        "as_file": as_file,
    }
    record("approvals.open_comparison", submission, actor=actor, after=after, context=submission.congress)  # fmt: skip
    return found


@transaction.atomic
def open_sealed(submission: Submission, *, archive: bool, actor: User) -> bytes:
    """For the superior the sealed dossier that went along: the bound PDF, or the sealed ``archive``.

    At home it is opened in the register.
    """
    require(actor, Permission.APPROVALS_APPRAISE, at=above(submission.congress.organization))
    sealed = submission.sealed
    file: StoredFile | None = None
    if sealed is not None:
        file = sealed.archive if archive else sealed.pdf
    if sealed is None or file is None:
        raise NotFound
    after = {"dossier": sealed.name, "seal": sealed.seal, "sha256": file.sha256}
    record("approvals.open_sealed", submission, actor=actor, after=after, context=submission.congress)  # fmt: skip
    return file.read()
