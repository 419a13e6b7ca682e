"""Noting in the plan what a submission or a decision has brought to its end."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can, require
from daihoi.approvals.models import Decision, Submission
from daihoi.approvals.queries.plan_steps import steps_to_note
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import DomainError
from daihoi.congresses.actions.milestones import complete_milestone
from daihoi.congresses.models import Milestone
from daihoi.rules.plans import Meaning


@transaction.atomic
def note_steps(submission: Submission, *, actor: User) -> list[Milestone]:
    """Note the steps of the plan that are done by this submission; answers those that were.

    A step that waits for others is left: who leads notes it herself, with her reason. Who may
    note none of them leaves them for somebody who may.
    """
    noted = []
    for milestone in steps_to_note(submission):
        if not can(actor, Permission.CONGRESSES_COMPLETE, at=milestone):
            continue
        require(actor, Permission.CONGRESSES_COMPLETE, at=milestone)
        try:
            with transaction.atomic():
                done = complete_milestone(milestone, _day_of(submission, milestone), actor=actor)
        except DomainError:
            continue
        noted.append(done)
    if noted:
        after = {"milestones": [milestone.code for milestone in noted]}
        record("approvals.note_steps", submission, actor=actor, after=after, context=submission.congress)  # fmt: skip
    return noted


def _day_of(submission: Submission, milestone: Milestone) -> date:
    """When it was done: sent, or decided by the day of the superior's paper."""
    decision = Decision.objects.filter(submission=submission).first()
    if decision is not None and milestone.meaning in {Meaning.APPROVAL, Meaning.CONFIRMATION}:
        return min(decision.paper_on, clock.today())
    return timezone.localdate(submission.submitted_at)
