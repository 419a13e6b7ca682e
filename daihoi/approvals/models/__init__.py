"""Dossiers that go to the superior, what it says of them, and how long its approval holds."""

from daihoi.approvals.models.decisions import Appraisal, Decision, ValidityReview
from daihoi.approvals.models.lines import Attachment, DossierLine
from daihoi.approvals.models.submissions import (
    ConfirmedPost,
    FrozenFile,
    Submission,
    SubmissionItem,
)

__all__ = [
    "Appraisal",
    "Attachment",
    "ConfirmedPost",
    "Decision",
    "DossierLine",
    "FrozenFile",
    "Submission",
    "SubmissionItem",
    "ValidityReview",
]
