"""The `daihoi` command: what it prints, writes and answers with."""

import json
import os
import re
import socket
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.actions import record
from daihoi.audit.models import Entry
from daihoi.cli import installation, main
from daihoi.cli.serving import DEMO_MARK
from daihoi.cli.speaking import FOUND, REFUSED
from daihoi.installation.places import in_use
from daihoi.organizations.models import Organization, Person
from daihoi.papers.outline import Block, BlockKind, ListFormat, ListMark, Outline, Run
from daihoi.papers.writing import write_word
from tests.factories import OrganizationFactory, UnitFactory, UserFactory, grant

DRAFT = "bao-cao-chinh-tri-du-thao-1.docx"
EDITED = "bao-cao-chinh-tri-gop-y-2.docx"
MOVED_FROM = "2.3. Bảo vệ chính trị nội bộ, phòng, chống tham nhũng"
MOVED_TO = "1.5. Cải cách hành chính, ứng dụng công nghệ thông tin"
UNITS = [
    "Lãnh đạo Cục",
    "Văn phòng",
    "Phòng Nghiệp vụ và Tổ chức thi hành án",
    "Phòng Tổ chức cán bộ",
    "Phòng Kiểm tra, giải quyết khiếu nại, tố cáo",
    "Phòng Tài chính - Kế toán",
]


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def printed(result: Result) -> Any:
    return json.loads(result.stdout)


def shell(
    *arguments: Any, cwd: Path = settings.ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """The command as a person starts it, in a process of its own."""
    return subprocess.run(  # noqa: S603 - our own command
        [Path(sys.executable).with_name("daihoi"), *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "DATABASE_URL": "", **environment},
        cwd=cwd,
        timeout=120,
        check=False,
    )


@pytest.fixture
def cell() -> Organization:
    """An organization with the six units, and ``bi-thu`` as its secretary."""
    made = OrganizationFactory.create(name="Chi bộ Cục Thi hành án", short_name="CB Cục")
    for name in UNITS:
        UnitFactory.create(organization=made, name=name)
    grant(Role.SECRETARY, made, UserFactory.create(username="bi-thu"))
    return made


@pytest.mark.parametrize(
    "command",
    [
        "demo",
        "serve",
        "import-members",
        "read",
        "compare",
        "verify-audit",
        "backup",
        "restore",
        "doctor",
    ],
)
def test_every_command_helps(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Cách dùng: main {command} [TÙY CHỌN]")
    assert re.search(r"-h, --help +Hiện hướng dẫn này\.", result.output)
    assert not re.search(r"\b(the|show|print|default|required|options)\b", result.output.lower())


def test_all_commands_are_listed() -> None:
    listed = run("--help").output
    assert "Các lệnh:" in listed
    assert all(re.search(rf"^  {name} ", listed, re.MULTILINE) for name in main.commands)
    assert run().exit_code == 2  # without a command the same list


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "Thiếu TỆP."),
        (["read", "no-such-file.docx"], "Không có tệp no-such-file.docx."),
        (["read", "tests"], "tests là thư mục, không phải tệp."),
        (["restore", "no-such-file.tar"], "Không có tệp no-such-file.tar."),
        (["backup"], "Hãy ghi TỆP, hoặc --into THƯ-MỤC [--keep N]."),
        (["backup", "a.tar", "b.tar"], "Thừa: b.tar."),
        (["backup", "--into"], "Giá trị của --into thiếu hoặc thừa."),
        (["serve", "--port", "x"], "--port: cần một số nguyên từ 1 đến 65535, không phải “x”."),
        (["import-members", "README.md"], "Thiếu --organization."),
        (["doctor", "--fix"], "Không có tùy chọn --fix."),
        (["nothing"], "Không có lệnh “nothing”."),
    ],
)
def test_wrong_use_is_2_and_said_in_vietnamese(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(settings.ROOT)
    result = run(*arguments)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, f"Lỗi: {said}")


def test_read_counts_what_a_draft_holds(samples: Path) -> None:
    result = run("read", samples / DRAFT)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Đề mục: 42 (cấp 1: 5, cấp 2: 12, cấp 3: 8, cấp 4: 17)",
        "Đoạn: 45",
        "Mục liệt kê: 24",
        "Bảng: 5",
        "Chú thích: 2",
        "Chữ đậm, nghiêng, gạch chân: 6, 3, 1",
        "Số từ: 4133",
        "Không giữ được: chữ ở chân trang không được nhập",
    ]


