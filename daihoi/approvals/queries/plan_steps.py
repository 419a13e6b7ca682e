"""Steps of the plan that a submission, an appraisal or a decision brings to their end."""

import re

from daihoi.approvals.models import Submission
from daihoi.congresses.models import Milestone
from daihoi.rules.approvals import SubmissionKind, SubmissionState
from daihoi.rules.plans import Meaning

_CODE = re.compile(r"\b(TTDH)\b")  # what a plan calls the step of sending the dossier by
_DECIDED = {
    SubmissionState.APPROVED: Meaning.APPROVAL,
    SubmissionState.CONFIRMED: Meaning.CONFIRMATION,
}


def steps_to_note(submission: Submission) -> list[Milestone]:
    """Open milestones that are done by what has happened to this submission."""
    if submission.state == SubmissionState.WITHDRAWN:
        return []
    open_ = submission.congress.milestones.filter(actual_on__isnull=True, dropped_at__isnull=True)
    meaning = _DECIDED.get(SubmissionState(submission.state))
    found = []
    for milestone in open_.select_related("subcommittee").order_by("planned_on", "position"):
        milestone.congress = submission.congress
        if milestone.subcommittee:
            milestone.subcommittee.congress = submission.congress
        if _is_sent(milestone, submission) or (meaning and milestone.meaning == meaning):
            found.append(milestone)
    return [milestone for milestone in found if not milestone.is_settled]


def _is_sent(milestone: Milestone, submission: Submission) -> bool:
    """The step of sending the dossier of this kind."""
    if submission.kind == SubmissionKind.CONFIRMATION:
        return milestone.meaning == Meaning.RESULT_REPORT
    return not milestone.meaning and bool(_CODE.search(milestone.output))
