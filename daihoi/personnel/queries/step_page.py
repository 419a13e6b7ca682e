"""The page of one step: what the procedure says, what was held, the votes and what they mean."""

from dataclasses import dataclass, replace
from typing import Any

from daihoi.base.errors import NotFound
from daihoi.meetings.models import Meeting, MeetingState
from daihoi.meetings.queries.seen import meetings_seen
from daihoi.personnel.models import (
    Assessment,
    IntroductionBallot,
    PersonnelPlan,
    StepCorrection,
    StepMeeting,
)
from daihoi.personnel.queries.assessing import assessments_of
from daihoi.personnel.queries.attendance import Expected, expected_at
from daihoi.personnel.queries.law import Said, said, said_then
from daihoi.personnel.queries.minutes import minutes_label, minutes_of
from daihoi.personnel.queries.people import Known, people_of
from daihoi.personnel.queries.seen import PersonnelCan, allowed, get_plan
from daihoi.personnel.queries.steps import (
    Line,
    ballots_of,
    barred_on,
    beside_step,
    decides_by_assessment,
    difference_at,
    judged,
    line_of,
    on_step,
    round_named,
    runs_of,
    sums_words,
)
from daihoi.registry.models import Paper
from daihoi.rules.personnel.answers import Answer


@dataclass(frozen=True, slots=True)
class VoteRow:
    """One person in a ballot or in the outcome, with the rule's words."""

    label: str
    votes: int | None
    goes_on: bool
    reason: str
    candidate_pk: int

    @property
    def short_reason(self) -> str:
        """Without the name, where it stands beside it."""
        return self.reason.removeprefix(f"{self.label}: ")


@dataclass(frozen=True, slots=True)
class BallotSheet:
    ballot: IntroductionBallot
    rows: list[VoteRow]
    said: Said  # of papers and attendance
    is_last: bool


@dataclass(frozen=True, slots=True)
class StepPage:
    plan: PersonnelPlan
    line: Line
    people: list[Known]  # on the step now, or who could be
    beside: list[Known]
    barred: list[Known]
    ballots: list[BallotSheet]
    outcome: list[VoteRow]
    said: Said | None
    difference: Said | None
    needs_report: bool
    corrections: list[StepCorrection]
    decides_by_assessment: bool
    assessments: dict[int, Assessment]  # by candidate
    minutes: Paper | None  # in the register or on the way there
    can: PersonnelCan

    @property
    def held(self) -> StepMeeting:
        """`NotFound` while nothing of the step was written down."""
        if self.line.held is None:
            raise NotFound
        return self.line.held

    @property
    def expected(self) -> Expected | None:
        """How many the meeting should have convened, as far as the software knows."""
        held = self.line.held
        on, meeting = (held.on, held.meeting) if held else (None, None)
        return expected_at(self.line, self.plan, on, meeting)

    @property
    def assessed(self) -> list[tuple[Known, Assessment | None]]:
        """Everybody on a step that decides without a ballot, with what was said of each."""
        return [(each, self.assessments.get(each.pk)) for each in self.people]

    @property
    def can_assess(self) -> bool:
        return self.can_write and self.decides_by_assessment and self.line.held is not None

    @property
    def not_assessed(self) -> int:
        return sum(row is None for _known, row in self.assessed)

    @property
    def can_deposit(self) -> bool:
        """The step is over, and its minutes are not among the papers as they are now."""
        if not (self.line.is_meeting and self.line.is_finished and self.can.step):
            return False
        return self.minutes is None or self.minutes.source_label != minutes_label(self.held)

    @property
    def can_write(self) -> bool:
        return self.can.step and self.line.is_current and not self.line.is_presentation

    @property
    def can_ballot(self) -> bool:
        held = self.line.held
        return (
            self.can_write
            and self.line.has_ballot
            and held is not None
            and held.convened is not None
            and held.present is not None
        )

    @property
    def next_ballot(self) -> int:
        return len(self.ballots) + 1

    @property
    def can_finish(self) -> bool:
        held = self.line.held
        if not self.can_write or held is None or held.on is None:
            return False
        if self.line.has_ballot:
            return bool(self.ballots)
        return held.convened is not None or not self.line.is_meeting


