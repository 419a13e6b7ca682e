"""A round of opinions: invited, half-written, sent, corrected; signed, on paper, in a list."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.office import CLERK, CLERKS_PASSWORD
from tests.journeys.places import Place
from tests.journeys.walking import (
    check,
    confirm,
    enter_demo,
    picture,
    say_yes,
    shown,
    sign_in,
    sign_out,
)

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-office")]
SELECT_WORDS = """([block, start, end]) => {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const node = walker.nextNode();
  range.setStart(node, start);
  range.setEnd(node, end);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
PARAGRAPH = "[data-block][data-label^='đoạn']"


def open_round(page: Page) -> str:
    """Answers the address of the round's page."""
    page.goto("/van-kien/")
    page.get_by_role("link", name="Báo cáo chính trị").click()
    page.get_by_role("link", name="Mở đợt lấy ý kiến").click()
    check(page)
    page.get_by_label("Từ ngày").fill("20/2/2020")
    page.get_by_label("Đến hết ngày").fill("10/2/2020")
    page.get_by_role("button", name="Mở đợt và gửi lời mời").click()
    shown(page, "Ngày kết thúc trước ngày bắt đầu")
    check(page)
    page.get_by_label("Từ ngày").fill("10/2/2020")
    page.get_by_label("Đến hết ngày").fill("29/2/2020")
    page.get_by_label("Nội dung đề nghị góp ý").fill("Đề nghị góp ý kỹ Biểu số 2.")
    unit = page.locator("details:has(summary:text('Phòng Kiểm tra'))")
    unit.locator("summary").click()
    unit.get_by_label("1.4. Tiếp công dân").first.check()
    page.get_by_role("button", name="Mở đợt và gửi lời mời").click()
    page.get_by_role("heading", name="Lấy ý kiến lần 1").wait_for()
    check(page)
    return page.url


def select_words(page: Page, nth: int) -> str:
    """Select some words of a paragraph as a finger does; answers them."""
    block = page.locator(PARAGRAPH).nth(nth)
    block.scroll_into_view_if_needed()
    page.evaluate(SELECT_WORDS, [block.element_handle(), 0, 34])
    page.locator("form.sheet.is-open [data-opinion-quote]").wait_for()
    return page.locator("[data-opinion-quote]").inner_text()


def test_opinions_come_in_every_way(
    office_with_draft: Place, desk: Visit, phone: Visit, samples: Path
) -> None:
    head = desk(office_with_draft)
    enter_demo(head, "subcommittee_head")
    round_url = open_round(head)
    shown(head, "0 trên")
    half_written_and_sent(phone(office_with_draft), round_url)
    shown(head, "1 trên")  # counted without loading the page again
    check(head)
    corrected_and_withdrawn(phone(office_with_draft), round_url)
    signed_by_a_department(desk(office_with_draft), round_url)
    clerk = desk(office_with_draft)
    sign_in(clerk, CLERK, CLERKS_PASSWORD)
    from_paper(clerk, round_url)
    from_a_list(clerk, round_url, samples / "y-kien-gop-y.xlsx")
    the_silent_are_reminded(head, desk(office_with_draft), round_url)


def half_written_and_sent(member: Page, round_url: str) -> None:
    """A member on the phone; the tab closes half-way, in a new one the words are there."""
    enter_demo(member, "member")
    check(member)
    member.goto("/hop-thu/")
    check(member)
    member.goto(f"{round_url}doc/")
    check(member)
    member.locator("[data-opinion-ready]").wait_for()
    words = select_words(member, 8)
    assert words
    member.get_by_label("Nội dung góp ý").fill("Câu này nên ngắn lại.")
    member.get_by_text("Đề nghị viết lại, việc khác").click()
    member.get_by_label("Đề nghị viết lại thành").fill("Viết gọn:")
    check(member)
    picture(member, "reading-phone")
    shown(member, "Đã lưu nháp trên máy")
    again = member.context.new_page()
    member.close()
    again.goto(f"{round_url}doc/")
    again.locator("form.sheet.is-open").wait_for()
    assert again.get_by_label("Nội dung góp ý").input_value() == "Câu này nên ngắn lại."
    assert again.locator("[data-opinion-quote]").inner_text() == words
    again.get_by_role("button", name="Gửi ý kiến").click()
    shown(again, "Đã gửi ý kiến")
    check(again)


def corrected_and_withdrawn(again: Page, round_url: str) -> None:
    """The same member later; signing out clears what is half-written: laptops are shared."""
    enter_demo(again, "member")
    again.goto(f"{round_url}doc/")
    again.locator("[data-opinion-ready]").wait_for()
    again.get_by_role("link", name="Sửa", exact=True).first.click()
    check(again)
    again.get_by_label("Nội dung góp ý").fill("Câu này nên tách làm hai.")
    again.get_by_role("button", name="Lưu").click()
    shown(again, "Câu này nên tách làm hai.")
    again.get_by_role("button", name="Góp ý toàn văn").click()
    again.get_by_label("Nội dung góp ý").fill("Ý kiến gửi nhầm.")
    again.get_by_role("button", name="Gửi ý kiến").click()
    mistaken = again.locator(".own-opinion", has_text="Ý kiến gửi nhầm.")
    mistaken.wait_for()
    mistaken.get_by_role("button", name="Rút").click()
    say_yes(again)
    mistaken.wait_for(state="detached")
    again.get_by_role("button", name="Góp ý toàn văn").click()
    again.get_by_label("Nội dung góp ý").fill("Viết dở.")
    shown(again, "Đã lưu nháp trên máy")
    sign_out(again)
    left = again.evaluate("Object.keys(localStorage).filter(key => key.includes('draft'))")
    assert left == []


def signed_by_a_department(department: Page, round_url: str) -> None:
    """One contribution of two items under one name."""
    enter_demo(department, "department")
    department.goto(round_url)
    department.get_by_role("link", name="Viết bản góp ý").click()
    check(department)
    shown(department, "1.4. Tiếp công dân")
    for text in ("Bổ sung thời hạn trả lời đơn.", "Ghi rõ số buổi tiếp công dân."):
        department.locator("a.block-number[data-open-opinion]").nth(12).click()
        department.get_by_label("Nội dung góp ý").fill(text)
        department.get_by_role("button", name="Thêm mục", exact=True).click()
        department.locator(".row-text", has_text=text).wait_for()
    check(department)
    confirm(department, "Ký và gửi 2 mục")
    shown(department, "đã ký lúc")
    check(department)


def from_paper(clerk: Page, round_url: str) -> None:
    """The clerk types in what came on paper."""
    clerk.goto(round_url)
    clerk.get_by_role("link", name="Nhập phiếu góp ý").click()
    check(clerk)
    clerk.locator("#id_person").select_option(label="Hà Văn Ất")
    clerk.get_by_label("Ngày góp ý").fill("18/2/2020")
    clerk.get_by_label("Vị trí như người góp ý ghi").fill("Phần thứ hai, mục III, chỉ tiêu 5")
    clerk.get_by_label("Nội dung góp ý").fill("Nâng tỷ lệ số hóa hồ sơ lên 85%.")
    clerk.get_by_text("Bằng văn bản", exact=True).click()
    clerk.get_by_role("button", name="Lưu và nhập tiếp").click()
    shown(clerk, "Đã nhập ý kiến của Hà Văn Ất")


def from_a_list(clerk: Page, round_url: str, file: Path) -> None:
    """The list that was kept in Excel, looked at first."""
    clerk.goto(round_url)
    clerk.get_by_role("link", name="Nhập danh sách Excel").click()
    check(clerk)
    clerk.locator("input[type=file]").set_input_files(file)
    clerk.get_by_role("button", name="Xem trước").click()
    clerk.get_by_role("heading", name="60 ý kiến sẽ được nhập").wait_for()
    check(clerk)
    clerk.get_by_role("button", name="Nhập 60 ý kiến").click()
    shown(clerk, "Đã nhập 60 ý kiến")
    check(clerk)


def the_silent_are_reminded(head: Page, secretary: Page, round_url: str) -> None:
    """Whoever has not answered finds a reminder in the inbox."""
    head.goto(round_url)
    assert head.locator(".round-unit").count() == 6
    head.locator(".round-unit summary").nth(1).click()
    check(head)
    picture(head, "round")
    head.get_by_role("button", name="Nhắc người chưa góp ý").click()
    shown(head, "nhắc")
    enter_demo(secretary, "secretary")
    secretary.goto("/hop-thu/")
    shown(secretary, "Nhắc")
    check(secretary)
    assert re.search(r"\d+ trên \d+ người đã trả lời", head.locator("#progress-title").inner_text())
