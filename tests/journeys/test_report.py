"""How things stand on a day, found again with a few letters, and told by letter."""

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import check, enter_demo, picture, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-work")]


def test_a_status_report_of_a_day(office_at_work: Place, desk: Visit) -> None:
    page = desk(office_at_work)
    enter_demo(page, "secretary")
    page.goto("/bao-cao-tien-do/")
    shown(page, "Hôm nay chưa hết")
    check(page)
    page.get_by_label("Tính đến hết ngày").fill("12/2/2020")
    page.get_by_role("button", name="Xem", exact=True).click()
    shown(page, "tính đến hết")
    assert page.get_by_text("Hôm nay chưa hết").count() == 0
    check(page)
    picture(page, "report")
    first = page.locator("main .stack").inner_text()
    page.emulate_media(media="print")
    assert not page.locator(".sidebar").is_visible()
    assert page.locator("main table").first.is_visible()
    page.emulate_media(media="screen")
    page.reload()
    assert page.locator("main .stack").inner_text() == first


def test_search_finds_marks_that_were_not_typed(office_at_work: Place, desk: Visit) -> None:
    page = desk(office_at_work)
    enter_demo(page, "secretary")
    page.get_by_role("searchbox").fill("duc")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Lê Minh Đức").wait_for()
    page.get_by_role("link", name="Hoàng Đức Thiện").wait_for()
    check(page)
    page.goto("/tim-kiem/?q=lay+y+kien")
    page.get_by_role("heading", name="Mốc kế hoạch").wait_for()
    check(page)
    picture(page, "search")


def test_the_inbox_and_its_letters(demo_place: Place, desk: Visit, phone: Visit) -> None:
    page, small = desk(demo_place), phone(demo_place)
    enter_demo(page, "secretary")
    page.goto("/hop-thu/")
    page.get_by_role("heading", name="Hộp thư").wait_for()
    shown(page, "Báo xong: Lập dự toán kinh phí phục vụ đại hội")
    check(page)
    picture(page, "inbox")
    page.get_by_role("link", name="Nhận thư điện tử").click()
    check(page)
    enter_demo(small, "member")
    small.goto("/hop-thu/thu-dien-tu/")
    check(small)
