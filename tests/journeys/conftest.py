"""The places journeys go to and the browsers they go with. Chromium is the system's own."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.places import Place, Shelf, office_at
from tests.journeys.walking import Watch

CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]  # fmt: skip
DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}  # fmt: skip
PATIENCE_MS = 15_000

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory)


@pytest.fixture(scope="session")
def demo_place(shelf: Shelf) -> Iterator[Place]:
    """What `make demo` serves, for stories that leave its round as it is."""
    with Place(shelf.copy("demo"), "demo") as place:
        yield place


@pytest.fixture
def own_demo_place(shelf: Shelf) -> Iterator[Place]:
    """The same for one story that ends what it finds."""
    with Place(shelf.copy("demo"), "demo") as place:
        yield place


@pytest.fixture
def empty_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A new installation: `daihoi serve` on an empty folder."""
    with Place(tmp_path_factory.mktemp("empty"), "serve") as place:
        yield place


@pytest.fixture(scope="module")
def office(shelf: Shelf) -> Iterator[Place]:
    """An office on 20-2-2020 with its people and its congress, and no document yet."""
    with office_at(shelf.copy("office")) as place:
        yield place


@pytest.fixture(scope="module")
def office_with_draft(shelf: Shelf) -> Iterator[Place]:
    """The same, the political report's first draft imported."""
    with office_at(shelf.copy("draft")) as place:
        yield place


@pytest.fixture(scope="session")
def office_at_work(shelf: Shelf) -> Iterator[Place]:
    """The office once more, shared by the stories of plan, work, accounts, people and report."""
    with office_at(shelf.copy("office")) as place:
        yield place


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with its module: Playwright's event loop must not run beside tests of the database."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip("journeys need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Visit]:
    """`desk(place)`: a page of a new visitor at a desk."""
    yield from _visits(browser, DESK)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Visit]:
    """`phone(place)`: the same in a hand, 390 px wide, with a finger."""
    yield from _visits(browser, PHONE)


def _visits(browser: Browser, size: dict[str, object]) -> Iterator[Visit]:
    watches = []

    def visit(place: Place, **options: object) -> Page:
        context = browser.new_context(
            base_url=place.url, locale="en-US", reduced_motion="reduce", **size, **options
        )
        context.set_default_timeout(PATIENCE_MS)
        watches.append((context, Watch(context)))
        return context.new_page()

    yield visit
    for context, _ in watches:
        context.close()
    assert not [trouble for _, watch in watches for trouble in watch.troubles]