def step_page(pk: int, word: str, number: int, *, viewer: Any) -> StepPage:
    """One step of the plan of a congress, by its round's word and its number."""
    plan = get_plan(pk, viewer=viewer)
    people = people_of(plan)
    runs = runs_of(plan, people)
    line = line_of(runs, round_named(word), number)
    labels = {each.pk: each.label for each in people}
    sheets: list[BallotSheet] = []
    votes: dict[str, int] = {}
    going: set[str] = set()
    corrections: list[StepCorrection] = []
    if line.held is not None:
        corrections = list(line.held.corrections.select_related("made_by").order_by("-pk"))
        found = ballots_of(line.held) if line.has_ballot else []
        for ballot in found:
            ballot.step = line.held
            answer = judged(line, ballot, plan, labels)
            sheets.append(_sheet(ballot, answer, people, is_last=ballot is found[-1]))
            votes |= {row.label: row.votes or 0 for row in sheets[-1].rows}
            going |= {row.label for row in sheets[-1].rows if row.goes_on}
    difference = difference_at(line, runs, plan, votes, labels, going=going)
    return StepPage(
        plan=plan,
        line=line,
        people=on_step(line, people),
        beside=beside_step(line, people),
        barred=barred_on(line, people),
        ballots=sheets,
        outcome=_outcome(line, labels),
        said=said_then(line.held.told) if line.held else None,
        difference=said(difference) if difference else None,
        needs_report=difference is not None and difference.code != "lists_agree",
        corrections=corrections,
        decides_by_assessment=decides_by_assessment(line, runs),
        assessments={} if line.has_ballot else assessments_of(line.held),
        minutes=minutes_of(line.held) if line.is_meeting else None,
        can=allowed(plan, viewer=viewer),
    )


def meetings_to_choose(plan: PersonnelPlan, *, viewer: Any) -> list[Meeting]:
    """Meetings of this congress that a step may have been, as the viewer sees them."""
    found = meetings_seen(viewer).filter(congress=plan.congress)
    return list(found.exclude(state=MeetingState.CANCELLED).order_by("-on", "-pk"))


def _sheet(
    ballot: IntroductionBallot, answer: Answer, people: list[Known], *, is_last: bool
) -> BallotSheet:
    by_label = {each.label: each for each in people}
    parts = {part.facts["name"]: part for part in answer.parts if "name" in part.facts}
    counted = {each.candidate_id: each.votes for each in ballot.votes.all()}
    rows = []
    for label, known in by_label.items():
        if known.pk in counted:
            part = parts.get(label)
            rows.append(
                VoteRow(
                    label,
                    counted[known.pk],
                    bool(part and part.facts["goes_on"]),
                    part.reason if part else "",
                    known.pk,
                )
            )
    rows.sort(key=lambda row: -(row.votes or 0))
    told = replace(said(answer), words=sums_words([answer]))
    return BallotSheet(ballot, rows, told, is_last)


def _outcome(line: Line, labels: dict[int, str]) -> list[VoteRow]:
    if line.held is None or not line.is_finished:
        return []
    rows = [
        VoteRow(labels[each.candidate_id], each.votes, each.goes_on, each.reason, each.candidate_id)
        for each in line.held.people.order_by("pk")
    ]
    return sorted(rows, key=lambda row: (not row.goes_on, -(row.votes or 0)))


def ballot_of(page: StepPage, number: int) -> IntroductionBallot:
    """`NotFound` for a ballot the step has not."""
    for sheet in page.ballots:
        if sheet.ballot.number == number:
            return sheet.ballot
    raise NotFound
