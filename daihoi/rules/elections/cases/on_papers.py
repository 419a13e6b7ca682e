"""Questions about ballot papers: their style, their validity, the count and its result."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from daihoi.rules.elections import ballots, counting, outcome
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.cases.on_people import Asked, Question, form_of, roll_from
from daihoi.rules.elections.cases.reader import Given
from daihoi.rules.elections.kinds import (
    Fault,
    Level,
    MajorityBase,
    MarkStyle,
    Office,
    PaperClass,
    Verdict,
)
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.elections.roll import Base, base_of

_ROWS = {
    MarkStyle.STRIKE_OUT: ("struck", ""),
    MarkStyle.CHOOSE: ("chosen", ""),
    MarkStyle.AGREE_DISAGREE: ("agree", "disagree"),
    MarkStyle.YES_NO_ABSTAIN: ("agree", "disagree"),
    MarkStyle.SYMBOL: ("agree", "disagree"),
}
# Where the need is measured by papers, figures of the roll do not tell it.
ON_PAPERS = {MajorityBase.RETURNED, MajorityBase.VALID, MajorityBase.VOTES_CAST}


def _ballot(given: Given, rules: RuleSet) -> ballots.Ballot:
    wanted = given.choice("style", MarkStyle) if "style" in given else None
    return ballots.ballot_for(given.texts("slate"), given.integer("seats"), rules, wanted=wanted)


def _bundle(told: Given, ballot: ballots.Ballot) -> ballots.Bundle:
    first, second = _ROWS[ballot.style]
    marks = ballot.bits(told.texts(first, ()))
    if second:
        marks |= ballot.bits(told.texts(second, ())) << len(ballot.names)
    ruling = None
    if "ruling" in told:
        paper = told.choice("ruling", PaperClass)
        ruling = ballots.Ruling(paper is PaperClass.VALID, told.text("reason"))
    found = ballots.Bundle(
        marks=marks,
        papers=told.integer("count", 1),
        faults=frozenset(told.choices("faults", Fault)),
        partly=ballot.bits(told.texts("partly", ())),
        written=told.texts("written", ()),
        ruling=ruling,
    )
    told.done()
    return found


def _style(given: Given, rules: RuleSet, _key: Any) -> Asked:
    wanted = given.choice("style", MarkStyle) if "style" in given else None
    answer = ballots.style_of(given.integer("names"), given.integer("seats"), rules, wanted=wanted)
    return answer, {}


def _stamp(given: Given, rules: RuleSet, _key: Any) -> Asked:
    answer = ballots.stamp(given.choice("level", Level), rules)
    return answer, {"stamp": answer.facts["owner"]}


def _papers(given: Given, rules: RuleSet, _key: Any) -> Asked:
    ballot = _ballot(given, rules)
    bundles = [_bundle(each, ballot) for each in given.each("papers")]
    judged = [ballots.judge(each, ballot, rules) for each in bundles]
    counted = counting.tally(ballot, rules, bundles=bundles)
    style = ballots.style_of(len(ballot.names), ballot.seats, rules, wanted=ballot.style)
    used = tuple(dict.fromkeys([*style.used, *(one for each in judged for one in each.used)]))
    answer = Answer(decision="judged", words=" ".join(each.words for each in judged), used=used)
    elected = [list(ballot.named(each.votes_for)) + list(each.written) for each in judged]
    return answer, {
        "papers": [each.paper for each in judged],
        "reason": [each.reason for each in judged],
        "chosen": elected,
        "votes": _votes(counted),
    }


def _votes(counted: counting.Tally) -> dict[str, int]:
    return {**dict(zip(counted.names, counted.votes, strict=True)), **counted.written}


def _tally(given: Given, ballot: ballots.Ballot, rules: RuleSet) -> counting.Tally:
    """A count from papers, or from sums. Papers that are given only as a number have no reason."""
    if "papers" in given:
        bundles = [_bundle(each, ballot) for each in given.each("papers")]
        return counting.tally(ballot, rules, bundles=bundles)
    votes = given.numbers("votes")
    outside = {name: number for name, number in votes.items() if name not in ballot.names}
    own = {name: number for name, number in votes.items() if name in ballot.names}
    invalid = given.integer("invalid", 0)
    against = given.numbers("against", {})
    return counting.typed(
        ballot,
        votes=own,
        valid=given.integer("valid", max([*votes.values(), *_sums(own, against)], default=0)),
        against=against,
        invalid={Verdict.OVERVOTE: invalid} if invalid else {},
        blank=given.integer("blank", 0),
        written=outside,
    )


def _sums(votes: Mapping[str, int], against: Mapping[str, int]) -> list[int]:
    return [votes.get(name, 0) + number for name, number in against.items()]


def _flow_of(given: Given) -> counting.PaperFlow:
    handed = given.integer("handed_out" if "handed_out" in given else "issued")
    return counting.PaperFlow(handed, given.integer("spoiled", 0), given.integer("returned"))


def _outcome(given: Given, rules: RuleSet, _key: Any) -> Asked:
    form = form_of(given)
    names = given.texts("slate") if "slate" in given else tuple(_named(given))
    seats = given.integer("seats")
    wanted = given.choice("style", MarkStyle) if "style" in given else None
    ballot = ballots.ballot_for(names, seats, rules, wanted=wanted)
    flow = _flow_of(given) if "returned" in given else None
    if rules.majority_base.value in ON_PAPERS and "valid" not in given and "papers" not in given:
        raise given.wrong(
            "valid", "phải ghi; quy định này tính trên số phiếu, không theo số người."
        )
    counted = _tally(given, ballot, rules)
    base: Base | int = 0
    if any(key in given for key in ("base", "convened", "people", "present")):
        if "present" in given and "convened" not in given and "base" not in given:
            base = given.integer("present")
        else:
            base = base_of(roll_from(given, rules, form), form=form, rules=rules)
    election = outcome.Election(
        office=given.choice("office", Office, Office.COMMITTEE),
        seats=seats,
        round=given.integer("round", 1),
        is_tie_ballot=given.flag("is_tie_ballot"),
        born_on=_born(given) if "born_on" in given else None,
    )
    found = outcome.decide(counted, election, rules, base=base, flow=flow)
    following = found.next_ballot
    return found, {
        "elected": found.elected,
        "tied": found.tied or None,
        "open_seats": found.open_seats,
        "step": found.step,
        "need": found.facts.get("need"),
        "base": found.results[0].base if found.results else None,
        "next_names": following.ballot.names if following else None,
        "next_style": following.ballot.style if following else None,
        "majority_waived": following.is_majority_waived if following else None,
        "percent": {row.name: float(round(row.percent, 1)) for row in found.results},
        "arithmetic": found.arithmetic,
    }


def _named(given: Given) -> list[str]:
    """Without a list of its own the names are those with votes, in the order written."""
    votes = given.peek("votes")
    if not isinstance(votes, Mapping):
        raise given.wrong("slate", "hãy ghi danh sách bầu, hoặc số phiếu của từng người.")
    return [str(name) for name in votes]


def _born(given: Given) -> dict[str, date]:
    told = given.inner("born_on")
    found = {name: told.day(name) for name in told.names()}
    told.done()
    return found


def _flow(given: Given, rules: RuleSet, _key: Any) -> Asked:
    flow = _flow_of(given)
    return counting.check_flow(flow, rules), {"issued": flow.issued}


def _sums_agree(given: Given, rules: RuleSet, _key: Any) -> Asked:
    ballot = _ballot(given, rules)
    flow = _flow_of(given) if "returned" in given else None
    errors = counting.sum_errors(_tally(given, ballot, rules), ballot, rules, flow)
    answer = Answer(
        decision="differs" if errors else "agrees",
        words=" ".join(errors) or "Các số khớp nhau.",
        used=(rules.minutes_fields,),
    )
    return answer, {"errors": errors or None}


def _compare(given: Given, rules: RuleSet, _key: Any) -> Asked:
    ballot = _ballot(given, rules)
    counts = []
    for side in ("first", "second"):
        told = given.inner(side)
        counts.append(_tally(told, ballot, rules))
        told.done()
    found = counting.differences(*counts)
    answer = Answer(
        decision="differs" if found else "agrees",
        words=" ".join(each.words for each in found) or "Hai lần đếm như nhau.",
        used=(rules.teller_duties,),
    )
    return answer, {"differences": [each.words for each in found] or None}


PAPERS: dict[str, Question] = {
    "style": _style,
    "stamp": _stamp,
    "papers": _papers,
    "outcome": _outcome,
    "flow": _flow,
    "sums": _sums_agree,
    "compare": _compare,
}
