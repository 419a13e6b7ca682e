"""A dossier goes up, comes back, goes again and is approved; after the congress results are confirmed."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import check, enter_demo, menu, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-approval")]
ASKED = "Ghi rõ ngày gửi văn kiện cho đảng viên."
ADDED = "Văn kiện được gửi đảng viên trước đại hội 10 ngày."


def test_a_dossier_goes_up_comes_back_and_is_approved(
    office: Place, desk: Visit, phone: Visit
) -> None:
    secretary, superior = desk(office), desk(office)
    enter_demo(secretary, "secretary")
    for name in ("Kế hoạch", "Tờ trình"):
        makes(secretary, name)
    sends(secretary, "Gửi cấp trên")
    enter_demo(superior, "superior")
    judges_each(superior)
    gives_back(superior)
    corrects(secretary)
    sends(secretary, "Trình lại")
    reads_what_changed(superior)
    approves(superior)
    small = phone(office)
    reads_the_approval(secretary, small)
    for page in (secretary, superior, small):
        page.goto("about:blank")  # nothing may listen while the server is away
    office.move_to("2020-04-10")
    reports_results(secretary)
    confirms_them(superior)


def makes(page: Page, name: str) -> None:
    """The dossier's list leads to each paper that is missing."""
    menu(page, "Phê duyệt")
    page.get_by_role("link", name=re.compile(f"^Soạn ?: {name}")).first.click()
    page.get_by_role("button", name="Lập văn bản").click()
    page.locator(".paper-sheet").wait_for()


def sends(page: Page, button: str) -> None:
    menu(page, "Phê duyệt")
    page.get_by_role("link", name=button, exact=True).click()
    page.get_by_role("button", name="Gửi cấp trên").click()
    field = page.locator("[name=lacks_reason]")
    expect(field).to_have_attribute("aria-invalid", "true")  # nothing goes without a reason
    field.fill("Văn kiện gửi sau khi lấy ý kiến.")
    check(page, at=(390,))
    page.get_by_role("button", name="Gửi cấp trên").click()
    shown(page, "chờ tiếp nhận")


def judges_each(page: Page) -> None:
    """From the desk to the first paper, and from each to the next."""
    shown(page, "1 hồ sơ chờ trả lời")
    page.get_by_role("link", name="Mở hồ sơ").first.click()
    page.get_by_role("button", name="Tiếp nhận").click()
    page.get_by_role("link", name=re.compile("^Thẩm định ?:")).first.click()
    page.get_by_label("Đồng ý", exact=True).check()
    page.get_by_role("button", name="Ghi, sang văn bản sau").click()
    page.get_by_label("Trả lại", exact=True).check()
    page.get_by_label("Nhận xét, yêu cầu sửa").fill(ASKED)
    check(page, at=(390,))
    page.get_by_role("button", name="Ghi", exact=True).click()
    shown(page, "đã thẩm định 2 trên 2")
    finishes(page)


def finishes(page: Page) -> None:
    page.get_by_role("link", name="Kết thúc thẩm định").click()
    page.get_by_label("Người hoặc bộ phận thẩm định").fill("Ban Tổ chức Đảng ủy Khối")
    page.locator("main form button.button-primary").click()
    page.get_by_role("link", name="Trả lại", exact=True).wait_for()


def gives_back(page: Page) -> None:
    page.get_by_role("link", name="Trả lại", exact=True).click()
    page.locator("[name=remarks]").fill("Sửa theo nhận xét rồi trình lại.")
    page.locator("main form button.button-primary").click()
    shown(page, "cấp trên trả lại")


def corrects(page: Page) -> None:
    """What is asked stands on the dossier sent; the paper itself is changed."""
    page.reload()
    shown(page, ASKED)
    row = page.locator("tr", has_text=ASKED)
    name = row.locator("td").nth(1).locator("a").first.inner_text()
    menu(page, "Phê duyệt")
    page.get_by_role("link", name=name).first.click()
    page.get_by_role("link", name="Sửa văn bản", exact=True).click()
    words = page.locator("main form textarea[name=blocks]")
    words.fill(f"{words.input_value()}\n\n{ADDED}")
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    page.locator(".paper-sheet", has_text=ADDED).wait_for()


def reads_what_changed(page: Page) -> None:
    """Of two papers one is marked, and only its new sentence is shown."""
    page.goto("/")
    page.get_by_role("link", name="Mở hồ sơ").first.click()
    page.get_by_role("button", name="Tiếp nhận").click()
    shown(page, "1 văn bản khác lần trước")
    shown(page, "không đổi")
    page.get_by_role("link", name=re.compile("^Xem chỗ khác")).click()
    shown(page, ASKED)
    expect(page.locator("main article ins")).to_have_text(ADDED)
    assert page.locator("main article del").count() == 0
    check(page, at=(390,))


def approves(page: Page) -> None:
    page.go_back()
    page.get_by_role("link", name=re.compile("^Thẩm định ?:")).first.click()
    for button in ("Ghi, sang văn bản sau", "Ghi"):
        page.get_by_label("Đồng ý", exact=True).check()
        page.get_by_role("button", name=button, exact=True).click()
    finishes(page)
    page.get_by_role("link", name="Phê duyệt", exact=True).last.click()
    page.get_by_label("Số, ký hiệu văn bản").fill("00-TB/ĐUK")
    page.get_by_label("Người ký").fill("Lưu Thị Phương")
    check(page, at=(390,))
    page.locator("main form button.button-primary").click()
    shown(page, "đã phê duyệt")


def reads_the_approval(page: Page, small: Page) -> None:
    menu(page, "Phê duyệt")
    shown(page, "00-TB/ĐUK")
    check(page)
    enter_demo(small, "clerk")
    small.goto(page.url)
    shown(small, "00-TB/ĐUK")
    check(small)


def reports_results(page: Page) -> None:
    """Seven working days after the closing, with who was elected."""
    page.goto("/")
    menu(page, "Phê duyệt")
    page.get_by_role("link", name="Đề nghị chuẩn y", exact=True).click()
    shown(page, "chậm nhất thứ Ba 14-4-2020")
    dossier = page.url
    page.get_by_role("link", name=re.compile("^Soạn ?: Tờ trình")).first.click()
    page.get_by_role("button", name="Lập văn bản").click()
    page.locator(".paper-sheet").wait_for()
    page.goto(dossier)
    page.get_by_role("link", name="Gửi cấp trên", exact=True).click()
    shown(page, "thứ Ba 5-5-2020")  # fifteen working days, two of them holidays
    page.get_by_label("Chức danh đề nghị chuẩn y").fill("Bí thư: Hà Thị Lan")
    page.locator("[name=lacks_reason]").fill("Biên bản gửi sau.")
    page.get_by_role("button", name="Gửi cấp trên").click()
    shown(page, "chờ tiếp nhận")


def confirms_them(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Mở hồ sơ").first.click()
    page.get_by_role("button", name="Tiếp nhận").click()
    page.get_by_role("link", name=re.compile("^Thẩm định ?:")).first.click()
    page.get_by_label("Đồng ý", exact=True).check()
    page.get_by_role("button", name="Ghi", exact=True).click()
    finishes(page)
    page.get_by_role("link", name="Chuẩn y", exact=True).click()
    page.get_by_label("Số, ký hiệu văn bản").fill("00-QĐ/ĐUK")
    page.get_by_label("Người ký").fill("Lưu Thị Phương")
    page.locator("main form button.button-primary").click()
    shown(page, "đã chuẩn y")
    shown(page, "Hà Thị Lan")
