"""No request is kept that is larger than an upload may be.

Django writes the whole body of a request to the disk before any of our code is asked.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

from django.template.loader import render_to_string

from daihoi.base.errors import means_full_disk

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Any, Any, Any], Awaitable[None]]


class _TooLarge(Exception):
    """More came than was declared, or nothing was declared; all of it has been read past."""


class BodyLimit:
    """An ASGI application that lets ``application`` see bodies of ``most_bytes`` at most.

    What is larger is read past and answered with a page (413): a browser whose sending is cut
    off would show its own error instead. So is what the disk has no room for (507).
    """

    def __init__(self, application: Application, *, most_bytes: int) -> None:
        self._application = application
        self._most_bytes = most_bytes

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._application(scope, receive, send)
        elif _declared_bytes(scope) > self._most_bytes:
            await _read_past(receive)
            await _refuse(send)
        else:
            try:
                await self._application(scope, self._counted(receive), send)
            except _TooLarge:
                await _refuse(send)
            except OSError as error:
                if not means_full_disk(error):
                    raise
                await _read_past(receive)
                await _refuse(send, 507)

    def _counted(self, receive: Receive) -> Receive:
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._most_bytes:
                if message.get("more_body", False):
                    await _read_past(receive)
                raise _TooLarge
            return message

        return counted


def _declared_bytes(scope: Message) -> int:
    declared = dict(scope["headers"]).get(b"content-length", b"")
    return int(declared) if declared.isdigit() else 0


async def _read_past(receive: Receive) -> None:
    """Until the body ends or the sender hangs up; a server ignores what is sent to nobody."""
    while (await receive()).get("more_body", False):
        pass


async def _refuse(send: Send, status: int = 413) -> None:
    page = render_to_string(f"{status}.html").encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(page)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": page})
