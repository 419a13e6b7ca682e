"""Putting a backup in place: everything or nothing, on either database."""

import gzip
import json
import os
import re
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import LazySettings, settings

from daihoi.base import clock
from daihoi.cli.speaking import REFUSED
from daihoi.documents.actions.opinions import add_opinion
from daihoi.documents.queries.places import Saying
from daihoi.files.actions import keep
from daihoi.installation.backup import back_up
from daihoi.installation.places import in_use
from daihoi.notifications.models import Notice
from tests.documents.asking import cell
from tests.installation.moving import (
    POSTGRES,
    contents_of,
    empty_postgres,
    exchanged,
    members_of,
    packed,
    rows_of,
    run,
    shell,
)

pytestmark = [
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("restore"),  # else each worker fills a shelf of its own
]
needs_postgres = pytest.mark.skipif(not POSTGRES, reason="POSTGRES_TEST_URL is not set")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is made once for all tests here: building a schema takes seconds."""
    return tmp_path_factory.mktemp("shelf")


@pytest.fixture
def made(settings: LazySettings, shelf: Path) -> Path:
    """The backup of a cell with an open round, opinions, a file; its highest notice was deleted."""
    target = shelf / "made.tar"
    if target.exists():
        return target
    settings.DATA = shelf / "from"
    settings.DATA.mkdir()
    settings.MEDIA_ROOT = settings.DATA / "files"
    (settings.DATA / "secret-key").write_text(settings.SECRET_KEY, encoding="ascii")
    office = cell()
    members = [office.member(f"Nông Thị {number}") for number in range(3)]
    round_ = office.open()
    for member in members:
        saying = Saying("“Tiếng Việt”: ằẵỡ\n\t\\ 🇻🇳", block=office.block().key)
        add_opinion(round_, saying, actor=member)
    keep(os.urandom(300_000))
    Notice.objects.create(user=members[0], title="x", url="/", created_at=clock.now()).delete()
    back_up(target)
    return target


@pytest.fixture
def data(made: Path, shelf: Path, tmp_path: Path) -> Path:
    """An installation of its own that holds the backup."""
    if not (shelf / "to").exists():
        said = shell("restore", made, data=shelf / "to")
        assert said.returncode == 0, said.stderr
    return Path(shutil.copytree(shelf / "to", tmp_path / "to"))


def tree(folder: Path) -> dict[str, object]:
    """Every file below a folder: its bytes, or what it says if it is a database."""
    return {
        str(path.relative_to(folder)): dump(path) if "sqlite3" in path.name else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "in-use" and not path.name.endswith(("-wal", "-shm"))
    }


def dump(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as database:
        return list(database.iterdump())


def query(file: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(statement).fetchall()


def again(data: Path, target: Path, database: str = "") -> Path:
    """A backup of what was restored."""
    said = shell("backup", target, data=data, database=database)
    assert said.returncode == 0, said.stderr
    return target


def test_it_is_the_same_on_sqlite(made: Path, data: Path, tmp_path: Path) -> None:
    assert rows_of(again(data, tmp_path / "again.tar")) == rows_of(made)
    before, after = members_of(made), members_of(tmp_path / "again.tar")
    files = {name for name in before if name.startswith("files/")}
    assert {name: after[name] for name in files} == {name: before[name] for name in files}
    assert after["secret-key"] == before["secret-key"] == settings.SECRET_KEY.encode()
    for name in ("daihoi.sqlite3", "secret-key"):
        assert stat.S_IMODE((data / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    checked = shell("verify-audit", data=data)
    assert (checked.returncode, "0 chỗ không khớp" in checked.stdout) == (0, True)
    assert not checked.stdout.startswith("0 dòng")
    assert sorted(path.name for path in data.iterdir() if not path.is_dir()) == [
        "daihoi.sqlite3", "in-use", "last-backup.json", "secret-key",
    ]  # fmt: skip


@needs_postgres
def test_sqlite_becomes_postgresql_and_sqlite_again(made: Path, data: Path, tmp_path: Path) -> None:
    on_postgres, back = tmp_path / "two", tmp_path / "three"
    first = again(data, tmp_path / "one.tar")
    with empty_postgres() as database:
        said = shell("restore", first, data=on_postgres, database=database)
        assert said.returncode == 0, said.stderr
        checked = shell("verify-audit", data=on_postgres, database=database)
        assert (checked.returncode, "0 chỗ không khớp" in checked.stdout) == (0, True)
        second = again(on_postgres, tmp_path / "two.tar", database)
        refused = shell("restore", made, data=on_postgres, database=database)
        assert (refused.returncode, "đã có dữ liệu" in refused.stderr) == (REFUSED, True)
        replaced = shell("restore", made, "--replace", data=on_postgres, database=database)
        assert replaced.returncode == 0, replaced.stderr
        assert "Dữ liệu trước đó được cất ở replaced_" in replaced.stdout
        assert rows_of(again(on_postgres, tmp_path / "four.tar", database)) == rows_of(made)
    assert shell("restore", second, data=back).returncode == 0
    third = again(back, tmp_path / "three.tar")
    assert rows_of(first) == rows_of(second) == rows_of(third) == rows_of(made)
    keys = [{each["table"]: each["last_key"] for each in contents_of(path)["tables"]}
            for path in (made, first, second, third)]  # fmt: skip
    assert keys[0] == keys[1] == keys[2] == keys[3]


def require_found(data: Path, database: str = "") -> None:
    """Every restored row by its own words, then what is written, changed and removed afterwards."""
    said = json.loads(run(data, str(Path(__file__).with_name("searching.py")), database=database))
    before, after = said["rows"], said["rows_after"]
    assert {label: rows for label, (rows, found) in before.items() if rows != found} == {}
    assert before["documents.opinion"][0] == 3
    assert before["organizations.person"][0] == 4
    assert before["documents.block"][0] > 2
    assert said["people"] == ["Nông Thị 0", "Nông Thị 1", "Nông Thị 2"]
    assert len(said["opinions"]) == 1, "her own: the round is open"
    assert {label: rows for label, (rows, found) in after.items() if rows != found} == {}
    assert after["documents.opinion"][0] == 3
    assert said["people_after"] == ["Nông Thị 0", "Nông Thị 2", "Đàm Quốc Ấn"]
    assert len(said["opinions_after"]) == 1


def test_a_search_finds_what_was_restored_and_what_comes_after(data: Path) -> None:
    require_found(data)


@needs_postgres
def test_a_search_finds_on_postgresql_what_came_from_sqlite_and_back(
    data: Path, tmp_path: Path
) -> None:
    on_postgres, back = tmp_path / "two", tmp_path / "three"
    with empty_postgres() as database:
        made = again(data, tmp_path / "one.tar")
        said = shell("restore", made, data=on_postgres, database=database)
        assert said.returncode == 0, said.stderr
        second = again(on_postgres, tmp_path / "two.tar", database)
        require_found(on_postgres, database)
    assert shell("restore", second, data=back).returncode == 0
    require_found(back)


def test_a_number_that_was_given_is_not_given_again(made: Path, data: Path) -> None:
    """The record names rows by number: a new notice must not inherit a deleted one's."""
    highest = max(row[0] for row in rows_of(made).get("notifications.notice", [[0]]))
    kept = "SELECT seq FROM sqlite_sequence WHERE name = 'notifications_notice'"
    [(last,)] = query(data / "daihoi.sqlite3", kept)
    assert last == highest + 1


