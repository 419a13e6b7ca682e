"""What each side has counted so far, and what both come to; doubtful papers stand beside them."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from daihoi.base.language import in_vietnamese
from daihoi.elections.models import Count, CountMode, DoubtfulPaper, Pattern, Round
from daihoi.elections.queries.issued_rules import rules_for, rules_of_papers
from daihoi.elections.queries.judging import bundle_of
from daihoi.elections.queries.law import ballot_of
from daihoi.elections.queries.outcomes import kept_tally
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.ballots import Ballot, Reason, Ruling
from daihoi.rules.elections.counting import (
    Difference,
    PaperFlow,
    Tally,
    check_flow,
    differences,
    sum_errors,
    tally,
    together,
    typed,
)
from daihoi.rules.elections.kinds import Fault, Verdict, label
from daihoi.rules.elections.parameters import RuleSet


@dataclass(frozen=True, slots=True)
class Law:
    """The paper of a round and the rules it is judged by."""

    ballot: Ballot
    rules: RuleSet


_FAULTS = frozenset(each.value for each in Fault)


def law_of(round_: Round) -> Law:
    return Law(ballot_of(round_), rules_for(round_))


def law_of_papers(round_: Round) -> Law:
    """The same values; asked for every paper."""
    return Law(ballot_of(round_), rules_of_papers(round_))


def flow_of(round_: Round) -> PaperFlow:
    return PaperFlow(round_.handed_out or 0, round_.spoiled, round_.in_box or 0)


def reason_of(value: str) -> Reason:
    return Fault(value) if value in _FAULTS else Verdict(value)


def read_tally(kept: Mapping[str, Any], ballot: Ballot) -> Tally:
    """A tally as `queries.outcomes.kept_tally` keeps it."""
    return typed(
        ballot,
        votes=kept["votes"],
        against=kept["against"],
        valid=kept["valid"],
        blank=kept["blank"],
        invalid={reason_of(each): papers for each, papers in sorted(kept["invalid"].items())},
        written=dict(sorted(kept["written"].items())),
    )


def own_tally(count: Count, law: Law) -> Tally:
    """One side's papers: what it closed with, or what its closed batches or sums say by now."""
    if count.tally is not None:
        return read_tally(count.tally, law.ballot)
    if count.mode == CountMode.SUMS:
        return read_tally(count.sums or _EMPTY, law.ballot)
    rows = Pattern.objects.filter(batch__count=count, batch__is_closed=True)
    return tally(law.ballot, law.rules, bundles=[bundle_of(each, each.papers) for each in rows])


_EMPTY: Mapping[str, Any] = {
    "votes": {}, "against": {}, "valid": 0, "blank": 0, "invalid": {}, "written": {},
}  # fmt: skip


def doubtful_of(round_: Round) -> QuerySet[DoubtfulPaper]:
    """Those of this attempt that were not given back to ordinary counting."""
    return DoubtfulPaper.objects.filter(round=round_, attempt=round_.attempt, withdrawn="")


def doubtful_papers(round_: Round) -> list[DoubtfulPaper]:
    """The same by their slips."""
    return sorted(doubtful_of(round_), key=lambda each: (len(each.label), each.label))


def ruling_of(paper: DoubtfulPaper) -> Ruling | None:
    return None if paper.is_valid is None else Ruling(paper.is_valid, paper.ruling)


def doubtful_tally(papers: Iterable[DoubtfulPaper], law: Law) -> Tally:
    """What the tellers as a body made of papers put aside; each counts once for both sides."""
    bundles = [bundle_of(each, ruling=ruling_of(each)) for each in papers]
    return tally(law.ballot, law.rules, bundles=bundles)


