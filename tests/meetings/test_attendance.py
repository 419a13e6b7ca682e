"""Attendance: at the door, by list, twice, too early, put right; the quorum follows."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, DomainError, NotPermitted, RuleBroken
from daihoi.base.revisions import Outdated, fingerprint
from daihoi.meetings.actions import attendance, meetings, replies
from daihoi.meetings.actions.roll import add_guest
from daihoi.meetings.models import MARKED, Means, Meeting, Presence, Reply
from daihoi.meetings.queries.attendance import how_counted, quorum_of, summary
from daihoi.meetings.queries.books import attendance_book
from daihoi.meetings.queries.roll_page import narrowed, roll_page
from daihoi.notifications.models import Notice
from tests.congresses.preparing import on, user_of
from tests.factories import SubcommitteeFactory
from tests.meetings.calling import Calling

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Calling:
    return Calling()


def at(hour: int, minute: int = 0) -> datetime:
    zone = timezone.get_default_timezone()
    return datetime(2020, 3, 26, hour, minute, tzinfo=zone)


def test_somebody_checks_in_at_the_door(case: Calling) -> None:
    meeting = case.called()
    attendance.open_check_in(meeting, actor=user_of(case.one))
    row = attendance.check_in(case.line(meeting, case.two), actor=user_of(case.two))
    row.refresh_from_db()
    assert (row.presence, row.means, row.marked_by) == ("present", "qr", user_of(case.two))
    assert row.arrived_at is not None
    entry = Entry.objects.get(action="meetings.check_in")
    assert entry.after == {"name": "Nông Thị Hai", "presence": "present", "means": "qr"}


def test_checking_in_twice_tells_since_when(case: Calling) -> None:
    meeting = case.called()
    attendance.open_check_in(meeting, actor=case.boss)
    attendance.check_in(case.line(meeting, case.two), actor=user_of(case.two))
    with pytest.raises(Conflict, match="đã được điểm danh lúc 12:00") as refusal:
        attendance.check_in(case.line(meeting, case.two), actor=user_of(case.two))
    assert refusal.value.code == "already_present"
    with pytest.raises(Conflict):
        attendance.mark(case.line(meeting, case.two), Presence.PRESENT, actor=case.boss)
    assert Entry.objects.filter(action="meetings.check_in").count() == 1


def test_nobody_checks_in_before_it_is_open_or_after_it_is_closed(case: Calling) -> None:
    meeting = case.called()
    for step in (lambda: None, lambda: attendance.close_check_in(meeting, actor=case.boss)):
        step()
        with pytest.raises(RuleBroken) as refusal:
            attendance.check_in(case.line(meeting, case.two), actor=user_of(case.two))
        assert refusal.value.code == "check_in_closed"
        attendance.open_check_in(meeting, actor=case.boss)
    assert case.line(meeting, case.two).presence == "unknown"


def test_checking_in_opens_on_the_day_only(case: Calling) -> None:
    meeting = case.called(on=date(2020, 3, 27))
    with pytest.raises(RuleBroken) as refusal:
        attendance.open_check_in(meeting, actor=case.boss)
    assert refusal.value.code == "other_day"


def test_nobody_checks_in_for_somebody_else(case: Calling) -> None:
    meeting = case.called()
    attendance.open_check_in(meeting, actor=case.boss)
    with pytest.raises(NotPermitted):
        attendance.check_in(case.line(meeting, case.head), actor=user_of(case.two))
    with pytest.raises(NotPermitted):
        attendance.mark(case.line(meeting, case.two), Presence.PRESENT, actor=user_of(case.two))


def test_before_the_day_only_an_excuse_is_written(case: Calling) -> None:
    meeting = case.called(on=date(2020, 3, 28))
    row = case.line(meeting, case.two)
    with pytest.raises(RuleBroken) as refusal:
        attendance.mark(row, Presence.PRESENT, actor=case.boss)
    assert refusal.value.code == "too_early"
    attendance.mark(row, Presence.EXCUSED, reason="Báo ốm", actor=case.boss)
    assert case.line(meeting, case.two).reason == "Báo ốm"


def test_a_planned_meeting_is_not_attended(case: Calling) -> None:
    with pytest.raises(Conflict):
        attendance.mark(case.line(case.plan(), case.two), Presence.PRESENT, actor=case.boss)


def test_what_was_written_is_put_right_and_recorded(case: Calling) -> None:
    meeting = case.opened()
    row = case.line(meeting, case.two)
    attendance.mark(row, Presence.PRESENT, actor=case.boss)
    attendance.mark(row, Presence.EXCUSED, reason="Nhầm người", actor=case.boss)
    row.refresh_from_db()
    assert (row.presence, row.arrived_at, row.reason) == ("excused", None, "Nhầm người")
    attendance.mark(row, Presence.UNKNOWN, actor=case.boss)
    row.refresh_from_db()
    assert (row.presence, row.marked_at, row.marked_by) == ("unknown", None, None)
    steps = Entry.objects.filter(action="meetings.mark").order_by("id")
    assert [(e.before["presence"], e.after["presence"]) for e in steps] == [
        ("unknown", "present"),
        ("present", "excused"),
        ("excused", "unknown"),
    ]


def test_an_excuse_has_a_reason_and_who_leaves_was_there(case: Calling) -> None:
    meeting = case.opened()
    row = case.line(meeting, case.two)
    with pytest.raises(RuleBroken) as refusal:
        attendance.mark(row, Presence.EXCUSED, reason=" ", actor=case.boss)
    assert refusal.value.code == "no_reason"
    with pytest.raises(RuleBroken) as refusal:
        attendance.mark(row, Presence.LEFT, actor=case.boss)
    assert refusal.value.code == "not_there"


def test_late_and_early_count_as_minutes_tell_them(case: Calling) -> None:
    meeting = case.opened()
    attendance.mark(case.line(meeting, case.one), Presence.PRESENT, at=at(11), actor=case.boss)
    attendance.mark(case.line(meeting, case.two), Presence.PRESENT, at=at(12, 30), actor=case.boss)
    attendance.mark(case.line(meeting, case.head), Presence.PRESENT, at=at(11), actor=case.boss)
    attendance.mark(case.line(meeting, case.head), Presence.LEFT, at=at(13), actor=case.boss)
    told = summary(meeting)
    assert [row.name for row in told.late] == ["Nông Thị Hai"]
    assert [row.name for row in told.left_early] == ["Trần Văn Trưởng"]
    quorum = quorum_of(meeting)
    assert quorum is not None
    assert (quorum.counted, quorum.present, quorum.needed) == (5, 2, 3)
    meeting = meetings.end_meeting(meeting, actor=case.boss)
    told = summary(meeting)
    assert (told.members, told.members_present) == (5, 3)
    assert {each.name for each in told.absent} == {"Lê Thị Bí Thư", "Phạm Thị Giúp"}
    quorum = quorum_of(meeting)
    assert quorum is not None
    assert (quorum.present, quorum.is_met) == (3, True)


def test_who_is_not_counted_is_told_with_the_arithmetic(case: Calling) -> None:
    meeting = case.called()
    quorum = quorum_of(meeting)
    assert quorum is not None
    assert how_counted(quorum) == ""
    add_guest(meeting, {"guest_name": "Vi Đức Trọng"}, actor=case.boss)
    for person, category in ((case.one, "exempted"), (case.two, "probationary")):
        meeting.invitees.filter(person=person).update(category=category, is_counted=False)
    quorum = quorum_of(meeting)
    assert quorum is not None
    assert quorum.counted == 3
    told = "3 = 5 đảng viên trong danh sách − 1 dự bị − 1 được miễn sinh hoạt"
    assert how_counted(quorum) == told
    client = Client()
    client.force_login(case.boss)
    page = client.get(reverse("meetings:meeting_detail", args=[meeting.pk]))
    assert told in page.content.decode()


def test_guests_are_there_and_never_counted(case: Calling) -> None:
    meeting = case.called()
    row = add_guest(meeting, {"guest_name": "Vi Đức Trọng"}, actor=case.boss)
    row.meeting = case.line(meeting, case.two).meeting
    attendance.mark(row, Presence.PRESENT, means=Means.CLERK, actor=case.boss)
    told = summary(meeting)
    assert ([each.name for each in told.others], told.counted_present) == (["Vi Đức Trọng"], 0)


def test_the_roll_is_narrowed_by_two_letters_without_marks(case: Calling) -> None:
    page = roll_page(case.called().pk, viewer=case.boss)
    for words, found in (
        ("ha", "Nông Thị Hai"),
        ("truo", "Trần Văn Trưởng"),
        ("no ha", "Nông Thị Hai"),
    ):
        assert [line.row.name for line in narrowed(page, words).lines] == [found]
    assert narrowed(page, "xx").lines == []
    assert narrowed(page, " ") is page


def test_an_answer_beforehand_is_kept_and_told(case: Calling) -> None:
    meeting = case.called()
    row = case.line(meeting, case.two)
    with pytest.raises(RuleBroken) as refusal:
        replies.reply(row, Reply.NOT_COMING, actor=user_of(case.two))
    assert refusal.value.code == "no_reason"
    replies.reply(row, Reply.NOT_COMING, "Đi công tác", actor=user_of(case.two))
    row.refresh_from_db()
    assert (row.reply, row.reply_reason) == ("not_coming", "Đi công tác")
    assert Notice.objects.filter(user=case.boss).latest("pk").title == (
        "Nông Thị Hai xin vắng: Công tác chuẩn bị đại hội"
    )
    replies.reply(case.line(meeting, case.two), Reply.COMING, actor=user_of(case.two))
    row.refresh_from_db()
    assert (row.reply, row.reply_reason) == ("coming", "")
    with pytest.raises(DomainError):
        replies.reply(case.line(meeting, case.one), Reply.COMING, actor=user_of(case.two))
    meetings.open_meeting(meeting, actor=case.boss)
    with pytest.raises(RuleBroken):
        replies.reply(case.line(meeting, case.two), Reply.COMING, actor=user_of(case.two))


def test_the_attendance_book_has_a_column_for_each_meeting_that_was_held(case: Calling) -> None:
    meeting = case.opened()
    attendance.mark(case.line(meeting, case.two), Presence.PRESENT, actor=case.boss)
    attendance.mark(case.line(meeting, case.one), Presence.EXCUSED, reason="Ốm", actor=case.boss)
    meetings.end_meeting(meeting, actor=case.boss)
    case.called()
    book = attendance_book(case.cell, None, viewer=case.boss)
    marks = {line.name: line.marks for line in book.lines}
    assert (marks["Nông Thị Hai"], marks["Hoàng Văn Một"]) == (["x"], ["P"])
    assert marks["Lê Thị Bí Thư"] == ["K"]
    assert book.totals == ["1/5"]
    with pytest.raises(NotPermitted):
        attendance_book(case.cell, None, viewer=user_of(case.two))


def test_another_day_clears_presence_and_checking_in(case: Calling) -> None:
    meeting = case.called()
    attendance.open_check_in(meeting, actor=case.boss)
    attendance.check_in(case.line(meeting, case.two), actor=user_of(case.two))
    meetings.edit_meeting(meeting, {"on": date(2020, 3, 27)}, actor=case.boss)
    row = case.line(meeting, case.two)
    assert (row.presence, row.arrived_at, row.marked_by) == ("unknown", None, None)
    assert not row.meeting.is_checking_in
    told = Entry.objects.filter(action="meetings.mark").get()
    assert (told.before["presence"], told.after["presence"]) == ("present", "unknown")
    with pytest.raises(RuleBroken):
        attendance.check_in(row, actor=user_of(case.two))


def test_nobody_is_reproached_for_an_absence_that_nobody_entered(case: Calling) -> None:
    meeting = meetings.end_meeting(case.opened(), actor=case.boss)
    row = case.line(meeting, case.two)
    assert (row.presence, row.get_presence_display()) == ("absent", "vắng, chưa rõ lý do")


def test_who_marks_from_an_old_page_is_told(case: Calling) -> None:
    meeting = case.opened()
    row = case.line(meeting, case.two)
    shown = fingerprint(row, MARKED)
    attendance.mark(row, Presence.PRESENT, actor=case.boss)
    with pytest.raises(Outdated):
        attendance.mark(row, Presence.ABSENT, seen=shown, actor=case.boss)
    assert case.line(meeting, case.two).presence == "present"


def test_a_meeting_that_was_just_recalled_takes_no_marks(case: Calling) -> None:
    meeting = case.called()
    row = case.line(meeting, case.two)  # her page was opened before
    meetings.recall_meeting(meeting, "Hoãn", actor=case.boss)
    with pytest.raises(Conflict):
        attendance.mark(row, Presence.PRESENT, actor=case.boss)


def test_asking_off_from_a_personnel_meeting_is_confidential(case: Calling) -> None:
    body = SubcommitteeFactory.create(congress=case.congress, purpose="personnel")
    meeting = case.called()
    Meeting.objects.filter(pk=meeting.pk).update(subcommittee=body)
    row = case.line(meeting, case.two)
    replies.reply(row, Reply.NOT_COMING, "ốm", actor=user_of(case.two))
    notice = Notice.objects.get(title__contains="xin vắng")
    assert notice.is_confidential


def test_before_the_day_nobody_is_marked_present_on_the_page(case: Calling, client: Client) -> None:
    """What cannot work yet is not offered; the page says when it can."""
    meeting = case.called()
    page = reverse("meetings:attendance", args=[meeting.pk])
    opens = reverse("meetings:check_in_open", args=[meeting.pk])
    client.force_login(case.boss)
    shown = client.get(page).content.decode()
    assert opens in shown
    assert "data-mark>" in shown
    assert "mới điểm danh có mặt" not in shown
    Meeting.objects.filter(pk=meeting.pk).update(on=date(2020, 4, 3))
    shown = client.get(page).content.decode()
    assert "Đến ngày họp 3-4-2020 mới điểm danh có mặt" in shown
    assert opens not in shown
    assert "data-mark>" not in shown
    assert "data-roll-search" not in shown
    assert reverse("meetings:check_in_poster", args=[meeting.pk]) in shown
    assert "Vắng…" in shown
