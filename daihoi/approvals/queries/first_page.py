"""What the first page, the calendar and the search show of dossiers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from daihoi.accounts.permissions import Permission, can, within_reach
from daihoi.approvals.models import Decision, Submission, SubmissionItem
from daihoi.approvals.queries.approvals import Validity, approval_of, validity_of
from daihoi.approvals.queries.plan_steps import steps_to_note
from daihoi.approvals.queries.reach import reads_here
from daihoi.approvals.queries.results import ResultDeadline, result_deadline
from daihoi.base import clock
from daihoi.congresses.models import Congress, Milestone
from daihoi.congresses.queries.congresses import current_congress
from daihoi.registry.models import Paper
from daihoi.rules.approvals import ItemResult, SubmissionKind, SubmissionState
from daihoi.rules.plans import Meaning


@dataclass(frozen=True, slots=True)
class Matters:
    """What there is to do about the dossiers of the viewer's congress."""

    congress: Congress
    latest: dict[str, Submission]  # by kind
    validity: Validity | None
    to_note: list[tuple[Submission, Milestone]]
    deadline: ResultDeadline | None  # results that nobody has sent

    @property
    def returned(self) -> list[Submission]:
        return [s for s in self.latest.values() if s.state == SubmissionState.RETURNED]

    @property
    def overdue(self) -> list[tuple[Submission, date]]:
        """The superior has not answered by its day."""
        today = clock.today()
        found = [(each, each.due_on) for each in self.latest.values() if each.is_open]
        return [(each, due) for each, due in found if due is not None and due < today]


def matters_of(viewer: Any) -> Matters | None:
    """For who sees the dossier at home; read once a request."""
    if not hasattr(viewer, "approval_matters"):
        congress = current_congress(viewer)
        shown = congress is not None and reads_here(viewer, congress)
        viewer.approval_matters = _matters(congress, viewer) if congress and shown else None
    found: Matters | None = viewer.approval_matters
    return found


def _matters(congress: Congress, viewer: Any) -> Matters:
    latest: dict[str, Submission] = {}
    rows = Submission.objects.filter(congress=congress).select_related("decision")
    for each in rows.order_by("number"):
        each.congress = congress
        latest[each.kind] = each
    leads = can(viewer, Permission.APPROVALS_SUBMIT, at=congress)
    decision = approval_of(congress) if leads and latest else None
    return Matters(
        congress,
        latest,
        validity_of(decision) if decision else None,
        list(_to_note(latest.values(), viewer)),
        result_deadline(congress) if SubmissionKind.CONFIRMATION not in latest else None,
    )


def _to_note(
    submissions: Iterable[Submission], viewer: Any
) -> Iterable[tuple[Submission, Milestone]]:
    for submission in submissions:
        for milestone in steps_to_note(submission):
            if can(viewer, Permission.CONGRESSES_COMPLETE, at=milestone):
                yield submission, milestone


def approved_item(paper: Paper, *, viewer: Any) -> SubmissionItem | None:
    """How the superior approved a paper last; None if it has not, or the viewer sees no dossier."""
    items = SubmissionItem.objects.filter(
        paper=paper,
        result__in=[ItemResult.APPROVED, ItemResult.WITH_CHANGES],
        submission__decision__result=SubmissionState.APPROVED,
    )
    related = items.select_related("submission__decision").defer("content")
    item = related.order_by("-submission__number").first()
    return item if item and reads_here(viewer, paper.congress) else None


def ways_to_approval_steps(congress: Congress) -> list[str]:
    """Addresses of the steps of the plan that say the superior has approved."""
    steps = congress.milestones.filter(meaning=Meaning.APPROVAL, actual_on__isnull=False)
    keys = steps.values_list("pk", flat=True)
    return [reverse("congresses:milestone_detail", args=[key]) for key in keys]


def decisions_seen(viewer: Any) -> QuerySet[Decision]:
    """Decisions the viewer reads: on her own organization's dossiers, or as the superior."""
    home = within_reach(
        viewer, Permission.APPROVALS_VIEW, field="submission__congress__organization__path"
    )
    above = within_reach(
        viewer,
        Permission.APPROVALS_APPRAISE,
        field="submission__congress__organization__parent__path",
    )
    rows = Decision.objects.filter(home | above)
    return rows.select_related("submission__congress__organization").order_by("-paper_on", "-pk")


def written_by(user: Any) -> list[tuple[date, str, str]]:
    """What the user sent or decided: day, what, which dossier."""
    sent = Submission.objects.filter(submitted_by=user).select_related("congress__organization")
    decided = Decision.objects.filter(decided_by=user).select_related(
        "submission__congress__organization"
    )
    rows = [(timezone.localdate(each.submitted_at), "sent", str(each)) for each in sent]
    rows += [
        (timezone.localdate(each.decided_at), "decided", str(each.submission)) for each in decided
    ]
    return sorted(rows)
