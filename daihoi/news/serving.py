"""Public pages from memory: an ASGI application in front of Django.

A public page is the same for everybody, so it is rendered once and given out for a few seconds;
what changes it forgets it at once in this process. Every header is the one Django gave, so the
policies of the house hold for a kept page too. Only what says it is public is kept: never a page
with a cookie, and nothing but news addresses.
"""

import gzip
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeAlias
from urllib.parse import parse_qs

from daihoi.base.numbers import whole_number

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Any, Any, Any], Awaitable[None]]

PREFIX = "/tin-tuc/"
DESK = "/tin-tuc/quan-ly/"
KEPT_S = 5.0  # how long another process may show what this one has taken back
MOST_PAGES = 512
MOST_BYTES = 32 * 1024 * 1024
LARGEST = 1024 * 1024
_TEXT = (b"text/", b"application/rss", b"application/xml", b"application/atom")
_OWN = {b"content-length", b"content-encoding", b"date"}


@dataclass(slots=True)
class _Kept:
    headers: list[tuple[bytes, bytes]]
    body: bytes
    packed: bytes
    etag: bytes
    until: float

    @property
    def weight(self) -> int:
        return len(self.body) + len(self.packed)


@dataclass(slots=True)
class _Store:
    """Kept pages. Actions forget them in threads of their own: all is done under one lock."""

    pages: "OrderedDict[tuple[Any, ...], _Kept]" = field(default_factory=OrderedDict)
    size: int = 0
    generation: int = 0
    lock: Lock = field(default_factory=Lock)

    def forget(self) -> None:
        with self.lock:
            self.generation += 1
            self.pages.clear()
            self.size = 0

    def get(self, key: tuple[Any, ...]) -> _Kept | None:
        """A page that is still fresh."""
        with self.lock:
            kept = self.pages.get(key)
            if kept is None or kept.until < time.monotonic():
                return None
            self.pages.move_to_end(key)
            return kept

    def keep(self, key: tuple[Any, ...], kept: _Kept, generation: int) -> None:
        """Keep a page, unless what it shows was changed since ``generation``."""
        with self.lock:
            if generation != self.generation:
                return
            old = self.pages.pop(key, None)
            self.size += kept.weight - (old.weight if old else 0)
            self.pages[key] = kept
            while self.pages and (len(self.pages) > MOST_PAGES or self.size > MOST_BYTES):
                _key_gone, gone = self.pages.popitem(last=False)
                self.size -= gone.weight


_store = _Store()


def forget() -> None:
    """No page made until now is given out again; one being made now is not kept."""
    _store.forget()


class PublicPages:
    """Gives out kept public pages; asks ``application`` for all others."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if not _may_be_kept(scope):
            await self._application(scope, receive, send)
            return
        headers = dict(scope["headers"])
        key = _key(scope, headers)
        kept = _store.get(key)
        if kept is None:
            await self._made(scope, receive, send, key)
        else:
            await _give(kept, headers, scope["method"], send)

    async def _made(
        self, scope: Message, receive: Receive, send: Send, key: tuple[Any, ...]
    ) -> None:
        """Ask for the whole page, keep it, and give what was asked for."""
        generation = _store.generation
        plain = [
            (name, value)
            for name, value in scope["headers"]
            if name not in {b"if-none-match", b"if-modified-since", b"cookie", b"range"}
        ]
        capture = _Capture()
        await self._application({**scope, "method": "GET", "headers": plain}, receive, capture)
        if not capture.is_public:
            await capture.replay(scope["method"], send)
            return
        kept = _kept(capture)
        _store.keep(key, kept, generation)
        await _give(kept, dict(scope["headers"]), scope["method"], send)


class _Capture:
    """Holds an answer until it is whole."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self._parts: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            self._parts.append(message.get("body", b""))

    @property
    def body(self) -> bytes:
        return b"".join(self._parts)

    @property
    def is_public(self) -> bool:
        named = {name.lower(): value for name, value in self.headers}
        return (
            self.status == 200
            and named.get(b"cache-control", b"").startswith(b"public")
            and b"set-cookie" not in named
            and b"etag" in named
            and len(self.body) <= LARGEST
        )

    async def replay(self, method: str, send: Send) -> None:
        body = b"" if method == "HEAD" else self.body
        start = {"type": "http.response.start", "status": self.status, "headers": self.headers}
        await send(start)
        await send({"type": "http.response.body", "body": body})


def _may_be_kept(scope: Message) -> bool:
    if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
        return False
    path: str = scope["path"]
    return path.startswith(PREFIX) and not path.startswith(DESK)


def _key(scope: Message, headers: dict[bytes, bytes]) -> tuple[Any, ...]:
    return (
        scope["path"],
        *_list_asked(scope),
        scope.get("scheme"),
        headers.get(b"host"),
        headers.get(b"x-forwarded-proto"),
    )


def _list_asked(scope: Message) -> tuple[int | None, str]:
    """Page and section of the list that a front page is asked for; nothing else asked changes any page."""
    is_front = scope["path"].strip("/").count("/") == 1
    if not is_front or not scope["query_string"]:
        return 1, ""
    asked = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return whole_number(asked.get("trang", ["1"])[-1]), asked.get("chuyen-muc", [""])[-1]


def _kept(capture: _Capture) -> _Kept:
    named = {name.lower(): value for name, value in capture.headers}
    body = capture.body
    is_text = named.get(b"content-type", b"").startswith(_TEXT)
    packed = gzip.compress(body, compresslevel=6, mtime=0) if is_text else b""
    headers = [(n, v) for n, v in capture.headers if n.lower() not in _OWN]
    if packed and b"vary" not in named:
        headers.append((b"vary", b"Accept-Encoding"))
    return _Kept(headers, body, packed, named[b"etag"], time.monotonic() + KEPT_S)


async def _give(kept: _Kept, asked: dict[bytes, bytes], method: str, send: Send) -> None:
    if _knows(asked.get(b"if-none-match", b""), kept.etag):
        headers = [pair for pair in kept.headers if pair[0].lower() != b"content-type"]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    is_packed = bool(kept.packed) and b"gzip" in asked.get(b"accept-encoding", b"")
    body = kept.packed if is_packed else kept.body
    headers = [*kept.headers, (b"content-length", b"%d" % len(body))]
    if is_packed:
        headers.append((b"content-encoding", b"gzip"))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})


def _knows(header: bytes, etag: bytes) -> bool:
    """Weak comparison, as conditional requests for pages ask for (RFC 9110, 13.1.2)."""
    if not header:
        return False
    known: Iterable[bytes] = (each.strip().removeprefix(b"W/") for each in header.split(b","))
    return header.strip() == b"*" or etag.removeprefix(b"W/") in known
