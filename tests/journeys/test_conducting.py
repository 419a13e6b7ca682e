"""The morning of the congress: a rehearsal, the one key, a vote, two conductors, a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conducting import CONDUCTOR, CONDUCTORS_PASSWORD, DAY, OTHER, OTHERS_PASSWORD
from tests.journeys.conftest import Visit
from tests.journeys.places import Place, Shelf
from tests.journeys.walking import check, picture, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-conducting")]


@pytest.fixture(scope="module")
def morning(shelf: Shelf) -> Iterator[Place]:
    place = Place(shelf.copy("demo"), "serve", DAIHOI_TODAY=DAY)
    place.run("-m", "tests.journeys.conducting")
    with place:
        yield place


def rehearse(page: Page) -> None:
    """Nothing of it is left."""
    page.get_by_role("link", name="Tổng duyệt").click()
    key(page)
    expect(page.locator("#run-now-title")).to_contain_text("Đón tiếp")
    key(page)
    expect(page.locator("#run-now-title")).to_contain_text("Ổn định tổ chức")
    expect(page.get_by_text("Không điều gì ở trang này được ghi lại")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Thôi tổng duyệt").click()
    expect(page.get_by_role("heading", name="Chưa bắt đầu")).to_be_visible()


def to_the_day(page: Page, name: str, password: str) -> None:
    sign_in(page, name, password)
    page.wait_for_url("**/")
    page.get_by_role("navigation").get_by_role("link", name="Điều hành", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Điều hành đại hội")


def key(page: Page) -> None:
    page.evaluate("document.activeElement?.blur()")
    page.keyboard.press("Space")


def test_a_day_is_conducted_by_one_key_and_two_people(
    morning: Place, desk: Visit, phone: Visit
) -> None:
    page = desk(morning)
    to_the_day(page, CONDUCTOR, CONDUCTORS_PASSWORD)
    check(page)

    rehearse(page)

    page.get_by_role("link", name="Bắt đầu đại hội").click()
    check(page)
    page.get_by_role("button", name="Bắt đầu đại hội").click()
    expect(page.get_by_role("button", name=re.compile("Bắt đầu: Đón tiếp"))).to_be_visible()
    key(page)
    expect(page.locator("#run-now-title")).to_contain_text("Đón tiếp")
    expect(page.locator("[data-run-due]")).to_have_text(re.compile(r"còn 1[45]:\d\d"))
    for title in ("Ổn định tổ chức", "Bầu đoàn chủ tịch"):
        key(page)
        expect(page.locator("#run-now-title")).to_contain_text(title)
    check(page)

    # The number first, by a show of hands.
    page.get_by_role("link", name="Mở biểu quyết").click()
    expect(page.get_by_label("Biểu quyết về")).to_have_value("Số lượng đoàn chủ tịch")
    page.get_by_label("Số lượng", exact=False).last.fill("2")
    check(page)
    page.get_by_role("button", name="Mở biểu quyết").click()
    expect(page.get_by_role("heading", name="Đang biểu quyết")).to_be_visible()
    check(page)
    picture(page, "conductor")

    # Another of the committee watches on a phone.
    other = phone(morning)
    to_the_day_on_phone(other)
    expect(other.get_by_text("giữ phím từ")).to_be_visible()
    check(other)
    page.get_by_role("link", name="Ghi số người giơ tay").click()
    page.get_by_label("Số người đồng ý").fill("3")
    check(page)
    page.get_by_role("button", name="Ghi kết quả").click()
    expect(page.get_by_text("3 đồng ý").first).to_be_visible()
    expect(other.get_by_text("3 đồng ý").first).to_be_visible()

    # She takes the keys; the first page shows it by itself.
    other.get_by_role("button", name="Nhận phím").click()
    expect(page.get_by_role("button", name="Nhận phím")).to_be_visible()
    other.get_by_role("button", name="Xong, sang mục sau").click()
    expect(page.locator("#run-now-title")).to_contain_text("Bầu thư ký")

    # The order, for a reason.
    row = page.locator(".run-row").filter(has_text="Giải lao")
    row.locator("summary").click()
    row.get_by_role("link", name="Bỏ mục").click()
    page.get_by_label("Lý do").fill("Chậm giờ.")
    check(page)
    page.get_by_role("button", name="Bỏ mục này").click()
    expect(page.get_by_text("Không làm: Chậm giờ.")).to_be_visible()
    check(page)
    look_with_a_wrong_clock(page, desk(morning))


def to_the_day_on_phone(page: Page) -> None:
    sign_in(page, OTHER, OTHERS_PASSWORD)
    page.wait_for_url("**/")
    page.goto("/dieu-hanh/1/")


def look_with_a_wrong_clock(right: Page, wrong: Page) -> None:
    """A device ten minutes ahead is told so, and shows the server's hour all the same."""
    wrong.add_init_script("const now = Date.now; Date.now = () => now() + 600_000;")
    to_the_day(wrong, CONDUCTOR, CONDUCTORS_PASSWORD)
    warning = "Đồng hồ của máy đang dùng lệch"
    expect(wrong.get_by_text(warning)).to_be_visible()
    expect(right.get_by_text(warning)).to_be_hidden()
    hours = [page.locator("[data-run-clock]").inner_text() for page in (right, wrong)]
    apart = abs(int(hours[0][3:]) - int(hours[1][3:]))
    assert min(apart, 60 - apart) <= 1
