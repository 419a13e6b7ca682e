"""The result of a count: who is elected, who is level, what is open, and the next permitted step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.ballots import Ballot, ballot_for, style_of
from daihoi.rules.elections.counting import PaperFlow, Tally, check_flow
from daihoi.rules.elections.kinds import (
    Continuation,
    MajorityBase,
    NextStep,
    Office,
    PercentOf,
    ReturnedTooMany,
    TieRule,
    label,
)
from daihoi.rules.elections.parameters import Parameter, RuleSet
from daihoi.rules.elections.roll import Base
from daihoi.rules.elections.slates import check_slate, continuation_of
from daihoi.rules.wording import listed

ON_ROLL = frozenset({MajorityBase.ADJUSTED_CONVENED, MajorityBase.CONVENED, MajorityBase.PRESENT})


@dataclass(frozen=True, slots=True)
class Election:
    """What is voted on, and which ballot this is.

    ``round`` counts ballots held for this office, this one included; a ballot among people who are
    level (``is_tie_ballot``) is not one of them. ``born_on`` is asked only where age decides.
    """

    office: Office
    seats: int  # of this ballot
    round: int = 1
    is_tie_ballot: bool = False
    born_on: Mapping[str, date] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One name of the list."""

    name: str
    votes: int
    base: int
    need: int
    percent: Fraction  # of the number minutes reckon it on; 12 stands for 12 %
    is_over: bool  # has the votes needed
    is_elected: bool


@dataclass(frozen=True, slots=True)
class NextBallot:
    """What may be voted on next, as far as the count alone says it."""

    ballot: Ballot
    is_majority_waived: bool  # the higher vote wins
    congress_first: bool  # the congress is asked before it is held
    slate: Answer  # whether the list may be voted on as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Answer):
    """``all_elected``, ``some_elected``, ``none_elected`` or ``no_result``."""

    elected: tuple[str, ...] = ()  # most votes first; ballot order among equals
    tied: tuple[str, ...] = ()  # level on the last seat; none of them elected
    open_seats: int = 0
    results: tuple[Result, ...] = ()  # in ballot order, outsiders after them
    step: NextStep = NextStep.FINISHED
    step_used: tuple[Parameter[Any], ...] = ()  # of ``used`` what names the step
    next_ballot: NextBallot | None = None

    @property
    def follows(self) -> Answer:
        """The next step with the articles of its own."""
        return Answer(decision=self.step.value, words=label(self.step), used=self.step_used)


def decide(
    counted: Tally,
    election: Election,
    rules: RuleSet,
    *,
    base: Base | int,
    flow: PaperFlow | None = None,
) -> Outcome:
    """Who is elected (E-044, E-140 to E-148, E-164).

    ``base`` is that of the roll (`roll.base_of`); editions that reckon on papers take theirs from
    the count. Of what the edition says of single papers the outcome shows only overrides; the rest
    stands in the count. Votes needed first, then the higher vote, never more than the seats. Who is level on
    the last seat waits for the step of the edition. ``ValueError`` while doubtful papers wait.
    """
    if counted.undecided:
        raise ValueError(f"Còn {counted.undecided} phiếu chờ ban kiểm phiếu quyết định.")
    if flow is not None and flow.returned > flow.issued:
        return _void(flow, election, rules)
    rows = _rows(counted, election, rules, base.base if isinstance(base, Base) else base)
    over = sorted((row for row in rows if row.is_over), key=lambda row: -row.votes)
    elected, tied = _cut(over, election.seats)
    level = bool(tied)
    if tied and rules.tie_rule.value is TieRule.OLDER:
        elected, tied = _older(elected, tied, election)
    names = tuple(row.name for row in elected)
    results = tuple(replace(row, is_elected=row.name in names) for row in rows)
    used: list[Parameter[Any]] = [rules.majority_base, rules.majority]
    if rules.percent_of.override:  # else it is of the form of minutes, no basis of a result
        used.append(rules.percent_of)
    if len(over) > election.seats:
        used.append(rules.ranking)
    if level:
        used.append(rules.tie_rule)
    if isinstance(base, Base):
        used += base.used
    used += [each for each in counted.used if each.override]
    found = _told(results, names, tuple(row.name for row in tied), election, rules)
    found = replace(found, used=tuple(dict.fromkeys([*used, *found.used])))
    waived = election.is_tie_ballot and rules.tie_majority_waived.value
    if isinstance(base, Base) and rules.majority_base.value in ON_ROLL and not waived:
        return replace(found, arithmetic=base.arithmetic)
    return found


