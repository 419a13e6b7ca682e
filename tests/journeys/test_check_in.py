"""Two doors receive people: by name, by list, by scanner, with a line that breaks; nobody twice."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from daihoi.cli.serving import DEMO_DAY
from tests.journeys.conftest import Visit
from tests.journeys.places import Place, Shelf
from tests.journeys.sitting import TAKER, TAKERS_PASSWORD, TOPIC
from tests.journeys.walking import Watch, check, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-check-in")]
ALL_SENT = "Đã gửi hết lên máy chủ."
PATIENCE_MS = 20_000
LOST_LINE = ("ERR_INTERNET_DISCONNECTED", "Failed to load resource", "htmx:")


@pytest.fixture(scope="module")
def hall(shelf: Shelf) -> Iterator[Place]:
    """The demo with an open meeting that nobody has been received at yet."""
    place = Place(shelf.copy("demo"), "serve", DAIHOI_TODAY=DEMO_DAY)
    place.run("-m", "tests.journeys.sitting", "--empty")
    with place:
        yield place


def open_door(page: Page, name: str) -> str:
    """Sign in and stand at a door; the address of the meeting."""
    sign_in(page, TAKER, TAKERS_PASSWORD)
    page.wait_for_url("**/")
    page.goto("/cuoc-hop/")
    page.get_by_role("link", name=re.compile(TOPIC)).first.click()
    meeting = page.url
    page.get_by_role("link", name="Điểm danh", exact=True).click()
    page.get_by_role("link", name="Bàn đón", exact=True).click()
    page.get_by_label("Tên bàn đón này").fill(name)
    page.get_by_role("button", name="Đặt tên").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Bàn đón: {name}")
    return meeting


def forgive(page: Page) -> None:
    """What the browser said of the line while it was cut."""
    watch = Watch.of[page.context]
    watch.troubles = [t for t in watch.troubles if not any(words in t for words in LOST_LINE)]


def there(page: Page) -> int:
    """How many are in the hall, as the page says."""
    return int(page.locator(".quorum-count").inner_text().partition("/")[0])


def names(page: Page, count: int) -> list[str]:
    """The first members whom the quorum counts, not there yet, whose name nobody else has."""
    members = page.locator("#station-roll .row").filter(has_text="Đảng viên chính thức")
    free = members.filter(has=page.locator("[data-mark]"))
    said = [each.get_attribute("data-said") or "" for each in free.all()]
    return [each for each in said if "," not in each][:count]


def test_a_broken_line_loses_nobody_and_doubles_nobody(hall: Place, desk: Visit) -> None:
    east, west = desk(hall), desk(hall)
    open_door(east, "Cửa Đông")
    open_door(west, "Cửa Tây")
    check(east)
    first, second, third = names(east, 3)
    counted = f"{there(east) + 3}/"

    east.context.set_offline(True)
    expect(east.locator("[data-station-state]")).to_contain_text("Mất mạng")
    field = east.get_by_label("Gõ tên hoặc quét giấy mời")
    field.fill(first)
    field.press("Enter")
    expect(east.locator("[data-station-told]")).to_have_text(f"Đã ghi có mặt: {first}.")
    east.locator("#station-roll .row").filter(has_text=second).get_by_role(
        "button", name="Có mặt"
    ).click()
    code = east.locator("#station-roll .row").filter(has_text=third).get_attribute("data-code")
    field.fill(f"http://192.168.1.5:8000/cuoc-hop/giay-moi/{code}/")  # a hand scanner types this
    field.press("Enter")
    expect(east.locator("#station-roll .row.is-waiting")).to_have_count(3)
    expect(east.locator("[data-station-state]")).to_contain_text("3 lượt chờ")
    field.fill(first)
    field.press("Enter")  # she stands there already: nothing is pressed twice
    expect(east.locator("#station-roll .row.is-waiting")).to_have_count(3)

    other = west.get_by_label("Gõ tên hoặc quét giấy mời")
    other.fill(second)
    other.press("Enter")  # the same person at the other door, later
    expect(west.locator("[data-station-state]")).to_have_text(ALL_SENT)
    expect(west.locator("#station-roll .row").filter(has_text=second)).to_contain_text("Cửa Tây")

    east.context.set_offline(False)
    expect(east.locator("[data-station-state]")).to_have_text(ALL_SENT, timeout=PATIENCE_MS)
    expect(east.locator("#station-roll .row.is-waiting")).to_have_count(0)
    log = east.locator("[data-station-log]")
    expect(log).to_contain_text(f"{second}: Cửa Tây ghi lúc")
    for page in (east, west):
        for name in (first, second, third):
            expect(page.locator("#station-roll .row").filter(has_text=name)).to_contain_text(
                "Cửa Đông", timeout=PATIENCE_MS
            )
        expect(page.locator(".quorum-count")).to_contain_text(counted)
    check(east)
    forgive(east)

    other.fill(first)
    other.press("Enter")
    expect(west.locator("[data-station-told]")).to_contain_text(f"{first} đã điểm danh lúc")
    east.reload()
    expect(east.locator("[data-station-state]")).to_have_text(ALL_SENT)
    expect(east.locator(".quorum-count")).to_contain_text(counted)


def test_a_press_that_waits_outlives_a_reload_and_may_be_taken_back(
    hall: Place, phone: Visit
) -> None:
    hand = phone(hall)
    open_door(hand, "Cửa sau")
    check(hand)
    name, other = names(hand, 2)
    address = hand.locator("[data-station]").get_attribute("data-url")
    hand.route(f"**{address}", lambda route: route.fulfill(body="<title>Wi-Fi</title>"))
    for each in (name, other):
        hand.locator("#station-roll .row").filter(has_text=each).get_by_role(
            "button", name="Có mặt"
        ).click()
    expect(hand.locator(".is-waiting")).to_have_count(2)
    hand.locator(".is-waiting").filter(has_text=other).get_by_role("button", name="Bỏ").click()
    expect(hand.locator(".is-waiting")).to_have_count(1)
    hand.reload()
    expect(hand.locator(".is-waiting")).to_contain_text(name)
    hand.unroute(f"**{address}")
    expect(hand.locator("[data-station-state]")).to_have_text(ALL_SENT, timeout=PATIENCE_MS)
    expect(hand.locator("#station-roll .row").filter(has_text=name)).to_contain_text("Cửa sau")
    expect(
        hand.locator("#station-roll .row")
        .filter(has_text=other)
        .get_by_role("button", name="Có mặt")
    ).to_be_visible()


def test_without_scripts_a_door_still_receives_people(hall: Place, desk: Visit) -> None:
    clerk = desk(hall, java_script_enabled=False)
    open_door(clerk, "Cửa chính")
    (name,) = names(clerk, 1)
    clerk.get_by_label("Gõ tên hoặc quét giấy mời").fill(name)
    clerk.get_by_role("button", name="Tìm", exact=True).click()
    row = clerk.locator("#station-roll .row").filter(has_text=name)
    row.get_by_role("button", name="Có mặt").click()
    expect(clerk.locator("#station-roll .row").filter(has_text=name)).to_contain_text("Cửa chính")


def test_a_guest_finds_a_seat_without_signing_in(hall: Place, desk: Visit, phone: Visit) -> None:
    clerk, hand = desk(hall), phone(hall)
    meeting = open_door(clerk, "Cửa chính")
    clerk.goto(f"{meeting}diem-danh/")
    clerk.get_by_role("button", name="Mở điểm danh bằng mã").click()
    clerk.get_by_role("link", name="In tờ mã ở cửa").click()
    check(clerk)
    told = clerk.locator(".poster .small").first.inner_text()
    hand.goto(f"/cuoc-hop/cho-ngoi/{told.rstrip('/').split('/')[-1]}/")
    hand.get_by_label("Tên của đồng chí").fill("ng")
    hand.get_by_role("button", name="Tìm").click()
    expect(hand.locator(".row-title").first).to_be_visible()
    check(hand)
    clerk.goto("/cuoc-hop/hoi-truong/")
    expect(clerk.get_by_text("Không mã hóa")).to_be_visible()
    check(clerk)
