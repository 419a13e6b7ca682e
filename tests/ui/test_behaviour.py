"""The small scripts in a real browser; pages and static files are handed over without a server."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

pytestmark = pytest.mark.journey

HOUSE = "http://house.test"
READING = """
{% extends "ui/base.html" %}
{% block main %}
<article class="reading">
  <div class="block"><p data-block="b40" data-label="đoạn 40"><b data-not-text>40. </b>Chi bộ 🙂 đã <b>lãnh đạo</b> đơn vị.</p></div>
  <div class="block"><p data-block="b41" data-label="đoạn 41">Kết quả cơ bản đạt.</p></div>
</article>
<form class="sheet" data-opinion-form data-draft="round-1" data-draft-by="block" action="/send/" method="post">
  <p data-opinion-place>Toàn văn</p><blockquote data-opinion-quote hidden></blockquote>
  <input type="hidden" name="block"><input type="hidden" name="start"><input type="hidden" name="end">
  <input type="hidden" name="quote"><textarea name="body" aria-label="Ý kiến"></textarea>
  <span data-draft-status></span><button>Gửi</button>
</form>
<form action="/sent/" data-confirm="Xóa thật?"><button id="ask">Xóa</button></form>
<form action="/write/" method="post"><button id="write">Ghi</button></form>
<p data-live="/live/" data-live-version="1" data-live-notice></p>
<form action="/out/" data-sign-out><button id="out">Đăng xuất</button></form>
{% endblock %}
"""


class _User:
    is_authenticated = False  # the shell's own menu is not wanted here

    def __init__(self, pk: int) -> None:
        self.pk = pk


def serve(context: BrowserContext, user: int, version: int = 1) -> None:
    """Answer every request of the browser from templates and static files."""
    html = engines["django"].from_string(READING).render({"user": _User(user)})

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOUSE)
        if path == "/live/":
            route.fulfill(body=f"data: {version}\n\n", content_type="text/event-stream")
            return
        if not path.startswith("/static/"):
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
            return
        found = finders.find(path.removeprefix("/static/"))
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        if isinstance(found, str):
            route.fulfill(body=Path(found).read_bytes(), content_type=kind)
        else:
            route.fulfill(status=404)

    context.unroute_all()
    context.route("**/*", answer)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=options)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    serve(context, user=1)
    yield context
    context.close()


def opened(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(f"{HOUSE}/read/")
    page.wait_for_selector("[data-opinion-ready]", state="attached")
    return page


def written(page: Page) -> dict[str, str]:
    return page.evaluate(
        "Object.fromEntries(new FormData(document.querySelector('[data-opinion-form]')))"
    )


def write(page: Page, block: str, words: str) -> None:
    page.click(f"[data-block={block}]")
    page.fill("textarea", words)
    page.get_by_text("Đã lưu nháp trên máy").wait_for()


def test_a_half_written_opinion_survives_a_closed_tab(context: BrowserContext) -> None:
    page = opened(context)
    write(page, "b41", "nên ghi rõ")
    page.close()
    page = opened(context)
    assert written(page)["body"] == "nên ghi rõ"
    assert written(page)["block"] == "b41"
    assert page.inner_text("[data-opinion-place]") == "đoạn 41"


def test_each_paragraph_keeps_its_own_draft(context: BrowserContext) -> None:
    page = opened(context)
    write(page, "b41", "về đoạn 41")
    page.click("[data-block=b40]")
    assert written(page)["body"] == ""
    page.click("[data-block=b41]")
    assert written(page)["body"] == "về đoạn 41"


def test_another_user_of_the_laptop_sees_no_draft(context: BrowserContext) -> None:
    page = opened(context)
    write(page, "b41", "của riêng tôi")
    page.close()
    serve(context, user=2)
    assert written(opened(context))["body"] == ""


def test_signing_out_asks_then_clears_this_users_drafts(context: BrowserContext) -> None:
    page = opened(context)
    write(page, "b41", "chưa gửi")
    page.click("#out")
    page.click("#confirm-dialog button[value=yes]")
    page.wait_for_url("**/out/**")
    assert page.evaluate("localStorage.length") == 0


def test_text_stays_when_there_is_no_network(context: BrowserContext) -> None:
    page = opened(context)
    write(page, "b41", "gửi lúc mất mạng")
    context.set_offline(True)
    page.click("text=Gửi")
    page.wait_for_selector("[data-offline]:not([hidden])")
    assert page.url == f"{HOUSE}/read/"
    assert written(page)["body"] == "gửi lúc mất mạng"


def test_selected_words_are_counted_in_code_points_of_the_block(context: BrowserContext) -> None:
    page = opened(context)
    page.evaluate("""() => {
      const block = document.querySelector('[data-block=b40]');
      const range = document.createRange();
      range.setStart(block.childNodes[1], 'Chi bộ 🙂 '.length);
      range.setEnd(block.childNodes[2].firstChild, 4);
      getSelection().addRange(range);
    }""")
    page.wait_for_selector("[data-opinion-quote]:not([hidden])")
    place = written(page)
    assert place["block"] == "b40"
    assert place["quote"] == "đã lãnh"
    text = "Chi bộ 🙂 đã lãnh đạo đơn vị."
    assert text[int(place["start"]) : int(place["end"])] == place["quote"]


def test_nothing_is_sent_until_the_question_is_answered(context: BrowserContext) -> None:
    page = opened(context)
    page.click("#ask")
    assert page.inner_text("#confirm-text") == "Xóa thật?"
    page.click("#confirm-dialog button[value=no]")
    assert page.url == f"{HOUSE}/read/"
    page.click("#ask")
    page.click("#confirm-dialog button[value=yes]")
    page.wait_for_url("**/sent/**")


def test_a_second_click_sends_nothing_while_the_first_is_on_its_way(
    context: BrowserContext,
) -> None:
    page = opened(context)
    arrived: list[str] = []

    def answer(route: Route) -> None:
        arrived.append(route.request.method)
        route.fulfill(body="Đã ghi.", content_type="text/plain; charset=utf-8")

    page.route("**/write/", answer)
    clicking_twice = """() => {
        const button = document.querySelector("#write");
        const dropped = [];
        addEventListener("submit", (event) => dropped.push(event.defaultPrevented));
        button.click();
        button.click();
        return dropped;
    }"""
    assert page.evaluate(clicking_twice) == [False, True]
    page.get_by_text("Đã ghi.").wait_for()
    assert arrived == ["POST"]
    page.go_back()
    page.click("#write")
    page.get_by_text("Đã ghi.").wait_for()
    assert arrived == ["POST", "POST"]


@pytest.mark.parametrize(("version", "told"), [(1, False), (2, True)])
def test_a_reader_is_told_when_the_page_she_reads_is_old(
    context: BrowserContext, version: int, *, told: bool
) -> None:
    serve(context, user=1, version=version)
    page = context.new_page()
    with page.expect_response(f"{HOUSE}/live/"):
        page.goto(f"{HOUSE}/read/")
    page.wait_for_timeout(200)
    assert page.is_visible("[data-changed]") is told


@pytest.mark.parametrize(
    ("status", "body", "kept"),
    [
        (409, '<div data-refusal class="refusal">Đợt lấy ý kiến đã kết thúc.</div>', 1),
        (200, '<div id="messages"><p>Đã gửi.</p></div>', 0),
    ],
)
def test_a_draft_goes_when_it_was_taken_and_stays_when_refused(
    context: BrowserContext, status: int, body: str, kept: int
) -> None:
    page = opened(context)
    page.route("**/send/", lambda route: route.fulfill(status=status, body=body))
    page.evaluate("""() => {
        const form = document.querySelector("[data-opinion-form]");
        form.setAttribute("hx-post", "/send/");
        form.setAttribute("hx-target", "main"); // the form leaves the page with the answer
        htmx.process(form);
    }""")
    write(page, "b41", "gửi đi")
    with page.expect_response(f"{HOUSE}/send/"):
        page.click("text=Gửi")
    page.wait_for_timeout(200)
    assert page.evaluate("Object.keys(localStorage).length") == kept
    assert page.locator("[data-opinion-form].is-open").count() == kept


def test_a_refusal_goes_when_the_next_try_is_taken(context: BrowserContext) -> None:
    page = opened(context)
    refused = '<section data-refusal class="refusal">Số phút từ 1 đến 240.</section>'
    answers = [(422, refused), (422, refused), (200, "<p>Đã lưu.</p>")]
    page.route(
        "**/minutes/",
        lambda route: route.fulfill(**dict(zip(("status", "body"), answers.pop(0), strict=True))),
    )
    page.evaluate("""() => {
        const button = document.getElementById("write");
        button.setAttribute("hx-post", "/minutes/");
        button.setAttribute("hx-target", "[data-draft-status]");
        htmx.process(button);
    }""")
    for left in (1, 1, 0):
        with page.expect_response(f"{HOUSE}/minutes/"):
            page.click("#write")
        page.wait_for_timeout(200)
        assert page.locator("#messages [data-refusal]").count() == left
