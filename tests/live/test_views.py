"""The stream opens for those who may follow, says a version, and lets go when they leave."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connections
from django.test import AsyncRequestFactory, Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.base import offers
from daihoi.base.errors import NotFound
from daihoi.base.offers import Offers, Part
from daihoi.live import topics, views
from daihoi.live.topics import STREAMS_PER_USER, Hub, publish
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def house_of_one_topic(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    settings.REDIS_URL = ""
    monkeypatch.setattr(topics, "hub", hub := Hub())
    monkeypatch.setattr(views, "hub", hub)
    monkeypatch.setattr(offers, "_registry", offers._Registry())
    offers.register(Offers(topics=lambda user, topic: topic == f"mine:{user.username}"))


def ask(user: Any, *names: str) -> Any:
    request = AsyncRequestFactory().get(reverse("live:stream"), {"topic": names})
    request.user = user
    return views.stream(request)


@pytest.fixture
def user() -> User:
    return User(pk=7, username="an")


def test_the_stream_says_the_version_now_and_after_each_change(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "HEARTBEAT_S", 0.05)

    async def scene() -> list[bytes]:
        response = await ask(user, "mine:an")
        assert response["Content-Type"] == "text/event-stream"
        assert response["Cache-Control"] == "no-store"
        events = response._iterator
        said = [await anext(events)]
        publish("mine:an")
        said += [await anext(events), await anext(events)]
        await events.aclose()
        return said

    first, second, third = asyncio.run(scene())
    assert first.startswith(b"retry: 3000\ndata: ")
    assert second == f"data: {topics.hub.version_of(['mine:an'])}\n\n".encode()
    assert second not in first
    assert third == b":\n\n"
    assert topics.hub.followed() == []


@pytest.mark.parametrize(
    "names", [(), ("mine:binh",), ("mine:an", "mine:binh"), tuple(f"t{n}" for n in range(9))]
)
def test_a_stream_of_anything_not_allowed_is_absent(user: User, names: tuple[str, ...]) -> None:
    with pytest.raises(NotFound):
        asyncio.run(ask(user, *names))


def test_nobody_follows_without_signing_in() -> None:
    with pytest.raises(NotFound):
        asyncio.run(ask(AnonymousUser(), "mine:"))


def wall(shown: list[str], said: Callable[[], str]) -> Callable[[Any, str], Part | None]:
    """A part of a page behind one code, that keeps count of how often it was made."""

    def make() -> dict[str, Any]:
        shown.append(said())
        return {"title": shown[-1]}

    part = Part("ui/components/empty.html", ["day:3", "vote:3"], make)
    return lambda _user, topic: part if topic == "screen:k7m2" else None


def test_whoever_knows_a_code_is_brought_the_part_behind_it() -> None:
    shown: list[str] = []
    offers.register(Offers(part=wall(shown, lambda: f"Lần {len(shown)}")))

    async def scene() -> list[bytes]:
        walls = [(await ask(AnonymousUser(), "screen:k7m2"))._iterator for _ in range(3)]
        said = [await anext(events) for events in walls]
        publish("vote:3")
        said += [await anext(events) for events in walls]
        for events in walls:
            await events.aclose()
        return said

    said = asyncio.run(scene())
    assert shown == ["Lần 0", "Lần 1"]  # made once for all, and once more for the change
    assert all(event.startswith(b"retry: 3000\nevent: part\ndata: ") for event in said[:3])
    assert all(event.startswith(b"event: part\ndata: ") for event in said[3:])
    assert all("Lần 0" in event.decode() for event in said[:3])
    assert all("Lần 1" in event.decode() for event in said[3:])
    assert all(event.endswith(b"\n\n") and event.count(b"\n\n") == 1 for event in said)
    for names in (("screen:other",), ("day:3",), ("screen:k7m2", "day:3")):
        with pytest.raises(NotFound):
            asyncio.run(ask(AnonymousUser(), *names))


def test_a_part_that_is_gone_is_told_by_its_version_so_that_the_page_asks() -> None:
    def gone() -> str:
        raise NotFound

    offers.register(Offers(part=wall([], gone)))

    async def scene() -> bytes:
        events = (await ask(AnonymousUser(), "screen:k7m2"))._iterator
        said = await anext(events)
        await events.aclose()
        return bytes(said)

    version = topics.hub.version_of(["day:3", "vote:3"])
    assert asyncio.run(scene()) == f"retry: 3000\ndata: {version}\n\n".encode()


def test_a_part_that_failed_is_made_again_for_the_next() -> None:
    tries: list[str] = []

    def said() -> str:
        if not tries:
            tries.append("failed")
            raise DatabaseError
        return "Có lại"

    offers.register(Offers(part=wall([], said)))

    async def scene() -> bytes:
        events = (await ask(AnonymousUser(), "screen:k7m2"))._iterator
        with pytest.raises(DatabaseError):
            await anext(events)
        events = (await ask(AnonymousUser(), "screen:k7m2"))._iterator
        told = await anext(events)
        await events.aclose()
        return bytes(told)

    assert "Có lại" in asyncio.run(scene()).decode()


def test_the_seventh_stream_of_a_user_is_refused(user: User) -> None:
    async def scene() -> tuple[list[int], int]:
        opened = [await ask(user, "mine:an") for _ in range(STREAMS_PER_USER)]
        streams = [response._iterator for response in opened]
        for events in streams:
            await anext(events)
        refused = await ask(user, "mine:an")
        for events in streams:
            await events.aclose()
        again = await ask(user, "mine:an")
        return [refused.status_code, again.status_code], len(opened)

    assert asyncio.run(scene()) == ([429, 200], STREAMS_PER_USER)


def test_a_stream_ends_after_a_while(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "LIFE_S", 0.05)

    async def scene() -> list[bytes]:
        return [part async for part in await ask(user, "mine:an")]

    said = asyncio.run(scene())
    assert len(said) == 2
    assert said[1] == b":\n\n"


@pytest.mark.django_db
def test_a_server_that_cannot_stream_says_so(client: Client) -> None:
    user = UserFactory.create(username="an")
    client.force_login(user)
    assert client.get(reverse("live:stream"), {"topic": "mine:an"}).status_code == 204
    assert client.get(reverse("live:stream"), {"topic": "mine:binh"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_no_database_connection_is_held_while_streaming() -> None:
    """Through the whole middleware of the ASGI door, in the threads it uses."""
    from django.conf import settings
    from django.core.asgi import get_asgi_application

    user = UserFactory.create(username="an")
    client = Client()
    client.force_login(user)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    sent: list[dict[str, Any]] = []
    opened: list[Any] = []
    closed: list[Any] = []  # asked to close: SQLite in memory never really does
    kind = type(connections["default"])
    connect, close = kind.connect, kind.close

    async def scene() -> None:
        gone = asyncio.Event()
        began = asyncio.Event()

        async def receive() -> dict[str, Any]:
            if not getattr(receive, "asked", False):
                receive.asked = True  # type: ignore[attr-defined]
                return {"type": "http.request", "body": b"", "more_body": False}
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)
            if b"data:" in message.get("body", b""):
                began.set()

        scope = {
            "type": "http", "method": "GET", "path": reverse("live:stream"), "http_version": "1.1",
            "query_string": b"topic=mine:an", "client": ["127.0.0.1", 1], "scheme": "http",
            "headers": [(b"host", b"localhost"), (b"cookie", cookie.encode())],
            "server": ["localhost", 80],
        }  # fmt: skip
        running = asyncio.create_task(get_asgi_application()(scope, receive, send))
        await asyncio.wait_for(began.wait(), 10)
        assert topics.hub.followed() == ["mine:an"]
        assert opened
        assert set(opened) <= set(closed)
        gone.set()
        await asyncio.wait_for(running, 10)

    def noted(self: Any) -> None:
        opened.append(self)
        connect(self)

    def noted_closed(self: Any) -> None:
        closed.append(self)
        close(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, "connect", noted)
        patch.setattr(kind, "close", noted_closed)
        asyncio.run(scene())
    assert sent[0]["status"] == 200
    assert topics.hub.followed() == []
