"""What goes to the superior and comes back: dossiers, their states, how long an approval holds."""

from daihoi.rules.approvals.deadlines import Deadlines
from daihoi.rules.approvals.dossiers import DossierRow, RowCondition, dossier_rows, holds_many
from daihoi.rules.approvals.states import (
    CLOSED,
    OPEN,
    ItemResult,
    SubmissionEvent,
    SubmissionKind,
    SubmissionState,
    after,
    allows,
    check_appraisal,
    check_approval,
)
from daihoi.rules.approvals.validity import Terms, misfits

__all__ = [
    "CLOSED",
    "OPEN",
    "Deadlines",
    "DossierRow",
    "ItemResult",
    "RowCondition",
    "SubmissionEvent",
    "SubmissionKind",
    "SubmissionState",
    "Terms",
    "after",
    "allows",
    "check_appraisal",
    "check_approval",
    "dossier_rows",
    "holds_many",
    "misfits",
]
