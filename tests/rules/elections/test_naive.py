"""The rules count as a second, naive counting does: 2,000 random elections, no difference."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from daihoi.rules.elections.ballots import Ballot, Bundle, Ruling, ballot_for
from daihoi.rules.elections.counting import tally
from daihoi.rules.elections.kinds import Fault, MarkStyle, Office
from daihoi.rules.elections.loading import rule_set
from daihoi.rules.elections.outcome import Election, decide
from tests.rules.elections import naive

ELECTIONS = 2_000
TWO_ROWS = {MarkStyle.AGREE_DISAGREE, MarkStyle.YES_NO_ABSTAIN, MarkStyle.SYMBOL}


def bundle_of(case: naive.Case, paper: naive.Paper, ballot: Ballot) -> Bundle:
    marks = ballot.bits(sorted(paper.first))
    if ballot.style in TWO_ROWS:
        marks |= ballot.bits(sorted(paper.second)) << len(ballot.names)
    rule = naive.RULES[case.edition]
    refused = paper.fault in naive.ALWAYS_INVALID or (
        paper.outsider and rule.get("outsider") != "valid"
    )
    unclear = paper.fault == "unclear" or (paper.partly and rule.get("partly") != "as_if_not")
    ruling = (
        Ruling(bool(paper.held_valid), "cả ban thống nhất") if unclear and not refused else None
    )
    return Bundle(
        marks=marks,
        faults=frozenset({Fault(paper.fault)} if paper.fault else ()),
        partly=ballot.bits([paper.partly] if paper.partly else []),
        written=(paper.outsider,) if paper.outsider else (),
        ruling=ruling,
    )


def difference(seed: int) -> str:
    """How the two countings of one random election differ; "" if they do not."""
    case = naive.random_case(seed)
    rules = rule_set(case.edition)
    ballot = ballot_for(case.names, case.seats, rules)
    bundles = [bundle_of(case, paper, ballot) for paper in case.papers]
    plain = [each.marks for each in bundles if not (each.faults or each.written or each.partly)]
    others = Counter(each for each in bundles if each.faults or each.written or each.partly)
    rest = [replace(each, papers=papers) for each, papers in others.items()]
    counted = tally(ballot, rules, plain, rest)
    election = Election(
        office=Office.COMMITTEE,
        seats=case.seats,
        is_tie_ballot=case.is_tie_ballot,
        born_on={name: date(year, 1, 1) for name, year in case.births.items()}
        | {"Ngoài một": date(1970, 1, 1), "Ngoài hai": date(1971, 1, 1)},
    )
    found = decide(counted, election, rules, base=case.base)
    wanted = naive.count(case)
    ours = (
        {**dict(zip(counted.names, counted.votes, strict=True)), **counted.written},
        dict(zip(counted.names, counted.against, strict=True)),
        (counted.valid, counted.invalid_papers, counted.blank),
        set(found.elected),
        set(found.tied),
    )
    theirs = (
        wanted.votes,
        wanted.against,
        (wanted.valid, wanted.invalid, wanted.blank),
        wanted.elected,
        wanted.tied,
    )
    return "" if ours == theirs else f"{seed} {case}: {ours} against {theirs}"


def check(first: int, elections: int) -> list[str]:
    """The differences of so many elections from a seed on."""
    return [found for seed in range(first, first + elections) if (found := difference(seed))]


@pytest.mark.parametrize("part", range(4))
def test_two_countings_never_differ(part: int) -> None:
    each = ELECTIONS // 4
    assert check(part * each, each) == []


def test_the_random_elections_meet_every_kind_of_end() -> None:
    """A comparison says nothing of what it never saw."""
    seen = set()
    for seed in range(ELECTIONS // 2):
        case = naive.random_case(seed)
        found = naive.count(case)
        seen |= {case.edition, f"seats {min(case.seats, 2)}"}
        seen |= {"tied"} if found.tied else set()
        seen |= {"open"} if len(found.elected) < case.seats else {"full"}
        seen |= {"blank"} if found.blank else set()
        seen |= {"invalid"} if found.invalid else set()
        seen |= {"outsider elected"} if any("Ngoài" in name for name in found.elected) else set()
        half = {2 * votes == case.base for votes in found.votes.values()}
        seen |= {"exactly half"} if True in half else set()
        outsiders = [paper.outsider for paper in case.papers if paper.outsider]
        seen |= {"outsider twice"} if len(set(outsiders)) < len(outsiders) else set()
        seen |= {"more than 22 names"} if len(case.names) > 22 else set()
    wanted = {"tied", "open", "full", "blank", "invalid", "outsider elected", "exactly half"}
    wanted |= {"outsider twice", "more than 22 names", "seats 1", "seats 2"}
    assert seen >= wanted | set(naive.RULES)
