"""The superior's word on the plan: read from the approval that was sent, else the paper entered."""

from dataclasses import dataclass
from datetime import date

from daihoi.approvals.queries.approvals import approved
from daihoi.personnel.models import PersonnelPlan

CODE = "DANS"


@dataclass(frozen=True, slots=True)
class PlanApproval:
    """``is_read``: found in the register of approvals, nobody typed it here."""

    number: str
    on: date
    is_read: bool


def approval_of(plan: PersonnelPlan) -> PlanApproval | None:
    """An approval counts for a plan that the committee had settled by then."""
    if plan.approval_on is not None:
        return PlanApproval(plan.approval_number, plan.approval_on, is_read=False)
    item = approved(plan.congress, CODE)
    if item is None or plan.settled_on is None or item.decided_on < plan.settled_on:
        return None
    return PlanApproval(item.number, item.decided_on, is_read=True)
