"""The roll of a meeting as its pages show it: called, replied, there."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission
from daihoi.base.errors import NotFound
from daihoi.meetings.models import Invitee, InviteeCategory, Meeting, MeetingState, Presence
from daihoi.meetings.queries.attendance import invitees_of, is_late, quorum_of, told_apart
from daihoi.meetings.queries.guests import by_group
from daihoi.meetings.queries.seen import MeetingCan, get_meeting, meeting_can
from daihoi.meetings.queries.wording import day
from daihoi.rules.meetings.quorum import Quorum
from daihoi.vietnamese.text import fold

PRESENCE_KINDS = {
    Presence.UNKNOWN: "neutral",
    Presence.PRESENT: "done",
    Presence.EXCUSED: "neutral",
    Presence.ABSENT: "waiting",
    Presence.LEFT: "note",
}


@dataclass(frozen=True, slots=True)
class RollLine:
    """One person of the roll, by a name nobody else there has; ``is_late``: came after the opening."""

    row: Invitee
    name: str
    is_late: bool

    @property
    def kind(self) -> str:
        return PRESENCE_KINDS[Presence(self.row.presence)]

    @property
    def is_marked(self) -> bool:
        return self.row.presence != Presence.UNKNOWN


@dataclass(frozen=True, slots=True)
class RollPage:
    """Everybody on the roll: members, then staff, by given name, then guests by their rank."""

    meeting: Meeting
    can: MeetingCan
    members: list[RollLine]
    staff: list[RollLine]
    guests: list[RollLine]
    quorum: Quorum | None

    @property
    def lines(self) -> list[RollLine]:
        return [*self.members, *self.staff, *self.guests]

    @property
    def there(self) -> int:
        return sum(line.row.is_there for line in self.lines)

    @property
    def unmarked(self) -> int:
        return sum(not line.is_marked for line in self.lines)

    @property
    def not_yet(self) -> str:
        """Why nobody is marked present yet; "" once somebody may be."""
        if self.can.mark_present or not self.can.record or self.meeting.is_written:
            return ""
        if self.meeting.state == MeetingState.PLANNED:
            return _("Chưa mời họp: mời họp ở trang cuộc họp, đến ngày họp thì điểm danh.")
        if not self.can.mark:
            return ""
        return _("Đến ngày họp %(day)s mới điểm danh có mặt; trước đó ghi được người xin vắng.") % {
            "day": day(self.meeting.on)
        }


def roll_page(pk: int, *, viewer: Any, to: Permission = Permission.MEETINGS_VIEW) -> RollPage:
    """The roll in a few queries, whoever many are on it."""
    meeting = get_meeting(pk, viewer=viewer, to=to)
    rows = list(invitees_of(meeting))
    names = told_apart(rows)
    lines = [RollLine(row, names[row.pk], is_late(row, meeting)) for row in rows]
    outside = (InviteeCategory.STAFF, InviteeCategory.GUEST)
    guests = [line.row for line in lines if line.row.category == InviteeCategory.GUEST]
    return RollPage(
        meeting,
        meeting_can(meeting, viewer=viewer),
        [line for line in lines if line.row.category not in outside],
        [line for line in lines if line.row.category == InviteeCategory.STAFF],
        [RollLine(row, names[row.pk], is_late(row, meeting)) for row in by_group(guests)],
        quorum_of(meeting),
    )


def get_invitee(pk: int, *, viewer: Any, to: Permission = Permission.MEETINGS_VIEW) -> Invitee:
    """One line of a roll; her own, or for who may ``to`` with the meeting."""
    row = _lines().filter(pk=pk).first()
    if row is None:
        raise NotFound
    row.meeting = get_meeting(row.meeting_id, viewer=viewer, to=to)
    return row


def first_mark(row: Invitee) -> dict[str, str]:
    """What the form of her line begins with; of who is not marked, that she is away as she said."""
    if row.presence == Presence.UNKNOWN:
        return {"presence": Presence.EXCUSED, "reason": row.reply_reason}
    return {"presence": row.presence, "reason": row.reason}


def invitee_with(code: str, *, viewer: Any) -> Invitee:
    """Whose invitation bears this code: for herself, or for who records the meeting."""
    row = _lines().filter(code=code).first()
    if row is None:
        raise NotFound
    own = row.person is not None and row.person.user_id == viewer.pk
    to = Permission.MEETINGS_VIEW if own else Permission.MEETINGS_RECORD
    row.meeting = get_meeting(row.meeting_id, viewer=viewer, to=to)
    return row


def own_line(code: str, *, viewer: Any) -> tuple[Meeting, Invitee | None]:
    """The meeting whose poster bears this code, and the viewer's line of its roll.

    Who has no part in the organization finds nothing.
    """
    meeting = Meeting.objects.filter(check_in_code=code).only("pk").first()
    if meeting is None:
        raise NotFound
    row = _lines().filter(meeting=meeting.pk, person__user=viewer.pk).first()
    found = get_meeting(meeting.pk, viewer=viewer)
    if row is not None:
        row.meeting = found
    return found, row


def _lines() -> QuerySet[Invitee]:
    return Invitee.objects.select_related("person__unit", "person__user")


def narrowed(page: RollPage, words: str) -> RollPage:
    """Only people in whose name each of the words begins a word, marks and case apart.

    What a scanner types, the address or the code on an invitation, means that person alone.
    """
    if not words.strip():
        return page
    return replace(
        page,
        members=[line for line in page.members if _is_meant(line, words)],
        staff=[line for line in page.staff if _is_meant(line, words)],
        guests=[line for line in page.guests if _is_meant(line, words)],
    )


def moment_of(meeting: Meeting, at: time | None) -> datetime | None:
    """An hour of the meeting's day; None for none."""
    return timezone.make_aware(datetime.combine(meeting.on, at)) if at else None


def _is_meant(line: RollLine, words: str) -> bool:
    if line.row.code == words.strip().rstrip("/").rpartition("/")[2]:
        return True
    return names(line.row, words)


def names(row: Invitee, words: str) -> bool:
    """Whether each of the words begins a word of the name, marks and case apart."""
    name = row.folded_name.split()
    return all(any(part.startswith(word) for part in name) for word in fold(words).split())
