"""Who sees and does what with the resolution of a congress."""

from dataclasses import dataclass
from typing import Any

from daihoi.accounts.permissions import Permission, Scope, can, require
from daihoi.base.errors import NotFound
from daihoi.base.numbers import whole_number
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.congresses.queries.bodies import body_at_work
from daihoi.resolutions.models import Amendment, Clause, Resolution


@dataclass(frozen=True, slots=True)
class ResolutionCan:
    """``write``: the draft now; ``vote``: put it to the vote, adopt it."""

    write: bool
    vote: bool


def get_congress(pk: int, *, viewer: Any) -> Congress:
    """The congress, for who may read its resolution; who writes it may from her body."""
    congress = Congress.objects.select_related("organization__parent").filter(pk=pk).first()
    if congress is None:
        raise NotFound
    if not can(viewer, Permission.RESOLUTIONS_WRITE, at=scope_of(congress)):
        require(viewer, Permission.RESOLUTIONS_VIEW, at=congress)
    return congress


def get_congress_to_write(pk: int, *, viewer: Any) -> Congress:
    congress = get_congress(pk, viewer=viewer)
    require(viewer, Permission.RESOLUTIONS_WRITE, at=scope_of(congress))
    return congress


def scope_of(congress: Congress) -> Scope:
    """Where the resolution of a congress is written: the documents body, or the congress."""
    found = Resolution.objects.select_related("subcommittee__congress__organization").filter(
        congress=congress
    )
    resolution = found.first()
    body = resolution.subcommittee if resolution else body_of(congress)
    return body.scope if body else congress.scope


def body_of(congress: Congress) -> Subcommittee | None:
    return body_at_work(congress, Subcommittee.Purpose.DOCUMENTS)


def resolution_of(congress: Congress) -> Resolution | None:
    """The resolution of a congress whose viewer was checked; None before there is a draft."""
    related = ("subcommittee", "version__document", "shown_amendment", "adopted_by", "paper")
    found = Resolution.objects.select_related(*related).filter(congress=congress).first()
    if found is not None:
        found.congress = congress
        if found.subcommittee:
            found.subcommittee.congress = congress
    return found


def get_resolution(pk: int, *, viewer: Any) -> Resolution:
    """The resolution of the congress ``pk``."""
    found = resolution_of(get_congress(pk, viewer=viewer))
    if found is None:
        raise NotFound
    return found


def get_resolution_to_write(pk: int, *, viewer: Any) -> Resolution:
    found = get_resolution(pk, viewer=viewer)
    require(viewer, Permission.RESOLUTIONS_WRITE, at=found)
    return found


def get_resolution_to_vote(pk: int, *, viewer: Any) -> Resolution:
    found = get_resolution(pk, viewer=viewer)
    require(viewer, Permission.RESOLUTIONS_WRITE, at=found.congress)
    require(viewer, Permission.ELECTIONS_PREPARE, at=found.congress)
    return found


def get_clause(pk: int, *, viewer: Any) -> Clause:
    """A clause, for who writes the resolution."""
    found = Clause.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound
    found.resolution = get_resolution_to_write(_congress_of(found.resolution_id), viewer=viewer)
    return found


def get_clause_to_vote(pk: int, *, viewer: Any) -> Clause:
    found = get_clause(pk, viewer=viewer)
    require(viewer, Permission.RESOLUTIONS_WRITE, at=found.resolution.congress)
    require(viewer, Permission.ELECTIONS_PREPARE, at=found.resolution.congress)
    return found


def clause_behind(resolution: Resolution, number: str) -> Clause | None:
    """The clause of the resolution with this key, as an address tells it; None for any other."""
    found = resolution.clauses.filter(pk=whole_number(number) or 0, removed_at__isnull=True)
    return found.first()


def get_amendment(pk: int, *, viewer: Any) -> Amendment:
    found = Amendment.objects.select_related(
        "clause", "person", "clause_made", "recorded_by", "decided_by"
    )
    amendment = found.filter(pk=pk).first()
    if amendment is None:
        raise NotFound
    amendment.resolution = get_resolution(_congress_of(amendment.resolution_id), viewer=viewer)
    return amendment


def allowed(resolution: Resolution, *, viewer: Any) -> ResolutionCan:
    """What the viewer may do with it now; nothing of an adopted text changes."""
    congress, drafts = resolution.congress, not resolution.is_adopted
    votes = can(viewer, Permission.RESOLUTIONS_WRITE, at=congress)
    return ResolutionCan(
        write=drafts and can(viewer, Permission.RESOLUTIONS_WRITE, at=resolution),
        vote=drafts and votes and can(viewer, Permission.ELECTIONS_PREPARE, at=congress),
    )


def may_follow(pk: int, *, viewer: Any) -> bool:
    """Whether the viewer's page may listen to changes of a congress's resolution."""
    congress = Congress.objects.select_related("organization").filter(pk=pk).first()
    return congress is not None and reads(congress, viewer=viewer)


def reads(congress: Congress, *, viewer: Any) -> bool:
    """Members do; so do those who write it, from their body."""
    return can(viewer, Permission.RESOLUTIONS_VIEW, at=congress) or can(
        viewer, Permission.RESOLUTIONS_WRITE, at=scope_of(congress)
    )


def congress_topic(congress: Congress) -> str:
    """What pages of the resolution follow; screens that show its text too."""
    return f"resolutions.congress:{congress.pk}"


def _congress_of(resolution: int) -> int:
    return Resolution.objects.values_list("congress_id", flat=True).get(pk=resolution)
