"""Everybody's first page, the search, other people's things, and leaving."""

import re

import pytest

from daihoi.accounts.demo import DEMO_ROLES
from tests.journeys.conftest import Visit
from tests.journeys.places import Place
from tests.journeys.walking import (
    SIGN_IN_PATH,
    check,
    enter_demo,
    expecting,
    picture,
    shown,
    sign_out,
)

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-demo")]
LOOKED_AT: set[str] = set()  # pages that some role has had checked at all widths


@pytest.mark.parametrize("role", DEMO_ROLES)
def test_one_click_opens_each_role(demo_place: Place, desk: Visit, role: str) -> None:
    page = desk(demo_place)
    page.goto(SIGN_IN_PATH)
    if SIGN_IN_PATH not in LOOKED_AT:  # the same for all of them
        LOOKED_AT.add(SIGN_IN_PATH)
        check(page)
    enter_demo(page, role)
    shown(page, "Chờ tôi")
    shown(page, "26-3-2020")  # the demo's clock is explained
    check(page)
    for entry in page.locator(".sidebar a").all():
        href = entry.get_attribute("href")
        assert href
        if href in LOOKED_AT:
            assert page.request.get(href).ok, href
            continue
        LOOKED_AT.add(href)
        other = page.context.new_page()
        other.goto(href)
        check(other)
        other.close()


def test_what_is_late_and_waits_comes_first(demo_place: Place, desk: Visit) -> None:
    page = desk(demo_place)
    enter_demo(page, "secretary")
    headings = page.locator("main h2").all_inner_texts()
    assert headings[: headings.index("Chờ tôi")] in (
        ["Trễ hạn"],
        ["Cần giải quyết ngay", "Trễ hạn"],
    )
    assert page.evaluate("document.documentElement.scrollHeight") <= 1800  # two screens
    fold = page.locator(".card-more > summary").first
    fold.press("Enter")
    page.locator(".card-more[open] .row").first.wait_for()
    fold.press("Enter")
    shown(page, "Còn 8 ngày đến đại hội")
    picture(page, "first-page")
    page.locator("main .row a.button").first.click()
    page.wait_for_url(re.compile(r"/[a-z-]+/"))
    check(page)


def test_search_needs_no_marks(demo_place: Place, desk: Visit) -> None:
    page = desk(demo_place)
    enter_demo(page, "secretary")
    page.get_by_role("searchbox").fill("hoang van uoc")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Hoàng Văn Ước").first.wait_for()
    check(page)
    page.goto("/tim-kiem/?q=SO+HOA+ho+so")
    for kind in ("Ý kiến",):
        page.get_by_role("heading", name=kind).wait_for()
    check(page)
    page.goto("/tim-kiem/?q=bao+cao+chinh+tri")
    page.get_by_role("heading", name="Văn kiện").wait_for()


def test_others_things_are_not_there(demo_place: Place, desk: Visit) -> None:
    superior, member = desk(demo_place), desk(demo_place)
    enter_demo(superior, "superior")
    superior.goto("/van-kien/cap-duoi/")
    shown(superior, "Chi bộ Trung tâm Lưu trữ")
    enter_demo(member, "member")
    member.goto("/van-kien/")
    mine = {link.get_attribute("href") for link in member.locator("main th a").all()}
    assert mine
    others = [path for n in range(1, 9) if (path := f"/van-kien/{n}/") not in mine]
    with expecting(member, 404), expecting(superior, 403, 404):
        for path in others:
            answer = member.goto(path)
            assert answer
            assert answer.status == 404
        check(member)
        answer = superior.goto(next(iter(mine)) or "")
        assert answer
        assert answer.status in {403, 404}  # states, never texts
        check(superior)


def test_signing_out_leaves_nothing(demo_place: Place, desk: Visit) -> None:
    page = desk(demo_place)
    enter_demo(page, "member")
    page.goto("/van-kien/y-kien-cua-toi/")
    sign_out(page)
    page.go_back()
    page.wait_for_url(re.compile("/tai-khoan/dang-nhap/"))
    assert page.get_by_text("Ý kiến của tôi").count() == 0
