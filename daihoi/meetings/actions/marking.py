"""Writing on one locked line of the roll who is there: what every way of marking keeps true."""

from datetime import datetime

from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.meetings.models import MARKED, Invitee, Means, Meeting, MeetingState, Presence
from daihoi.meetings.queries.wording import day

FIELDS = [*MARKED, "means", "door", "marked_at", "marked_by"]
THERE = (Presence.PRESENT, Presence.LEFT)
MARKED_IN = (MeetingState.CONVENED, MeetingState.OPEN, MeetingState.ENDED)


class Marking:
    """``row`` is locked and bears its meeting as it is now; ``actor`` marks it."""

    def __init__(self, row: Invitee, *, actor: User) -> None:
        self.row = row
        self.actor = actor

    def check_time(self, presence: Presence) -> None:
        """Refuse a mark before the day, of a meeting that is not called, and once it is signed."""
        meeting = self.row.meeting
        if meeting.is_written or meeting.state not in MARKED_IN:
            raise NotNow(meeting)
        ahead = (Presence.EXCUSED, Presence.UNKNOWN)  # who says before that she will not come
        if meeting.on > clock.today() and presence not in ahead:
            raise RuleBroken(
                _("Chưa đến ngày họp (%(day)s) nên chưa điểm danh được.")
                % {"day": day(meeting.on)},
                code="too_early",
                advice=_("Trước ngày họp chỉ ghi được vắng có lý do."),
            )

    def set(self, presence: Presence, reason: str, at: datetime, *, means: Means) -> None:
        """Set all of `FIELDS`; saves nothing. Who leaves or is put right keeps her door."""
        row = self.row
        was_there = row.arrived_at
        row.presence, row.reason = presence, reason.strip()[:300]
        row.arrived_at = row.left_at = None
        if presence == Presence.PRESENT:
            row.arrived_at = at
        elif presence == Presence.LEFT:
            row.arrived_at = was_there
            row.left_at = max(at, was_there) if was_there else at
        if presence not in THERE or was_there is None:
            row.door = ""
        known = presence != Presence.UNKNOWN
        row.means = means if known else ""
        row.marked_at, row.marked_by = (clock.now(), self.actor) if known else (None, None)


class NotNow(Conflict):
    """The meeting is in a state in which nobody is marked."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(
            _("Cuộc họp đang ở tình trạng “%(state)s” nên không điểm danh được.")
            % {"state": meeting.get_state_display()},
            code="meeting_state",
        )
