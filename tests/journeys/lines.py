"""A network line to a place that can be cut while streams are open: a browser's own switch leaves them."""

import select
import socket
from contextlib import suppress
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tests.journeys.places import Place

PIECE = 65_536


class Line:
    """What is open breaks when it is cut, and nothing new comes through until it is mended."""

    def __init__(self, place: Place) -> None:
        self._far = ("127.0.0.1", urlsplit(place.url).port or 0)
        self._near = socket.create_server(("127.0.0.1", 0))
        self._open: list[tuple[socket.socket, Thread]] = []
        self._is_cut = False
        self._accepting = Thread(target=self._accept)
        self.url = f"http://127.0.0.1:{self._near.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._accepting.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):
            self._near.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        self._near.close()
        self.cut()

    def cut(self) -> None:
        self._is_cut = True
        for end, carrying in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            carrying.join()
        self._open.clear()

    def mend(self) -> None:
        self._is_cut = False

    def _accept(self) -> None:
        with suppress(OSError):  # it was closed
            while True:
                near, _address = self._near.accept()
                if self._is_cut:
                    near.close()
                    continue
                carrying = Thread(target=_carry, args=(near, self._far))
                carrying.start()
                self._open.append((near, carrying))


def _carry(near: socket.socket, address: tuple[str, int]) -> None:
    """Both ways, until one end is closed."""
    with near, socket.create_connection(address) as far, suppress(OSError):
        while True:
            ready, _writable, _broken = select.select([near, far], [], [])
            for source in ready:
                piece = source.recv(PIECE)
                if not piece:
                    return
                (far if source is near else near).sendall(piece)
