"""What every test stands on: a quick password, no sockets but localhost, files in a tmp folder."""

import os
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.conf import settings as django_settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import translation
from pytest_django import DjangoDbBlocker

SAMPLES = Path(__file__).parent / "cases" / "samples"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file: in memory the threads of a test would share one connection's locks."""
    if connection.vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")
        connection.settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tables are made from the models, which is quick; they are noted as if migrations had run."""
    django_settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in MigrationLoader(None).graph.nodes:
            recorder.record_applied(app, name)


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
