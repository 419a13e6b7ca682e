"""Keeping files. Called by the actions of the owning apps, which ask permission and record."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction

from daihoi.base import clock
from daihoi.files.models import StoredFile


@transaction.atomic
def keep(content: bytes) -> StoredFile:
    """Store ``content`` byte for byte; the same bytes give the same row.

    The bytes are on the disk before the row is: a row never points at nothing. A transaction
    that fails leaves at most an unreferenced file; a full disk is an `OSError` and leaves none.
    """
    digest = hashlib.sha256(content).hexdigest()
    found = StoredFile.objects.filter(sha256=digest).first()
    stored = found or StoredFile(sha256=digest, size_bytes=len(content), stored_at=clock.now())
    target = Path(settings.MEDIA_ROOT) / stored.path
    if not target.exists():
        _write(target, content)
    if found is None:
        stored, _made = StoredFile.objects.get_or_create(
            sha256=digest, defaults={"size_bytes": len(content), "stored_at": stored.stored_at}
        )
    return stored


def _write(target: Path, content: bytes) -> None:
    """Write beside the target, flush to the disk, then rename: whole or not at all."""
    fresh = not target.parent.exists()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(target)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
    _sync(target.parent)
    if fresh:
        _sync(target.parent.parent)


def _sync(folder: Path) -> None:
    """A new name in ``folder`` outlives a power cut."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
