"""The one settings file, read as a place would start it: production is clean, mistakes end it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

pytestmark = pytest.mark.once
PRODUCTION = {"DAIHOI_HTTPS": "1", "DAIHOI_HOSTS": "daihoi.example"}


def manage(*words: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``manage.py`` in a process that knows only these variables."""
    house = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(settings.ROOT / "manage.py"), *words],
        env={**house, "DAIHOI_DATA": str(folder), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_production_has_nothing_to_warn_of(tmp_path: Path) -> None:
    checked = manage("check", "--deploy", "--fail-level", "INFO", folder=tmp_path, **PRODUCTION)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_without_https_the_same_check_warns(tmp_path: Path) -> None:
    checked = manage("check", "--deploy", "--fail-level", "INFO", folder=tmp_path)
    assert checked.returncode == 1
    assert "security.W012" in checked.stderr


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    shown = [
        manage("shell", "-v0", "-c", "print(__import__('django').conf.settings.SECRET_KEY)",
               folder=tmp_path).stdout
        for _start in range(2)
    ]  # fmt: skip
    kept = tmp_path / "secret-key"
    assert shown[0] == shown[1] == f"{kept.read_text()}\n"
    assert len(kept.read_text()) >= 50
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DAIHOI_HTTPS", "maybe"),
        ("DAIHOI_TODAY", "26-3-2020"),
        ("DAIHOI_UPLOAD_LIMIT_MB", "much"),
        ("DATABASE_URL", "mysql://localhost/daihoi"),
    ],
)
def test_a_value_that_cannot_be_read_ends_the_start(tmp_path: Path, name: str, value: str) -> None:
    started = manage("check", folder=tmp_path, **{name: value})
    assert started.returncode != 0
    assert "ImproperlyConfigured" in started.stderr
    assert name in started.stderr


def test_every_variable_is_in_the_operations_guide() -> None:
    read = (settings.ROOT / "daihoi" / "config" / "settings.py").read_text(encoding="utf-8")
    guide = (settings.ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    names = set(re.findall(r'env\.\w+\("([A-Z_]+)"', read))
    assert len(names) > 8
    assert names == set(re.findall(r"^\| `([A-Z_]+)` \|", guide, re.MULTILINE))


def test_signing_in_many_people_forgets_no_count_of_wrong_passwords() -> None:
    """Sessions and the counts of allauth's limits lie in one cache."""
    cache.set("wrong-passwords", 4)
    cache.set_many({f"session-{number}": "" for number in range(2_000)})
    assert cache.get("wrong-passwords") == 4
