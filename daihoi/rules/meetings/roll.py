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
# Official members all the same: convened to a congress (E-033), deducted from its base by name (E-040).
_OFFICIAL_APART = frozenset({Standing.EXEMPTED, Standing.AWAY, Standing.SUSPENDED})


def is_called(standing: Standing, kind: MeetingKind) -> bool:
    """Whether somebody with this standing is called to a meeting of the whole cell.

    A congress calls its own members who are away for a time too (E-033).
    """
    return standing in _COME or (kind is MeetingKind.CONGRESS and standing is Standing.AWAY)


def is_counted(standing: Standing, kind: MeetingKind) -> bool:
    """Of the cell its official members who take part; of a committee or body everybody in it (E-030).

    The quorum of a congress is of the raw number of official members on its list (E-050).
    """
    if kind is MeetingKind.CONGRESS and standing in _OFFICIAL_APART:
        return True
    return standing is Standing.OFFICIAL or CALLED[kind] is not Called.MEMBERS
