"""What became of one opinion, and what still keeps a round from closing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from daihoi.accounts.models import User
from daihoi.documents.models import Answer, Opinion
from daihoi.documents.queries import answers, opinions, rounds
from daihoi.documents.queries.rounds import RoundPage
from daihoi.papers.comparison import Words, words_between
from daihoi.rules.documents import may_close
from daihoi.rules.findings import Finding


@dataclass(frozen=True, slots=True)
class Step:
    """A station on an opinion's way; ``on`` is None as long as it is not reached."""

    label: str
    detail: str
    on: date | datetime | None
    is_done: bool


@dataclass(frozen=True, slots=True)
class Fate:
    """An opinion and what became of it ("ý kiến của tôi đi đâu?")."""

    page: RoundPage
    opinion: Opinion
    contributor: str  # empty where names are hidden
    is_own: bool
    answer: Answer | None
    before: Words  # the sentence as it was, what went marked
    after: Words  # the sentence as it is, what came marked
    steps: list[Step]
    others: list[Opinion]  # the viewer's other opinions in the round
    can_change: bool


@dataclass(frozen=True, slots=True)
class ClosingPage:
    page: RoundPage
    missing: list[str]  # what keeps it from closing, in words
    unanswered: list[tuple[Opinion, str]]  # the first ones, each with where it is answered

    @property
    def more(self) -> int:
        """Unanswered opinions that are not listed."""
        return self.page.round.unanswered_count - len(self.unanswered)


def fate_of(pk: int, *, viewer: User) -> Fate:
    """One opinion for somebody who may read it: its author always, others after the round."""
    opinion = opinions.get_opinion(pk, viewer=viewer)
    page = rounds.round_page(opinion.round, viewer=viewer)
    own = opinions.own_condition(viewer)
    is_own = Opinion.objects.filter(own, pk=pk).exists()
    answer = opinion.answer
    words = words_between(answer.sentence_before, answer.sentence_after) if answer else ()
    mine = opinions.own_in_round(page.round, viewer=viewer) if is_own else []
    return Fate(
        page=page,
        opinion=opinion,
        contributor=opinion.contributor if is_own or page.can.see_contributors else "",
        is_own=is_own,
        answer=answer,
        before=tuple(piece for piece in words if piece.op != "insert"),
        after=tuple(piece for piece in words if piece.op != "delete"),
        steps=_steps(page, opinion),
        others=[each for each in mine if each.pk != pk],
        can_change=is_own and opinions.can_change(opinion),
    )


def closing_page(pk: int, *, viewer: User) -> ClosingPage:
    """A round that the viewer may close once nothing is missing."""
    page = answers.get_round(pk, viewer=viewer)
    walk = answers.Walk()
    return ClosingPage(
        page=page,
        missing=_said(may_close(page.round.unanswered_count, state=page.state)),
        unanswered=[
            (each, answers.address(page, walk, opinion=each.pk))
            for each in answers.unanswered_of(page)
        ],
    )


def _steps(page: RoundPage, opinion: Opinion) -> list[Step]:
    round_, answer = page.round, opinion.answer
    if opinion.withdrawn_at:
        return [
            Step(_("Đã gửi"), "", opinion.given_on, is_done=True),
            Step(_("Tác giả đã rút lại"), "", opinion.withdrawn_at, is_done=True),
        ]
    ended = None if page.is_open else round_.closes_on
    if ended and round_.ended_at:
        ended = min(ended, timezone.localdate(round_.ended_at))
    by = _("bởi %(name)s") % {"name": answer.answered_by} if answer else ""
    result = ""
    if round_.result_version:
        result = _("kết quả ở bản %(number)s") % {"number": round_.result_version.number}
    begun = [
        Step(_("Đã gửi"), "", opinion.given_on, is_done=True),
        Step(_("Kết thúc lấy ý kiến"), "", ended, is_done=ended is not None),
    ]
    if page.document.is_superior:
        is_closed = round_.closed_at is not None
        return [*begun, Step(_("Vào báo cáo tổng hợp"), "", round_.closed_at, is_done=is_closed)]
    return [
        *begun,
        Step(
            _("Đã trả lời"), by, answer.answered_at if answer else None, is_done=answer is not None
        ),
        Step(
            pgettext("bước", "Đóng đợt"),
            result,
            round_.closed_at,
            is_done=round_.closed_at is not None,
        ),
    ]


def _said(findings: Iterable[Finding]) -> list[str]:
    words = {
        "round_not_ended": _("Đợt lấy ý kiến chưa kết thúc: hãy kết thúc trước khi đóng."),
        "opinions_unanswered": _("Còn %(count)s ý kiến chưa được trả lời."),
        "round_closed": _("Đợt lấy ý kiến đã đóng."),
    }
    return [words[finding.code] % dict(finding.facts) for finding in findings]
