"""A programme is built, put in order by keyboard, cut short and back; its script follows it."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import check, enter_demo, expecting, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-programme")]
REPORT = "Số phút của mục Trình bày báo cáo chính trị"
SHEET = "#programme-sheet"


def open_tab(page: Page, name: str) -> None:
    page.locator(".programme-tabs").get_by_role("link", name=name, exact=True).click()
    page.wait_for_load_state()


def set_minutes(page: Page, minutes: str) -> None:
    page.get_by_label(REPORT).fill(minutes)
    page.get_by_label(REPORT).press("Tab")


def test_a_programme_and_the_script_that_follows_it(
    office: Place, desk: Visit, phone: Visit
) -> None:
    page, small = desk(office), phone(office)
    enter_demo(page, "secretary")
    page.get_by_role("link", name="Chương trình", exact=True).click()
    page.get_by_role("button", name="Lập theo chương trình mặc định").click()
    expect(page.locator(SHEET)).to_contain_text("Tổng 270 phút")
    expect(page.locator(SHEET)).to_contain_text("vừa khít")
    check(page)
    address = page.url

    enter_demo(small, "member")
    small.goto(address)
    shown(small, "Chưa có chương trình")
    check(small)

    put_in_order(page)
    cut_short_and_back(page)
    follow_with_a_script(page)


def put_in_order(page: Page) -> None:
    # By keyboard: the flag is saluted after the guests are named, and the clock follows.
    salute = page.locator("[data-item]", has_text="Chào cờ (Quốc ca")
    expect(salute.locator("time")).to_have_text("08:30")
    salute.get_by_role("spinbutton").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(salute.locator("time")).to_have_text("08:35")
    expect(page.locator("[data-item]").nth(8)).to_contain_text("Chào cờ (Quốc ca")

    set_minutes(page, "40")
    expect(page.locator(SHEET)).to_contain_text("quá 20 phút")
    with expecting(page, 422):
        set_minutes(page, "600")
        shown(page, "Nhiều nhất 240 phút")
    page.reload()
    set_minutes(page, "20")
    expect(page.locator(SHEET)).to_contain_text("vừa khít")


def cut_short_and_back(page: Page) -> None:
    page.get_by_role("button", name="Rút gọn để phòng dịch").click()
    expect(page.locator(SHEET)).to_contain_text("Tổng 149 phút")
    check(page)
    page.get_by_role("button", name="Quay về bản đầy đủ").click()
    expect(page.locator(SHEET)).to_contain_text("Tổng 270 phút")


def follow_with_a_script(page: Page) -> None:
    open_tab(page, "Kịch bản")
    page.get_by_role("button", name="Lập kịch bản").click()
    shown(page, "Kịch bản theo đúng chương trình bản 3")
    check(page)

    open_tab(page, "Chương trình")
    set_minutes(page, "25")
    expect(page.locator(SHEET)).to_contain_text("quá 5 phút")
    open_tab(page, "Kịch bản")
    shown(page, "1 chỗ, so với bản 3")
    page.get_by_role("button", name="Lấy theo chương trình").click()
    shown(page, "Kịch bản theo đúng chương trình bản 3")

    page.get_by_role("link", name="Hoàn thiện kịch bản").click()
    with expecting(page, 422):
        page.get_by_role("button", name="Hoàn thiện kịch bản").click()
        shown(page, "Cần làm trước thì bí thư ghi lý do")
    check(page)
    page.get_by_role("link", name="Thôi").click()

    page.get_by_role("link", name="Thẻ cho người dẫn").click()
    page.get_by_role("link", name="Tiếp:").click()
    shown(page, "mục 2/29")
    check(page)
