"""The doctor names what is wrong and what to do, and finds nothing where nothing is."""

import json
import os
import shutil
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone

from daihoi.audit.actions import record
from daihoi.audit.models import ChainHead, Entry
from daihoi.cli.speaking import FOUND
from daihoi.files.actions import keep
from daihoi.installation import doctor
from daihoi.installation.backup import back_up
from daihoi.notifications.models import Frequency, MailSetting
from tests.factories import OrganizationFactory, UserFactory
from tests.installation.moving import shell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def data(settings: LazySettings, tmp_path: Path) -> Path:
    """An installation without a fault: a member, a file, a line of the record, a backup."""
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir(mode=0o700)
    settings.MEDIA_ROOT = settings.DATA / "files"
    settings.STATIC_ROOT = settings.DATA / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")
    settings.EMAIL_URL = "smtp://mail.example"
    settings.ALLOWED_HOSTS = ["localhost"]
    record("test.done", OrganizationFactory.create(), actor=None)
    keep(b"mot tep")
    back_up(tmp_path / "b.tar")
    return tmp_path / "data"


def codes(*, deep: bool = False) -> set[str]:
    """What is found; a development database without flushing, or a full disk, is not the test's."""
    found = {each.code for each in doctor.examine(deep=deep)}
    return found - {"durability", "disk"}


def found(code: str, *, deep: bool = False) -> doctor.Found:
    [only] = [each for each in doctor.examine(deep=deep) if each.code == code]
    assert only.advice
    return only


def test_nothing_is_found_where_nothing_is_wrong(data: Path) -> None:
    assert codes() == codes(deep=True) == set()


def test_a_changed_file_is_found_by_its_size_or_by_reading_it(data: Path) -> None:
    kept = keep(b"hai tep")
    path = data / "files" / kept.path
    path.write_bytes(b"HAI tep")
    assert codes() == set()
    assert kept.path in found("files", deep=True).what
    path.write_bytes(b"ngan")
    assert kept.path in found("files").what
    path.unlink()
    assert found("files").what.startswith("1 tệp")


def test_what_belongs_to_nothing_is_harmless(data: Path) -> None:
    (data / "files" / "aa").mkdir()
    (data / "files" / "aa" / ("a" * 64)).write_bytes(b"x")
    assert not found("orphans").trouble


def test_a_broken_chain_is_found(data: Path) -> None:
    Entry.objects.filter(action="test.done").update(action="test.forged")
    assert ChainHead.objects.get().chain in found("audit").what


def test_a_clock_behind_the_record_is_found(data: Path) -> None:
    Entry.objects.update(at=timezone.now() + timedelta(hours=1))
    assert found("clock").trouble