def test_what_is_there_is_replaced_only_when_told_and_kept_aside(made: Path, data: Path) -> None:
    database = data / "daihoi.sqlite3"
    with closing(sqlite3.connect(database)) as changed, changed:
        changed.execute("UPDATE organizations_organization SET name = 'Sau khi sao lưu'")
    (data / "secret-key").write_text("khoa-khac")
    before = tree(data)
    refused = shell("restore", made, data=data)
    assert refused.returncode == REFUSED
    assert "Nơi này đã có dữ liệu" in refused.stderr
    assert tree(data) == before
    done = shell("restore", made, "--replace", data=data)
    assert done.returncode == 0, done.stderr
    assert re.search(r"bản sao lưu ngày [1-9]\d?-[1-9]\d?-20\d\d ", done.stdout)
    names = "SELECT DISTINCT name FROM organizations_organization"
    assert query(database, names) != [("Sau khi sao lưu",)]
    [kept] = data.glob("daihoi.sqlite3.replaced-*")
    assert query(kept, names) == [("Sau khi sao lưu",)]
    [key] = data.glob("secret-key.replaced-*")
    assert key.read_text() == "khoa-khac"
    assert str(kept) in done.stdout


@contextmanager
def served(data: Path, settings: LazySettings) -> Iterator[None]:
    settings.DATA = data
    with in_use(alone=False):
        yield


