"""Pages of the screens: the list that tells them what to show, what a projector gets by its code."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.conduct.actions import questions
from daihoi.conduct.models import Screen, ScreenView
from daihoi.elections.queries.hands import Hands
from daihoi.live import topics
from tests.conduct.days import Day, at
from tests.elections.holding import Holding
from tests.factories import grant
from tests.factories.conduct import RunItemFactory, ScreenFactory, TurnFactory
from tests.factories.resolutions import ClauseFactory, ResolutionFactory

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


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(answer: Any) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def shown(screen: Screen, minutes: float, **headers: str) -> str:
    """What the projector gets, without signing in."""
    with clock.standing_at(at(minutes)):
        url = reverse("conduct:screen_show", args=[screen.code])
        return words(Client().get(url, headers=headers or None))


def test_screens_are_opened_set_and_closed_on_one_page(day: Day) -> None:
    client, url = signed_in(day.boss), reverse("conduct:screen_list", args=[day.congress.pk])
    assert "Chưa mở màn hình nào" in words(client.get(url))
    assert client.post(url, {"name": "Bên trái", "shows": "title"}).status_code == 302
    assert client.post(url, {"name": "x", "shows": "personnel"}).status_code == 422
    screen = Screen.objects.get()
    page = words(client.get(url))
    assert f"http://testserver/dieu-hanh/m/{screen.code}/" in page
    assert "chưa mở ở máy nào" in page
    client.post(reverse("conduct:screen_set", args=[screen.pk]), {"shows": "vote"})
    screen.refresh_from_db()
    assert screen.shows == ScreenView.VOTE
    wrong = client.post(reverse("conduct:screen_set", args=[screen.pk]), {"shows": "x"})
    assert "Hãy chọn nội dung chiếu" in wrong.content.decode()
    client.post(reverse("conduct:screen_close", args=[screen.pk]))
    assert "1 màn hình đã đóng" in words(client.get(url))
    assert Client().get(reverse("conduct:screen_show", args=[screen.code])).status_code == 404


def test_members_and_strangers_have_no_list_of_screens(day: Day) -> None:
    url = reverse("conduct:screen_list", args=[day.congress.pk])
    screen = ScreenFactory.create(congress=day.congress)
    assert signed_in(grant(Role.MEMBER, day.cell)).get(url).status_code == 403
    stranger = signed_in(Holding(1).boss)
    assert stranger.get(url).status_code == 404
    assert stranger.post(reverse("conduct:screen_close", args=[screen.pk])).status_code == 404


def test_a_projector_shows_the_programme_without_signing_in(day: Day) -> None:
    screen = ScreenFactory.create(congress=day.congress, shows=ScreenView.PROGRAMME)
    with clock.standing_at(at(0)):
        day.press()
    page = shown(screen, 12)
    assert "Ổn định tổ chức" in page
    assert "Bầu đoàn chủ tịch" in page
    assert "chậm 7 phút" in page
    assert f"topic=conduct.screen:{screen.code}" in page
    assert "đang đăng nhập" not in page
    assert "is-dark" not in page
    dark = Client().get(f"{reverse('conduct:screen_show', args=[screen.code])}?nen=toi")
    assert "hall wall is-dark" in words(dark)


def test_a_projector_that_is_signed_in_is_told_so_outside_what_everybody_gets(day: Day) -> None:
    screen = ScreenFactory.create(congress=day.congress)
    url = reverse("conduct:screen_show", args=[screen.code])
    client = signed_in(day.boss)
    assert "Trình duyệt này đang đăng nhập" in words(client.get(url))
    with clock.standing_at(at(0)):
        mine, theirs = client.get(url, headers=HTMX), Client().get(url, headers=HTMX)
    assert mine.content == theirs.content
    assert b"<html" not in mine.content


def test_a_speaker_is_shown_with_a_clock_that_says_in_words_when_time_is_short(day: Day) -> None:
    screen = ScreenFactory.create(congress=day.congress, shows=ScreenView.SPEAKER)
    with clock.standing_at(at(0)):
        day.press()
    item = day.item("Ổn định tổ chức")
    TurnFactory.create(
        run=day.run, item=item, speaker_name="Lò Thị Mây", unit_name="Phòng 2", minutes=5,
        started_at=at(0), started_by=day.boss,
    )  # fmt: skip
    TurnFactory.create(run=day.run, speaker_name="Nông Văn Bình")
    page = shown(screen, 1)
    assert "Lò Thị Mây" in page
    assert "Nông Văn Bình" in page
    assert 'data-pace="in_time"' in page
    assert ">4:00<" in page
    page = shown(screen, 4.5)
    assert 'data-pace="warned"' in page
    assert "Sắp hết giờ, còn</span>" in page
    page = shown(screen, 6)
    assert 'data-pace="over"' in page
    assert "Hết giờ, quá</span>" in page


def test_a_matter_is_shown_with_what_it_needs_then_with_its_result(day: Day) -> None:
    day.confirmed()
    screen = ScreenFactory.create(congress=day.congress, shows=ScreenView.VOTE)
    with clock.standing_at(at(0)):
        day.press(3)
        assert "Chưa có nội dung nào" in shown(screen, 0)
        item = day.item("Thông qua chương trình")
        asked = questions.open_question(
            item, "agenda", "Chương trình đại hội", revision=day.revision, actor=day.boss
        )
    page = shown(screen, 1)
    assert "Đang biểu quyết giơ tay" in page
    assert "Chương trình đại hội" in page
    assert "cần 11" in page
    with clock.standing_at(at(2)):
        questions.count_question(asked, Hands(17, 2, 1), actor=day.boss)
    page = shown(screen, 3)
    for number in (17, 2, 1):
        assert f"<dd>{number}</dd>" in page
    assert "Kết quả biểu quyết" in page


def test_a_ballot_and_a_clause_are_shown_as_their_own_apps_tell_them(day: Day) -> None:
    election = ScreenFactory.create(congress=day.congress, shows=ScreenView.ELECTION)
    assert "Chưa đến lượt bầu nào." in shown(election, 0)
    wall = ScreenFactory.create(congress=day.congress, shows=ScreenView.RESOLUTION)
    assert "Chưa có đoạn nào được chọn" in shown(wall, 0)
    resolution = ResolutionFactory.create(congress=day.congress, title="Dự thảo nghị quyết")
    clause = ClauseFactory.create(resolution=resolution, text="Xây dựng chi bộ trong sạch.")
    resolution.shown_key = clause.key
    resolution.save(update_fields=["shown_key"])
    page = shown(wall, 1)
    assert "Xây dựng chi bộ trong sạch." in page
    assert "đoạn 1/1" in page


def test_the_part_is_made_once_for_a_change_and_a_minute(
    day: Day, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    screen = ScreenFactory.create(congress=day.congress, shows=ScreenView.PROGRAMME)
    url = reverse("conduct:screen_show", args=[screen.code])
    with clock.standing_at(at(0)):
        day.press()
        first = Client().get(url, headers=HTMX)
        with django_assert_num_queries(2):  # whether the house is set up, the screen
            again = Client().get(url, headers=HTMX)
        assert again.content == first.content
        same = Client().get(url, headers={**HTMX, "If-None-Match": first["ETag"]})
        assert (same.status_code, same.content) == (304, b"")
        topics.publish(f"conduct.congress:{day.congress.pk}")
        told = {**HTMX, "If-None-Match": first["ETag"]}
        assert Client().get(url, headers=told).status_code == 200
        third = Client().get(url, headers=HTMX)
    with clock.standing_at(at(1)):
        told = {**HTMX, "If-None-Match": third["ETag"]}
        assert Client().get(url, headers=told).status_code == 200
    assert first["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("view", [view for view in ScreenView if view != ScreenView.FOLLOW])
@pytest.mark.parametrize("more", [0, 6])
def test_a_screen_asks_as_much_for_a_long_day(
    day: Day, view: ScreenView, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with clock.standing_at(at(0)):
        day.press()
    for place in range(more):
        RunItemFactory.create(run=day.run, position=20 + place)
        TurnFactory.create(run=day.run)
    screen = ScreenFactory.create(congress=day.congress, shows=view)
    plain = {"election": 1, "resolution": 1}
    with django_assert_num_queries(10 + plain.get(view, 0)):
        shown(screen, 1)
