"""Counting: papers become votes, two counts are compared, and what must agree is checked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.ballots import (
    Ballot,
    Bundle,
    Reason,
    check_marks,
    classes_of,
    judge,
    parameter_of,
    read_marks,
)
from daihoi.rules.elections.kinds import MarkStyle, PaperClass, Verdict, label
from daihoi.rules.elections.parameters import Parameter, RuleSet

CHUNK = 1 << 16  # papers looked at together: alike ones are judged once
_GROUP = 11  # names whose bits are added up together
_GROUP_BITS = (1 << _GROUP) - 1


@dataclass(frozen=True, slots=True)
class Tally:
    """One count. Papers doubtful and not yet decided are in no votes.

    ``used``: what the edition says of the papers that were met; no part of comparing two counts.
    """

    names: tuple[str, ...]  # in ballot order
    votes: tuple[int, ...]
    against: tuple[int, ...]
    valid: int
    invalid: Mapping[Reason, int] = field(default_factory=dict)
    blank: int = 0
    undecided: int = 0
    written: Mapping[str, int] = field(default_factory=dict)  # outsiders
    used: tuple[Parameter[Any], ...] = field(default=(), compare=False, repr=False)

    @property
    def returned(self) -> int:
        """All papers that were in the box."""
        return self.valid + self.invalid_papers + self.blank + self.undecided

    @property
    def invalid_papers(self) -> int:
        return sum(self.invalid.values())


class _Sums:
    """Votes by name from bits, a group of names at a time: one addition instead of eleven."""

    def __init__(self, names: int) -> None:
        self._sizes = [min(_GROUP, names - first) for first in range(0, names, _GROUP)]
        self._groups = [[0] * (1 << size) for size in self._sizes]

    def add(self, bits: int, papers: int) -> None:
        for group in self._groups:
            group[bits & _GROUP_BITS] += papers
            bits >>= _GROUP

    def by_name(self) -> tuple[int, ...]:
        return tuple(
            sum(papers for bits, papers in enumerate(group) if papers and bits >> at & 1)
            for group, size in zip(self._groups, self._sizes, strict=True)
            for at in range(size)
        )


def tally(
    ballot: Ballot, rules: RuleSet, papers: Iterable[int] = (), bundles: Iterable[Bundle] = ()
) -> Tally:
    """Count papers whose marks say all (``papers``, read once, kept nowhere) and ``bundles``.

    The order of papers does not matter, and memory does not grow with their number.
    ``ValueError`` for marks at names that are not on the ballot.
    """
    classes = classes_of(rules)
    chosen_sums, against_sums = _Sums(len(ballot.names)), _Sums(len(ballot.names))
    kinds: Counter[PaperClass] = Counter()
    met: set[Verdict] = set()
    used: dict[Parameter[Any], None] = {}
    invalid: Counter[Reason] = Counter()
    written: Counter[str] = Counter()
    has_against = ballot.style not in {MarkStyle.STRIKE_OUT, MarkStyle.CHOOSE}
    flow = iter(papers)
    while alike := Counter(islice(flow, CHUNK)):
        check_marks(ballot, min(alike))
        check_marks(ballot, max(alike))
        for marks, number in alike.items():
            verdict, chosen, against = read_marks(ballot, marks)
            met.add(verdict)
            paper = classes[verdict]
            kinds[paper] += number
            if paper is PaperClass.VALID:
                chosen_sums.add(chosen, number)
                if has_against:
                    against_sums.add(against, number)
            elif paper is PaperClass.INVALID:
                invalid[verdict] += number
    for bundle in bundles:
        judged = judge(bundle, ballot, rules)
        used.update(dict.fromkeys(judged.used))
        kinds[judged.paper] += bundle.papers
        if judged.paper is PaperClass.INVALID:
            invalid[judged.reason] += bundle.papers
        chosen_sums.add(judged.votes_for, bundle.papers)
        if has_against:
            against_sums.add(judged.votes_against, bundle.papers)
        for name in judged.written:
            written[name] += bundle.papers
    used.update(dict.fromkeys(parameter_of(each, rules) for each in sorted(met)))
    return Tally(
        names=ballot.names,
        votes=chosen_sums.by_name(),
        against=against_sums.by_name(),
        valid=kinds[PaperClass.VALID],
        invalid={reason: papers for reason, papers in sorted(invalid.items()) if papers},
        blank=kinds[PaperClass.BLANK],
        undecided=kinds[PaperClass.DOUBTFUL],
        written=dict(sorted(written.items())),
        used=tuple(used),
    )


def together(first: Tally, second: Tally) -> Tally:
    """Two piles of one ballot as one count; ``ValueError`` for two lists."""
    if first.names != second.names:
        raise ValueError("Hai tập phiếu không cùng một danh sách bầu.")
    return Tally(
        names=first.names,
        votes=tuple(map(sum, zip(first.votes, second.votes, strict=True))),
        against=tuple(map(sum, zip(first.against, second.against, strict=True))),
        valid=first.valid + second.valid,
        invalid=dict(sorted((Counter(first.invalid) + Counter(second.invalid)).items())),
        blank=first.blank + second.blank,
        undecided=first.undecided + second.undecided,
        written=dict(sorted((Counter(first.written) + Counter(second.written)).items())),
        used=tuple(dict.fromkeys([*first.used, *second.used])),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two counts do not agree."""

    what: str  # "votes", "against", "valid", "invalid", "blank", "undecided", "written"
    about: str  # a name or reason; "" for totals
    first: int
    second: int

    @property
    def words(self) -> str:
        said = {
            "votes": f"Phiếu của {self.about}",
            "against": f"Phiếu không đồng ý {self.about}",
            "valid": "Phiếu hợp lệ",
            "invalid": f"Phiếu không hợp lệ, {self.about}",
            "blank": "Phiếu trắng",
            "undecided": "Phiếu chờ quyết định",
            "written": f"Phiếu của người ngoài danh sách {self.about}",
        }[self.what]
        return f"{said}: người thứ nhất đếm {self.first}, người thứ hai đếm {self.second}."


