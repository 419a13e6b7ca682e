"""Matters put to the vote: opened once, counted by the rules, a number before its list."""

import pytest

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.conduct.actions import questions, running
from daihoi.conduct.models import Question
from daihoi.conduct.queries.matters import proposed
from daihoi.conduct.queries.running import conductor_page
from daihoi.elections.actions import bodies, votes
from daihoi.elections.models import Body, Vote
from daihoi.elections.queries.hands import Hands
from tests.conduct.days import Day, at
from tests.factories import SubcommitteeFactory, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def day() -> Day:
    made = Day()
    made.confirmed()
    with clock.standing_at(at(0)):
        made.press(3)  # the programme is to be adopted
    return made


def put(
    day: Day,
    subject: str = "Thông qua chương trình",
    matter: str = "agenda",
    number: int | None = None,
) -> Question:
    running_item = next(item for item in day.run.items.all() if item.is_running)
    return questions.open_question(
        running_item, matter, subject, number=number, revision=day.revision, actor=day.boss
    )


def test_a_matter_is_opened_counted_and_stands_at_its_item(day: Day) -> None:
    question = put(day)
    assert question.is_open
    vote = questions.count_question(question, Hands(18, 1, 1), actor=day.boss)
    assert (vote.matter, vote.subject, vote.passed) == ("agenda", "Thông qua chương trình", True)
    assert (vote.votes_for, vote.votes_against, vote.votes_other, vote.present) == (18, 1, 1, 20)
    assert vote.decided["arithmetic"] == "20; cần 11"
    question.refresh_from_db()
    assert question.vote == vote
    page = conductor_page(day.congress.pk, viewer=day.boss)
    assert page.sheet is not None
    assert page.sheet.now is not None
    assert page.sheet.now.votes_held == [vote]
    assert page.question is None
    names = ["conduct.open_question", "elections.record_vote", "conduct.count_question"]
    assert [Entry.objects.filter(action=name).count() for name in names] == [1, 1, 1]


def test_more_hands_than_people_keep_the_question_open(day: Day) -> None:
    question = put(day)
    with pytest.raises(RuleBroken) as refused:
        questions.count_question(question, Hands(20, 1), actor=day.boss)
    assert refused.value.code == "more_hands"
    question.refresh_from_db()
    assert question.is_open
    assert Vote.objects.count() == 0


def test_a_vote_is_not_opened_twice(day: Day) -> None:
    question = put(day)
    for subject in ("Thông qua chương trình", "Việc khác"):
        with pytest.raises(Conflict) as refused:
            put(day, subject)
        assert refused.value.code == "question_open"
        assert "Thông qua chương trình" in str(refused.value.message)
    vote = questions.count_question(question, Hands(20), actor=day.boss)
    with pytest.raises(Conflict) as refused:
        questions.count_question(question, Hands(19), actor=day.boss)
    assert refused.value.code == "counted"
    assert "20 đồng ý" in str(refused.value.message)
    with pytest.raises(Conflict) as refused:
        put(day, "thông qua Chương trình")
    assert refused.value.code == "adopted"
    votes.withdraw_vote(vote, reason="Đếm nhầm.", actor=day.boss)
    again = put(day)
    assert questions.count_question(again, Hands(12), actor=day.boss).passed
    assert Question.objects.count() == 2


def test_a_matter_that_failed_may_be_put_again(day: Day) -> None:
    assert not questions.count_question(put(day), Hands(3, 17), actor=day.boss).passed
    assert put(day).is_open


def test_the_action_programme_is_never_put_to_the_vote(day: Day) -> None:
    with pytest.raises(RuleBroken) as refused:
        put(day, "Chương trình hành động")
    assert "11977" in str(refused.value.findings[0].basis)
    assert Question.objects.count() == 0


def test_a_union_is_not_told_a_paper_of_the_party(day: Day) -> None:
    day.cell.kind, day.cell.rule_family = "union", "vn-trade-union"
    day.cell.save()
    with pytest.raises(RuleBroken) as refused:
        put(day, "Chương trình hành động")
    assert [str(each.basis) for each in refused.value.findings] == ["Thông lệ tổ chức đại hội"]


def test_only_the_item_that_runs_is_voted_on_and_by_a_matter_that_is_known(day: Day) -> None:
    ahead = day.item("Giải lao")
    with pytest.raises(Conflict) as late:
        questions.open_question(ahead, "agenda", "Nghỉ", revision=day.revision, actor=day.boss)
    assert late.value.code == "not_running"
    for matter, subject in (
        ("slate", "Danh sách"),
        ("agenda", " "),
        ("presidium_number", "Số lượng"),
    ):
        with pytest.raises(RuleBroken) as refused:
            put(day, subject, matter)
        assert refused.value.code == "no_subject"


def test_an_open_vote_holds_its_item_and_may_be_dropped(day: Day) -> None:
    question = put(day)
    for act in (running.next_item, running.stop_item):
        with pytest.raises(RuleBroken) as refused:
            act(day.run, revision=day.revision, actor=day.boss)
        assert refused.value.code == "question_open"
    questions.drop_question(question, reason="Đại biểu xin thảo luận thêm.", actor=day.boss)
    with pytest.raises(Conflict) as dropped:
        questions.count_question(question, Hands(20), actor=day.boss)
    assert dropped.value.code == "dropped"
    with clock.standing_at(at(9)):
        day.press()
    assert day.item("Báo cáo chính trị").is_running


def test_who_counts_no_hands_opens_the_matter_only(day: Day) -> None:
    body = SubcommitteeFactory.create(congress=day.congress, purpose="staff")
    day.run.subcommittee = body
    day.run.save()
    staff = grant(Role.SUPPORTING_STAFF, body)
    question = questions.open_question(
        day.item("Thông qua chương trình"), "agenda", "Nội quy", revision=day.revision, actor=staff
    )
    with pytest.raises(NotPermitted):
        questions.count_question(question, Hands(20), actor=staff)
    question.refresh_from_db()
    assert question.is_open


def test_the_number_first_then_a_list_of_that_many(day: Day) -> None:
    with clock.standing_at(at(1)):
        running.step_back(day.run, revision=day.revision, actor=day.boss)
    item = day.item("Bầu đoàn chủ tịch")
    begins = proposed(item)
    assert begins.matter == "presidium_number"
    question = put(day, begins.subject, begins.matter, 3)
    assert question.subject == "Số lượng đoàn chủ tịch: 3 người"
    number = questions.count_question(question, Hands(20), actor=day.boss)
    assert number.number == 3
    people = [each.pk for each in day.people[:3]]
    with pytest.raises(RuleBroken) as refused:
        bodies.name_body(day.congress, Body.PRESIDIUM, people[:2], day.hands(), actor=day.boss)
    assert refused.value.code == "other_number"
    bodies.name_body(day.congress, Body.PRESIDIUM, people, day.hands(), actor=day.boss)
    assert day.congress.body_members.filter(body=Body.PRESIDIUM).count() == 3
    with pytest.raises(Conflict) as named:
        votes.withdraw_vote(number, reason="Đếm nhầm.", actor=day.boss)
    assert named.value.code == "body_named"


def test_a_number_that_was_struck_binds_no_list(day: Day) -> None:
    question = put(day, "Số lượng thư ký", "secretariat_number", 2)
    vote = questions.count_question(question, Hands(20), actor=day.boss)
    votes.withdraw_vote(vote, reason="Đếm nhầm.", actor=day.boss)
    one = [day.people[0].pk]
    assert bodies.name_body(day.congress, Body.SECRETARIAT, one, day.hands(), actor=day.boss).passed
