"""What is bumped reaches every stream that follows it, from any thread, after the commit only."""

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from uuid import uuid4

import pytest
import redis
from django.conf import LazySettings
from django.db import transaction

from daihoi.live import topics
from daihoi.live.topics import STREAMS_PER_USER, Hub, Subscription, TooManyStreams, publish

REDIS = os.environ.get("TEST_REDIS_URL", "redis://localhost:6379/15")


@pytest.fixture(autouse=True)
def empty_hub(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    settings.REDIS_URL = ""
    monkeypatch.setattr(topics, "hub", Hub())


@pytest.fixture
def redis_url(settings: LazySettings) -> Iterator[str]:
    try:
        with redis.Redis.from_url(REDIS, socket_connect_timeout=0.2) as client:
            client.ping()
    except redis.RedisError:
        pytest.skip(f"no Redis at {REDIS}")
    settings.REDIS_URL = REDIS
    yield REDIS
    topics._client(REDIS).close()
    topics._client.cache_clear()


def test_a_bump_in_a_thread_wakes_the_stream_that_waits() -> None:
    async def scene() -> tuple[bool, bool, str, str]:
        async with Subscription(1, ["a", "b"]) as mine, Subscription(2, ["c"]) as other:
            before = mine.version
            waiting = asyncio.create_task(mine.changed(within_s=5))
            await asyncio.sleep(0)
            await asyncio.to_thread(publish, "b")
            woken = await waiting
            return woken, await other.changed(within_s=0.05), before, mine.version

    woken, other_woken, before, after = asyncio.run(scene())
    assert (woken, other_woken) == (True, False)
    assert before != after


def test_bumps_between_two_looks_are_one_change() -> None:
    async def scene() -> tuple[bool, bool]:
        async with Subscription(1, ["a"]) as mine:
            for _ in range(3):
                publish("a")
            return await mine.changed(within_s=5), await mine.changed(within_s=0.05)

    assert asyncio.run(scene()) == (True, False)


def test_a_stream_that_comes_back_sees_what_it_missed() -> None:
    async def version() -> str:
        async with Subscription(1, ["a"]) as mine:
            return mine.version

    first, again = asyncio.run(version()), asyncio.run(version())
    publish("a")
    assert first == again
    assert asyncio.run(version()) != again


def test_another_run_of_the_server_has_other_versions() -> None:
    assert Hub().version_of(["a"]) != Hub().version_of(["a"])


def test_a_user_has_few_streams_and_gets_the_place_back() -> None:
    async def scene() -> None:
        async with AsyncExitStack() as stack:
            streams = [Subscription(1, ["a"]) for _ in range(STREAMS_PER_USER)]
            for stream in streams:
                await stack.enter_async_context(stream)
            with pytest.raises(TooManyStreams):
                await Subscription(1, ["a"]).__aenter__()
            async with Subscription(2, ["a"]):
                pass
            await streams[0].__aexit__()
            async with Subscription(1, ["b"]):
                assert topics.hub.is_full(1)

    asyncio.run(scene())
    assert topics.hub.followed() == []
    assert not topics.hub.is_full(1)


@pytest.mark.django_db(transaction=True)
def test_a_bump_is_told_after_the_commit_and_never_after_a_rollback() -> None:
    start = topics.hub.version_of(["a"])
    with transaction.atomic():
        topics.bump("a")
        transaction.set_rollback(True)
    assert topics.hub.version_of(["a"]) == start
    with transaction.atomic():
        topics.bump("a")
        assert topics.hub.version_of(["a"]) == start
    assert topics.hub.version_of(["a"]) != start


def test_redis_carries_a_bump_to_another_process(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two hubs stand for two processes: only Redis joins them."""
    topic = f"test:{uuid4()}"

    async def scene() -> tuple[bool, str, str]:
        async with Subscription(1, [topic]) as mine:
            before = mine.version
            await asyncio.to_thread(wait_for_a_listener, redis_url)
            await asyncio.to_thread(publish, topic)
            return await mine.changed(within_s=5), before, mine.version

    monkeypatch.setattr(Hub, "deliver", only_from_the_relay(Hub.deliver))
    assert asyncio.run(scene()) == (True, "0", "1")


def wait_for_a_listener(url: str) -> None:
    with redis.Redis.from_url(url) as client:
        for _ in range(500):
            if client.pubsub_numsub(topics._CHANNEL)[0][1]:
                return
            time.sleep(0.01)
    pytest.fail("nobody listens to Redis")


def only_from_the_relay(
    deliver: Callable[[Hub, str, str], None],
) -> Callable[[Hub, str, str], None]:
    """A publisher that delivered by itself would not prove that Redis did."""

    def checked(self: Hub, topic: str, version: str) -> None:
        assert asyncio.get_running_loop()
        deliver(self, topic, version)

    return checked


def test_a_process_learns_from_redis_what_was_bumped_before_it_listened(redis_url: str) -> None:
    topic = f"test:{uuid4()}"

    async def version() -> str:
        async with Subscription(1, [topic]) as mine:
            return mine.version

    publish(topic)
    publish(topic)
    assert asyncio.run(version()) == "2"


def test_a_relay_that_misses_its_cancellation_is_asked_again(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cancellation while connecting can be taken for a lost connection."""
    missed = []

    async def relay(_url: str) -> None:
        while len(missed) < 2:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                missed.append(1)

    async def scene() -> None:
        async with Subscription(1, ["a"]):
            await asyncio.sleep(0)

    monkeypatch.setattr(topics, "_relay", relay)
    asyncio.run(asyncio.wait_for(scene(), timeout=10))
    assert len(missed) == 2


def test_without_redis_this_process_is_still_told(
    settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    start = topics.hub.version_of(["a"])
    publish("a")
    assert topics.hub.version_of(["a"]) != start
    assert "Redis is away" in caplog.text


def test_a_process_that_hears_nothing_still_knows_the_version(redis_url: str) -> None:
    """What is kept per version is looked up by processes without a single stream."""
    topic = f"test:{uuid4()}"
    before = topics.version_now([topic, "other"])
    topics._publish_to_all(topic)
    assert before != topics.version_now([topic, "other"]) == topics.version_now([topic, "other"])


def test_while_redis_is_away_no_version_is_told_twice(settings: LazySettings) -> None:
    settings.REDIS_URL = ""
    assert topics.version_now(["a"]) == topics.version_now(["a"])
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert topics.version_now(["a"]) != topics.version_now(["a"])
