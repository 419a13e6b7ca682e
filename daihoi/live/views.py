"""The event stream a page listens to. It says that something changed, or brings the changed part."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.views.decorators.http import require_GET

from daihoi.base import offers
from daihoi.base.errors import NotFound
from daihoi.base.offers import Part
from daihoi.live.parts import pushed
from daihoi.live.topics import Follower, Subscription, TooManyStreams, hub

HEARTBEAT_S = 15.0  # proxies close lines that are silent for longer
LIFE_S = 900.0  # then the browser comes back and is asked again what it may follow
CALM_S = 0.3  # a hall of pages is told of several changes in a row at once
TOPICS_PER_STREAM = 8
_NO_CONTENT = 204  # tells an EventSource not to come back


@dataclass(frozen=True, slots=True)
class Followed:
    """Who follows which topics; ``part`` is what they make, named ``name``, if pages get it pushed."""

    follower: Follower
    topics: Sequence[str]
    part: Part | None = None
    name: str = ""


@require_GET
async def stream(request: HttpRequest) -> HttpResponseBase:
    """Follow the topics named in ``?topic=a&topic=b``, or the part of a page that one stands for."""
    topics = list(dict.fromkeys(request.GET.getlist("topic")))
    followed = await sync_to_async(_admitted)(request, topics)
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=_NO_CONTENT)  # a WSGI server would be blocked by the stream
    if hub.is_full(followed.follower):
        return HttpResponse(status=429)
    # The stream stays open for long: give the database connection back before it begins.
    await sync_to_async(close_old_connections)()
    events = _events(followed, translation.get_language() or "")
    response = StreamingHttpResponse(events, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"  # nginx would hold the events back
    return response


def _admitted(request: HttpRequest, topics: list[str]) -> Followed:
    """Who is asking and what she follows: every topic named, or the part that one stands for.

    `NotFound` unless she is signed in and allowed to follow every topic, or knows a secret.
    """
    user = request.user
    if len(topics) == 1 and (part := offers.part(user, topics[0])):
        follower = user.pk if user.is_authenticated else topics[0]
        return Followed(follower, part.topics, part, topics[0])
    if not user.is_authenticated or not 0 < len(topics) <= TOPICS_PER_STREAM:
        raise NotFound
    if not all(offers.may_follow(user, topic) for topic in topics):
        raise NotFound
    return Followed(user.pk, topics)


async def _events(followed: Followed, language: str) -> AsyncIterator[bytes]:
    """What there is now and after every change: the version that the page knows, or the part."""
    ends_at = time.monotonic() + LIFE_S
    try:
        async with Subscription(followed.follower, followed.topics) as subscription:
            yield b"retry: 3000\n" + await _told(followed, subscription.version, language)
            while (left := ends_at - time.monotonic()) > 0:
                if await subscription.changed(within_s=min(HEARTBEAT_S, left)):
                    yield await _told(followed, subscription.version, language)
                    if followed.part:
                        await asyncio.sleep(CALM_S)
                else:
                    yield b":\n\n"
    except TooManyStreams:
        return


async def _told(followed: Followed, version: str, language: str) -> bytes:
    if followed.part is None:
        return f"data: {version}\n\n".encode()
    return await pushed.event(followed.name, followed.part, version, language)