def test_read_gives_the_blocks_as_json(samples: Path) -> None:
    said = printed(run("read", samples / DRAFT, "--json"))
    assert said["facts"]["tables"] == 5
    assert [loss["code"] for loss in said["losses"]] == ["footers"]
    headings = [block for block in said["blocks"] if block["kind"] == "heading"]
    assert len(headings) == 42
    assert headings[0]["runs"][0]["t"] == "MỞ ĐẦU"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("trong.docx", b"", "tệp rỗng"),
        ("doi-ten.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Office kiểu cũ"),
        ("anh.docx", b"\x89PNG\r\n\x1a\n" + bytes(100), "không phải tệp Word"),
    ],
)
def test_a_bad_file_is_refused_in_vietnamese(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    result = run("read", file)
    assert result.exit_code == REFUSED
    assert reason in result.stderr
    assert result.stdout == ""


def test_compare_says_exactly_the_eight_edits(samples: Path) -> None:
    result = run("compare", samples / DRAFT, samples / EDITED)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:-1:2] == [
        "1. bỏ · I. ĐẶC ĐIỂM TÌNH HÌNH",
        "2. sửa · 2. Khó khăn",
        "3. sửa · II. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU",
        "4. sửa · II. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU",
        f"5. chuyển chỗ · {MOVED_FROM} → {MOVED_TO}",
        "6. sửa · 3. Lãnh đạo các đoàn thể",
        "7. sửa · V. NGUYÊN NHÂN CỦA HẠN CHẾ, KHUYẾT ĐIỂM",
        "8. thêm · I. DỰ BÁO TÌNH HÌNH",
    ]
    assert "chi phí xác minh[- điều kiện-]{+, cưỡng chế+} thi hành án cao." in lines[3]
    assert lines[5].strip() == "dòng 9: [-92,7-]{+92,4+}"
    assert "[-186-]{+192+} triệu đồng" in lines[11]
    assert lines[-1].startswith("8 chỗ khác nhau;")


def test_compare_gives_the_edits_as_json(samples: Path) -> None:
    said = printed(run("compare", samples / DRAFT, samples / EDITED, "--json"))
    kinds = [edit["kind"] for edit in said["edits"]]
    assert sorted(kinds) == ["deleted", *["edited"] * 5, "inserted", "moved"]
    assert said["inserted_chars"] > 0


def test_compare_of_a_file_with_itself_finds_nothing(samples: Path) -> None:
    result = run("compare", samples / DRAFT, samples / DRAFT)
    assert result.stdout.splitlines() == ["0 chỗ khác nhau; 0 ký tự thêm, 0 ký tự bỏ."]


def test_compare_marks_a_list_item_and_an_empty_start(tmp_path: Path) -> None:
    item = Block(
        BlockKind.ITEM, (Run("Giữ nguyên mục này."),), mark=ListMark(ListFormat.BULLET, "-")
    )
    (tmp_path / "a.docx").write_bytes(write_word(Outline((item,))))
    added = Block(BlockKind.PARAGRAPH, (Run("Một đoạn mới."),))
    (tmp_path / "b.docx").write_bytes(write_word(Outline((item, added))))
    lines = run("compare", tmp_path / "a.docx", tmp_path / "b.docx").stdout.splitlines()
    assert lines[:2] == ["1. thêm · Đầu văn bản", "   {+Một đoạn mới.+}"]


@pytest.mark.django_db
def test_import_members_writes_what_the_screens_write(cell: Organization, samples: Path) -> None:
    file = samples / "danh-sach-dang-vien.xlsx"
    result = run("import-members", file, "--organization", "CB Cục", "--as", "bi-thu")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-2:] == [
        "46 người mới, 0 người thay đổi, 0 người giữ nguyên, 0 dòng bị bỏ lại.",
        "Đã ghi.",
    ]
    assert Person.objects.filter(organization=cell).count() == 46
    confirmed = Entry.objects.get(action="organizations.confirm_import")
    assert confirmed.actor_id == User.objects.get(username="bi-thu").pk


@pytest.mark.django_db
def test_import_members_twice_changes_nothing(cell: Organization, samples: Path) -> None:
    arguments = ["import-members", samples / "danh-sach-dang-vien.xlsx", "--organization", cell.pk]
    run(*arguments, "--as", "bi-thu")
    result = run(*arguments, "--as", "bi-thu", "--json")
    counts = printed(result)["counts"]
    assert (counts["add"], counts["change"], counts["leave"]) == (0, 0, 46)
    assert Person.objects.count() == 46


@pytest.mark.django_db
def test_a_dry_run_writes_nothing(cell: Organization, samples: Path) -> None:
    file = samples / "danh-sach-dang-vien.xlsx"
    result = run("import-members", file, "--organization", cell.name, "--as", "bi-thu", "--dry-run")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == "Chưa ghi gì (--dry-run)."
    assert Person.objects.count() == 0
    assert Entry.objects.count() == 0


