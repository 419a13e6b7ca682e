"""Parts of pages that everybody in a hall sees alike: made once for each change, then pushed or asked for."""

import asyncio
from collections import OrderedDict
from hashlib import sha256

from asgiref.sync import sync_to_async
from django.core.cache import cache
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.safestring import SafeString

from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.base.offers import Part
from daihoi.live.topics import version_now

_KEPT_FOR_S = 120
_MOST_KEPT = 64  # parts of one process, each in a language


def current(name: str, part: Part) -> SafeString:
    """The part for a page, kept until a topic changes, a minute at most: delays grow.

    ``name`` tells it from other parts ("conduct.phone:3"). The caller has let the viewer in.
    """
    return _current(_mark(name, part), part)


def answered(request: HttpRequest, name: str, part: Part) -> HttpResponseBase:
    """The part for a browser that asks for it alone; one that has it already is told so (304)."""
    mark = _mark(name, part)
    etag = quote_etag(mark[:32])
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(_current(mark, part))
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"  # kept, and asked for every time
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    return response


def _mark(name: str, part: Part) -> str:
    """Another one for another part, version, minute or language."""
    at = f"{clock.now():%Y%m%d%H%M}"
    told = [name, version_now(part.topics), at, translation.get_language() or ""]
    return sha256("|".join(told).encode()).hexdigest()


def _current(mark: str, part: Part) -> SafeString:
    text: SafeString | None = cache.get(f"live.part:{mark}")
    if text is None:
        text = _made(part, translation.get_language() or "")
        cache.set(f"live.part:{mark}", text, _KEPT_FOR_S)
    return text


class Pushed:
    """The parts of this process as events of a stream: made by the first that needs each version."""

    def __init__(self) -> None:
        self._events: OrderedDict[tuple[object, ...], asyncio.Task[bytes]] = OrderedDict()

    async def event(self, name: str, part: Part, version: str, language: str) -> bytes:
        """The event for all who follow ``name``; only the version where there is no part any more."""
        loop = asyncio.get_running_loop()
        key = (loop, name, version, language)
        task = self._events.get(key)
        if task is None:
            task = self._events[key] = loop.create_task(_event(part, version, language))
            task.add_done_callback(lambda made: self._forget_failed(key, made))
            while len(self._events) > _MOST_KEPT:
                self._events.popitem(last=False)
        # One who leaves while it is made must not take it from the others.
        return await asyncio.shield(task)

    def _forget_failed(self, key: tuple[object, ...], made: asyncio.Task[bytes]) -> None:
        """The next who asks tries again: a browser whose stream broke comes back by itself."""
        if made.cancelled() or made.exception():
            self._events.pop(key, None)


pushed = Pushed()


async def _event(part: Part, version: str, language: str) -> bytes:
    try:
        text = await sync_to_async(_made_apart)(part, language)
    except NotFound:
        return f"data: {version}\n\n".encode()
    lines = "".join(f"data: {line}\n" for line in text.splitlines() if line.strip())
    return f"event: part\n{lines}\n".encode()


def _made_apart(part: Part, language: str) -> SafeString:
    """Made outside of any request: the database connection is given back."""
    try:
        return _made(part, language)
    finally:
        close_old_connections()


def _made(part: Part, language: str) -> SafeString:
    with translation.override(language):
        return render_to_string(part.template, part.make())
