"""Who sees which meeting, and what she may do with it now."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound, NotPermitted
from daihoi.congresses.models import Subcommittee
from daihoi.meetings.models import Invitee, Meeting, MeetingKind, MeetingState
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.organizations import home_of
from daihoi.rules.meetings import states
from daihoi.rules.meetings.states import BEFORE_OPENING, MeetingEvent, events_in

# Every member reads of these once people are called; of the others who is called, or leads.
OPEN_KINDS = (
    MeetingKind.REGULAR,
    MeetingKind.SPECIAL_TOPIC,
    MeetingKind.SUBCOMMITTEE,
    MeetingKind.REHEARSAL,
    MeetingKind.CONGRESS,
)
RELATED = (
    "organization",
    "congress__organization",
    "subcommittee__congress__organization",
    "chair__user",
    "minute_taker__user",
)


@dataclass(frozen=True, slots=True)
class MeetingCan:
    """What the viewer may do with a meeting now."""

    manage: bool = False
    record: bool = False
    edit: bool = False
    agenda: bool = False
    roll: bool = False  # change it freely
    add_late: bool = False  # add somebody with a reason
    convene: bool = False
    recall: bool = False
    cancel: bool = False
    open: bool = False
    end: bool = False
    mark: bool = False  # write who is there, or before the day who will not come
    mark_present: bool = False
    poster: bool = False  # print the code at the door
    check_in: bool = False  # open or close checking in by oneself


def get_meeting(pk: int, *, viewer: Any, to: Permission = Permission.MEETINGS_VIEW) -> Meeting:
    """One meeting; `NotFound` for who has no part in its organization.

    Who is called reads it; who manages or records it too; other members those of `OPEN_KINDS` once
    people are called, but nothing of the personnel body. ``to`` is what the viewer is about to do.
    """
    found = Meeting.objects.select_related(*RELATED).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy cuộc họp này."))
    if to is Permission.MEETINGS_RECORD and records(found, viewer):
        return found
    if to is not Permission.MEETINGS_VIEW:
        require(viewer, to, at=found)
        return found
    if not reads(found, viewer):
        require(viewer, Permission.MEETINGS_VIEW, at=found)
        raise NotPermitted(
            _("Cuộc họp này chỉ người được mời và người phụ trách xem được."),
            code="restricted",
            advice="",
        )
    return found


def reads(meeting: Meeting, viewer: Any) -> bool:
    """Whether the viewer may read the meeting."""
    if records(meeting, viewer) or can(viewer, Permission.MEETINGS_MANAGE, at=meeting):
        return True
    if meeting.state == MeetingState.PLANNED:
        return False
    if invitation_of(meeting, viewer) is not None:
        return True
    return (
        meeting.kind in OPEN_KINDS
        and not is_restricted(meeting)
        and can(viewer, Permission.MEETINGS_VIEW, at=meeting)
    )


def records(meeting: Meeting, viewer: Any) -> bool:
    """Whether the viewer writes attendance and minutes: by permission, or named to do so."""
    taker = meeting.minute_taker
    if taker is not None and taker.user_id is not None and taker.user_id == viewer.pk:
        return True
    return can(viewer, Permission.MEETINGS_RECORD, at=meeting)


def invitation_of(meeting: Meeting, viewer: Any) -> Invitee | None:
    """The viewer's own line of the roll."""
    if viewer.pk is None:
        return None
    rows = Invitee.objects.select_related("person__unit")
    return rows.filter(meeting=meeting, person__user=viewer.pk).first()


def is_restricted(meeting: Meeting) -> bool:
    """Of the body that prepares personnel (S41)."""
    return meeting.subcommittee is not None and meeting.subcommittee.is_restricted


def meetings_seen(viewer: Any) -> QuerySet[Meeting]:
    """Meetings of the viewer's organization that she may read, in no order."""
    home = home_of(viewer)
    meetings = Meeting.objects.select_related(*RELATED)
    if home is None:
        return meetings.none()
    return meetings.filter(_seen(home, viewer), organization=home)


def managing_places(organization: Organization, viewer: Any) -> list[Subcommittee]:
    """Bodies of its congresses for which the viewer prepares meetings."""
    bodies = Subcommittee.objects.filter(congress__organization=organization)
    ordered = bodies.select_related("congress__organization").order_by("congress", "pk")
    return [body for body in ordered if can(viewer, Permission.MEETINGS_MANAGE, at=body)]


def meeting_can(meeting: Meeting, *, viewer: Any) -> MeetingCan:
    """The flags of its pages."""
    state = states.MeetingState(meeting.state)
    events = events_in(state)
    manages = can(viewer, Permission.MEETINGS_MANAGE, at=meeting)
    takes = records(meeting, viewer)
    before = state in BEFORE_OPENING
    is_open = state is states.MeetingState.OPEN
    called = state in {states.MeetingState.CONVENED, states.MeetingState.OPEN}
    ended = state is states.MeetingState.ENDED
    marks = takes and (called or ended) and not meeting.is_written
    return MeetingCan(
        manage=manages,
        record=takes,
        edit=manages and (before or is_open or ended),
        agenda=(manages and (before or is_open)) or (takes and is_open),
        roll=manages and before,
        add_late=takes and is_open and not meeting.is_written,
        convene=manages and MeetingEvent.CONVENE in events,
        recall=manages and MeetingEvent.RECALL in events,
        cancel=manages and MeetingEvent.CANCEL in events,
        open=(manages or takes) and MeetingEvent.OPEN in events,
        end=(manages or takes) and MeetingEvent.END in events,
        mark=marks,
        mark_present=marks and meeting.on <= clock.today(),
        poster=marks and called,
        check_in=marks and called and (meeting.on == clock.today() or meeting.is_checking_in),
    )


def _seen(home: Organization, viewer: Any) -> Q:
    if can(viewer, Permission.MEETINGS_MANAGE, at=home):
        return Q()
    hers = Invitee.objects.filter(meeting=OuterRef("pk"), person__user=viewer.pk)
    seen: Q = (
        Q(subcommittee__in=managing_places(home, viewer))
        | Q(minute_taker__user=viewer.pk)
        | (~Q(state=MeetingState.PLANNED) & Q(Exists(hers)))
    )
    if can(viewer, Permission.MEETINGS_VIEW, at=home):
        personnel = Q(subcommittee__purpose=Subcommittee.Purpose.PERSONNEL)
        seen |= Q(kind__in=OPEN_KINDS) & ~Q(state=MeetingState.PLANNED) & ~personnel
    return seen
