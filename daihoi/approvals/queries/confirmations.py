"""What became of the results that were sent up to be confirmed (chuẩn y)."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from daihoi.approvals.models import ConfirmedPost, Decision, Submission
from daihoi.base import clock
from daihoi.congresses.models import Congress
from daihoi.rules.approvals import SubmissionKind, SubmissionState

GONE = (SubmissionState.WITHDRAWN, SubmissionState.RETURNED)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The results as last sent; ``refused``: posts the superior does not recognise."""

    submission: Submission
    decision: Decision | None
    refused: list[ConfirmedPost]

    @property
    def sent_on(self) -> date:
        return timezone.localdate(self.submission.submitted_at)

    @property
    def is_refused(self) -> bool:
        """The results as a whole."""
        return self.submission.state == SubmissionState.REFUSED

    @property
    def is_late(self) -> bool:
        """The superior owes an answer."""
        due = self.submission.due_on
        return self.submission.is_open and due is not None and due < clock.today()


def confirmation_of(congress: Congress) -> Confirmation | None:
    """None while nothing was sent, or what was sent came back or was withdrawn. For who may see results."""
    rows = Submission.objects.filter(congress=congress, kind=SubmissionKind.CONFIRMATION)
    last = rows.select_related("decision").order_by("-number").first()
    if last is None or last.state in GONE:
        return None
    return Confirmation(
        last,
        getattr(last, "decision", None),
        list(last.posts.filter(is_confirmed=False).order_by("position")),
    )
