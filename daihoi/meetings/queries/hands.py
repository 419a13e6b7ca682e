"""Who has a vote and is there: what a count of hands is measured against."""

from daihoi.meetings.models import InviteeCategory, Meeting, Presence


def voters_there(meeting: Meeting) -> int:
    """How many people of the quorum are in the room now."""
    there = meeting.invitees.filter(is_counted=True, presence=Presence.PRESENT)
    return there.exclude(category=InviteeCategory.SUSPENDED).count()
