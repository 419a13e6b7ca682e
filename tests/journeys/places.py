"""The product as a person starts it: `daihoi demo` and `daihoi serve` in processes of their own."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from daihoi.cli.serving import DEMO_DAY

PROJECT = Path(__file__).resolve().parents[2]
DRAFT = PROJECT / "tests" / "cases" / "samples" / "bao-cao-chinh-tri-du-thao-1.docx"
DAIHOI = Path(sys.executable).with_name("daihoi")
START_S = 90.0
FROM_OUTSIDE = (
    "DAIHOI_DEMO",
    "DAIHOI_TODAY",
    "DATABASE_URL",
    "REDIS_URL",
    "DJANGO_SETTINGS_MODULE",
)


class Place:
    """One data folder and the server on it. Leaving the ``with`` ends the server."""

    def __init__(self, folder: Path, command: str, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if name not in FROM_OUTSIDE}
        self._address = ("127.0.0.1", port)
        self._environment = {**kept, "DAIHOI_DATA": str(folder), **environment}
        self._command = [str(DAIHOI), command, "--port", str(port)]
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{port}"

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            self._command, cwd=PROJECT, env=self._environment, stdout=subprocess.DEVNULL
        )
        ends_at = time.monotonic() + START_S
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > ends_at:
                self._stop()
                raise RuntimeError(f"no server at {self.url}")
            time.sleep(0.05)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def move_to(self, day: str) -> None:
        """Stop the server and start it on another day, at the same address; "2020-03-26"."""
        self._stop()
        self._environment["DAIHOI_TODAY"] = day
        self.__enter__()

    def run(self, *command: str) -> None:
        """Run a Python program on the same folder, before the server starts."""
        subprocess.run(  # noqa: S603 - our own command
            [sys.executable, *command],
            cwd=PROJECT,
            env=self._environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(self._address) == 0

    def _stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None


def office_at(folder: Path) -> Place:
    """An office on 20-2-2020, entered with one click."""
    return Place(folder, "serve", DAIHOI_DEMO="1", DAIHOI_TODAY="2020-02-20")


def _make_new(folder: Path) -> None:
    """A new installation as the first start leaves it."""
    with Place(folder, "serve"):
        pass


def _load_demo(folder: Path) -> None:
    place = Place(folder, "demo", DAIHOI_DEMO="1", DAIHOI_TODAY=DEMO_DAY)
    place.run("manage.py", "load_demo")


def _make_office(folder: Path) -> None:
    office_at(folder).run("-m", "tests.journeys.office")


def _import_draft(folder: Path) -> None:
    office_at(folder).run("-m", "tests.journeys.office", str(DRAFT))


class Shelf:
    """Data folders made once for all workers of a run; stories get copies to work in."""

    _made_from: Mapping[str, tuple[str, Callable[[Path], None]]] = {
        "new": ("", _make_new),
        "demo": ("new", _load_demo),
        "office": ("new", _make_office),
        "draft": ("office", _import_draft),
    }

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        own = factory.getbasetemp()
        self._factory = factory
        self._folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def copy(self, name: str) -> Path:
        """A new folder: "new" is ready to start, "demo" loaded, "office" peopled, "draft" read in."""
        folder = self._factory.mktemp(name)
        return Path(shutil.copytree(self._kept(name), folder, dirs_exist_ok=True))

    def _kept(self, name: str) -> Path:
        """The one nobody works in, made by whoever asks first."""
        kept = self._folder / f"shelf-{name}"
        with kept.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                origin, make = self._made_from[name]
                half = self.copy(origin) if origin else self._factory.mktemp(name)
                make(half)
                half.rename(kept)
        return kept
