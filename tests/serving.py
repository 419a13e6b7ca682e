"""The product served by uvicorn in a process of its own, on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils.crypto import get_random_string

from daihoi.accounts.models import User

PROJECT = Path(__file__).resolve().parents[1]
START_S = 60.0


class Server:
    """Serves the database and the files this process uses. Leaving the ``with`` ends it.

    More ``workers`` than one tell each other through Redis and share the port.
    """

    def __init__(self, *, workers: int = 1) -> None:
        self._workers = workers
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Of the process that serves, while it does."""
        assert self._process is not None
        return self._process.pid

    @property
    def pids(self) -> list[int]:
        """Of all processes that serve: the one, or what it has begun for its workers."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii")
        return [self.pid, *map(int, children.split())]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Start and wait until it listens; `RuntimeError` if it does not."""
        command = [sys.executable, "-m", "uvicorn", "daihoi.config.asgi:application"]
        command += ["--port", str(self.port), "--lifespan", "off", "--log-level", "warning"]
        if self._workers > 1:
            command += ["--workers", str(self._workers)]
        given = {
            "DATABASE_URL": _database_url(),
            "DAIHOI_DATA": str(settings.MEDIA_ROOT.parent),
            "DAIHOI_SECRET_KEY": settings.SECRET_KEY,
        }
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=PROJECT, env={**os.environ, **given}
        )
        ends_at = time.monotonic() + START_S
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > ends_at:
                self.kill()
                raise RuntimeError(f"no server at {self.url}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL): it cannot finish anything."""
        if self._process is not None:
            for pid in self.pids if self._process.poll() is None else []:
                os.kill(pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def signed_in(user: User) -> tuple[str, str]:
    """A new session of ``user``: the Cookie header and the CSRF token that goes with it."""
    client, token = Client(), get_random_string(32)
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={token}", token


def _database_url() -> str:
    """The database of this process, in tests the one made for them."""
    said = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{said['NAME']}"
    user = ":".join(quote(part, safe="") for part in (said["USER"], said["PASSWORD"]) if part)
    place = f"{user}@{said['HOST']}:{said['PORT'] or 5432}"
    return f"postgresql://{place}/{said['NAME']}"
