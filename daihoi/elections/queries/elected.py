"""Who was elected: people of announced ballots, and whom the superior appointed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from daihoi.congresses.models import Congress
from daihoi.elections.models import TOLD, Appointment, Election, ElectionState, ListedName
from daihoi.organizations.models import Person


@dataclass(frozen=True, slots=True)
class Elected:
    """One person in an office: by which ballot, or by whose paper."""

    person: Person
    name: str  # as printed on the ballot
    votes: int | None = None  # None: appointed
    round_number: int | None = None
    appointed_by: str = ""


def elected_by_election(elections: Sequence[Election]) -> dict[int, list[Elected]]:
    """In the order of their ballots, most votes first; appointed people last.

    Announced ones only; what was told stands while it is counted anew.
    """
    found: dict[int, list[Elected]] = {each.pk: [] for each in elections}
    for row in _announced(elections):
        number = row.round.number
        found[row.round.election_id].append(Elected(row.person, row.printed, row.votes, number))
    appointed = Appointment.objects.filter(election__in=elections).select_related("person__unit")
    for each in appointed.order_by("recorded_at", "pk"):
        found[each.election_id].append(
            Elected(each.person, each.person.full_name, appointed_by=_paper_of(each))
        )
    return found


def elected_in(election: Election) -> list[Elected]:
    return elected_by_election([election])[election.pk]


def open_seats(election: Election) -> int:
    """How many seats nobody was elected or appointed to."""
    seats = election.seats or election.planned_seats
    return max(seats - len(elected_in(election)), 0)


def _announced(elections: Sequence[Election]) -> Iterable[ListedName]:
    names = ListedName.objects.filter(
        round__election__in=elections, round__state__in=TOLD, is_elected=True
    )
    return names.select_related("person__unit", "round").order_by("round__number", "rank")


def _paper_of(appointment: Appointment) -> str:
    return f"{appointment.paper_number} · {appointment.issuer}"


def elections_of(congress: Congress) -> list[Election]:
    """Those that are held, in their order."""
    held = congress.elections.exclude(state=ElectionState.CANCELLED)
    return list(held.select_related("congress__organization").order_by("position", "pk"))
