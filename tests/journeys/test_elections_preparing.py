"""A congress prepares its ballot: roll, tellers, number, list, and the papers for the printer."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.balloting import PASSWORD, TELLERS
from tests.journeys.conftest import Visit
from tests.journeys.places import Place, Shelf, office_at
from tests.journeys.walking import check, enter_demo, menu, picture, shown, sign_in, sign_out

PEOPLE = (
    "Phạm Tuấn Anh", "Đỗ Thị Ngọc Ánh", "Dương Ngọc Ân", "Hà Văn Ất", "La Thị Thùy Dung",
)  # fmt: skip

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-elections-preparing")]


@pytest.fixture(scope="module")
def hall(shelf: Shelf) -> Iterator[Place]:
    """The office, its congress sitting."""
    place = office_at(shelf.copy("office"))
    place.run("-m", "tests.journeys.balloting")
    with place:
        yield place


def raise_hands(page: Page, votes: int) -> None:
    page.get_by_label("Số người đồng ý", exact=True).fill(str(votes))
    page.get_by_role("button", name="Ghi kết quả biểu quyết").click()


def present(page: Page) -> int:
    """How many voters are in the room, as the overview says."""
    words = page.locator(".base-line").inner_text()
    found = re.search(r"Đang có mặt\s+(\d+)", words)
    assert found
    return int(found[1])


def make_roll(page: Page) -> int:
    """The roll proposed from attendance, one absence accepted, confirmed; how many may vote now."""
    page.get_by_role("link", name="Danh sách cử tri").first.click()
    page.get_by_role("button", name="Lập từ điểm danh").click()
    shown(page, "Còn 1 lý do vắng chưa quyết định.")
    check(page)
    waiting = page.locator("tr", has_text="chưa quyết định lý do")
    waiting.get_by_role("link", name=re.compile("Xem xét")).click()
    page.get_by_label("Lý do vắng").select_option("1")
    check(page)
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("button", name="Xác nhận danh sách và mẫu số").click()
    shown(page, "Số người dự để họp hợp lệ")
    shown(page, "vắng suốt đại hội, có lý do được chấp nhận")
    check(page)
    return present(page)


def name_tellers(page: Page, votes: int) -> None:
    page.get_by_role("link", name=re.compile("Đoàn chủ tịch, thư ký")).click()
    page.get_by_role("link", name=re.compile("Đề xuất và biểu quyết.*Ban kiểm phiếu")).click()
    for name in TELLERS.values():
        page.get_by_role("checkbox", name=name).check()
    check(page)
    raise_hands(page, votes)
    expect(page.get_by_text("thông qua", exact=True)).to_be_visible()
    check(page)


def make_list(page: Page, votes: int) -> None:
    """The number, five people of whom one is on probation, the list of the other four."""
    page.get_by_role("link", name="Ghi biểu quyết số lượng").click()
    raise_hands(page, votes)
    for name in PEOPLE:
        page.get_by_role("link", name="Thêm người").click()
        page.get_by_text("Cấp ủy triệu tập giới thiệu").click()
        people = page.get_by_label("Người ứng cử, được giới thiệu, đề cử")
        people.select_option(label=name)
        page.get_by_role("button", name="Ghi nhận").click()
    shown(page, "không đưa vào danh sách")
    check(page)
    page.get_by_role("link", name="Biểu quyết danh sách").click()
    check(page)
    raise_hands(page, votes)


def test_from_the_roll_to_the_papers_in_voters_hands(
    hall: Place, desk: Visit, phone: Visit
) -> None:
    page = desk(hall)
    enter_demo(page, "secretary")
    menu(page, "Bầu cử")
    shown(page, "Lập danh sách cử tri")
    check(page)
    votes = make_roll(page)
    name_tellers(page, votes)
    menu(page, "Bầu cử")
    page.get_by_role("button", name=re.compile("Lập cuộc bầu")).click()
    page.locator("#elections").get_by_role("link").first.click()
    check(page)
    make_list(page, votes)

    page.get_by_role("link", name="Phiếu bầu").click()
    shown(page, "Xem trước")
    check(page)
    picture(page, "ballots")
    page.get_by_role("link", name="In phiếu bầu").click()
    check(page)
    page.get_by_role("button", name="Ghi số phiếu in").click()
    file = page.get_by_role("link", name="Tệp PDF để in").get_attribute("href")
    assert file
    assert page.request.get(file).body().startswith(b"%PDF")
    check(page)
    sign_out(page)
    give_papers_out(phone(hall))


def give_papers_out(page: Page) -> None:
    sign_in(page, next(iter(TELLERS)), PASSWORD)
    page.wait_for_url("**/")
    page.goto("/bau-cu/luot/1/phieu/")
    shown(page, "Phát phiếu")
    check(page)
    page.get_by_role("link", name="Phát phiếu", exact=True).click()
    check(page)
    page.get_by_role("button", name="Ghi số phiếu phát ra").click()
    shown(page, "phiếu hỏng đã đổi")
    page.get_by_role("link", name="Mở hòm phiếu").click()
    page.get_by_label("Số phiếu thu về trong hòm").fill("100")
    page.get_by_role("button", name="Ghi số phiếu thu về").click()
    shown(page, "nhiều hơn")
    check(page)
