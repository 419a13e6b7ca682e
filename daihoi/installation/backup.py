"""Making a backup: everything of one moment into one archive, while the server runs."""

import errno
import gzip
import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import DatabaseError, connection, models
from django.utils import timezone

from daihoi.base.errors import Conflict, DomainError
from daihoi.installation import archive, tables
from daihoi.installation.places import locked, stamp, sync_folder

FORMAT = 1
PART = 4 << 20  # bytes of JSON in one member of a table
NAMED = re.compile(r"daihoi-\d{8}-\d{6}\.tar")  # as `named` makes them
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

Told = Callable[[str], None]  # progress, for people


@dataclass(slots=True)
class Made:
    """What a backup holds. ``missing`` files have a row, but no bytes that match it."""

    file: str
    bytes: int = 0
    tables: int = 0
    rows: int = 0
    files: int = 0
    file_bytes: int = 0
    missing: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def named() -> str:
    """A name for a backup made now; the names sort by time."""
    return f"daihoi-{stamp()}.tar"


def back_up(target: Path, *, force: bool = False, tell: Told = lambda _: None) -> Made:
    """Write everything into ``target``, whole or not at all, readable by its owner only.

    `Conflict` if the file is there (unless ``force``), `DomainError` if the data cannot be read,
    the disk is full, or another backup writes to the same place.
    """
    start = time.monotonic()
    if target.exists() and not force:
        raise Conflict(
            f"Tệp {target} đã có.", advice="Hãy chọn tên khác, hoặc thêm --force để ghi đè."
        )
    _require_database()
    part = target.with_name(target.name + ".part")
    made = Made(str(target))
    try:
        with locked(part) as file:
            try:
                _write(file, made, tell)
                file.flush()
                os.fsync(file.fileno())
                made.bytes = file.tell()
                part.replace(target)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
        sync_folder(target.parent)
    except OSError as error:
        raise _unwritten(target, error) from error
    except DatabaseError as error:
        raise DomainError(
            f"Không đọc được cơ sở dữ liệu: {error}.",
            advice="Chưa có bản sao lưu nào được tạo. Chạy daihoi doctor để biết chỗ hỏng.",
        ) from error
    made.seconds = round(time.monotonic() - start, 1)
    _remember(made)
    return made


def back_up_into(folder: Path, *, keep: int | None = None, tell: Told = lambda _: None) -> Made:
    """Write a new backup into ``folder``; when it is there, remove all but the newest ``keep``.

    Without ``keep`` all stay. Only files with the name of a backup are removed, and what a killed
    backup has left.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise _unwritten(folder, error) from error
    made = back_up(folder / named(), tell=tell)
    there = sorted(path for path in folder.iterdir() if NAMED.fullmatch(path.name))
    halves = [path for path in folder.glob("*.tar.part") if NAMED.fullmatch(path.stem)]
    for path in [*(there[:-keep] if keep else []), *halves]:
        with suppress(OSError, Conflict), locked(path, keep=True):
            path.unlink()
            made.removed.append(path.name)
    return made


def last_made() -> dict[str, Any] | None:
    """When and where the newest backup went: ``at`` (ISO 8601), ``file``, ``bytes``."""
    try:
        said: dict[str, Any] = json.loads(_note().read_bytes())
    except (OSError, ValueError):
        return None
    return said


def _write(file: BinaryIO, made: Made, tell: Told) -> None:
    now = timezone.now()
    writer = archive.Writer(file, at=now)
    with tables.snapshot():
        found = tables.applied()
        _require_known(found)
        header = {
            "program": "daihoi",
            "format": FORMAT,
            "version": version("daihoi"),
            "made_at": now.isoformat(),
            "database": connection.vendor,
            "migrations": sorted(found),
        }
        contents: dict[str, Any] = {
            "header": writer.add(archive.HEADER, _json(header)),
            "key": _add_key(writer),
            "tables": [],
        }
        there = tables.tables_at(found)
        for number, model in enumerate(there, 1):
            tell(f"Bảng {number}/{len(there)}: {model._meta.label_lower}")
            contents["tables"].append(_add_table(writer, model, made))
        stored = next(model for model in there if model._meta.label_lower == "files.storedfile")
        contents["files"] = _add_files(writer, stored, made, tell)
    listed = _json(contents)
    seal = writer.add(archive.CONTENTS, listed)
    writer.add(archive.SEAL, f"{seal}  {archive.CONTENTS}\n".encode())
    writer.close()


NOTHING = DomainError(
    "Chưa có dữ liệu để sao lưu.",
    advice="Hãy xem DAIHOI_DATA và DATABASE_URL có đúng là của máy chủ không.",
)


def _require_database() -> None:
    """SQLite would make an empty file where none is."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        raise NOTHING


