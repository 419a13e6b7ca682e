"""A personnel plan from its number to the summary list; a member finds nothing of it meanwhile."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import check, confirm, enter_demo, expecting, picture, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-personnel")]
SEATS = 5
NAMES = (
    "Hoàng Đức Thiện", "Nông Thị Bích Hằng", "Vi Văn Khải", "Chu Thị Thanh Mai", "Đinh Công Tuấn",
    "Đỗ Thị Ngọc Ánh",
)  # fmt: skip


def test_from_the_number_to_the_summary_list(office: Place, desk: Visit, phone: Visit) -> None:
    page, small = desk(office), phone(office)
    enter_demo(page, "secretary")
    page.get_by_role("link", name="Nhân sự", exact=True).click()
    page.get_by_role("button", name="Bắt đầu đề án").click()
    page.get_by_label("Số lượng cấp ủy viên").fill(str(SEATS))
    page.get_by_label("Số phó bí thư").fill("1")
    page.get_by_label("Phương hướng, tiêu chuẩn").fill("Đủ tiêu chuẩn, đoàn kết.")
    check(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    shown(page, "Đưa người vào đề án")
    address = page.url

    put_people_in(page)
    page.goto(address)
    check(page)
    walk_the_steps(page, address)
    settle(page, address)
    summary_list(page, address)

    enter_demo(small, "member")
    expect(small.get_by_role("link", name="Nhân sự", exact=True)).to_have_count(0)
    with expecting(small, 404):
        small.goto(address)
        shown(small, "Không tìm thấy")


def put_people_in(page: Page) -> None:
    page.get_by_role("link", name="Thêm người").click()
    check(page)
    for name in NAMES:
        page.get_by_label("Người", exact=True).select_option(label=name)
        page.get_by_role("button", name="thêm người nữa").click()
        shown(page, "Đã đưa vào đề án.")
    page.get_by_role("link", name="Thôi", exact=True).click()
    people = page.get_by_role("region", name="Người được xem xét")
    expect(people.get_by_role("listitem")).to_have_count(len(NAMES))
    people.get_by_role("link").first.click()
    shown(page, "Trích ngang")
    check(page)


def walk_the_steps(page: Page, address: str) -> None:
    page.get_by_role("link", name="1. Hội nghị chi ủy", exact=True).click()
    write_step(page)
    page.get_by_role("link", name="Ghi nhận xét từng người").click()
    check(page)
    for box in page.locator("textarea[name^=r]").all():
        box.fill("Hoàn thành tốt nhiệm vụ; được tín nhiệm.")
    page.get_by_role("button", name="Lưu nhận xét").click()
    shown(page, "Đã ghi nhận xét.")
    check(page)
    finish(page)

    page.goto(address)
    page.get_by_role("link", name="2. Hội nghị chi bộ").click()
    there = write_step(page)
    page.get_by_role("link", name="Ghi kết quả phiếu").click()
    page.get_by_label("Phiếu phát ra").fill(str(there))
    page.get_by_label("Phiếu thu về").fill(str(there + 1))
    boxes = page.locator("input[name^=v]")
    for votes, box in enumerate(boxes.all()):
        box.fill(str(there - 1 - votes))
    with expecting(page, 422):
        page.get_by_role("button", name="Lưu kết quả phiếu").click()
        shown(page, f"nhiều hơn phát ra {there}")
    page.get_by_label("Phiếu thu về").fill(str(there))
    check(page)
    page.get_by_role("button", name="Lưu kết quả phiếu").click()
    shown(page, "vào bước sau")
    check(page)
    finish(page)
    shown(page, "Ai đi tiếp, vì sao")
    check(page)


def write_step(page: Page) -> int:
    """As many convened as the page proposes, all of them there; answers how many."""
    page.get_by_role("link", name="Ghi bước này").click()
    page.get_by_label("Ngày", exact=False).first.fill("20/2/2020")
    there = int(page.get_by_label("Số được triệu tập").input_value())
    page.get_by_label("Số có mặt").fill(str(there))
    page.get_by_label("Nội dung, kết luận").fill("Theo danh sách triệu tập của hội nghị.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    shown(page, "Đã ghi bước này.")
    return there


def finish(page: Page) -> None:
    confirm(page, "Kết thúc bước này")
    shown(page, "Đã kết thúc bước này")


def settle(page: Page, address: str) -> None:
    page.goto(address)
    picture(page, "personnel")
    page.get_by_role("button", name="Chốt danh sách").click()
    shown(page, "Đã chốt danh sách giới thiệu ra đại hội.")
    check(page)


def summary_list(page: Page, address: str) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="Trích ngang Excel").click()
    assert download.value.suggested_filename == "Danh sách trích ngang.xlsx"
    page.goto(address)
    papers = page.get_by_role("region", name="Văn bản")
    papers.get_by_role("link", name="Danh sách trích ngang").click()
    page.get_by_role("button", name="Lập văn bản").click()
    for name in NAMES:
        shown(page, name)
    page.goto(address)
    page.get_by_role("link", name="Hồ sơ từng người", exact=True).click()
    shown(page, "còn thiếu")
    check(page)
