"""Sessions: listed for their owner, and ended at the next request."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User, UserSession
from daihoi.accounts.queries import device_in_words
from daihoi.audit.models import Entry
from daihoi.base import clock
from tests.accounts.slips import OWN_PASSWORD, handed
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"
AGENTS = {
    "Chrome trên máy Windows": "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/126.0 Safari/537.36",
    "Safari trên iPhone": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Safari/604.1",
    "Zalo trên máy Android": "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Safari/537 Zalo/24.6",
    "Cốc Cốc trên máy Windows": "Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/120 Chrome/120.0",
    "Microsoft Edge trên máy Windows": "Mozilla/5.0 (Windows NT 10.0) Chrome/126 Safari/537 Edg/126",
    "Firefox trên máy Linux": "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Firefox/127.0",
    "Trình duyệt lạ trên thiết bị lạ": "curl/8.5",
}
PAGE = "accounts:session_list"


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    cache.clear()


def at(user: User, agent: str = "", address: str = "10.0.0.1") -> Client:
    """A browser of its own, signed in by password."""
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("notifications:inbox")).status_code == 200


def text(response: object) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("words", AGENTS)
def test_a_browser_is_said_in_words(words: str) -> None:
    assert device_in_words(AGENTS[words]) == words


def test_one_sees_where_one_is_signed_in_and_nobody_elses() -> None:
    user = UserFactory.create()
    at(user, AGENTS["Safari trên iPhone"], "10.0.0.7")
    at(UserFactory.create(), AGENTS["Firefox trên máy Linux"])
    here = at(user, AGENTS["Chrome trên máy Windows"], "10.0.0.8")
    sessions = here.get(reverse(PAGE)).context["sessions"]
    assert [(s.device, s.address, s.here) for s in sessions] == [
        ("Chrome trên máy Windows", "10.0.0.8", True),
        ("Safari trên iPhone", "10.0.0.7", False),
    ]
    assert "máy này" in text(here.get(reverse(PAGE)))


def test_two_sessions_of_one_machine_are_told_apart_by_when_they_began() -> None:
    user = UserFactory.create()
    lost, here = at(user), at(user)
    began = datetime(2020, 3, 2, 0, 5, tzinfo=UTC)
    key = lost.session.session_key
    UserSession.objects.filter(session_key=key).update(created_at=began)
    shown = text(here.get(reverse(PAGE)))
    assert shown.count("Trình duyệt lạ trên thiết bị lạ · đăng nhập lúc") == 2
    assert "· đăng nhập lúc 07:05, 2-3-2020" in shown
    assert "10.0.0.1 07:05, 2-3-2020</span>" in shown  # of its button


def test_an_ended_session_is_a_strangers_at_its_next_request() -> None:
    user = UserFactory.create()
    lost, here = at(user), at(user)
    assert is_in(lost)  # its session now lies in the cache
    other = UserSession.objects.get(session_key=lost.session.session_key)
    answer = here.post(reverse("accounts:session_end", args=[other.pk]), follow=True)
    assert "Đã kết thúc phiên đó." in text(answer)
    assert (is_in(lost), is_in(here)) == (False, True)
    assert not Session.objects.filter(session_key=other.session_key).exists()
    assert Entry.objects.get(action="accounts.end_session").actor_id == user.pk
    assert here.post(reverse("accounts:session_end", args=[other.pk])).status_code == 404


def test_all_others_are_ended_with_one_click() -> None:
    user, stranger = UserFactory.create(), UserFactory.create()
    others, here, theirs = [at(user), at(user)], at(user), at(stranger)
    assert all(is_in(client) for client in [*others, here, theirs])
    here.post(reverse("accounts:session_end_others"))
    assert [is_in(client) for client in others] == [False, False]
    assert is_in(here)
    assert is_in(theirs)
    assert len(here.get(reverse(PAGE)).context["sessions"]) == 1


def test_nobody_ends_anothers_session() -> None:
    theirs = at(UserFactory.create())
    row = UserSession.objects.get()
    mine = at(UserFactory.create())
    assert mine.post(reverse("accounts:session_end", args=[row.pk])).status_code == 404
    assert is_in(theirs)


def test_another_password_ends_the_others_and_keeps_this_one_with_its_beginning() -> None:
    user = UserFactory.create()
    lost = at(user)
    began = clock.now()
    here = at(user)
    new = {"oldpassword": PASSWORD, "password1": OWN_PASSWORD, "password2": OWN_PASSWORD}
    with clock.standing_at(began + timedelta(hours=3)):
        assert here.post(reverse("account_change_password"), new).status_code == 302
        assert (is_in(lost), is_in(here)) == (False, True)
        (only,) = here.get(reverse(PAGE)).context["sessions"]
    assert only.here
    assert only.since < began + timedelta(minutes=1)
    assert only.seen_at == began + timedelta(hours=3)


def test_closing_the_browser_ends_a_session_whichever_way_it_began(client: Client) -> None:
    given = handed()
    client.post(given.page)
    for came in (client, at(UserFactory.create())):
        cookie = came.cookies[settings.SESSION_COOKIE_NAME]
        assert (cookie["expires"], cookie["max-age"]) == ("", "")
        assert cookie["httponly"]


def test_signing_out_takes_the_session_off_the_list() -> None:
    user = UserFactory.create()
    gone, here = at(user), at(user)
    gone.post(reverse("account_logout"))
    assert len(here.get(reverse(PAGE)).context["sessions"]) == 1
    at(user)
    assert UserSession.objects.filter(user=user).count() == 2


def test_where_one_was_seen_is_written_once_in_a_while(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    here = at(UserFactory.create())
    is_in(here)
    with django_assert_num_queries(7):
        here.get(reverse("accounts:my_account"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = UserFactory.create()
    clients = [at(user) for _place in range(number)]
    clients[-1].get(reverse(PAGE))
    with django_assert_num_queries(5):
        page = clients[-1].get(reverse(PAGE))
    assert len(page.context["sessions"]) == number
