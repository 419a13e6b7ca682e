"""The product as a person starts it: `daihoi demo` and `daihoi serve` in processes of their own."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

PROJECT = Path(__file__).resolve().parents[2]
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
