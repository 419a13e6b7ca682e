import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daihoi.papers.intake import Limits, Refused, check_upload

SAMPLES = Path(__file__).parents[1] / "cases" / "samples"
DRAFT = SAMPLES / "bao-cao-chinh-tri-du-thao-1.docx"
PEOPLE = SAMPLES / "danh-sach-dang-vien.xlsx"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>Chi bộ</w:t></w:r></w:p></w:body></w:document>"
)


def types(main: str = MAIN, extra: str = "") -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{extra}</Types>'
    )


def rels(*links: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{REL}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for n, (kind, target, mode) in enumerate(links)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{inner}</Relationships>'


def docx(**changes: str | bytes | None) -> bytes:
    """A small sound .docx; keyword "word/document.xml" and so on replaces or adds an entry."""
    entries = {
        "[Content_Types].xml": types(),
        "_rels/.rels": rels(("officeDocument", "word/document.xml", "Internal")),
        "word/document.xml": DOCUMENT,
    } | changes
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            if content is not None:
                archive.writestr(name, content)
    return file.getvalue()


def ole2(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024) + stream.encode("utf-16-le")


def linked(kind: str, mode: str = "External", target: str = "http://vi-du.example/x") -> bytes:
    return docx(**{"word/_rels/document.xml.rels": rels((kind, target, mode))})


DOCTYPE = '<!DOCTYPE w [<!ENTITY x "y">]>'
HOSTILE = {
    "empty": [b""],
    "old_word": [ole2("WordDocument")],
    "old_excel": [ole2("Workbook")],
    "old_office": [ole2("PowerPoint Document")],
    "password": [ole2("EncryptionInfo")],
    "pdf": [b"%PDF-1.7 ..."],
    "rtf": [b"{\\rtf1\\ansi Chi bo}"],
    "html": [b"<!DOCTYPE html><html></html>", b"<?xml version='1.0'?><html>", b"MIME-Version: 1.0"],
    "xml": [b"<?xml version='1.0'?><pkg:package/>"],
    "not_office": [b"\x00\x01", "Chi bộ".encode(), docx(**{"[Content_Types].xml": None})],
    "open_document": [docx(**{"[Content_Types].xml": None, "META-INF/manifest.xml": "<m/>"})],
    "wrong_kind": [PEOPLE.read_bytes(), docx(**{"[Content_Types].xml": types("text/plain")})],
    "truncated": [DRAFT.read_bytes()[:15_000], b"PK\x03\x04"],
    "damaged": [
        docx(**{"_rels/.rels": "<Relationships"}),
        docx(**{"word/document.xml": None}),
        docx(**{"word/styles.xml": '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE'}),
    ],
    "macros": [
        docx(**{"word/vbaProject.bin": b"x"}),
        docx(
            **{
                "[Content_Types].xml": types(
                    "application/vnd.ms-word.document.macroEnabled.main+xml"
                )
            }
        ),
        linked("vbaProject", "Internal", "any.bin"),
    ],
    "embedded_object": [
        docx(**{"word/embeddings/oleObject1.bin": b"x"}),
        docx(**{"word/activeX/activeX1.bin": b"x"}),
        linked("oleObject", "Internal", "embeddings/a.bin"),
        linked("oleObject"),
    ],
    "embedded_document": [linked("aFChunk", "Internal", "a.html"), linked("subDocument")],
    "external_link": [linked("attachedTemplate"), linked("image"), linked("frame")],
    "xml_entities": [
        docx(**{"word/document.xml": DOCTYPE + DOCUMENT}),
        docx(**{"word/document.xml": (DOCTYPE + DOCUMENT).encode("utf-16")}),
        docx(**{"word/document.xml": (DOCTYPE + DOCUMENT).encode("utf-16-be")}),
        docx(**{"docProps/core.xml": DOCTYPE + "<a/>"}),
    ],
    "entry_name": [
        docx(**{"../evil.xml": "<a/>"}),
        docx(**{"/etc/passwd": "x"}),
        docx(**{"C:\\evil.exe": "x"}),
        docx(**{"word/DOCUMENT.xml": DOCUMENT}),
    ],
    "zip_bomb": [docx(**{"word/media/image1.png": bytes(20_000_000)})],
}


@pytest.mark.parametrize(
    ("code", "upload"),
    [
        pytest.param(code, upload, id=f"{code}-{n}")
        for code, uploads in HOSTILE.items()
        for n, upload in enumerate(uploads)
    ],
)
def test_hostile_file_is_refused_with_its_reason(code: str, upload: bytes) -> None:
    with pytest.raises(Refused) as refused:
        check_upload(upload, expected="docx", name="du-thao.docx")
    assert refused.value.code == code
    assert refused.value.message.startswith("“du-thao.docx”: ")
    assert "{" not in refused.value.message


def test_the_same_small_file_without_harm_is_taken() -> None:
    package = check_upload(docx(), expected="docx", name="a.docx")
    assert package.main == "word/document.xml"
    assert set(package.parts) == {"[content_types].xml", "_rels/.rels", "word/document.xml"}


def test_hyperlinks_may_point_outside() -> None:
    assert check_upload(linked("hyperlink"), expected="docx").kind == "docx"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.*x")), ids=lambda path: path.name)
def test_samples_are_taken_as_what_they_are(path: Path) -> None:
    assert check_upload(path, expected=path.suffix[1:], name=path.name).kind == path.suffix[1:]


def test_word_file_is_no_excel_file() -> None:
    with pytest.raises(Refused) as refused:
        check_upload(DRAFT, expected="xlsx", name="a.xlsx")
    assert refused.value.code == "wrong_kind"
    assert refused.value.message == (
        "“a.xlsx”: nội dung bên trong là Word (.docx), không phải Excel (.xlsx)."
    )


def test_old_word_file_is_told_what_to_do() -> None:
    with pytest.raises(Refused) as refused:
        check_upload(ole2("WordDocument"), expected="docx")
    assert refused.value.message == (
        "Đây là tệp Word 97-2003 (.doc); hãy mở bằng Word và lưu lại thành .docx."
    )


def test_open_file_is_left_at_its_start() -> None:
    file = io.BytesIO(DRAFT.read_bytes())
    file.read(100)
    check_upload(file, expected="docx")
    assert file.tell() == 0


def test_too_large_file_is_refused_unread() -> None:
    class Huge(io.BytesIO):  # 100 MB that are never there
        def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002 - as io has it
            return 100 * 1024 * 1024 if whence == io.SEEK_END else 0

        def read(self, size: int | None = -1) -> bytes:  # noqa: ARG002 - as io has it
            raise AssertionError

    with pytest.raises(Refused) as refused:
        check_upload(Huge(), expected="docx")
    assert (refused.value.code, refused.value.facts) == ("too_large", {"limit_mb": 50})


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(entries=14), "too_many_entries"),
        (Limits(inflated_bytes=100_000), "zip_bomb"),
        (Limits(part_bytes=100_000), "zip_bomb"),
        (Limits(part_tags=1_000), "zip_bomb"),
        (Limits(ratio=2, ratio_from_bytes=0), "zip_bomb"),
        (Limits(upload_bytes=10_000), "too_large"),
    ],
)
def test_each_limit_holds(limits: Limits, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_upload(DRAFT, expected="docx", limits=limits)
    assert refused.value.code == code


def test_size_stated_in_the_archive_is_not_believed() -> None:
    """A header that says 10 bytes where a megabyte comes out."""
    data = docx(**{"word/big.xml": "<a>" + " " * 1_000_000 + "</a>"})
    size = (1_000_007).to_bytes(4, "little")
    assert data.count(size) == 2
    with pytest.raises(Refused) as refused:
        check_upload(data.replace(size, (10).to_bytes(4, "little")), expected="docx")
    assert refused.value.code == "damaged"


def test_password_on_an_entry_is_named() -> None:
    data = bytearray(docx())
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    with pytest.raises(Refused) as refused:
        check_upload(bytes(data), expected="docx")
    assert refused.value.code == "password"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", ole2("")[:8]]))
def test_random_bytes_are_refused_and_nothing_else(data: bytes, head: bytes) -> None:
    with pytest.raises(Refused):
        check_upload(head + data, expected="docx")
