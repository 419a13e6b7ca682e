"""Who was a member when: suspension, transfer, the roll of a day, two records, many at once."""

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import check, enter_demo, picture, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-work")]
SUBMIT = "main form button[type=submit]"


def people(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Đảng viên").first.click()
    page.get_by_role("heading", name="Đảng viên").first.wait_for()


def test_the_roll_of_any_day(office_at_work: Place, desk: Visit) -> None:
    page = desk(office_at_work)
    enter_demo(page, "secretary")
    people(page)
    listing = page.url
    for name, kind, day, more in (
        ("Nguyễn Văn Út", "Bị đình chỉ sinh hoạt đảng", "10/2/2020", {"Lý do": "Chờ kết luận."}),
        ("Bùi Thị Hạnh", "Chuyển sinh hoạt chính thức đi", "15-2-2020", {"Nơi": "Chi bộ 5"}),
    ):
        page.goto(listing)
        page.get_by_label("Tìm theo tên").fill(name)
        page.get_by_role("button", name="Lọc").click()
        page.get_by_role("link", name=name).click()
        page.get_by_role("link", name="Ghi thay đổi").click()
        page.get_by_label("Việc gì").select_option(label=kind)
        page.get_by_label("Từ ngày").fill(day)
        for label, value in more.items():
            page.get_by_label(label).fill(value)
        check(page)
        page.locator(SUBMIT).last.click()
        shown(page, kind)
        check(page)
    picture(page, "person")

    page.goto(listing)
    page.get_by_role("link", name="Danh sách tại ngày").click()
    check(page)
    shown(page, "Không tính là đảng viên chính thức ở đây")
    now = page.locator(".roll-count").inner_text()
    assert page.locator("tr", has_text="Nguyễn Văn Út").get_by_text("đình chỉ").count()
    picture(page, "roll")
    page.get_by_label("Tại ngày").fill("9/2/2020")
    page.get_by_role("button", name="Xem", exact=True).click()
    shown(page, "Danh sách tại ngày 9-2-2020")
    assert page.locator(".roll-count").inner_text() != now
    check(page)


def test_two_records_of_one_person(office_at_work: Place, desk: Visit) -> None:
    page = desk(office_at_work)
    enter_demo(page, "secretary")
    people(page)
    page.get_by_role("link", name="Thêm người").click()
    page.get_by_label("Họ và tên").fill("Cao Thị Thắm")
    page.get_by_label("Ngày sinh").fill("1991")
    page.get_by_label("Tư cách đảng viên").select_option("none")
    page.locator(SUBMIT).last.click()
    shown(page, "Cao Thị Thắm")
    people(page)
    page.get_by_label("Tìm theo tên").fill("cao thi tham")
    page.get_by_role("button", name="Lọc").click()
    page.locator("main th a", has_text="Cao Thị Thắm").last.click()
    page.get_by_role("link", name="Gộp với bản ghi khác").click()
    check(page)
    page.get_by_role("link", name="Xem cạnh nhau").first.click()
    shown(page, "Giữ giá trị nào")
    page.get_by_role("link", name="Đổi: giữ bản ghi kia").click()
    check(page)
    picture(page, "merge")
    page.get_by_role("button", name="Gộp hai bản ghi").click()
    shown(page, "bản ghi đã gộp")
    check(page)


def test_one_change_for_many(office_at_work: Place, desk: Visit) -> None:
    page = desk(office_at_work)
    enter_demo(page, "secretary")
    people(page)
    page.get_by_role("link", name="Sửa nhiều người").click()
    for name in ("Vũ Đình Lập", "Liễu Thị Xuân", "Trần Quang Hợp"):
        page.get_by_label(name).check()
    page.get_by_role("radio", name="Chuyển đơn vị").check()
    check(page)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Đơn vị mới").select_option(label="Văn phòng")
    page.get_by_role("button", name="Xem trước").click()
    shown(page, "sẽ sửa 3 người")
    check(page)
    picture(page, "many")
    page.get_by_role("button", name="Ghi cho 3 người").click()
    page.goto("/")
    people(page)
    moved = page.locator("tr", has_text="Vũ Đình Lập")
    assert "Văn phòng" in moved.inner_text()


def test_what_is_kept_about_me(office_at_work: Place, desk: Visit, phone: Visit) -> None:
    page, small = desk(office_at_work), phone(office_at_work)
    enter_demo(page, "member")
    page.goto("/du-lieu-cua-toi/")
    check(page)
    picture(page, "my-data")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải về").click()
    with zipfile.ZipFile(Path(waiting.value.path())) as archive:
        names = archive.namelist()
        told = next(name for name in names if name.endswith(".json"))
        assert "Hoàng Văn Ước" in json.dumps(json.loads(archive.read(told)), ensure_ascii=False)
    assert any(name.endswith(".xlsx") for name in names)
    enter_demo(small, "member")
    small.goto("/du-lieu-cua-toi/")
    check(small)
