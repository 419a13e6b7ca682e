"""The event stream a page listens to. It says only that something changed."""

import time
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from daihoi.base import offers
from daihoi.base.errors import NotFound
from daihoi.live.topics import Subscription, TooManyStreams, hub

HEARTBEAT_S = 15.0  # proxies close lines that are silent for longer
LIFE_S = 900.0  # then the browser comes back and is asked again what it may follow
TOPICS_PER_STREAM = 8
_NO_CONTENT = 204  # tells an EventSource not to come back


@require_GET
async def stream(request: HttpRequest) -> HttpResponseBase:
    """Follow the topics named in ``?topic=a&topic=b``."""
    topics = list(dict.fromkeys(request.GET.getlist("topic")))
    user_pk = await sync_to_async(_admitted)(request, topics)
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=_NO_CONTENT)  # a WSGI server would be blocked by the stream
    if hub.is_full(user_pk):
        return HttpResponse(status=429)
    # The stream stays open for long: give the database connection back before it begins.
    await sync_to_async(close_old_connections)()
    response = StreamingHttpResponse(_events(user_pk, topics), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"  # nginx would hold the events back
    return response


def _admitted(request: HttpRequest, topics: list[str]) -> int:
    """Who is asking; `NotFound` unless signed in and allowed to follow every topic."""
    user = request.user
    if not user.is_authenticated or not 0 < len(topics) <= TOPICS_PER_STREAM:
        raise NotFound
    if not all(offers.may_follow(user, topic) for topic in topics):
        raise NotFound
    return user.pk


async def _events(user_pk: int, topics: list[str]) -> AsyncIterator[bytes]:
    """The version of the topics now and after every change; the page compares with its own."""
    ends_at = time.monotonic() + LIFE_S
    try:
        async with Subscription(user_pk, topics) as subscription:
            yield f"retry: 3000\ndata: {subscription.version}\n\n".encode()
            while (left := ends_at - time.monotonic()) > 0:
                if await subscription.changed(within_s=min(HEARTBEAT_S, left)):
                    yield f"data: {subscription.version}\n\n".encode()
                else:
                    yield b":\n\n"
    except TooManyStreams:
        return
