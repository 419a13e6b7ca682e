"""Who sees and does what in programmes: the working texts are for those who write them."""

from dataclasses import dataclass
from typing import Any

from daihoi.accounts.permissions import Permission, Scope, can, require
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.congresses.queries.bodies import body_at_work
from daihoi.programme.models import Programme


@dataclass(frozen=True, slots=True)
class ProgrammeCan:
    """What a viewer may do with programme and script of a congress."""

    write: bool
    finalise: bool


def get_congress(pk: int, *, viewer: Any) -> Congress:
    """The congress, for who may read its programme; supporting staff may from their body."""
    congress = Congress.objects.select_related("organization__parent").filter(pk=pk).first()
    if congress is None:
        raise NotFound
    if not allowed(congress, viewer=viewer).write:
        require(viewer, Permission.PROGRAMME_VIEW, at=congress)
    return congress


def get_congress_to_write(pk: int, *, viewer: Any) -> Congress:
    congress = get_congress(pk, viewer=viewer)
    require(viewer, Permission.PROGRAMME_WRITE, at=scope_of(congress))
    return congress


def allowed(congress: Congress, *, viewer: Any) -> ProgrammeCan:
    return ProgrammeCan(
        can(viewer, Permission.PROGRAMME_WRITE, at=scope_of(congress)),
        can(viewer, Permission.PROGRAMME_FINALISE, at=congress),
    )


def body_of(
    congress: Congress, *, purpose: str = Subcommittee.Purpose.STAFF
) -> Subcommittee | None:
    """The body that writes programme and script (P11), or another by its purpose; read once."""
    found: dict[str, Subcommittee | None] = congress.__dict__.setdefault("bodies_by_purpose", {})
    if purpose not in found:
        found[purpose] = body_at_work(congress, purpose)
    return found[purpose]


def scope_of(congress: Congress) -> Scope:
    """Where programme and script of a congress are written."""
    body = body_of(congress)
    return body.scope if body else congress.scope


def programmes_of(congress: Congress) -> list[Programme]:
    """All versions, the newest first. The caller has checked the viewer."""
    found = Programme.objects.filter(congress=congress).select_related(
        "subcommittee", "created_by", "frozen_by"
    )
    programmes = list(found.order_by("-number"))
    for each in programmes:
        each.congress = congress
        if each.subcommittee:
            each.subcommittee.congress = congress
    return programmes


def may_follow(pk: int, *, viewer: Any) -> bool:
    """Whether the viewer's page may listen to changes of a congress's programme."""
    congress = Congress.objects.select_related("organization").filter(pk=pk).first()
    return congress is not None and (
        allowed(congress, viewer=viewer).write
        or can(viewer, Permission.PROGRAMME_VIEW, at=congress)
    )


def topic_of(congress: Congress) -> str:
    """What pages of programme and script follow."""
    return f"programme.congress:{congress.pk}"
