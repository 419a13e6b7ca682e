"""The minute-taker works by keyboard alone; the network goes and comes back, and nothing is lost."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from daihoi.cli.serving import DEMO_DAY
from tests.journeys.conftest import Visit
from tests.journeys.places import Place, Shelf
from tests.journeys.sitting import CHAIR, CHAIRS_PASSWORD, TAKER, TAKERS_PASSWORD, TOPIC
from tests.journeys.walking import Watch, check, expecting, sign_in, sign_out

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys-meeting")]
SAVED = "Đã lưu hết"
TYPED = (
    "Cần thêm hai micro.",
    "Câu thứ nhất khi mất mạng.",
    "Câu thứ hai khi mất mạng.",
    "Câu ghi khi hết phiên.",
)
LOST_LINE = ("ERR_INTERNET_DISCONNECTED", "Failed to load resource")


@pytest.fixture(scope="module")
def hall(shelf: Shelf) -> Iterator[Place]:
    """The demo, its cell sitting in an open meeting."""
    place = Place(shelf.copy("demo"), "serve", DAIHOI_TODAY=DEMO_DAY)
    place.run("-m", "tests.journeys.sitting")
    with place:
        yield place


def lines(page: Page) -> Locator:
    """What is written on the matter that is shown."""
    return page.locator(".minutes-item:not([hidden]) .entry-text")


def expect_lines(page: Page, *texts: str) -> None:
    """By their `textContent`: `innerText` of a line is empty until the browser has painted it."""
    expect(lines(page)).to_have_text(texts)


def say(page: Page, letters: str, text: str) -> None:
    """Two letters of a name and Enter, the words and Enter."""
    page.keyboard.type(letters)
    page.keyboard.press("Enter")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def forget_lost_line(page: Page) -> None:
    """What the browser tells of a network that we took away ourselves."""
    watch = Watch.of[page.context]
    watch.troubles = [t for t in watch.troubles if not any(words in t for words in LOST_LINE)]


def take_minutes(page: Page, who: str = TAKER, password: str = TAKERS_PASSWORD) -> None:
    """Sign in and open the page of the minute-taker."""
    sign_in(page, who, password)
    page.wait_for_url("**/")
    page.goto("/cuoc-hop/")
    page.get_by_role("link", name=re.compile(TOPIC)).first.click()
    page.get_by_role("link", name="Ghi biên bản").click()
    expect(page.locator("#speaker")).to_be_focused()


def test_an_opinion_lands_in_the_round_by_keyboard_alone(hall: Place, desk: Visit) -> None:
    page = desk(hall)
    take_minutes(page)
    check(page)
    page.keyboard.type("du")  # Dự, Dung, Đức: no mark is typed
    expect(page.get_by_role("option").filter(has_text="Lê Minh Đức")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("đoạn 2")
    page.keyboard.press("Enter")
    page.keyboard.type("Nên nêu rõ người chịu trách nhiệm.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("đã vào đợt góp ý")).to_be_visible()
    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(page.locator("#speaker")).to_be_focused()
    # More hands than people: refused with the arithmetic, and what was typed can be put right.
    page.keyboard.press("Alt+b")
    page.keyboard.type("Thông qua")
    page.keyboard.press("Tab")
    page.keyboard.type("999")
    with expecting(page, 422):
        page.keyboard.press("Enter")
        refusal = re.compile("nhiều hơn .* người có quyền biểu quyết")
        expect(page.get_by_text(refusal)).to_be_visible()
    page.get_by_role("button", name="Sửa lại").click()
    expect(page.get_by_label("Đồng ý", exact=True)).to_have_value("999")


def test_nothing_is_lost_without_a_network_or_a_session(hall: Place, desk: Visit) -> None:
    page = desk(hall)
    take_minutes(page)
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+c")
    say(page, "hang", "Cần thêm hai micro.")
    expect(page.get_by_text("việc chuẩn bị đại hội", exact=True)).to_be_visible()
    expect(page.get_by_text(SAVED)).to_be_visible()

    page.context.set_offline(True)
    say(page, "du", "Câu thứ nhất khi mất mạng.")
    say(page, "hang", "Câu thứ hai khi mất mạng.")
    expect(page.get_by_text("Chưa gửi 2 câu")).to_be_visible()
    expect(page.locator("[data-offline]")).to_have_count(0)  # said once, by the queue
    expect_lines(page, *TYPED[:3])

    page.context.set_offline(False)
    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(page.locator(".entry-unsent")).to_have_count(0)
    forget_lost_line(page)
    page.reload()  # each is there once, in its order
    expect_lines(page, *TYPED[:3])

    page.context.clear_cookies()
    with expecting(page, 403):
        say(page, "du", TYPED[3])
        expect(page.get_by_text("Phiên đăng nhập đã hết")).to_be_visible()
        page.on("dialog", lambda dialog: dialog.accept())  # "leave the page?"
        take_minutes(page)
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".entry-unsent")).to_have_count(0)
    expect(page.get_by_text(SAVED)).to_be_visible()
    expect_lines(page, *TYPED)


BREAK_ONE_ANSWER = """(address) => {
  const read = Response.prototype.text;
  Response.prototype.text = function () {
    if (!this.url.endsWith(address)) return read.call(this);
    Response.prototype.text = read;
    return Promise.reject(new TypeError("cut"));
  };
}"""


def test_a_strange_or_broken_answer_keeps_the_line(hall: Place, desk: Visit) -> None:
    page = desk(hall)
    take_minutes(page)
    address = page.locator("form[data-queued=statement]").get_attribute("action")
    page.route(f"**{address}", lambda route: route.fulfill(body="<title>Wi-Fi</title>"))
    page.keyboard.press("Alt+t")
    say(page, "du", "Câu gửi qua mạng khách.")
    expect(page.get_by_text("Mất kết nối")).to_be_visible()
    expect(page.locator(".entry-unsent")).to_have_count(1)

    page.evaluate(BREAK_ONE_ANSWER, address)
    page.unroute(f"**{address}")
    expect(page.get_by_text(SAVED)).to_be_visible(timeout=20_000)
    page.reload()
    expect(lines(page).filter(has_text="Câu gửi qua mạng khách.")).to_have_count(1)


def test_lines_that_wait_are_their_writers_alone(hall: Place, desk: Visit) -> None:
    page = desk(hall)
    take_minutes(page)
    address = page.locator("form[data-queued=statement]").get_attribute("action")
    page.route(f"**{address}", lambda route: route.fulfill(body="<title>Wi-Fi</title>"))
    page.keyboard.press("Alt+t")
    say(page, "du", "Câu chờ chủ của nó.")
    expect(page.locator(".entry-unsent")).to_have_count(1)
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.locator("#confirm-text")).to_contain_text("Còn 1 câu chưa gửi được")
    page.locator("#confirm-dialog button[value=no]").click()
    expect(page.locator(".entry-unsent")).to_have_count(1)
    sign_out(page)
    page.unroute(f"**{address}")
    take_minutes(page, CHAIR, CHAIRS_PASSWORD)  # the same browser, somebody else
    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(page.get_by_text("Câu chờ chủ của nó.")).to_have_count(0)
    sign_out(page)
    take_minutes(page)
    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(lines(page).filter(has_text="Câu chờ chủ của nó.")).to_have_count(1)


def test_enter_marks_whom_the_letters_of_a_given_name_mean_and_says_whom(
    hall: Place, desk: Visit
) -> None:
    page = desk(hall)
    sign_in(page, TAKER, TAKERS_PASSWORD)
    page.wait_for_url("**/")
    page.goto("/cuoc-hop/")
    page.get_by_role("link", name=re.compile(TOPIC)).first.click()
    page.get_by_role("link", name="Điểm danh", exact=True).click()
    field = page.get_by_label("Gõ tên rồi Enter là có mặt")
    line = page.locator("#roll .row").filter(has=page.locator("[data-mark]")).first
    name = line.locator(".row-title").inner_text()
    first, *_middle, given = name.split()
    field.fill(f"{given} {first}")
    expect(page.locator(".is-chosen")).to_contain_text(name)
    field.fill(given)
    expect(page.locator("#roll .row:visible .row-title").first).to_have_text(
        re.compile(f" {given}$")
    )
    field.fill(name)
    field.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Đã ghi có mặt")).to_contain_text(name)
