"""Files and folders of an installation: who holds them, and that they reach the disk."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from daihoi.base.errors import Conflict

if sys.platform != "win32":  # there an open file cannot be replaced at all
    import fcntl


@contextmanager
def locked(path: Path, *, keep: bool = False) -> Iterator[BinaryIO]:
    """The file for this process alone, empty unless ``keep``; `Conflict` if another holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        if not _lock(descriptor, alone=True):
            raise Conflict(f"Một lệnh sao lưu khác đang ghi {path}.")
        if not keep:
            file.truncate(0)
            path.chmod(0o600)
        yield file


@contextmanager
def in_use(folder: Path | None = None, *, alone: bool) -> Iterator[None]:
    """Hold the data folder (of the settings): several servers together, or one restore ``alone``."""
    folder = folder or settings.DATA
    path = folder / "in-use"
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600)) as file:
        if not _lock(file.fileno(), alone=alone):
            raise Conflict(
                f"Máy chủ đang chạy trên {folder}."
                if alone
                else f"Đang khôi phục dữ liệu vào {folder}.",
                advice="Hãy dừng máy chủ rồi chạy lại." if alone else "Hãy chờ xong rồi chạy lại.",
            )
        yield


def sync_folder(folder: Path) -> None:
    """What was renamed in ``folder`` stays so after a power cut."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def stamp() -> str:
    """The present second, for names: "20261122-223000"."""
    return f"{timezone.localtime():%Y%m%d-%H%M%S}"


def _lock(descriptor: int, *, alone: bool) -> bool:
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
