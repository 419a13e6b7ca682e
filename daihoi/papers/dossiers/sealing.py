"""A dossier as a zip whose manifest anybody can check, with our command or with ``sha256sum -c``."""

import hashlib
import json
import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Self

MANIFEST = "MANIFEST.json"
SUMS = "SHA256SUMS"
READ_ME = "DOC-TRUOC.txt"
FORMAT = "daihoi-dossier/1"
CHUNK = 1 << 20
# A wrong checksum, damaged or unknown packing, a password: not what was sealed.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError,
    OSError,
)  # fmt: skip
MANIFEST_LIMIT = 8 << 20  # bytes; a manifest of a dossier is a few kilobytes

_READ_ME = """\
HỒ SƠ ĐÃ NIÊM PHONG: {name}
{organization}
Niêm phong lúc {sealed_at}

Mã niêm phong (SHA-256 của tệp {manifest}):
{seal}

Cách kiểm tra hồ sơ còn nguyên vẹn:
1. Giải nén, mở cửa sổ lệnh trong thư mục vừa giải nén và gõ:  sha256sum -c {sums}
   (Windows: certutil -hashfile TÊN-TỆP SHA256, rồi so với dòng tương ứng trong {sums}.)
2. Hoặc dùng phần mềm:  daihoi check-dossier TÊN-TỆP.zip
3. So mã niêm phong trên với mã in ở trang hồ sơ của nơi gửi.
"""


@dataclass(frozen=True, slots=True)
class SealedPaper:
    """One paper of a dossier as the manifest tells it; ``files`` are names in the archive."""

    position: int
    title: str
    symbol: str = ""  # "05-NQ/CB"; "" for one without a number
    dated_on: date | None = None
    issuer: str = ""
    pages: int = 0
    first_page: int = 0  # in the bound file; 0 if it is not part of it
    files: Mapping[str, bytes] | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a sealed dossier says of itself."""

    name: str
    organization: str
    sealed_at: datetime
    papers: tuple[Mapping[str, Any], ...]
    files: Mapping[str, Mapping[str, Any]]  # name -> {"sha256": …, "size_bytes": …}

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """``ValueError`` if the bytes are no manifest of ours."""
        try:
            data = json.loads(content)
        except RecursionError as error:
            raise ValueError(FORMAT) from error
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError(FORMAT)
        try:
            manifest = cls(
                name=str(data["name"]),
                organization=str(data["organization"]),
                sealed_at=datetime.fromisoformat(data["sealed_at"]),
                papers=tuple(dict(paper) for paper in data["papers"]),
                files={
                    str(name): {
                        "sha256": str(fact["sha256"]),
                        "size_bytes": int(fact["size_bytes"]),
                    }
                    for name, fact in data["files"].items()
                },
            )
        except (KeyError, TypeError, AttributeError, OverflowError) as error:
            raise ValueError(FORMAT) from error
        if any(fact["size_bytes"] < 0 for fact in manifest.files.values()):
            raise ValueError(FORMAT)
        return manifest


class Fault(StrEnum):
    """What is wrong with one file of a dossier."""

    NONE = ""
    CHANGED = "changed"
    MISSING = "missing"
    UNKNOWN = "unknown"  # in the archive, not in the manifest
    TWICE = "twice"  # the archive holds two files of this name


@dataclass(frozen=True, slots=True)
class CheckedFile:
    name: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found; ``seal`` is to be compared with the one the sender shows."""

    manifest: Manifest
    seal: str
    files: tuple[CheckedFile, ...]

    @property
    def is_whole(self) -> bool:
        return all(file.fault is Fault.NONE for file in self.files)


