"""People of an election as the rules ask about them: standing, the convening committee, its list."""

from dataclasses import dataclass, field
from typing import Any

from daihoi.congresses.models import Congress, CongressForm
from daihoi.elections.models import Election, Nomination, NominationSource, NominationState
from daihoi.elections.queries.law import kept, rules_of, title_of
from daihoi.elections.queries.rolls import STANDS, roll_in_force
from daihoi.organizations.models import Membership, Person
from daihoi.organizations.queries.facts import committee_on
from daihoi.rules.elections.kinds import Attendance, Standing
from daihoi.rules.elections.people import Person as Asked
from daihoi.rules.elections.people import withdrawal
from daihoi.rules.members import standing_on

STANDING = (NominationState.OPEN, NominationState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of everybody in an election, read once."""

    congress: Congress
    by_roll: dict[int, tuple[Standing, bool, bool]] = field(default_factory=dict)
    conveners: frozenset[int] = frozenset()
    on_committee_list: frozenset[int] = frozenset()

    def asked(self, person: Person, *, from_committee: bool = False) -> Asked:
        """The person as the rules take her."""
        listed = self.by_roll.get(person.pk)
        standing, is_convener, is_absent = listed or (
            _of_membership(person, self.congress),
            False,
            True,
        )
        return Asked(
            person.full_name,
            standing=standing,
            is_convener=is_convener or person.pk in self.conveners,
            on_committee_list=from_committee or person.pk in self.on_committee_list,
            is_delegate=self.congress.form != CongressForm.DELEGATES or listed is not None,
            is_absent=is_absent,
            is_here=person.organization_id == self.congress.organization_id,
        )


def known_in(election: Election) -> Known:
    """From the roll in force, the sitting committee and the committee's own list."""
    congress = election.congress
    roll = roll_in_force(congress)
    rows = roll.entries.all() if roll else ()
    return Known(
        congress,
        {
            row.person_id: (
                Standing(row.standing),
                row.is_convener,
                row.attendance == Attendance.NONE,
            )
            for row in rows
        },
        frozenset(
            office.person_id for office in committee_on(congress.organization, congress.target_on)
        ),
        committee_list(election),
    )


def committee_list(election: Election) -> frozenset[int]:
    """Whom the convening committee puts forward for the office."""
    own = election.nominations.filter(source=NominationSource.COMMITTEE)
    return frozenset(own.exclude(state=NominationState.REFUSED).values_list("person", flat=True))


def standing_nominations(election: Election) -> list[Nomination]:
    """Those who may come onto the list, with persons, by given name."""
    rows = election.nominations.filter(state__in=STANDING)
    return list(rows.select_related("person__unit").order_by("person__name_key", "person__pk"))


def asked_out(nomination: Nomination) -> dict[str, Any]:
    """What the form of a withdrawal begins with: the office, and who proposes and decides (E-066)."""
    election = nomination.election
    rules = rules_of(election.congress)
    how = withdrawal(known_in(election).asked(nomination.person), rules)
    return {"election": election, "title": title_of(election, rules), "how": kept(how)}


def _of_membership(person: Person, congress: Congress) -> Standing:
    """What she is on day D by her membership, for who is not on the roll."""
    periods = [row.period for row in Membership.objects.filter(person=person)]
    found = standing_on(periods, congress.target_on)
    return STANDS.get(found.standing.value, (Standing.GUEST,))[0]
