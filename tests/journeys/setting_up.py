"""The first steps in an empty place, shared by the stories that begin there."""

from collections.abc import Callable

from playwright.sync_api import Page

UNITS = (
    "Lãnh đạo Cục",
    "Văn phòng",
    "Phòng Nghiệp vụ và Tổ chức thi hành án",
    "Phòng Tổ chức cán bộ",
    "Phòng Kiểm tra, giải quyết khiếu nại, tố cáo",
    "Phòng Tài chính - Kế toán",
)
ADMINISTRATOR, PASSWORD = "hai.lq", "quan-tri-dau-tien-2020"
Look = Callable[[Page], None]


def first_administrator(page: Page, look: Look) -> None:
    page.goto("/")
    look(page)
    page.get_by_label("Họ và tên").fill("Lâm Quang Hải")
    page.get_by_label("Tên đăng nhập").fill(ADMINISTRATOR)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Lập tài khoản và tiếp tục").click()
    page.get_by_role("heading", name="Thiết lập").wait_for()


def organization(page: Page, look: Look) -> None:
    """The cell and its six units."""
    page.get_by_role("link", name="Thêm tổ chức").first.click()
    look(page)
    page.get_by_label("Loại hình").select_option("grassroots_cell")
    page.get_by_label("Tên đầy đủ").fill("Chi bộ Cục Thi hành án dân sự tỉnh Lạng Sơn")
    page.get_by_label("Tên ngắn").fill("Chi bộ Cục")
    page.get_by_label("Địa danh").fill("Lạng Sơn")
    page.locator("main form button[type=submit]").click()
    page.get_by_role("link", name="Thêm đơn vị").first.click()
    look(page)
    page.get_by_label("Tên các đơn vị").fill("\n".join(UNITS))
    page.locator("main form button[type=submit]").click()
    page.get_by_text(UNITS[-1]).first.wait_for()