def counted_errors(own: Tally, doubtful: Tally, round_: Round, law: Law) -> list[str]:
    """What keeps one side's count from being closed, in words."""
    whole, flow = together(own, doubtful), flow_of(round_)
    found = sum_errors(own, law.ballot, law.rules)
    missing = flow.returned - whole.returned
    facts = {
        "counted": own.returned, "aside": doubtful.returned, "returned": flow.returned,
        "by": abs(missing),
    }  # fmt: skip
    if missing > 0:
        said = _("Thiếu %(by)s phiếu: đã nhập %(counted)s, để riêng %(aside)s, thu về %(returned)s. Hãy tìm phiếu chưa nhập hoặc tập chưa đóng.")  # fmt: skip
        found.insert(0, said % facts)
    if missing < 0:
        said = _("Thừa %(by)s phiếu: đã nhập %(counted)s, để riêng %(aside)s, thu về %(returned)s. Có phiếu nhập hai lần, hoặc phiếu để riêng vẫn được nhập.")  # fmt: skip
        found.insert(0, said % facts)
    return found


def flow_answer(round_: Round, law: Law) -> Answer:
    """Papers issued and returned (E-130 to E-132)."""
    return check_flow(flow_of(round_), law.rules)


def sides_of(round_: Round) -> dict[int, Count]:
    """The newest version of each side in the attempt that runs, by side."""
    rows = Count.objects.filter(round=round_, attempt=round_.attempt).select_related("teller")
    return {each.side: each for each in rows.order_by("side", "version")}


def both_closed(sides: Mapping[int, Count]) -> bool:
    return len(sides) == 2 and all(each.is_closed for each in sides.values())


@dataclass(frozen=True, slots=True)
class Found:
    """A difference and what to look for."""

    difference: Difference
    advice: str

    @property
    def words(self) -> str:
        return self.difference.words


def found_differences(first: Count, second: Count, law: Law) -> list[Found]:
    """Name by name where two closed sides differ."""
    pairs = differences(own_tally(first, law), own_tally(second, law))
    return [Found(each, _advice(each)) for each in pairs]


def piles_that_differ(first: Count, second: Count, law: Law) -> list[int] | None:
    """Batches that hold as many papers on both sides and other votes; None where piles differ."""
    piles = [_piles(each, law) for each in (first, second)]
    sizes = [{number: pile.returned for number, pile in each.items()} for each in piles]
    if not piles[0] or sizes[0] != sizes[1]:
        return None
    return [number for number, pile in piles[0].items() if pile != piles[1][number]]


def _piles(count: Count, law: Law) -> dict[int, Tally]:
    if count.mode == CountMode.SUMS:
        return {}
    found = {}
    for batch in (
        count.batches.filter(is_closed=True).prefetch_related("patterns").order_by("number")
    ):
        bundles = [bundle_of(each, each.papers) for each in batch.patterns.all()]
        found[batch.number] = tally(law.ballot, law.rules, bundles=bundles)
    return found


def _advice(difference: Difference) -> str:
    if difference.what in {"votes", "against"}:
        return _("Lật lại các phiếu, chỉ nhìn tên này; bên nào sai thì nhập lại tập có phiếu ấy.")
    if difference.what == "invalid":
        return _("Xem lại các phiếu không hợp lệ: cùng một phiếu hai bên ghi lý do khác nhau.")
    return _("Đếm lại từng tập: có phiếu hai bên xét khác nhau hoặc một bên bỏ sót.")


def digest_of(rows: Sequence[Pattern]) -> str:
    """SHA-256 of a batch; the random keys of its rows keep it from being guessed."""
    said = [[str(each.pk), each.marks, each.partly, each.faults, each.written, each.papers] for each in rows]  # fmt: skip
    return sha256_of(sorted(said))


def count_digest(count: Count) -> str:
    """SHA-256 of a closed count: its tally, and its batches or the random key of its sums."""
    batches = list(count.batches.order_by("number").values_list("digest", flat=True))
    key = (count.sums or {}).get("key", "") if count.mode == CountMode.SUMS else ""
    return sha256_of([count.tally, batches, key])


def frozen(own: Tally) -> dict[str, Any]:
    """A tally as a closed count keeps it."""
    with in_vietnamese():
        return kept_tally(own)


def invalid_rows(counted: Tally) -> list[tuple[str, int]]:
    return [(label(reason), papers) for reason, papers in counted.invalid.items()]


def sha256_of(said: Any) -> str:
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
