"""Out of whom an office is elected: secretary and deputy only of the committee just elected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from daihoi.elections.models import TOLD, Election, ElectionState, RoundState
from daihoi.elections.queries.elected import elected_in
from daihoi.elections.queries.law import level_of, rules_of
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.kinds import Level, Office
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.elections.people import Person, may_be_officer
from daihoi.rules.elections.slates import elects

OFFICERS = frozenset({Office.SECRETARY, Office.DEPUTY_SECRETARY})
CELLS = frozenset({Level.SUBORDINATE_CELL, Level.GRASSROOTS_CELL})


@dataclass(frozen=True, slots=True)
class Eligible:
    """Out of whom an election elects.

    ``people``: persons of the new committee by their names; None where the office asks for none.
    ``waits``: why no list can be made yet; "" if one can.
    """

    office: Office
    rules: RuleSet
    people: Mapping[int, str] | None = None
    waits: str = ""

    def judge(self, pk: int, person: Person) -> Answer:
        """Whether the person of this number may be on the list: ``electable`` or ``not_electable``.

        Two people may have one name, so the number tells who is of the committee.
        """
        among = self.people
        if among is None:
            return may_be_officer(person, self.office, committee=(), rules=self.rules)
        key = str(pk)
        committee = frozenset(map(str, among)) or {""}
        asked = replace(person, name=key)
        found = may_be_officer(asked, self.office, committee=committee, rules=self.rules)
        return replace(found, words=person.name + found.words.removeprefix(key))


def eligible(election: Election, rules: RuleSet | None = None) -> Eligible:
    """For the secretary and the deputy those of the new committee, where one is elected (E-160, E-162)."""
    rules = rules or rules_of(election.congress)
    office = Office(election.office)
    if office not in OFFICERS or not rules.officers_from_committee.value:
        return Eligible(office, rules)
    committee = (
        election.congress.elections.filter(office=Office.COMMITTEE)
        .exclude(state=ElectionState.CANCELLED)
        .first()
    )
    if committee is None:
        return Eligible(office, rules, waits=_must_have_one(election, rules))
    people = {each.person.pk: each.name for each in elected_in(committee)}
    title = rules.title(Office.COMMITTEE, level_of(election.congress.organization))
    is_done = committee.state == ElectionState.FINISHED and people
    waits = "" if is_done else f"Phải bầu xong {title} rồi mới lập danh sách này."
    if is_done and committee.rounds.filter(state__in=TOLD - {RoundState.ANNOUNCED}).exists():
        waits = f"Phiếu bầu {title} đang được kiểm lại; công bố xong mới lập danh sách này."
    return Eligible(office, rules, people, waits)


def open_to_all(office: Office, rules: RuleSet) -> Iterator[Answer]:
    """What a page says where an officer need not be of the new committee; nothing where she must."""
    asked = rules.officers_from_committee
    if office in OFFICERS and not asked.value:
        words = "Người ngoài danh sách mới trúng cử cũng có thể được bầu vào chức danh này."
        yield Answer(decision="open_to_all", words=words, used=(asked,))


def _must_have_one(election: Election, rules: RuleSet) -> str:
    """Why nobody can be listed although no committee is to be elected; "" in a small cell."""
    level = level_of(election.congress.organization)
    roll = election.congress.rolls.filter(confirmed_at__isnull=False).order_by("number").last()
    if level not in CELLS or roll is None:
        return ""
    found = elects(roll.convened, rules)
    return found.words if found.decision == "with_committee" else ""
