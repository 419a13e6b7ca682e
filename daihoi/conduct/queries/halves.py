"""Elections that are under way: while papers are out or counted, no session is closed over them."""

from dataclasses import dataclass

from django.urls import reverse

from daihoi.congresses.models import Congress
from daihoi.elections.models import ElectionState, Round
from daihoi.elections.queries.hall import AT_WORK
from daihoi.elections.queries.titles import office_of


@dataclass(frozen=True, slots=True)
class Half:
    """A ballot that is not told yet, and where it goes on."""

    office: str
    state: str
    url: str


def halves_of(congress: Congress) -> list[Half]:
    """Ballots whose papers are out, under count, or whose result is not announced."""
    rows = Round.objects.filter(election__congress=congress, state__in=AT_WORK)
    rows = rows.exclude(election__state=ElectionState.CANCELLED).select_related("election")
    url = reverse("elections:overview", args=[congress.pk])
    found = []
    for each in rows.order_by("election__position", "number"):
        each.election.congress = congress
        found.append(Half(office_of(each), str(each.get_state_display()), url))
    return found


def halves_words(halves: list[Half]) -> str:
    """Which they are: "chi ủy (đang kiểm phiếu)"."""
    return "; ".join(f"{each.office} ({each.state})" for each in halves)
