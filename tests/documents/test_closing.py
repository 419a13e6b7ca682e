"""A round closes once every opinion is answered; its table is approved once."""

from datetime import date

import pytest

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions import closing, documents, texts
from daihoi.documents.actions.answers import Reply, answer_opinions
from daihoi.documents.models import Document, Opinion, OpinionRound
from daihoi.documents.queries.answers import state_of
from daihoi.notifications.models import Notice
from daihoi.rules.documents import AnswerResult
from tests.documents.answering import MONEY, Case, a_case
from tests.factories import UserFactory, grant

pytestmark = pytest.mark.django_db
NOTE = Reply(AnswerResult.NOTED)


@pytest.fixture
def case() -> Case:
    return a_case()


def test_a_round_closes_on_the_working_version_and_authors_are_told(case: Case) -> None:
    opinion, other = case.on_words("cơ bản", "gần như"), case.opinion()
    author = case.author(opinion)
    reply = Reply(AnswerResult.ACCEPTED, text_after="gần như")
    answer_opinions(opinion, reply, apply=True, actor=case.head)
    answer_opinions(other, NOTE, actor=case.head)
    closed = closing.close_round(case.round, actor=case.head)
    closed.refresh_from_db()
    result = closed.result_version
    assert result is not None
    assert closed.state == "closed"
    assert (result.number, result.is_working) == (2, False)
    assert result.blocks.filter(text=MONEY.replace("cơ bản", "gần như")).exists()
    assert closed.closed_at is not None
    assert Document.objects.get(pk=closed.document_id).state == "draft"
    notice = Notice.objects.get(user=author)
    assert notice.url == f"/van-kien/y-kien/{opinion.pk}/"
    entry = Entry.objects.filter(action="documents.close_round").get()
    assert entry.before["document_state"] == "under_comment"
    assert entry.after["result_version"] == 2


def test_without_a_working_version_the_newest_one_is_the_result(case: Case) -> None:
    answer_opinions(case.opinion(), NOTE, actor=case.head)
    assert closing.close_round(case.round, actor=case.head).result_version == case.base


def test_an_unanswered_opinion_keeps_a_round_from_closing(case: Case) -> None:
    case.opinion()
    texts.start_working(case.round.document, actor=case.head)
    with pytest.raises(RuleBroken) as refusal:
        closing.close_round(case.round, actor=case.head)
    assert [finding.code for finding in refusal.value.findings] == ["opinions_unanswered"]
    case.round.refresh_from_db()
    assert case.round.closed_at is None
    assert case.round.document.versions.filter(frozen_at=None).exists()
    assert not Notice.objects.exists()


def test_an_open_round_must_end_first() -> None:
    case = a_case(is_open=True)
    with pytest.raises(RuleBroken) as refusal:
        closing.close_round(case.round, actor=case.head)
    assert [finding.code for finding in refusal.value.findings] == ["round_not_ended"]


def test_a_round_opened_on_a_completed_document_leads_back_there(case: Case) -> None:
    OpinionRound.objects.filter(pk=case.round.pk).update(opened_from="completed")
    closing.close_round(case.round, actor=case.head)
    assert Document.objects.get(pk=case.round.document_id).state == "completed"


def test_the_second_closing_is_told(case: Case) -> None:
    stale = OpinionRound.objects.get(pk=case.round.pk)
    closing.close_round(case.round, actor=case.head)
    with pytest.raises(Conflict):
        closing.close_round(stale, actor=case.head)
    assert Entry.objects.filter(action="documents.close_round").count() == 1


def test_after_closing_no_answer_changes(case: Case) -> None:
    opinion = case.opinion()
    answer_opinions(opinion, NOTE, actor=case.head)
    closing.close_round(case.round, actor=case.head)
    opinion = Opinion.objects.get(pk=opinion.pk)
    with pytest.raises(Conflict):
        answer_opinions(opinion, NOTE, seen=state_of(opinion), actor=case.head)


def test_members_and_strangers_close_nothing(case: Case) -> None:
    with pytest.raises(NotPermitted):
        closing.close_round(case.round, actor=case.member)
    with pytest.raises(NotFound):
        closing.close_round(case.round, actor=UserFactory.create())


def test_a_document_is_not_final_before_every_opinion_is_answered(case: Case) -> None:
    OpinionRound.objects.filter(pk=case.round.pk).update(opened_from="last_revision")
    opinion = case.opinion()
    document = case.round.document
    Document.objects.filter(pk=document.pk).update(state="last_revision")
    with pytest.raises(RuleBroken) as refusal:
        documents.finalise(document, actor=case.head)
    codes = [finding.code for finding in refusal.value.findings]
    assert codes == ["rounds_not_closed", "opinions_unanswered"]
    Document.objects.filter(pk=document.pk).update(state="under_comment")
    answer_opinions(opinion, NOTE, actor=case.head)
    closing.close_round(case.round, actor=case.head)
    assert documents.finalise(document, actor=case.head).state == "final"


def test_the_head_approves_the_table_once(case: Case) -> None:
    opinion = case.opinion()
    with pytest.raises(RuleBroken):
        closing.approve_table(case.round, actor=case.head)
    answer_opinions(opinion, NOTE, actor=case.head)
    answerer = grant(Role.SUBCOMMITTEE_MEMBER, case.round.document)
    with pytest.raises(NotPermitted):
        closing.approve_table(case.round, actor=answerer)
    approved = closing.approve_table(case.round, actor=case.head)
    approved.refresh_from_db()
    assert approved.approved_by == case.head
    assert Entry.objects.filter(action="documents.approve_table").count() == 1
    with pytest.raises(Conflict):
        closing.approve_table(case.round, actor=case.head)
    opinion = Opinion.objects.get(pk=opinion.pk)
    with pytest.raises(Conflict) as refusal:
        answer_opinions(opinion, NOTE, seen=state_of(opinion), actor=case.head)
    assert refusal.value.code == "table_approved"


def test_a_late_paper_opinion_makes_the_approval_wait_again(case: Case) -> None:
    answer_opinions(case.opinion(), NOTE, actor=case.head)
    closing.approve_table(case.round, actor=case.head)
    answer_opinions(case.opinion("Phiếu giấy gửi muộn."), NOTE, actor=case.head)
    case.round.refresh_from_db()
    assert (case.round.approved_at, case.round.approved_by) == (None, None)
    assert Entry.objects.filter(action="documents.approval_lapsed").count() == 1


def test_a_round_without_opinions_has_no_table_to_approve(case: Case) -> None:
    with pytest.raises(RuleBroken) as refusal:
        closing.approve_table(case.round, actor=case.head)
    assert [finding.code for finding in refusal.value.findings] == ["no_opinions"]


def test_the_case_has_ended_by_the_calendar(case: Case) -> None:
    assert clock.today() > case.round.closes_on == date(2020, 3, 20)
