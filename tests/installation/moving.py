"""The command in a process of its own, archives taken apart and put together, and places to restore to."""

import gzip
import hashlib
import io
import json
import os
import secrets
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from daihoi.installation import archive

POSTGRES = os.environ.get("POSTGRES_TEST_URL", "")
MADE_AT = datetime(2020, 3, 26, tzinfo=UTC)
COMMAND = "from daihoi.cli import main; main()"


def shell(
    *arguments: Any, data: Path, database: str = "", most_bytes: int | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """`daihoi` on the folder ``data``; with ``most_bytes`` no file can grow beyond: a full disk."""

    def limit() -> None:
        import resource

        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    given = {"DAIHOI_DATA": str(data), "DATABASE_URL": database, "REDIS_URL": "", **more}
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, **given},
        cwd=settings.ROOT,
        timeout=600,  # a busy machine, not a hang
        check=False,
        preexec_fn=limit,
    )


def run(data: Path, *command: str, database: str = "", **more: str) -> str:
    """What a Python program prints that runs on the folder ``data``; it must succeed."""
    given = {"DAIHOI_DATA": str(data), "DATABASE_URL": database, "REDIS_URL": "", **more}
    path = os.pathsep.join(filter(None, [str(settings.ROOT), os.environ.get("PYTHONPATH", "")]))
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *command],
        capture_output=True,
        text=True,
        env={**os.environ, **given, "PYTHONPATH": path},
        cwd=settings.ROOT,
        timeout=600,  # a busy machine, not a hang
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def empty_postgres() -> Iterator[str]:
    """The address of a new database, gone afterwards."""
    name = f"daihoi_test_{secrets.token_hex(4)}"
    with psycopg.connect(POSTGRES, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            head, _, tail = POSTGRES.rpartition("/")
            _, mark, options = tail.partition("?")
            yield f"{head}/{name}{mark}{options}"
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def rows_of(path: Path) -> dict[str, list[list[Any]]]:
    """Every row of every table in a backup, the order of keys in JSON values forgotten."""
    found: dict[str, list[list[Any]]] = {}
    with tarfile.open(path) as tar:
        for member in tar:
            if member.name.startswith("tables/"):
                file = tar.extractfile(member)
                assert file is not None
                table = member.name.split("/")[1]
                lines = gzip.decompress(file.read()).splitlines()
                found.setdefault(table, []).extend(json.loads(line) for line in lines)
    return found


def contents_of(path: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(members_of(path)[archive.CONTENTS])
    return said


def members_of(path: Path) -> dict[str, bytes]:
    with path.open("rb") as file:
        return {member.name: member.read(limit=1 << 30) for member in archive.members(file)}


def written(members: dict[str, bytes]) -> bytes:
    """An archive of these members, whatever they are."""
    file = io.BytesIO()
    writer = archive.Writer(file, at=MADE_AT)
    for name, content in members.items():
        writer.add(name, content)
    writer.close()
    return file.getvalue()


def retold(path: Path, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The archive with another header, and digests that fit it."""
    members = members_of(path)
    header = json.loads(members[archive.HEADER])
    change(header)
    members[archive.HEADER] = json.dumps(header).encode()
    return _sealed(members)


def exchanged(path: Path, table: str, rows: list[list[Any]]) -> bytes:
    """The archive with other rows in a table of one part, and digests that fit it."""
    content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    return packed(path, table, gzip.compress(content))


def packed(path: Path, table: str, content: bytes) -> bytes:
    """The archive with other bytes as a table of one part, and digests that fit it."""
    members = members_of(path)
    members[f"tables/{table}/000001.jsonl.gz"] = content
    return _sealed(members)


def _sealed(members: dict[str, bytes]) -> bytes:
    contents = json.loads(members[archive.CONTENTS])
    contents["header"] = _digest(members[archive.HEADER])
    for table in contents["tables"]:
        for part in table["parts"]:
            part["sha256"] = _digest(members[part["name"]])
    members[archive.CONTENTS] = json.dumps(contents).encode()
    members[archive.SEAL] = f"{_digest(members[archive.CONTENTS])}  {archive.CONTENTS}\n".encode()
    return written(members)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