@pytest.mark.django_db
def test_rows_left_out_are_named_and_answered_with_3(cell: Organization, samples: Path) -> None:
    file = samples / "danh-sach-loi.xlsx"
    result = run("import-members", file, "--organization", "CB Cục", "--as", "bi-thu")
    assert result.exit_code == FOUND
    assert "Dòng 9, Ngày sinh" in result.stdout
    assert "7 dòng bị bỏ lại" in result.stdout
    assert Person.objects.count() == 23


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("organization", "username", "reason"),
    [
        ("CB Cục", "khong-co", "Không có tài khoản “khong-co”."),
        ("Chi bộ khác", "bi-thu", "“bi-thu” không quản lý tổ chức nào là “Chi bộ khác”."),
        ("CB Cục", "nguoi-la", "“nguoi-la” không quản lý tổ chức nào là “CB Cục”."),
    ],
)
def test_who_may_not_import_is_refused(
    cell: Organization, samples: Path, organization: str, username: str, reason: str
) -> None:
    UserFactory.create(username="nguoi-la")
    file = samples / "danh-sach-dang-vien.xlsx"
    result = run("import-members", file, "--organization", organization, "--as", username)
    assert result.exit_code == REFUSED
    assert reason in result.stderr
    assert Person.objects.count() == 0


@pytest.mark.django_db
def test_verify_audit_walks_the_chains(cell: Organization) -> None:
    record("test.one", cell, actor=None)
    record("test.two", cell, actor=None)
    whole = run("verify-audit")
    assert (whole.exit_code, whole.stdout) == (0, "2 dòng nhật ký, 0 chỗ không khớp.\n")
    Entry.objects.filter(action="test.one").update(action="test.forged")
    broken = run("verify-audit", "--json")
    assert broken.exit_code == FOUND
    assert printed(broken)["breaks"][0]["chain"] == cell.path


def test_a_log_gets_a_line_of_progress_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seconds = iter([100, 101, 131, 140, 162])
    monkeypatch.setattr(installation, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    with installation.Progress() as tell:
        for number in range(1, 5):
            tell(f"Tệp {number}/4")
    assert capsys.readouterr().err == "Tệp 2/4\nTệp 4/4\n"


def test_several_processes_need_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDIS_URL", raising=False)
    result = run("serve", "--workers", "2")
    assert result.exit_code == 2
    assert "REDIS_URL" in result.output


def test_reading_needs_no_database(samples: Path, tmp_path: Path) -> None:
    result = shell("read", samples / DRAFT, DAIHOI_DATA=str(tmp_path / "data"))
    assert result.returncode == 0
    assert "Bảng: 5" in result.stdout
    assert not (tmp_path / "data").exists()


def test_a_taken_port_is_said_before_anything_else(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = shell("demo", "--reset", "--port", port, DAIHOI_DATA=str(data))
    assert result.returncode == REFUSED
    assert f"Cổng {port} đang được dùng." in result.stderr
    assert not data.exists()


@pytest.mark.once
def test_a_reset_starts_over_and_a_second_start_keeps_the_data(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / DEMO_MARK).touch()
    (data / "daihoi.sqlite3").write_bytes(b"of the demo before")
    first = shell("demo", "--no-serve", "--reset", DAIHOI_DATA=str(data))
    assert (first.returncode, first.stdout.splitlines()[-1]) == (0, "Đã nạp dữ liệu thử."), (
        first.stderr
    )
    assert stat.S_IMODE((data / "daihoi.sqlite3").stat().st_mode) == 0o600
    assert (data / DEMO_MARK).exists()  # so that it may be thrown away again
    again = shell("demo", "--no-serve", DAIHOI_DATA=str(data))
    assert again.stdout.splitlines() == ["Dữ liệu thử đã có sẵn."]
    checked = shell("verify-audit", DAIHOI_DATA=str(data))
    assert checked.returncode == 0
    assert "0 chỗ không khớp" in checked.stdout


def test_a_demo_that_runs_is_not_thrown_away(tmp_path: Path) -> None:
    (tmp_path / DEMO_MARK).touch()
    with in_use(tmp_path, alone=False):
        result = shell("demo", "--no-serve", "--reset", DAIHOI_DATA=str(tmp_path))
    assert (result.returncode, result.stderr) == (
        REFUSED,
        f"Máy chủ đang chạy trên {tmp_path}. Hãy dừng máy chủ rồi chạy lại.\n",
    )
    assert (tmp_path / DEMO_MARK).exists()


@pytest.mark.parametrize(
    "command", [("send-digests",), ("import-members", DRAFT, "--organization", "1", "--as", "x")]
)
def test_nothing_is_written_while_a_backup_is_put_in_place(
    tmp_path: Path, samples: Path, command: tuple[str, ...]
) -> None:
    with in_use(tmp_path, alone=True):
        result = shell(*command, DAIHOI_DATA=str(tmp_path), cwd=samples)
    assert (result.returncode, result.stderr) == (
        REFUSED,
        f"Đang khôi phục dữ liệu vào {tmp_path}. Hãy chờ xong rồi chạy lại.\n",
    )


def test_reset_leaves_a_folder_that_is_not_the_demo(tmp_path: Path) -> None:
    (tmp_path / "thu-quan-trong.txt").write_text("giữ lại")
    result = shell("demo", "--no-serve", "--reset", DAIHOI_DATA=str(tmp_path))
    assert result.returncode == REFUSED
    assert "không phải dữ liệu bản thử" in result.stderr
    assert (tmp_path / "thu-quan-trong.txt").exists()
