"""A result is announced: the wall of the hall changes by itself, and members read it on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.announcing import CHAIR, MEMBER, PASSWORD
from tests.journeys.conftest import Visit
from tests.journeys.places import Place, Shelf
from tests.journeys.walking import check, confirm, picture, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-results")]
DAY = "2020-04-03"


@pytest.fixture(scope="module")
def congress(shelf: Shelf) -> Iterator[Place]:
    """A cell whose committee was elected; the result is known to who counted, and to nobody else."""
    place = Place(shelf.copy("new"), "serve", DAIHOI_TODAY=DAY)
    place.run("-m", "tests.journeys.announcing")
    with place:
        yield place


def open_results(page: Page, username: str) -> None:
    sign_in(page, username, PASSWORD)
    page.wait_for_url("**/")
    page.goto("/bau-cu/luot/1/ket-qua/")


def test_the_hall_hears_of_a_result_and_members_read_it(
    congress: Place, desk: Visit, phone: Visit
) -> None:
    wall, hand, chair = desk(congress), phone(congress), desk(congress)
    open_results(hand, MEMBER)
    expect(hand.locator("main")).to_contain_text("Chưa công bố kết quả")
    check(hand)
    sign_in(wall, MEMBER, PASSWORD)
    wall.wait_for_url("**/")
    wall.goto("/bau-cu/1/hoi-truong/")
    expect(wall.locator("#hall-now")).to_contain_text("Đang kiểm phiếu")
    expect(wall.locator("#hall-now")).not_to_contain_text("26")
    check(wall)
    open_results(chair, CHAIR)
    check(chair)
    confirm(chair, "Công bố kết quả")
    expect(chair.locator("main")).to_contain_text("bầu lại trong số người bằng phiếu")
    expect(wall.locator("#hall-now")).to_contain_text("26 phiếu")
    expect(wall.locator("#hall-now")).to_contain_text("Tiếp theo: bầu lại")
    check(wall)
    picture(wall, "result-wall")
    hand.reload()
    expect(hand.locator("main")).to_contain_text("Nguyễn Văn An")
    check(hand)
    chair.get_by_role("button", name="Chuẩn bị lượt bầu tiếp theo").click()
    expect(wall.locator("#hall-now")).to_contain_text("Danh sách bầu cử")
    wall.context.set_offline(True)
    chair.goto("/bau-cu/1/ket-qua/")
    check(chair)
    expect(wall.locator("#hall-now")).to_contain_text("Danh sách bầu cử")
    wall.context.set_offline(False)
    hand.goto("/bau-cu/1/hoi-truong/")
    check(hand)
    hand.goto("/bau-cu/1/ket-qua/")
    check(hand)