def _rows(counted: Tally, election: Election, rules: RuleSet, base: int) -> list[Result]:
    against = dict(zip(counted.names, counted.against, strict=True))
    votes = {**dict(zip(counted.names, counted.votes, strict=True)), **counted.written}
    found = []
    for name, number in votes.items():
        whole = {
            MajorityBase.RETURNED: counted.returned,
            MajorityBase.VALID: counted.valid,
            MajorityBase.VOTES_CAST: counted.valid + counted.invalid_papers,
            MajorityBase.YES_NO: number + against.get(name, 0),
        }.get(rules.majority_base.value, base)
        waived = election.is_tie_ballot and rules.tie_majority_waived.value
        need = 1 if waived else max(rules.majority.value.need(whole), 1)
        of = counted.valid if rules.percent_of.value is PercentOf.VALID else whole
        percent = Fraction(number * 100, of) if of else Fraction(0)
        found.append(Result(name, number, whole, need, percent, number >= need, is_elected=False))
    return found


def _cut(over: Sequence[Result], seats: int) -> tuple[list[Result], list[Result]]:
    """Those who have a seat for sure, and those level on the last one (E-140 to E-144)."""
    if len(over) <= seats or over[seats - 1].votes > over[seats].votes:
        return list(over[:seats]), []
    last = over[seats].votes
    return [row for row in over if row.votes > last], [row for row in over if row.votes == last]


def _older(
    elected: list[Result], tied: list[Result], election: Election
) -> tuple[list[Result], list[Result]]:
    born = election.born_on or {}
    if unknown := [row.name for row in tied if row.name not in born]:
        raise ValueError(f"Cần ngày sinh của {listed(unknown)}: bằng phiếu thì xét tuổi.")
    by_age = sorted(tied, key=lambda row: born[row.name])
    left = election.seats - len(elected)
    if born[by_age[left - 1].name] == born[by_age[left].name]:
        day = born[by_age[left].name]
        sure = [row for row in by_age if born[row.name] < day]
        return [*elected, *sure], [row for row in by_age if born[row.name] == day]
    return [*elected, *by_age[:left]], []


def _void(flow: PaperFlow, election: Election, rules: RuleSet) -> Outcome:
    found = check_flow(flow, rules)
    redo = rules.returned_gt_issued.value is ReturnedTooMany.REDO
    return Outcome(
        decision="no_result",
        words=found.words,
        used=found.used,
        arithmetic=found.arithmetic,
        facts=found.facts,
        open_seats=election.seats,
        step=NextStep.REDO if redo else NextStep.PRESIDIUM_DECIDES,
        step_used=(rules.returned_gt_issued,),
    )


