"""Who is called to which kind of meeting, and who counts for its quorum."""

from enum import StrEnum

from daihoi.rules.meetings.states import MeetingKind
from daihoi.rules.members import Standing


class Called(StrEnum):
    """Out of whom the roll of a kind is made."""

    MEMBERS = "members"  # đảng viên của chi bộ
    COMMITTEE = "committee"  # chi ủy
    BODY = "body"  # thành viên tiểu ban


CALLED = {
    MeetingKind.REGULAR: Called.MEMBERS,
    MeetingKind.SPECIAL_TOPIC: Called.MEMBERS,
    MeetingKind.CONGRESS: Called.MEMBERS,
    MeetingKind.REHEARSAL: Called.BODY,
    MeetingKind.COMMITTEE: Called.COMMITTEE,
    MeetingKind.SUPERIOR_REVIEW: Called.COMMITTEE,
    MeetingKind.SUBCOMMITTEE: Called.BODY,
}
# Who is away meets where he is now; who is suspended meets nowhere. Who is exempted may come.
_COME = frozenset(
    {
        Standing.OFFICIAL,
        Standing.PROBATIONARY,
        Standing.INCOMING_TEMPORARY,
        Standing.EXEMPTED,
    }
)


def is_called(standing: Standing) -> bool:
    """Whether somebody with this standing is called to a meeting of the whole cell."""
    return standing in _COME


def is_counted(standing: Standing, called: Called) -> bool:
    """Of the cell its official members who take part; of a committee or body everybody in it (E-030)."""
    return standing is Standing.OFFICIAL or called is not Called.MEMBERS
