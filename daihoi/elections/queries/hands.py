"""A show of hands judged: how many may raise one, what is needed, by which article (E-047)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from daihoi.base.errors import RuleBroken
from daihoi.congresses.models import Congress
from daihoi.elections.queries.law import form_of, rules_of
from daihoi.elections.queries.refusals import refusal
from daihoi.elections.queries.rolls import Reckoned, reckoned_now, require_roll
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.elections.roll import judge_hands


@dataclass(frozen=True, slots=True)
class Hands:
    """What the secretariat counted."""

    votes_for: int
    votes_against: int = 0
    votes_other: int = 0

    @property
    def raised(self) -> int:
        return self.votes_for + self.votes_against + self.votes_other


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of it, with how many voters were in the room."""

    answer: Answer
    present: int

    @property
    def passed(self) -> bool:
        return self.answer.decision == "adopted"


def require_quorum(congress: Congress, rules: RuleSet) -> Reckoned:
    """The roll in force with who is in the room; refused while too few are there (E-050)."""
    found = reckoned_now(congress, require_roll(congress), rules)
    if not found.has_quorum:
        raise refusal(
            found.quorum,
            code="no_quorum",
            advice=_("Hãy điểm danh người đến sau; đủ số người có mặt mới biểu quyết, bầu cử."),
        )
    return found


def judged(congress: Congress, hands: Hands) -> Judged:
    """Whether it is adopted; refused for more hands than voters in the room, or than the base."""
    rules = rules_of(congress)
    found = require_quorum(congress, rules)
    present = found.numbers.present
    most = min(present, found.base.base)
    if min(hands.votes_for, hands.votes_against, hands.votes_other) < 0 or not hands.raised:
        raise RuleBroken(
            _("Chưa nhập số người giơ tay."),
            code="no_hand",
            advice=_("Hãy nhập số đồng ý, không đồng ý, ý kiến khác."),
        )
    if hands.raised > most:
        facts = {
            "for": hands.votes_for,
            "against": hands.votes_against,
            "other": hands.votes_other,
            "raised": hands.raised,
            "present": present,
            "base": found.base.base,
        }
        raise RuleBroken(
            _(
                "%(for)s đồng ý + %(against)s không đồng ý + %(other)s ý kiến khác = %(raised)s,"
                " nhiều hơn số người được biểu quyết: %(present)s người có mặt, mẫu số %(base)s."
            )
            % facts,
            code="more_hands",
            advice=_(
                "Hãy đếm lại, điểm danh người đến sau, hoặc điều chỉnh danh sách cử tri;"
                " kết quả này chưa được ghi."
            ),
        )
    answer = judge_hands(
        hands.votes_for,
        found.numbers,
        form=form_of(congress),
        rules=rules,
        against=hands.votes_against,
    )
    return Judged(answer, present)
