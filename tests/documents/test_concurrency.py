"""Several people at one round at the same moment, on the database that is really used."""

from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from daihoi.audit.models import Entry
from daihoi.audit.queries import breaks
from daihoi.base.errors import Conflict
from daihoi.documents.actions import closing, opinion_lists, opinions
from daihoi.documents.actions.answers import AnsweredMeanwhile, Reply, answer_opinions
from daihoi.documents.models import Answer, Change, Opinion, OpinionImport, Version
from daihoi.documents.queries.opinion_lists import preview
from daihoi.documents.queries.places import Saying
from daihoi.notifications.models import Notice
from daihoi.papers.sheets import Column, write_sheet
from daihoi.rules.documents import AnswerResult, RoundState
from tests.documents.answering import MONEY, a_case
from tests.documents.asking import cell
from tests.documents.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOTED = Reply(AnswerResult.NOTED)


def refusals(outcome: list[object]) -> list[object]:
    return [each for each in outcome if isinstance(each, Exception)]


def test_the_tests_below_meet_real_locks() -> None:
    if connection.vendor == "sqlite":
        assert Path(connection.settings_dict["NAME"]).is_file()
        assert connection.transaction_mode == "IMMEDIATE"
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
    else:
        assert connection.features.has_select_for_update


def test_of_two_closings_one_closes_and_one_is_told() -> None:
    case = a_case()
    opinion = case.on_words("cơ bản", "gần như")
    author = case.author(opinion)
    answer_opinions(opinion, Reply(AnswerResult.ACCEPTED, text_after="gần như"), apply=True, actor=case.head)  # fmt: skip

    close = partial(closing.close_round, case.round, actor=case.head)
    outcome = at_once(close, close)

    [refusal] = refusals(outcome)
    assert isinstance(refusal, Conflict)
    assert refusal.code == "round_closed"
    case.round.refresh_from_db()
    assert case.round.state == RoundState.CLOSED.value
    assert Version.objects.filter(document=case.round.document).count() == 2
    assert case.round.result_version.frozen_at is not None
    assert Entry.objects.filter(action="documents.close_round").count() == 1
    assert Notice.objects.filter(user=author, topic__endswith=":closed").count() == 1
    assert list(breaks()) == []


def test_of_two_answers_one_is_kept_and_the_other_is_shown_it() -> None:
    case = a_case()
    opinion = case.on_words("cơ bản", "gần như")

    def answer(words: str) -> Answer:
        reply = Reply(AnswerResult.ACCEPTED, text_after=words)
        return answer_opinions(opinion, reply, apply=True, actor=case.head)

    outcome = at_once(partial(answer, "gần như"), partial(answer, "hầu hết"))

    [refusal] = refusals(outcome)
    kept = Answer.objects.get()
    assert isinstance(refusal, AnsweredMeanwhile)
    assert refusal.answer == kept
    opinion.refresh_from_db()
    case.round.refresh_from_db()
    assert (opinion.answer, case.round.answered_count) == (kept, 1)
    assert case.now(case.block(MONEY)) == MONEY.replace("cơ bản", kept.text_after)
    assert Change.objects.get().answer == kept


def test_answers_to_different_opinions_are_all_counted() -> None:
    case = a_case()
    waiting = [case.opinion(f"Ý kiến thứ {number}.") for number in range(6)]

    outcome = at_once(*(partial(answer_opinions, each, NOTED, actor=case.head) for each in waiting))

    assert refusals(outcome) == []
    case.round.refresh_from_db()
    assert (case.round.opinions_count, case.round.answered_count) == (6, 6)
    assert not Opinion.objects.filter(answer=None).exists()
    assert list(breaks()) == []


def test_an_opinion_withdrawn_while_it_is_answered_is_not_counted_as_answered() -> None:
    case = a_case(is_open=True)
    opinion = case.opinion("Nên rút ngắn phần mở đầu.")
    author = case.author(opinion)

    at_once(
        partial(opinions.withdraw_opinion, opinion, revision=1, actor=author),
        partial(answer_opinions, opinion, NOTED, actor=case.head),
    )

    opinion.refresh_from_db()
    case.round.refresh_from_db()
    assert opinion.withdrawn_at is not None
    assert (case.round.opinions_count, case.round.answered_count) == (0, 0)
    assert opinion.answer is None


def test_members_who_send_together_are_all_counted_and_recorded() -> None:
    office = cell()
    members = [office.member(f"Nông Thị {number}") for number in range(8)]
    round_ = office.open()
    saying = Saying("Nên ghi rõ con số.", block=office.block().key)

    outcome = at_once(
        *(partial(opinions.add_opinion, round_, saying, actor=member) for member in members)
    )

    assert refusals(outcome) == []
    round_.refresh_from_db()
    assert round_.opinions_count == Opinion.objects.count() == 8
    asked = round_.participants.filter(person__user__in=members)
    assert asked.filter(answered_at=None).count() == 0
    added = Entry.objects.filter(action="documents.add_opinion").order_by("sequence")
    assert {entry.subject_id for entry in added} == {str(each.pk) for each in outcome}
    assert list(breaks()) == []


def test_one_opinion_sent_twice_from_a_lost_page_is_one_opinion() -> None:
    office = cell()
    member = office.member()
    round_ = office.open()
    saying = Saying("Nên ghi rõ con số.", block=office.block().key)

    send = partial(opinions.add_opinion, round_, saying, actor=member)
    outcome = at_once(send, send, send)

    assert outcome == [Opinion.objects.get()] * 3
    round_.refresh_from_db()
    assert round_.opinions_count == 1


def test_a_list_confirmed_twice_comes_in_once() -> None:
    office = cell()
    office.member("Nông Thị Ngân")
    round_ = office.open()
    columns = [Column(name) for name in ("Người/đơn vị góp ý", "Ngày góp ý", "Nội dung góp ý")]
    day = round_.opens_on.strftime("%d/%m/%Y")
    rows = [["Nông Thị Ngân", day, f"Ý kiến thứ {number}."] for number in range(5)]
    content = write_sheet(["Ý kiến góp ý"], columns, rows)
    uploaded = opinion_lists.upload_list(round_, content, file_name="a.xlsx", actor=office.head)
    assert len(preview(uploaded).clean) == 5

    confirm = partial(opinion_lists.confirm_list, uploaded, expected=5, actor=office.head)
    outcome = at_once(confirm, confirm)

    assert outcome == [uploaded, uploaded]
    round_.refresh_from_db()
    assert Opinion.objects.count() == round_.opinions_count == 5
    assert OpinionImport.objects.get().result["taken"] == 5
    assert Entry.objects.filter(action="documents.confirm_list").count() == 1
