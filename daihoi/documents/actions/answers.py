"""Answering opinions: one answer for a group or for one opinion; the text follows with one click."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.documents.actions.applying import Collision, TextOfAnswer
from daihoi.documents.actions.groups import Group
from daihoi.documents.actions.held import HeldRound
from daihoi.documents.models import Answer, Change, Document, Opinion, OpinionRound
from daihoi.documents.queries.answers import state_of
from daihoi.documents.queries.proposals import ADOPTING
from daihoi.rules.documents import AnswerResult, RoundState, check_answer, may_answer

__all__ = ["AnsweredMeanwhile", "Collision", "Reply", "answer_opinions"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the subcommittee answers."""

    result: AnswerResult
    explanation: str = ""
    text_after: str = ""
    transferred_to: str = ""

    def meant(self) -> "Reply":
        """Without what a form held for another result: words that were not taken are no answer."""
        adopts = self.result.value in ADOPTING
        transfers = self.result is AnswerResult.TRANSFERRED
        return replace(
            self,
            text_after=self.text_after if adopts else "",
            transferred_to=self.transferred_to if transfers else "",
        )


class AnsweredMeanwhile(Conflict):
    """Somebody else was faster, or the opinion is no longer as the page showed it.

    ``answer`` is the other's, None if only the opinion or its group has changed.
    """

    code = "answered_meanwhile"

    def __init__(self, answer: Answer | None) -> None:
        message = _("Ý kiến hoặc nhóm ý kiến này vừa thay đổi.")
        if answer is not None:
            message = _("%(name)s vừa trả lời ý kiến này.") % {"name": answer.answered_by}
        super().__init__(
            message,
            advice=_("Câu trả lời của đồng chí chưa được lưu. Hãy so hai nội dung rồi chọn."),
        )
        self.answer = answer


@transaction.atomic
def answer_opinions(
    opinion: Opinion,
    reply: Reply,
    *,
    actor: User,
    seen: str | None = None,
    only_this: bool = False,
    apply: bool = False,
    replace_other: bool = False,
    change: Change | None = None,
    revision: int | None = None,
) -> Answer:
    """Answer an opinion and all alike with it, or ``only_this`` one, which then leaves its group.

    ``seen`` is `state_of` the opinion as its page showed it; without it only an unanswered one is
    taken. ``apply`` puts ``reply.text_after`` at the opinion's place in the working version
    (`Collision` if another accepted answer changed the same words, unless ``replace_other``: the
    other's opinions are then unanswered again); ``change`` links an edit made by hand instead.
    ``revision`` is that of the working paragraph which was edited to give ``reply.text_after``.
    """
    require(actor, Permission.DOCUMENTS_ANSWER, at=opinion)
    reply = reply.meant()
    apply = apply and reply.result.value in ADOPTING
    if apply or change:
        Document.objects.select_for_update().get(pk=opinion.round.document_id)
    held = _held(opinion)
    round_ = held.round
    opinion = _locked_opinion(opinion, seen)
    opinion.round = round_
    if only_this:
        Group.of(opinion).leave(opinion)
    group = [opinion] if only_this else Group.of(opinion).members()
    before = _told(opinion.answer)
    _let_approval_go(round_, opinion, actor)
    answer = _saved(round_, group, opinion.answer, reply, actor=actor, now=held.now)
    text = TextOfAnswer(answer, opinion)
    if apply:
        _take_back(
            round_, text.apply(actor=actor, replace_other=replace_other, revision=revision), actor
        )
    elif change is not None:
        text.link(change)
    _check(answer)
    answer.save()
    _count(round_, group, answer)
    after = _told(answer) | {"opinions": [each.pk for each in group]}
    record("documents.answer_opinions", answer, actor=actor, before=before, after=after, context=round_.document)  # fmt: skip
    held.tell()
    return answer


