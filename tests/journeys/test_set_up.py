"""An empty place becomes an office: first administrator, organization, people, accounts, congress."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.setting_up import UNITS, first_administrator, organization
from tests.journeys.walking import check, picture, shown, sign_in, sign_out

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-demo")]


def test_the_first_administrator_sets_up_an_office(empty_place: Place, desk: Visit) -> None:
    page = desk(empty_place)
    first_administrator(page, check)
    check(page)
    organization(page, check)
    check(page)
    first_person(page)
    username, code = post_and_account(page)
    congress(page)
    sign_out(page)
    own_password(page, username, code)


def first_person(page: Page) -> None:
    """Typed in by hand."""
    page.get_by_role("link", name="Đảng viên", exact=False).first.click()
    page.get_by_role("link", name="Thêm người").click()
    check(page)
    page.get_by_label("Họ và tên").fill("Hoàng Đức Thiện")
    page.get_by_label("Ngày sinh").fill("1970")
    page.get_by_label("Đơn vị").select_option(label=UNITS[0])
    page.get_by_label("Ngày vào Đảng").fill("3/2/1998")
    page.get_by_label("Ngày chính thức").fill("3-2-1999")
    page.locator("main form button[type=submit]").click()
    shown(page, "Hoàng Đức Thiện")
    check(page)


def post_and_account(page: Page) -> list[str]:
    """Answers the name and the one-time code of the slip."""
    page.get_by_role("link", name="Thêm chức vụ").click()
    page.get_by_label("Chức vụ", exact=True).select_option("secretary")
    page.get_by_label("Từ ngày").fill("10/4/2015")
    check(page)
    page.locator("main form button[type=submit]").click()
    shown(page, "Bí thư")
    page.get_by_role("link", name="Cấp tài khoản").click()
    check(page)
    page.locator("main form button[type=submit]").click()
    shown(page, "Phiếu đăng nhập")
    check(page)
    return page.locator(".slip code").all_inner_texts()


def congress(page: Page) -> None:
    """In three steps, and who is in its first subcommittee."""
    page.goto("/to-chuc/thiet-lap/")
    check(page)
    page.get_by_role("link", name="Thêm đại hội").click()
    check(page)
    page.get_by_role("textbox", name="Lần thứ").fill("III")
    soon = date.today() + timedelta(days=100)  # noqa: DTZ011 - the server's own day
    page.get_by_label("Nhiệm kỳ từ năm").fill(str(soon.year))
    page.get_by_label("Đến năm").fill(str(soon.year + 5))
    page.get_by_role("textbox", name="Ngày dự kiến").fill(f"{soon.month}/{soon.year}")
    page.get_by_text("cuối tháng", exact=True).click()
    page.get_by_label("Số, ký hiệu").first.fill("35-CT/TW")
    page.get_by_label("Ngày ban hành").first.fill("30-5-2019")
    page.get_by_label("Cơ quan ban hành").first.fill("Bộ Chính trị")
    page.get_by_label("Trích yếu").first.fill("Về đại hội đảng bộ các cấp")
    picture(page, "congress-start")
    page.get_by_role("button", name="Tiếp tục").click()
    shown(page, "Mẫu đầy đủ")
    check(page)
    picture(page, "congress-template")
    page.get_by_role("button", name="Tiếp tục").click()
    shown(page, "Tiểu ban, mục tiêu")
    check(page)
    page.go_back()
    shown(page, "Mẫu đầy đủ")
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Số quyết định").first.fill("05-QĐ/CB")
    page.get_by_label("Ngày quyết định").first.fill("8/1/2020")
    page.get_by_role("button", name="Lập đại hội").click()
    shown(page, "Trễ và sắp tới")
    check(page)
    page.get_by_role("link", name="Thêm người").first.click()
    check(page)
    page.get_by_label("Đồng chí").select_option(label="Hoàng Đức Thiện")
    page.get_by_label("Nhiệm vụ").select_option("head")
    page.get_by_label("Từ ngày").fill("8/1/2020")
    page.locator("main form button[type=submit]").click()
    shown(page, "Hoàng Đức Thiện")
    check(page)


def own_password(page: Page, username: str, code: str) -> None:
    """The slip opens only the page where a password is chosen; the password opens the house."""
    page.goto("/vao/")
    check(page)
    page.get_by_label("Mã trên phiếu").fill(code.lower())
    page.get_by_role("button", name="Tiếp tục").click()
    shown(page, "Hoàng Đức Thiện")
    check(page)
    page.get_by_role("button", name="Đúng là tôi, đăng nhập").click()
    shown(page, "Đồng chí vừa đăng nhập bằng phiếu")
    page.goto("/van-kien/")
    shown(page, "Đồng chí vừa đăng nhập bằng phiếu")
    check(page)
    page.get_by_label("Mật khẩu mới", exact=True).fill("chi-bo-cuc-2020")
    page.get_by_label("Nhập lại mật khẩu mới").fill("chi-bo-cuc-2020")
    page.get_by_role("button", name="Đặt mật khẩu").click()
    page.goto("/tai-khoan/phien/")
    check(page)
    sign_out(page)
    sign_in(page, username, "chi-bo-cuc-2020")
    page.wait_for_url("**/")
    page.goto("/")
    check(page)
    page.goto("/van-kien/")
    shown(page, "Nhập văn kiện từ Word")
    check(page)
