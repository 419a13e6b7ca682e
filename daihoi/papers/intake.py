"""What an uploaded Word or Excel file really is: judged by its content before anybody opens it.

`check_upload` is the one way in: it refuses, or hands over a `Package` of XML parts that are safe
to parse. `reading.read_word` starts from such a package and from nothing else.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, TypeAlias

from lxml import etree

Kind: TypeAlias = Literal["docx", "xlsx"]
Upload: TypeAlias = bytes | Path | BinaryIO

_MB = 1024 * 1024
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2: Word 97-2003, and encrypted OOXML
_ENTRY = b"PK\x01\x02"  # before each entry of a zip's directory (APPNOTE 4.3.12)
_CHUNK = 256 * 1024
_TYPES_PART = "[content_types].xml"

_MAIN_TYPES: Mapping[str, Kind] = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
_KIND_NAMES: Mapping[Kind, str] = {"docx": "Word (.docx)", "xlsx": "Excel (.xlsx)"}

_MESSAGES: Mapping[str, str] = {
    "empty": "tệp rỗng, không có nội dung.",
    "too_large": "tệp nặng hơn {limit_mb} MB; hãy thu nhỏ hình ảnh trong tệp rồi tải lại.",
    "old_word": "đây là tệp Word 97-2003 (.doc); hãy mở bằng Word và lưu lại thành .docx.",
    "old_excel": "đây là tệp Excel 97-2003 (.xls); hãy mở bằng Excel và lưu lại thành .xlsx.",
    "old_office": "đây là tệp Office kiểu cũ; hãy lưu lại thành {wanted}.",
    "password": "tệp có mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi lưu lại.",
    "pdf": "đây là tệp PDF; cần tệp {wanted}.",
    "rtf": "đây là tệp RTF; hãy mở bằng Word và lưu lại thành {wanted}.",
    "html": "đây là trang web (HTML) đổi tên; hãy mở bằng Word và lưu lại thành {wanted}.",
    "xml": "đây là tệp XML; hãy mở bằng Office và lưu lại thành {wanted}.",
    "open_document": "đây là tệp OpenDocument (LibreOffice); hãy lưu lại thành {wanted}.",
    "not_office": "đây không phải tệp {wanted}.",
    "wrong_kind": "nội dung bên trong là {found}, không phải {wanted}.",
    "truncated": "tệp bị cắt cụt hoặc tải lên chưa trọn; hãy tải lại.",
    "damaged": "tệp bị hỏng; hãy mở bằng Office, lưu lại rồi tải lên.",
    "zip_bomb": "tệp bung ra quá lớn so với cỡ của nó nên không được mở.",
    "too_many_entries": "bên trong tệp có hơn {limit} mục nên không được mở.",
    "entry_name": "bên trong tệp có tên mục không hợp lệ.",
    "macros": "tệp có chứa macro; hãy lưu lại dạng .docx hoặc .xlsx thường, không có macro.",
    "embedded_object": "tệp có nhúng đối tượng OLE hoặc ActiveX; hãy xóa đối tượng đó rồi lưu lại.",
    "embedded_document": "tệp có chèn cả một tài liệu khác bên trong; hãy dán nội dung vào thẳng.",
    "external_link": "tệp lấy nội dung từ nơi khác ({link}); hãy gỡ liên kết đó rồi lưu lại.",
    "xml_entities": "bên trong tệp có khai báo DOCTYPE, có thể gây hại, nên không được mở.",
    "too_deep": "các phần trong tệp lồng nhau quá sâu nên không đọc được.",
    "too_many_blocks": "văn bản dài quá {limit} đoạn; hãy chia thành nhiều tệp.",
}

# Last step of a relationship's type -> why a file that has it is not taken, whatever it points at.
_FORBIDDEN_RELATIONSHIPS: Mapping[str, str] = {
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "oleObject": "embedded_object",
    "control": "embedded_object",
    "activeXControlBinary": "embedded_object",
    "aFChunk": "embedded_document",
    "subDocument": "embedded_document",
}
_FORBIDDEN_NAMES: tuple[tuple[str, str], ...] = (
    ("vbaproject.bin", "macros"),
    ("/activex/", "embedded_object"),
    ("/embeddings/oleobject", "embedded_object"),
)


class Refused(ValueError):
    """A file is not taken. ``code`` is stable; ``message`` is Vietnamese and says what to do."""

    def __init__(self, code: str, *, name: str = "", **facts: object) -> None:
        self.code = code
        self.name = name
        self.facts = facts
        reason = _MESSAGES[code].format(**facts)
        self.message = f"“{name}”: {reason}" if name else reason[:1].upper() + reason[1:]
        super().__init__(self.message)


class Limits(NamedTuple):
    """How much one upload may cost."""

    upload_bytes: int = 50 * _MB
    inflated_bytes: int = 300 * _MB  # all entries together
    part_bytes: int = 64 * _MB  # one XML part: it is parsed in memory
    part_tags: int = 4_000_000  # of one XML part: about 100 bytes of memory each
    entries: int = 5_000
    ratio: int = 200  # inflated to packed, once inflated passes `ratio_from_bytes`
    ratio_from_bytes: int = 16 * _MB  # short honest files can repeat themselves a lot


DEFAULT_LIMITS = Limits()


class Relationship(NamedTuple):
    kind: str  # last step of its type: "styles", "footnotes", "hyperlink"
    target: str  # key of `Package.parts`; as written when external
    external: bool = False
    id: str = ""  # by which the part names it, "rId7"


class Package(NamedTuple):
    """The checked XML parts of an Office file: UTF-8, no DOCTYPE, nothing from outside."""

    name: str
    kind: Kind
    main: str  # key of the main part
    parts: Mapping[str, bytes]  # keyed by lower-case name, as part names ignore case
    links: Sequence[Relationship] = ()  # of the main part

    def xml(self, part: str) -> etree._Element | None:
        """The root of a part; None if the file has no such part; ``Refused`` if it is broken."""
        data = self.parts.get(part)
        return None if data is None else _parse(data)

    def related(self, kind: str) -> list[str]:
        """The parts of one kind that the main part uses, as the file orders them."""
        return [
            link.target for link in self.links if link.kind == kind and link.target in self.parts
        ]


def check_upload(
    upload: Upload, *, expected: Kind, name: str = "", limits: Limits = DEFAULT_LIMITS
) -> Package:
    """Refuse what is not a harmless ``expected`` file; give its parts otherwise.

    ``upload`` is bytes, a path, or a seekable binary file (left at its start); ``name`` is what
    the person called it, used in messages only. Every entry is unpacked and counted, so sizes in
    the archive's headers are not believed.
    """
    try:
        data = _bytes_of(upload, limits)
        _check_signature(data, expected)
        parts = _unpack(data, limits)
        links = _relationships(parts)
        main = _main_part(parts, links, expected)
        return Package(name, expected, main, parts, links.get(_rels_of(main), ()))
    except Refused as refusal:
        raise Refused(refusal.code, name=name, **refusal.facts) from refusal.__cause__


def _bytes_of(upload: Upload, limits: Limits) -> bytes:
    """The upload in memory, measured before it is read."""
    if isinstance(upload, bytes):
        _check_size(len(upload), limits)
        return upload
    if isinstance(upload, Path):
        _check_size(upload.stat().st_size, limits)
        return upload.read_bytes()
    _check_size(upload.seek(0, io.SEEK_END), limits)
    upload.seek(0)
    data = upload.read()
    upload.seek(0)
    return data


def _check_size(size_bytes: int, limits: Limits) -> None:
    if not size_bytes:
        raise Refused("empty")
    if size_bytes > limits.upload_bytes:
        raise Refused("too_large", limit_mb=limits.upload_bytes // _MB)


def _check_signature(data: bytes, expected: Kind) -> None:
    wanted = _KIND_NAMES[expected]
    if data.startswith(b"PK"):
        return
    if data.startswith(_OLE2):
        raise Refused(_kind_of_ole2(data), wanted=wanted)
    text = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"%pdf"):
        raise Refused("pdf", wanted=wanted)
    if text.startswith(b"{\\rtf"):
        raise Refused("rtf", wanted=wanted)
    if b"<html" in text or text.startswith((b"<!doctype html", b"mime-version:")):
        raise Refused("html", wanted=wanted)
    raise Refused("xml" if text.startswith(b"<?xml") else "not_office", wanted=wanted)


def _kind_of_ole2(data: bytes) -> str:
    """Stream names stand in the directory as UTF-16 ([MS-CFB] 2.6.1, [MS-OFFCRYPTO] 2.3.4)."""
    for stream, code in (
        ("EncryptionInfo", "password"),
        ("EncryptedPackage", "password"),
        ("WordDocument", "old_word"),
        ("Workbook", "old_excel"),
    ):
        if stream.encode("utf-16-le") in data:
            return code
    return "old_office"


def _unpack(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Every XML part, checked; other entries are only counted."""
    # Before `zipfile` makes an object of each entry: a million of them fit into 50 MB.
    if data.count(_ENTRY) > limits.entries:
        raise Refused("too_many_entries", limit=limits.entries)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused("truncated") from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _check_entries(entries, limits)
        try:
            return _read_entries(archive, entries, limits)
        except (
            zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
        ) as error:  # fmt: skip
            raise Refused("damaged") from error


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if sum(entry.file_size for entry in entries) > limits.inflated_bytes:
        raise Refused("zip_bomb")
    seen = set()
    for entry in entries:
        name = entry.orig_filename.lower()
        if not _is_plain_name(name) or name in seen:
            raise Refused("entry_name")
        seen.add(name)
        if entry.flag_bits & 1:
            raise Refused("password")
        for sign, code in _FORBIDDEN_NAMES:
            if sign in f"/{name}":
                raise Refused(code)


