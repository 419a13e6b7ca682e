"""What a viewer may do with a submission now."""

from dataclasses import dataclass
from typing import Any

from daihoi.accounts.permissions import Permission, can
from daihoi.approvals.models import Submission
from daihoi.approvals.queries.approvals import Validity
from daihoi.approvals.queries.reach import from_above, is_superior
from daihoi.congresses.models import Milestone
from daihoi.rules.approvals import SubmissionEvent, SubmissionKind, SubmissionState, allows


@dataclass(frozen=True, slots=True)
class SubmissionCan:
    take_up: bool = False
    judge: bool = False
    finish: bool = False
    reopen: bool = False
    decide: bool = False
    withdraw: bool = False
    write_on_paper: bool = False  # begin to enter what the superior answers on paper
    review: bool = False
    note_in_plan: bool = False


def flags_of(
    submission: Submission,
    validity: Validity | None,
    milestones: list[Milestone],
    *,
    viewer: Any,
) -> SubmissionCan:
    kind, state = SubmissionKind(submission.kind), SubmissionState(submission.state)
    congress = submission.congress
    appraises = from_above(submission, viewer)
    decides = is_superior(viewer, congress, to=Permission.APPROVALS_DECIDE)
    writes = can(viewer, Permission.REGISTRY_ISSUE, at=congress.organization)
    on_paper = submission.is_on_paper and writes
    above = appraises and not submission.is_on_paper

    def may(event: SubmissionEvent) -> bool:
        return allows(kind, state, event)

    takes = may(SubmissionEvent.TAKE_UP)
    return SubmissionCan(
        take_up=appraises and (takes or (submission.is_on_paper and submission.is_open)),
        judge=state is SubmissionState.APPRAISING and (above or on_paper),
        finish=may(SubmissionEvent.APPRAISE) and (above or on_paper),
        reopen=may(SubmissionEvent.REOPEN) and (above or on_paper),
        decide=may(SubmissionEvent.RETURN) and ((decides and above) or on_paper),
        withdraw=may(SubmissionEvent.WITHDRAW)
        and can(viewer, Permission.APPROVALS_SUBMIT, at=congress),
        write_on_paper=takes and writes and not appraises,
        review=validity is not None
        and bool(validity.doubts)
        and can(viewer, Permission.APPROVALS_SUBMIT, at=congress),
        note_in_plan=any(can(viewer, Permission.CONGRESSES_COMPLETE, at=m) for m in milestones),
    )
