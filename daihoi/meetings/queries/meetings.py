"""Lists of meetings, and one meeting as its page shows it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress
from daihoi.meetings.models import Invitee, Meeting, MeetingState
from daihoi.meetings.queries.agenda import Agenda, agenda_of
from daihoi.meetings.queries.asking import (
    words_before_calling,
    words_before_ending,
    words_before_opening,
)
from daihoi.meetings.queries.attendance import quorum_of
from daihoi.meetings.queries.congress_day import OtherDay, other_day
from daihoi.meetings.queries.issued import IssuedNotice, issued_notices
from daihoi.meetings.queries.places import own_place
from daihoi.meetings.queries.seen import (
    MeetingCan,
    get_meeting,
    invitation_of,
    managing_places,
    meeting_can,
    meetings_seen,
)
from daihoi.meetings.queries.wording import hours
from daihoi.organizations.models import Organization
from daihoi.rules.meetings.quorum import Quorum

STATE_KINDS = {
    MeetingState.PLANNED: "neutral",
    MeetingState.CONVENED: "waiting",
    MeetingState.OPEN: "note",
    MeetingState.ENDED: "waiting",
    MeetingState.SIGNED: "done",
    MeetingState.CANCELLED: "neutral",
}
PER_PAGE = 30
AHEAD = (MeetingState.PLANNED, MeetingState.CONVENED, MeetingState.OPEN)


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list; ``own`` is the viewer's line of the roll."""

    meeting: Meeting
    called: int
    present: int
    own: Invitee | None
    is_late: bool  # its day is over and nobody opened or cancelled it

    @property
    def hours(self) -> str:
        return hours(self.meeting)

    @property
    def kind(self) -> str:
        """Of the badge."""
        return "late" if self.is_late else STATE_KINDS[MeetingState(self.meeting.state)]

    @property
    def state(self) -> str:
        return state_words(self.meeting, is_late=self.is_late)


@dataclass(frozen=True, slots=True)
class MeetingList:
    """Meetings to come, the nearest first, and a page of those that were, the latest first."""

    organization: Organization
    coming: list[MeetingRow]
    past: list[MeetingRow]
    shown: Page[Any]  # the page that ``past`` stands on
    can_add: bool
    today: date


@dataclass(frozen=True, slots=True)
class RollCounts:
    """How many are called, and what they said beforehand."""

    called: int
    members: int
    staff: int
    guests: int
    coming: int
    not_coming: int

    @property
    def silent(self) -> int:
        return self.called - self.guests - self.coming - self.not_coming


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything the page of a meeting shows."""

    meeting: Meeting
    can: MeetingCan
    facts: list[tuple[str, str]]
    agenda: Agenda
    quorum: Quorum | None
    counts: RollCounts
    own: Invitee | None
    own_place: str  # seat and discussion group; "" where she has neither
    notices: list[IssuedNotice]  # papers issued to call people
    is_late: bool
    kind: str  # of the badge
    today: date
    other_day: OtherDay | None  # why the congress cannot be called or opened for this day
    asks: str  # before she calls people to it, opens or ends it; "" where she may do none

    @property
    def hours(self) -> str:
        return hours(self.meeting)

    @property
    def state(self) -> str:
        return state_words(self.meeting, is_late=self.is_late)


def state_words(meeting: Meeting, *, is_late: bool) -> str:
    """How it stands, as a badge says it."""
    is_open = meeting.state == MeetingState.OPEN
    if meeting.is_written and is_open:
        return _("hết hạn, chờ kết thúc") if is_late else _("đang lấy ý kiến")
    if meeting.is_written and meeting.state == MeetingState.ENDED:
        return _("đã lấy ý kiến xong")
    if is_late:
        return _("quá ngày, chưa ghi kết thúc") if is_open else _("quá ngày, chưa họp")
    return str(meeting.get_state_display())


def meeting_list(
    *, viewer: Any, organization: Organization | None, number: str | None = None
) -> MeetingList:
    """Meetings of the viewer's organization that she reads; ``number`` is the page of the past."""
    if organization is None:
        raise NotFound
    today = clock.today()
    counted = meetings_seen(viewer).annotate(
        called=Count("invitees", distinct=True),
        present=Count("invitees", filter=Q(invitees__presence="present"), distinct=True),
    )
    ahead = list(counted.filter(state__in=AHEAD).order_by("on", "starts_at", "pk"))
    past = counted.exclude(state__in=AHEAD).order_by("-on", "-starts_at", "-pk")
    shown = Paginator(past, PER_PAGE).get_page(number)
    behind = list(shown)
    own = {
        row.meeting_id: row
        for row in Invitee.objects.filter(meeting__in=[*ahead, *behind], person__user=viewer.pk)
    }
    return MeetingList(
        organization,
        [_row(meeting, own.get(meeting.pk), today) for meeting in ahead],
        [_row(meeting, own.get(meeting.pk), today) for meeting in behind],
        shown,
        may_add(organization, viewer=viewer),
        today,
    )


