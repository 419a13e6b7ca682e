"""Who serves the congress while it votes, and who of the tellers may count which election."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from daihoi.accounts.permissions import Permission, Role, can, require
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import congress_of
from daihoi.elections.models import (
    Body,
    BodyMember,
    Election,
    ElectionState,
    NominationState,
    RollEntry,
    RoundState,
    Vote,
)
from daihoi.elections.queries.first_steps import FirstStep, first_step
from daihoi.elections.queries.law import kept, rules_of, title_of
from daihoi.elections.queries.matters import NUMBERS
from daihoi.elections.queries.rolls import entries_of, roll_in_force
from daihoi.organizations.models import Person
from daihoi.organizations.queries.duties import Duty
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.kinds import Standing
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.elections.people import Person as Asked
from daihoi.rules.elections.people import may_be_teller

ROLES = {
    Body.PRESIDIUM: Role.PRESIDIUM,
    Body.SECRETARIAT: Role.CONGRESS_SECRETARIAT,
    Body.TELLERS: Role.TELLER,
}
LEAST_TELLERS = 2  # each count is entered twice, by two people


@dataclass(frozen=True, slots=True)
class Excluded:
    """A teller who stands on the list of an election, with what the rule says (E-026)."""

    member: BodyMember
    title: str
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BodyCard:
    """One body as its page shows it."""

    body: Body
    members: list[BodyMember]
    released: list[BodyMember]
    votes: list[Vote]

    @property
    def label(self) -> str:
        return str(self.body.label)

    @property
    def lacks_head(self) -> bool:
        """Tellers are there, nobody of whom signs the minutes as their head."""
        serving = self.body is Body.TELLERS and bool(self.members)
        return serving and not any(row.is_head for row in self.members)


@dataclass(frozen=True, slots=True)
class BodiesPage:
    congress: Congress
    cards: list[BodyCard]
    excluded: list[Excluded]
    asks_head: dict[str, Any]  # what the edition says of the tellers' head
    can_prepare: bool
    has_roll: bool
    first: FirstStep | None  # what who prepares does before anybody is named

    @property
    def votes(self) -> list[Vote]:
        return [vote for card in self.cards for vote in card.votes]


def serving(congress: Congress, body: Body) -> QuerySet[BodyMember]:
    """Who is in a body now, the head first, then by given name."""
    rows = BodyMember.objects.filter(congress=congress, body=body, released_at__isnull=True)
    return rows.select_related("person__user", "person__unit").order_by(
        "-is_head", "person__name_key", "pk"
    )


def on_list(election: Election) -> frozenset[int]:
    """People on its ballot list, or, before there is one, those who may come onto it.

    Asks nothing where rounds, their names and nominations were read with the election.
    """
    held = [each for each in election.rounds.all() if each.state != RoundState.VOID]
    last = max(held, key=lambda each: each.number, default=None)
    if last is not None and (names := last.names.all()):
        return frozenset(each.person_id for each in names)
    may = {NominationState.OPEN, NominationState.ACCEPTED}
    return frozenset(each.person_id for each in election.nominations.all() if each.state in may)


def tellers_of(election: Election) -> list[BodyMember]:
    """Tellers who may count this election: those in service who are not on its list (E-025, E-026)."""
    listed = _barred(election, rules_of(election.congress))
    return [row for row in serving(election.congress, Body.TELLERS) if row.person_id not in listed]


def excluded_from(
    election: Election, rules: RuleSet, tellers: Iterable[BodyMember] | None = None
) -> list[Excluded]:
    """Tellers on its list, who must be replaced for it; ``tellers``: those in service, if known."""
    if tellers is None:
        tellers = serving(election.congress, Body.TELLERS)
    listed = _barred(election, rules)
    title = title_of(election, rules)
    found = []
    for row in tellers:
        if row.person_id in listed:
            name = row.person.full_name
            answer = may_be_teller(Asked(name), slate=[name], rules=rules)
            found.append(Excluded(row, title, kept(answer)))
    return found


def _barred(election: Election, rules: RuleSet) -> frozenset[int]:
    return on_list(election) if rules.tellers_off_list.value else frozenset()


def counts(election: Election, user: Any) -> bool:
    """Whether this user is one of `tellers_of` the election."""
    return any(row.person.user_id == user.pk for row in tellers_of(election) if row.person.user_id)


def teller_answer(entry: RollEntry, rules: RuleSet, listed: frozenset[int] = frozenset()) -> Answer:
    """Whether somebody on the roll may be a teller; ``listed``: who stands on a list by now (E-025)."""
    asked = Asked(entry.name, standing=Standing(entry.standing))
    slate = (entry.name,) if entry.person_id in listed else ()
    return may_be_teller(asked, slate=slate, rules=rules)


def running(congress: Congress) -> list[Election]:
    """Elections that are not over."""
    over = [ElectionState.FINISHED, ElectionState.CANCELLED]
    rows = congress.elections.exclude(state__in=over)
    rows = rows.select_related("congress__organization").order_by("position", "pk")
    return list(rows.prefetch_related("rounds__names", "rounds__roll", "nominations"))


def people_to_name(congress: Congress) -> list[tuple[int, str]]:
    """Everybody on the roll by number and name; the rule, not the list, says who may."""
    roll = roll_in_force(congress)
    return [(row.person_id, row.name) for row in entries_of(roll)] if roll else []


def bodies_page(pk: int, *, viewer: Any) -> BodiesPage:
    """Presidium, secretariat and tellers with the votes that named them."""
    congress = congress_of(pk, viewer=viewer, to=Permission.ELECTIONS_VIEW)
    rules = rules_of(congress)
    rows = list(
        congress.body_members.select_related("person__unit").order_by(
            "-is_head", "person__name_key", "pk"
        )
    )
    hands = congress.hand_votes.filter(matter__in=[*NUMBERS, *Body.values])
    votes = list(hands.select_related("recorded_by"))
    cards = [
        BodyCard(
            body,
            [row for row in rows if row.body == body and row.released_at is None],
            [row for row in rows if row.body == body and row.released_at is not None],
            [vote for vote in votes if NUMBERS.get(vote.matter, vote.matter) == body],
        )
        for body in Body
    ]
    tellers = next(card.members for card in cards if card.body == Body.TELLERS)
    excluded = [
        each
        for election in (running(congress) if tellers else ())
        for each in excluded_from(election, rules, tellers)
    ]
    prepares = can(viewer, Permission.ELECTIONS_PREPARE, at=congress)
    return BodiesPage(
        congress,
        cards,
        excluded,
        {"asked": rules.tellers_head_proposed.value, "basis": str(rules.tellers_head_proposed)},
        prepares,
        roll_in_force(congress) is not None,
        first_step(congress, rules) if prepares else None,
    )


def get_member(pk: int, *, viewer: Any) -> BodyMember:
    """One person's place in a body, for who may release her."""
    rows = BodyMember.objects.select_related("congress__organization", "person__user")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.ELECTIONS_PREPARE, at=found)
    return found


def duties_of_bodies(person: Person) -> Iterable[Duty]:
    """What a place in a body lets somebody do, in that congress, from naming to release."""
    rows = person.congress_bodies.filter(released_at__isnull=True)
    for row in rows.select_related("congress__organization"):
        yield duty_of(row)


def duty_of(row: BodyMember) -> Duty:
    source = f"elections.bodymember:{row.pk}"
    return Duty(
        ROLES[Body(row.body)], row.congress.scope, source, timezone.localdate(row.named_at), None
    )


def body_of(value: str) -> Body:
    """The body an address names; `NotFound` for none."""
    if value not in Body.values:
        raise NotFound
    return Body(value)
