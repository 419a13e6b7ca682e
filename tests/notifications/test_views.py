"""The inbox: one's own notices only, by day, opened by a button that marks them read."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.base import offers
from daihoi.notifications.actions import notify
from daihoi.notifications.models import Notice
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory.create()
    client.force_login(user)
    return user


def tell(user: User, *titles: str) -> list[Notice]:
    return [
        notice for title in titles for notice in notify([user], title=title, url="/x/", topic="t")
    ]


def test_notices_stand_by_day_and_others_are_not_mine(client: Client, user: User) -> None:
    first, _ = tell(user, "Một", "Hai")
    tell(UserFactory.create(), "Của người khác")
    client.post(reverse("notifications:notice_read", args=[first.pk]))
    tell(user, "Ba")
    Notice.objects.filter(title="Ba").update(created_at=datetime(2020, 3, 25, 17, 1, tzinfo=UTC))
    Notice.objects.filter(title="Hai").update(created_at=datetime(2020, 3, 25, 16, 59, tzinfo=UTC))
    Notice.objects.filter(title="Một").update(created_at=datetime(2020, 3, 24, 1, tzinfo=UTC))
    page = client.get(reverse("notifications:inbox"))
    assert [notice.title for notice in page.context["page"]] == ["Ba", "Hai", "Một"]
    days = re.findall(r'id="day-(\S+)"', page.content.decode())
    assert days == ["2020-03-26", "2020-03-25", "2020-03-24"]  # as the calendar is here
    assert page.context["unread"] == 2
    waiting = client.get(reverse("notifications:inbox"), {"loc": "chua-doc"})
    assert [notice.title for notice in waiting.context["page"]] == ["Ba", "Hai"]
    assert offers.viewer(User.objects.get(pk=user.pk)).unread == 2


def test_opening_a_notice_marks_it_read_and_leads_to_its_place(client: Client, user: User) -> None:
    notice, other = tell(user, "Một", "Hai")
    door = reverse("notifications:notice_open", args=[notice.pk])
    assert client.get(door).status_code == 405
    assert client.post(door)["Location"] == "/x/"
    notice.refresh_from_db()
    other.refresh_from_db()
    assert notice.read_at is not None
    assert other.read_at is None
    read_at = notice.read_at
    client.post(door)
    notice.refresh_from_db()
    assert notice.read_at == read_at


@pytest.mark.parametrize("name", ["notice_open", "notice_read"])
def test_anothers_notice_is_absent(client: Client, user: User, name: str) -> None:
    (notice,) = tell(UserFactory.create(), "Của người khác")
    assert client.post(reverse(f"notifications:{name}", args=[notice.pk])).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_everything_of_mine_is_marked_read_at_once(client: Client, user: User) -> None:
    tell(user, "Một", "Hai")
    (theirs,) = tell(UserFactory.create(), "Của người khác")
    client.post(reverse("notifications:inbox_read"))
    assert not Notice.objects.filter(user=user, read_at=None).exists()
    theirs.refresh_from_db()
    assert theirs.read_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_asks_the_database_as_often_for_three_as_for_one(
    client: Client,
    user: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(offers, "_registry", offers._Registry())  # not what apps above add
    tell(user, *[str(n) for n in range(count)])
    client.get(reverse("notifications:inbox"))
    with django_assert_num_queries(4):  # user, how many, this page, unread
        client.get(reverse("notifications:inbox"))
