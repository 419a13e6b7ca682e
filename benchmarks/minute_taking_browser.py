# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""The minute-taker's press of Enter in Chromium until the server's own entry stands on the page.

Called by `benchmarks.minute_taking`; a server of its own, one process, on SQLite.
"""

import os
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile

from benchmarks import places
from benchmarks.table import print_table

QUIET = ["--no-sandbox", "--disable-gpu"]
# From the press of Enter in the text to the server's element in the list, in milliseconds.
UNTIL_SAVED = """() => new Promise((done) => {
  const field = document.querySelector("[data-queued=statement] [name=text]");
  const list = document.querySelector(".minutes-item:not([hidden]) .minutes-rows");
  const before = list.querySelectorAll("li[data-key]").length;
  let start;
  const watch = new MutationObserver(() => {
    if (list.querySelectorAll("li[data-key]").length > before) {
      watch.disconnect();
      done(performance.now() - start);
    }
  });
  watch.observe(list, { childList: true });
  start = performance.now();
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
})"""


def measure(said: int, repeats: int) -> None:
    """Run it in a process whose environment names a place of its own."""
    with tempfile.TemporaryDirectory(prefix="daihoi-bench-") as folder:
        given = {
            "DAIHOI_DATA": folder,
            "DAIHOI_SECRET_KEY": secrets.token_hex(32),
            "DATABASE_URL": "",
            "REDIS_URL": "",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright's loop runs beside this process's rows
        }
        command = [
            sys.executable,
            "-m",
            "benchmarks.minute_taking_browser",
            str(said),
            str(repeats),
        ]
        subprocess.run(command, check=True, cwd=places.PROJECT, env={**os.environ, **given})


def here(said: int, repeats: int) -> None:
    name = places.prepare(collect=True)

    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from playwright.sync_api import sync_playwright

    from benchmarks.minute_taking import TARGET_MS, hold_meeting
    from tests.serving import Server

    meeting, taker = hold_meeting(said)
    client = Client()
    client.force_login(taker)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    speaker = meeting.invitees.order_by("pk")[0].name
    seconds = []
    with Server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}]
        )
        page = context.new_page()
        page.goto(server.url + reverse("meetings:minutes_take", args=[meeting.pk]))
        for _ in range(repeats):
            page.locator("#speaker").fill(speaker)
            page.keyboard.press("Enter")
            page.locator("[data-queued=statement] [name=text]").fill("Đề nghị ghi rõ số liệu.")
            seconds.append(page.evaluate(UNTIL_SAVED))
        browser.close()
    ordered = sorted(seconds)
    p95 = ordered[max(0, round(0.95 * len(ordered)) - 1)]
    rows = [["Enter to the saved entry on the page", f"{statistics.median(ordered):.1f}", f"{p95:.1f}", f"{TARGET_MS / p95:.1f}x"]]  # fmt: skip
    print_table(f"Chromium, {name}: milliseconds with {said} opinions", ["", "median", "p95", "target/p95"], rows)  # fmt: skip


if __name__ == "__main__":
    here(int(sys.argv[1]), int(sys.argv[2]))
