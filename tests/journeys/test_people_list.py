"""The list of people an office keeps in Excel comes in, is looked at first, and goes out again."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.setting_up import first_administrator, organization
from tests.journeys.walking import check, picture, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-demo")]
FIRST = ["Phạm Tuấn Anh", "Đỗ Thị Ngọc Ánh", "Dương Ngọc Ân", "Hà Văn Ất", "Lý Văn Cường"]
LAST = ["Hoàng Văn Ước", "Lương Quốc Vinh", "Liễu Thị Xuân", "Mông Thị Yến", "Tô Hải Yến"]
# What danh-sach-loi.xlsx gets wrong on purpose: row, and words of the message about it.
PLANTED = {
    7: "đơn vị",
    9: "31/02/1980",
    11: "Ngày chính thức",
    13: "Họ và tên",
    15: "thuy.lt211@@thads-langson.example",
    17: "chuẩn hóa",
    19: "đảo",
    21: "25/12/2012",
    23: "15 tuổi",
    25: "09OO 000 22I",
    27: "Bí thư",
    29: "dòng 12",
}


def choose_file(page: Page, file: Path) -> None:
    page.get_by_role("link", name="Nhập từ Excel").first.click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("heading", name="Xem trước danh sách").wait_for()


def counts(page: Page) -> dict[str, int]:
    lines = page.locator(".import-counts li").all_inner_texts()
    return {words: int(number) for number, words in (line.split(" ", 1) for line in lines)}


def names(page: Page) -> list[str]:
    return page.locator("tbody th a").all_inner_texts()


def everybody(page: Page) -> list[str]:
    """Names of all pages of the list."""
    found = names(page)
    while (later := page.locator("a[rel=next]")).count():
        later.click()
        found += names(page)
    return found


def test_lists_are_previewed_confirmed_and_given_back(
    empty_place: Place, desk: Visit, samples: Path, tmp_path: Path
) -> None:
    page = desk(empty_place)
    first_administrator(page, lambda _: None)
    organization(page, lambda _: None)
    page.goto("/to-chuc/1/dang-vien/")
    check(page)

    choose_file(page, samples / "danh-sach-dang-vien.xlsx")
    assert counts(page)["thêm mới"] == 46
    check(page)
    preview = page.url
    page.goto("/to-chuc/1/dang-vien/")
    shown(page, "Chưa có ai trong danh sách")  # nothing is written yet
    page.goto(preview)
    page.get_by_role("button", name="Xác nhận nhập").click()
    page.get_by_role("heading", name="Đã nhập danh sách").wait_for()
    check(page)
    page.get_by_role("link", name="Xem danh sách").click()
    shown(page, FIRST[0])
    check(page)
    people = everybody(page)
    assert len(people) == 46
    assert people[:5] == FIRST
    assert people[-5:] == LAST
    assert people.count("Nguyễn Thị Hương") == 2

    # the same file again changes nothing
    page.goto("/to-chuc/1/dang-vien/")
    choose_file(page, samples / "danh-sach-dang-vien.xlsx")
    assert counts(page)["không đổi"] == 46
    shown(page, "Không có gì để ghi")
    check(page)

    # the columns go out as they came in
    page.goto("/to-chuc/1/dang-vien/")
    with page.expect_download() as sent:
        page.get_by_role("link", name="Xuất Excel").click()
    sent.value.save_as(tmp_path / "out.xlsx")
    told = load_workbook(tmp_path / "out.xlsx").active
    asked = load_workbook(samples / "danh-sach-dang-vien.xlsx").active
    headers = [cell.value for cell in asked[4]]
    assert headers in [[cell.value for cell in row][: len(headers)] for row in told.iter_rows()]


def problems(page: Page) -> dict[int, str]:
    """What the preview says about each row that needs a look."""
    rows = page.locator("tbody tr:has(.import-problems)")
    return {
        int(row.locator("td").first.inner_text()): " ".join(row.locator("li p").all_inner_texts())
        for row in rows.all()
    }


def test_planted_errors_are_named_corrected_and_left_out(
    empty_place: Place, desk: Visit, samples: Path, tmp_path: Path
) -> None:
    page = desk(empty_place)
    first_administrator(page, lambda _: None)
    organization(page, lambda _: None)
    page.goto("/to-chuc/1/dang-vien/")
    choose_file(page, samples / "danh-sach-loi.xlsx")
    assert (counts(page)["thêm mới"], counts(page)["bỏ qua"]) == (23, 7)
    page.get_by_role("link", name="Cần xem lại").click()
    told = problems(page)
    assert set(told) == set(PLANTED)
    for row, words in PLANTED.items():
        assert words in told[row], told[row]
    check(page)
    picture(page, "import-preview")

    # the month-first date is corrected, the swapped columns are swapped back
    for row in (19, 21):
        line = page.locator("tbody tr").filter(has=page.get_by_text(str(row), exact=True))
        choice = line.locator("select").first
        choice.select_option(index=1)
    page.get_by_role("button", name="Ghi lựa chọn và xem lại").click()
    page.locator(".import-counts li", has_text="25 thêm mới").wait_for()
    assert counts(page)["bỏ qua"] == 5

    with page.expect_download() as sent:
        page.get_by_role("link", name="Tải các dòng bỏ qua").click()
    sent.value.save_as(tmp_path / "rejected.xlsx")
    left_out = [row for row in load_workbook(tmp_path / "rejected.xlsx").active.values if any(row)]
    assert any("31/02/1980" in map(str, row) for row in left_out)

    # two windows, one confirmation: the second changes nothing
    twin = page.context.new_page()
    twin.goto(page.url)
    page.get_by_role("button", name="Xác nhận nhập").click()
    page.get_by_role("heading", name="Đã nhập danh sách").wait_for()
    twin.get_by_role("button", name="Xác nhận nhập").click()
    twin.get_by_role("heading", name="Đã nhập danh sách").wait_for()
    page.get_by_role("link", name="Xem danh sách").click()
    page.get_by_role("heading", name="Đảng viên").first.wait_for()
    assert len(everybody(page)) == 25
