"""Kinds of files that are kept as they came, told apart by what is in them, not by their name."""

import io
import zipfile
from collections.abc import Callable, Mapping

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2: Office 97-2003
_ENTRY = b"PK\x01\x02"  # before each entry of a zip's directory (APPNOTE 4.3.12)
_MOST_ENTRIES = 5_000
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r"))


def is_of_kind(content: bytes, extension: str) -> bool:
    """Whether the content is what a name with this ``extension`` ("pdf", any case) promises.

    False for an extension that is none of `KINDS`.
    """
    kind = KINDS.get(extension.lower())
    return kind is not None and kind(content)


def _opens(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signatures)


def _office(folder: str) -> Callable[[bytes], bool]:
    """An Office Open XML package ([ECMA-376] part 2) with its main parts in ``folder``."""

    def is_office(content: bytes) -> bool:
        names = _entries(content)
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)

    return is_office


def _old_office(*streams: str) -> Callable[[bytes], bool]:
    """Stream names stand in the directory as UTF-16 ([MS-CFB] 2.6.1)."""
    written = [stream.encode("utf-16-le") for stream in streams]
    return lambda content: content.startswith(_OLE2) and any(name in content for name in written)


def _open_document(kind: bytes) -> Callable[[bytes], bool]:
    """The first entry tells the type uncompressed (OpenDocument 1.3, part 2, 3.3)."""
    told = b"mimetypeapplication/vnd.oasis.opendocument." + kind
    return lambda content: told in content[:200] and "content.xml" in _entries(content)


def _entries(content: bytes) -> set[str]:
    # Before `zipfile` makes an object of each entry: a million of them fit into 50 MB.
    if content.count(_ENTRY) > _MOST_ENTRIES:
        return set()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return set()


def _is_pdf(content: bytes) -> bool:
    """Readers take a header within the first 1,024 bytes (ISO 32000-1, annex H.3.4.1)."""
    return b"%PDF-" in content[:1024] and b"%%EOF" in content


def _is_webp(content: bytes) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def _is_text(content: bytes) -> bool:
    """In any encoding offices have used; UTF-16 by its mark."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _is_utf16(content)
    return content.translate(None, _CONTROLS) == content


def _is_utf16(content: bytes) -> bool:
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError:
        return False
    return "\0" not in text


_JPEG = _opens(b"\xff\xd8\xff")
KINDS: Mapping[str, Callable[[bytes], bool]] = {
    "pdf": _is_pdf,
    "docx": _office("word/"),
    "xlsx": _office("xl/"),
    "pptx": _office("ppt/"),
    "doc": _old_office("WordDocument"),
    "xls": _old_office("Workbook", "Book"),
    "ppt": _old_office("PowerPoint Document"),
    "odt": _open_document(b"text"),
    "ods": _open_document(b"spreadsheet"),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": _opens(b"\x89PNG\r\n\x1a\n"),
    "webp": _is_webp,
    "txt": _is_text,
}
