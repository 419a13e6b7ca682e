"""An empty place becomes an office: first administrator, organization, people, accounts, congress."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.setting_up import UNITS, first_administrator, organization
from tests.journeys.walking import check, shown, sign_in, sign_out

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-demo")]


def test_the_first_administrator_sets_up_an_office(empty_place: Place, desk: Visit) -> None:
    page = desk(empty_place)
    first_administrator(page, check)
    check(page)
    organization(page, check)
    check(page)
    first_person(page)
    username, temporary = post_and_account(page)
    congress(page)
    sign_out(page)
    own_password(page, username, temporary)


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
    """Answers the name and the temporary password of the slip."""
    page.get_by_role("link", name="Thêm chức vụ").click()
    page.get_by_label("Chức vụ", exact=True).select_option("secretary")
    page.get_by_label("Từ ngày").fill("10/4/2015")
    check(page)
    page.locator("main form button[type=submit]").click()
    shown(page, "Bí thư")
    page.get_by_role("link", name="Cấp tài khoản").click()
    check(page)
    page.locator("main form button[type=submit]").click()
    shown(page, "Phiếu tài khoản")
    check(page)
    return page.locator(".slip code").all_inner_texts()


def congress(page: Page) -> None:
    """With its subcommittee and who is in it."""
    page.goto("/to-chuc/thiet-lap/")
    check(page)
    page.get_by_role("link", name="Thêm đại hội").click()
    check(page)
    page.get_by_label("Lần thứ").fill("III")
    page.get_by_label("Nhiệm kỳ từ năm").fill("2020")
    page.get_by_label("đến năm").fill("2025")
    page.get_by_label("Ngày dự kiến").fill("3/4/2020")
    page.locator("main form button[type=submit]").click()
    page.get_by_role("link", name="Thêm tiểu ban").first.click()
    check(page)
    page.get_by_label("Tên tiểu ban").fill("Tiểu ban Văn kiện")
    page.get_by_label("Số quyết định").fill("05-QĐ/CB")
    page.get_by_label("Ngày quyết định").fill("8/1/2020")
    page.locator("main form button[type=submit]").click()
    page.get_by_role("link", name="Thêm người").first.click()
    check(page)
    page.get_by_label("Đồng chí").select_option(label="Hoàng Đức Thiện")
    page.get_by_label("Nhiệm vụ").select_option("head")
    page.get_by_label("Từ ngày").fill("8/1/2020")
    page.locator("main form button[type=submit]").click()
    shown(page, "Tiểu ban Văn kiện")
    check(page)


def own_password(page: Page, username: str, temporary: str) -> None:
    """The temporary password opens only the page where it is changed."""
    sign_in(page, username, temporary)
    shown(page, "Mật khẩu đang dùng do người khác cấp")
    page.goto("/van-kien/")
    shown(page, "Mật khẩu đang dùng do người khác cấp")
    check(page)
    page.get_by_label("Mật khẩu hiện tại").fill(temporary)
    page.get_by_label("Mật khẩu mới", exact=True).fill("chi-bo-cuc-2020")
    page.get_by_label("Nhập lại mật khẩu mới").fill("chi-bo-cuc-2020")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    page.goto("/")
    check(page)
    page.goto("/van-kien/")
    shown(page, "Nhập văn kiện từ Word")
    check(page)
