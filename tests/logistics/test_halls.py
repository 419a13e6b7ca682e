"""The stage's choices, the hall, who sits where."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.logistics.actions import halls, stages
from daihoi.logistics.models import Hall, Seat, Stage
from daihoi.logistics.queries.halls import hall_page
from daihoi.rules.seating import Spot
from tests.congresses.preparing import on, user_of
from tests.factories import UnitFactory
from tests.factories.logistics import HallFactory, LocalMeasureFactory
from tests.factories.meetings import GuestFactory, InviteeFactory
from tests.logistics.serving import Serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Serving:
    return Serving()


@pytest.fixture
def hall(case: Serving) -> Hall:
    return HallFactory.create(congress=case.congress, subcommittee=case.logistics)


@pytest.fixture
def client(case: Serving) -> Client:
    browser = Client()
    browser.force_login(user_of(case.chief))
    return browser


def seats(hall: Hall) -> dict[str, str]:
    """Who sits where, by name."""
    taken = hall.taken.select_related("invitee__person")
    return {
        str(seat): seat.invitee.person.full_name if seat.invitee.person else seat.invitee.guest_name
        for seat in taken
    }


def test_guests_sit_in_front_then_members_by_unit(case: Serving, hall: Hall) -> None:
    meeting = case.meeting()
    second = UnitFactory.create(organization=case.cell, name="Phòng B", position=2)
    first = UnitFactory.create(organization=case.cell, name="Phòng A", position=1)
    for person, unit in ((case.one, second), (case.two, first), (case.head, second)):
        person.unit = unit
        person.save()
    case.call(meeting, case.one, case.two, case.head)
    GuestFactory.create(meeting=meeting, guest_name="Khách Bạn", guest_group="neighbour")
    GuestFactory.create(meeting=meeting, guest_name="Khách Trên", guest_group="superior")
    assert halls.arrange_seats(hall, actor=user_of(case.hand)) == 0
    assert seats(hall) == {
        "1-1": "Khách Trên", "1-2": "Khách Bạn", "2-1": case.two.full_name,
        "2-2": case.one.full_name, "2-3": case.head.full_name,
    }  # fmt: skip
    entry = Entry.objects.filter(action="logistics.arrange_seats").latest("sequence")
    assert entry.after == {"seated": 5, "left": 0}


def test_a_distance_in_force_leaves_seats_free(case: Serving, hall: Hall) -> None:
    LocalMeasureFactory.create(organization=case.cell, min_distance_cm=100)
    case.call(case.meeting(), guests=7)
    assert halls.arrange_seats(hall, actor=user_of(case.hand)) == 1
    assert set(seats(hall)) == {"1-1", "1-3", "2-2", "2-4", "3-1", "3-3"}
    page = hall_page(case.congress.pk, viewer=user_of(case.one))
    assert (page.distance_cm, page.usable, page.lacks, page.too_near) == (100, 6, 1, 0)
    assert len(page.unseated) == 1


def test_a_distance_that_comes_later_shows_who_sits_too_near(case: Serving, hall: Hall) -> None:
    case.call(case.meeting(), guests=3)
    halls.arrange_seats(hall, actor=user_of(case.hand))
    assert hall_page(case.congress.pk, viewer=user_of(case.one)).too_near == 0
    LocalMeasureFactory.create(organization=case.cell, min_distance_cm=100)
    assert hall_page(case.congress.pk, viewer=user_of(case.one)).too_near == 1


def test_two_change_places_and_one_moves_to_a_free_seat(case: Serving, hall: Hall) -> None:
    first, second = case.call(case.meeting(), case.one, case.two)
    actor = user_of(case.hand)
    halls.place_invitee(hall, first, Spot(1, 1), actor=actor)
    halls.place_invitee(hall, second, Spot(1, 2), actor=actor)
    halls.place_invitee(hall, first, Spot(1, 2), actor=actor)
    assert seats(hall) == {"1-1": case.two.full_name, "1-2": case.one.full_name}
    halls.place_invitee(hall, second, Spot(3, 4), actor=actor)
    assert seats(hall) == {"3-4": case.two.full_name, "1-2": case.one.full_name}
    with pytest.raises(Conflict):
        halls.place_invitee(hall, second, Spot(3, 4), actor=actor)
    with pytest.raises(NotFound):
        halls.place_invitee(hall, second, Spot(4, 1), actor=actor)
    halls.clear_seat(Seat.objects.get(invitee=second), actor=actor)
    assert seats(hall) == {"1-2": case.one.full_name}


def test_somebody_of_another_congress_gets_no_seat(case: Serving, hall: Hall) -> None:
    stranger = InviteeFactory.create(meeting__kind="congress")
    with pytest.raises(NotFound):
        halls.place_invitee(hall, stranger, Spot(1, 1), actor=user_of(case.hand))
    assert not Seat.objects.exists()


def test_a_member_moves_nobody(case: Serving, hall: Hall) -> None:
    (called,) = case.call(case.meeting(), case.one)
    with pytest.raises(NotPermitted):
        halls.place_invitee(hall, called, Spot(1, 1), actor=user_of(case.one))
    with pytest.raises(NotPermitted):
        halls.arrange_seats(hall, actor=user_of(case.one))


def test_nobody_on_the_roll_is_told(case: Serving, hall: Hall) -> None:
    with pytest.raises(RuleBroken) as refused:
        halls.arrange_seats(hall, actor=user_of(case.hand))
    assert refused.value.code == "nobody"


def seen_at(client: Client, address: str) -> str:
    """What a page tells its form to carry along."""
    seen: str = client.get(address).context["form"]["seen"].value()
    return seen


SIZE: dict[str, Any] = {
    "name": "Tầng 2", "rows": "3", "seats": "4", "aisles": "2", "front_rows": "1",
    "group_by": "unit", "min_distance_cm": "", "seat_pitch_cm": "60", "row_pitch_cm": "90",
}  # fmt: skip


def test_a_hall_is_not_made_smaller_than_who_sits_in_it(case: Serving, hall: Hall) -> None:
    (called,) = case.call(case.meeting(), case.one)
    halls.place_invitee(hall, called, Spot(3, 4), actor=user_of(case.hand))
    with pytest.raises(RuleBroken) as refused:
        halls.set_hall(case.congress, {"rows": 2}, actor=user_of(case.hand))
    assert refused.value.code == "seats_taken"
    hall.refresh_from_db()
    assert hall.rows == 3


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("rows", "0", ""),
        ("rows", "600", ""),
        ("aisles", "giữa", "Hãy ghi số ghế"),
        ("aisles", "4", "số từ 1 đến 3"),
        ("min_distance_cm", "1", ""),
    ],
)
def test_a_hall_that_cannot_be_is_refused(
    case: Serving, client: Client, field: str, value: str, said: str
) -> None:
    address = reverse("logistics:hall_edit", args=[case.congress.pk])
    answer = client.post(address, SIZE | {field: value, "seen": seen_at(client, address)})
    assert list(answer.context["form"].errors) == [field]
    assert said in str(answer.context["form"].errors[field])
    assert not Hall.objects.exists()


def test_the_hall_in_the_browser(case: Serving, client: Client) -> None:
    congress = case.congress.pk
    assert "Chưa khai báo hội trường" in client.get(reverse("logistics:hall_detail", args=[congress])).content.decode()  # fmt: skip
    edit = reverse("logistics:hall_edit", args=[congress])
    assert client.post(edit, SIZE | {"seen": seen_at(client, edit)}).status_code == 302
    assert Hall.objects.get(congress=congress).aisles == [2]
    called = case.call(case.meeting(), case.one, guests=1)
    assert client.post(reverse("logistics:hall_arrange", args=[congress])).status_code == 302
    place = reverse("logistics:hall_place", args=[congress, 3, 4])
    assert "Ghế đang trống" in client.get(place).content.decode()
    assert client.post(place, {"invitee": called[0].pk}).status_code == 302
    assert Seat.objects.get(invitee=called[0]).row == 3
    assert client.get(reverse("logistics:hall_place", args=[congress, 9, 9])).status_code == 404
    cards = client.get(reverse("logistics:hall_cards", args=[congress])).content.decode()
    assert case.one.full_name in cards
    assert "Hàng 3 · Ghế 4" in cards


def test_a_member_finds_her_own_seat(case: Serving, hall: Hall) -> None:
    case.call(case.meeting(), case.two, case.one)
    halls.arrange_seats(hall, actor=user_of(case.hand))
    browser = Client()
    browser.force_login(user_of(case.one))
    own = Seat.objects.get(invitee__person=case.one)
    for name in ("hall_detail", "overview"):
        page = browser.get(reverse(f"logistics:{name}", args=[case.congress.pk])).content.decode()
        assert f"hàng {own.row}, ghế {own.number}" in page
        assert "Xếp lại" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_map_takes_as_many_queries_for_any_number(
    case: Serving, hall: Hall, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    case.call(case.meeting(), *(case.member(f"Vi Văn {n}") for n in range(count)))
    halls.arrange_seats(hall, actor=user_of(case.hand))
    viewer = user_of(case.one)
    with django_assert_num_queries(12):
        page = hall_page(case.congress.pk, viewer=viewer)
    assert len(page.seated) == count


def test_slogans_are_one_s_own_or_those_of_the_rules(case: Serving, client: Client) -> None:
    edit = reverse("logistics:stage_edit", args=[case.congress.pk])
    values = {"right_slogan": "Kỷ cương <b>", "lectern": "left", "round_line": "Vòng 1"}
    seen = {"seen": seen_at(client, edit)}
    assert client.post(edit, values | seen).status_code == 302
    page = client.get(reverse("logistics:stage_detail", args=[case.congress.pk])).content.decode()
    assert "ĐẢNG CỘNG SẢN VIỆT NAM QUANG VINH MUÔN NĂM" in page
    assert "&lt;B&gt;" in page
    assert "ĐẠI HỘI LẦN THỨ III" in page
    assert "VÒNG 1" in page
    assert "03-HD/BTCTW" in page
    assert "outdated" not in page
    stale = client.post(edit, values | seen)
    assert "Người khác đã sửa" in stale.content.decode()
    with pytest.raises(NotPermitted):
        stages.set_stage(case.congress, values, actor=user_of(case.hand))


def test_slogans_of_the_wings_keep_their_lines(case: Serving, client: Client) -> None:
    edit = reverse("logistics:stage_edit", args=[case.congress.pk])
    values = {"left_slogan": "Đoàn  kết\r\n\r\n kỷ cương", "lectern": "left"}
    client.post(edit, values | {"seen": seen_at(client, edit)})
    stage = Stage.objects.get(congress=case.congress)
    assert stage.left_slogan == "Đoàn kết\nkỷ cương"
    page = client.get(reverse("logistics:stage_detail", args=[case.congress.pk])).content.decode()
    assert ">ĐOÀN KẾT</text>" in page
    assert ">KỶ CƯƠNG</text>" in page
    assert 'href="#hinh-lon"' in page


def test_the_stage_follows_the_rules_of_day_d(case: Serving, client: Client) -> None:
    case.congress.target_on = date(2025, 4, 3)
    case.congress.save()
    page = client.get(reverse("logistics:stage_detail", args=[case.congress.pk])).content.decode()
    assert "99-QĐ/TW" in page
    svg = client.get(reverse("logistics:stage_svg", args=[case.congress.pk]))
    assert svg["Content-Type"] == "image/svg+xml"
    assert "attachment" in svg["Content-Disposition"]
    pdf = client.get(reverse("logistics:stage_pdf", args=[case.congress.pk]))
    assert pdf.content.startswith(b"%PDF")


def test_a_place_card_stands_as_a_tent_with_the_name_whole_on_both_sides(
    case: Serving, client: Client, hall: Hall
) -> None:
    names = {
        "Vi Thị Hoa": "large",
        "Nguyễn Hoàng Bảo Châu": "middle",
        "Đoàn đại biểu các phòng chuyên môn": "wide",
    }
    case.call(case.meeting(), *(case.member(name) for name in names))
    halls.arrange_seats(hall, actor=user_of(case.hand))
    page = client.get(reverse("logistics:hall_cards", args=[case.congress.pk])).content.decode()
    for name, size in names.items():
        assert page.count(f'<p class="place-name is-{size}">{name}</p>') == 2
    assert page.count("is-turned") == page.count("place-fold") == 3


def test_the_map_tells_what_its_colours_mean(case: Serving, client: Client, hall: Hall) -> None:
    address = reverse("logistics:hall_detail", args=[case.congress.pk])
    page = client.get(address).content.decode()
    assert "Vuốt ngang để xem hết sơ đồ." in page
    assert "chỗ của đồng chí" not in page
    case.call(case.meeting(), case.chief)
    halls.arrange_seats(hall, actor=user_of(case.hand))
    assert "chỗ của đồng chí" in client.get(address).content.decode()
