"""The data of every earlier release comes through an upgrade whole, and its pages open."""

import json
import re
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.installation.moving import POSTGRES, empty_postgres, run, shell

pytestmark = pytest.mark.once
RELEASES = Path(__file__).parents[1] / "cases" / "releases"
HELD: dict[str, dict[str, Any]] = {
    "0.1.0": {
        "people": 52,
        "accounts": 51,
        "organizations": 3,
        "memberships": 49,
        "offices": 17,
        "documents": [
            ["Đề cương Báo cáo chính trị", "final"],
            ["Báo cáo chính trị trình Đại hội lần thứ III", "under_comment"],
            ["Báo cáo kiểm điểm của chi ủy nhiệm kỳ 2015-2020", "last_revision"],
            ["Chương trình hành động thực hiện nghị quyết Đại hội", "completed"],
            ["Dự thảo Nghị quyết Đại hội lần thứ III", "draft"],
            ["Báo cáo chính trị trình Đại hội lần thứ V", "draft"],
        ],
        "rounds": [["closed", 6, 6], ["closed", 11, 11], ["closed", 10, 10], ["open", 58, 38]],
        "opinions": 86,
        "answers": 58,
        "roles": {
            "administrator": 1, "committee_member": 4, "member": 49, "secretary": 2,
            "subcommittee_head": 4, "subcommittee_member": 11, "superior": 1,
            "supporting_staff": 5, "unit_head": 7,
        },
        "entries": 611,
        "breaks": 0,
    }
}  # fmt: skip


def unpacked(release: str, folder: Path) -> Path:
    data = folder / release
    with tarfile.open(RELEASES / f"{release}.tar.xz") as tar:
        tar.extractall(data, filter="data")
    return data


def require_held(release: str, data: Path, database: str = "") -> None:
    look = str(Path(__file__).with_name("look.py"))
    facts = json.loads(run(data, look, database=database, DAIHOI_TODAY="2020-03-26"))
    held = HELD[release]
    assert {name: facts[name] for name in held} == held
    assert set(facts["secretary"].values()) == {200}, facts["secretary"]
    assert len(facts["secretary"]) > 10
    assert all(facts["files"])


def tables_of(database: Path | str) -> dict[str, Any]:
    """Columns, keys, indexes and names of constraints of every table; not their order."""
    found: dict[str, Any] = {}
    with closing(sqlite3.connect(database, uri=str(database).startswith("file:"))) as opened:
        tables = (
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        for name, sql in opened.execute(tables).fetchall():
            columns = opened.execute(f"PRAGMA table_info('{name}')").fetchall()
            keys = opened.execute(f"PRAGMA foreign_key_list('{name}')").fetchall()
            indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
            found[name] = (
                sorted((column, kind, filled) for _, column, kind, filled, _, _ in columns),
                sorted((key[3], key[2], key[4]) for key in keys),
                sorted(index for (index,) in opened.execute(indexes, [name])),
                sorted(re.findall(r'CONSTRAINT "(\w+)"', sql)),
            )
    return found


def test_every_release_but_this_one_is_here() -> None:
    assert {path.name.removesuffix(".tar.xz") for path in RELEASES.glob("*.xz")} == set(HELD)


@pytest.mark.django_db
@pytest.mark.parametrize("release", sorted(HELD))
def test_an_upgrade_keeps_everything(release: str, tmp_path: Path) -> None:
    data = unpacked(release, tmp_path)
    run(data, "manage.py", "migrate", "--verbosity=0")
    require_held(release, data)
    # New places and tests make their tables from the models: migrations must make the same.
    migrated, made = tables_of(data / "daihoi.sqlite3"), tables_of(connection.settings_dict["NAME"])
    assert migrated == made


@pytest.mark.skipif(not POSTGRES, reason="POSTGRES_TEST_URL is not set")
@pytest.mark.parametrize("release", sorted(HELD))
def test_an_old_backup_is_brought_to_the_present_elsewhere(release: str, tmp_path: Path) -> None:
    """A backup of tables as they were; PostgreSQL gets those, then the upgrade."""
    old = unpacked(release, tmp_path)
    made = shell("backup", tmp_path / "b.tar", data=old)
    assert made.returncode == 0, made.stderr
    with empty_postgres() as database:
        done = shell("restore", tmp_path / "b.tar", data=tmp_path / "new", database=database)
        assert done.returncode == 0, done.stderr
        require_held(release, tmp_path / "new", database)
