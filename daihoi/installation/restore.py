"""Restoring a backup: checked as a whole first, built beside, then put in place in one step."""

import gzip
import hashlib
import io
import json
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection

from daihoi.audit.queries import breaks
from daihoi.base.errors import Conflict, DomainError
from daihoi.installation import archive, tables
from daihoi.installation.archive import Damaged, Foreign, Member
from daihoi.installation.backup import FORMAT, FULL, Told
from daihoi.installation.places import in_use, stamp, sync_folder
from daihoi.installation.swapping import Place, place_of

LISTED = 64 << 20  # bytes that the header or the list of contents may have
UNPACKED = 64 << 20  # bytes of rows in one member; `backup.PART` and its last row
FILES = "files/"  # all files together, in comparing


@dataclass(slots=True)
class Contents:
    """What a backup says of itself, once all of it was checked."""

    version: str
    made_at: str
    migrations: set[tables.Migration]
    tables: dict[str, dict[str, Any]]  # by label
    rows: int
    files: int
    file_bytes: int
    missing: list[str]


@dataclass(slots=True)
class Restored:
    """What was put in place. ``kept`` says where the data before is; ``breaks`` are of the record."""

    file: str
    version: str
    made_at: str
    tables: int = 0
    rows: int = 0
    files: int = 0
    file_bytes: int = 0
    kept: str = ""
    missing: list[str] = field(default_factory=list)
    breaks: int = 0
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def check(file: BinaryIO) -> Contents:
    """Read all of a backup and compare it with its digests; nothing is written.

    `Foreign` if it is none, `Damaged` if anything differs from what was written, `Newer` if a
    later program made it.
    """
    with _of_known_form("danh sách nội dung"):
        return _checked(file)


def _checked(file: BinaryIO) -> Contents:
    header: dict[str, Any] = {}
    contents: dict[str, Any] = {}
    found: dict[str, str] = {}  # digests of all members but the files
    sealed, listed, count, size = b"", hashlib.sha256(), 0, 0
    for member in archive.members(file):
        if member.name == archive.HEADER:
            header = _said(member)
            _require_readable(header)
        elif member.name == archive.CONTENTS:
            contents = _said(member)
        elif member.name == archive.SEAL:
            sealed = member.read(limit=archive.BLOCK)
        member.skip()
        if member.name.startswith("files/"):
            listed.update(f"{member.name[6:]} {member.size}\n".encode())
            count, size = count + 1, size + member.size
        elif member.name in found:
            raise Damaged(f"“{member.name}” có hai lần")
        else:
            found[member.name] = member.digest
    if sealed != f"{found.get(archive.CONTENTS)}  {archive.CONTENTS}\n".encode():
        raise Damaged("danh sách nội dung thiếu hoặc không khớp mã băm")
    _require_same(_digests(contents), {**found, FILES: listed.hexdigest()})
    return Contents(
        header["version"],
        header["made_at"],
        {(app, name) for app, name in header["migrations"]},
        {each["table"]: each for each in contents["tables"]},
        sum(part["rows"] for each in contents["tables"] for part in each["parts"]),
        count,
        size,
        contents["files"]["missing"],
    )


def _digests(contents: dict[str, Any]) -> dict[str, str]:
    """What the list of contents says the members' digests are; its own is in the seal."""
    parts = {part["name"]: part["sha256"] for each in contents["tables"] for part in each["parts"]}
    key = {archive.KEY: contents["key"]} if contents["key"] else {}
    return {archive.HEADER: contents["header"], **key, **parts, FILES: contents["files"]["sha256"]}


def restore(path: Path, *, replace: bool = False, tell: Told = lambda _: None) -> Restored:
    """Put what a backup holds in place of an empty installation, or of any with ``replace``.

    Everything is checked before anything is touched, and built beside what is there; until the
    last step the old data stays as it was. With ``replace`` it is moved aside, not deleted.
    Raises what `check` raises, `Conflict` if the place is not empty or a server runs on it,
    `DomainError` if the disk is full or the database refuses a row.
    """
    start = time.monotonic()
    with _opened(path) as file, in_use(alone=True):
        place = place_of(connection)
        if not replace and not place.is_empty():
            raise Conflict(
                f"Nơi này đã có dữ liệu ({place}), nên không khôi phục vào.",
                advice="Hãy chọn DAIHOI_DATA và DATABASE_URL trống, hoặc thêm --replace:"
                " dữ liệu đang có sẽ được cất sang bên.",
            )
        tell("Đang kiểm tra bản sao lưu…")
        contents = check(file)
        _require_room(contents)
        file.seek(0)
        done = _full_disk_said(lambda: _put(file, contents, place, str(path), tell))
    done.seconds = round(time.monotonic() - start, 1)
    return done


def _put(file: BinaryIO, contents: Contents, place: Place, name: str, tell: Told) -> Restored:
    done = Restored(name, contents.version, contents.made_at, missing=contents.missing)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=settings.DATA) as folder:
        staged = Path(folder)
        with place.building():
            tables.make(contents.migrations)
            with place.loading():
                _fill(file, contents, staged, done, tell)
            tell("Đang đưa cơ sở dữ liệu lên phiên bản này và kiểm tra…")
            tables.bring_up_to_date()
            done.breaks = sum(1 for _ in breaks())
            _move_files(staged / "files")
        done.kept = place.kept
        _move_key(staged / archive.KEY, keeps=bool(place.kept))
    cache.clear()  # sessions of before
    return done


