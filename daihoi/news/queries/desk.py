"""Where news is written: for an organization, by its propaganda body or its committee."""

from typing import Any

from daihoi.accounts.permissions import Permission, Scope, can, require
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.congresses.queries.congresses import current_congress, running_congress
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.organizations import home_of

PROPAGANDA = Subcommittee.Purpose.PROPAGANDA_LOGISTICS


class Desk:
    """The running congress of an organization and the body that does its propaganda."""

    def __init__(self, organization: Organization, congress: Congress | None = None) -> None:
        self.organization = organization
        self.congress: Congress | None = congress or running_congress(organization)
        self.body = body_of(self.congress) if self.congress else None

    @property
    def scope(self) -> Scope:
        owner = self.body or self.congress or self.organization
        return owner.scope


def body_of(congress: Congress) -> Subcommittee | None:
    """The subcommittee of propaganda; chosen by purpose, the first where there are several."""
    bodies = congress.subcommittees.filter(purpose=PROPAGANDA)
    return bodies.select_related("congress__organization").order_by("pk").first()


def desk_of(pk: int, *, viewer: Any) -> Desk:
    """The desk of an organization, for who writes there."""
    organization = Organization.objects.filter(pk=pk).first()
    if organization is None:
        raise NotFound
    desk = Desk(organization)
    require(viewer, Permission.NEWS_WRITE, at=desk)
    return desk


def own_desk(viewer: Any) -> Desk | None:
    """The desk of the organization the viewer works in, if she writes there; once a request."""
    if not hasattr(viewer, "news_desk_found"):
        home = home_of(viewer)
        desk = Desk(home, current_congress(viewer)) if home else None
        viewer.news_desk_found = desk if desk and writes(viewer, desk) else None
    found: Desk | None = viewer.news_desk_found
    return found


def writes(viewer: Any, desk: Desk) -> bool:
    return can(viewer, Permission.NEWS_WRITE, at=desk)
