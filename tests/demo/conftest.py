"""The demo, loaded once for all tests that look at it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

DAY = date(2020, 3, 26)


@pytest.fixture(scope="package")
def demo(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """The demo loaded once for all tests of this folder, and gone afterwards; its folder of files."""
    files = tmp_path_factory.mktemp("demo")
    cheap = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=files, PASSWORD_HASHERS=cheap, DAIHOI_TODAY=DAY):
            call_command("load_demo", verbosity=0)
        yield files
        transaction.set_rollback(True)
