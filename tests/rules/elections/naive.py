"""Elections counted a second time, slowly and from the wording of the rules alone.

Nothing of `daihoi.rules.elections` is asked how to count: papers are sets of names, an edition is
the few words below, and people are compared one by one. Tests and the benchmark hold both against
each other on random elections.
"""

import random
from dataclasses import dataclass, field
from fractions import Fraction

PARTY = {"base": "roll", "surplus": "strike", "equal": "columns"}
RULES: dict[str, dict[str, str]] = {
    "vn-party-2014": PARTY,
    "vn-party-2024": PARTY,
    "vn-trade-union": {"base": "box", "surplus": "strike", "equal": "strike", "partly": "as_if_not"},
    "vn-youth-union": {"base": "box", "surplus": "strike", "equal": "strike"},
    "vn-state-2015": {"base": "valid", "surplus": "strike", "equal": "columns", "tie": "older"},
    "german-association": {
        "base": "yes_no", "surplus": "yes_no", "equal": "yes_no", "zero": "blank",
        "refuse_all": "valid", "one_empty": "blank", "many": "valid",
    },
    "roberts-rules": {
        "base": "not_blank", "surplus": "choose", "equal": "choose", "zero": "blank",
        "one_empty": "blank", "outsider": "valid",
    },
    "cn-party-grassroots": {
        "base": "roll", "surplus": "yes_no", "equal": "yes_no", "zero": "blank",
        "refuse_all": "valid", "one_empty": "blank", "outsider": "valid",
    },
    "general": {"base": "valid", "surplus": "strike", "equal": "columns"},
}  # fmt: skip
ALWAYS_INVALID = ("not_issued", "marked", "several_inks", "signed", "written")


@dataclass
class Paper:
    """One sheet: names in the first place (struck, agreed to, chosen) and in the second."""

    first: set[str] = field(default_factory=set)
    second: set[str] = field(default_factory=set)
    fault: str = ""
    outsider: str = ""
    partly: str = ""
    held_valid: bool | None = None  # what the tellers said of an unclear paper


@dataclass
class Case:
    edition: str
    names: list[str]
    seats: int
    base: int
    papers: list[Paper]
    births: dict[str, int]
    is_tie_ballot: bool = False


@dataclass
class Counted:
    votes: dict[str, int]
    against: dict[str, int]
    valid: int
    invalid: int
    blank: int
    elected: set[str]
    tied: set[str]


def style(case: Case) -> str:
    return RULES[case.edition]["surplus" if len(case.names) > case.seats else "equal"]


def read(case: Case, paper: Paper) -> tuple[str, set[str], set[str]]:
    """valid, invalid or blank; who is elected; who is refused."""
    rule = RULES[case.edition]
    outsider_counts = rule.get("outsider", "invalid") == "valid"
    if paper.fault in ALWAYS_INVALID:
        return "invalid", set(), set()
    if paper.outsider and not outsider_counts:
        return "invalid", set(), set()
    unclear = paper.fault == "unclear" or (paper.partly and rule.get("partly") != "as_if_not")
    if unclear and not paper.held_valid:
        return "invalid", set(), set()
    chosen: set[str] = set()
    refused: set[str] = set()
    for name in case.names:
        in_first, in_second = name in paper.first, name in paper.second
        if style(case) == "strike":
            (refused if in_first else chosen).add(name)
        elif style(case) == "choose":
            if in_first:
                chosen.add(name)
        elif in_first != in_second:
            (chosen if in_first else refused).add(name)
    if paper.outsider:
        chosen.add(paper.outsider)
    return sort(case, paper, chosen, refused)


def sort(
    case: Case, paper: Paper, chosen: set[str], refused: set[str]
) -> tuple[str, set[str], set[str]]:
    rule = RULES[case.edition]
    kind = "valid"
    if len(case.names) == 1 and not chosen:
        name = case.names[0]
        if style(case) == "strike":
            kind = "valid"
        elif name in paper.first and name in paper.second:
            kind = "invalid"
        elif name not in paper.first and name not in paper.second:
            kind = rule.get("one_empty", "invalid")
    elif len(chosen) > case.seats:
        kind = rule.get("many", "invalid")
    elif not chosen:
        all_refused = style(case) in {"columns", "yes_no"} and refused == set(case.names)
        kind = rule.get("refuse_all", "invalid") if all_refused else rule.get("zero", "invalid")
    if kind != "valid":
        return kind, set(), set()
    return kind, chosen, refused if style(case) in {"columns", "yes_no"} else set()


