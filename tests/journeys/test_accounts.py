"""People without e-mail sign in: a slip on paper, a phone, a password of one's own, a second step."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.accounts.allauth_texts import allauth_texts, shown_words
from tests.accounts.secure_door import VISIT, SecureDoor, secure_door
from tests.journeys.conftest import Visit
from tests.journeys.office import CAREFUL, CAREFULS_PASSWORD
from tests.journeys.places import Place
from tests.journeys.setting_up import ADMINISTRATOR, first_administrator
from tests.journeys.setting_up import PASSWORD as ADMINISTRATORS_PASSWORD
from tests.journeys.walking import (
    SIGN_IN_PATH,
    check,
    enter_demo,
    expecting,
    picture,
    shown,
    sign_in,
    sign_out,
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
    with expecting(secretary, 409):
        secretary.reload()  # sends the form again: what was printed stays good
        shown(secretary, "Phiếu đã được lập")
    check(secretary)

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
        shown(thief, "Phiếu này đã được dùng lúc")
    check(thief)

    with expecting(thief, 409):
        thief.get_by_role("button", name="Báo: không phải tôi").click()
        shown(thief, "Đã báo lúc")
    check(thief)
    secretary.goto("/hop-thu/")
    shown(secretary, "Phiếu đăng nhập của Phạm Tuấn Anh có thể đã bị người khác dùng")


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
    shown(other, "Còn một bước.")
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


def test_a_passkey_is_added_named_used_and_removed(
    empty_https_place: SecureDoor, desk: Visit
) -> None:
    page = desk(empty_https_place, **VISIT)
    device = Device(page)
    first_administrator(page, speaks_vietnamese)
    page.goto("/tai-khoan/buoc-hai/")
    speaks_vietnamese(page)
    add_passkey(page, device)
    name_passkey(page)

    sign_out(page)
    page.goto(f"{SIGN_IN_PATH}?next=/tai-khoan/khoa/")
    speaks_vietnamese(page)
    page.get_by_role("button", name="Dùng khóa đăng nhập").click()
    page.wait_for_url("**/tai-khoan/khoa/")
    shown(page, "dùng lần cuối lúc")

    remove_passkey(page)
    sign_out(page)
    page.get_by_role("button", name="Dùng khóa đăng nhập").click()
    shown(page, "Khóa này chưa dùng được ở đây")
    assert page.url.endswith(SIGN_IN_PATH)


def add_passkey(page: Page, device: "Device") -> None:
    page.get_by_role("link", name="Thêm khóa").click()
    page.get_by_label("Mật khẩu").fill(ADMINISTRATORS_PASSWORD)
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_role("heading", name="Thêm khóa đăng nhập").wait_for()
    speaks_vietnamese(page)
    page.get_by_label("Đăng nhập không cần mật khẩu").check()
    device.knows_its_owner(yes=False)
    page.get_by_role("button", name="Thêm khóa").click()
    shown(page, "Máy chưa đưa ra khóa nào.")
    check(page)
    assert device.keys() == []

    device.knows_its_owner(yes=True)
    page.get_by_role("textbox", name="Tên khóa").fill("Máy ở phòng họp")
    page.get_by_role("button", name="Thêm khóa").click()
    page.get_by_role("heading", name="Mã dự phòng").wait_for()
    shown(page, "Đã thêm khóa đăng nhập.")
    speaks_vietnamese(page)
    (key,) = device.keys()
    assert (key["rpId"], key["isResidentCredential"]) == ("localhost", True)
    assert (key["userName"], key["userDisplayName"]) == (ADMINISTRATOR, "Lâm Quang Hải")


def name_passkey(page: Page) -> None:
    page.goto("/tai-khoan/khoa/")
    shown(page, "không cần mật khẩu")
    speaks_vietnamese(page)
    page.get_by_role("link", name="Đổi tên").click()
    page.get_by_role("heading", name="Đổi tên khóa").wait_for()
    speaks_vietnamese(page)
    page.get_by_role("textbox", name="Tên khóa").fill("Máy của tôi")
    page.get_by_role("button", name="Lưu").click()
    shown(page, "Máy của tôi")


def remove_passkey(page: Page) -> None:
    page.get_by_role("link", name="Gỡ").click()
    page.get_by_role("link", name="Dùng khóa đăng nhập").click()
    page.get_by_role("button", name="Dùng khóa đăng nhập").wait_for()
    speaks_vietnamese(page)
    page.get_by_role("button", name="Dùng khóa đăng nhập").click()
    page.get_by_role("heading", name="Gỡ khóa đăng nhập").wait_for()
    shown(page, "Khóa Máy của tôi sẽ không đăng nhập được nữa.")
    speaks_vietnamese(page)
    page.get_by_role("button", name="Gỡ khóa").click()
    shown(page, "Chưa có khóa nào")
    speaks_vietnamese(page)


def speaks_vietnamese(page: Page) -> None:
    """As every page, and no word of English, and what it is for."""
    check(page)
    words = shown_words(page.content())
    assert [said for said in allauth_texts() if said in words] == []
    shown(page, "Trang này để làm gì?")


class Device:
    """A phone or laptop that keeps passkeys: Chromium's own, without a finger to wait for."""

    def __init__(self, page: Page) -> None:
        self._devtools = page.context.new_cdp_session(page)
        self._devtools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
        }
        made = self._devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self._id = made["authenticatorId"]

    def knows_its_owner(self, *, yes: bool) -> None:
        """Whether the finger it is shown is the right one."""
        said = {"authenticatorId": self._id, "isUserVerified": yes}
        self._devtools.send("WebAuthn.setUserVerified", said)

    def keys(self) -> list[dict[str, Any]]:
        told = self._devtools.send("WebAuthn.getCredentials", {"authenticatorId": self._id})
        kept: list[dict[str, Any]] = told["credentials"]
        return kept


@pytest.fixture
def empty_https_place(tmp_path: Path) -> Iterator[SecureDoor]:
    with (
        Place(tmp_path / "data", "serve", DAIHOI_HTTPS="1") as place,
        secure_door(place.url, tmp_path) as door,
    ):
        yield door


def app_shows(secret: str, later: int = 0) -> str:
    """The six digits of RFC 6238 now, or ``later`` half minutes from now."""
    counter = int(time.time()) // 30 + later
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    told = hmac.digest(key, struct.pack(">Q", counter), "sha1")
    at = told[-1] & 0x0F
    number: int = struct.unpack(">I", told[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"
