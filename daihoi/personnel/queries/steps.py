"""The procedure of a plan step by step: what was held, what may be held now, who is on it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from daihoi.base.errors import NotFound
from daihoi.organizations.models import OfficeKind
from daihoi.personnel.models import (
    IntroductionBallot,
    PersonnelPlan,
    StepMeeting,
    StepPerson,
)
from daihoi.personnel.queries.law import Said, rules_of, said
from daihoi.personnel.queries.people import Known
from daihoi.personnel.queries.slates import sitting_committee
from daihoi.rules.certainty import Certainty
from daihoi.rules.personnel.answers import Answer, Decision
from daihoi.rules.personnel.introduction import Ballots, introduce, judge_difference
from daihoi.rules.personnel.steps import (
    ROUND_WORDS,
    Ballot,
    CountedOn,
    Event,
    Procedure,
    Round,
    Step,
    configured,
    may_begin,
    procedure_for,
)

WORDS = {"tai-cu": Round.RE_ELECTED, "lan-dau": Round.FIRST_TIME, "chung": Round.ALL}
PATHS = {round_: word for word, round_ in WORDS.items()}
STANDING_COMMITTEE, COMMITTEE = "ban thường vụ", "ban chấp hành"  # as the procedure convenes them


@dataclass(frozen=True, slots=True)
class Line:
    """One step of one round: as the procedure says it, and as it was held."""

    step: Step
    round: Round
    held: StepMeeting | None
    may: Answer

    @property
    def path(self) -> str:
        return PATHS[self.round]

    @property
    def is_finished(self) -> bool:
        return self.held is not None and self.held.is_finished

    @property
    def is_current(self) -> bool:
        return not self.is_finished and self.may.decision is not Decision.REFUSED

    @property
    def has_ballot(self) -> bool:
        return self.step.ballot is not Ballot.NONE

    @property
    def is_event(self) -> bool:
        """Settled by an approval or by presenting, not held as a meeting."""
        return self.step.event is not Event.NONE

    @property
    def is_presentation(self) -> bool:
        return self.step.event is Event.PRESENTATION

    @property
    def is_secret(self) -> bool:
        return self.step.ballot is Ballot.SECRET

    @property
    def is_meeting(self) -> bool:
        return self.step.counted_on is not CountedOn.NONE

    @property
    def work(self) -> str:
        return self.step.work[self.round]

    @property
    def said(self) -> Said:
        return said(self.may)

    @property
    def is_unsure(self) -> bool:
        return self.step.is_sure(self.round) is Certainty.UNCONFIRMED

    @property
    def state_kind(self) -> str:
        return "done" if self.is_finished else "waiting" if self.is_current else "neutral"

    @property
    def state_words(self) -> str:
        if self.is_finished:
            return _("đã xong")
        if not self.is_current:
            return _("chưa đến")
        return _("đang làm") if self.held else _("làm bước này")


@dataclass(frozen=True, slots=True)
class Run:
    """One round of the procedure with its steps."""

    round: Round
    lines: list[Line]
    is_empty: bool  # nobody is in it

    @property
    def title(self) -> str:
        return ROUND_WORDS[self.round].capitalize()


def procedure_of(plan: PersonnelPlan) -> Procedure:
    """The directive's, with the cell's own steps where its superior's paper sets them (P-061)."""
    has_committee = OfficeKind.COMMITTEE_MEMBER in sitting_committee(plan.congress).values()
    found = procedure_for(
        rules_of(plan.congress), after_merger=plan.is_after_merger, has_committee=has_committee
    )
    if plan.own_steps:
        found = configured(found, plan.own_steps, paper=plan.own_steps_paper)
    return found


def may_configure(procedure: Procedure) -> bool:
    """Steps a directive confirms are not replaced."""
    return not any(Certainty.SOURCED in each.certainty.values() for each in procedure.steps)


def runs_of(plan: PersonnelPlan, people: Sequence[Known]) -> list[Run]:
    """All rounds with all steps; two queries, however many there are."""
    procedure = procedure_of(plan)
    held = {(Round(each.round), each.number): each for each in plan.steps.select_related("meeting")}
    finished = [key for key, each in held.items() if each.is_finished]
    empty = [
        round_
        for round_ in procedure.rounds
        if not any(each.is_in(round_) and not each.is_barred for each in people)
    ]
    return [
        Run(
            round_,
            [
                Line(
                    step,
                    round_,
                    held.get((round_, step.number)),
                    may_begin(procedure, step.number, round_, finished=finished, empty=empty),
                )
                for step in procedure.steps
            ],
            round_ in empty,
        )
        for round_ in procedure.rounds
    ]


