"""Counting without a mouse, and without scripts: two tellers, one by keys alone, one by plain forms."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.box import PASSWORD, TELLERS
from tests.journeys.conftest import Visit
from tests.journeys.places import Place, Shelf
from tests.journeys.test_keyboard import tab_to
from tests.journeys.walking import check, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-counting-without")]
COUNT = "/bau-cu/luot/1/kiem/"
PAPERS = 12
STRUCK = ("6", "7")
LOW = """least => [...document.querySelectorAll("main :is(button, a.button, summary, .tab)")]
  .filter((each) => each.getBoundingClientRect().height && each.getBoundingClientRect().height < least)
  .map((each) => each.textContent.trim())"""


@pytest.fixture(scope="module")
def hall(shelf: Shelf) -> Iterator[Place]:
    """A place where a box with twelve papers was opened."""
    place = Place(shelf.copy("new"), "serve")
    place.run("-m", "tests.journeys.box", str(PAPERS))
    with place:
        yield place


def at_the_count(page: Page, teller: str) -> Page:
    sign_in(page, teller, PASSWORD)
    page.wait_for_url("**/")
    page.goto(COUNT)
    return page


def press(page: Page, selector: str, way: str = "Tab") -> None:
    """Go there by ``way`` and press Enter; a question that comes back is answered by keys too."""
    tab_to(page, selector, way)
    asks = page.evaluate("document.activeElement.form?.dataset.confirm")
    if asks:
        page.keyboard.press("Enter")
        page.locator("#confirm-dialog[open]").wait_for()
        tab_to(page, "#confirm-dialog button[value=yes]", "Shift+Tab")  # "no" has the focus
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_one_counts_by_keys_and_one_without_scripts(hall: Place, desk: Visit, phone: Visit) -> None:
    keys = at_the_count(desk(hall), TELLERS[0])
    press(keys, "form[action$='/nhan/'] button.button-primary")
    keys.locator("[data-verdict]").wait_for()
    for number in range(PAPERS):
        for key in (*STRUCK, "Enter"):
            keys.keyboard.press(key)
        expect(keys.locator("[data-batch]")).to_contain_text(f": {number + 1}/")
    press(keys, "[data-close-side]")
    keys.wait_for_url(f"**{COUNT}")
    tab_to(keys, "main a[href$='/sua/']")
    mend = keys.locator("main a[href$='/sua/']")

    plain = at_the_count(phone(hall, java_script_enabled=False), TELLERS[1])
    plain.get_by_role("button", name="Nhận bên 2").click()
    expect(keys.get_by_text("Bên 2:")).to_be_visible()  # the page changed by itself
    expect(mend).to_be_focused()
    for place in STRUCK:
        plain.locator("[name=marks]").nth(int(place) - 1).check()
    plain.get_by_label("Nhiều phiếu y hệt phiếu trên:").fill(str(PAPERS))
    plain.get_by_role("button", name="Nhận cả bó").click()
    expect(plain.locator("[data-batch]")).to_contain_text(f": {PAPERS}/")
    assert not plain.evaluate(LOW, 43.5)
    closing = plain.locator("[data-close-batch] button").all()
    above, below = (each.bounding_box() for each in closing)
    assert above
    assert below
    apart = max(below["y"] - above["y"] - above["height"], below["x"] - above["x"] - above["width"])
    assert apart >= 8  # two buttons, never one under one finger
    plain.get_by_role("button", name="Đóng tập và đóng bên").click()
    plain.wait_for_url(f"**{COUNT}")

    expect(keys.get_by_text("Hai bên khớp từng tên")).to_be_visible()  # without asking again
    expect(mend).to_be_focused()
    check(keys)
    press(keys, "form[action$='/khop/'] button", "Shift+Tab")
    plain.reload()
    plain.get_by_role("button", name="Xác nhận hai bên khớp").click()
    expect(plain.get_by_text("Hai bên kiểm khớp").first).to_be_visible()
