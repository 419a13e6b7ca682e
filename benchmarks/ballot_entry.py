# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""A teller's press of Enter until the paper is accepted, in a count of 46 papers with seven names.

    python -m benchmarks.ballot_entry [--papers 46] [--no-browser]

Over HTTP as the page sends a paper: middleware, permission, lock, the rule, the row, commit, the
answer. Where Chromium is there, by keys alone on the teller's own page against a server in a
process of its own: strike two names, press Enter, and wait until the page counts the paper, which
it does only when the server has said so. The target is 50 ms for 95 of 100.
"""

import argparse
import os
import random
import shutil
import statistics
import time
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks import places
from benchmarks.table import print_table

if TYPE_CHECKING:
    from tests.elections.counting_room import Room

PAPERS = 46
TARGET_MS = 50.0
NAMES = tuple(f"Nguyễn Văn {name}" for name in ("An", "Bình", "Chi", "Dung", "Em", "Giang", "Hà"))
SEATS = 5
QUIET = ["--no-sandbox", "--disable-gpu"]
# Notes when Enter goes down and when the page's count of papers changes, in milliseconds.
WATCH = """() => {
  window.accepted = [];
  let pressed = 0;
  addEventListener("keydown", (event) => { if (event.key === "Enter") pressed = performance.now(); }, { capture: true });
  new MutationObserver(() => window.accepted.push(performance.now() - pressed))
    .observe(document.querySelector("[data-batch]"), { childList: true });
}"""


def open_box(papers: int) -> "Room":
    from tests.elections.counting_room import room

    return room(names=NAMES, seats=SEATS, papers=papers)


def over_http(hall: "Room", papers: int) -> list[float]:
    """Side 1, paper by paper."""
    from django.test import Client
    from django.urls import reverse

    side = hall.side(1)
    client = Client(SERVER_NAME="localhost")
    client.force_login(hall.first)
    url, seconds = reverse("elections:count_paper", args=[side.pk]), []
    for number in range(papers):
        marks = random.Random(number).sample(range(len(NAMES)), 2)
        sent = {"key": str(uuid4()), "batch": 1, "papers": number, "marks": marks}
        start = time.perf_counter()
        response = client.post(url, sent, headers={"Accept": "application/json"})
        seconds.append(time.perf_counter() - start)
        if response.status_code != 200:
            raise SystemExit(f"{url} answers {response.status_code}")
    return [1000 * each for each in seconds]


def by_keys(hall: "Room", papers: int) -> list[float]:
    """Side 2 in Chromium."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from playwright.sync_api import sync_playwright

    from daihoi.elections.models import OpenPaper
    from tests.serving import Server

    side = hall.side(2)
    client = Client()
    client.force_login(hall.second)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with Server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}]
        )
        page = context.new_page()
        page.goto(server.url + reverse("elections:count_entry", args=[side.pk]))
        page.evaluate(WATCH)
        for number in range(papers):
            for at in random.Random(number).sample(range(len(NAMES)), 2):
                page.keyboard.press(f"{at + 1}")
            page.keyboard.press("Enter")
            page.wait_for_function("wanted => window.accepted.length >= wanted", arg=number + 1)
        found: list[float] = page.evaluate("window.accepted")
        browser.close()
    kept = OpenPaper.objects.filter(batch__count=side).count()
    if (len(found), kept) != (papers, papers):
        raise SystemExit(f"{papers} papers were entered, {kept} are kept, {len(found)} were shown")
    return found


def measure(papers: int, *, browser: bool) -> None:
    name = places.prepare(collect=True)

    from benchmarks import world

    hall = open_box(papers)
    world.settle()
    found = {"over HTTP": over_http(hall, papers)}
    if browser and shutil.which("chromium"):
        found["by keys in Chromium"] = by_keys(hall, papers)
    rows = []
    for label, milliseconds in found.items():
        ordered = sorted(milliseconds)
        p95 = ordered[max(0, round(0.95 * len(ordered)) - 1)]
        numbers = [statistics.median(ordered), p95, ordered[-1]]
        rows.append([label, *(f"{each:.1f}" for each in numbers), f"{TARGET_MS / p95:.1f}x"])
    head = ["Enter to accepted", "median", "p95", "slowest", "target/p95"]
    print_table(f"{name}: milliseconds, {papers} papers of {len(NAMES)} names", head, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="From Enter to an accepted paper")
    parser.add_argument("--papers", type=int, default=PAPERS)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.papers, browser=not options.no_browser)
        return
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs beside this one's rows
    given = [f"--papers={options.papers}", *(["--no-browser"] if options.no_browser else [])]
    places.in_every_place("benchmarks.ballot_entry", *given)


if __name__ == "__main__":
    main()
