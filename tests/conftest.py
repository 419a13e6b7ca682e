"""What every test stands on: a quick password, no sockets but localhost, files in a tmp folder."""

from pathlib import Path

import pytest
from django.conf import LazySettings

SAMPLES = Path(__file__).parent / "cases" / "samples"


@pytest.fixture(autouse=True)
def house(settings: LazySettings, tmp_path: Path) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def samples() -> Path:
    """The folder of sample files as real offices produce them."""
    return SAMPLES