def _fill(file: BinaryIO, contents: Contents, staged: Path, done: Restored, tell: Told) -> None:
    """Tables into the database being built, files into the folder ``staged``."""
    there = {each._meta.label_lower: each for each in tables.tables_at(contents.migrations)}
    for model in there.values():
        tables.clear(model)
    _require_same(
        {label: [each.attname for each in tables.columns(m)] for label, m in there.items()},
        {label: each["columns"] for label, each in contents.tables.items()},
    )
    for member in archive.members(file):
        kind, _, rest = member.name.partition("/")
        if kind == "tables":
            label = rest.partition("/")[0]
            tell(f"Bảng {label}")
            with _of_known_form(member.name):
                done.rows += tables.load(there[label], _lines(member))
        elif kind == "files":
            _write(staged / member.name, member)
            done.files += 1
            done.file_bytes += member.size
            if done.files % 500 == 0 or done.files == contents.files:
                tell(f"Tệp {done.files}/{contents.files}")
        elif kind == archive.KEY:
            _write(staged / member.name, member)
    if (done.rows, done.files) != (contents.rows, contents.files):
        raise Damaged("tệp thay đổi trong khi đọc")
    for label, model in there.items():
        tables.set_last_key(model, contents.tables[label]["last_key"])
    done.tables = len(there)


def _opened(path: Path) -> AbstractContextManager[BinaryIO]:
    try:
        return path.open("rb")
    except OSError as error:
        raise DomainError(f"Không mở được {path}: {error.strerror}.") from error


def _said(member: Member) -> dict[str, Any]:
    content = member.read(limit=LISTED)
    try:
        said = json.loads(content)
    except ValueError as error:
        raise Damaged(f"không đọc được “{member.name}”") from error
    if not isinstance(said, dict):
        raise Damaged(f"không đọc được “{member.name}”")
    return said


def _require_readable(header: dict[str, Any]) -> None:
    if header.get("program") != "daihoi":
        raise Foreign("Tệp này không phải bản sao lưu của daihoi.", advice="Chưa có gì thay đổi.")
    known = header.get("format") == FORMAT
    if known and not tables.unknown((app, name) for app, name in header["migrations"]):
        return
    raise tables.Newer(
        f"Bản sao lưu do daihoi phiên bản {header.get('version')} tạo ra;"
        f" phiên bản đang chạy ({version('daihoi')}) không đọc được.",
        advice="Chưa có gì thay đổi. Hãy khôi phục bằng phiên bản đã tạo bản sao lưu hoặc mới hơn.",
    )


def _require_same(wanted: dict[str, Any], found: dict[str, Any]) -> None:
    """`Damaged` with the first name that is missing, too many or different."""
    for name in sorted({*wanted, *found} - {archive.CONTENTS, archive.SEAL}):
        if name not in found:
            raise Damaged(f"thiếu “{name}”")
        if name not in wanted:
            raise Damaged(f"thừa “{name}”")
        if wanted[name] != found[name]:
            raise Damaged(f"“{name}” không khớp mã băm")


def _require_room(contents: Contents) -> None:
    free = shutil.disk_usage(settings.DATA).free
    if free < contents.file_bytes:
        raise _no_room(f"các tệp cần {contents.file_bytes >> 20} MB, còn {free >> 20} MB")


@contextmanager
def _of_known_form(what: str) -> Iterator[None]:
    """Within, whatever is not of the form that a backup has is damage, even if digests fit it."""
    try:
        yield
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise Damaged(f"không đọc được “{what}”") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Damaged(f"không giải nén được “{what}”") from error


def _lines(member: Member) -> Iterator[bytes]:
    """The rows in a part of a table, unpacked as they are asked for; a few bytes may hold no flood."""
    left = UNPACKED
    with gzip.GzipFile(fileobj=io.BufferedReader(_Chunks(member)), mode="rb") as file:
        while line := file.readline(left + 1):
            left -= len(line)
            if left < 0:
                raise Damaged(f"“{member.name}” quá lớn khi giải nén")
            yield line


class _Chunks(io.RawIOBase):
    """The chunks of a member as a file, for `gzip`."""

    def __init__(self, member: Member) -> None:
        self._chunks, self._rest = member.chunks(), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._rest = self._rest or next(self._chunks, b"")
        taken = self._rest[: len(buffer)]
        self._rest = self._rest[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _write(path: Path, member: Member) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in member.chunks():
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _move_files(staged: Path) -> None:
    """Beside those already there: a file is named by its bytes, so nothing is lost or mixed."""
    if not staged.exists():
        return
    for folder in sorted(staged.iterdir()):
        target = Path(settings.MEDIA_ROOT) / folder.name
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in folder.iterdir():
            path.replace(target / path.name)
        sync_folder(target)
    sync_folder(Path(settings.MEDIA_ROOT))


def _move_key(staged: Path, *, keeps: bool) -> None:
    """A key given by a setting stays the one in force; one in the folder is kept with its data."""
    target = Path(settings.DATA) / archive.KEY
    if not staged.exists():
        return
    if keeps and target.exists() and target.read_bytes() != staged.read_bytes():
        target.replace(target.with_name(f"{target.name}.replaced-{stamp()}"))
    staged.replace(target)
    sync_folder(target.parent)


def _full_disk_said(work: Callable[[], Restored]) -> Restored:
    try:
        return work()
    except OSError as error:
        if error.errno in FULL:
            raise _no_room(str(error)) from error
        raise DomainError(f"Không khôi phục được: {error}.", advice=UNCHANGED) from error
    except DatabaseError as error:
        raise DomainError(f"Cơ sở dữ liệu từ chối: {error}.", advice=UNCHANGED) from error


UNCHANGED = "Dữ liệu đang có vẫn như trước khi chạy lệnh."


def _no_room(what: str) -> DomainError:
    return DomainError(
        f"Không đủ chỗ trên đĩa để khôi phục: {what}.",
        advice=f"{UNCHANGED} Hãy dọn đĩa rồi chạy lại.",
        code="disk_full",
    )
