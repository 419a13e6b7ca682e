"""What a file is, by its content: real files of offices, and files with another's name."""

import io
import zipfile
from pathlib import Path

import pytest

from daihoi.papers.kinds import KINDS, is_of_kind

SAMPLES = Path(__file__).parents[1] / "cases" / "samples"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**entries: str) -> bytes:
    """``mimetype`` first and uncompressed, as zip writes by default."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return file.getvalue()


ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}
ODS = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}
FILES = {
    "pdf": b"%PDF-1.4\n\x00%%EOF",
    "docx": (SAMPLES / "tham-luan.docx").read_bytes(),
    "xlsx": (SAMPLES / "danh-sach-dang-vien.xlsx").read_bytes(),
    "pptx": zipped(**{"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}),
    "doc": _OLE2 + "WordDocument".encode("utf-16-le"),
    "xls": _OLE2 + "Workbook".encode("utf-16-le"),
    "ppt": _OLE2 + "PowerPoint Document".encode("utf-16-le"),
    "odt": zipped(**ODT),
    "ods": zipped(**ODS),
    "jpg": (SAMPLES / "anh-hoi-nghi.jpg").read_bytes(),
    "jpeg": (SAMPLES / "anh-hoi-nghi.jpg").read_bytes(),
    "png": b"\x89PNG\r\n\x1a\n\x00",
    "webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "txt": "Chi bộ đã họp.\r\n".encode("utf-16"),
}


@pytest.mark.parametrize("extension", KINDS)
def test_each_kind_is_itself_and_no_other(extension: str) -> None:
    same = {"jpg": "jpeg", "jpeg": "jpg"}
    found = {name for name in KINDS if is_of_kind(FILES[extension], name)}
    assert found == {extension, same.get(extension, extension)}
    assert is_of_kind(FILES[extension], extension.upper())


@pytest.mark.parametrize("extension", KINDS)
def test_a_program_or_a_zip_is_none_of_them(extension: str) -> None:
    for content in (b"MZ\x90\x00\x03", zipped(**{"cài đặt.exe": "MZ"}), b"PK\x03\x04\x00", b"\x00"):
        assert not is_of_kind(content, extension)


def test_an_unknown_extension_is_of_no_kind() -> None:
    assert not is_of_kind(b"MZ", "exe")
    assert not is_of_kind(b"", "")


@pytest.mark.parametrize("extension", ["pdf", "docx", "odt"])
def test_a_file_cut_off_is_refused(extension: str) -> None:
    content = FILES[extension]
    assert not is_of_kind(content[: len(content) // 2], extension)


def test_text_is_taken_in_the_encodings_of_offices() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1258"):
        assert is_of_kind("Đại hội\tChi bộ\r\n".encode(encoding, "ignore"), "txt")
    assert not is_of_kind(b"\xff\xfe\x00\x00", "txt")
    assert not is_of_kind(b"\xff\xfea", "txt")


def test_a_zip_of_too_many_entries_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("daihoi.papers.kinds._MOST_ENTRIES", 1)
    assert not is_of_kind(FILES["docx"], "docx")
