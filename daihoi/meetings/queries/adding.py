"""Where a viewer plans a meeting, and what its form begins with."""

from collections.abc import Mapping
from typing import Any

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.congresses.queries.congresses import running_congress
from daihoi.meetings.models import MeetingKind
from daihoi.meetings.queries.meetings import may_add
from daihoi.meetings.queries.seen import managing_places
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.facts import committee_on
from daihoi.organizations.queries.organizations import home_of


def home_to_add(*, viewer: Any) -> Organization:
    """The viewer's organization, where she plans meetings of it or of one of its bodies."""
    home = home_of(viewer)
    if home is None:
        raise NotFound
    if not may_add(home, viewer=viewer):
        require(viewer, Permission.MEETINGS_MANAGE, at=home)
    return home


def first_values(
    organization: Organization, query: Mapping[str, str], *, viewer: Any
) -> dict[str, Any]:
    """The kind asked for (``?loai=congress``), the running congress, the secretary as chair."""
    kind = query.get("loai", "")
    congress = running_congress(organization)
    values: dict[str, Any] = {"congress": congress}
    if kind in MeetingKind.values:
        values["kind"] = kind
    if kind == MeetingKind.CONGRESS and congress is not None:
        values["on"] = congress.target_on
        values["topic"] = str(congress).partition(" · ")[2]
    committee = committee_on(organization, clock.today())
    if committee:
        values["chair"] = committee[0].person
    if not can(viewer, Permission.MEETINGS_MANAGE, at=organization):
        bodies = managing_places(organization, viewer)
        values["subcommittee"] = bodies[0] if bodies else None
        values["kind"] = kind or MeetingKind.SUBCOMMITTEE
    return values
