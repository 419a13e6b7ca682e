"""What an open page waits for: actions `bump` a topic, streams hear that it changed.

A topic is a name such as "documents.round:5". Only its version travels, and the page asks for the
rest itself. Within one process the hub passes it on; with REDIS_URL a relay carries it between
processes.
"""

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, partial
from threading import Lock
from typing import Self

import redis
import redis.asyncio
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)
STREAMS_PER_USER = 6
_CHANNEL = "daihoi:live"
_KEPT_FOR_S = 7 * 24 * 3600  # a page left open for longer reloads once without need
_PAUSE_S = 2.0
_PATIENCE_S = 0.5


Follower = int | str  # a user's key, or the topic whose secret lets anybody follow


class TooManyStreams(Exception):
    """A follower has as many open streams as one may have."""


def bump(topic: str) -> None:
    """Tell the pages that follow ``topic`` to look again, once the transaction is committed."""
    transaction.on_commit(partial(publish, topic))


def publish(topic: str) -> None:
    """Tell them now, in every process; in this one only when Redis is away or not used."""
    if settings.REDIS_URL:
        try:
            _publish_to_all(topic)
        except redis.RedisError:
            logger.warning("Redis is away: pages of other processes are not told", exc_info=True)
        else:
            return
    hub.deliver(topic, secrets.token_hex(4))


def version_now(topics: Sequence[str]) -> str:
    """The version of topics as of now, for what is kept until they change.

    Asks Redis where it is used, for a process without streams hears nothing. While Redis is away
    every answer is a new one, so that nothing is kept for longer than it is true.
    """
    if not settings.REDIS_URL:
        return hub.version_of(topics)
    try:
        found = _client(settings.REDIS_URL).mget([_key(topic) for topic in topics])
    except redis.RedisError:
        logger.warning("Redis is away: nothing is kept", exc_info=True)
        return secrets.token_hex(4)
    return "-".join(str(int(version or 0)) for version in found)


class Subscription:
    """One open stream, to be used with ``async with`` on the event loop that made it."""

    def __init__(self, follower: Follower, topics: Sequence[str]) -> None:
        self.follower = follower
        self.topics = tuple(topics)
        self.loop = asyncio.get_running_loop()
        self.wake = asyncio.Event()
        self.version = ""  # as last looked at; another one after each bump

    async def __aenter__(self) -> Self:
        hub.add(self)
        if settings.REDIS_URL:
            with suppress(redis.RedisError):
                async with _listening_client(settings.REDIS_URL) as client:
                    await _catch_up(client, self.topics)
        self.version = hub.version_of(self.topics)
        return self

    async def __aexit__(self, *_: object) -> None:
        relay = hub.remove(self)
        while relay and not relay.done():
            # While it connects, redis-py may take a cancellation for a lost connection: ask again.
            relay.cancel()
            await asyncio.wait([relay], timeout=_PATIENCE_S)

    async def changed(self, *, within_s: float) -> bool:
        """Wait until a topic is bumped, or ``within_s`` seconds; which of the two it was."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while self.version == (version := hub.version_of(self.topics)):
                    await self.wake.wait()
                    self.wake.clear()
                self.version = version
                return True
        return False


class Hub:
    """The open streams of this process. Any thread may deliver; a stream wakes on its own loop."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._start = secrets.token_hex(4)  # versions of another run of the server differ
        self._versions: dict[str, str] = {}
        self._streams: set[Subscription] = set()
        self._per_follower: Counter[Follower] = Counter()
        self._relays: dict[asyncio.AbstractEventLoop, asyncio.Task[None]] = {}

    def is_full(self, follower: Follower) -> bool:
        return self._per_follower[follower] >= STREAMS_PER_USER

    def add(self, stream: Subscription) -> None:
        """Raise `TooManyStreams` when the follower has no place left."""
        with self._lock:
            if self.is_full(stream.follower):
                raise TooManyStreams
            self._per_follower[stream.follower] += 1
            self._streams.add(stream)
            if settings.REDIS_URL and stream.loop not in self._relays:
                self._relays[stream.loop] = stream.loop.create_task(_relay(settings.REDIS_URL))

    def remove(self, stream: Subscription) -> "asyncio.Task[None] | None":
        """Answers the relay of the stream's loop when nobody there needs it any more."""
        with self._lock:
            if stream not in self._streams:
                return None
            self._streams.remove(stream)
            self._per_follower -= Counter([stream.follower])
            is_last = all(other.loop is not stream.loop for other in self._streams)
            return self._relays.pop(stream.loop, None) if is_last else None

    def followed(self) -> list[str]:
        with self._lock:
            return sorted({topic for stream in self._streams for topic in stream.topics})

    def version_of(self, topics: Sequence[str]) -> str:
        with self._lock:
            return "-".join(self._versions.get(topic, self._start) for topic in topics)

    def deliver(self, topic: str, version: str) -> None:
        """Wake the streams that follow ``topic`` unless they know this version."""
        with self._lock:
            if self._versions.get(topic) == version:
                return
            self._versions[topic] = version
            streams = [stream for stream in self._streams if topic in stream.topics]
        for stream in streams:
            with suppress(RuntimeError):  # its loop is closing: nobody is left to tell
                stream.loop.call_soon_threadsafe(stream.wake.set)


hub = Hub()


async def _relay(url: str) -> None:
    """Carry what any process publishes to this process's streams, for as long as there are any."""
    while True:
        try:
            async with _listening_client(url) as client, client.pubsub() as listener:
                await listener.subscribe(_CHANNEL)
                await _catch_up(client, hub.followed())
                async for message in listener.listen():
                    if message["type"] == "message":
                        version, topic = message["data"].split(" ", 1)
                        hub.deliver(topic, version)
        except redis.RedisError:
            logger.warning("Redis is away: trying again", exc_info=True)
        await asyncio.sleep(_PAUSE_S)


async def _catch_up(client: redis.asyncio.Redis, topics: Sequence[str]) -> None:
    """Learn what was bumped while this process did not listen."""
    if not topics:
        return
    versions = await client.mget([_key(topic) for topic in topics])
    for topic, version in zip(topics, versions, strict=True):
        hub.deliver(topic, str(version or 0))


def _publish_to_all(topic: str) -> None:
    client = _client(settings.REDIS_URL)
    with client.pipeline() as commands:
        commands.incr(_key(topic))
        commands.expire(_key(topic), _KEPT_FOR_S)
        version, _ = commands.execute()
    client.publish(_CHANNEL, f"{version} {topic}")


def _key(topic: str) -> str:
    return f"{_CHANNEL}:{topic}"


def _listening_client(url: str) -> redis.asyncio.Redis:
    return redis.asyncio.Redis.from_url(url, decode_responses=True)


@cache
def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1)
