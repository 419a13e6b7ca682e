"""Who may give a ballot up, or have a told result counted anew, and how that is said.

No readable text says who (E-131): the presidium or the congress while it sits, the superior
afterwards, who may also annul a result (E-182).
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.base import clock
from daihoi.base.errors import RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.congresses.models import Congress
from daihoi.elections.models import Decider, Round, Vote
from daihoi.elections.queries.hands import Hands
from daihoi.meetings.models import MeetingState
from daihoi.meetings.queries.attendance import congress_meeting
from daihoi.registry.queries.terms import congress_days
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.text import tidy

VOID, RECOUNT = "void", "recount"  # Vote.matter
# What is said wherever a list cannot change any more, and on the page that gives the ballot up.
CHANGE_OF_LIST = gettext_lazy(
    "Muốn đổi danh sách sau khi phát phiếu: đại hội biểu quyết bỏ lượt bầu, đoàn chủ tịch ghi ở trang"
    " “Bỏ lượt bầu”; phiếu đã phát thu lại, hủy; lượt sau mở lại danh sách, biểu quyết lại rồi in"
    " phiếu mới."
)
OVER = frozenset({MeetingState.ENDED, MeetingState.SIGNED})


@dataclass(frozen=True, slots=True)
class SuperiorsPaper:
    """A decision of the superior."""

    number: str
    on: date
    issuer: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided: the congress by these hands, the superior by this paper."""

    decider: Decider
    hands: Hands | None = None
    paper: SuperiorsPaper | None = None


def deciders_of_void(round_: Round) -> tuple[Decider, ...]:
    """A told result, while it is counted anew, is given up by nobody less than the congress."""
    found = _deciders(round_.election.congress)
    if not round_.is_recounted:
        return tuple(each for each in found if each is not Decider.SUPERIOR) or found
    return tuple(each for each in found if each is not Decider.PRESIDIUM)


def deciders_of_recount(round_: Round) -> tuple[Decider, ...]:
    return _deciders(round_.election.congress)


def check_decision(decision: Decision, allowed: tuple[Decider, ...]) -> None:
    """`RuleBroken` for somebody who does not decide this now, and without hands or paper."""
    if decision.decider not in allowed:
        names = ", ".join(str(each.label) for each in allowed)
        raise RuleBroken(
            _("Việc này nay do: %(deciders)s.") % {"deciders": names},
            code="not_the_decider",
            advice=_("Hãy chọn lại ai quyết định."),
        )
    if decision.decider is Decider.CONGRESS and decision.hands is None:
        raise RuleBroken(
            _("Chưa ghi số tay giơ của đại hội."),
            code="no_hands",
            advice=_("Hãy cho đại hội biểu quyết rồi nhập số đồng ý, không đồng ý, ý kiến khác."),
        )
    if decision.decider is Decider.SUPERIOR:
        _check_paper(decision.paper)


def decision_words(decision: Decision, vote: Vote | None) -> str:
    """As minutes and pages say it, in Vietnamese: who, by how many hands or by which paper."""
    with in_vietnamese():
        if decision.paper is not None and decision.decider is Decider.SUPERIOR:
            paper = decision.paper
            return f"{tidy(paper.issuer)}, văn bản số {tidy(paper.number)} ngày {format_date(paper.on, DateStyle.DASHED)}"[:300]  # fmt: skip
        if vote is not None:
            return (
                f"đại hội, {vote.votes_for} đồng ý, {vote.votes_against} không đồng ý,"
                f" {vote.votes_other} ý kiến khác"
            )
        return "đoàn chủ tịch"


def _check_paper(paper: SuperiorsPaper | None) -> None:
    if paper is None or not tidy(paper.number) or not tidy(paper.issuer):
        raise RuleBroken(
            _("Chưa ghi số, ngày và cơ quan của văn bản cấp trên."),
            code="no_paper",
            advice=_("Hãy ghi đúng như trên văn bản."),
        )
    if paper.on > clock.today():
        raise RuleBroken(_("Ngày văn bản không thể ở sau hôm nay."), code="paper_in_future")


def _deciders(congress: Congress) -> tuple[Decider, ...]:
    """Presidium and congress until it has ended; the superior once it has, or its day is past."""
    meeting, days = congress_meeting(congress), congress_days(congress)
    has_ended = meeting is not None and meeting.state in OVER
    is_past = days is not None and days.closes_on < clock.today()
    found = [] if has_ended else [Decider.PRESIDIUM, Decider.CONGRESS]
    return (*found, *([Decider.SUPERIOR] if has_ended or is_past else []))
