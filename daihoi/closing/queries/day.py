"""Everything the minutes of a congress are composed of, read once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from daihoi.conduct.models import Run, RunItem, Turn
from daihoi.congresses.models import Congress
from daihoi.elections.models import (
    Body,
    BodyMember,
    Election,
    ElectionState,
    ListedName,
    Nomination,
    Roll,
    Round,
    RoundState,
    Vote,
)
from daihoi.elections.queries.elected import Elected, elected_by_election, elections_of
from daihoi.elections.queries.law import rules_of
from daihoi.elections.queries.matters import NUMBERS
from daihoi.elections.queries.rolls import roll_in_force
from daihoi.meetings.models import Meeting
from daihoi.meetings.queries.attendance import Attendance, congress_meeting, summary
from daihoi.resolutions.models import Clause, Resolution, ResolutionVote
from daihoi.resolutions.queries.texts import clauses_of
from daihoi.resolutions.queries.votes import vote_on_whole
from daihoi.rules.elections.kinds import Matter
from daihoi.rules.elections.parameters import RuleSet
from daihoi.vietnamese.text import fold

# Votes that stand in sections of their own; all others belong to the course of the day.
OWN_SECTIONS = frozenset(
    {*NUMBERS, *Body.values, Matter.SEATS, Matter.SLATE, Matter.WITHDRAWAL, Matter.RESOLUTION}
)
NEVER_VOTED = "chuong trinh hanh dong"


@dataclass(frozen=True, slots=True)
class TheDay:
    """A congress as it was held. ``rounds`` are those people know of, by election and number.

    ``vote_items``: by vote, the item of the script at which the matter was put.
    """

    congress: Congress
    meeting: Meeting | None
    attendance: Attendance | None
    roll: Roll | None
    bodies: Sequence[BodyMember]
    votes: Sequence[Vote]  # that stand
    run: Run | None
    items: Sequence[RunItem]  # begun or left out, in the order of the day
    turns: Sequence[Turn]  # given
    vote_items: dict[int, int]
    rules: RuleSet
    elections: Sequence[Election]
    elected: dict[int, list[Elected]]
    rounds: Sequence[Round]
    nominations: Sequence[Nomination]
    resolution: Resolution | None
    clauses: Sequence[Clause]
    on_resolution: Sequence[ResolutionVote]  # that stand, on amendments, targets and the whole
    on_whole: ResolutionVote | None

    def serving(self, body: Body) -> list[BodyMember]:
        """Who served to the end, the head first."""
        return [row for row in self.bodies if row.body == body and row.released_at is None]

    def votes_on(self, *matters: str) -> list[Vote]:
        return [vote for vote in self.votes if vote.matter in matters]

    @property
    def course_votes(self) -> list[Vote]:
        """Of the day's business; the action programme is never one of them."""
        return [
            vote
            for vote in self.votes
            if vote.matter not in OWN_SECTIONS and NEVER_VOTED not in fold(vote.subject)
        ]

    @property
    def finished(self) -> list[Election]:
        return [each for each in self.elections if each.state == ElectionState.FINISHED]


def the_day(congress: Congress) -> TheDay:
    """The day of a congress whose viewer was checked; a constant number of queries."""
    meeting = congress_meeting(congress)
    if meeting is not None:
        meeting.congress = congress
    run = Run.objects.filter(congress=congress).first()
    elections = elections_of(congress)
    resolution = Resolution.objects.filter(congress=congress).first()
    clauses: Sequence[Clause] = ()
    if resolution is not None:
        resolution.congress = congress
        clauses = clauses_of(resolution)
    return TheDay(
        congress=congress,
        meeting=meeting,
        attendance=summary(meeting) if meeting else None,
        roll=roll_in_force(congress),
        bodies=list(
            congress.body_members.select_related("person__user").order_by(
                "-is_head", "person__name_key", "pk"
            )
        ),
        votes=list(
            congress.hand_votes.filter(withdrawn_at__isnull=True).select_related("election")
        ),
        run=run,
        items=_items(run),
        turns=list(
            run.turns.filter(started_at__isnull=False)
            .select_related("person", "item")
            .order_by("started_at", "pk")
        )
        if run
        else [],
        vote_items=dict(
            run.questions.filter(vote__isnull=False).values_list("vote_id", "item_id")
            if run
            else ()
        ),
        rules=rules_of(congress),
        elections=elections,
        elected=elected_by_election(elections),
        rounds=_rounds(elections),
        nominations=list(
            Nomination.objects.filter(election__in=elections)
            .select_related("person", "nominated_by")
            .order_by("person__name_key", "pk")
        ),
        resolution=resolution,
        clauses=clauses,
        on_resolution=_on_resolution(resolution),
        on_whole=vote_on_whole(resolution, clauses) if resolution else None,
    )


def _items(run: Run | None) -> list[RunItem]:
    if run is None:
        return []
    rows = [each for each in run.items.all() if not each.is_ahead]
    begun = sorted(
        (each for each in rows if each.started_at),
        key=lambda each: (each.started_at, each.position),
    )
    return [*begun, *(each for each in rows if each.skipped_at)]


def _rounds(elections: Sequence[Election]) -> list[Round]:
    """Those told in the hall, and those given up after people had voted."""
    known = [RoundState.ANNOUNCED, RoundState.RECOUNTING, RoundState.RECOUNTED, RoundState.VOID]
    rows = Round.objects.filter(election__in=elections, state__in=known)
    names = Prefetch("names", ListedName.objects.order_by("position"))
    by_pk = {each.pk: each for each in elections}
    found = list(rows.prefetch_related(names).order_by("election__position", "election", "number"))
    for each in found:
        each.election = by_pk[each.election_id]
    return found


def _on_resolution(resolution: Resolution | None) -> list[ResolutionVote]:
    if resolution is None:
        return []
    rows = resolution.votes.filter(vote__withdrawn_at__isnull=True)
    return list(rows.select_related("vote").order_by("pk"))
