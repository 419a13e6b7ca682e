"""The poll on people from the floor (E-068, E-069), as its minutes and the page of an election need it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.base.errors import RuleBroken
from daihoi.elections.models import Election, Nomination, Poll
from daihoi.elections.queries.law import kept, rules_of, title_of
from daihoi.elections.queries.rolls import reckoned_now, roll_in_force
from daihoi.registry.models import Paper
from daihoi.rules.elections.people import support_needed


@dataclass(frozen=True, slots=True)
class PollMinutes:
    """What a page offers of the minutes; ``paper`` is where they lie in the register."""

    paper: Paper | None
    may_deposit: bool
    papers: Poll | None  # how many were given out and came back


def polled(election: Election) -> list[Nomination]:
    """Everybody the congress was asked about, by name; `RuleBroken` where it was asked about nobody."""
    rows = election.nominations.filter(supporters__isnull=False)
    found = list(
        rows.select_related("person__unit", "nominated_by").order_by("person__name_key", "pk")
    )
    if not found:
        raise RuleBroken(
            _("Chưa ghi kết quả xin ý kiến về người nào của cuộc bầu này."),
            code="no_poll",
            advice=_("Hãy ghi số người ủng hộ của từng người ứng cử, được đề cử rồi lập biên bản."),
        )
    return found


def poll_source(election: Election) -> str:
    """What the minutes of the poll belong to, for the registry."""
    return f"elections.poll:{election.pk}"


def poll_minutes_of(election: Election, *, viewer: Any) -> PollMinutes:
    may_deposit = can(viewer, Permission.REGISTRY_DRAFT, at=election.congress)
    papers = Paper.objects.filter(source=poll_source(election)).order_by("-pk")
    return PollMinutes(papers.first() if may_deposit else None, may_deposit, poll_of(election))


def poll_of(election: Election) -> Poll | None:
    """Its papers; None until somebody has said how many."""
    return Poll.objects.filter(election=election).first()


def poll_begun(election: Election) -> dict[str, Any]:
    """What its form begins with: as kept, else everybody polled given one and given back."""
    kept = poll_of(election)
    if kept is not None:
        names = ("given", "returned", "invalid", "counters", "head")
        return {name: getattr(kept, name) for name in names}
    attending = max((row.attending or 0 for row in polled(election)), default=0)
    return {"given": attending, "returned": attending, "invalid": 0}


def asked_on(nomination: Nomination) -> dict[str, Any]:
    """What the form of one person's support begins with: the office, and how many are needed now."""
    election = nomination.election
    rules = rules_of(election.congress)
    roll = roll_in_force(election.congress)
    needed = None
    if roll is not None and rules.floor_support.value is not None:
        present = reckoned_now(election.congress, roll, rules).numbers.present
        needed = kept(support_needed(present, rules))
    return {"election": election, "title": title_of(election, rules), "needed": needed}
