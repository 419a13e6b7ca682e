"""Pages of the speakers' list: clerk's, member's, what they refuse."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.conduct.models import Turn
from tests.conduct.days import Day, at
from tests.elections.holding import Holding
from tests.factories import PersonFactory, UserFactory, grant
from tests.factories.conduct import TurnFactory
from tests.factories.programme import SpeechFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def day() -> Day:
    made = Day(4)
    with clock.standing_at(at(0)):
        made.press()
    return made


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, name: str, *arguments: object, **query: str) -> str:
    answer = client.get(reverse(f"conduct:{name}", args=arguments), query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def press(client: Client, name: str, turn: Turn, **values: str) -> None:
    answer = client.post(reverse(f"conduct:{name}", args=[turn.pk]), values)
    assert answer["Location"] == reverse("conduct:turn_list", args=[turn.run.congress_id])


def shown_pace(page: str) -> list[str]:
    return re.findall(r'data-pace="(\w+)" *>', page)


def member_of(day: Day) -> User:
    person = day.people[0]
    person.user = grant(Role.MEMBER, day.cell, UserFactory.create())
    person.save(update_fields=["user"])
    return person.user


def test_a_speaker_is_warned_with_a_word_a_minute_before_the_end(day: Day) -> None:
    client, pk = signed_in(day.boss), day.congress.pk
    turn = TurnFactory.create(run=day.run)
    for minutes, left, pace, words in (
        (1, "5:00", "in_time", "còn giờ"),
        (5, "1:00", "warned", "sắp hết giờ"),
        (6.5, "0:30", "over", "hết giờ, đang nói quá"),
    ):
        with clock.standing_at(at(minutes)):
            if minutes == 1:
                press(client, "turn_start", turn)
            shown = text_of(client, "turn_list", pk)
        assert f"data-speaking-clock>{left}<" in shown
        assert shown_pace(shown) == [pace]
        assert words in shown
    assert "mục này quá giờ" in shown
    with clock.standing_at(at(7)):
        press(client, "turn_more", turn)
        press(client, "turn_end", turn)
        shown = text_of(client, "turn_list", pk)
    assert "6:00 trên 6 phút" in shown
    assert "chưa ghi" in shown


def test_what_waits_is_held_against_what_the_item_has_left(day: Day) -> None:
    for _turn in range(2):
        TurnFactory.create(run=day.run, minutes=3)
    with clock.standing_at(at(1)):
        shown = text_of(signed_in(day.boss), "turn_list", day.congress.pk)
    assert "2 người, 6 phút" in shown
    assert "không còn đủ giờ cho 1 người cuối" in shown
    assert "Mục này không phải mục tham luận" in shown


def test_two_letters_without_marks_find_whom_to_note(day: Day) -> None:
    client, pk = signed_in(day.boss), day.congress.pk
    day.call("Đặng Đức Ưng", presence="unknown")
    assert "Ghi tên</button>" not in text_of(client, "turn_add", pk, q="u").split('id="other"')[0]
    for words in ("un", "du ung", "ddu"):
        shown = text_of(client, "turn_add", pk, q=words)
        assert "Đặng Đức Ưng" in shown
        assert "chưa điểm danh" in shown
        assert "Nguyễn Văn An" not in shown
    part = client.get(
        reverse("conduct:turn_add", args=[pk]), {"q": "an"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Nguyễn Văn An" in part
    assert "<html" not in part
    found = re.search(
        r'name="client_key" value="([^"]+)".*?name="invitee" value="(\d+)"', part, re.DOTALL
    )
    assert found is not None
    told = {"client_key": found[1], "invitee": found[2]}
    for _sent in range(2):
        client.post(reverse("conduct:turn_pick", args=[pk]), told)
    assert [turn.speaker for turn in Turn.objects.all()] == ["Nguyễn Văn An"]
    twice = client.post(reverse("conduct:turn_pick", args=[pk]), {**told, "client_key": uuid4()})
    assert twice.status_code == 409
    assert "đã có trong danh sách, thứ 1" in twice.content.decode()
    assert client.post(reverse("conduct:turn_pick", args=[pk]), {}).status_code == 404
    assert "không có ai" in text_of(client, "turn_add", pk, q="zzz").lower()


def test_somebody_on_no_roll_is_noted_by_name_and_a_slip_keeps_what_was_typed(day: Day) -> None:
    client, pk = signed_in(day.boss), day.congress.pk
    url = reverse("conduct:turn_add", args=[pk])
    told = {
        "client_key": str(uuid4()),
        "name": "Cụ Tư",
        "unit": "Tổ 5",
        "topic": "Đường",
        "minutes": 99,
    }
    slip = client.post(url, told).content.decode()
    assert "Cụ Tư" in slip
    assert Turn.objects.count() == 0
    assert client.post(url, {**told, "minutes": 4}).status_code == 302
    shown = text_of(client, "turn_list", pk)
    assert "Cụ Tư" in shown
    assert "Tổ 5" in shown


def test_a_member_asks_on_her_phone_and_takes_it_back(day: Day) -> None:
    user = member_of(day)
    client, pk = signed_in(user), day.congress.pk
    shown = text_of(client, "turn_list", pk)
    assert "Xin phát biểu" in shown
    assert "Ghi tên người giơ tay" not in shown
    form = text_of(client, "turn_ask", pk)
    key = re.search(r'name="client_key" value="([^"]+)"', form)
    assert key is not None
    for _sent in range(2):
        told = {"client_key": key[1], "topic": "Kỷ luật"}
        answer = client.post(reverse("conduct:turn_ask", args=[pk]), told)
        assert answer.status_code == 302
    turn = Turn.objects.get()
    shown = text_of(client, "turn_list", pk)
    assert "Đồng chí đứng thứ 1" in shown
    assert "Mời phát biểu" not in shown
    again = client.post(
        reverse("conduct:turn_ask", args=[pk]), {"client_key": uuid4(), "topic": "Khác"}
    )
    assert "đã có trong danh sách, thứ 1" in again.content.decode()
    assert 'value="Khác"' in again.content.decode()
    press(client, "turn_withdraw", turn)
    assert "Xin phát biểu" in text_of(client, "turn_list", pk)
    for name in ("turn_start", "turn_move", "turn_more"):
        assert client.post(reverse(f"conduct:{name}", args=[turn.pk])).status_code == 403


def test_each_press_of_the_clerk_has_its_button(day: Day) -> None:
    client, pk = signed_in(day.boss), day.congress.pk
    SpeechFactory.create(congress=day.congress, speaker_name="Hoàng Lan", state="approved")
    with clock.standing_at(at(1)):
        assert "Đưa 1 tham luận đã duyệt" in text_of(client, "turn_list", pk)
        client.post(reverse("conduct:turn_load", args=[pk]))
        turn, other = Turn.objects.get(), TurnFactory.create(run=day.run, position=50)
        press(client, "turn_move", other, where="first")
        shown = text_of(client, "turn_list", pk)
        assert shown.index("Nông Văn Bình") < shown.index("Hoàng Lan")
        press(client, "turn_withdraw", other)
        assert "1 người đã rút" in text_of(client, "turn_list", pk)
        press(client, "turn_restore", other)
        press(client, "turn_start", turn)
        press(client, "turn_return", turn)
        press(client, "turn_start", turn)
        twice = client.post(reverse("conduct:turn_start", args=[other.pk]))
    assert twice.status_code == 409
    assert "Hoàng Lan đang phát biểu từ 08:01" in twice.content.decode()


def test_the_forms_of_a_turn_open_and_are_taken(day: Day) -> None:
    client, turn = signed_in(day.boss), TurnFactory.create(run=day.run)
    with clock.standing_at(at(1)):
        press(client, "turn_start", turn)
    with clock.standing_at(at(9)):
        for name, told, kept in (
            ("turn_edit", {"topic": "Nhà ở", "minutes": "8"}, ("topic", "Nhà ở")),
            ("turn_minute", {"summary": "Xin thêm nhà.", "seen": ""}, ("summary", "Xin thêm nhà.")),
            (
                "turn_correct",
                {"started": "08:01", "ended": "08:06", "reason": "Quên."},
                ("ended_at", at(6)),
            ),
        ):
            assert turn.speaker in text_of(client, name, turn.pk)
            turn.refresh_from_db()
            press(client, name, turn, **told, revision=str(turn.revision))
            turn.refresh_from_db()
            assert getattr(turn, kept[0]) == kept[1]
        url = reverse("conduct:turn_minute", args=[turn.pk])
        refused = client.post(url, {"summary": "Ý khác.", "seen": ""}).content.decode()
    assert "Đang lưu: Xin thêm nhà." in refused
    assert "Ý khác." in refused
    assert 'name="seen" value="Xin thêm nhà."' in refused


def test_before_the_day_begins_the_page_says_so() -> None:
    case = Holding(1)
    assert "Đại hội chưa bắt đầu" in text_of(signed_in(case.boss), "turn_list", case.congress.pk)
    url = reverse("conduct:turn_ask", args=[case.congress.pk])
    assert signed_in(case.boss).get(url).status_code == 404


def test_strangers_find_no_list(day: Day) -> None:
    client, turn = signed_in(Holding(1).boss), TurnFactory.create(run=day.run)
    for name in ("turn_list", "turn_add", "turn_ask"):
        assert client.get(reverse(f"conduct:{name}", args=[day.congress.pk])).status_code == 404
    for name in ("turn_edit", "turn_minute", "turn_correct"):
        assert client.get(reverse(f"conduct:{name}", args=[turn.pk])).status_code == 404
    assert client.post(reverse("conduct:turn_withdraw", args=[turn.pk])).status_code == 404


@pytest.mark.parametrize("more", [0, 10])
def test_the_page_asks_as_much_for_a_long_list(
    day: Day, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for place in range(1 + more):
        person = PersonFactory.create(organization=day.cell)
        TurnFactory.create(run=day.run, person=person, speaker_name="")
        TurnFactory.create(
            run=day.run, person=person, speaker_name="", item=day.items[0], started_at=at(place), started_by=day.boss,
            ended_at=at(place + 0.5), ended_by=day.boss,
        )  # fmt: skip
    client = signed_in(day.boss)
    url = reverse("conduct:turn_list", args=[day.congress.pk])
    client.get(url)
    with django_assert_num_queries(21):
        client.get(url)
