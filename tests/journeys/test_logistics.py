"""The hall is prepared: checklist on a phone with a photo, stage, seats, health as known that day."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import check, confirm, enter_demo, expecting, picture, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-logistics")]


def open_logistics(page: Page, part: str = "") -> None:
    page.goto("/")
    address = page.locator("nav a", has_text="Hậu cần, y tế").first.get_attribute("href")
    assert address
    page.goto(f"{address}{part}")


def drawn(folder: Path, name: str) -> Path:
    Image.new("RGB", (640, 480), "#a33").save(folder / name, "JPEG")
    return folder / name


def test_a_checklist_is_ticked_off_in_the_hall(
    own_demo_place: Place, phone: Visit, tmp_path: Path
) -> None:
    hand = phone(own_demo_place)
    enter_demo(hand, "secretary")
    open_logistics(hand)
    check(hand)
    open_logistics(hand, "bang-kiem/")
    check(hand)
    picture(hand, "checklist-phone")
    hand.get_by_role("link", name="Cờ Đảng bên trái").first.click()
    with expecting(hand, 422):
        hand.get_by_role("button", name="Đã xong").click()
        shown(hand, "cần ảnh chứng minh")
    hand.get_by_label("Ghi chú").first.fill("Đã treo, thẳng hàng")
    hand.get_by_label("Chụp hoặc chọn ảnh").first.set_input_files(drawn(tmp_path, "co.jpg"))
    hand.get_by_role("button", name="Đã xong").click()
    shown(hand, "Đã ghi xong")
    hand.get_by_role("link", name="Cờ Đảng bên trái").first.click()
    shown(hand, "Đã treo, thẳng hàng")
    hand.locator(".proof img").scroll_into_view_if_needed()
    hand.wait_for_function("document.querySelector('.proof img').naturalWidth > 0")
    check(hand)


def test_stage_and_seats(own_demo_place: Place, desk: Visit, phone: Visit) -> None:
    secretary = desk(own_demo_place)
    enter_demo(secretary, "secretary")
    open_logistics(secretary, "san-khau/")
    parts = secretary.locator("svg [data-part]")
    middles = {
        str(part.get_attribute("data-part")): float(part.get_attribute("data-x") or 0)
        for part in parts.all()
    }
    assert middles["party_flag"] < middles["bust"] < middles["national_flag"]
    assert middles["national_flag"] < middles["marx"] < middles["lenin"]
    shown(secretary, "ĐẠI HỘI LẦN THỨ III")
    check(secretary)
    picture(secretary, "stage")
    with secretary.expect_download() as sheet:
        secretary.get_by_role("link", name="Tải PDF").click()
    assert sheet.value.suggested_filename == "san-khau.pdf"

    open_logistics(secretary, "cho-ngoi/")
    check(secretary)
    picture(secretary, "seats")
    confirm(secretary, "Xếp lại")
    shown(secretary, "Đã xếp chỗ")
    seats = secretary.locator(".hall-seat.is-taken")
    first, second = (seats.nth(n).locator(".hall-name").inner_text() for n in (0, 1))
    seats.nth(0).get_by_role("link").click()
    chosen = secretary.get_by_label("Người ngồi")
    chosen.select_option(label=f"{second} (hàng 1, ghế 2)")
    secretary.get_by_role("button", name="Xếp vào ghế này").click()
    shown(secretary, "Đã đổi chỗ")
    names = [seats.nth(n).locator(".hall-name").inner_text() for n in (0, 1)]
    assert names == [second, first]
    secretary.get_by_role("link", name="Biển tên").click()
    shown(secretary, "Hàng 1 · Ghế 1")
    check(secretary)

    member = phone(own_demo_place)
    enter_demo(member, "member")
    open_logistics(member, "cho-ngoi/")
    shown(member, "Chỗ của đồng chí")
    check(member)
    open_logistics(member)
    member.get_by_role("link", name="Khai báo", exact=False).first.click()
    member.get_by_role("button", name="Gửi khai báo").click()
    shown(member, "Đã lưu khai báo y tế")
    check(member)


def test_the_measures_known_on_a_day(own_demo_place: Place, desk: Visit) -> None:
    secretary = desk(own_demo_place)
    enter_demo(secretary, "secretary")
    open_logistics(secretary, "y-te/")
    shown(secretary, "79-CV/TW")
    assert secretary.get_by_text("15/CT-TTg").count() == 0
    check(secretary)
    picture(secretary, "health-measures")

    own_demo_place.move_to("2020-03-31")
    open_logistics(secretary, "y-te/")
    shown(secretary, "Nên hoãn")
    shown(secretary, "16/CT-TTg")
    check(secretary)
    secretary.get_by_role("link", name="Hoãn đại hội").click()
    secretary.get_by_role("heading", name="Hoãn").first.wait_for()
