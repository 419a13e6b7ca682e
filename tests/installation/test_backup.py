"""Making a backup: whole, of one moment, and never half there."""

import os
import stat
import tarfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from django.conf import LazySettings
from django.db import connection

from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, DomainError
from daihoi.cli.speaking import FOUND, REFUSED
from daihoi.files.actions import keep
from daihoi.files.models import StoredFile
from daihoi.installation import backup, tables
from daihoi.installation.places import locked
from daihoi.installation.restore import check
from daihoi.organizations.models import Organization
from tests.factories import OrganizationFactory, UserFactory
from tests.installation.moving import contents_of, members_of, rows_of, shell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def data(settings: LazySettings, tmp_path: Path) -> Path:
    """The folder of this installation."""
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    settings.MEDIA_ROOT = settings.DATA / "files"
    return tmp_path / "data"


def test_a_backup_holds_every_row_and_every_file(data: Path, tmp_path: Path) -> None:
    OrganizationFactory.create(name="Chi bộ Cục")
    content = os.urandom(3_000_000)
    kept = keep(content)
    made = backup.back_up(tmp_path / "b.tar")
    members = members_of(tmp_path / "b.tar")
    assert members[f"files/{kept.path}"] == content
    rows = rows_of(tmp_path / "b.tar")
    assert [row[0] for row in rows["organizations.organization"]] == [Organization.objects.get().pk]
    assert len(rows["contenttypes.contenttype"]) > 20
    assert (made.rows, made.files) == (sum(map(len, rows.values())), 1)
    assert made.file_bytes == len(content)
    with (tmp_path / "b.tar").open("rb") as file:
        assert check(file).rows == made.rows


def test_any_tool_opens_it(data: Path, tmp_path: Path) -> None:
    UserFactory.create()
    backup.back_up(tmp_path / "b.tar")
    with tarfile.open(tmp_path / "b.tar") as tar:
        names = tar.getnames()
        assert {member.mode for member in tar} == {0o600}
    assert (names[0], names[-2:]) == ("daihoi.json", ["contents.json", "contents.sha256"])


def test_only_its_owner_can_read_it(data: Path, tmp_path: Path) -> None:
    UserFactory.create()
    backup.back_up(tmp_path / "b.tar")
    assert stat.S_IMODE((tmp_path / "b.tar").stat().st_mode) == 0o600


def test_the_signing_key_goes_along_unless_a_setting_gives_it(
    data: Path, tmp_path: Path, settings: LazySettings
) -> None:
    UserFactory.create()
    (data / "secret-key").write_text(settings.SECRET_KEY, encoding="ascii")
    backup.back_up(tmp_path / "own.tar")
    assert members_of(tmp_path / "own.tar")["secret-key"].decode() == settings.SECRET_KEY
    settings.SECRET_KEY = "given-by-a-setting"
    backup.back_up(tmp_path / "given.tar")
    assert "secret-key" not in members_of(tmp_path / "given.tar")


def test_sessions_stay_behind(data: Path, tmp_path: Path, client: object) -> None:
    client.force_login(UserFactory.create())
    backup.back_up(tmp_path / "b.tar")
    assert "sessions.session" not in {
        each["table"] for each in contents_of(tmp_path / "b.tar")["tables"]
    }


def test_a_file_that_is_there_is_not_overwritten(data: Path, tmp_path: Path) -> None:
    UserFactory.create()
    target = tmp_path / "b.tar"
    target.write_text("giữ lại")
    with pytest.raises(Conflict, match="đã có"):
        backup.back_up(target)
    assert target.read_text() == "giữ lại"
    backup.back_up(target, force=True)
    assert "daihoi.json" in members_of(target)
    assert [path.name for path in tmp_path.iterdir() if "b.tar" in path.name] == ["b.tar"]


def test_two_backups_at_once_do_not_mix(data: Path, tmp_path: Path) -> None:
    UserFactory.create()
    with locked(tmp_path / "b.tar.part"), pytest.raises(Conflict, match="khác đang ghi"):
        backup.back_up(tmp_path / "b.tar")
    assert not (tmp_path / "b.tar").exists()