def _told(
    results: tuple[Result, ...],
    elected: tuple[str, ...],
    tied: tuple[str, ...],
    election: Election,
    rules: RuleSet,
) -> Outcome:
    votes = {row.name: row.votes for row in results}
    open_seats = election.seats - len(elected)
    step, step_used = _step(tied, open_seats, election, rules)
    used = step_used
    if election.is_tie_ballot:
        used = (*used, rules.tie_majority_waived)
    among_tied = bool(tied) and step in {NextStep.TIE_BALLOT, NextStep.CONGRESS_ON_TIE}
    left = [row.name for row in results if row.name not in elected]
    names = [name for name in left if name in tied] if among_tied else left
    following = None
    if step in _BALLOT_FOLLOWS and names:
        following = NextBallot(
            ballot=ballot_for(names, open_seats, rules),
            is_majority_waived=among_tied and rules.tie_majority_waived.value,
            congress_first=step in _CONGRESS_FIRST,
            slate=check_slate(election.office, open_seats, len(names), rules, is_later_ballot=True),
        )
        used = (*used, *style_of(len(names), open_seats, rules).used)
    waived = election.is_tie_ballot and rules.tie_majority_waived.value
    needs = sorted({(row.need, row.base) for row in results})
    words = f"Trúng cử: {', '.join(f'{name} ({votes[name]})' for name in elected)}."
    if not elected:
        words = f"Không ai trúng cử {rules.title(election.office)}."
    if tied:
        words += f" Bằng phiếu: {listed(tied)} ({votes[tied[0]]})."
    if open_seats:
        words += f" Còn {open_seats} chỗ: {label(step)}."
    decision = "all_elected" if not open_seats else "some_elected" if elected else "none_elected"
    said = "; ".join(f"mẫu số {base}, cần {need}" for need, base in needs)
    return Outcome(
        decision=decision,
        words=words,
        used=used,
        arithmetic="lấy người nhiều phiếu hơn, không cần quá nửa" if waived else said,
        facts={"votes": votes, "need": needs[0][0] if len(needs) == 1 else None},
        elected=elected,
        tied=tied,
        open_seats=open_seats,
        results=results,
        step=step,
        step_used=step_used,
        next_ballot=following,
    )


_TIE_STEPS = {
    TieRule.REVOTE_TIED: NextStep.TIE_BALLOT,
    TieRule.CONGRESS_THEN_REVOTE: NextStep.CONGRESS_ON_TIE,
    TieRule.VOTE_AGAIN: NextStep.VOTE_AGAIN_ALL,
    TieRule.LOST: NextStep.OWN_RULES_ON_TIE,
    TieRule.OLDER: NextStep.COUNCIL_ORDERS,
}
_CONTINUES = {each: NextStep(each.value) for each in Continuation}


def _step(
    tied: Sequence[str], open_seats: int, election: Election, rules: RuleSet
) -> tuple[NextStep, tuple[Parameter[Any], ...]]:
    if not open_seats:
        return NextStep.FINISHED, ()
    if tied and election.is_tie_ballot:
        again = rules.tie_again.value
        on_tie = NextStep.CONGRESS_ON_TIE
        return on_tie if again is Continuation.CONGRESS_DECIDES else _CONTINUES[again], (
            rules.tie_again,
        )
    if tied:
        return _TIE_STEPS[rules.tie_rule.value], (rules.tie_rule, rules.tie_majority_waived)
    appointed, offices = rules.appointment_rounds, rules.appointment_offices
    if election.office in offices.value and 0 < appointed.value <= election.round:
        return NextStep.SUPERIOR_APPOINTS, (appointed, offices)
    first, rounds, then = continuation_of(election.office, rules)
    used: tuple[Parameter[Any], ...] = (rounds,)
    if first is rules.incomplete_single:
        used = (rounds, appointed, offices)
    if 0 < rounds.value <= election.round:
        return _CONTINUES[then.value], (*used, then)
    return _CONTINUES[first.value], (*used, first)


_BALLOT_FOLLOWS = frozenset(
    {
        NextStep.TIE_BALLOT,
        NextStep.CONGRESS_ON_TIE,
        NextStep.VOTE_AGAIN_ALL,
        NextStep.CONGRESS_DECIDES,
        NextStep.CONTINUE,
        NextStep.CONTINUE_OR_LEAVE,
    }
)
_CONGRESS_FIRST = frozenset(
    {NextStep.CONGRESS_ON_TIE, NextStep.CONGRESS_DECIDES, NextStep.CONTINUE_OR_LEAVE}
)
