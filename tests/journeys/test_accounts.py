"""People without e-mail sign in: a slip on paper, a phone, a password of one's own, a second step."""

import base64
import hmac
import re
import struct
import time

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.office import CAREFUL, CAREFULS_PASSWORD
from tests.journeys.places import Place
from tests.journeys.walking import (
    SIGN_IN_PATH,
    check,
    enter_demo,
    expecting,
    picture,
    shown,
    sign_in,
)

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-work")]
PASSWORD = "mat-khau-cua-rieng-toi"
WITH_ONE_CLICK = ("Nông Thị Bích Hằng", "Đinh Công Tuấn", "Hoàng Văn Ước")


def test_a_slip_opens_the_house_once(office_at_work: Place, desk: Visit, phone: Visit) -> None:
    secretary, member, thief = desk(office_at_work), phone(office_at_work), phone(office_at_work)
    enter_demo(secretary, "secretary")
    secretary.get_by_role("link", name="Đảng viên").first.click()
    secretary.get_by_role("link", name="Tài khoản", exact=True).click()
    check(secretary)
    for name in WITH_ONE_CLICK:
        secretary.get_by_label(name).uncheck()
    secretary.get_by_role("button", name="Cấp và in phiếu").click()
    secretary.get_by_role("heading", name="Phiếu đăng nhập").wait_for()
    assert secretary.locator(".slips").first.locator(".slip").count() == 10
    check(secretary)
    picture(secretary, "slips")
    slip = secretary.locator(".slip", has_text="Phạm Tuấn Anh")
    code = slip.locator(".slip-code").inner_text()

    member.goto("/vao/")
    check(member)
    member.get_by_label("Mã trên phiếu").fill(code)
    member.get_by_role("button", name="Tiếp tục").click()
    shown(member, "Phạm Tuấn Anh")
    check(member)
    picture(member, "slip-phone")
    member.get_by_role("button", name="Đúng là tôi, đăng nhập").click()
    member.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
    member.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
    check(member)
    member.get_by_role("button", name="Đặt mật khẩu").click()
    member.goto("/")
    shown(member, "Chờ tôi")

    thief.goto("/vao/")
    thief.get_by_label("Mã trên phiếu").fill(code)
    with expecting(thief, 404, 409, 410, 422):
        thief.get_by_role("button", name="Tiếp tục").click()
        shown(thief, "đã được dùng")
    check(thief)


def test_a_second_step_and_the_sessions(office_at_work: Place, desk: Visit, phone: Visit) -> None:
    page, other = desk(office_at_work), phone(office_at_work)
    sign_in(page, CAREFUL, CAREFULS_PASSWORD)
    page.wait_for_url("**/")
    page.goto("/tai-khoan/")
    check(page)
    page.goto("/tai-khoan/buoc-hai/")
    check(page)
    page.get_by_role("link", name="Bật").first.click()
    if page.get_by_role("heading", name="Xác nhận lại").count():
        page.get_by_label("Mật khẩu").fill(CAREFULS_PASSWORD)
        page.get_by_role("button", name="Xác nhận").click()
    page.get_by_role("heading", name="Bật bước xác nhận thứ hai").wait_for()
    check(page)
    picture(page, "second-step")
    secret = page.locator(".factor-secret").inner_text()
    page.get_by_label("Mã").fill(app_shows(secret))
    page.get_by_role("button", name="Bật", exact=True).click()
    page.get_by_role("heading", name="Mã dự phòng").wait_for()
    check(page)

    sign_in(other, CAREFUL, CAREFULS_PASSWORD)
    shown(other, "Mật khẩu đã đúng.")
    check(other)
    other.get_by_label("Mã").fill(app_shows(secret, later=1))
    other.get_by_role("button", name="Đăng nhập", exact=True).click()
    shown(other, "Chờ tôi")

    page.goto("/tai-khoan/phien/")
    check(page)
    picture(page, "sessions")
    page.locator("main .row form button").click()
    page.locator("main .row form").wait_for(state="detached")
    other.goto("/tai-khoan/")
    other.wait_for_url(re.compile(SIGN_IN_PATH))


def app_shows(secret: str, later: int = 0) -> str:
    """The six digits of RFC 6238 now, or ``later`` half minutes from now."""
    counter = int(time.time()) // 30 + later
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    told = hmac.digest(key, struct.pack(">Q", counter), "sha1")
    at = told[-1] & 0x0F
    number: int = struct.unpack(">I", told[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"