def test_it_is_of_one_moment_while_others_write(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a snapshot the chains' heads would be ahead of, or behind, their entries."""
    place = OrganizationFactory.create()
    record("test.before", place, actor=None)
    stop, written = Event(), Event()

    def write() -> int:
        count = 0
        while not stop.is_set():
            record("test.meanwhile", place, actor=None)
            count += 1
            if count == 3:
                written.set()
        connection.close()
        return count

    plain = tables.lines

    def slowly(model: type) -> object:
        """Every table waits until something more was written."""
        if model._meta.app_label == "audit":
            written.wait(10)
            written.clear()
        return plain(model)

    monkeypatch.setattr(tables, "lines", slowly)
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        try:
            written.wait(10)
            backup.back_up(tmp_path / "b.tar")
        finally:
            stop.set()
        assert writing.result() > 3
    rows = rows_of(tmp_path / "b.tar")
    ends = {chain: (sequence, digest) for _, chain, sequence, digest in rows["audit.chainhead"]}
    columns = {each["table"]: each["columns"] for each in contents_of(tmp_path / "b.tar")["tables"]}
    entries = [dict(zip(columns["audit.entry"], row, strict=True)) for row in rows["audit.entry"]]
    last = max(
        (each for each in entries if each["chain"] == place.path), key=lambda e: e["sequence"]
    )
    assert ends[place.path] == (last["sequence"], last["digest"])


def test_missing_and_damaged_files_are_named(data: Path, tmp_path: Path) -> None:
    good, damaged, missing = (keep(name) for name in (b"tot", b"hong", b"mat"))
    (data / "files" / damaged.path).write_bytes(b"hONG")
    (data / "files" / missing.path).unlink()
    made = backup.back_up(tmp_path / "b.tar")
    assert sorted(made.missing) == sorted([damaged.path, missing.path])
    files = [name for name in members_of(tmp_path / "b.tar") if name.startswith("files/")]
    assert files == [f"files/{good.path}"]
    assert len(rows_of(tmp_path / "b.tar")["files.storedfile"]) == StoredFile.objects.count() == 3


def test_the_newest_are_kept_and_nothing_else_is_touched(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    UserFactory.create()
    folder = tmp_path / "backups"
    names = [f"daihoi-202003{day}-010000.tar" for day in (21, 22, 23)]
    for name in names:
        monkeypatch.setattr(backup, "named", lambda name=name: name)
        backup.back_up_into(folder, keep=2)
    (folder / "ghi-chu.txt").write_text("của tôi")
    (folder / "daihoi-20200320-010000.tar.part").write_bytes(b"do dang")
    monkeypatch.setattr(backup, "named", lambda: "daihoi-20200324-010000.tar")
    made = backup.back_up_into(folder, keep=2)
    assert made.removed == ["daihoi-20200322-010000.tar", "daihoi-20200320-010000.tar.part"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "daihoi-20200323-010000.tar",
        "daihoi-20200324-010000.tar",
        "ghi-chu.txt",
    ]


def test_the_last_backup_is_remembered(data: Path, tmp_path: Path) -> None:
    assert backup.last_made() is None
    UserFactory.create()
    made = backup.back_up(tmp_path / "b.tar")
    said = backup.last_made()
    assert said is not None
    assert (said["file"], said["bytes"]) == (made.file, (tmp_path / "b.tar").stat().st_size)


def test_a_database_from_the_future_is_left_to_its_own_program(data: Path, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('documents', '0999_later', CURRENT_TIMESTAMP)"
        )
    try:
        with pytest.raises(tables.Newer, match=r"documents\.0999_later"):
            backup.back_up(tmp_path / "b.tar")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '0999_later'")
    assert list(tmp_path.glob("b.tar*")) == []


def test_a_full_disk_leaves_nothing_and_the_old_backup_stays(data: Path, tmp_path: Path) -> None:
    keep(os.urandom(400_000))
    whole = tmp_path / "b.tar"
    whole.write_bytes(b"ban sao luu cu")
    full = _under_a_limit(whole)
    assert full.code == "disk_full"
    assert str(full.message) == f"Hết chỗ trên đĩa khi ghi {whole}."
    assert whole.read_bytes() == b"ban sao luu cu"
    assert list(tmp_path.glob("*.part")) == []
    assert backup.last_made() is None


def _under_a_limit(target: Path) -> DomainError:
    """The refusal where no file of this process can grow beyond 300 kB."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
    try:
        with pytest.raises(DomainError) as refused:
            backup.back_up(target, force=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    return refused.value


def test_the_command_answers_for_cron(tmp_path: Path) -> None:
    nothing = shell("backup", tmp_path / "b.tar", data=tmp_path / "data")
    assert nothing.returncode == REFUSED
    assert nothing.stderr.startswith("Chưa có dữ liệu để sao lưu.")
    assert not (tmp_path / "data" / "daihoi.sqlite3").exists()
    wrong = shell("backup", "--keep", "3", tmp_path / "b.tar", data=tmp_path / "data")
    assert wrong.returncode == 2
    assert FOUND == 3
