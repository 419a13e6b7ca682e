"""Answering: one answer for a group, the text follows, nobody's answer is lost."""

import pytest

from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions import groups, texts
from daihoi.documents.actions.answers import (
    AnsweredMeanwhile,
    Collision,
    Reply,
    answer_opinions,
)
from daihoi.documents.models import Answer, Change, Opinion
from daihoi.documents.queries.answers import state_of
from daihoi.rules.documents import AnswerResult
from tests.documents.answering import MONEY, OPENING, Case, a_case
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NEW = "đạt 38,2 % trên chỉ tiêu 35 %"
WORDS = "cơ bản đạt chỉ tiêu được giao"
ACCEPT = Reply(AnswerResult.ACCEPTED, text_after=NEW)
REFUSE = Reply(AnswerResult.NOT_ACCEPTED, explanation="Số liệu chưa được kiểm tra.")
NOTE = Reply(AnswerResult.NOTED)


@pytest.fixture
def case() -> Case:
    return a_case()


def fresh(opinion: Opinion) -> Opinion:
    return Opinion.objects.get(pk=opinion.pk)


def test_accepted_words_stand_in_the_text_and_the_change_names_the_answer(case: Case) -> None:
    opinion = case.on_words(WORDS, NEW)
    answer = answer_opinions(opinion, ACCEPT, apply=True, actor=case.head)
    now = f"Kết quả thi hành xong về tiền {NEW}; năm sau cao hơn năm trước."
    assert case.now(case.block(MONEY)) == now
    assert fresh(opinion).answer == answer
    change = Change.objects.get()
    assert (change.answer, change.key) == (answer, opinion.block_key)
    assert answer.sentence_before == f"Kết quả thi hành xong về tiền {WORDS};"
    assert answer.sentence_after == f"Kết quả thi hành xong về tiền {NEW};"
    assert answer.version == case.round.document.versions.get(frozen_at=None)
    case.round.refresh_from_db()
    assert (case.round.opinions_count, case.round.answered_count) == (1, 1)
    entry = Entry.objects.filter(action="documents.answer_opinions").get()
    assert entry.before == {}
    assert entry.after["result"] == "accepted"
    assert entry.after["opinions"] == [opinion.pk]
    assert entry.context == f"documents.document:{case.round.document_id}"


def test_a_refusal_leaves_the_text_alone(case: Case) -> None:
    opinion = case.on_words(WORDS, NEW)
    answer = answer_opinions(opinion, REFUSE, apply=True, actor=case.head)
    assert (answer.version, answer.sentence_after) == (None, "")
    assert not Change.objects.exists()
    assert case.round.document.versions.count() == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply(AnswerResult.NOT_ACCEPTED, explanation="  "),
        Reply(AnswerResult.PARTLY, text_after="mới"),
        Reply(AnswerResult.ACCEPTED),
    ],
)
def test_what_an_answer_lacks_is_refused_and_nothing_is_done(case: Case, reply: Reply) -> None:
    opinion = case.on_words(WORDS, NEW)
    with pytest.raises(RuleBroken):
        answer_opinions(opinion, reply, actor=case.head)
    assert fresh(opinion).answer is None
    assert not Answer.objects.exists()


def test_a_deletion_takes_the_words_and_one_space(case: Case) -> None:
    opinion = case.on_words("cơ bản", "", kind="delete")
    reply = Reply(AnswerResult.ACCEPTED)
    answer = answer_opinions(opinion, reply, apply=True, actor=case.head)
    assert "về tiền đạt chỉ tiêu" in case.now(case.block(MONEY))
    assert answer.text_after == "Kết quả thi hành xong về tiền đạt chỉ tiêu được giao;"


def test_a_paragraph_is_taken_out(case: Case) -> None:
    opinion = case.on_paragraph("", case.block(OPENING), kind="delete")
    answer = answer_opinions(opinion, Reply(AnswerResult.ACCEPTED), apply=True, actor=case.head)
    working = case.round.document.versions.get(frozen_at=None)
    assert not working.blocks.filter(key=opinion.block_key).exists()
    assert answer.text_after == f"Đã bỏ: “{OPENING}”"


def test_a_cell_of_a_table_is_changed(case: Case) -> None:
    table = case.base.blocks.get(kind="table")
    opinion = case.on_words("35 %", "36 %", table)
    answer_opinions(
        opinion, Reply(AnswerResult.ACCEPTED, text_after="36 %"), apply=True, actor=case.head
    )
    assert case.now(table) == "Chỉ tiêu\t36 %"


