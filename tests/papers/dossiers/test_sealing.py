"""A sealed dossier: what anybody finds when checking it."""

import hashlib
import io
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from daihoi.cli import main
from daihoi.papers.dossiers import Broken, Fault, SealedPaper, check, seal
from daihoi.papers.dossiers.sealing import MANIFEST, READ_ME, SUMS

AT = datetime(2020, 3, 26, 9, 30, tzinfo=UTC)
PAPERS = [
    SealedPaper(
        1, "Tờ trình xin duyệt đại hội", "02-TTr/CB", date(2020, 3, 20), "Chi bộ Cục", 2, 3,
        {"01 - Tờ trình.pdf": b"%PDF mot", "01 - Tờ trình.docx": b"PK mot"},
    ),
    SealedPaper(2, "Kịch bản điều hành", files={"02 - Kịch bản.pdf": b"%PDF hai"}),
]  # fmt: skip


def _sealed() -> tuple[bytes, str]:
    return seal(
        PAPERS,
        name="Hồ sơ duyệt đại hội",
        organization="Chi bộ Cục Thi hành án dân sự",
        sealed_at=AT,
        bound=("ho-so.pdf", b"%PDF ca bo"),
    )


def _changed(content: bytes, **changes: bytes | None) -> io.BytesIO:
    """A copy with files replaced, taken out (None) or added, under names given with _ for a dot."""
    target = io.BytesIO()
    names = {name.replace("_", "."): value for name, value in changes.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            value = names.pop(name, old.read(name))
            if value is not None:
                new.writestr(name, value)
        for name, value in names.items():
            new.writestr(name, value or b"")
    target.seek(0)
    return target


def test_a_whole_dossier_is_whole_and_shows_its_seal() -> None:
    content, code = _sealed()
    report = check(io.BytesIO(content))

    assert (report.is_whole, report.seal) == (True, code)
    assert [file.name for file in report.files] == [
        "ho-so.pdf", "01 - Tờ trình.pdf", "01 - Tờ trình.docx", "02 - Kịch bản.pdf",
    ]  # fmt: skip
    assert report.manifest.name == "Hồ sơ duyệt đại hội"
    assert report.manifest.sealed_at == AT
    assert report.manifest.papers[0] == {
        "position": 1, "title": "Tờ trình xin duyệt đại hội", "symbol": "02-TTr/CB",
        "dated_on": "2020-03-20", "issuer": "Chi bộ Cục", "pages": 2, "first_page": 3,
        "files": ["01 - Tờ trình.pdf", "01 - Tờ trình.docx"],
    }  # fmt: skip


def test_equal_dossiers_are_equal_files() -> None:
    assert _sealed() == _sealed()


def test_what_was_changed_taken_out_or_put_in_is_named() -> None:
    content, _code = _sealed()
    report = check(_changed(content, **{"ho-so_pdf": b"%PDF khac", "them_txt": b"la"}))

    assert [(f.name, f.fault) for f in report.files if f.fault] == [
        ("ho-so.pdf", Fault.CHANGED),
        ("them.txt", Fault.UNKNOWN),
    ]
    missing = check(_changed(content, **{"ho-so_pdf": None}))
    assert [(f.name, f.fault) for f in missing.files if f.fault] == [("ho-so.pdf", Fault.MISSING)]


def test_another_manifest_has_another_seal() -> None:
    content, code = _sealed()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = json.loads(archive.read(MANIFEST))
    manifest["files"]["ho-so.pdf"]["sha256"] = hashlib.sha256(b"%PDF khac").hexdigest()
    manifest["files"]["ho-so.pdf"]["size_bytes"] = len(b"%PDF khac")
    forged = {"ho-so_pdf": b"%PDF khac", "MANIFEST_json": json.dumps(manifest).encode()}
    report = check(_changed(content, **forged))

    assert report.is_whole  # consistent in itself: only the seal tells
    assert report.seal != code


def test_a_second_file_of_one_name_is_found() -> None:
    content, _code = _sealed()
    target = io.BytesIO(content)
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(target, "a") as archive,
    ):
        archive.writestr("ho-so.pdf", b"%PDF ca bo")

    assert [f.fault for f in check(target).files if f.name == "ho-so.pdf"] == [Fault.TWICE]


