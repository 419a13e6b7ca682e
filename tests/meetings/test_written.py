"""Meetings in writing (P43): answers online and on paper, the last day, the result."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from daihoi.accounts.models import User
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.meetings.actions import meetings, written
from daihoi.meetings.actions.roll import add_guest
from daihoi.meetings.models import AgendaItem, Meeting, WrittenAnswer, WrittenChoice
from daihoi.meetings.papers.minutes import minutes_paper
from daihoi.meetings.queries.asking import words_before_ending
from daihoi.meetings.queries.attendance import quorum_of, summary
from daihoi.meetings.queries.meetings import meeting_page
from daihoi.meetings.queries.minutes import minutes_page
from daihoi.meetings.queries.written import results_of, written_page
from daihoi.notifications.models import Notice
from daihoi.organizations.models import Person
from tests.congresses.preparing import TODAY, on, user_of
from tests.meetings.calling import Calling

pytestmark = pytest.mark.django_db
AGREE, OTHER = WrittenChoice.AGREE, WrittenChoice.OTHER


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Calling:
    return Calling()


def answer(case: Calling, meeting: Meeting, person: Person, *how: str) -> WrittenAnswer:
    row = case.line(meeting, person)
    choice = WrittenChoice(how[0])
    return written.answer(item_of(meeting), row, choice, *how[1:], actor=user_of(person))


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def item_of(meeting: Meeting) -> AgendaItem:
    return meeting.items.get()


def test_papers_go_out_and_answers_come_in(case: Calling) -> None:
    meeting = case.written()
    assert meeting.state == "open"
    notice = Notice.objects.filter(user=user_of(case.two)).latest("pk")
    assert (notice.title, notice.body) == (
        "Mời đồng chí cho ý kiến bằng văn bản: Công tác chuẩn bị đại hội",
        "Hạn gửi ý kiến: 31-3-2020.",
    )
    answer(case, meeting, case.two, "agree")
    kept = answer(case, meeting, case.two, "other", "Cần rõ hơn")
    assert (kept.choice, kept.text, kept.is_paper) == ("other", "Cần rõ hơn", False)
    assert WrittenAnswer.objects.count() == 1
    last = Entry.objects.filter(action="meetings.answer").latest("id")
    assert last.before == {"choice": "agree", "text": ""}


def test_its_badge_says_that_answers_were_taken(case: Calling) -> None:
    meeting = case.written()
    assert meeting_page(meeting.pk, viewer=case.boss).state == "đang lấy ý kiến"
    meetings.end_meeting(meeting, actor=case.boss)
    assert meeting_page(meeting.pk, viewer=case.boss).state == "đã lấy ý kiến xong"


def test_another_opinion_says_what(case: Calling) -> None:
    meeting = case.written()
    with pytest.raises(RuleBroken) as refusal:
        answer(case, meeting, case.two, "other", "  ")
    assert refusal.value.code == "no_text"
    assert not WrittenAnswer.objects.exists()


def test_after_the_last_day_only_paper_of_that_time_is_entered(case: Calling) -> None:
    meeting = case.written(answers_due_on=date(2020, 3, 28))
    with on(date(2020, 3, 29)):
        with pytest.raises(RuleBroken) as refusal:
            answer(case, meeting, case.two, "agree")
        assert refusal.value.code == "too_late"
        row = case.line(meeting, case.two)
        with pytest.raises(RuleBroken):
            written.record_answer(
                item_of(meeting), row, AGREE, "", date(2020, 3, 29), actor=case.boss
            )
        kept = written.record_answer(
            item_of(meeting), row, AGREE, "", date(2020, 3, 28), actor=user_of(case.one)
        )
    assert (kept.is_paper, kept.answered_on, kept.answered_by) == (
        True,
        date(2020, 3, 28),
        user_of(case.one),
    )


def test_an_answer_on_paper_is_not_written_over_online(case: Calling) -> None:
    meeting = case.written()
    row = case.line(meeting, case.two)
    written.record_answer(item_of(meeting), row, AGREE, "", TODAY, actor=case.boss)
    with pytest.raises(Conflict) as refusal:
        answer(case, meeting, case.two, "disagree")
    assert refusal.value.code == "paper_answer"


def test_nobody_answers_for_others_and_guests_do_not(case: Calling) -> None:
    meeting = case.written()
    with pytest.raises(NotPermitted):
        written.answer(
            item_of(meeting), case.line(meeting, case.one), AGREE, actor=user_of(case.two)
        )
    planned = case.plan(form="written", answers_due_on=TODAY)
    guest = add_guest(planned, {"guest_name": "Khách"}, actor=case.boss)
    guest.meeting = meetings.convene_meeting(planned, actor=case.boss)
    with pytest.raises(RuleBroken) as refusal:
        written.record_answer(item_of(planned), guest, AGREE, "", TODAY, actor=case.boss)
    assert refusal.value.code == "guest"


def test_who_has_not_answered_is_reminded(case: Calling) -> None:
    meeting = case.written()
    answer(case, meeting, case.two, "agree")
    assert written.remind(case.line(meeting, case.two).meeting, actor=case.boss) == 4
    reminded = Notice.objects.filter(title__startswith="Nhắc gửi ý kiến")
    assert user_of(case.two).pk not in set(reminded.values_list("user_id", flat=True))


def test_the_result_is_counted_and_closed(case: Calling) -> None:
    meeting = case.written()
    answer(case, meeting, case.two, "agree")
    answer(case, meeting, case.one, "agree")
    answer(case, meeting, case.head, "other", "Cần rõ hơn")
    (result,) = results_of(meeting)
    assert (result.agree, result.disagree, result.other, result.missing) == (2, 0, 1, 2)
    assert not result.is_agreed
    answer(case, meeting, case.staff, "agree")
    (result,) = results_of(meeting)
    assert result.is_agreed
    ended = meetings.end_meeting(meeting, actor=case.boss)
    with pytest.raises(Conflict):
        answer(case, ended, case.secretary, "agree")
    quorum = quorum_of(ended)
    assert quorum is not None
    assert (quorum.present, quorum.counted) == (4, 5)
    assert [each.name for each in summary(ended).absent] == ["Lê Thị Bí Thư"]


def test_a_member_reads_the_counts_and_her_own_words(case: Calling) -> None:
    meeting = case.written()
    answer(case, meeting, case.one, "other", "Chỉ người ghi đọc")
    page = written_page(meeting, viewer=user_of(case.two))
    assert (page.can_answer, page.can_record, page.people) == (True, False, [])
    assert written_page(meeting, viewer=user_of(case.one)).can_record


def minutes_say(meeting: Meeting, viewer: User) -> list[str]:
    (lines,) = minutes_page(meeting.pk, viewer=viewer).text.answers.values()
    return list(lines)


def test_minutes_tell_others_words_after_the_end_and_the_result(case: Calling) -> None:
    meeting = case.written()
    answer(case, meeting, case.one, "other", "Chỉ người ghi đọc")
    answer(case, meeting, case.two, "agree")
    counts = "Đồng ý 1/5, không đồng ý 0, ý kiến khác 1, chưa trả lời 3; chưa quá nửa đồng ý."
    words = f"- Đồng chí {case.one}: Chỉ người ghi đọc"
    assert minutes_say(meeting, user_of(case.two)) == [counts]
    assert minutes_say(meeting, user_of(case.one)) == [counts, words]
    shown = client_of(user_of(case.two)).get(f"/cuoc-hop/{meeting.pk}/bien-ban/")
    assert "Chỉ người ghi đọc" not in shown.content.decode()
    meetings.end_meeting(meeting, actor=case.boss)
    assert minutes_say(meeting, user_of(case.two)) == [counts, words]
    page = minutes_page(meeting.pk, viewer=case.boss)
    assert minutes_paper(page.text).blocks[-1].text == (
        "Kết thúc lấy ý kiến lúc 12 giờ 00, ngày 26 tháng 3 năm 2020."
    )
    assert not [want for want in page.wants if "vắng" in want.text]


def test_an_answer_to_a_meeting_that_just_ended_is_refused(case: Calling) -> None:
    meeting = case.written()
    row = case.line(meeting, case.two)  # her page was opened before
    meetings.end_meeting(meeting, actor=case.boss)
    with pytest.raises(Conflict):
        written.answer(item_of(meeting), row, AGREE, actor=user_of(case.two))
    assert not WrittenAnswer.objects.exists()


def test_ending_early_says_who_is_missing_until_when(case: Calling) -> None:
    meeting = case.written()
    answer(case, meeting, case.two, "agree")
    missing = meeting.invitees.filter(is_counted=True).count() - 1
    told = f"Còn {missing} người chưa trả lời đủ; hạn gửi ý kiến là ngày 31-3-2020."
    assert words_before_ending(meeting).startswith(told)
    for row in meeting.invitees.filter(is_counted=True).exclude(person=case.two):
        row.meeting = meeting
        written.record_answer(item_of(meeting), row, AGREE, "", TODAY, actor=case.boss)
    assert words_before_ending(meeting).startswith("Kết thúc lấy ý kiến?")