def test_proposals_on_other_words_of_a_paragraph_stand_side_by_side(case: Case) -> None:
    first = case.on_words(WORDS, NEW)
    second = case.on_paragraph(MONEY.replace("năm trước", "cùng kỳ"))
    answer_opinions(first, ACCEPT, apply=True, actor=case.head)
    reply = Reply(AnswerResult.ACCEPTED, text_after=second.proposed_text)
    answer_opinions(second, reply, apply=True, actor=case.head)
    text = case.now(case.block(MONEY))
    assert text == f"Kết quả thi hành xong về tiền {NEW}; năm sau cao hơn cùng kỳ."


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_accepted_proposals_on_the_same_words_collide(
    case: Case, order: tuple[int, int]
) -> None:
    both = [case.on_words(WORDS, NEW), case.on_words("đạt chỉ tiêu", "vượt chỉ tiêu")]
    first, second = (both[n] for n in order)
    reply = Reply(AnswerResult.ACCEPTED, text_after=first.proposed_text)
    kept = answer_opinions(first, reply, apply=True, actor=case.head)
    text = case.now(case.block(MONEY))
    reply = Reply(AnswerResult.ACCEPTED, text_after=second.proposed_text)
    with pytest.raises(Collision) as refusal:
        answer_opinions(second, reply, apply=True, actor=case.head)
    assert (refusal.value.other, refusal.value.now) == (kept, text)
    assert fresh(second).answer is None
    assert case.now(case.block(MONEY)) == text
    answer_opinions(second, REFUSE, actor=case.head)  # the first is kept
    case.round.refresh_from_db()
    assert case.round.answered_count == 2


def test_a_collision_is_seen_behind_a_later_change_of_other_words(case: Case) -> None:
    longer = "cơ bản đạt chỉ tiêu được giao ngay từ quý ba"
    first, between = case.on_words(WORDS, longer), case.on_words("năm trước", "cùng kỳ")
    second = case.on_words("cơ bản đạt", "vượt")
    kept = answer_opinions(
        first, Reply(AnswerResult.ACCEPTED, text_after=longer), apply=True, actor=case.head
    )
    reply = Reply(AnswerResult.ACCEPTED, text_after="cùng kỳ")
    answer_opinions(between, reply, apply=True, actor=case.head)
    with pytest.raises(Collision) as refusal:
        answer_opinions(
            second, Reply(AnswerResult.ACCEPTED, text_after="vượt"), apply=True, actor=case.head
        )
    assert refusal.value.other == kept


def test_words_that_were_not_taken_are_no_part_of_the_answer(case: Case) -> None:
    opinion = case.on_words(WORDS, NEW)
    reply = Reply(
        AnswerResult.NOT_ACCEPTED, explanation="Không.", text_after=NEW, transferred_to="Tổ chức"
    )
    answer = answer_opinions(opinion, reply, actor=case.head)
    assert (answer.text_after, answer.transferred_to) == ("", "")


def test_replacing_the_other_words_makes_its_opinion_wait_again(case: Case) -> None:
    first, second = case.on_words(WORDS, NEW), case.on_words(WORDS, "đạt cao")
    answer_opinions(first, ACCEPT, apply=True, actor=case.head)
    reply = Reply(AnswerResult.ACCEPTED, text_after="đạt cao")
    answer_opinions(second, reply, apply=True, replace_other=True, actor=case.head)
    assert case.now(case.block(MONEY)) == MONEY.replace(WORDS, "đạt cao")
    assert fresh(first).answer is None
    case.round.refresh_from_db()
    assert (case.round.answered_count, case.round.unanswered_count) == (1, 1)
    assert Entry.objects.filter(action="documents.take_back_answer").count() == 1


def test_the_same_proposal_twice_is_no_collision(case: Case) -> None:
    first, second = case.on_words(WORDS, NEW), case.on_words(WORDS, NEW)
    answer_opinions(first, ACCEPT, apply=True, actor=case.head)
    answer = answer_opinions(second, ACCEPT, apply=True, actor=case.head)
    assert case.now(case.block(MONEY)) == MONEY.replace(WORDS, NEW)
    assert answer.sentence_after == f"Kết quả thi hành xong về tiền {NEW};"


def test_ones_own_words_are_put_better_without_a_collision(case: Case) -> None:
    opinion = case.on_words(WORDS, NEW)
    first = answer_opinions(opinion, ACCEPT, apply=True, actor=case.head)
    reply = Reply(AnswerResult.PARTLY, "Làm tròn số.", "đạt 38 %")
    seen = state_of(fresh(opinion))
    again = answer_opinions(opinion, reply, seen=seen, apply=True, actor=case.head)
    assert again == first
    assert case.now(case.block(MONEY)) == MONEY.replace(WORDS, "đạt 38 %")
    assert again.sentence_after == "Kết quả thi hành xong về tiền đạt 38 %;"


def test_words_changed_by_hand_collide_too(case: Case) -> None:
    opinion = case.on_words(WORDS, NEW)
    working = texts.start_working(case.round.document, actor=case.head)
    texts.change_block(working, opinion.block_key, "Khác hẳn.", revision=1, actor=case.head)
    with pytest.raises(Collision) as refusal:
        answer_opinions(opinion, ACCEPT, apply=True, actor=case.head)
    assert refusal.value.other is None


