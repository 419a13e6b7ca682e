"""Who has a vote and is there: what a count of hands is measured against."""

from daihoi.meetings.models import Invitee, Meeting, Presence


def voters_there(meeting: Meeting) -> int:
    """How many people of the quorum are in the room now."""
    return Invitee.objects.filter(
        meeting=meeting, is_counted=True, presence=Presence.PRESENT
    ).count()
