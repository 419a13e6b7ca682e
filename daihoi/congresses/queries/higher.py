"""The chain of congresses this one belongs to, told who looks."""

from dataclasses import dataclass
from typing import Any

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import offers
from daihoi.base.errors import NotFound
from daihoi.base.offers import Row
from daihoi.congresses.models import Congress, HigherCongress, HigherLevel
from daihoi.congresses.queries.congresses import congress_of


@dataclass(frozen=True, slots=True)
class HigherStep:
    """``rows``: what other apps keep that belongs to it, such as its drafts and comments on them."""

    higher: HigherCongress
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class ChainPage:
    congress: Congress
    steps: list[HigherStep]  # the nearest first
    can_change: bool
    has_room: bool  # a level is still without a congress


def chain(pk: int, *, viewer: Any) -> ChainPage:
    """The congresses above this one, from the direct superior up to the national one (S13)."""
    congress = congress_of(pk, viewer=viewer, to=Permission.CONGRESSES_VIEW)
    found = list(congress.higher.order_by("level"))
    for higher in found:
        higher.congress = congress
    manages = can(viewer, Permission.CONGRESSES_MANAGE, at=congress)
    return ChainPage(
        congress=congress,
        steps=[HigherStep(higher, offers.attached(viewer, higher)) for higher in found],
        can_change=manages and congress.closed_at is None,
        has_room=len(found) < len(HigherLevel),
    )


def get_higher(pk: int, *, viewer: Any) -> HigherCongress:
    """One step of a chain, for who may change it."""
    related = "congress__organization"
    found = HigherCongress.objects.select_related(related).filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.CONGRESSES_MANAGE, at=found)
    return found
