"""The directive a congress prepares its people by, and how its answers are shown and kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from daihoi.base.errors import RuleBroken
from daihoi.congresses.models import Congress, RuleBook
from daihoi.congresses.queries.local_rules import overrides_of, personnel_rules
from daihoi.rules.certainty import UNSURE, Certainty
from daihoi.rules.findings import told_bases, without_codes
from daihoi.rules.parameters import OverrideError
from daihoi.rules.personnel.answers import Answer, Decision
from daihoi.rules.personnel.directives import Rulebook

BADGES = {
    Decision.ACCEPTED: "done",
    Decision.WARNED: "waiting",
    Decision.PENDING: "waiting",
    Decision.REFUSED: "late",
}


def rules_of(congress: Congress) -> Rulebook:
    """The parameters in force on its day, with what papers of the superior set; read once."""
    if "personnel_rules" not in congress.__dict__:
        try:
            found = personnel_rules(congress, overrides_of(congress, RuleBook.PERSONNEL))
        except OverrideError as error:
            raise RuleBroken(
                str(error),
                code="bad_override",
                advice=_("Hãy sửa quy định riêng theo văn bản cấp trên của đại hội này."),
            ) from error
        congress.__dict__["personnel_rules"] = found
    rules: Rulebook = congress.__dict__["personnel_rules"]
    return rules


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of the rules as a page and the minutes need it."""

    decision: str
    kind: str  # of its badge
    words: str
    arithmetic: tuple[str, ...]
    bases: tuple[str, ...]
    notes: tuple[str, ...]  # overrides and values without a confirmed source
    is_unsure: bool

    @property
    def label(self) -> str:
        labels = {
            Decision.ACCEPTED: _("được"),
            Decision.WARNED: _("cần lưu ý"),
            Decision.PENDING: _("chờ quyết định"),
            Decision.REFUSED: _("không được"),
        }
        return labels[Decision(self.decision)]

    @property
    def is_refused(self) -> bool:
        return self.decision == Decision.REFUSED

    @property
    def is_met(self) -> bool:
        return self.decision == Decision.ACCEPTED

    @property
    def article(self) -> str:
        return "; ".join(self.bases)


def said(answer: Answer) -> Said:
    return Said(
        answer.decision.value,
        BADGES[answer.decision],
        without_codes(answer.reason),
        tuple(map(without_codes, answer.arithmetic)),
        told_bases(answer.bases),
        answer.notes,
        answer.certainty is Certainty.UNCONFIRMED,
    )


def kept(answer: Answer) -> dict[str, Any]:
    """The same for a row that is frozen, whatever the directive says by then."""
    told = said(answer)
    return {
        "decision": told.decision,
        "words": told.words,
        "arithmetic": list(told.arithmetic),
        "bases": list(told.bases),
        "notes": list(told.notes),
        "unsure": told.is_unsure,
    }


def said_then(kept_answer: dict[str, Any]) -> Said | None:
    """An answer that was kept; None where there is none."""
    if not kept_answer:
        return None
    return Said(
        kept_answer["decision"],
        BADGES[Decision(kept_answer["decision"])],
        kept_answer["words"],
        tuple(kept_answer["arithmetic"]),
        tuple(kept_answer["bases"]),
        tuple(kept_answer["notes"]),
        bool(kept_answer["unsure"]),
    )


def refusal(answer: Answer, *, advice: str = "") -> RuleBroken:
    """What a rule refuses, with its articles: for the page and for the log of an action."""
    bases = "; ".join(told_bases(answer.bases))
    unsure = f", {UNSURE}" if answer.certainty is Certainty.UNCONFIRMED else ""
    return RuleBroken(
        f"{without_codes(answer.reason)} ({bases}{unsure})", code=answer.code, advice=advice
    )


def refused(answers: Iterable[Answer]) -> Answer | None:
    """The first that blocks."""
    return next((each for each in answers if each.decision is Decision.REFUSED), None)