def _is_plain_name(name: str) -> bool:
    """No absolute path, no drive, no way up; such names only serve to write outside a folder."""
    odd = name.startswith("/") or any(sign in name for sign in "\\:\0")
    return not odd and ".." not in name.split("/")


def _read_entries(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: Limits
) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    inflated = packed = 0
    for entry in entries:
        name = entry.filename.lower()
        is_xml = name.endswith((".xml", ".rels"))
        packed += entry.compress_size
        size_bytes, chunks = 0, []
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                inflated += len(chunk)
                size_bytes += len(chunk)
                _check_growth(inflated, packed, size_bytes if is_xml else 0, limits)
                if is_xml:
                    chunks.append(chunk)
        if is_xml:
            parts[name] = _safe_xml(b"".join(chunks), limits)
    return parts


def _check_growth(inflated: int, packed: int, part_bytes: int, limits: Limits) -> None:
    if inflated > limits.inflated_bytes or part_bytes > limits.part_bytes:
        raise Refused("zip_bomb")
    if inflated > limits.ratio_from_bytes and inflated > limits.ratio * max(packed, 1):
        raise Refused("zip_bomb")


_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")


def _safe_xml(data: bytes, limits: Limits) -> bytes:
    """The part in UTF-8. OPC allows UTF-8 and UTF-16 only; others could hide a DOCTYPE."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:4]:
        data = _from_utf16(data)
    declared = _ENCODING.match(data[:200].lstrip(b"\xef\xbb\xbf \t\r\n"))
    if declared and declared[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}:
        raise Refused("damaged")
    if b"!" in data and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):  # one byte: found at once
        raise Refused("xml_entities")
    if len(data) > limits.part_tags and data.count(b"<") > limits.part_tags:
        raise Refused("zip_bomb")
    return data


def _from_utf16(data: bytes) -> bytes:
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-16-le"
    encoding = "utf-16-be" if data[:1] == b"\0" else encoding
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("damaged") from error
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode()


def _parse(data: bytes) -> etree._Element:
    # `huge_tree` lifts limits on text length; DOCTYPE and tag count were checked before.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        # "Excessive depth": libxml2 stops at 2048 levels.
        code = "too_deep" if "depth" in str(error) else "damaged"
        raise Refused(code) from error


def _rels_of(part: str) -> str:
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _relationships(parts: Mapping[str, bytes]) -> dict[str, list[Relationship]]:
    """The relationships of every part, by the name of the part that lists them."""
    found = {name: _listed(name, data) for name, data in parts.items() if name.endswith(".rels")}
    for link in chain.from_iterable(found.values()):
        if link.kind in _FORBIDDEN_RELATIONSHIPS:
            raise Refused(_FORBIDDEN_RELATIONSHIPS[link.kind])
        if link.external and link.kind != "hyperlink":
            raise Refused("external_link", link=link.kind)
    return found


def _listed(rels: str, data: bytes) -> list[Relationship]:
    folder = posixpath.dirname(posixpath.dirname(rels))
    found = []
    for element in _parse(data):
        kind = element.get("Type", "").rpartition("/")[2]
        target = element.get("Target", "")
        if element.get("TargetMode", "").lower() == "external":
            found.append(Relationship(kind, target, external=True, id=element.get("Id", "")))
        else:
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append(Relationship(kind, path.lower(), id=element.get("Id", "")))
    return found


def _main_part(
    parts: Mapping[str, bytes], links: Mapping[str, Sequence[Relationship]], expected: Kind
) -> str:
    """The part the package starts from, whose declared content must be what is expected."""
    wanted = _KIND_NAMES[expected]
    if _TYPES_PART not in parts:
        is_odf = "meta-inf/manifest.xml" in parts
        raise Refused("open_document" if is_odf else "not_office", wanted=wanted)
    types = _content_types(parts[_TYPES_PART])
    if any("macroenabled" in kind.lower() or "vba" in kind.lower() for kind in types.values()):
        raise Refused("macros")
    if any("activex" in kind.lower() for kind in types.values()):
        raise Refused("embedded_object")
    for link in links.get("_rels/.rels", ()):
        if link.kind == "officeDocument":
            kind = types.get(f"/{link.target}", "")
            if _MAIN_TYPES.get(kind) != expected:
                found = _MAIN_TYPES.get(kind)
                shown = _KIND_NAMES[found] if found else "một loại tệp khác"
                raise Refused("wrong_kind", wanted=wanted, found=shown)
            if link.target not in parts:
                raise Refused("damaged")
            return link.target
    raise Refused("not_office", wanted=wanted)


def _content_types(data: bytes) -> dict[str, str]:
    """Content type by part ("/word/document.xml") or by extension (".png"), in lower case."""
    types = {}
    for element in _parse(data):
        part = element.get("PartName") or "." + element.get("Extension", "")
        types[part.lower()] = element.get("ContentType", "")
    return types
