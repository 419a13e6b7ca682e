"""Opinions on a superior's draft: read on a phone with a reason, put together word for word."""

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import check, confirm, enter_demo, picture, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-superior")]
TITLE = "Dự thảo Nghị quyết Đại hội Đảng bộ Khối"
SAID = "Đề nghị thêm chỉ tiêu về giải quyết đơn thư đúng hạn."
REASON = "Đơn thư tồn đọng là điều người dân phàn nàn nhiều nhất."


def test_a_superiors_draft_from_its_file_to_the_report(
    own_demo_place: Place, desk: Visit, phone: Visit, tmp_path: Path
) -> None:
    head = desk(own_demo_place)
    enter_demo(head, "subcommittee_head")
    round_url = asks(head, a_draft(tmp_path))
    member = phone(own_demo_place)
    enter_demo(member, "member")
    answers(member, round_url)
    ends(head, round_url)
    reports(head, tmp_path)


def a_draft(folder: Path) -> Path:
    document = docx.Document()
    document.add_heading("I. MỤC TIÊU", 1)
    document.add_paragraph("Xây dựng Đảng bộ trong sạch, vững mạnh.")
    document.add_heading("II. CHỈ TIÊU", 1)
    document.add_paragraph("Mỗi năm kết nạp từ 150 đảng viên trở lên.")
    document.save(str(folder / "du-thao.docx"))
    return folder / "du-thao.docx"


def asks(head: Page, file: Path) -> str:
    """The letter and the draft come in; a round asks every member. Answers the round's address."""
    head.goto("/van-kien/")
    head.get_by_role("link", name="Góp ý văn kiện cấp trên").click()
    shown(head, "43 đảng viên được hỏi, 10 đã trả lời, 10 ý kiến")
    check(head)
    picture(head, "superior-report")
    head.get_by_role("link", name="Nhập dự thảo của cấp trên").click()
    head.get_by_label("Tên dự thảo văn kiện").fill(TITLE)
    head.get_by_label("Cấp ủy gửi lấy ý kiến").fill("Đảng ủy Khối các cơ quan tỉnh Lạng Sơn")
    head.locator("input[type=file]").set_input_files(file)
    check(head)
    head.get_by_role("button", name="Đọc và xem trước").click()
    check(head)
    head.locator("main button.button-primary").first.click()
    head.get_by_role("heading", name=TITLE).wait_for()
    check(head)
    head.get_by_role("link", name="Mở đợt lấy ý kiến").click()
    head.get_by_label("Từ ngày").fill("26/3/2020")
    head.get_by_label("Đến hết ngày").fill("30/3/2020")
    head.get_by_role("button", name="Mở đợt và gửi lời mời").click()
    head.get_by_role("heading", name="Lấy ý kiến lần 1").wait_for()
    check(head)
    return head.url


def answers(member: Page, round_url: str) -> None:
    """A member says what she would have otherwise, and why."""
    member.goto(f"{round_url}doc/")
    member.locator("[data-opinion-ready]").wait_for()
    member.locator("[data-block]", has_text="150 đảng viên").click()
    member.get_by_label("Nội dung ý kiến khác").fill(SAID)
    member.get_by_label("Lý do").fill(REASON)
    check(member)
    picture(member, "superior-phone")
    member.get_by_role("button", name="Gửi ý kiến").click()
    shown(member, SAID)


def ends(head: Page, round_url: str) -> None:
    head.goto(round_url)
    shown(head, "1 trên")
    confirm(head, "Kết thúc đợt")
    confirm(head, "Đóng đợt")
    check(head)


def reports(head: Page, folder: Path) -> None:
    """Word for word, by heading; then into the official report."""
    head.goto("/van-kien/")
    head.get_by_role("link", name="Góp ý văn kiện cấp trên").click()
    row = head.locator("tbody", has_text=SAID)
    assert REASON in row.inner_text()
    assert "II. CHỈ TIÊU" in row.inner_text()
    check(head)
    with head.expect_download() as sent:
        head.get_by_role("link", name="Tải Word").click()
    sent.value.save_as(folder / "report.docx")
    tables = docx.Document(str(folder / "report.docx")).tables
    assert SAID in "".join(cell.text for table in tables for cell in table._cells)
    head.get_by_role("button", name="Đưa vào báo cáo").click()
    head.get_by_role("heading", name="Báo cáo tổng hợp ý kiến góp ý văn kiện cấp trên").wait_for()
    assert SAID in head.locator(".paper-sheet").inner_text()
    check(head)
