"""The signing key of an installation that was given none."""

import os
import secrets
from pathlib import Path


def kept_in(path: Path) -> str:
    """Read the key from ``path``; the first caller makes it, readable by its owner only."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    key = secrets.token_urlsafe(64)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key)
    return key
