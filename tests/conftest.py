"""What every test stands on: a quick password, no sockets but localhost, files in a tmp folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

SAMPLES = Path(__file__).parent / "cases" / "samples"
LONG = {Path(__file__).parent / "installation"}  # places of their own, in processes of their own


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file: in memory the threads of a test would share one connection's locks."""
    if connection.vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")
        connection.settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Tables are made from the models, which is quick; they are noted as if migrations had run."""
    django_settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in MigrationLoader(None).graph.nodes:
            recorder.record_applied(app, name)
        filled = tables_with_rows()  # content types and permissions, as the set-up makes them
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: empty_tables(filled))
        yield


def empty_tables(filled: frozenset[str]) -> None:
    """What a test committed is deleted. Django's flush empties every table, then fills some again.

    In any order: the keys between tables are looked at when the transaction ends.
    """
    found = sorted(tables_with_rows() - filled)
    with transaction.atomic(), connection.cursor() as cursor:
        for table in found:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table


def tables_with_rows() -> frozenset[str]:
    """Asked in one query."""
    tables = connection.introspection.django_table_names(include_views=False)
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"  # noqa: S608 - a table
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return frozenset(row[0] for row in cursor.fetchall())


@pytest.fixture(autouse=True)
def house(settings: LazySettings, tmp_path: Path) -> None:
    translation.deactivate()  # a page in English leaves its language to the thread
    if settings.REDIS_URL:
        # Clearing the cache empties its Redis database: each worker has one of its own.
        worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        settings.REDIS_URL = f"{settings.REDIS_URL.rsplit('/', 1)[0]}/{14 - worker % 14}"
        cache = {**settings.CACHES["default"], "LOCATION": settings.REDIS_URL}
        settings.CACHES = {"default": cache}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STATIC_ROOT = tmp_path  # nothing is collected; WhiteNoise warns without a folder
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def samples() -> Path:
    """The folder of sample files as real offices produce them."""
    return SAMPLES


@pytest.hookimpl(trylast=True)  # after the order was made random
def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes name no test: a file made on the spot has its second in it, and each worker another."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first: begun last, every other worker would wait for it."""
    items.sort(
        key=lambda item: not (item.get_closest_marker("journey") or item.path.parent in LONG)
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where everything is there (NOTHING_SKIPPED=1) a skipped test is a failure."""
    skipped = terminalreporter.stats.get("skipped", [])
    if os.environ.get("NOTHING_SKIPPED") and skipped:
        terminalreporter.section("nothing may be skipped here")
        for report in skipped:
            terminalreporter.line(f"{report.nodeid}: {report.longrepr[-1]}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NOTHING_SKIPPED") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