def count(case: Case) -> Counted:
    kinds = {"valid": 0, "invalid": 0, "blank": 0}
    votes, against = dict.fromkeys(case.names, 0), dict.fromkeys(case.names, 0)
    for paper in case.papers:
        kind, chosen, refused = read(case, paper)
        kinds[kind] += 1
        for name in sorted(chosen):
            votes[name] = votes.get(name, 0) + 1
        for name in sorted(refused):
            against[name] += 1
    over = [name for name in votes if enough(case, name, votes, against, kinds)]
    elected, tied = set(), set()
    for name in over:
        better = [other for other in over if votes[other] > votes[name]]
        level = [other for other in over if votes[other] == votes[name]]
        if len(better) + len(level) <= case.seats:
            elected.add(name)
        elif len(better) < case.seats:
            tied.add(name)
    if tied and RULES[case.edition].get("tie") == "older":
        elected, tied = by_age(case, elected, tied)
    return Counted(votes, against, kinds["valid"], kinds["invalid"], kinds["blank"], elected, tied)


def enough(
    case: Case,
    name: str,
    votes: dict[str, int],
    against: dict[str, int],
    kinds: dict[str, int],
) -> bool:
    if not votes[name]:
        return False
    if case.is_tie_ballot:
        return True
    whole = {
        "roll": case.base,
        "box": sum(kinds.values()),
        "valid": kinds["valid"],
        "not_blank": kinds["valid"] + kinds["invalid"],
        "yes_no": votes[name] + against.get(name, 0),
    }[RULES[case.edition]["base"]]
    return Fraction(votes[name], 1) > Fraction(whole, 2)


def by_age(case: Case, elected: set[str], tied: set[str]) -> tuple[set[str], set[str]]:
    left = case.seats - len(elected)
    won, level = set(elected), set()
    for name in tied:
        older = [other for other in tied if case.births[other] < case.births[name]]
        same = [other for other in tied if case.births[other] == case.births[name]]
        if len(older) + len(same) <= left:
            won.add(name)
        elif len(older) < left:
            level.add(name)
    return won, level


def random_case(seed: int) -> Case:
    """Small elections with every kind of paper; many are close, so that limits are met."""
    chance = random.Random(seed)
    edition = chance.choice(sorted(RULES))
    size = chance.randint(1, 6) if chance.random() < 0.8 else chance.randint(7, 26)
    names = [f"Người {number}" for number in range(size)]
    seats = chance.randint(1, len(names))
    case = Case(edition, names, seats, 0, [], {name: chance.randint(1960, 1963) for name in names})
    case.is_tie_ballot = chance.random() < 0.1
    liking = {name: chance.random() for name in names}
    for _ in range(chance.randint(1, 24)):
        case.papers.append(random_paper(case, chance, liking))
    case.base = max(1, len(case.papers) + chance.randint(-3, 5))
    return case


def random_paper(case: Case, chance: random.Random, liking: dict[str, float]) -> Paper:
    paper = Paper()
    wanted = {name for name in case.names if chance.random() < liking[name]}
    if style(case) == "strike":
        paper.first = set(case.names) - wanted
        if len(wanted) > case.seats and chance.random() < 0.8:
            for name in sorted(wanted)[case.seats :]:
                paper.first.add(name)
        if chance.random() < 0.05:
            paper.partly = chance.choice(case.names)
    else:
        paper.first = set(sorted(wanted)[: case.seats]) if chance.random() < 0.8 else wanted
        if style(case) != "choose":
            paper.second = {
                name for name in case.names if (name not in paper.first) == (chance.random() < 0.93)
            }
    if chance.random() < 0.1:
        paper.fault = chance.choice([*ALWAYS_INVALID, "unclear"])
    if chance.random() < 0.06:
        paper.outsider = chance.choice(["Ngoài một", "Ngoài hai"])
    paper.held_valid = chance.random() < 0.5
    return paper
