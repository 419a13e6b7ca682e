"""A programme that the superior has approved, as the rows of approvals say it."""

from datetime import date
from typing import Any

from daihoi.approvals.models import Decision, Submission
from daihoi.base import clock
from daihoi.programme.models import Programme
from tests.factories.accounts import UserFactory
from tests.factories.approvals import SubmissionFactory, SubmissionItemFactory


def approve(programme: Programme, actor: Any, *, on: date | None = None) -> Submission:
    """Everything approved for the congress's day, or for the day ``on``."""
    programme.refresh_from_db()
    congress, now = programme.congress, clock.now()
    submission = SubmissionFactory.create(
        congress=congress,
        state="approved",
        target_on=congress.target_on,
        target_precision=congress.target_precision,
        taken_up_at=now,
        taken_up_by=UserFactory.create(),
        submitted_by=actor,
    )
    SubmissionItemFactory.create(
        submission=submission,
        code="CTDH",
        paper=programme.paper,
        paper_revision=programme.paper_revision,
        result="approved",
        judged_at=now,
        judged_by=UserFactory.create(),
    )
    Decision.objects.create(
        submission=submission,
        result="approved",
        paper_number="12-TB/ĐUK",
        paper_on=date(2020, 3, 20),
        signer="Lưu Thị Phương",
        valid_on=on or congress.target_on,
        valid_precision=congress.target_precision,
        decided_at=now,
        decided_by=UserFactory.create(),
    )
    return submission
