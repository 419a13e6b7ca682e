"""A member's phone in the hall: what everybody sees, what is her own, when the way to it is shown."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock, offers
from daihoi.conduct.actions import questions, running, speaking
from daihoi.conduct.queries.hall import phone_part, phone_topic
from daihoi.elections.queries.hands import Hands
from daihoi.meetings.models import Invitee
from daihoi.resolutions.actions.amendments import ask_amendment
from daihoi.resolutions.queries.seen import congress_topic as resolutions_topic
from tests.conduct.days import Day, at
from tests.elections.holding import Holding
from tests.factories import DocumentFactory, OrganizationFactory, grant
from tests.factories.conduct import RunItemFactory, TurnFactory
from tests.factories.logistics import HallFactory
from tests.factories.resolutions import AmendmentFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def nothing_is_kept() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def member(day: Day) -> User:
    """The first of the members, who signs in."""
    user = grant(Role.MEMBER, day.cell)
    person = day.people[0]
    person.user = user
    person.save(update_fields=["user"])
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(day: Day, user: User, minutes: float, name: str = "hall_follow", **headers: str) -> str:
    with clock.standing_at(at(minutes)):
        url = reverse(f"conduct:{name}", args=[day.congress.pk])
        answer: Any = signed_in(user).get(url, headers=headers or None)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_phone_shows_what_runs_and_what_comes(day: Day, member: User) -> None:
    document = DocumentFactory.create(congress=day.congress, title="Báo cáo của chi ủy")
    item = day.item("Ổn định tổ chức")
    item.uses = [f"document:{document.pk}", "paper:99999"]
    item.save(update_fields=["uses"])
    with clock.standing_at(at(0)):
        day.press()
    shown = page(day, member, 12)
    assert "Ổn định tổ chức" in shown
    assert "Tiếp theo, khoảng 08:12" in shown
    assert "chậm 7 phút" in shown
    assert "Báo cáo của chi ủy" in shown
    assert reverse("documents:document_detail", args=[document.pk]) in shown
    assert (
        shown.count('<li class="row"><a href=') == 1
    )  # a paper that nobody made is nothing to read


def test_a_phone_shows_who_speaks_and_the_last_count(day: Day, member: User) -> None:
    day.confirmed()
    with clock.standing_at(at(0)):
        day.press(3)
        item = day.item("Thông qua chương trình")
        asked = questions.open_question(
            item, "agenda", "Chương trình đại hội", revision=day.revision, actor=day.boss
        )
    TurnFactory.create(
        run=day.run, item=item, speaker_name="Lò Thị Mây", started_at=at(0), started_by=day.boss
    )
    shown = page(day, member, 0)
    assert "Đang biểu quyết giơ tay" in shown
    assert "Lò Thị Mây" in shown
    assert "Biểu quyết gần nhất" not in shown
    with clock.standing_at(at(1)):
        questions.count_question(asked, Hands(18, 2), actor=day.boss)
    shown = page(day, member, 1)
    assert "18 đồng ý, 2 không đồng ý" in shown
    assert "Đang biểu quyết giơ tay" not in shown


def test_the_part_for_everybody_holds_nothing_of_one(day: Day, member: User) -> None:
    with clock.standing_at(at(0)):
        day.press()
    HallFactory.create(congress=day.congress).taken.create(
        row=3, number=5, invitee=Invitee.objects.get(person=day.people[0])
    )
    mine = page(day, member, 0, **HTMX)
    assert mine == page(day, grant(Role.MEMBER, day.cell), 0, **HTMX)
    assert "Hàng 3, ghế 5" not in mine
    assert "csrf" not in mine
    assert "Hàng 3, ghế 5" in page(day, member, 0)
    assert "Hàng 3, ghế 5" in page(day, member, 0, "hall_own")


def test_a_member_sees_her_own_turn_and_group(day: Day, member: User) -> None:
    Invitee.objects.filter(person=day.people[0]).update(discussion_group="Tổ 2")
    shown = page(day, member, 0)
    assert "Tổ 2" in shown
    assert reverse("conduct:turn_ask", args=[day.congress.pk]) in shown
    TurnFactory.create(run=day.run)
    turn = TurnFactory.create(run=day.run, person=day.people[0], speaker_name="")
    shown = page(day, member, 1, "hall_own")
    assert "đứng thứ 2" in shown
    assert reverse("conduct:turn_withdraw", args=[turn.pk]) in shown
    assert reverse("conduct:turn_ask", args=[day.congress.pk]) not in shown
    assert "<html" not in shown
    with clock.standing_at(at(1)):
        day.press()
        speaking.start_turn(turn, actor=day.boss)
    shown = page(day, member, 2, "hall_own")
    assert "Mời đồng chí phát biểu." in shown
    assert reverse("conduct:turn_ask", args=[day.congress.pk]) not in shown


def test_who_is_not_called_is_told_so_and_a_day_that_is_over_takes_no_speakers(
    day: Day, member: User
) -> None:
    assert "không có tên trong danh sách" in page(day, grant(Role.MEMBER, day.cell), 0)
    with clock.standing_at(at(0)):
        day.press(10)
        running.end_run(day.run, revision=day.revision, actor=day.boss)
    shown = page(day, member, 1)
    assert "đã bế mạc" in shown
    assert "Xin phát biểu" not in shown


def test_before_the_day_the_page_waits() -> None:
    case = Holding(2)
    client = signed_in(grant(Role.MEMBER, case.cell))
    shown = client.get(reverse("conduct:hall_follow", args=[case.congress.pk]))
    assert "Đại hội chưa bắt đầu" in shown.content.decode()


def test_strangers_find_no_page(day: Day) -> None:
    stranger = signed_in(Holding(1).boss)
    for name in ("hall_follow", "hall_own"):
        url = reverse(f"conduct:{name}", args=[day.congress.pk])
        assert stranger.get(url).status_code == 404
        assert signed_in(day.boss).get(url).status_code == 200


def test_a_phone_is_brought_what_runs(day: Day, member: User) -> None:
    topic = phone_topic(day.congress)
    with clock.standing_at(at(0)):
        day.press()
        part = offers.part(member, topic)
        assert part is not None
        shown = render_to_string(part.template, part.make())
        page = signed_in(member).get(reverse("conduct:hall_follow", args=[day.congress.pk]))
    assert shown.strip() in page.content.decode()
    assert "data-hall-turns" in shown
    assert f"topic={topic}" in page.content.decode()
    for viewer, name in [
        (grant(Role.MEMBER, OrganizationFactory.create()), topic),
        (AnonymousUser(), topic),
        (member, "conduct.phone:0"),
        (member, "conduct.phone:x"),
    ]:
        assert offers.part(viewer, name) is None


def test_a_phone_tells_of_the_amendment_that_hands_are_raised_on(day: Day, member: User) -> None:
    proposed = AmendmentFactory.create(clause__resolution__congress=day.congress, number=4)
    with clock.standing_at(at(0)):
        day.press(4)
        ask_amendment(proposed, actor=day.boss)
    shown = page(day, member, 1)
    assert "Đang biểu quyết giơ tay" in shown
    assert "Đề nghị số 4 của Nông Văn Bình" in shown
    assert resolutions_topic(day.congress) in phone_part(day.congress).topics


def test_a_phone_that_has_the_part_is_told_so_cheaply(
    day: Day, member: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, url = signed_in(member), reverse("conduct:hall_follow", args=[day.congress.pk])
    with clock.standing_at(at(0)):
        day.press()
        first = client.get(url, headers=HTMX)
        told = {**HTMX, "If-None-Match": first["ETag"]}
        with django_assert_num_queries(4):  # session, user, congress, her grants
            assert client.get(url, headers=told).status_code == 304


@pytest.mark.parametrize("more", [0, 8])
def test_the_page_asks_as_much_for_a_long_day(
    day: Day, member: User, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with clock.standing_at(at(0)):
        day.press()
    for place in range(more):
        RunItemFactory.create(run=day.run, position=20 + place)
        TurnFactory.create(run=day.run)
    client, url = signed_in(member), reverse("conduct:hall_own", args=[day.congress.pk])
    with clock.standing_at(at(1)):
        client.get(url)
        with django_assert_num_queries(10):
            client.get(url)
    url = reverse("conduct:hall_follow", args=[day.congress.pk])
    with clock.standing_at(at(1)), django_assert_num_queries(11):
        client.get(url, headers=HTMX)


@pytest.mark.parametrize(("days", "is_shown"), [(-2, False), (-1, True), (0, True), (4, False)])
def test_the_way_to_the_page_is_shown_around_the_day(
    day: Day, member: User, days: int, is_shown: bool
) -> None:
    url = reverse("conduct:hall_follow", args=[day.congress.pk])
    with clock.standing_at(at(0) + timedelta(days=days)):
        user = User.objects.get(pk=member.pk)
        assert (url in {entry.url for entry in offers.navigation(user)}) is is_shown
        assert (url in {row.url for row in offers.waiting(user)}) is is_shown


def test_nothing_waits_once_the_day_is_over(day: Day, member: User) -> None:
    with clock.standing_at(at(0)):
        day.press(10)
        running.end_run(day.run, revision=day.revision, actor=day.boss)
        rows = offers.waiting(User.objects.get(pk=member.pk))
    assert reverse("conduct:hall_follow", args=[day.congress.pk]) not in {row.url for row in rows}
