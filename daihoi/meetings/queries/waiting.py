"""What of meetings waits for somebody, and what is overdue."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.meetings.models import Invitee, InviteeCategory, Meeting, MeetingForm, MeetingState
from daihoi.meetings.queries.seen import managing_places, meetings_seen
from daihoi.organizations.queries.organizations import home_of


def to_reply(*, viewer: Any) -> QuerySet[Invitee]:
    """Own invitations that were not answered yet, the nearest first."""
    rows = Invitee.objects.filter(
        person__user=viewer.pk,
        reply="",
        meeting__state=MeetingState.CONVENED,
        meeting__on__gte=clock.today(),
    )
    return rows.select_related("meeting").order_by("meeting__on", "pk")


def to_answer(*, viewer: Any) -> QuerySet[Meeting]:
    """Meetings in writing in which the viewer has not answered every matter."""
    today = clock.today()
    hers = Meeting.objects.filter(
        form=MeetingForm.WRITTEN,
        state=MeetingState.OPEN,
        answers_due_on__gte=today,
        invitees__person__user=viewer.pk,
    ).exclude(invitees__person__user=viewer.pk, invitees__category=InviteeCategory.GUEST)
    counted = hers.annotate(
        asked=Count("items", distinct=True),
        given=Count(
            "items__answers",
            filter=Q(items__answers__invitee__person__user=viewer.pk),
            distinct=True,
        ),
    )
    return counted.filter(given__lt=F("asked")).order_by("answers_due_on", "pk")


def to_convene(*, viewer: Any) -> QuerySet[Meeting]:
    """Meetings the viewer prepares and has not called people to."""
    coming = Q(state=MeetingState.PLANNED, on__gte=clock.today())
    return _managed(viewer).filter(coming).order_by("on", "pk")


def overdue(*, viewer: Any) -> QuerySet[Meeting]:
    """Meetings the viewer prepares whose day is over without their being held or cancelled."""
    today = clock.today()
    waiting = Q(state__in=[MeetingState.PLANNED, MeetingState.CONVENED], on__lt=today)
    waiting |= Q(state=MeetingState.OPEN, form=MeetingForm.WRITTEN, answers_due_on__lt=today)
    waiting |= Q(state=MeetingState.OPEN, form=MeetingForm.IN_PERSON, on__lt=today)
    return _managed(viewer).filter(waiting).order_by("on", "pk")


def _managed(viewer: Any) -> QuerySet[Meeting]:
    home = home_of(viewer)
    if home is None:
        return Meeting.objects.none()
    if can(viewer, Permission.MEETINGS_MANAGE, at=home):
        return meetings_seen(viewer)
    return Meeting.objects.filter(organization=home, subcommittee__in=managing_places(home, viewer))
