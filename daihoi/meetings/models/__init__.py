"""Meetings: invitations, attendance, what was said, votes, conclusions, minutes."""

from daihoi.meetings.models.doors import DoorPress, Outcome
from daihoi.meetings.models.invitees import (
    DOOR_LETTERS,
    GUEST_FIELDS,
    MARKED,
    GuestGroup,
    Invitee,
    InviteeCategory,
    Means,
    Presence,
    Reply,
    WrittenAnswer,
    WrittenChoice,
)
from daihoi.meetings.models.meetings import (
    AgendaItem,
    HalfDay,
    Meeting,
    MeetingForm,
    MeetingKind,
    MeetingState,
)
from daihoi.meetings.models.minutes import Minutes, MinutesAddition
from daihoi.meetings.models.statements import (
    HANDLED,
    Aim,
    Conclusion,
    ConclusionKind,
    Handling,
    HandVote,
    Statement,
)

__all__ = [
    "DOOR_LETTERS",
    "GUEST_FIELDS",
    "HANDLED",
    "MARKED",
    "AgendaItem",
    "Aim",
    "Conclusion",
    "ConclusionKind",
    "DoorPress",
    "GuestGroup",
    "HalfDay",
    "HandVote",
    "Handling",
    "Invitee",
    "InviteeCategory",
    "Means",
    "Meeting",
    "MeetingForm",
    "MeetingKind",
    "MeetingState",
    "Minutes",
    "MinutesAddition",
    "Outcome",
    "Presence",
    "Reply",
    "Statement",
    "WrittenAnswer",
    "WrittenChoice",
]
