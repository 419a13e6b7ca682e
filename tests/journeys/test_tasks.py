"""Work that is given: to a subcommittee, to everybody; progress, evidence, the board, the calendar."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.office import CLERK, CLERKS_PASSWORD
from tests.journeys.places import Place
from tests.journeys.walking import check, confirm, enter_demo, picture, shown, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-work")]
SUBMIT = "main form button[type=submit]"
URGENT = "Tổng hợp số liệu thi hành án năm 2019"
REQUIREMENT = "Nghiên cứu tài liệu trước hội nghị chi bộ"


def open_board(page: Page) -> None:
    page.goto("/dai-hoi/")
    page.locator("main").get_by_role("link", name="Đại hội lần thứ III").click()
    page.locator("main").get_by_role("link", name="Bảng tiến độ").click()
    page.get_by_role("heading", name="Bảng tiến độ").wait_for()


def test_work_of_a_subcommittee(office_at_work: Place, desk: Visit, tmp_path: Path) -> None:
    secretary, clerk, head = (desk(office_at_work) for _ in range(3))
    enter_demo(secretary, "secretary")
    open_board(secretary)
    board = secretary.url
    secretary.get_by_role("link", name="Giao việc", exact=True).click()
    check(secretary)
    secretary.get_by_label("Công việc").fill(URGENT)
    secretary.get_by_label("Giao cho").select_option(label="Tiểu ban Văn kiện")
    secretary.get_by_label(re.compile("^Hạn")).fill("28/2/2020")
    secretary.get_by_text("Khẩn trương").click()
    picture(secretary, "task-give")
    secretary.locator(SUBMIT).last.click()
    shown(secretary, URGENT)
    task = secretary.url

    sign_in(clerk, CLERK, CLERKS_PASSWORD)
    clerk.wait_for_url("**/")
    clerk.goto(task)
    clerk.get_by_label("Tiến độ, vướng mắc").fill("Đã có số liệu của bốn chi cục.")
    clerk.get_by_label("Đã làm được").fill("60")
    clerk.get_by_role("button", name="Ghi tiến độ").click()
    shown(clerk, "60 %")
    paper = tmp_path / "so-lieu-2019.txt"
    paper.write_text("Chi cục huyện Bắc Sơn: 120 việc\n", encoding="utf-8")
    clerk.get_by_label("Tệp minh chứng").set_input_files(paper)
    clerk.get_by_role("button", name="Đính kèm").click()
    clerk.get_by_role("link", name="so-lieu-2019.txt").wait_for()
    clerk.get_by_role("button", name="Báo xong").click()
    shown(clerk, "báo xong")
    assert clerk.get_by_role("button", name="Xác nhận xong").count() == 0
    check(clerk)

    secretary.goto(board)
    check(secretary)
    bodies = secretary.locator("main .card h2, main .row-title").all_inner_texts()
    found = [bodies.index(name) for name in ("Tiểu ban Văn kiện", "Tiểu ban Nhân sự")]
    assert found == sorted(found)
    picture(secretary, "board")

    enter_demo(head, "subcommittee_head")
    head.goto("/dai-hoi/viec-cua-toi/")
    check(head)
    head.get_by_role("link", name=URGENT).first.click()
    picture(head, "task")
    confirm(head, "Xác nhận xong")
    assert head.get_by_role("button", name="Xác nhận xong").count() == 0
    check(head)


def test_a_requirement_is_known_by_each(office_at_work: Place, desk: Visit, phone: Visit) -> None:
    secretary, member = desk(office_at_work), phone(office_at_work)
    enter_demo(secretary, "secretary")
    open_board(secretary)
    secretary.get_by_role("link", name="Giao việc", exact=True).click()
    secretary.get_by_label("Công việc").fill(REQUIREMENT)
    secretary.get_by_label("Giao cho").select_option(value="members")
    secretary.get_by_text("Yêu cầu chung").click()
    secretary.locator(SUBMIT).last.click()
    shown(secretary, "Ai đã biết")

    enter_demo(member, "member")
    member.goto("/dai-hoi/viec-cua-toi/")
    check(member)
    picture(member, "my-work-phone")
    member.get_by_role("link", name=REQUIREMENT).click()
    check(member)
    member.get_by_role("button", name="Tôi đã biết").click()
    shown(member, "Đồng chí đã xác nhận biết yêu cầu này")
    secretary.reload()
    known = secretary.locator(".row", has_text="Hoàng Văn Ước")
    assert "đã biết" in known.inner_text()
    check(secretary)


def test_a_private_calendar(office_at_work: Place, desk: Visit) -> None:
    page = desk(office_at_work)
    enter_demo(page, "secretary")
    page.goto("/lich/")
    check(page)
    page.get_by_role("button", name="Tạo đường dẫn riêng").click()
    address = page.get_by_label("Đường dẫn lịch").input_value()
    check(page)
    stranger = desk(office_at_work)
    feed = stranger.request.get(re.sub(r"^webcal", "http", address))
    assert feed.ok
    assert "BEGIN:VEVENT" in feed.text()
    confirm(page, "Hủy đường dẫn")
    shown(page, "chưa có đường dẫn")
    assert stranger.request.get(address).status == 404
