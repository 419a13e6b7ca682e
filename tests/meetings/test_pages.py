"""Pages of meetings as people open them: what they say, how often they ask the database."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from daihoi.base import clock
from daihoi.meetings.actions import agenda, attendance, meetings, replies
from daihoi.meetings.actions.roll import add_guest
from daihoi.meetings.models import Meeting, Minutes, Presence, Reply
from daihoi.meetings.queries import meetings as queries
from daihoi.meetings.queries import minutes
from daihoi.organizations.models import Person
from tests.congresses.preparing import TODAY, on, user_of
from tests.factories.meetings import AgendaItemFactory, InviteeFactory, MeetingFactory
from tests.factories.registry import PaperFactory
from tests.meetings.calling import Calling

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Calling:
    return Calling()


def door(person: Person) -> Client:
    client = Client()
    client.force_login(user_of(person))
    return client


def text_of(client: Client, page: str, *args: Any, query: str = "") -> str:
    response = client.get(reverse(f"meetings:{page}", args=args) + query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_a_meeting_is_made_called_and_answered_in_the_browser(case: Calling) -> None:
    boss, two = door(case.secretary), door(case.two)
    terms = {
        "kind": "special_topic", "form": "in_person", "topic": "Chuẩn bị đại hội",
        "on": "26/3/2020", "starts_at": "13h30", "ends_at": "16:00", "place": "Hội trường",
        "chair": case.secretary.pk, "minute_taker": case.one.pk, "congress": case.congress.pk,
    }  # fmt: skip
    made = boss.post(reverse("meetings:meeting_add"), terms)
    meeting = Meeting.objects.get()
    assert made.url == reverse("meetings:meeting_detail", args=[meeting.pk])  # type: ignore[attr-defined]  # a redirect
    assert str(meeting.starts_at) == "13:30:00"
    boss.post(reverse("meetings:item_add", args=[meeting.pk]), {"title": "Văn kiện", "minutes": 45})
    boss.post(reverse("meetings:meeting_convene", args=[meeting.pk]))
    page = text_of(two, "meeting_detail", meeting.pk)
    assert "Đồng chí có dự họp không?" in page
    assert "Khai mạc" not in page
    row = case.line(meeting, case.two)
    two.post(reverse("meetings:invitee_reply", args=[row.pk]), {"reply": "coming"})
    assert "Đồng chí đã báo sẽ dự." in text_of(two, "meeting_detail", meeting.pk)
    assert "1 sẽ dự, 0 xin vắng, 4 chưa trả lời" in text_of(boss, "meeting_detail", meeting.pk)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("starts_at", "25:00", "không phải giờ"),
        ("ends_at", "12:00", "Giờ kết thúc phải sau giờ bắt đầu"),
        ("on", "31/2/2020", "không phải ngày có thật"),
        ("kind", "subcommittee", "phải chọn tiểu ban"),
        ("topic", "", "bắt buộc"),
    ],
)
def test_a_form_that_is_wrong_says_where(case: Calling, field: str, value: str, said: str) -> None:
    terms = {
        "kind": "regular", "form": "in_person", "topic": "Thường kỳ", "on": "26/3/2020",
        "starts_at": "13:30", "ends_at": "", "place": "Hội trường",
    }  # fmt: skip
    answer = door(case.secretary).post(reverse("meetings:meeting_add"), terms | {field: value})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("minutes", ["0", "600", "-5"])
def test_an_item_of_no_minute_or_ten_hours_is_refused(case: Calling, minutes: str) -> None:
    meeting = case.plan()
    answer = door(case.secretary).post(
        reverse("meetings:item_add", args=[meeting.pk]), {"title": "Văn kiện", "minutes": minutes}
    )
    assert "Một nội dung" in answer.content.decode()
    assert meeting.items.count() == 1


def test_the_code_at_the_door_takes_one_press(case: Calling) -> None:
    meeting = case.called()
    address = reverse("meetings:check_in", args=[meeting.check_in_code])
    two = door(case.two)
    assert "Hiện không mở điểm danh bằng mã" in two.get(address).content.decode()
    assert two.post(address).status_code == 422
    attendance.open_check_in(meeting, actor=case.boss)
    assert "Tôi có mặt: Nông Thị Hai" in two.get(address).content.decode()
    assert two.post(address).status_code == 302
    assert case.line(meeting, case.two).presence == "present"
    again = two.post(address)
    assert again.status_code == 409
    assert "đã được điểm danh lúc 12:00" in again.content.decode()
    stranger = case.member("Người không được mời")
    assert "không có trong danh sách" in door(stranger).get(address).content.decode()
    outside = Client()
    assert outside.get(address).url.startswith(reverse("account_login"))  # type: ignore[attr-defined]  # a redirect


def test_the_code_of_an_invitation_is_scanned_by_who_records(case: Calling) -> None:
    meeting = case.called()
    guest = add_guest(meeting, {"guest_name": "Vi Đức Trọng"}, actor=case.boss)
    address = reverse("meetings:invitation_scan", args=[guest.code])
    assert door(case.two).get(address).status_code == 403
    taker = door(case.one)
    assert "Ghi có mặt" in taker.get(address).content.decode()
    assert "Đã điểm danh có mặt" in taker.post(address).content.decode()
    assert taker.post(address).status_code == 409
    guest.refresh_from_db()
    assert (guest.presence, guest.means) == ("present", "clerk")
    own = reverse("meetings:invitation_scan", args=[case.line(meeting, case.two).code])
    assert "GIẤY MỜI HỌP" in door(case.two).get(own, follow=True).content.decode()
    attendance.open_check_in(meeting, actor=case.boss)
    assert "Tôi có mặt: Nông Thị Hai" in door(case.two).get(own, follow=True).content.decode()
    assert case.line(meeting, case.two).presence == "unknown"  # one press is still hers


def test_the_list_marks_with_one_press_and_answers_with_the_new_list(case: Calling) -> None:
    meeting = case.called()
    row = case.line(meeting, case.two)
    taker = door(case.one)
    answer = taker.post(
        reverse("meetings:invitee_mark", args=[row.pk]),
        {"presence": "present"},
        headers={"HX-Request": "true"},
    )
    assert "Đang có mặt 1 trên 5" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    again = taker.post(
        reverse("meetings:invitee_mark", args=[row.pk]),
        {"presence": "present"},
        headers={"HX-Request": "true"},
    )
    assert again.status_code == 409
    assert "Nông Thị Hai đã được điểm danh lúc 12:00" in again.content.decode()
    page = text_of(taker, "attendance", meeting.pk, query="?q=ha")
    assert "Nông Thị Hai" in page
    assert "Trần Văn Trưởng" not in page
    answer = taker.post(
        reverse("meetings:invitee_mark", args=[row.pk]), {"presence": "excused", "reason": ""}
    )
    assert "phải ghi lý do" in answer.content.decode()
    assert case.line(meeting, case.two).presence == "present"


def test_who_is_marked_away_begins_with_what_she_said(case: Calling) -> None:
    meeting = case.called()
    row = case.line(meeting, case.two)
    replies.reply(row, Reply.NOT_COMING, "đi công tác", actor=user_of(case.two))
    address = reverse("meetings:invitee_mark", args=[row.pk])
    form = door(case.one).get(address).context["form"]
    assert (form["presence"].value(), form["reason"].value()) == ("excused", "đi công tác")
    attendance.mark(case.line(meeting, case.two), Presence.PRESENT, actor=case.boss)
    form = door(case.one).get(address).context["form"]
    assert (form["presence"].value(), form["reason"].value()) == ("present", "")


def test_pasted_guests_with_a_wrong_line_keep_the_text_and_add_nobody(case: Calling) -> None:
    meeting = case.plan()
    address = reverse("meetings:guest_import", args=[meeting.pk])
    text = "Vi Đức Trọng; Phó Bí thư\n; Chủ tịch"
    answer = door(case.secretary).post(address, {"text": text}).content.decode()
    assert "Dòng 2: thiếu họ và tên." in answer
    assert "Vi Đức Trọng; Phó Bí thư" in answer
    assert not meeting.invitees.filter(category="guest").exists()
    door(case.secretary).post(address, {"text": text.replace("\n;", "\nHà Văn Nghĩa;")})
    assert meeting.invitees.filter(category="guest").count() == 2


def test_an_ics_file_moves_and_cancels_the_same_entry(case: Calling) -> None:
    meeting = case.called()
    address = reverse("meetings:meeting_calendar", args=[meeting.pk])
    first = Calendar.from_ical(door(case.two).get(address).content).events[0]
    meetings.cancel_meeting(meeting, "Dịch", actor=case.boss)
    last = Calendar.from_ical(door(case.two).get(address).content).events[0]
    assert first["UID"] == last["UID"]
    assert (int(first["SEQUENCE"]), int(last["SEQUENCE"])) == (1, 2)
    assert (str(first["STATUS"]), str(last["STATUS"])) == ("CONFIRMED", "CANCELLED")
    assert first["DTSTART"].to_ical() == b"20200326T070000Z"  # 14:00 in the house, for any calendar
    assert str(first["DESCRIPTION"]) == "1. Góp ý văn kiện"


def test_another_agenda_moves_the_entry_of_a_calendar(case: Calling) -> None:
    meeting = case.called()
    address = reverse("meetings:meeting_calendar", args=[meeting.pk])
    agenda.add_item(meeting, {"title": "Hậu cần"}, actor=case.boss)
    entry = Calendar.from_ical(door(case.two).get(address).content).events[0]
    assert (int(entry["SEQUENCE"]), str(entry["DESCRIPTION"])) == (
        2, "1. Góp ý văn kiện\n2. Hậu cần",
    )  # fmt: skip


def test_a_calendar_without_an_hour_says_the_half_day_and_the_agenda(case: Calling) -> None:
    meeting = case.called(starts_at=None)
    AgendaItemFactory.create(meeting=meeting, position=2, title="Hậu cần")
    address = reverse("meetings:meeting_calendar", args=[meeting.pk])
    entry = Calendar.from_ical(door(case.two).get(address).content).events[0]
    assert str(entry["DESCRIPTION"]) == "buổi chiều\n1. Góp ý văn kiện\n2. Hậu cần"


def test_opening_without_the_quorum_and_ending_without_reading_are_asked_about(
    case: Calling,
) -> None:
    meeting = case.called(kind="regular")
    lacking = "Chưa đủ số người cần có: mới điểm danh 0, cần ít nhất"
    leaders = (
        "Chưa điểm danh có mặt người chủ trì, người ghi biên bản: Hoàng Văn Một, Lê Thị Bí Thư"
    )
    page = text_of(door(case.secretary), "meeting_detail", meeting.pk)
    assert lacking in page
    assert leaders in page
    for row in meeting.invitees.all():
        row.meeting = meeting
        attendance.mark(row, Presence.PRESENT, actor=case.boss)
    page = text_of(door(case.secretary), "meeting_detail", meeting.pk)
    assert lacking not in page
    assert leaders not in page
    assert "Khai mạc? Sau đó" in page
    meetings.open_meeting(meeting, actor=case.boss)
    unread = "Biên bản chưa đọc lại"
    assert unread in text_of(door(case.secretary), "meeting_detail", meeting.pk)
    Minutes.objects.update_or_create(
        meeting=meeting,
        defaults={
            "read_back_at": clock.now(), "read_back_by": case.boss, "read_back_change": 9,
        },
    )  # fmt: skip
    page = text_of(door(case.secretary), "meeting_detail", meeting.pk)
    assert unread not in page
    assert "Kết thúc cuộc họp? Ai chưa" in page


def test_calling_without_agenda_or_papers_is_asked_about(case: Calling) -> None:
    """One press goes on: it is a warning, and only where something lacks."""
    meeting = case.plan()
    lacking = "Cuộc họp chưa có chương trình"
    assert lacking not in text_of(door(case.secretary), "meeting_detail", meeting.pk)
    meeting.items.all().delete()
    assert lacking in text_of(door(case.secretary), "meeting_detail", meeting.pk)
    door(case.secretary).post(reverse("meetings:meeting_convene", args=[meeting.pk]))
    meeting.refresh_from_db()
    assert meeting.state == "convened"
    written = case.plan(form="written", answers_due_on=TODAY)
    lacking = "Chưa kèm văn kiện, văn bản nào"
    page = text_of(door(case.secretary), "meeting_detail", written.pk)
    assert lacking in page
    assert "Gửi lấy ý kiến 5 người?" in page
    written.items.update(paper=PaperFactory.create(congress=case.congress))
    assert lacking not in text_of(door(case.secretary), "meeting_detail", written.pk)


def test_an_invitation_calls_members_comrades_and_others_not(case: Calling) -> None:
    meeting = case.plan()
    add_guest(
        meeting,
        {"guest_name": "Hà Văn Nghĩa", "guest_post": "Chủ tịch", "guest_unit": "Công đoàn"},
        actor=case.boss,
    )
    page = text_of(door(case.secretary), "roll_invitations", meeting.pk)
    comrades = meeting.invitees.exclude(category__in=["guest", "staff"]).count()
    assert page.count("kính mời đồng chí:") == comrades
    assert page.count("kính mời ông (bà):") == meeting.invitees.count() - comrades
    words = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "Hà Văn Nghĩa, Chủ tịch, Công đoàn" in words
    assert not re.search(r" [,.;]", words)


def test_an_answer_in_writing_is_sent_and_refused_in_the_form(case: Calling) -> None:
    meeting = case.written()
    item = meeting.items.get()
    two = door(case.two)
    address = reverse("meetings:written_answer", args=[item.pk])
    wrong = two.post(address, {f"i{item.pk}-choice": "other", f"i{item.pk}-text": ""})
    assert wrong.status_code == 422
    assert "Ý kiến khác thì phải ghi nội dung" in wrong.content.decode()
    two.post(address, {f"i{item.pk}-choice": "agree"})
    assert item.answers.get().choice == "agree"
    page = text_of(two, "written_detail", meeting.pk)
    assert "1 đồng ý" in page
    assert "Đồng chí đã trả lời mọi nội dung." in page
    paper = {
        "invitee": case.line(meeting, case.one).pk, "item": item.pk, "choice": "disagree",
        "text": "", "answered_on": "26/3/2020",
    }  # fmt: skip
    door(case.secretary).post(reverse("meetings:written_record", args=[meeting.pk]), paper)
    assert item.answers.filter(is_paper=True).get().choice == "disagree"


def test_files_of_a_meeting_are_for_who_records(case: Calling) -> None:
    meeting = case.called()
    for page in (
        "roll_export",
        "guest_export",
        "roll_invitations",
        "attendance",
        "check_in_poster",
    ):
        address = reverse(f"meetings:{page}", args=[meeting.pk])
        assert door(case.one).get(address).status_code == 200, page
        assert door(case.two).get(address).status_code == 403, page


def grow(case: Calling, count: int) -> Meeting:
    """``count`` meetings, and in the last of them as many people, matters and marks."""
    for _n in range(count):
        MeetingFactory.create(congress=case.congress, on=TODAY, ended=True)
        meeting = MeetingFactory.create(
            congress=case.congress, on=TODAY, convened=True, minute_taker=case.one
        )
    InviteeFactory.create(meeting=meeting, person=case.two)
    for _n in range(count):
        AgendaItemFactory.create(meeting=meeting)
        row = InviteeFactory.create(meeting=meeting)
        row.meeting = meeting
        attendance.mark(row, Presence.PRESENT, actor=case.boss)
    return meeting


QUERIES = {
    "meeting_list": 15,
    "meeting_detail": 21,
    "roll_detail": 15,
    "attendance": 15,
    "roll_invitations": 14,
    "minute_book": 13,
}
LISTS = ("meeting_list", "minute_book")


@pytest.mark.parametrize("page", QUERIES)
def test_more_rows_ask_no_more(case: Calling, page: str) -> None:
    asked = []
    for count in (1, 3):
        meeting = grow(case, count)
        address = reverse(f"meetings:{page}", args=[] if page in LISTS else [meeting.pk])
        client = door(case.secretary)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))
    assert asked == [QUERIES[page]] * 2


def test_meetings_that_were_come_page_by_page(case: Calling, monkeypatch: Any) -> None:
    monkeypatch.setattr(queries, "PER_PAGE", 2)
    monkeypatch.setattr(minutes, "BOOK_LINES", 2)
    for number in range(1, 4):
        MeetingFactory.create(
            congress=case.congress, on=date(2020, 3, number), ended=True, topic=f"Buổi {number}"
        )
    boss = door(case.secretary)
    for page, lines in (
        ("meeting_list", ["Buổi 3", "Buổi 2"]),
        ("minute_book", ["Buổi 3", "Buổi 2"]),
    ):
        first, second = (text_of(boss, page, query=f"?page={n}") for n in (1, 2))
        assert [line in first for line in lines] == [True, True]
        assert "Buổi 1" in second
        assert "Buổi 1" not in first
        assert "trang 1 trên" in first
    assert "3/2020" in text_of(boss, "minute_book")
    assert "1/2020" in text_of(boss, "minute_book", query="?page=2")


def test_moving_a_matter_keeps_the_order(case: Calling) -> None:
    meeting = case.plan()
    second = agenda.add_item(meeting, {"title": "Hậu cần"}, actor=case.boss)
    door(case.secretary).post(reverse("meetings:item_move", args=[second.pk]), {"to": "1"})
    page = text_of(door(case.secretary), "meeting_detail", meeting.pk)
    assert page.index("Hậu cần") < page.index("Góp ý văn kiện")