def _held(opinion: Opinion) -> HeldRound:
    held = HeldRound(opinion.round_id)
    if findings := may_answer(is_superior=held.round.document.is_superior):
        raise RuleBroken(
            _("Ý kiến góp ý vào văn kiện của cấp trên không được trả lời, nhận xét."),
            findings,
            advice=_("Ý kiến được tổng hợp nguyên văn vào báo cáo gửi cấp trên."),
        )
    if held.round.state == RoundState.CLOSED.value:
        raise Conflict(
            _("Đợt lấy ý kiến đã đóng nên câu trả lời không thay đổi được nữa."),
            code="round_closed",
        )
    return held


def _locked_opinion(opinion: Opinion, seen: str | None) -> Opinion:
    locked = Opinion.objects.select_for_update().filter(pk=opinion.pk).first()
    if locked is None or locked.withdrawn_at is not None:
        raise Conflict(_("Ý kiến này vừa được tác giả rút lại."), code="opinion_withdrawn")
    if seen is None:
        if locked.answer_id is not None:
            raise AnsweredMeanwhile(locked.answer)
    elif seen != state_of(locked):
        raise AnsweredMeanwhile(locked.answer)
    return locked


def _let_approval_go(round_: OpinionRound, opinion: Opinion, actor: User) -> None:
    """An approved table does not change; an opinion that came later makes it wait again."""
    if round_.approved_by is None:
        return
    if opinion.answer_id is not None:
        raise Conflict(
            _("Bảng tổng hợp đã được duyệt nên câu trả lời không thay đổi được nữa."),
            code="table_approved",
        )
    before = {"approved_by": str(round_.approved_by), "approved_at": round_.approved_at}
    round_.approved_by = round_.approved_at = None
    round_.save(update_fields=["approved_by", "approved_at"])
    record("documents.approval_lapsed", round_, actor=actor, before=before, context=round_.document)


def _saved(
    round_: OpinionRound,
    group: list[Opinion],
    old: Answer | None,
    reply: Reply,
    *,
    actor: User,
    now: datetime,
) -> Answer:
    """The answer of exactly this group: the old one revised, or a new one if others share that."""
    shared = old is not None and old.opinions.exclude(pk__in=[each.pk for each in group]).exists()
    answer = Answer(round=round_, revision=0) if old is None or shared else old
    for name, value in asdict(reply).items():
        setattr(answer, name, value.strip())
    if answer.result not in ADOPTING:
        answer.version = answer.block_key = None
        answer.sentence_before = answer.sentence_after = ""
    answer.answered_by, answer.answered_at = actor, now
    answer.revision += 1
    answer.save()
    return answer


def _check(answer: Answer) -> None:
    findings = check_answer(
        AnswerResult(answer.result), explanation=answer.explanation, text_after=answer.text_after
    )
    if findings:
        raise RuleBroken(
            _("Câu trả lời còn thiếu phần giải trình hoặc nội dung sau chỉnh sửa."), findings
        )


def _count(round_: OpinionRound, group: list[Opinion], answer: Answer) -> None:
    """Every opinion of the group points to the answer; the round counts those newly answered."""
    Opinion.objects.filter(pk__in=[each.pk for each in group]).update(answer=answer)
    newly = sum(each.answer_id is None for each in group)
    if newly:
        round_.answered_count += newly
        round_.save(update_fields=["answered_count"])


def _take_back(round_: OpinionRound, answer: Answer | None, actor: User) -> None:
    """The words an earlier answer put in are gone: its opinions wait for another answer."""
    if answer is None:
        return
    opinions = answer.opinions.filter(round=round_, withdrawn_at__isnull=True)
    told = _told(answer) | {"opinions": list(opinions.values_list("pk", flat=True))}
    round_.answered_count -= opinions.update(answer=None)
    round_.save(update_fields=["answered_count"])
    record("documents.take_back_answer", answer, actor=actor, before=told, context=round_.document)


def _told(answer: Answer | None) -> dict[str, Any]:
    if answer is None:
        return {}
    kept = ("result", "explanation", "text_after", "transferred_to", "sentence_before",
            "sentence_after", "version_id", "revision")  # fmt: skip
    return {name: getattr(answer, name) for name in kept}
