# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""Places to measure in: an empty database, SQLite first, then PostgreSQL where one answers.

Each is in a temporary folder, or a database of its own on BENCH_POSTGRES, and thrown away after.
"""

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

PROJECT = Path(__file__).resolve().parents[1]
POSTGRES = os.environ.get("BENCH_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("BENCH_REDIS", "redis://127.0.0.1:6379/15")


def in_every_place(module: str, *options: str) -> None:
    """Run ``python -m module --here`` with an empty SQLite, then with an empty PostgreSQL."""
    command = [sys.executable, "-m", module, "--here", *options]
    for place in (_sqlite, _postgresql):
        with tempfile.TemporaryDirectory(prefix="daihoi-bench-") as folder, place() as more:
            if more is None:
                print(f"\nPostgreSQL: nothing answers at {POSTGRES} (BENCH_POSTGRES), left out")
                continue
            given = {"DAIHOI_DATA": folder, "DAIHOI_SECRET_KEY": secrets.token_hex(32), **more}
            subprocess.run(command, check=True, cwd=PROJECT, env={**os.environ, **given})


@contextmanager
def _sqlite() -> Iterator[dict[str, str] | None]:
    yield {"DATABASE_URL": "", "REDIS_URL": ""}


@contextmanager
def _postgresql() -> Iterator[dict[str, str] | None]:
    try:
        admin = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        yield None
        return
    name = f"daihoi_bench_{os.getpid()}"
    with admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield {"DATABASE_URL": f"{POSTGRES.rpartition('/')[0]}/{name}", "REDIS_URL": REDIS}
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def prepare(*, collect: bool = False) -> str:
    """Start Django on the empty database of this place; answers the database's name and version.

    Static files are collected for a server; without that, pages name plain files.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    if collect:
        call_command("collectstatic", verbosity=0, interactive=False)
    else:
        plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
        settings.STORAGES["staticfiles"] = {"BACKEND": plain}
        Path(settings.STATIC_ROOT).mkdir()
    version = ".".join(map(str, connection.get_database_version()))
    return f"{connection.display_name} {version}"
