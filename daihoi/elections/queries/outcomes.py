"""What a rule made of a count, as a ballot keeps it: read by pages and papers, never judged again."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from daihoi.elections.models import TOLD, Election, ListedName, Round, RoundState
from daihoi.elections.queries.law import form_of, kept
from daihoi.rules.elections import outcome, roll
from daihoi.rules.elections.counting import Tally
from daihoi.rules.elections.kinds import Deduction, Office, TieRule, label
from daihoi.rules.elections.parameters import RuleSet


def base_for(round_: Round, rules: RuleSet) -> roll.Base:
    """The base and the votes needed, from the confirmed roll and who was there for this ballot.

    ``ValueError`` where the roll deducts what the edition does not.
    """
    listed = round_.roll
    if listed is None or round_.present is None:
        raise ValueError("Lượt bầu chưa phát phiếu nên chưa có mẫu số.")
    numbers = roll.Roll(
        convened=listed.convened,
        present=round_.present,
        deducted={Deduction(each): number for each, number in listed.deducted.items()},
    )
    return roll.base_of(numbers, form=form_of(round_.election.congress), rules=rules)


def round_number(round_: Round) -> int:
    """Which ballot for the office this is (E-164): void ones and ballots among people who are level do not count.

    An election that the superior ordered anew begins with the first again (E-182).
    """
    rounds = list(round_.election.rounds.filter(number__lte=round_.number))
    first = first_number(rounds)
    held = [
        each
        for each in rounds
        if first <= each.number < round_.number
        and not each.is_tie
        and each.state in {RoundState.COUNTED, *TOLD}
    ]
    return max(len(held) + (not round_.is_tie), 1)


def first_number(rounds: Iterable[Round]) -> int:
    """The number of the ballot with which the election that runs began."""
    return max((each.number for each in rounds if each.ordered_by), default=1)


def asked(round_: Round, names: Sequence[ListedName], rules: RuleSet) -> outcome.Election:
    """The ballot as the rule takes it; births only where they decide (``names`` with persons)."""
    return outcome.Election(
        office=Office(round_.election.office),
        seats=round_.seats,
        round=round_number(round_),
        is_tie_ballot=round_.is_tie,
        born_on=_births(names) if rules.tie_rule.value is TieRule.OLDER else None,
    )


def _births(names: Sequence[ListedName]) -> dict[str, date]:
    """Whole days only: a year alone does not tell who is older."""
    whole = len("1976-01-01")
    return {
        row.printed: date.fromisoformat(row.person.birth)
        for row in names
        if len(row.person.birth) == whole
    }


def kept_tally(counted: Tally) -> dict[str, Any]:
    return {
        "valid": counted.valid,
        "blank": counted.blank,
        "invalid": {reason.value: papers for reason, papers in counted.invalid.items()},
        "reasons": {label(reason): papers for reason, papers in counted.invalid.items()},
        "written": dict(counted.written),
        "votes": dict(zip(counted.names, counted.votes, strict=True)),
        "against": dict(zip(counted.names, counted.against, strict=True)),
    }


def kept_outcome(
    found: outcome.Outcome,
    names: Sequence[ListedName],
    *,
    base: roll.Base,
    asked: outcome.Election,
    rules: RuleSet,
) -> dict[str, Any]:
    """An outcome in the words and articles of its day; rows in ballot order, outsiders after them."""
    own = {row.printed: row for row in names}
    return {
        **kept(found),
        "certainty": found.certainty.value,
        "round": asked.round,
        "base": {**kept(base), "number": base.base, "need": base.need},
        "is_majority_waived": asked.is_tie_ballot and rules.tie_majority_waived.value,
        "percent_of": label(rules.percent_of.value),
        "open_seats": found.open_seats,
        "step": found.step.value,
        "follows": kept(found.follows),
        "rows": [
            {
                "name": own[row.name].pk if row.name in own else None,
                "printed": row.name,
                "votes": row.votes,
                "base": row.base,
                "need": row.need,
                "percent": percent_said(row.percent),
                "is_over": row.is_over,
                "is_half": row.votes * 2 == row.base,
                "is_elected": row.is_elected,
                "is_tied": row.name in found.tied,
                "rank": found.elected.index(row.name) + 1 if row.is_elected else None,
            }
            for row in found.results
        ],
        "next": _kept_next(found.next_ballot, own),
    }


def _kept_next(
    following: outcome.NextBallot | None, own: Mapping[str, ListedName]
) -> dict[str, Any] | None:
    if following is None:
        return None
    return {
        "names": [own[name].pk for name in following.ballot.names if name in own],
        "seats": following.ballot.seats,
        "style": following.ballot.style.value,
        "is_majority_waived": following.is_majority_waived,
        "congress_first": following.congress_first,
        "slate": kept(following.slate),
    }


def digest_of(round_: Round) -> str:
    """SHA-256 of what a ballot keeps of its count and result."""
    said = [round_.tally, round_.outcome]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seats_words(election: Election, title: str, filled: int | None = None) -> str:
    """How an election ended, in a sentence; ``filled`` None: all seats."""
    seats = election.seats or election.planned_seats
    name = title[:1].upper() + title[1:]
    if filled is None or filled >= seats:
        return f"{name}: đã bầu đủ {seats} người."
    if not filled:
        return f"{name}: không ai trúng cử, để khuyết {seats} người."
    return f"{name}: bầu được {filled} trên {seats} người, để khuyết {seats - filled}."


def percent_said(percent: Fraction) -> str:
    """One decimal, rounded half up, as minutes write it: "53,3"."""
    tenths = (percent.numerator * 20 // percent.denominator + 1) // 2
    return f"{tenths // 10},{tenths % 10}" if tenths % 10 else f"{tenths // 10}"
