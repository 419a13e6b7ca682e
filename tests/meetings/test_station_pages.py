"""The pages of a door, of seats and groups: what they say, to whom, and what they take."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from daihoi.base import clock
from daihoi.meetings.actions import attendance, meetings
from daihoi.meetings.models import Invitee, Meeting
from daihoi.organizations.models import Person
from tests.congresses.preparing import user_of
from tests.factories import SubcommitteeFactory
from tests.factories.logistics import HallFactory
from tests.factories.meetings import InviteeFactory
from tests.meetings.calling import Calling

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    zone = timezone.get_default_timezone()
    with clock.standing_at(datetime(2020, 3, 26, 8, 0, tzinfo=zone)):
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


def seated(case: Calling) -> tuple[Meeting, Invitee]:
    """The congress today, checking in; `two` sits in row 3, seat 5, and discusses in group 2."""
    case.stands_on(date(2020, 3, 26))
    meeting = case.called(kind="congress", topic="Đại hội chi bộ")
    meeting = attendance.open_check_in(meeting, actor=case.boss)
    row = case.line(meeting, case.two)
    row.discussion_group = "Tổ 2"
    row.save(update_fields=["discussion_group"])
    HallFactory.create(congress=case.congress).taken.create(row=3, number=5, invitee=row)
    return meeting, row


def send(client: Client, meeting: Meeting, presses: Any) -> Any:
    address = reverse("meetings:station_send", args=[meeting.pk])
    return client.post(address, {"presses": json.dumps(presses)}, HTTP_HX_REQUEST="true")


def test_a_door_shows_everybody_with_standing_place_and_quorum(case: Calling) -> None:
    meeting, row = seated(case)
    Invitee.objects.filter(meeting=meeting, person=case.one).update(
        category="exempted", is_counted=False
    )
    page = text_of(door(case.secretary), "station", meeting.pk, query="?cua=Cửa+Đông")
    assert "Bàn đón: Cửa Đông" in page
    assert "Đảng viên miễn sinh hoạt" in page
    assert "Hàng 3, ghế 5 · Tổ 2" in page
    assert f'data-code="{row.code}"' in page
    assert "4 = 5 đảng viên trong danh sách − 1 được miễn sinh hoạt" in page
    assert 'name="door" value="Cửa Đông"' in page


def test_the_page_of_a_door_asks_the_same_number_of_questions(case: Calling) -> None:
    meeting, _row = seated(case)
    client = door(case.secretary)
    counts = []
    for _more in range(2):
        text_of(client, "station", meeting.pk)  # the session is noted once
        with CaptureQueriesContext(connection) as asked:
            text_of(client, "station", meeting.pk)
        counts.append(len(asked))
        InviteeFactory.create_batch(3, meeting=meeting)
    assert counts[0] == counts[1]


def test_what_a_queue_sends_is_answered_press_by_press(case: Calling) -> None:
    meeting, row = seated(case)
    client, key = door(case.secretary), str(uuid4())
    press = {"key": key, "row": row.pk, "means": "clerk", "door": "A", "waited": 60_000}
    for _again in range(2):
        answer = send(client, meeting, [press])
        assert answer.json() == {"answers": [{"key": key, "said": "", "kept": True}]}
    row.refresh_from_db()
    assert (row.door, timezone.localtime(row.arrived_at).minute) == ("A", 59)


@pytest.mark.parametrize(
    "presses",
    [
        "x", {}, [], [1], [{"row": 1}], [{"key": "x", "row": 1}],
        [{"key": str(uuid4()), "row": "1"}], [{"key": str(uuid4()), "row": 1}] * 101,
        [{"key": str(uuid4()), "row": 1, "waited": "x"}], [{"key": str(uuid4()), "row": 2**70}],
    ],
)  # fmt: skip
def test_what_no_page_of_ours_sends_is_refused_in_words(case: Calling, presses: Any) -> None:
    meeting, row = seated(case)
    answer = send(door(case.secretary), meeting, presses)
    assert answer.status_code == 422
    assert "không đọc được lượt điểm danh" in answer.content.decode()
    row.refresh_from_db()
    assert row.presence == "unknown"


def test_without_a_script_one_press_is_one_form(case: Calling) -> None:
    meeting, row = seated(case)
    client = door(case.secretary)
    fields = {"row": row.pk, "key": str(uuid4()), "door": "Cửa Đông"}
    address = reverse("meetings:station_send", args=[meeting.pk])
    there = client.post(address, fields, follow=True)
    assert there.redirect_chain == [
        (f"{reverse('meetings:station', args=[meeting.pk])}?cua=C%E1%BB%ADa+%C4%90%C3%B4ng", 302)
    ]
    assert "8:00, Cửa Đông" in there.content.decode()
    again = client.post(address, fields | {"key": str(uuid4())}, follow=True)
    assert "Nông Thị Hai đã được điểm danh lúc 8:00 ở Cửa Đông" in again.content.decode()


def test_the_words_of_a_hand_scanner_mean_one_person(case: Calling) -> None:
    meeting, row = seated(case)
    scanned = f"http://192.168.1.5:8000/cuoc-hop/giay-moi/{row.code}/"
    page = text_of(door(case.secretary), "station", meeting.pk, query=f"?q={scanned}")
    assert page.count("data-row=") == 1
    assert f'data-row="{row.pk}"' in page


def test_a_door_is_for_who_records_the_meeting(case: Calling) -> None:
    meeting, row = seated(case)
    client = door(case.two)
    assert client.get(reverse("meetings:station", args=[meeting.pk])).status_code == 403
    assert send(client, meeting, [{"key": str(uuid4()), "row": row.pk}]).status_code == 403
    assert client.get(reverse("meetings:group_edit", args=[meeting.pk])).status_code == 403


def test_anybody_in_the_hall_finds_her_seat_without_signing_in(case: Calling) -> None:
    meeting, row = seated(case)
    page = text_of(Client(), "seat_find", meeting.check_in_code, query="?ten=ha")
    assert "Nông Thị Hai" in page
    assert "Hàng 3, ghế 5 · Tổ 2" in page
    for word in (row.unit, str(case.one), row.code, "Đảng viên chính thức"):
        assert not word or word not in page
    one = text_of(Client(), "seat_find", meeting.check_in_code, query="?ten=h")
    assert "ít nhất hai chữ của tên" in one
    assert "Nông Thị Hai" not in one
    assert "Chưa xếp chỗ" in text_of(
        Client(), "seat_find", meeting.check_in_code, query="?ten=hoang+mot"
    )


def test_nobody_is_named_while_checking_in_is_not_open(case: Calling) -> None:
    meeting, _row = seated(case)
    attendance.close_check_in(meeting, actor=case.boss)
    closed = text_of(Client(), "seat_find", meeting.check_in_code, query="?ten=hai")
    assert "Chỉ tìm được trong lúc đón đại biểu" in closed
    assert "Nông Thị Hai" not in closed
    attendance.open_check_in(meeting, actor=case.boss)
    zone = timezone.get_default_timezone()
    with clock.standing_at(datetime(2020, 3, 27, 8, 0, tzinfo=zone)):
        later = text_of(Client(), "seat_find", meeting.check_in_code, query="?ten=hai")
    assert "Nông Thị Hai" not in later


def test_a_meeting_of_the_personnel_body_has_no_public_seats(case: Calling) -> None:
    meeting, _row = seated(case)
    body = SubcommitteeFactory.create(congress=case.congress, purpose="personnel")
    Meeting.objects.filter(pk=meeting.pk).update(subcommittee=body)
    page = Client().get(reverse("meetings:seat_find", args=[meeting.check_in_code]))
    assert page.status_code == 404


def test_a_long_answer_asks_for_more_letters(case: Calling) -> None:
    meeting, _row = seated(case)
    InviteeFactory.create_batch(9, meeting=meeting, folded_name="tran van nam")
    with CaptureQueriesContext(connection) as asked:
        page = text_of(Client(), "seat_find", meeting.check_in_code, query="?ten=nam")
    assert page.count('class="row-title"') == 8
    assert "gõ thêm chữ của tên" in page
    assert sum("meetings_invitee" in each["sql"] for each in asked) == 2  # people, and their seats


def test_her_own_pages_tell_her_seat(case: Calling) -> None:
    meeting, row = seated(case)
    client = door(case.two)
    client.post(reverse("meetings:check_in", args=[meeting.check_in_code]))
    told = "Hàng 3, ghế 5 · Tổ 2"
    assert told in text_of(client, "check_in", meeting.check_in_code)
    assert told in text_of(client, "meeting_detail", meeting.pk)
    assert told not in text_of(door(case.one), "meeting_detail", meeting.pk)
    row.refresh_from_db()
    assert row.door == ""


def test_groups_are_edited_on_one_page(case: Calling) -> None:
    meeting, row = seated(case)
    client = door(case.secretary)
    client.post(reverse("meetings:group_spread", args=[meeting.pk]), {"count": 2})
    page = text_of(client, "group_edit", meeting.pk)
    assert "Tổ 1: 2 người" in page
    kept = {f"g{each.pk}": each.discussion_group for each in meeting.invitees.all()}
    client.post(reverse("meetings:group_edit", args=[meeting.pk]), kept | {f"g{row.pk}": " Tổ  7 "})
    row.refresh_from_db()
    assert row.discussion_group == "Tổ 7"
    wrong = client.post(reverse("meetings:group_spread", args=[meeting.pk]), {"count": "0"})
    assert wrong.status_code == 422
    assert "từ 1 đến 50" in wrong.content.decode()


def test_the_sheet_at_the_door_leads_phones_to_the_laptops_address(
    case: Calling, settings: LazySettings
) -> None:
    meeting, _row = seated(case)
    client = door(case.secretary)
    code = meeting.check_in_code
    assert f"http://testserver/cuoc-hop/diem-danh/{code}/" in text_of(client, "check_in_poster", meeting.pk)  # fmt: skip
    settings.DAIHOI_LAN = ["http://192.168.1.5:8000"]
    settings.ALLOWED_HOSTS = ["*"]
    page = client.get(reverse("meetings:check_in_poster", args=[meeting.pk]), HTTP_HOST="localhost:8000")  # fmt: skip
    assert f"http://192.168.1.5:8000/cuoc-hop/diem-danh/{code}/" in page.content.decode()


@pytest.mark.parametrize(
    ("scheme", "said"),
    [("http", "Không mã hóa"), ("https", "Tải chứng thư")],
)
def test_the_page_of_addresses_says_what_the_line_cannot_do(
    case: Calling, settings: LazySettings, tmp_path: Any, scheme: str, said: str
) -> None:
    address = f"{scheme}://192.168.1.5:8000"
    (tmp_path / "hall").mkdir()
    (tmp_path / "hall" / "authority.crt").write_text("to be trusted")
    settings.DATA, settings.DAIHOI_LAN = tmp_path, [address]
    page = text_of(door(case.two), "hall_address")
    assert address in page
    assert [each for each in ("Không mã hóa", "Tải chứng thư") if each in page] == [said]
    kept = Client().get(reverse("meetings:hall_certificate"))
    assert (kept.content, kept["Content-Type"]) == (b"to be trusted", "application/x-x509-ca-cert")


def test_outside_a_hall_there_is_no_certificate(case: Calling) -> None:
    assert "chưa mở riêng cho mạng của hội trường" in text_of(door(case.two), "hall_address")
    assert Client().get(reverse("meetings:hall_certificate")).status_code == 404


def test_another_day_forgets_the_door(case: Calling) -> None:
    meeting, row = seated(case)
    send(door(case.secretary), meeting, [{"key": str(uuid4()), "row": row.pk, "door": "A"}])
    meetings.edit_meeting(meeting, {"on": date(2020, 3, 27)}, actor=case.boss)
    row.refresh_from_db()
    assert (row.presence, row.door) == ("unknown", "")
