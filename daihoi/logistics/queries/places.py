"""Whose work logistics is, and what the viewer may do about it."""

from dataclasses import dataclass
from typing import Any

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.congresses.queries.bodies import body_at_work
from daihoi.congresses.queries.congresses import current_congress

VIEW, WORK = Permission.LOGISTICS_VIEW, Permission.LOGISTICS_WORK
MANAGE, HEALTH = Permission.LOGISTICS_MANAGE, Permission.LOGISTICS_HEALTH


@dataclass(frozen=True, slots=True)
class LogisticsCan:
    """``work``: tick off and prove; ``manage``: change what is to be done; ``health``: read health.

    ``write``: make papers of it.
    """

    work: bool
    manage: bool
    health: bool
    write: bool


def body_of(congress: Congress) -> Subcommittee | None:
    """The body for propaganda and logistics that is at work, if one is."""
    return body_at_work(congress, Subcommittee.Purpose.PROPAGANDA_LOGISTICS)


def place_of(congress: Congress) -> Congress | Subcommittee:
    """Where permission for its logistics is asked."""
    return body_of(congress) or congress


def congress_of(pk: int, *, viewer: Any, to: Permission = VIEW) -> Congress:
    """One congress for its logistics; `NotFound` for who has no part in its organization."""
    congress = Congress.objects.select_related("organization").filter(pk=pk).first()
    if congress is None:
        raise NotFound
    require(viewer, to, at=place_of(congress))
    return congress


def current_place(viewer: Any) -> tuple[Congress, Congress | Subcommittee] | None:
    """The running congress of the viewer and where its logistics belong; asked once a request."""
    if not hasattr(viewer, "logistics_place_found"):
        congress = current_congress(viewer)
        found = (congress, place_of(congress)) if congress else None
        if found and not can(viewer, VIEW, at=found[1]):
            found = None
        viewer.logistics_place_found = found
    place: tuple[Congress, Congress | Subcommittee] | None = viewer.logistics_place_found
    return place


def flags_of(place: Congress | Subcommittee, *, viewer: Any) -> LogisticsCan:
    return LogisticsCan(
        work=can(viewer, WORK, at=place),
        manage=can(viewer, MANAGE, at=place),
        health=can(viewer, HEALTH, at=place),
        write=can(viewer, Permission.REGISTRY_WRITE, at=place),
    )