def test_a_disk_that_fills_is_found_before_it_is_full(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk(free: int) -> None:
        usage = shutil._ntuple_diskusage(100_000_000_000, 0, free)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    disk(400_000_000)
    assert found("disk").what.endswith("còn 400 MB.")
    assert found("disk").trouble
    disk(4_000_000_000)
    assert not found("disk").trouble
    disk(6_000_000_000)
    assert "disk" not in {each.code for each in doctor.examine()}


@pytest.mark.parametrize("name", ["", "files", "secret-key", "daihoi.sqlite3"])
def test_what_the_server_may_not_write_is_found(
    data: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """As after a command that somebody ran as root."""
    for file in ("secret-key", "daihoi.sqlite3"):
        (data / file).touch(mode=0o600)
    plain = os.access
    shut = data / name
    monkeypatch.setattr(os, "access", lambda path, mode: path != shut and plain(path, mode))
    assert codes() == {"folder"}
    assert found("folder").what == f"Không ghi được vào {shut}."
    assert found("folder").trouble


def test_a_secret_that_others_can_read_is_found(data: Path) -> None:
    (data / "secret-key").write_text("khoa")
    (data / "secret-key").chmod(0o644)
    assert "chmod 600" in found("secret_key_open").advice
    (data / "secret-key").chmod(0o600)
    data.chmod(0o755)
    assert codes() == {"folder_open"}


@pytest.mark.parametrize(
    ("changes", "code", "trouble"),
    [
        ({"HTTPS": True}, "hosts", True),
        ({"ALLOWED_HOSTS": ["daihoi.example"]}, "https", False),
        ({"ALLOWED_HOSTS": ["*"], "HTTPS": True}, "hosts_any", False),
        ({"EMAIL_URL": ""}, "mail", False),
        ({"REDIS_URL": "redis://127.0.0.1:1/0"}, "redis", True),
        ({"SECRET_KEY": "mat-khau"}, "secret_weak", True),
        ({"SECRET_KEY": "ab" * 40}, "secret_weak", True),
        ({"DAIHOI_DEMO": True}, "demo", True),
        ({"DAIHOI_TODAY": date(2020, 3, 26)}, "today", True),
    ],
)
def test_settings_that_do_not_fit_are_found(
    data: Path, settings: LazySettings, changes: dict[str, Any], code: str, trouble: bool
) -> None:
    for name, value in changes.items():
        setattr(settings, name, value)
    assert codes() == {code}
    assert found(code).trouble is trouble


def test_the_demo_is_allowed_what_it_is_for(data: Path, settings: LazySettings) -> None:
    settings.DAIHOI_DEMO, settings.DAIHOI_TODAY = True, date(2020, 3, 26)
    (data / doctor.DEMO_MARK).touch()
    assert codes() == set()


def test_an_old_backup_and_none_are_told(data: Path) -> None:
    note = data / "last-backup.json"
    said = json.loads(note.read_text())
    said["at"] = (timezone.now() - timedelta(days=9)).isoformat()
    note.write_text(json.dumps(said))
    assert "9 ngày" in found("backup_old").what
    note.unlink()
    assert codes() == {"backup"}


def test_letters_that_people_wait_for_are_told(data: Path, settings: LazySettings) -> None:
    settings.DAIHOI_URL = ""
    asked = MailSetting.objects.create(user=UserFactory.create(), frequency=Frequency.DAILY)
    assert codes() == {"digests"}
    assert found("digests").what.startswith("1 người")
    assert "DAIHOI_URL" in found("digests").what
    settings.DAIHOI_URL = "https://daihoi.example"
    assert codes() == set()
    settings.DAIHOI_URL = ""
    MailSetting.objects.filter(pk=asked.pk).update(frequency=Frequency.NONE)
    assert codes() == set()


def test_old_static_files_are_told(data: Path) -> None:
    newer = (data / "static" / "staticfiles.json").stat().st_mtime + 10
    assert {each.code for each in doctor.examine(started=newer)} - {"durability", "disk"} == {
        "static"
    }


def test_a_database_of_a_later_version_is_named(data: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('documents', '0999_later', CURRENT_TIMESTAMP)"
        )
        try:
            assert codes() == {"migrations_future"}
        finally:
            cursor.execute("DELETE FROM django_migrations WHERE name = '0999_later'")


def test_an_upgrade_that_waits_is_told(data: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name, applied FROM django_migrations ORDER BY id DESC LIMIT 1")
        [last] = cursor.fetchall()
        cursor.execute("DELETE FROM django_migrations WHERE app = %s AND name = %s", list(last[:2]))
        try:
            assert codes() == {"migrations_pending"}
        finally:
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)",
                list(last),
            )


def test_a_spoilt_database_is_named_with_the_way_out(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with sqlite3.connect(data / "daihoi.sqlite3") as database:
        database.execute("CREATE TABLE django_migrations (id INTEGER, app, name, applied)")
        database.executemany(
            "INSERT INTO django_migrations VALUES (?, 'x', 'y', 'z')", [(n,) for n in range(9000)]
        )
    content = bytearray((data / "daihoi.sqlite3").read_bytes())
    content[8192:40960] = b"\xff" * 32768
    (data / "daihoi.sqlite3").write_bytes(content)
    said = shell("doctor", "--json", data=data)
    assert said.returncode == FOUND
    [trouble] = [each for each in json.loads(said.stdout)["troubles"] if each["code"] == "database"]
    assert "restore" in trouble["advice"]


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ({"DAIHOI_HTTPS": "maybe"}, "DAIHOI_HTTPS"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none?pool=0"}, "PostgreSQL"),
        ({"DAIHOI_DATA": "/proc/nowhere"}, "DAIHOI_DATA"),
    ],
)
def test_what_hinders_the_start_is_told_in_words(
    tmp_path: Path, setting: dict[str, str], words: str
) -> None:
    said = shell("doctor", data=tmp_path / "data", **setting)
    assert said.returncode == FOUND, said.stderr
    assert said.stdout.startswith("LỖI")
    assert words in said.stdout
    assert "Traceback" not in said.stderr


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "new" / "data"
    said = shell("doctor", data=missing)
    assert said.returncode == FOUND
    assert f"Chưa có cơ sở dữ liệu {missing}" in said.stdout
    assert list(tmp_path.iterdir()) == []