def test_an_edit_by_hand_is_linked(case: Case) -> None:
    opinion = case.opinion("Viết lại đoạn mở đầu.")
    working = texts.start_working(case.round.document, actor=case.head)
    key = case.block(OPENING).key
    change = texts.change_block(working, key, "Chi bộ đã làm tốt.", revision=1, actor=case.head)
    reply = Reply(AnswerResult.ACCEPTED, text_after="Chi bộ đã làm tốt.")
    answer = answer_opinions(opinion, reply, change=change, actor=case.head)
    change.refresh_from_db()
    assert change.answer == answer
    assert (answer.sentence_before, answer.sentence_after) == (OPENING, "Chi bộ đã làm tốt.")


def test_alike_opinions_have_one_answer_and_keep_their_words(case: Case) -> None:
    said = ["Nên ghi rõ con số thi hành án.", "Nên ghi rõ con số thi hành án!", "Khác hẳn."]
    first, second, other = (case.opinion(text) for text in said)
    groups.propose_groups(case.round, actor=case.head)
    answer = answer_opinions(fresh(second), NOTE, actor=case.head)
    assert [fresh(each).answer for each in (first, second, other)] == [answer, answer, None]
    assert [fresh(each).text for each in (first, second)] == said[:2]
    case.round.refresh_from_db()
    assert case.round.answered_count == 2


def test_one_of_a_group_can_be_answered_alone(case: Case) -> None:
    three = [case.opinion("Nên ghi rõ con số thi hành án.") for _ in range(3)]
    groups.propose_groups(case.round, actor=case.head)
    answer_opinions(fresh(three[0]), NOTE, only_this=True, actor=case.head)
    first, second, third = map(fresh, three)
    assert first.answer is not None
    assert (first.lead, second.answer, third.answer) == (None, None, None)
    assert (second.lead, second.alike_count, third.lead) == (None, 1, second)


def test_answering_one_of_an_answered_group_anew_leaves_the_others_theirs(case: Case) -> None:
    both = [case.opinion("Nên ghi rõ con số thi hành án.") for _ in range(2)]
    groups.propose_groups(case.round, actor=case.head)
    shared = answer_opinions(fresh(both[0]), NOTE, actor=case.head)
    again = fresh(both[1])
    own = answer_opinions(again, REFUSE, seen=state_of(again), only_this=True, actor=case.head)
    assert own != shared
    assert (fresh(both[0]).answer, fresh(both[1]).answer) == (shared, own)
    case.round.refresh_from_db()
    assert case.round.answered_count == 2


def test_two_people_answering_one_opinion_the_second_is_told(case: Case) -> None:
    opinion = case.on_words(WORDS, NEW)
    seen = state_of(opinion)
    first = answer_opinions(opinion, REFUSE, seen=seen, actor=case.head)
    with pytest.raises(AnsweredMeanwhile) as refusal:
        answer_opinions(opinion, NOTE, seen=seen, actor=case.head)
    assert refusal.value.answer == first
    assert str(case.head) in str(refusal.value.message)
    first.refresh_from_db()
    assert (first.result, first.revision) == ("not_accepted", 1)
    with pytest.raises(AnsweredMeanwhile):
        answer_opinions(opinion, NOTE, actor=case.head)
    again = answer_opinions(opinion, NOTE, seen=state_of(fresh(opinion)), actor=case.head)
    assert (again.pk, again.result, again.revision) == (first.pk, "noted", 2)
    before = Entry.objects.filter(action="documents.answer_opinions").latest("pk").before
    assert before["result"] == "not_accepted"


def test_an_opinion_corrected_meanwhile_is_not_answered_unread(case: Case) -> None:
    opinion = case.opinion()
    seen = state_of(opinion)
    opinion.text, opinion.revision = "Ý khác.", 2
    opinion.save()
    with pytest.raises(AnsweredMeanwhile) as refusal:
        answer_opinions(opinion, NOTE, seen=seen, actor=case.head)
    assert refusal.value.answer is None


def test_strangers_and_members_do_not_answer(case: Case) -> None:
    opinion = case.opinion()
    with pytest.raises(NotPermitted):
        answer_opinions(opinion, NOTE, actor=case.member)
    with pytest.raises(NotFound):
        answer_opinions(opinion, NOTE, actor=UserFactory.create())
    assert fresh(opinion).answer is None


def test_a_withdrawn_opinion_is_not_answered(case: Case) -> None:
    opinion = case.opinion()
    Opinion.objects.filter(pk=opinion.pk).update(withdrawn_at=case.round.opened_at)
    with pytest.raises(Conflict):
        answer_opinions(opinion, NOTE, actor=case.head)