class Broken(Exception):
    """The file is no dossier that could be checked; ``message`` is Vietnamese."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def seal(
    papers: Sequence[SealedPaper],
    *,
    name: str,
    organization: str,
    sealed_at: datetime,
    bound: tuple[str, bytes],
) -> tuple[bytes, str]:
    """The archive, and its seal: the SHA-256 of the manifest. Equal input gives equal bytes.

    ``bound`` is the name and content of the bound PDF. File names must all differ.
    """
    contents: dict[str, bytes] = {}
    for file_name, content in [bound, *_files(papers)]:
        if file_name in contents or file_name in {MANIFEST, SUMS, READ_ME}:
            raise ValueError(f"two files are called {file_name}")
        contents[file_name] = content
    facts = {
        file_name: {"sha256": hashlib.sha256(content).hexdigest(), "size_bytes": len(content)}
        for file_name, content in contents.items()
    }
    manifest = _json(
        {
            "format": FORMAT,
            "name": name,
            "organization": organization,
            "sealed_at": sealed_at.isoformat(),
            "papers": [_told(paper) for paper in papers],
            "files": facts,
        }
    )
    code = hashlib.sha256(manifest).hexdigest()
    sums = "".join(f"{fact['sha256']}  {file_name}\n" for file_name, fact in facts.items())
    sums += f"{code}  {MANIFEST}\n"
    words = _READ_ME.format(
        name=name, organization=organization, sealed_at=f"{sealed_at:%H:%M, %d-%m-%Y}",
        manifest=MANIFEST, sums=SUMS, seal=code,
    )  # fmt: skip
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for file_name, content in (
            (READ_ME, words.replace("\n", "\r\n").encode("utf-8-sig")),
            (MANIFEST, manifest),
            (SUMS, sums.encode()),
            *contents.items(),
        ):
            _add(archive, file_name, content)
    return target.getvalue(), code


def check(file: Path | IO[bytes]) -> Report:
    """Compare every file of an archive with its manifest, piece by piece; `Broken` if it has none.

    No more is read of a file than the manifest says it holds, so a zip bomb is only CHANGED.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            content = _manifest(archive)
            manifest = Manifest.parse(content)
            files = tuple(_checked(archive, manifest))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Broken("Tệp này không phải hồ sơ nén (.zip) hoặc đã hỏng.") from error
    except ValueError as error:
        raise Broken(f"Tệp {MANIFEST} trong hồ sơ không đọc được.") from error
    return Report(manifest, hashlib.sha256(content).hexdigest(), files)


def _files(papers: Sequence[SealedPaper]) -> Iterable[tuple[str, bytes]]:
    for paper in papers:
        yield from (paper.files or {}).items()


def _told(paper: SealedPaper) -> dict[str, Any]:
    told = asdict(paper)
    told["dated_on"] = paper.dated_on.isoformat() if paper.dated_on else None
    told["files"] = list(paper.files or {})
    return told


def _json(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Dated 1980, so that equal contents are equal files; what is packed already is only stored."""
    info = zipfile.ZipInfo(name)
    packed = name.lower().endswith((".pdf", ".docx", ".xlsx", ".jpg", ".png"))
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, content)


def _manifest(archive: zipfile.ZipFile) -> bytes:
    if MANIFEST not in archive.namelist():
        raise Broken(f"Trong tệp nén không có {MANIFEST}: đây không phải hồ sơ đã niêm phong.")
    try:
        with archive.open(MANIFEST) as part:
            content = part.read(MANIFEST_LIMIT + 1)
    except _UNREADABLE as error:
        raise Broken(f"Tệp {MANIFEST} trong hồ sơ không đọc được.") from error
    if len(content) > MANIFEST_LIMIT:
        raise Broken(f"Tệp {MANIFEST} trong hồ sơ lớn khác thường.")
    return content


def _checked(archive: zipfile.ZipFile, manifest: Manifest) -> Iterable[CheckedFile]:
    names = Counter(archive.namelist())
    for name, fact in manifest.files.items():
        if name not in names:
            yield CheckedFile(name, Fault.MISSING)
        elif names[name] > 1:
            yield CheckedFile(name, Fault.TWICE)
        else:
            whole = _is_as_said(archive, name, fact["sha256"], fact["size_bytes"])
            yield CheckedFile(name, Fault.NONE if whole else Fault.CHANGED)
    known = {*manifest.files, MANIFEST, SUMS, READ_ME}
    for name in names:
        if name not in known:
            yield CheckedFile(name, Fault.UNKNOWN)
        elif name in {MANIFEST, SUMS, READ_ME} and names[name] > 1:
            yield CheckedFile(name, Fault.TWICE)


def _is_as_said(archive: zipfile.ZipFile, name: str, sha256: str, size_bytes: int) -> bool:
    digest, left = hashlib.sha256(), size_bytes
    try:
        with archive.open(name) as part:
            while piece := part.read(min(CHUNK, left + 1)):
                digest.update(piece)
                left -= len(piece)
                if left < 0:
                    return False
    except _UNREADABLE:
        return False
    return left == 0 and digest.hexdigest() == sha256
