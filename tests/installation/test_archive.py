"""An archive is taken as it was written, or refused: no byte of it may differ."""

import gzip
import hashlib
import io
import json
import random
import tarfile
import zipfile
from itertools import islice
from pathlib import Path

import pytest
from django.conf import LazySettings

from daihoi.base.errors import DomainError
from daihoi.files.actions import keep
from daihoi.installation import archive, restore, tables
from daihoi.installation.archive import CONTENTS, HEADER, SEAL, Damaged, Foreign
from daihoi.installation.backup import back_up
from daihoi.installation.restore import check
from daihoi.installation.tables import Newer
from daihoi.organizations.models import Unit
from tests.factories import UserFactory
from tests.installation.moving import MADE_AT, members_of, retold, written

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def made(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    UserFactory.create()
    keep(b"mot tep")
    keep(b"hai tep")
    back_up(tmp_path / "b.tar")
    return tmp_path / "b.tar"


def refusal(content: bytes) -> DomainError:
    with pytest.raises(DomainError) as refused:
        check(io.BytesIO(content))
    return refused.value


def test_it_is_taken_as_it_was_written(made: Path) -> None:
    found = check(io.BytesIO(made.read_bytes()))
    assert (found.files, found.file_bytes, found.missing) == (2, 14, [])
    assert written(members_of(made)) != b""


def test_a_flipped_bit_is_seen_wherever_it_is(made: Path) -> None:
    whole, chance = made.read_bytes(), random.Random(35)
    places = [*range(0, 512, 7), *chance.sample(range(len(whole)), 250)]
    places += range(len(whole) - 2048, len(whole), 61)
    for place in places:
        content = bytearray(whole)
        content[place] ^= 1 << chance.randrange(8)
        assert isinstance(refusal(bytes(content)), Damaged | Foreign | Newer), place


@pytest.mark.parametrize("left", [0.999, 0.9, 0.5, 0.1])
def test_a_cut_archive_is_damaged(made: Path, left: float) -> None:
    whole = made.read_bytes()
    assert isinstance(refusal(whole[: int(len(whole) * left)]), Damaged)


def test_something_after_the_end_is_damage(made: Path) -> None:
    assert isinstance(refusal(made.read_bytes() + b"x"), Damaged)


def test_a_missing_member_is_named(made: Path) -> None:
    members = members_of(made)
    for name in ("tables/accounts.user/000001.jsonl.gz",):
        assert name in members
        assert f"thiếu “{name}”" in str(
            refusal(written({k: v for k, v in members.items() if k != name}))
        )
    files = [name for name in members if name.startswith("files/")]
    for name in (*files, CONTENTS, SEAL):
        assert isinstance(
            refusal(written({k: v for k, v in members.items() if k != name})), Damaged
        )


def test_an_exchanged_table_or_file_is_named(made: Path) -> None:
    members = members_of(made)
    table = "tables/accounts.user/000001.jsonl.gz"
    other = members["tables/auth.permission/000001.jsonl.gz"]
    assert f"“{table}” không khớp" in str(refusal(written({**members, table: other})))
    file = next(name for name in members if name.startswith("files/"))
    assert f"“{file}” không khớp" in str(refusal(written({**members, file: b"khac"})))


@pytest.mark.parametrize("kind", ["empty", "text", "zip", "tar", "other"])
def test_what_is_no_backup_is_foreign(kind: str) -> None:
    file = io.BytesIO()
    if kind == "text":
        file.write("Báo cáo chính trị".encode() * 100)
    elif kind == "zip":
        with zipfile.ZipFile(file, "w") as zipped:
            zipped.writestr("daihoi.json", "{}")
    elif kind == "tar":
        with tarfile.open(fileobj=file, mode="w") as tar:
            tar.addfile(tarfile.TarInfo("bao-cao.docx"))
    elif kind == "other":
        file.write(written({HEADER: b'{"program": "khac", "format": 1}'}))
    assert isinstance(refusal(file.getvalue()), Foreign)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "files/../../secret-key", "files/aa/x", "tables/x.y/1.gz",
     "files/aa/bb" + 62 * "a", "secret-key/x"],
)  # fmt: skip
def test_no_member_leads_out_of_its_place(made: Path, name: str) -> None:
    members = members_of(made)
    assert isinstance(refusal(written({HEADER: members[HEADER], name: b"x", **members})), Damaged)


def test_a_link_is_no_member(made: Path) -> None:
    members = members_of(made)
    whole = written({HEADER: members[HEADER]})[:-1024]
    link = tarfile.TarInfo("secret-key")
    link.type, link.linkname, link.mtime = tarfile.SYMTYPE, "/etc/passwd", int(MADE_AT.timestamp())
    assert isinstance(refusal(whole + link.tobuf(tarfile.USTAR_FORMAT)), Damaged)


def test_a_later_program_is_named(made: Path) -> None:
    def later(header: dict[str, object]) -> None:
        header["version"] = "9.1"
        header["migrations"].append(["documents", "0999_later"])

    refused = refusal(retold(made, later))
    assert isinstance(refused, Newer)
    assert "phiên bản 9.1" in str(refused)
    assert isinstance(refusal(retold(made, lambda header: header.update(format=2))), Newer)
    check(io.BytesIO(retold(made, lambda header: header.update(made_at="2020-01-01"))))


@pytest.mark.parametrize("name", ["program", "format", "version", "made_at", "migrations"])
def test_a_header_that_lacks_something_is_refused(made: Path, name: str) -> None:
    content = retold(made, lambda header: header.pop(name))
    assert isinstance(refusal(content), Damaged | Foreign | Newer)


@pytest.mark.parametrize("value", [7, ["x"], [[1, 2, 3]], {"documents": "0001_initial"}])
def test_migrations_of_another_form_are_refused(made: Path, value: object) -> None:
    content = retold(made, lambda header: header.update(migrations=value))
    assert isinstance(refusal(content), Damaged | Newer)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (gzip.compress(b"[1]\n")[:12], "không giải nén được"),
        (b"not packed", "không giải nén được"),
        (gzip.compress(b"no json\n"), "không đọc được"),
        (gzip.compress(b"[1]\n"), "không đọc được"),
        (gzip.compress(b'["x", 1, "x", 1]\n'), "không đọc được"),
    ],
    ids=["cut", "not packed", "no json", "too few values", "no number"],
)
def test_rows_of_another_form_are_refused_though_their_digest_fits(
    made: Path, content: bytes, said: str
) -> None:
    name = "organizations.unit"
    whole = io.BytesIO(written({HEADER: b"{}", f"tables/{name}/000001.jsonl.gz": content}))
    [_, member] = islice(archive.members(whole), 2)
    with pytest.raises(Damaged, match=said), restore._of_known_form(member.name):
        tables.load(Unit, restore._lines(member))
    assert Unit.objects.count() == 0


def test_the_list_of_contents_can_be_checked_by_hand(made: Path) -> None:
    members = members_of(made)
    digest = hashlib.sha256(members[CONTENTS]).hexdigest()
    assert members[SEAL].decode() == f"{digest}  contents.json\n"
    listed = json.loads(members[CONTENTS])
    for table in listed["tables"]:
        for part in table["parts"]:
            assert hashlib.sha256(members[part["name"]]).hexdigest() == part["sha256"]
