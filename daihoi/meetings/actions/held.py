"""A meeting held for a change: locked, moved from state to state, its people told."""

from collections.abc import Collection, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base.errors import Conflict
from daihoi.live.topics import bump
from daihoi.meetings.models import Invitee, Meeting
from daihoi.meetings.queries.seen import RELATED, is_restricted
from daihoi.meetings.queries.wording import topic_of
from daihoi.notifications.actions import notify
from daihoi.rules.meetings.states import BEFORE_OPENING, MeetingEvent, MeetingState, after


class HeldMeeting:
    """Locks the meeting; inside a transaction only."""

    def __init__(self, meeting: Meeting) -> None:
        locked = Meeting.objects.select_for_update(of=("self",)).select_related(*RELATED)
        self.meeting = locked.get(pk=meeting.pk)

    @property
    def state(self) -> MeetingState:
        return MeetingState(self.meeting.state)

    def move(self, event: MeetingEvent) -> None:
        """Set the state that follows; `Conflict` where the event has no place. Saves nothing."""
        following = after(self.state, event)
        if following is None:
            raise Conflict(
                _("Cuộc họp đang ở tình trạng “%(state)s” nên không làm được việc này.")
                % {"state": self.meeting.get_state_display()},
                code="meeting_state",
                advice=_("Hãy tải lại trang để xem tình trạng mới nhất."),
            )
        self.meeting.state = following.value

    def check_before_opening(self) -> None:
        """`Conflict` once the meeting has begun or will not be."""
        if self.state not in BEFORE_OPENING:
            raise Conflict(
                _("Cuộc họp đã khai mạc hoặc đã kết thúc nên điều này không đổi được nữa."),
                code="meeting_begun",
            )

    def check_not_over(self) -> None:
        """`Conflict` once the minutes are signed or the meeting is cancelled."""
        if self.state in {MeetingState.SIGNED, MeetingState.CANCELLED}:
            raise Conflict(
                _("Cuộc họp đã hủy hoặc biên bản đã ký; không sửa được nữa."),
                code="meeting_over",
                advice=_("Điều cần đính chính hãy ghi bổ sung vào biên bản."),
            )

    def tell(self, said: str, *, but: User, body: str = "", grows: bool = False) -> None:
        """A notice to everybody on the roll who signs in here, and the pages look again."""
        rows = self.meeting.invitees.filter(person__user__is_active=True)
        people = [row.person.user for row in rows.select_related("person__user") if row.person]
        users = (each for each in people if each)
        tell_people(self.meeting, users, said, but=but, body=body, grows=grows)
        self.bump()

    def bump(self) -> None:
        bump(topic_of(self.meeting))


def tell_people(
    meeting: Meeting,
    people: Iterable[User],
    said: str,
    *,
    but: User,
    body: str = "",
    grows: bool = False,
) -> None:
    """A notice about a meeting; ``said`` and ``body`` are kept, so Vietnamese.

    One that ``grows`` is added to the same notice where that was not read yet.
    """
    notify(
        [user for user in people if user.pk != but.pk],
        title=said,
        body=body,
        url=reverse("meetings:meeting_detail", args=[meeting.pk]),
        topic=topic_of(meeting),
        confidential=is_restricted(meeting),
        grows=grows,
    )


class HeldLine:
    """One line of the roll, locked, then its meeting as it is now; `Conflict` if it was taken off."""

    def __init__(self, row: Invitee) -> None:
        rows = Invitee.objects.select_for_update(of=("self",)).select_related("person__unit")
        found = rows.filter(pk=row.pk).first()
        if found is None:
            raise Conflict(
                _("Người này vừa được bỏ khỏi danh sách."),
                code="invitee_gone",
                advice=_("Hãy tải lại danh sách."),
            )
        found.meeting = Meeting.objects.select_related(*RELATED).get(pk=found.meeting_id)
        self.row = found


class HeldLines:
    """Lines of one roll, locked in one order, then their meeting as it is now.

    ``rows`` holds those that are still there by their keys.
    """

    def __init__(self, meeting: Meeting, keys: Collection[int]) -> None:
        rows = Invitee.objects.select_for_update(of=("self",)).select_related("person__unit")
        found = list(rows.filter(meeting=meeting, pk__in=keys).order_by("pk"))
        self.meeting = Meeting.objects.select_related(*RELATED).get(pk=meeting.pk)
        for row in found:
            row.meeting = self.meeting
        self.rows = {row.pk: row for row in found}
