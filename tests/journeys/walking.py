"""How a person walks through the pages: signing in, looking, and what a page must never do."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakKeyDictionary

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from tests.journeys import pictures

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"
WIDTHS = (1440, 390)
LEFT_EARLY = "net::ERR_ABORTED"  # a page was left, or its answer was a download
STATUS = re.compile(r"responded with a status of (\d+)")
AXE = Axe().axe_script
FOUND = r"""axe.run({resultTypes: ["violations"]}).then(({violations}) => violations.map(
  ({id, help, nodes}) => `${id}: ${help}\n` + nodes.map(({html}) => `  ${html.slice(0, 300)}`).join("\n")
))"""
SIGN_IN_PATH = "/tai-khoan/dang-nhap/"


class Watch:
    """Gathers what goes wrong unseen: errors of the console, of scripts, of the CSP, of requests."""

    of: WeakKeyDictionary[BrowserContext, "Watch"] = WeakKeyDictionary()

    def __init__(self, context: BrowserContext) -> None:
        self.troubles: list[str] = []
        self.expected: set[int] = set()
        Watch.of[context] = self
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))
        context.on("requestfailed", self._failed)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        status = STATUS.search(message.text)
        if not (status and int(status[1]) in self.expected):
            self.troubles.append(f"console: {message.text} ({message.location['url']})")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT_EARLY:
            self.troubles.append(f"{request.method} {request.url}: {request.failure}")


@contextmanager
def expecting(page: Page, *statuses: int) -> Iterator[None]:
    """Inside, an answer with one of these statuses is what the story wants."""
    watch = Watch.of[page.context]
    watch.expected.update(statuses)
    yield
    watch.expected.difference_update(statuses)


def check(page: Page, at: tuple[int, ...] = WIDTHS) -> None:
    """Nothing for axe to find, and nothing to scroll sideways at the widths ``at``.

    A phone keeps its own width. DAIHOI_LOOK=folder photographs every page that is checked.
    """
    page.wait_for_load_state("load")
    page.evaluate(AXE)
    told = page.evaluate(FOUND)
    assert not told, f"{page.url}\n" + "\n".join(told)
    size = page.viewport_size
    assert size
    for width in at if size["width"] > WIDTHS[1] else [size["width"]]:
        if width != size["width"]:
            _resize(page, width, size["height"])
        spill = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert spill <= 0, f"{page.url} is {spill} px too wide at {width}"
        _look(page, width)
    _resize(page, size["width"], size["height"])


def picture(page: Page, name: str) -> None:
    """A picture for the guide, made only when asked: DAIHOI_GUIDE=1 make journeys."""
    if os.environ.get("DAIHOI_GUIDE"):
        page.evaluate("document.activeElement?.blur()")
        pictures.save(page, GUIDE / f"{name}.png")


def enter_demo(page: Page, role: str) -> None:
    """Sign in with the one click of the demo's sign-in page."""
    page.goto(SIGN_IN_PATH)
    page.locator(f"button[name=role][value={role}]").click()
    page.wait_for_url("**/")


def sign_in(page: Page, username: str, password: str) -> None:
    page.goto(SIGN_IN_PATH)
    opener = page.get_by_text("Đăng nhập bằng mật khẩu")
    if opener.count():
        opener.click()
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def sign_out(page: Page) -> None:
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    if page.locator("#confirm-dialog[open]").count():  # something is half-written
        say_yes(page)
    page.wait_for_url(f"**{SIGN_IN_PATH}*")


def menu(page: Page, name: str) -> None:
    """Follow an entry of the menu at the side."""
    page.locator(".sidebar").get_by_role("link", name=name, exact=True).click()


def shown(page: Page, text: str) -> None:
    """Wait until the words can be seen on the page."""
    page.get_by_text(text).filter(visible=True).first.wait_for()


def confirm(page: Page, button: str) -> None:
    """Press a button that asks back, and say yes."""
    page.get_by_role("button", name=button, exact=True).click()
    say_yes(page)


def say_yes(page: Page) -> None:
    with page.expect_navigation():
        page.locator("#confirm-dialog button[value=yes]").click()


def _resize(page: Page, width: int, height: int) -> None:
    """The page has a frame to follow: what folds on a phone hears of the width only then."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def _look(page: Page, width: int) -> None:
    if not (folder := os.environ.get("DAIHOI_LOOK")):
        return
    name = re.sub(r"[^a-z0-9]+", "-", page.url.split("/", 3)[3].lower())[:80].strip("-") or "first"
    Path(folder).mkdir(parents=True, exist_ok=True)
    number = len(list(Path(folder).glob(f"{width}-*")))
    page.screenshot(path=Path(folder) / f"{width}-{number:03}-{name}.png", full_page=True)
