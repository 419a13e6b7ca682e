"""How far the congresses below are: all that a superior sees of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from daihoi.accounts.permissions import Permission, within_reach
from daihoi.base import clock
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import target_text

SHOWN = 10


@dataclass(frozen=True, slots=True)
class CongressState:
    """Counts of milestones; dropped ones are in none of them. ``target`` is "" while postponed."""

    organization: str
    target: str
    done: int
    expected: int
    late: int


@dataclass(frozen=True, slots=True)
class CongressStates:
    """The first ``SHOWN`` states, most late milestones first, and how many there are in all."""

    states: list[CongressState]
    total: int

    @property
    def others(self) -> int:
        return self.total - len(self.states)


def states_below(*, viewer: Any) -> CongressStates:
    """The first congress of each organization within reach whose preparation is open."""
    reach = within_reach(viewer, Permission.CONGRESSES_VIEW_STATES, field="organization__path")
    unclosed = Congress.objects.filter(closed_at=None)
    earlier = unclosed.filter(
        organization=OuterRef("organization"), ordinal__lt=OuterRef("ordinal")
    )
    running = unclosed.filter(reach, ~Exists(earlier))
    expected = Q(milestones__dropped_at=None)
    undone = expected & Q(milestones__actual_on=None)
    overdue = Q(milestones__planned_on__lt=clock.today(), is_postponed=False)
    counted = running.select_related("organization").annotate(
        expected=Count("milestones", filter=expected),
        undone=Count("milestones", filter=undone),
        late=Count("milestones", filter=undone & overdue),
    )
    first = counted.order_by("-late", "target_on", "organization__path")[:SHOWN]
    states = [
        CongressState(
            organization=each.organization.name,
            target="" if each.is_postponed else target_text(each),
            done=each.expected - each.undone,
            expected=each.expected,
            late=each.late,
        )
        for each in first
    ]
    return CongressStates(states, running.count() if len(states) == SHOWN else len(states))
