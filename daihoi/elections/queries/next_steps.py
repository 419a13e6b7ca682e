"""What is permitted after a ballot: by the step its outcome names, and what the congress decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from daihoi.elections.models import Election, ElectionState, Round, RoundState, Vote
from daihoi.elections.queries.law import rules_of
from daihoi.elections.queries.outcomes import digest_of
from daihoi.rules.certainty import UNSURE
from daihoi.rules.elections.closing import superior_may_appoint
from daihoi.rules.elections.kinds import NextStep, Office, label
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.wording import by_paper

CONTINUATION = "continuation"  # Vote.matter


class GoOn(StrEnum):
    """What the congress is asked after a ballot that left seats open."""

    LEVEL = "level"
    LEFT = "left"
    NEW = "new"
    LEAVE = "leave"


GO_ON_LABELS: Mapping[GoOn, StrPromise] = {
    GoOn.LEVEL: _("Bầu lần nữa trong số người bằng phiếu"),
    GoOn.LEFT: _("Bầu tiếp trong số những người còn lại"),
    GoOn.NEW: _("Bầu tiếp, ứng cử, đề cử thêm người"),
    GoOn.LEAVE: _("Không bầu nữa, để khuyết"),
}
# What may be put to the congress after each step.
ASKED: Mapping[NextStep, tuple[GoOn, ...]] = {
    NextStep.CONGRESS_DECIDES: (GoOn.LEFT, GoOn.NEW, GoOn.LEAVE),
    NextStep.CONTINUE_OR_LEAVE: (GoOn.LEFT, GoOn.NEW, GoOn.LEAVE),
    NextStep.CONGRESS_ON_TIE: (GoOn.LEVEL, GoOn.LEAVE),
    NextStep.CONTINUE: (GoOn.LEFT, GoOn.NEW),
    NextStep.VOTE_AGAIN_ALL: (GoOn.LEFT, GoOn.NEW),
    NextStep.OWN_RULES_ON_TIE: (GoOn.LEVEL, GoOn.LEFT, GoOn.NEW, GoOn.LEAVE),
}
# What needs nobody's decision.
DIRECT: Mapping[NextStep, GoOn] = {
    NextStep.TIE_BALLOT: GoOn.LEVEL,
    NextStep.CONTINUE: GoOn.LEFT,
    NextStep.VOTE_AGAIN_ALL: GoOn.LEFT,
}
ENDS = frozenset({NextStep.FINISHED, NextStep.STOP, NextStep.COUNCIL_ORDERS})
OVER = frozenset({ElectionState.FINISHED, ElectionState.CANCELLED})


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What an election waits for after its last ballot.

    ``go_on``: how the next ballot comes about; None where none may be prepared. ``is_redo``: the
    last one was void and is held again as it was.
    """

    last: Round | None
    step: NextStep | None = None
    vote: Vote | None = None
    asks: tuple[GoOn, ...] = ()
    go_on: GoOn | None = None
    may_finish: bool = False
    may_appoint: bool = False
    is_redo: bool = False

    @property
    def words(self) -> str:
        return label(self.step) if self.step else ""

    @property
    def grounds(self) -> Mapping[str, Any]:
        """What the step itself rests on: articles, papers of the superior, what is unconfirmed."""
        if self.step is None or self.last is None:
            return {}
        kept = (self.last.outcome or {}).get("follows") or {}
        if kept.get("decision") == self.step:
            return kept
        return {"unconfirmed": [f"{self.words} ({UNSURE})"]}

    @property
    def basis(self) -> str:
        """The same in a line; "" for none."""
        found = self.grounds
        papers = [*found.get("articles", ()), *found.get("overrides", ())]
        if not papers and found.get("unconfirmed"):
            return UNSURE
        return by_paper(papers)

    @property
    def choices(self) -> list[tuple[str, StrPromise]]:
        return [(each.value, GO_ON_LABELS[each]) for each in self.asks]

    @property
    def may_prepare(self) -> bool:
        return self.go_on is not None or self.is_redo


def next_steps(
    election: Election, rules: RuleSet | None = None, *, rounds: Sequence[Round] | None = None
) -> NextSteps:
    """Nothing while a ballot runs or when the election is over.

    ``rounds``: its ballots in order with their votes, where they have been read.
    """
    if election.state in OVER:
        return NextSteps(None)
    rules = rules or rules_of(election.congress)
    if rounds is None:
        rounds = list(election.rounds.order_by("number").prefetch_related("votes"))
    last = last_that_counts(rounds)
    superior = superior_may_appoint(Office(election.office), rules).decision == "allowed"
    if last is None:
        return NextSteps(None, may_appoint=superior)
    last.election = election
    if last.state == RoundState.VOID:
        return NextSteps(last, NextStep.REDO, is_redo=True, may_appoint=superior)
    if last.state != RoundState.ANNOUNCED or last.outcome is None:
        return NextSteps(last)
    return _after(last, NextStep(last.outcome["step"]), is_free_to_appoint=superior)


def last_that_counts(rounds: Sequence[Round]) -> Round | None:
    """The last of an election's ballots in order; one that was told anew since others were void."""
    if not rounds or rounds[-1].state != RoundState.VOID:
        return rounds[-1] if rounds else None
    last, void_at = rounds[-1], rounds[-1].voided_at
    for each in reversed(rounds):
        if each.state == RoundState.VOID or each.announced_at is None or void_at is None:
            continue
        return each if each.announced_at > void_at else last
    return last


def standing_votes(last: Round) -> list[Vote]:
    """What the congress decided on going on after a ballot, by the result that stands now."""
    votes = [
        each for each in last.votes.all() if each.matter == CONTINUATION and not each.withdrawn_at
    ]
    if not votes:
        return []
    digest = digest_of(last)
    return [each for each in votes if each.decided.get("of", digest) == digest]


def _after(last: Round, step: NextStep, *, is_free_to_appoint: bool) -> NextSteps:
    asked_so_far = standing_votes(last)
    vote = asked_so_far[-1] if asked_so_far else None
    asked = GoOn(vote.decided["go_on"]) if vote else None
    go_on, leaves = DIRECT.get(step), False
    if vote is not None and asked is not None:
        leaves = step not in DIRECT and vote.passed == (asked is GoOn.LEAVE)
        if asked is not GoOn.LEAVE and vote.passed:
            go_on = asked
    return NextSteps(
        last,
        step,
        vote,
        asks=ASKED.get(step, ()),
        go_on=go_on,
        may_finish=step in ENDS or leaves,
        may_appoint=step is NextStep.SUPERIOR_APPOINTS
        or (is_free_to_appoint and step is not NextStep.FINISHED),
    )


def kept_next(last: Round) -> Mapping[str, Any]:
    """The names and seats of the ballot that an outcome foresees; {} for none."""
    return (last.outcome or {}).get("next") or {}
