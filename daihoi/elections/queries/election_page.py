"""One election on its page: number, people, list, ballots, in the order the congress goes (E-080)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import NotFound
from daihoi.elections.models import (
    AGREED,
    TOLD,
    UNDER_COUNT,
    Election,
    ElectionState,
    Nomination,
    NominationSource,
    NominationState,
    Round,
    RoundState,
    Vote,
)
from daihoi.elections.queries.elected import elected_in
from daihoi.elections.queries.eligible import open_to_all
from daihoi.elections.queries.first_steps import FirstStep, first_step
from daihoi.elections.queries.law import kept, level_of, rules_of, title_of
from daihoi.elections.queries.lists import Slate, open_round, slate_of, style_answer
from daihoi.elections.queries.next_steps import NextSteps, next_steps
from daihoi.elections.queries.ordered_anew import OrderedAnew, ordered_anew
from daihoi.elections.queries.overview import KINDS, url_of
from daihoi.elections.queries.planning import Allotted, allotted, whence_planned
from daihoi.elections.queries.polls import PollMinutes, poll_minutes_of
from daihoi.organizations.models import Person
from daihoi.organizations.queries.namesakes import names_apart
from daihoi.personnel.queries.slates import awaits_presenting, is_presented, put_forward
from daihoi.rules.elections.kinds import NextStep, Office
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.elections.slates import check_seats, seats_voted

STATE_KINDS = {
    NominationState.OPEN: "waiting",
    NominationState.ACCEPTED: "done",
    NominationState.WITHDRAWN: "neutral",
    NominationState.REFUSED: "neutral",
}


@dataclass(frozen=True, slots=True)
class NominationLine:
    nomination: Nomination
    asks_support: bool
    may_change: bool  # ask out, be taken back, be decided on

    @property
    def kind(self) -> str:
        return STATE_KINDS[NominationState(self.nomination.state)]

    @property
    def says_why(self) -> bool:
        """Whether what the rule said of her is worth reading."""
        row = self.nomination
        refused = row.state == NominationState.REFUSED
        return refused or row.must_ask_out or row.supporters is not None

    @property
    def was_kept(self) -> bool:
        """Whether the congress did not let her withdraw."""
        row = self.nomination
        return row.asks_out and row.state == NominationState.ACCEPTED and "vote" in row.decided

    @property
    def waits_for_congress(self) -> bool:
        row = self.nomination
        return row.asks_out and row.state == NominationState.OPEN


@dataclass(frozen=True, slots=True)
class RoundLine:
    round: Round
    kind: str
    papers_url: str
    count_url: str
    result_url: str


@dataclass(frozen=True, slots=True)
class ElectionPage:
    election: Election
    title: str
    number: dict[str, Any]  # what the rule says of the planned number
    whence: str  # the number proposed comes from
    how: dict[str, Any]  # voted or allotted
    is_allotted: bool
    allotted: Allotted | None
    support: dict[str, Any]  # what the edition asks of people from the floor
    lines: list[NominationLine]
    names_hidden: bool
    slate: Slate
    slate_answers: list[dict[str, Any]]
    style: dict[str, Any] | None
    votes: list[Vote]
    rounds: list[RoundLine]
    to_take: int  # people the personnel plan puts forward who are not there yet
    awaits_presenting: bool  # they can be taken once the list was presented
    can_prepare: bool
    first: FirstStep | None  # what who prepares does before hands are counted
    steps: NextSteps | None  # what may follow the last ballot, where something may
    poll: PollMinutes | None  # once somebody was polled on
    anew: OrderedAnew | None = None  # by the superior, where that has not begun

    @property
    def can(self) -> Mapping[str, bool]:
        """The flags that the next step asks."""
        return {"prepare": self.can_prepare}

    @property
    def is_open(self) -> bool:
        return self.election.state not in {ElectionState.FINISHED, ElectionState.CANCELLED}

    @property
    def allotment(self) -> dict[str, Any]:
        """What the form of the allotted number begins with."""
        if self.election.seats is not None:
            return {"seats": self.election.seats, "paper": self.election.allotted_by}
        if self.allotted is None:
            return {"seats": self.election.planned_seats}
        return {"seats": self.allotted.seats, "paper": self.allotted.note}

    @property
    def may_change(self) -> bool:
        """Whether number, people and list can still be worked on."""
        last = self.rounds[-1].round.state if self.rounds else RoundState.PREPARING
        return self.can_prepare and self.is_open and last == RoundState.PREPARING


def get_election(
    pk: int, *, viewer: Any, to: Permission = Permission.ELECTIONS_PREPARE
) -> Election:
    """One election; `NotFound` for who has no part in its organization."""
    rows = Election.objects.select_related("congress__organization__parent", "created_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, to, at=found)
    return found


def get_nomination(pk: int, *, viewer: Any) -> Nomination:
    rows = Nomination.objects.select_related("election__congress__organization", "person__unit")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.ELECTIONS_PREPARE, at=found)
    return found


def get_vote(pk: int, *, viewer: Any) -> Vote:
    rows = Vote.objects.select_related("congress__organization", "election__congress__organization")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.ELECTIONS_PREPARE, at=found)
    return found


def election_page(pk: int, *, viewer: Any) -> ElectionPage:
    """In a bounded number of queries, however many people stand."""
    election = get_election(pk, viewer=viewer, to=Permission.ELECTIONS_VIEW)
    rules, office = rules_of(election.congress), Office(election.office)
    prepares = can(viewer, Permission.ELECTIONS_PREPARE, at=election)
    rounds = list(election.rounds.order_by("number").prefetch_related("votes"))
    rows = election.nominations.select_related("person__unit", "nominated_by")
    rows = rows.order_by("person__name_key", "person__pk", "pk")
    hidden = not (prepares or _shown(election, rounds))
    slate = slate_of(election, rules)
    how = seats_voted(office, rules)
    support = rules.floor_support.value
    taken = {each.person_id for each in rows}
    to_take = put_forward(election.congress, office) if prepares else []
    has_open = open_round(election) is None or open_round_is_preparing(rounds)
    may_change = prepares and election.state not in {
        ElectionState.FINISHED,
        ElectionState.CANCELLED,
    }
    return ElectionPage(
        election,
        title_of(election, rules),
        kept(check_seats(office, election.seats or election.planned_seats,
                         level_of(election.congress.organization), rules)),
        whence_planned(election),
        kept(how),
        how.decision == "allotted",
        allotted(election.congress) if how.decision == "allotted" else None,
        {"asked": support is not None, "basis": str(rules.floor_support)},
        [] if hidden else _lines(rows, _elected(election, rounds), may_change=may_change and has_open),
        hidden,
        slate,
        [kept(each) for each in (*slate.answers, *open_to_all(office, rules))],
        kept(style_answer(len(slate.chosen) or 1, slate.seats, rules)) if slate.seats else None,
        list(election.votes.select_related("recorded_by")),
        [_round(each) for each in rounds],
        sum(each.person_id not in taken for each in to_take),
        bool(to_take) and awaits_presenting(election.congress),
        prepares,
        first_step(election.congress, rules) if may_change else None,
        _steps(election, rules, rounds),
        poll_minutes_of(election, viewer=viewer)
        if prepares and any(each.supporters is not None for each in rows) else None,
        ordered_anew(election.congress, rules=rules).get(election.pk)
        if election.state == ElectionState.FINISHED else None,
    )  # fmt: skip


def _steps(election: Election, rules: RuleSet, rounds: list[Round]) -> NextSteps | None:
    """What may follow the last ballot, once it was told or void; None where nothing is left to do."""
    found = next_steps(election, rules, rounds=rounds)
    return found if found.step not in {None, NextStep.FINISHED} else None


def open_round_is_preparing(rounds: list[Round]) -> bool:
    return not rounds or rounds[-1].state == RoundState.PREPARING


def people_to_nominate(election: Election) -> list[tuple[int, str]]:
    """Everybody of the organization by number and name, namesakes told apart."""
    people = list(_people(election))
    names = names_apart(people, viewer=None)
    return [(each.pk, names[each.pk]) for each in people]


def person_nominated(election: Election, pk: int) -> Person:
    """Somebody of the organization by number."""
    found = _people(election).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def _people(election: Election) -> QuerySet[Person]:
    people = election.congress.organization.people.select_related("unit", "organization")
    return people.order_by("name_key", "pk")


def _elected(election: Election, rounds: Iterable[Round]) -> frozenset[int]:
    """Who was elected by earlier ballots; asks nothing before one is announced."""
    if all(each.state not in TOLD for each in rounds):
        return frozenset()
    return frozenset(each.person.pk for each in elected_in(election))


def _shown(election: Election, rounds: Iterable[Round]) -> bool:
    """Before names are presented to the congress they are for who prepares it."""
    listed = any(each.state != RoundState.PREPARING for each in rounds)
    return listed or is_presented(election.congress)


def _lines(
    rows: Iterable[Nomination], elected: Collection[int], *, may_change: bool
) -> list[NominationLine]:
    standing = {NominationState.OPEN, NominationState.ACCEPTED}
    return [
        NominationLine(
            row,
            may_change
            and row.person_id not in elected
            and row.source != NominationSource.COMMITTEE
            and not row.must_ask_out
            and row.state != NominationState.WITHDRAWN
            and (row.state in standing or row.supporters is not None),
            may_change and row.state in standing and row.person_id not in elected,
        )
        for row in rows
    ]


def _round(round_: Round) -> RoundLine:
    past_list = round_.state != RoundState.PREPARING
    counted = UNDER_COUNT | AGREED | TOLD
    return RoundLine(
        round_,
        KINDS[RoundState(round_.state)],
        url_of("elections:ballot_detail", round_.pk) if past_list else "",
        url_of("elections:count_round", round_.pk) if round_.state in counted else "",
        url_of("elections:result_detail", round_.pk) if past_list else "",
    )
