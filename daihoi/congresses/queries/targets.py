"""Targets of the term with their results, told who looks."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress, ResolutionTarget, TargetGroup, TargetResult
from daihoi.congresses.queries.congresses import congress_of
from daihoi.organizations.models import Organization
from daihoi.rules.outcomes import Outcome, outcomes, without_target


@dataclass(frozen=True, slots=True)
class TargetRow:
    target: ResolutionTarget
    results: list[TargetResult]
    awaited: int | None  # a year that is over and of which nothing is noted

    @property
    def when(self) -> str:
        return str(self.target.year) if self.target.year else _("cả nhiệm kỳ")


@dataclass(frozen=True, slots=True)
class GroupOfTargets:
    """``hoped_for``: what closing words say of this group."""

    label: str
    hoped_for: tuple[Outcome, ...]
    rows: list[TargetRow]


@dataclass(frozen=True, slots=True)
class TargetPage:
    congress: Congress
    groups: list[GroupOfTargets]
    without: tuple[Outcome, ...]
    can_change: bool
    can_follow: bool

    @property
    def count(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def target_page(pk: int, *, viewer: Any) -> TargetPage:
    """All targets of a congress by their groups, for who reads it."""
    congress = congress_of(pk, viewer=viewer, to=Permission.CONGRESSES_VIEW)
    rows = _rows(congress)
    groups = [
        GroupOfTargets(
            str(group.label),
            tuple(each for each in outcomes() if each.group == group),
            [row for row in rows if row.target.group == group],
        )
        for group in TargetGroup
    ]
    manages = can(viewer, Permission.CONGRESSES_MANAGE, at=congress)
    return TargetPage(
        congress=congress,
        groups=groups,
        without=without_target({row.target.group for row in rows}),
        can_change=manages and congress.closed_at is None,
        can_follow=manages,
    )


def get_target(pk: int, *, viewer: Any) -> ResolutionTarget:
    """One target, for who may change it or note its results."""
    related = "congress__organization"
    found = ResolutionTarget.objects.select_related(related).filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.CONGRESSES_MANAGE, at=found)
    return found


def awaited_at(organization: Organization) -> list[tuple[Congress, int]]:
    """Congresses with targets of a year that is over whose result nobody noted, and how many.

    The caller has checked the viewer.
    """
    begun = organization.congresses.filter(
        term_start__lt=clock.today().year, targets__isnull=False
    ).distinct()
    counted = [
        (congress, sum(row.awaited is not None for row in _rows(congress)))
        for congress in begun.order_by("ordinal")
    ]
    return [(congress, count) for congress, count in counted if count]


def _rows(congress: Congress) -> list[TargetRow]:
    results = Prefetch("results", TargetResult.objects.order_by("year"))
    targets = congress.targets.prefetch_related(results).order_by("position", "pk")
    last_over = clock.today().year - 1
    return [
        TargetRow(target, list(target.results.all()), _awaited(congress, target, last_over))
        for target in targets
    ]


def _awaited(congress: Congress, target: ResolutionTarget, last_over: int) -> int | None:
    """The newest year that is over without a result; a target of the whole term is asked every year."""
    year = target.year or min(last_over, congress.term_end)
    if year > last_over or year < congress.term_start:
        return None
    return None if any(each.year == year for each in target.results.all()) else year
