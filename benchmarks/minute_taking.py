# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""A press of Enter at the minute-taker's page until the opinion is saved, with 500 in the meeting.

    python -m benchmarks.minute_taking [--said 500] [--repeats 200] [--no-browser]

Over HTTP as the page sends it: middleware, form, action with its opinion in the round of the
document, audit entry, commit, and the fragment that comes back. Beside it the fragment of what
others wrote since, and, where Chromium is there, the press of a key until the server's own entry
stands on the page. The target is 100 ms for 95 of 100.
"""

import argparse
import shutil
import statistics
import time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from benchmarks import places
from benchmarks.table import print_table

if TYPE_CHECKING:
    from django.test import Client

    from daihoi.accounts.models import User
    from daihoi.meetings.models import Meeting

SAID = 500
REPEATS = 200
TARGET_MS = 100.0
MEMBERS = 46
TEXT = "Đề nghị ghi rõ số liệu của từng năm để thấy được mức tăng."


def hold_meeting(said: int) -> "tuple[Meeting, User]":
    """An open meeting on a document in a round, with ``said`` opinions, and its minute-taker."""
    from django.utils import timezone

    from benchmarks import world
    from daihoi.accounts.permissions import Role
    from daihoi.meetings.actions.statements import add_statement
    from tests.factories import PersonFactory, grant
    from tests.factories.meetings import AgendaItemFactory, InviteeFactory, MeetingFactory

    round_ = world.open_round(members=MEMBERS)
    congress = round_.document.congress
    taker = grant(Role.SECRETARY, congress.organization)
    person = PersonFactory.create(organization=congress.organization, user=taker)
    now = timezone.now()
    meeting = MeetingFactory.create(
        congress=congress,
        opened=True,
        on=timezone.localdate(now),
        chair=person,
        minute_taker=person,
    )
    item = AgendaItemFactory.create(meeting=meeting, document=round_.document)
    people = [each.person for each in round_.participants.select_related("person")]
    rows = [
        InviteeFactory.create(
            meeting=meeting, person=each, presence="present", arrived_at=now, marked_at=now,
            marked_by=taker,
        )
        for each in people
    ]  # fmt: skip
    for number in range(said):
        values = {
            "item": item,
            "invitee": rows[number % len(rows)],
            "text": f"{TEXT} Ý kiến {number}.",
            "aim": "document",
            "place_text": f"đoạn {number % 100 + 1}",
        }
        add_statement(meeting, values, client_key=uuid4(), actor=taker)
    return meeting, taker


def sent(meeting: "Meeting") -> dict[str, Any]:
    """What the page sends for one opinion."""
    item = meeting.items.get()
    return {
        "client_key": str(uuid4()),
        "item": item.pk,
        "invitee": meeting.invitees.order_by("pk")[0].pk,
        "aim": "document",
        "document": item.document_id,
        "place_text": "đoạn 41",
        "text": TEXT,
    }


def times(client: "Client", meeting: "Meeting", repeats: int) -> dict[str, list[float]]:
    from django.urls import reverse

    add = reverse("meetings:statement_add", args=[meeting.pk])
    changes = reverse("meetings:minutes_changes", args=[meeting.pk])
    found: dict[str, list[float]] = {"Enter to a saved opinion": [], "what others wrote": []}
    for _ in range(repeats):
        data = sent(meeting)
        start = time.perf_counter()
        response = client.post(add, data, headers={"HX-Request": "true"})
        found["Enter to a saved opinion"].append(time.perf_counter() - start)
        if response.status_code != 200:
            raise SystemExit(f"{add} answers {response.status_code}")
        change = meeting.minutes.change_count
        start = time.perf_counter()
        client.get(changes, {"sau": change}, headers={"HX-Request": "true"})
        found["what others wrote"].append(time.perf_counter() - start)
        meeting.refresh_from_db()
    page = reverse("meetings:minutes_take", args=[meeting.pk])
    found["the whole page, once"] = []
    for _ in range(5):
        start = time.perf_counter()
        client.get(page)
        found["the whole page, once"].append(time.perf_counter() - start)
    return found


def measure(said: int, repeats: int) -> None:
    name = places.prepare()

    from django.test import Client

    from benchmarks import world

    meeting, taker = hold_meeting(said)
    world.settle()
    client = Client(SERVER_NAME="localhost")
    client.force_login(taker)
    found = times(client, meeting, repeats)
    rows = []
    for label, seconds in found.items():
        ordered = sorted(1000 * each for each in seconds)
        p95 = ordered[max(0, round(0.95 * len(ordered)) - 1)]
        within = f"{TARGET_MS / p95:.1f}x" if label.startswith("Enter") else ""
        rows.append([label, f"{statistics.median(ordered):.1f}", f"{p95:.1f}", within])
    head = ["", "median", "p95", "target/p95"]
    print_table(f"{name}: milliseconds with {said} opinions in the meeting", head, rows)


def in_browser(said: int, repeats: int) -> None:
    """The same by a key in Chromium, against a server of its own on SQLite."""
    from benchmarks import minute_taking_browser

    minute_taking_browser.measure(said, repeats)


def main() -> None:
    parser = argparse.ArgumentParser(description="From a key press to a saved opinion")
    parser.add_argument("--said", type=int, default=SAID)
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.said, options.repeats)
        return
    given = [f"--said={options.said}", f"--repeats={options.repeats}"]
    places.in_every_place("benchmarks.minute_taking", *given)
    if not options.no_browser and shutil.which("chromium"):
        in_browser(options.said, min(options.repeats, 50))


if __name__ == "__main__":
    main()
