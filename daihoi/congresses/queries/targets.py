"""Targets of the term with their results, and which are awaited, told who looks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress, ResolutionTarget, TargetGroup, TargetResult
from daihoi.congresses.queries.congresses import congress_of
from daihoi.organizations.queries.organizations import home_of
from daihoi.rules.outcomes import Outcome, outcomes, without_target
from daihoi.rules.resolutions import awaited, results_due, share_reached, years_followed


@dataclass(frozen=True, slots=True)
class ResultRow:
    result: TargetResult
    percent: int | None  # of the amount set


@dataclass(frozen=True, slots=True)
class TargetRow:
    """``years`` are those whose result may be noted now; of ``late`` and ``due`` ones it is missing."""

    target: ResolutionTarget
    results: Sequence[ResultRow]
    years: Sequence[int]
    late: Sequence[int]
    due: Sequence[int]

    @property
    def is_met(self) -> bool:
        """By the newest result."""
        return bool(self.results) and self.results[-1].result.is_met

    @property
    def to_note(self) -> int | None:
        """The year one would note first: the longest awaited, else the newest."""
        return next(iter((*self.late, *self.due, *reversed(self.years))), None)


@dataclass(frozen=True, slots=True)
class GroupOfTargets:
    """``hoped_for``: what closing words say of this group."""

    label: str
    hoped_for: tuple[Outcome, ...]
    rows: Sequence[TargetRow]

    @property
    def met(self) -> int:
        return sum(row.is_met for row in self.rows)


@dataclass(frozen=True, slots=True)
class TargetPage:
    """``aside``: prepared, but not in the adopted resolution; such targets are not followed."""

    congress: Congress
    groups: Sequence[GroupOfTargets]
    aside: Sequence[TargetRow]
    without: tuple[Outcome, ...]
    is_adopted: bool
    can_change: bool
    can_follow: bool

    @property
    def rows(self) -> list[TargetRow]:
        return [row for group in self.groups for row in group.rows]

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def met(self) -> int:
        return sum(row.is_met for row in self.rows)

    @property
    def has_results(self) -> bool:
        return any(row.results for row in self.rows)


@dataclass(frozen=True, slots=True)
class Owed:
    """Results of some years that are missing, all of them late or all soon due."""

    congress: Congress
    years: Sequence[int]
    missing: int

    @property
    def due_on(self) -> date:
        """Of the longest awaited."""
        return results_due(self.years[0])


def target_page(pk: int, *, viewer: Any) -> TargetPage:
    """All targets of a congress by their groups, for who reads it."""
    congress = congress_of(pk, viewer=viewer, to=Permission.CONGRESSES_VIEW)
    family = congress.organization.family.code
    targets = _targets([congress])
    kept, aside = _followed(targets)
    rows = [_row(each) for each in kept]
    groups = [
        GroupOfTargets(
            str(group.label),
            tuple(each for each in outcomes(family) if each.group == group),
            [row for row in rows if row.target.group == group],
        )
        for group in TargetGroup
    ]
    is_adopted = any(each.is_adopted for each in kept)
    manages = can(viewer, Permission.CONGRESSES_MANAGE, at=congress)
    return TargetPage(
        congress=congress,
        groups=groups,
        aside=[_row(each) for each in aside],
        without=without_target({each.group for each in kept}, family),
        is_adopted=is_adopted,
        can_change=manages and congress.closed_at is None and not is_adopted,
        can_follow=can(viewer, Permission.RESOLUTIONS_FOLLOW, at=congress),
    )


def get_target(pk: int, *, viewer: Any) -> ResolutionTarget:
    """One target, for who may change it."""
    return _get(pk, viewer=viewer, to=Permission.CONGRESSES_MANAGE)


def target_to_follow(pk: int, *, viewer: Any) -> TargetRow:
    """One target, for who may note its results."""
    return _row(_get(pk, viewer=viewer, to=Permission.RESOLUTIONS_FOLLOW))


def years_followed_of(target: ResolutionTarget, congress: Congress) -> range:
    """Its own year; of a target of the whole term all of it that the congress did not come too late for."""
    begins = max(congress.term_start, congress.target_on.year)
    return years_followed(target.year, begins=begins, term_end=congress.term_end)


def owed_to(viewer: Any) -> list[Owed]:
    """Results that are late or soon due at home, for who notes them; read once a request."""
    if not hasattr(viewer, "target_results_owed"):
        viewer.target_results_owed = list(_owed_to(viewer))
    found: list[Owed] = viewer.target_results_owed
    return found


def _owed_to(viewer: Any) -> Iterable[Owed]:
    home = home_of(viewer)
    if home is None or not can(viewer, Permission.RESOLUTIONS_FOLLOW, at=home):
        return
    held = list(home.congresses.filter(target_on__lte=clock.today()).order_by("ordinal"))
    targets = _targets(held)
    for congress in held:
        mine, _aside = _followed([each for each in targets if each.congress_id == congress.pk])
        rows = [_row(each) for each in mine]
        late = [year for row in rows for year in row.late]
        due = [year for row in rows for year in row.due]
        for missing in filter(None, (late, due)):
            yield Owed(congress, sorted(set(missing)), len(missing))


def _get(pk: int, *, viewer: Any, to: Permission) -> ResolutionTarget:
    related = "congress__organization"
    found = ResolutionTarget.objects.select_related(related).filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, to, at=found)
    return found


def _targets(congresses: Sequence[Congress]) -> list[ResolutionTarget]:
    """With their results, in their order."""
    by_key = {each.pk: each for each in congresses}
    results = Prefetch("results", TargetResult.objects.order_by("year"))
    found = ResolutionTarget.objects.filter(congress__in=by_key).prefetch_related(results)
    targets = list(found.order_by("position", "pk")) if by_key else []
    for each in targets:
        each.congress = by_key[each.congress_id]
    return targets


def _followed(
    targets: Sequence[ResolutionTarget],
) -> tuple[list[ResolutionTarget], list[ResolutionTarget]]:
    """Those of the adopted resolution and the others; all of them before there is one."""
    adopted = [each for each in targets if each.is_adopted]
    if not adopted:
        return list(targets), []
    return adopted, [each for each in targets if not each.is_adopted]


def _row(target: ResolutionTarget) -> TargetRow:
    """Nothing is awaited before the congress was held."""
    today, congress = clock.today(), target.congress
    years = years_followed_of(target, congress)
    results = list(target.results.all())
    asked = years if congress.target_on <= today else ()
    missing = awaited(asked, [each.year for each in results], today=today)
    return TargetRow(
        target,
        [ResultRow(each, _percent(target, each)) for each in results],
        years=[year for year in years if year <= today.year],
        late=[year for year in missing if results_due(year) < today],
        due=[year for year in missing if results_due(year) >= today],
    )


def _percent(target: ResolutionTarget, result: TargetResult) -> int | None:
    share = share_reached(target.amount, result.value)
    return round(100 * share) if share is not None else None