def differences(first: Tally, second: Tally) -> list[Difference]:
    """All that two tellers counted differently, name by name; ``ValueError`` for two lists."""
    if first.names != second.names:
        raise ValueError("Hai lần đếm không cùng một danh sách bầu.")
    pairs: list[tuple[str, str, int, int]] = [
        ("valid", "", first.valid, second.valid),
        ("blank", "", first.blank, second.blank),
        ("undecided", "", first.undecided, second.undecided),
    ]
    for reason in dict.fromkeys([*first.invalid, *second.invalid]):
        counts = first.invalid.get(reason, 0), second.invalid.get(reason, 0)
        pairs.append(("invalid", label(reason), *counts))
    for at, name in enumerate(first.names):
        pairs.append(("votes", name, first.votes[at], second.votes[at]))
        pairs.append(("against", name, first.against[at], second.against[at]))
    for name in dict.fromkeys([*first.written, *second.written]):
        counts = first.written.get(name, 0), second.written.get(name, 0)
        pairs.append(("written", name, *counts))
    return [Difference(*pair) for pair in pairs if pair[2] != pair[3]]


@dataclass(frozen=True, slots=True)
class PaperFlow:
    """Ballots on their way: handed out, of them spoiled and replaced, returned in the box."""

    handed_out: int
    spoiled: int
    returned: int

    @property
    def issued(self) -> int:
        """Papers that could come back (E-130)."""
        return self.handed_out - self.spoiled


def check_flow(flow: PaperFlow, rules: RuleSet) -> Answer:
    """``agrees``, ``fewer`` (goes on, E-132), or ``stop``/``redo`` where more came back (E-131)."""
    if min(flow.handed_out, flow.spoiled, flow.returned, flow.issued) < 0:
        raise ValueError("Số phiếu không thể âm; phiếu hỏng đổi lại không nhiều hơn phiếu phát.")
    arithmetic = f"{flow.issued} = {flow.handed_out} − {flow.spoiled}; thu về {flow.returned}"
    facts = {"issued": flow.issued, "returned": flow.returned}
    if flow.returned > flow.issued:
        over = rules.returned_gt_issued
        words = f"Thu về {flow.returned} phiếu, nhiều hơn {flow.issued} phiếu phát ra: {label(over.value)}."
        return Answer(
            decision=over.value.value,
            words=words,
            used=(over,),
            arithmetic=arithmetic,
            facts=facts,
        )
    fewer = flow.returned < flow.issued
    words = f"Phát ra {flow.issued} phiếu, thu về {flow.returned} phiếu."
    if fewer:
        words += " Tiếp tục kiểm phiếu; mẫu số không đổi."
    return Answer(
        decision="fewer" if fewer else "agrees",
        words=words,
        used=(rules.report_papers_to_congress,),
        arithmetic=arithmetic,
        facts=facts,
    )


def sum_errors(
    counted: Tally, ballot: Ballot, rules: RuleSet, flow: PaperFlow | None = None
) -> list[str]:
    """What cannot be right in a count, in Vietnamese: sums that do not agree; [] for none."""
    found: list[str] = []
    if flow is not None and counted.returned != flow.returned:
        found.append(
            f"Phiếu hợp lệ, không hợp lệ và phiếu khác cộng lại {counted.returned}, thu về {flow.returned}."
        )
    for name, votes, against in zip(counted.names, counted.votes, counted.against, strict=True):
        if votes + against > counted.valid:
            found.append(f"{name}: {votes + against} phiếu, chỉ có {counted.valid} phiếu hợp lệ.")
    total = sum(counted.votes) + sum(counted.written.values())
    if rules.overvote.value is not PaperClass.VALID and total > counted.valid * ballot.seats:
        most = counted.valid * ballot.seats
        found.append(
            f"Tổng số phiếu bầu {total}, nhiều nhất là {counted.valid} × {ballot.seats} = {most}."
        )
    each_elects = len(ballot.names) > 1 and not _may_elect_nobody(rules)
    if each_elects and total < counted.valid:
        found.append(f"Tổng số phiếu bầu {total}, ít nhất là {counted.valid}: phiếu hợp lệ có bầu.")
    return found


def _may_elect_nobody(rules: RuleSet) -> bool:
    """Whether a valid paper with several names may elect none of them."""
    return PaperClass.VALID in {rules.zero_vote_multi.value, rules.all_disagree.value}


def typed(ballot: Ballot, *, votes: Mapping[str, int], valid: int, **others: Any) -> Tally:
    """A count that a teller enters as sums; ``others`` as `Tally` has them. Unnamed people have 0."""
    against: Mapping[str, int] = others.pop("against", {})
    ballot.bits([*votes, *against])
    numbers: Sequence[int] = [valid, *votes.values(), *against.values()]
    if min(numbers) < 0:
        raise ValueError("Số phiếu không thể âm.")
    return Tally(
        names=ballot.names,
        votes=tuple(votes.get(name, 0) for name in ballot.names),
        against=tuple(against.get(name, 0) for name in ballot.names),
        valid=valid,
        **others,
    )
