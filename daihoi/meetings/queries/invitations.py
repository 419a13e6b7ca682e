"""Invitations as people get them on paper: one's own, or everybody's for the printer."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from daihoi.base.errors import NotFound
from daihoi.meetings.models import Invitee, InviteeCategory, Meeting
from daihoi.meetings.queries.agenda import Agenda, agenda_of
from daihoi.meetings.queries.attendance import invitees_of
from daihoi.meetings.queries.guests import is_of_party
from daihoi.meetings.queries.seen import invitation_of, records
from daihoi.meetings.queries.wording import when


@dataclass(frozen=True, slots=True)
class Invitation:
    """One person's invitation; ``address`` is what its QR code says."""

    row: Invitee
    address: str

    @property
    def is_of_party(self) -> bool:
        """Whether it calls her "đồng chí"."""
        row = self.row
        if row.category == InviteeCategory.STAFF:
            return False
        return row.category != InviteeCategory.GUEST or is_of_party(row)

    @property
    def standing(self) -> str:
        """Post and unit, as they stand behind the name: ", Chủ tịch, Công đoàn"."""
        return "".join(f", {each}" for each in (self.row.post, self.row.unit) if each)


@dataclass(frozen=True, slots=True)
class InvitationPages:
    """Invitations to one meeting, each printed on a page of its own."""

    meeting: Meeting
    agenda: Agenda
    when: str
    invitations: list[Invitation]


def invitation_page(row: Invitee, *, viewer: Any, site: str) -> InvitationPages:
    """One invitation: for herself, or for who records the meeting. `NotFound` for others."""
    own = invitation_of(row.meeting, viewer)
    if (own is None or own.pk != row.pk) and not records(row.meeting, viewer):
        raise NotFound
    return _pages(row.meeting, [row], site)


def invitation_pages(meeting: Meeting, *, site: str) -> InvitationPages:
    """Everybody's; the caller has checked that the viewer records the meeting."""
    return _pages(meeting, list(invitees_of(meeting)), site)


def _pages(meeting: Meeting, rows: list[Invitee], site: str) -> InvitationPages:
    host = site.rstrip("/")
    invitations = [
        Invitation(row, host + reverse("meetings:invitation_scan", args=[row.code])) for row in rows
    ]
    return InvitationPages(meeting, agenda_of(meeting), when(meeting), invitations)
