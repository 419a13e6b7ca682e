"""Nothing needs a mouse: the skip link, focus that can be seen, an opinion by keyboard alone."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import enter_demo, shown

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-demo")]
TABS_AT_MOST = 400
FOCUS_IS_SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
    || style.boxShadow !== "none";
}"""


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab until what ``selector`` names has the focus; every stop on the way is visible."""
    for number in range(TABS_AT_MOST):
        page.keyboard.press(key)
        if number < 12:
            assert page.evaluate(FOCUS_IS_SEEN), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def test_an_opinion_by_keyboard_alone(demo_place: Place, desk: Visit) -> None:
    page = desk(demo_place)
    enter_demo(page, "member")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip-link')")
    page.keyboard.press("Enter")
    tab_to(page, "main a")

    page.goto("/van-kien/")
    tab_to(page, "main th a")
    while "Báo cáo chính trị trình" not in page.evaluate("document.activeElement.textContent"):
        tab_to(page, "main th a")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Tình hình").wait_for()
    tab_to(page, ".row-title a")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Lấy ý kiến lần 4").wait_for()
    tab_to(page, "main a[href$='/doc/']")
    page.keyboard.press("Enter")
    page.locator("[data-opinion-ready]").wait_for()
    tab_to(page, "a.block-number[data-open-opinion]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('textarea[name=text]')")
    page.keyboard.type("Đề nghị ghi rõ số và ngày của văn bản này.")
    tab_to(page, "button[type=submit]")
    page.keyboard.press("Enter")
    shown(page, "Đã gửi ý kiến. Cảm ơn đồng chí.")
