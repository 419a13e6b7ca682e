"""What is too large is read past and refused; what is not goes through untouched."""

import asyncio
import errno
import itertools
from collections.abc import Iterable
from typing import Any

from daihoi.config.body_limit import BodyLimit

SENT = [b"x" * 40, b"y" * 40, b"z" * 40]


class Line:
    """A connection: gives out the chunks of a body and keeps the answer."""

    def __init__(self, chunks: Iterable[bytes], *, breaks_off: bool = False) -> None:
        rest = list(chunks)
        self.messages: list[dict[str, Any]] = [
            {"type": "http.request", "body": chunk, "more_body": bool(rest[number:])}
            for number, chunk in enumerate(rest, 1)
        ]
        if breaks_off:
            self.messages[-1] = {"type": "http.disconnect"}
        self.answer: list[Any] = []

    async def receive(self) -> dict[str, Any]:
        return self.messages.pop(0)

    async def send(self, message: Any) -> None:
        self.answer.append(message)


class Application:
    """Reads a body as Django does, and keeps it."""

    def __init__(self) -> None:
        self.body: bytes | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        kept = b""
        more = scope["type"] == "http"
        while more:
            message = await receive()
            kept += message["body"]
            more = message["more_body"]
        self.body = kept
        await send("answered")


def ask(line: Line, *, most: int, declared: int | None, kind: str = "http") -> bytes | None:
    headers = [] if declared is None else [(b"content-length", str(declared).encode())]
    application = Application()
    limited = BodyLimit(application, most_bytes=most)
    asyncio.run(limited({"type": kind, "headers": headers}, line.receive, line.send))
    return application.body


def test_a_body_of_exactly_the_limit_goes_through() -> None:
    line = Line(SENT)
    assert ask(line, most=120, declared=120) == b"".join(SENT)
    assert line.answer == ["answered"]


def test_one_byte_more_is_read_past_and_refused_with_a_page() -> None:
    line = Line([*SENT, b"!"])
    assert ask(line, most=120, declared=121) is None
    start, body = line.answer
    assert (start["status"], line.messages) == (413, [])
    assert "quá lớn" in body["body"].decode()
    assert dict(start["headers"])[b"content-length"] == str(len(body["body"])).encode()


def test_what_was_not_declared_is_counted() -> None:
    for declared, most in itertools.product((None, 10), (50, 100)):
        line = Line(SENT)
        assert ask(line, most=most, declared=declared) is None  # not read to its end
        assert (line.answer[0]["status"], line.messages) == (413, [])


def test_who_hangs_up_meanwhile_ends_the_reading() -> None:
    line = Line(SENT, breaks_off=True)
    assert ask(line, most=100, declared=120) is None
    assert line.messages == []


def test_other_kinds_of_connections_are_not_touched() -> None:
    line = Line([])
    assert ask(line, most=0, declared=None, kind="lifespan") == b""
    assert line.answer == ["answered"]


def test_a_body_the_disk_has_no_room_for_is_read_past_and_refused() -> None:
    async def full(_scope: Any, receive: Any, _send: Any) -> None:
        await receive()
        raise OSError(errno.ENOSPC, "No space left on device")

    line = Line(SENT)
    limited = BodyLimit(full, most_bytes=200)
    asyncio.run(limited({"type": "http", "headers": []}, line.receive, line.send))
    assert (line.answer[0]["status"], line.messages) == (507, [])
    assert "hết chỗ trên đĩa" in line.answer[1]["body"].decode()