def line_of(runs: Sequence[Run], round_: Round, number: int) -> Line:
    """`NotFound` for a step or a round this procedure has not."""
    for run in runs:
        for line in run.lines:
            if (line.round, line.step.number) == (round_, number):
                return line
    raise NotFound


def settles_list(line: Line, runs: Sequence[Run]) -> bool:
    """A meeting without a ballot after the last introduction: it settles the list."""
    run = next(each for each in runs if each.round is line.round)
    balloted = [each.step.number for each in run.lines if each.has_ballot]
    if line.has_ballot or not line.is_meeting or not balloted:
        return False
    return line.step.number > max(balloted)


def decides_by_assessment(line: Line, runs: Sequence[Run]) -> bool:
    """Nobody is voted on and no list is settled: each person goes on or not for a reason given."""
    return not (line.has_ballot or line.is_event or settles_list(line, runs))


def round_named(word: str) -> Round:
    if word not in WORDS:
        raise NotFound
    return WORDS[word]


def on_step(line: Line, people: Sequence[Known]) -> list[Known]:
    """Who is on a step that is not finished: of its round, not dropped, and not barred (P-005)."""
    return [e for e in considered_on(line, people) if not e.is_barred]


def barred_on(line: Line, people: Sequence[Known]) -> list[Known]:
    """Who is considered and may not stand: kept off the ballot, with the rule's words."""
    return [e for e in considered_on(line, people) if e.is_barred]


def considered_on(line: Line, people: Sequence[Known]) -> list[Known]:
    return [e for e in people if e.is_in(line.round) and not e.candidate.is_dropped]


def beside_step(line: Line, people: Sequence[Known]) -> list[Known]:
    """Whom votes dropped before: a later meeting may introduce them beside the list (V19)."""
    return [
        each
        for each in people
        if each.is_in(line.round)
        and not each.is_barred
        and each.candidate.dropped_in_id is not None
        and each.candidate.dropped_in != line.held
    ]


def ballots_of(step: StepMeeting) -> list[IntroductionBallot]:
    return list(step.ballots.prefetch_related("votes").order_by("number"))


def votes_on(ballot: IntroductionBallot, labels: Mapping[int, str]) -> dict[str, int]:
    """Votes by the names people are told apart by."""
    return {labels[each.candidate_id]: each.votes for each in ballot.votes.all()}


def judged(
    line: Line, ballot: IntroductionBallot, plan: PersonnelPlan, labels: Mapping[int, str]
) -> Answer:
    """What the rule says of one introduction ballot."""
    held = ballot.step
    return introduce(
        line.step,
        rules_of(plan.congress),
        Ballots(
            held.convened or 0,
            held.present or 0,
            votes_on(ballot, labels),
            ballot.issued,
            ballot.returned,
            ballot.invalid,
        ),
    )


def difference_at(
    line: Line,
    runs: Sequence[Run],
    plan: PersonnelPlan,
    votes: Mapping[str, int],
    labels: Mapping[int, str],
    *,
    going: Collection[str],
) -> Answer | None:
    """Committee against standing committee, whichever of them met last (P-053); None: it says nothing.

    ``votes`` and ``going`` are of this step; the other body's are those of its last finished one.
    """
    bodies = {COMMITTEE: STANDING_COMMITTEE, STANDING_COMMITTEE: COMMITTEE}
    other = bodies.get(line.step.convened)
    if line.held is None or other is None or not votes:
        return None
    run = next(each for each in runs if each.round is line.round)
    earlier = [
        each
        for each in run.lines
        if each.step.number < line.step.number and each.step.convened == other and each.is_finished
    ]
    if not earlier or (held := earlier[-1].held) is None:
        return None
    rows = list(StepPerson.objects.filter(step=held))
    if other == STANDING_COMMITTEE:
        names = [labels[row.candidate_id] for row in rows if row.goes_on]
        said, counted_on = dict(votes), line.held
    else:
        names = list(going)
        said, counted_on = {labels[row.candidate_id]: row.votes or 0 for row in rows}, held
    return judge_difference(
        names,
        said,
        rules_of(plan.congress),
        convened=counted_on.convened or 0,
        reported=line.held.reported,
    )


def step_rows(plan: PersonnelPlan) -> list[dict[str, object]]:
    """The steps as they stand, for the form that changes them."""
    procedure = procedure_of(plan)
    return [
        {
            "title": step.title,
            "convened": step.convened,
            "work": step.work[procedure.rounds[0]],
            "ballot": step.ballot.value,
            "is_meeting": step.counted_on is not CountedOn.NONE,
        }
        for step in procedure.steps
    ]


def sums_words(answers: Sequence[Answer]) -> str:
    """The sentences on papers and attendance, without those on persons."""
    lines = [part.reason for answer in answers for part in answer.parts if "name" not in part.facts]
    return " ".join(dict.fromkeys(lines))
