"""Saying whether an approval still holds after day D, form or size changed (P47)."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can, require
from daihoi.approvals.actions.held import HeldSubmission
from daihoi.approvals.models import Decision, ValidityReview
from daihoi.approvals.queries.approvals import approval_of, validity_of
from daihoi.approvals.queries.reach import reviewers_of
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, DomainError, RuleBroken
from daihoi.congresses.actions.days import settle_recheck
from daihoi.congresses.actions.milestones import reopen_milestone
from daihoi.congresses.models import Congress, Recheck
from daihoi.rules.plans import Meaning


@transaction.atomic
def review_validity(decision: Decision, *, holds: bool, reason: str, actor: User) -> ValidityReview:
    """Note, for the congress as it is now, whether the approval still holds, and why.

    Where it does not, the plan's step of approval is open again unless later steps are done.
    """
    require(actor, Permission.APPROVALS_SUBMIT, at=decision)
    held = HeldSubmission(decision.submission)
    congress = held.submission.congress
    if approval_of(congress) != decision:
        raise Conflict(_("Cấp trên đã có phê duyệt mới hơn."), code="older_approval")
    decision.submission = held.submission
    validity = validity_of(decision)
    if not validity.doubts:
        raise Conflict(
            _("Phê duyệt vẫn đúng với ngày, hình thức và số người dự hiện nay."), code="no_doubt"
        )
    if not reason.strip():
        raise RuleBroken(
            _("Hãy ghi vì sao còn hoặc không còn hiệu lực, theo ý kiến nào của cấp trên."),
            code="no_reason",
        )
    now = validity.now
    made = ValidityReview.objects.create(
        decision=decision,
        holds=holds,
        reason=reason.strip(),
        target_on=now.on,
        target_precision=now.precision.value,
        form=now.form,
        people=now.people or 0,
        made_at=clock.now(),
        made_by=actor,
    )
    after = {"holds": holds, "reason": made.reason, "doubts": validity.words}
    record("approvals.review_validity", held.submission, actor=actor, after=after, context=congress)
    _settle_rechecks(made, congress, actor)
    if not holds:
        _reopen_step(held, made.reason, actor)
    said = gettext_lazy("Phê duyệt còn hiệu lực với thay đổi mới: %(what)s")
    lost = gettext_lazy("Phê duyệt không còn hiệu lực, sẽ trình lại: %(what)s")
    held.tell(reviewers_of(congress.organization), said if holds else lost, made.reason)
    held.bump()
    return made


def _settle_rechecks(review: ValidityReview, congress: Congress, actor: User) -> None:
    """What a moved day asked about this approval is answered by the review."""
    if not can(actor, Permission.CONGRESSES_MANAGE, at=congress):
        return
    asked = reverse("approvals:validity_review", args=[review.decision.submission_id])
    rechecks = Recheck.objects.filter(
        day_change__congress=congress, url=asked, settled_at__isnull=True
    )
    for recheck in rechecks.select_related("day_change__congress__organization"):
        settle_recheck(recheck, review.reason, actor=actor)


def _reopen_step(held: HeldSubmission, reason: str, actor: User) -> None:
    """The step of approval is to be done again; one that others were built on stays."""
    steps = held.submission.congress.milestones.filter(
        meaning=Meaning.APPROVAL, actual_on__isnull=False
    )
    for step in steps.select_related("subcommittee"):
        step.congress = held.submission.congress
        try:
            with transaction.atomic():
                reopen_milestone(step, reason, actor=actor)
        except DomainError:
            continue