def test_a_server_that_runs_keeps_its_database(
    made: Path, data: Path, settings: LazySettings
) -> None:
    before = tree(data)
    with served(data, settings):
        refused = shell("restore", made, "--replace", data=data)
    assert (refused.returncode, refused.stderr) == (
        REFUSED,
        f"Máy chủ đang chạy trên {data}. Hãy dừng máy chủ rồi chạy lại.\n",
    )
    assert tree(data) == before


@pytest.mark.parametrize("damage", ["bit", "cut", "foreign"])
def test_a_bad_archive_changes_nothing(made: Path, data: Path, tmp_path: Path, damage: str) -> None:
    bad = tmp_path / "bad.tar"
    before = tree(data)
    whole = bytearray(made.read_bytes())
    whole[len(whole) // 2] ^= 1
    bad.write_bytes(
        {"bit": bytes(whole), "cut": bytes(whole[:-4000]), "foreign": b"PK\3\4" * 200}[damage]
    )
    refused = shell("restore", bad, "--replace", data=data)
    assert refused.returncode == REFUSED
    said = "không phải bản sao lưu" if damage == "foreign" else "bị hỏng"
    assert said in refused.stderr
    assert "Chưa có gì thay đổi" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert tree(data) == before


def test_a_refusal_leaves_nothing_in_a_new_place(tmp_path: Path) -> None:
    bad = tmp_path / "bad.tar"
    bad.write_bytes(b"PK\3\4" * 200)
    refused = shell("restore", bad, data=tmp_path / "new" / "data")
    assert (refused.returncode, "không phải bản sao lưu" in refused.stderr) == (REFUSED, True)
    assert list(tmp_path.iterdir()) == [bad]


def test_a_full_disk_leaves_the_old_data(made: Path, data: Path) -> None:
    before = tree(data)
    for limit in (200_000, 700_000):  # while a file is written, while the database grows
        refused = shell("restore", made, "--replace", data=data, most_bytes=limit)
        assert refused.returncode == REFUSED
        assert "Dữ liệu đang có vẫn như trước" in refused.stderr, refused.stderr
        assert "Traceback" not in refused.stderr
        assert tree(data) == before
        assert list(data.glob(".restoring*")) == []


def test_a_row_that_points_at_nothing_undoes_everything(
    made: Path, data: Path, tmp_path: Path
) -> None:
    """As an archive changed by hand could hold: its digests are right."""
    bad = tmp_path / "bad.tar"
    before = tree(data)
    columns = {each["table"]: each["columns"] for each in contents_of(made)["tables"]}
    [first, *others] = rows_of(made)["organizations.unit"]
    first[columns["organizations.unit"].index("organization_id")] = 999_999
    bad.write_bytes(exchanged(made, "organizations.unit", [first, *others]))
    refused = shell("restore", bad, "--replace", data=data)
    assert refused.returncode == REFUSED
    assert "organizations_unit" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert tree(data) == before


def test_a_table_that_unpacks_to_a_flood_is_refused(made: Path, data: Path, tmp_path: Path) -> None:
    """As an archive made to do harm could hold: some kilobytes that would fill memory and disk."""
    bad = tmp_path / "bad.tar"
    before = tree(data)
    bad.write_bytes(packed(made, "organizations.unit", gzip.compress(b'["' + bytes(70_000_000))))
    refused = shell("restore", bad, "--replace", data=data)
    assert refused.returncode == REFUSED
    assert "“tables/organizations.unit/000001.jsonl.gz” quá lớn khi giải nén" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert tree(data) == before