def may_add(organization: Organization, *, viewer: Any) -> bool:
    """Whether she plans meetings: of the organization, or of a body of it."""
    if can(viewer, Permission.MEETINGS_MANAGE, at=organization):
        return True
    return bool(managing_places(organization, viewer))


def meeting_page(pk: int, *, viewer: Any) -> MeetingPage:
    meeting = get_meeting(pk, viewer=viewer)
    today = clock.today()
    is_late = _is_late(meeting, today)
    allowed = meeting_can(meeting, viewer=viewer)
    if elsewhere := other_day(meeting):
        allowed = replace(allowed, convene=False, open=False)
    quorum = quorum_of(meeting)
    agenda, counts = agenda_of(meeting), _counts(meeting)
    own = invitation_of(meeting, viewer)
    asks = (
        words_before_calling(agenda, counts.called, is_written=meeting.is_written)
        if allowed.convene
        else _asks(meeting, allowed, quorum)
    )
    return MeetingPage(
        meeting,
        allowed,
        _facts(meeting),
        agenda,
        quorum,
        counts,
        own,
        own_place(own, meeting),
        issued_notices(meeting),
        is_late,
        "late" if is_late else STATE_KINDS[MeetingState(meeting.state)],
        today,
        elsewhere,
        asks,
    )


def mine(viewer: Any) -> QuerySet[Meeting]:
    """Meetings the viewer is called to that are to come, the nearest first."""
    hers = Invitee.objects.filter(meeting=OuterRef("pk"), person__user=viewer.pk)
    found = Meeting.objects.filter(Exists(hers)).select_related("organization", "subcommittee")
    return found.exclude(state__in=[MeetingState.PLANNED]).order_by("on", "pk")


def congresses_of(organization: Organization) -> QuerySet[Congress]:
    """Congresses a meeting may be about."""
    return organization.congresses.select_related("organization").order_by("-ordinal")


def _row(meeting: Meeting, own: Invitee | None, today: date) -> MeetingRow:
    called: int = meeting.called  # type: ignore[attr-defined]  # annotated
    present: int = meeting.present  # type: ignore[attr-defined]  # annotated
    return MeetingRow(meeting, called, present, own, _is_late(meeting, today))


def _asks(meeting: Meeting, allowed: MeetingCan, quorum: Quorum | None) -> str:
    if allowed.open:
        return words_before_opening(meeting, quorum)
    return words_before_ending(meeting) if allowed.end else ""


def _is_late(meeting: Meeting, today: date) -> bool:
    if meeting.state == MeetingState.OPEN:
        due = meeting.answers_due_on if meeting.is_written else None
        return due is not None and due < today
    return meeting.state in {MeetingState.PLANNED, MeetingState.CONVENED} and meeting.on < today


def _counts(meeting: Meeting) -> RollCounts:
    counts = meeting.invitees.aggregate(
        called=Count("pk"),
        staff=Count("pk", filter=Q(category="staff")),
        guests=Count("pk", filter=Q(category="guest")),
        coming=Count("pk", filter=Q(reply="coming")),
        not_coming=Count("pk", filter=Q(reply="not_coming")),
    )
    members = counts["called"] - counts["staff"] - counts["guests"]
    return RollCounts(members=members, **counts)


def _facts(meeting: Meeting) -> list[tuple[str, str]]:
    """What the head of the page does not say."""
    facts = [
        (_("Chủ trì"), str(meeting.chair or _("chưa phân công"))),
        (_("Ghi biên bản"), str(meeting.minute_taker or _("chưa phân công"))),
        (_("Chuẩn bị"), str(meeting.subcommittee or _("chi ủy"))),
        (_("Trang phục"), meeting.dress),
        (_("Nhiệm vụ người dự"), meeting.duties),
        (_("Lý do hủy"), meeting.cancel_reason),
    ]
    return [(name, value) for name, value in facts if value]