def _require_known(found: set[tables.Migration]) -> None:
    if not found:
        raise NOTHING
    if newer := tables.unknown(found):
        raise tables.Newer(
            f"Cơ sở dữ liệu do phiên bản daihoi mới hơn tạo ra ({'.'.join(newer[0])}).",
            advice="Hãy sao lưu bằng phiên bản đang dùng cơ sở dữ liệu đó.",
        )


def _add_key(writer: archive.Writer) -> str:
    """The signing key if it lies in the folder; one given by a setting is kept elsewhere."""
    path = settings.DATA / archive.KEY
    if not path.exists() or path.read_text(encoding="ascii") != settings.SECRET_KEY:
        return ""
    return writer.add(archive.KEY, path.read_bytes())


def _add_table(writer: archive.Writer, model: type[models.Model], made: Made) -> dict[str, Any]:
    label = model._meta.label_lower
    parts = []
    for number, (rows, content) in enumerate(_parts(model), 1):
        name = f"tables/{label}/{number:06}.jsonl.gz"
        digest = writer.add(name, gzip.compress(content, compresslevel=3, mtime=0))
        parts.append({"name": name, "rows": rows, "sha256": digest})
        made.rows += rows
    made.tables += 1
    return {
        "table": label,
        "columns": [each.attname for each in tables.columns(model)],
        "last_key": tables.last_key(model),
        "parts": parts,
    }


def _parts(model: type[models.Model]) -> Iterator[tuple[int, bytes]]:
    rows, size = [], 0
    for line in tables.lines(model):
        rows.append(line)
        size += len(line)
        if size >= PART:
            yield len(rows), b"".join(rows)
            rows, size = [], 0
    if rows:
        yield len(rows), b"".join(rows)


def _add_files(
    writer: archive.Writer, stored: type[models.Model], made: Made, tell: Told
) -> dict[str, Any]:
    """Every file that has a row; their names are their digests, so only their list gets one."""
    listed = hashlib.sha256()
    rows = stored._meta.base_manager.order_by("sha256").values_list("sha256", "size_bytes")
    total = rows.count()
    for number, (digest, size) in enumerate(rows.iterator(tables.BATCH), 1):
        if number % 500 == 0 or number == total:
            tell(f"Tệp {number}/{total}")
        name = f"{digest[:2]}/{digest}"
        path = settings.MEDIA_ROOT / name
        if not _is_whole(path, digest, size):
            made.missing.append(name)
            continue
        with path.open("rb") as source:
            writer.add_chunks(f"files/{name}", size, _chunks(source))
        listed.update(f"{name} {size}\n".encode())
        made.files += 1
        made.file_bytes += size
    return {
        "count": made.files,
        "bytes": made.file_bytes,
        "sha256": listed.hexdigest(),
        "missing": made.missing,
    }


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(archive.CHUNK):
        yield chunk


def _is_whole(path: Path, digest: str, size: int) -> bool:
    try:
        with path.open("rb") as file:
            right = os.fstat(file.fileno()).st_size == size
            return right and hashlib.file_digest(file, "sha256").hexdigest() == digest
    except FileNotFoundError:
        return False


def _unwritten(target: Path, error: OSError) -> DomainError:
    if error.errno in FULL:
        return DomainError(
            f"Hết chỗ trên đĩa khi ghi {target}.",
            advice="Phần ghi dở đã được xóa. Hãy dọn đĩa hoặc chọn nơi khác rồi chạy lại.",
            code="disk_full",
        )
    return DomainError(f"Không ghi được {target}: {error.strerror or error}.")


def _note() -> Path:
    path: Path = settings.DATA / "last-backup.json"
    return path


def _remember(made: Made) -> None:
    """For `daihoi doctor`. A backup is no less good if this cannot be written."""
    said = {"at": timezone.now().isoformat(), "file": made.file, "bytes": made.bytes}
    with suppress(OSError):
        _note().write_bytes(_json(said))


def _json(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"
