"""The clerk's books: a paper comes in with its file and is cited, a number for outside, exports."""

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import check, enter_demo, expecting, menu, picture, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-demo")]
SUBJECT = "Hướng dẫn trang trí, tuyên truyền đại hội chi bộ, đảng bộ trực thuộc"


def test_the_clerk_keeps_the_books(demo_place: Place, desk: Visit, tmp_path: Path) -> None:
    clerk = desk(demo_place)
    enter_demo(clerk, "clerk")
    scan = tmp_path / "huong-dan.pdf"
    scan.write_bytes(a_pdf(clerk))
    receives(clerk, scan)
    secretary = desk(demo_place)
    enter_demo(secretary, "secretary")
    cites(secretary, clerk.url)
    gives_a_number(clerk)
    exports(clerk, tmp_path)


def a_pdf(page: Page) -> bytes:
    """What a scanner would give."""
    other = page.context.new_page()
    other.set_content(f"<h1>HƯỚNG DẪN</h1><p>{SUBJECT}</p>")
    made = other.pdf(format="A4")
    other.close()
    return made


def receives(clerk: Page, scan: Path) -> None:
    menu(clerk, "Sổ văn bản")
    check(clerk)
    clerk.locator("main").get_by_role("link", name="Văn bản đến", exact=True).click()
    shown(clerk, "00-TB/ĐUK")
    check(clerk)
    clerk.get_by_role("link", name="Ghi văn bản đến").click()
    clerk.get_by_label("Cơ quan ban hành").fill("Ban Tuyên giáo Đảng ủy Khối")
    clerk.get_by_label("Số, ký hiệu").fill("00-HD/BTG")
    clerk.get_by_label("Ngày văn bản").fill("24/3/2020")
    clerk.get_by_label("Trích yếu").fill(SUBJECT)
    clerk.locator("input[type=file]").set_input_files(scan)
    check(clerk)
    picture(clerk, "incoming")
    clerk.get_by_role("button", name="Vào sổ").click()
    clerk.get_by_role("link", name=SUBJECT, exact=True).click()
    shown(clerk, "4/2020")
    check(clerk)
    with clerk.expect_download() as sent:
        clerk.get_by_role("link", name="Tải tệp").click()
    assert Path(sent.value.path()).read_bytes() == scan.read_bytes()


def cites(secretary: Page, paper: str) -> None:
    """What the clerk entered becomes a basis that papers name."""
    secretary.goto(paper)
    secretary.get_by_role("button", name="Đưa vào sổ căn cứ").click()
    shown(secretary, "Đã đưa vào sổ căn cứ")
    secretary.get_by_role("link", name=SUBJECT, exact=True).click()
    secretary.get_by_role("link", name="Có trong sổ căn cứ").click()
    shown(secretary, "00-HD/BTG")
    check(secretary)


def gives_a_number(clerk: Page) -> None:
    """A paper typed elsewhere takes the next number; the form asks again for what is missing."""
    menu(clerk, "Sổ văn bản")
    clerk.locator("main").get_by_role("link", name="Văn bản đi", exact=True).click()
    shown(clerk, "08-QĐ/CB")
    check(clerk)
    picture(clerk, "register")
    clerk.get_by_role("link", name="Cấp số cho văn bản làm ngoài").click()
    clerk.get_by_label("Tên loại").select_option(label="Quyết định")
    clerk.get_by_label("Ngày văn bản").fill("26/3/2020")
    with expecting(clerk, 422):
        clerk.get_by_role("button", name="Cấp số").click()
        check(clerk)
    clerk.get_by_label("Trích yếu").fill("bổ sung thành viên Bộ phận giúp việc")
    clerk.get_by_label("Người ký").fill("Hoàng Đức Thiện")
    clerk.get_by_role("button", name="Cấp số").click()
    shown(clerk, "09-QĐ/CB")
    check(clerk)


def exports(clerk: Page, folder: Path) -> None:
    menu(clerk, "Sổ văn bản")
    clerk.locator("main").get_by_role("link", name="Sổ đăng ký văn bản đi").click()
    check(clerk)
    for name, ending in (("Word", "docx"), ("Excel", "xlsx")):
        with clerk.expect_download() as sent:
            clerk.get_by_role("link", name=f"Tải {name}").click()
        assert sent.value.suggested_filename.endswith(f".{ending}")
        sent.value.save_as(folder / f"book.{ending}")
    sheet = openpyxl.load_workbook(folder / "book.xlsx").active
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "09-QĐ/CB" in cells
    assert "04-KH/CB" in cells


def test_the_clerk_reads_nothing_on_personnel(demo_place: Place, desk: Visit) -> None:
    clerk = desk(demo_place)
    enter_demo(clerk, "clerk")
    clerk.goto("/van-ban/dai-hoi/1/")
    row = clerk.locator("li.row", has_text="Đề án nhân sự cấp ủy")
    assert row.get_by_text("hạn chế").is_visible()
    assert not row.get_by_role("link").count()
    with expecting(clerk, 404, 403):
        clerk.goto("/van-ban/3/")
        assert "Nhân sự chi ủy" not in clerk.locator("main").inner_text()
