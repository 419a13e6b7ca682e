"""What papers are judged by: as the page judges at once, and as the server confirms."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from daihoi.elections.models.counts import Marked
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.ballots import (
    Ballot,
    Bundle,
    Judgement,
    Ruling,
    classes_of,
    judge,
    parameter_of,
)
from daihoi.rules.elections.kinds import Fault, PaperClass, PartialStrike, Verdict, label
from daihoi.rules.elections.parameters import RuleSet


@dataclass(frozen=True, slots=True)
class Seen:
    """What a teller saw on a paper, or on each of ``papers`` that look alike."""

    marks: int = 0
    faults: frozenset[Fault] = frozenset()
    written: tuple[str, ...] = ()  # outsiders' names, where an edition lets voters elect them

    @property
    def fields(self) -> dict[str, Any]:
        """As rows keep it."""
        return {
            "marks": f"{self.marks:x}",
            "faults": sorted(self.faults),
            "written": sorted(self.written),
        }

    def bundle(self, papers: int = 1) -> Bundle:
        return Bundle(self.marks, papers, self.faults, written=self.written)


def bundle_of(row: Marked, papers: int = 1, ruling: Ruling | None = None) -> Bundle:
    """A row as the rules take it."""
    return Bundle(
        marks=int(row.marks, 16),
        papers=papers,
        faults=frozenset(Fault(each) for each in row.faults),
        partly=int(row.partly, 16),
        written=tuple(row.written),
        ruling=ruling,
    )


def judged(bundle: Bundle, ballot: Ballot, rules: RuleSet) -> dict[str, Any]:
    """What a page says of a paper: its class, why, by which article."""
    return told(judge(bundle, ballot, rules))


def told(judgement: Judgement) -> dict[str, Any]:
    """A judgement that was made, in the same shape."""
    return {
        "paper": judgement.paper.value,
        "words": judgement.words,
        **_sources(judgement),
    }


def judging_table(ballot: Ballot, rules: RuleSet) -> dict[str, Any]:
    """All that a page needs to judge a paper of this ballot without asking."""
    classes = classes_of(rules)
    return {
        "names": len(ballot.names),
        "seats": ballot.seats,
        "style": ballot.style.value,
        "counts_written": counts_written(rules),
        "verdicts": {
            each.value: _told(classes[each], label(each), parameter_of(each, rules))
            for each in Verdict
        },
        "faults": [
            {"code": fault.value, **_told(paper, label(fault), parameter_of(fault, rules))}
            for fault, paper in _faults(ballot, rules)
        ],
        "doubtful": label(PaperClass.DOUBTFUL).capitalize(),
        "unclear": _("Không tính cho {names}: không đúng một ô."),
    }


def counts_written(rules: RuleSet) -> bool:
    """Whether voters may elect whom the paper does not name."""
    return bool(rules.write_in.value is PaperClass.VALID)


def partial_words(rules: RuleSet) -> str:
    """What becomes of a paper on which a name is struck in part."""
    if rules.partial_strike.value is PartialStrike.DOUBTFUL:
        return _("Tên chỉ bị gạch một phần: để riêng, ban kiểm phiếu quyết định.")
    return _("Tên chỉ bị gạch một phần: coi như không gạch.")


def _faults(ballot: Ballot, rules: RuleSet) -> list[tuple[Fault, PaperClass]]:
    """Each fault in the order in which it decides; valid where the edition pardons it."""
    found = []
    for fault in Fault:
        answer = judge(Bundle(faults=frozenset({fault})), ballot, rules)
        decides = answer.reason is fault
        found.append((fault, answer.paper if decides else PaperClass.VALID))
    return found


def _told(paper: PaperClass, reason: str, parameter: Any) -> dict[str, Any]:
    words = f"{label(paper).capitalize()}: {reason}."
    answer = Answer(decision=paper.value, words=words, used=(parameter,))
    return {"paper": paper.value, "label": reason, "words": words, **_sources(answer)}


def _sources(answer: Answer | Judgement) -> dict[str, Any]:
    return {
        "articles": "; ".join(str(each) for each in answer.articles),
        "unconfirmed": "; ".join(answer.unconfirmed),
        "overrides": "; ".join(str(each.basis) for each in answer.overrides),
    }