def test_a_bomb_is_only_a_changed_file() -> None:
    content, _code = _sealed()
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, bytes(50_000_000) if name == "ho-so.pdf" else old.read(name))

    assert [f.name for f in check(target).files if f.fault] == ["ho-so.pdf"]


def test_a_size_below_nothing_reads_no_bomb() -> None:
    """To read "minus one byte" is to read all of it."""
    manifest = json.loads(zipfile.ZipFile(io.BytesIO(_sealed()[0])).read(MANIFEST))
    manifest["files"]["ho-so.pdf"]["size_bytes"] = -2
    with pytest.raises(Broken):
        check(_changed(_sealed()[0], MANIFEST_json=json.dumps(manifest).encode()))


@pytest.mark.parametrize(("name", "is_told"), [("so.txt", True), (MANIFEST, False)])
def test_a_file_damaged_on_its_way_is_changed_and_no_fault_of_ours(
    name: str, is_told: bool
) -> None:
    content, _code = seal(
        [SealedPaper(1, "Sổ", files={"so.txt": b"so " * 500})],
        name="Hồ sơ", organization="Chi bộ", sealed_at=AT, bound=("ho-so.pdf", b"%PDF"),
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo(name)
        start = info.header_offset + 30 + len(info.filename.encode())
    damaged = io.BytesIO(content[:start] + b"\xff" * 8 + content[start + 8 :])
    if is_told:
        faults = {file.name: file.fault for file in check(damaged).files}
        assert faults == {"ho-so.pdf": Fault.NONE, name: Fault.CHANGED}
    else:
        with pytest.raises(Broken):
            check(damaged)


def test_sums_are_those_of_the_common_tool(tmp_path: Path) -> None:
    content, _code = _sealed()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    lines = [line.split("  ", 1) for line in (tmp_path / SUMS).read_text().splitlines()]

    assert [name for _sum, name in lines][-1] == MANIFEST
    for code, name in lines:
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == code
    assert "sha256sum -c" in (tmp_path / READ_ME).read_text("utf-8-sig")


@pytest.mark.parametrize("content", [b"", b"khong phai zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_dossier_is_refused(content: bytes) -> None:
    with pytest.raises(Broken):
        check(io.BytesIO(content))


@pytest.mark.parametrize("manifest", [b"{", b"[]", b"[" * 100_000, b'{"format": "khac"}', b'{"format": "daihoi-dossier/1"}'])  # fmt: skip
def test_a_manifest_that_cannot_be_read_is_refused(manifest: bytes) -> None:
    content, _code = _sealed()
    with pytest.raises(Broken, match=MANIFEST):
        check(_changed(content, MANIFEST_json=manifest))


def test_two_papers_cannot_share_a_file_name() -> None:
    with pytest.raises(ValueError, match="Kịch bản"):
        seal([PAPERS[1], PAPERS[1]], name="", organization="", sealed_at=AT, bound=("a.pdf", b""))


def test_the_command_says_what_is_whole_and_what_is_not(tmp_path: Path) -> None:
    content, code = _sealed()
    whole, broken = tmp_path / "ho-so.zip", tmp_path / "hong.zip"
    whole.write_bytes(content)
    broken.write_bytes(_changed(content, **{"ho-so_pdf": b"%PDF khac"}).read())
    run = CliRunner().invoke

    found = run(main, ["check-dossier", str(whole)])
    assert found.exit_code == 0
    assert "4 tệp, tất cả còn nguyên như lúc niêm phong." in found.output
    assert code in found.output
    found = run(main, ["check-dossier", str(broken)])
    assert found.exit_code == 3
    assert "ĐÃ BỊ THAY ĐỔI: ho-so.pdf" in found.output
    found = run(main, ["check-dossier", str(broken), "--json"])
    assert [f for f in json.loads(found.output)["files"] if f["fault"]] == [
        {"name": "ho-so.pdf", "fault": "changed"}
    ]
    none = tmp_path / "khong.zip"
    none.write_bytes(b"khong phai")
    found = run(main, ["check-dossier", str(none)])
    assert (found.exit_code, "không phải hồ sơ nén" in found.output) == (1, True)
