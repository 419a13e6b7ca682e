"""Papers issued to call people to the congress, and whether they still say when it is (P32)."""

from dataclasses import dataclass

from django.urls import reverse

from daihoi.meetings.models import Meeting, MeetingKind, MeetingState
from daihoi.registry.models import Paper, RegisterEntry

CALLING = ("TBTT", "GMOI")


@dataclass(frozen=True, slots=True)
class IssuedNotice:
    """A convening notice or invitation; ``is_outdated``: the meeting changed after it was issued."""

    title: str
    url: str
    symbol: str
    is_issued: bool
    is_outdated: bool


def issued_notices(meeting: Meeting) -> list[IssuedNotice]:
    """Of the congress meeting only: papers in force first, then what is still written."""
    if meeting.kind != MeetingKind.CONGRESS or meeting.congress_id is None:
        return []
    entries = RegisterEntry.objects.filter(
        congress=meeting.congress_id, kind__in=CALLING, cancelled_at__isnull=True
    )
    found = [
        IssuedNotice(
            entry.subject,
            reverse("registry:register_detail", args=[entry.pk]),
            entry.symbol,
            is_issued=True,
            is_outdated=_outdated(meeting, entry),
        )
        for entry in entries.order_by("issued_on", "pk")
    ]
    drafts = Paper.objects.filter(
        congress=meeting.congress_id, kind__in=CALLING, entry__isnull=True
    )
    found += [
        IssuedNotice(
            paper.subject,
            reverse("registry:paper_detail", args=[paper.pk]),
            "",
            is_issued=False,
            is_outdated=False,
        )
        for paper in drafts.order_by("pk")
    ]
    return found


def _outdated(meeting: Meeting, entry: RegisterEntry) -> bool:
    """Whether it was issued before the meeting was called as it stands now, or calls to nothing."""
    if meeting.state in {MeetingState.PLANNED, MeetingState.CANCELLED}:
        return True
    return meeting.revision > 1 and meeting.updated_at > entry.issued_at
