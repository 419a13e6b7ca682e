"""The container of a backup: a plain tar file that any tool opens, read strictly by ourselves.

Members stand in the order they were written: `HEADER` first, `CONTENTS` and its digest last, so
that writing and reading are one pass with a flat memory. A member has a known name and nothing but
bytes; links, folders and other paths are no archive of ours. A file's name is its digest.
"""

import hashlib
import re
import tarfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

from daihoi.base.errors import BadFile

HEADER, KEY, CONTENTS, SEAL = "daihoi.json", "secret-key", "contents.json", "contents.sha256"
BLOCK = 512  # tar's
CHUNK = 1 << 20
MODE = 0o600
ZEROS = bytes(BLOCK)
NAMES = re.compile(
    r"daihoi\.json|secret-key|contents\.(?:json|sha256)"
    r"|tables/[a-z_]+\.[a-z_0-9]+/[0-9]{6}\.jsonl\.gz|files/([0-9a-f]{2})/\1[0-9a-f]{62}"
)


class Foreign(BadFile):
    """Not a backup of daihoi."""

    code = "foreign_archive"


class Damaged(BadFile):
    """A backup of daihoi that is no longer what was written."""

    code = "damaged_archive"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Bản sao lưu bị hỏng: {what}.",
            advice="Chưa có gì thay đổi. Hãy chép lại tệp từ nơi lưu, hoặc dùng bản sao lưu khác.",
        )


class Writer:
    """Writes members into ``file`` one after the other; `close` ends the archive."""

    def __init__(self, file: BinaryIO, *, at: datetime) -> None:
        self._file, self._at = file, int(at.timestamp())

    def add(self, name: str, content: bytes) -> str:
        """Write a member; answers its SHA-256, hexadecimal."""
        return self.add_chunks(name, len(content), [content])

    def add_chunks(self, name: str, size: int, chunks: Iterable[bytes]) -> str:
        """Write a member of ``size`` bytes; `OSError` if the chunks are fewer or more."""
        self._file.write(_head(name, size, self._at))
        digest, written = hashlib.sha256(), 0
        for chunk in chunks:
            self._file.write(chunk)
            digest.update(chunk)
            written += len(chunk)
        if written != size:
            raise OSError(f"{name}: {written} bytes instead of {size}")
        self._file.write(bytes(-size % BLOCK))
        return digest.hexdigest()

    def close(self) -> None:
        self._file.write(2 * ZEROS)


class Member:
    """One member while it is read; its chunks come once."""

    def __init__(self, file: BinaryIO, name: str, size: int) -> None:
        self.name, self.size = name, size
        self.digest = ""  # SHA-256, known when all chunks were read
        self._chunks = _checked(file, self)

    def chunks(self) -> Iterator[bytes]:
        return self._chunks

    def skip(self) -> None:
        """Read what is left, to compare it."""
        for _chunk in self._chunks:
            pass

    def read(self, *, limit: int) -> bytes:
        """All bytes; `Damaged` if there are more than ``limit``."""
        if self.size > limit:
            raise Damaged(f"“{self.name}” quá lớn")
        return b"".join(self._chunks)


def members(file: BinaryIO) -> Iterator[Member]:
    """The members in order, each read to its end before the next is asked for.

    `Foreign` if the file does not begin as a backup does, `Damaged` if a byte between the members
    is not what `Writer` writes, or if the end is missing.
    """
    first = True
    while (head := file.read(BLOCK)) != ZEROS:
        member = _opened(file, head, first=first)
        yield member
        member.skip()
        first = False
    if file.read(BLOCK) != ZEROS or file.read(1):
        raise Damaged("phần cuối tệp không đúng")


def _opened(file: BinaryIO, head: bytes, *, first: bool) -> Member:
    if not first and len(head) < BLOCK:
        raise Damaged("tệp bị cắt cụt")
    try:
        info = tarfile.TarInfo.frombuf(head, "utf-8", "strict")
        right = _head(info.name, info.size, int(info.mtime)) == head
    except (tarfile.HeaderError, ValueError, OverflowError):
        info, right = tarfile.TarInfo(), False
    if first and not (right and info.name == HEADER):
        raise Foreign(
            "Tệp này không phải bản sao lưu của daihoi.",
            advice="Chưa có gì thay đổi. Hãy chọn tệp do lệnh daihoi backup tạo ra.",
        )
    if not right or not NAMES.fullmatch(info.name):
        raise Damaged("có phần tử lạ hoặc đầu đề của một phần tử không đúng")
    return Member(file, info.name, info.size)


def _checked(file: BinaryIO, member: Member) -> Iterator[bytes]:
    """The bytes of a member; a file that does not match its name is damaged."""
    digest, left = hashlib.sha256(), member.size
    while left:
        chunk = file.read(min(CHUNK, left))
        if not chunk:
            raise Damaged(f"tệp bị cắt cụt trong “{member.name}”")
        digest.update(chunk)
        left -= len(chunk)
        yield chunk
    padding = -member.size % BLOCK
    if file.read(padding) != bytes(padding):
        raise Damaged(f"phần đệm sau “{member.name}” không đúng")
    member.digest = digest.hexdigest()
    if member.name.startswith("files/") and not member.name.endswith(member.digest):
        raise Damaged(f"“{member.name}” không khớp mã băm")


def _head(name: str, size: int, at: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, MODE, at
    return info.tobuf(tarfile.USTAR_FORMAT, "utf-8", "strict")
