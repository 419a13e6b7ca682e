"""A congress while it votes: roll, bodies, hands, lists, ballots, counts, as a file tells them.

Each step of the file names what is done (``do``), when (``at``) and by whom (``by``); the methods
of `ElectionStory` are those steps.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import uuid4

from daihoi.accounts.models import User
from daihoi.congresses.models import Congress
from daihoi.elections.actions import agreement, ballots, bodies, counts, doubtful, lists
from daihoi.elections.actions import elections as offices
from daihoi.elections.actions import nominations as naming
from daihoi.elections.actions import papers_entry as entry
from daihoi.elections.actions.result_papers import deposit_minutes
from daihoi.elections.actions.results import announce_result
from daihoi.elections.actions.rolls import confirm_roll, judge_entry, propose_roll
from daihoi.elections.actions.sealing import seal_ballots
from daihoi.elections.models import (
    Body,
    Count,
    Election,
    Nomination,
    NominationSource,
    NominationState,
    Round,
    Sheet,
)
from daihoi.elections.queries.batches import open_batch
from daihoi.elections.queries.hands import Hands
from daihoi.elections.queries.judging import Seen
from daihoi.elections.queries.law import ballot_of
from daihoi.elections.queries.rolls import proposed_roll
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.rules.elections.ballots import Ballot
from daihoi.rules.elections.kinds import Fault, Office

Told = Mapping[str, Any]


def put_elections(calendar: Calendar, congress: Congress, told: Told, cast: Cast) -> None:
    """Every step of the file, at its moment."""
    story = ElectionStory(congress, cast)
    for step in told["steps"]:
        calendar.add(step["at"], partial(story.do, step))


class ElectionStory:
    def __init__(self, congress: Congress, cast: Cast) -> None:
        self._congress, self._cast = congress, cast

    def do(self, told: Told) -> None:
        actor = self._cast.account(self._cast.person(told["by"]))
        getattr(self, told["do"])(told, actor)

    def propose_roll(self, _told: Told, actor: User) -> None:
        propose_roll(self._congress, actor=actor)

    def accept_absence(self, told: Told, actor: User) -> None:
        roll = proposed_roll(self._congress)
        assert roll is not None  # noqa: S101 - for the type checker
        row = roll.entries.get(person=self._cast.person(told["name"]))
        judge_entry(row, {"absence_accepted": True}, actor=actor)

    def confirm_roll(self, _told: Told, actor: User) -> None:
        roll = proposed_roll(self._congress)
        assert roll is not None  # noqa: S101 - for the type checker
        confirm_roll(roll, actor=actor)

    def name_body(self, told: Told, actor: User) -> None:
        people = [self._cast.person(name).pk for name in told["people"]]
        head = self._cast.person(told["head"]).pk if "head" in told else None
        bodies.name_body(
            self._congress, Body(told["body"]), people, self._hands(told), head=head, actor=actor
        )

    def start_elections(self, _told: Told, actor: User) -> None:
        offices.start_elections(self._congress, actor=actor)

    def add_election(self, told: Told, actor: User) -> None:
        offices.add_election(self._congress, [Office(told["office"])], told["seats"], actor=actor)

    def plan_seats(self, told: Told, actor: User) -> None:
        offices.plan_seats(self._election(told), told["seats"], actor=actor)

    def vote_seats(self, told: Told, actor: User) -> None:
        election = self._election(told)
        offices.vote_seats(election, told["seats"], self._hands(told), actor=actor)

    def nominate(self, told: Told, actor: User) -> None:
        election = self._election(told)
        by = self._cast.person(told["nominated_by"]) if "nominated_by" in told else None
        for name in told["people"]:
            naming.nominate(
                election,
                self._cast.person(name),
                NominationSource(told["source"]),
                by=by,
                has_consent=by is not None,
                actor=actor,
            )

    def ask_out(self, told: Told, actor: User) -> None:
        naming.ask_out(self._nomination(told), reason=told["reason"], actor=actor)

    def decide_withdrawal(self, told: Told, actor: User) -> None:
        hands = self._hands(told)
        naming.decide_withdrawal(self._nomination(told), hands, proposal=True, actor=actor)

    def adopt_list(self, told: Told, actor: User) -> None:
        """All who were put forward, but for those refused or let go."""
        election = self._election(told)
        gone = [NominationState.REFUSED, NominationState.WITHDRAWN]
        kept = election.nominations.exclude(state__in=gone).values_list("pk", flat=True)
        lists.adopt_list(election, list(kept), self._hands(told), actor=actor)

    def print_ballots(self, told: Told, actor: User) -> None:
        sheet = Sheet(told.get("sheet", Sheet.A5))
        ballots.print_ballots(self._round(told), told["number"], sheet, actor=actor)

    def issue_ballots(self, told: Told, actor: User) -> None:
        ballots.issue_ballots(self._round(told), told["number"], actor=actor)

    def exchange_ballots(self, told: Told, actor: User) -> None:
        ballots.exchange_ballots(self._round(told), told["number"], actor=actor)

    def open_box(self, told: Told, actor: User) -> None:
        ballots.open_box(self._round(told), told["returned"], actor=actor)

    def put_aside(self, told: Told, actor: User) -> None:
        doubtful.put_aside(self._round(told), told["label"], told["seen"], actor=actor)

    def count(self, told: Told, actor: User) -> None:
        """One side enters its papers in one batch, each as the file shows it; closed if it says so."""
        round_ = self._round(told)
        side = counts.take_side(round_, told["side"], actor=actor)
        for alike in told["papers"]:
            for _paper in range(alike["number"]):
                self._enter(side, _seen(alike, ballot_of(round_)), actor)
        if told.get("closed", True):
            now = open_batch(side)
            entry.close_batch(side, batch=now.number, papers=now.papers, actor=actor)
            counts.close_side(side, actor=actor)

    def agree(self, told: Told, actor: User) -> None:
        agreement.agree(self._round(told), actor=actor)

    def announce(self, told: Told, actor: User) -> None:
        announce_result(self._round(told), actor=actor)

    def put_minutes(self, told: Told, actor: User) -> None:
        deposit_minutes(self._round(told), actor=actor)

    def seal(self, told: Told, actor: User) -> None:
        seal_ballots(self._round(told), told["note"], actor=actor)

    def _enter(self, side: Count, seen: Seen, actor: User) -> None:
        now = open_batch(side)
        entry.accept_paper(
            side, seen, key=uuid4(), batch=now.number, papers=now.papers, actor=actor
        )

    def _election(self, told: Told) -> Election:
        return self._congress.elections.get(office=Office(told["office"]))

    def _round(self, told: Told) -> Round:
        """The last ballot of an office."""
        rounds = self._election(told).rounds.select_related("election__congress__organization")
        return rounds.order_by("-number")[0]

    def _nomination(self, told: Told) -> Nomination:
        person = self._cast.person(told["name"])
        return self._election(told).nominations.select_related("person").get(person=person)

    def _hands(self, told: Told) -> Hands:
        return Hands(told["for"], told.get("against", 0), told.get("other", 0))


def _seen(told: Told, ballot: Ballot) -> Seen:
    """A paper by the names struck on it, or with a fault that a teller sees."""
    faults = frozenset(Fault(each) for each in told.get("faults", ()))
    return Seen(ballot.bits(told.get("struck", ())), faults)
