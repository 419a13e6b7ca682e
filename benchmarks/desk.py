# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""A superior's desk over 100 and 1,000 organizations: queries must not grow with them.

    python -m benchmarks.desk [--sizes 100,1000] [--repeats 21]

Every organization has a congress with five late milestones; every second one has sent a dossier,
every tenth a second congress after a closed one. Pages go through Django's test client, middleware
and all, as the superior. Given are milliseconds of the processor, the database's own where it is
SQLite, and of the clock. Ends with an error where a page asks more of more organizations.
"""

import argparse
import statistics
import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from benchmarks import places
from benchmarks.table import print_table

if TYPE_CHECKING:
    from django.test import Client

SIZES = (100, 1_000)
DAY = date(2020, 4, 3)
LATE = 5  # milestones of each congress
PAGES = {
    "desk": "",
    "what waits": "?loc=cho",
    "what is late": "?loc=tre",
    "by name": "?tim=chi+bo+17",
    "the last page": "?page=9999",
}


def desk(number: int, size: int) -> "Client":
    """A superior with ``size`` organizations below; the visitor who looks after them."""
    from django.test import Client

    from daihoi.accounts.permissions import Role
    from daihoi.approvals.models import Submission
    from daihoi.congresses.models import Congress, Milestone
    from daihoi.organizations.models import Organization
    from tests.factories import OrganizationFactory, grant

    superior = OrganizationFactory.create(path=f"/{number}/")
    reviewer = grant(Role.SUPERIOR, superior)
    cells = Organization.objects.bulk_create(
        OrganizationFactory.build(
            parent=superior,
            path=f"/{number}/{number + n}/",
            name=f"Chi bộ {n}",
            short_name=f"CB {n}",
        )
        for n in range(1, size + 1)
    )
    sent_at = datetime(2020, 3, 10, 3, tzinfo=UTC)
    congresses = []
    for n, cell in enumerate(cells):
        told = {"organization": cell, "term_start": 2020, "term_end": 2025, "form": "all_members"}
        told |= {"target_on": DAY + timedelta(days=n % 60), "target_precision": "day"}
        told |= {"created_at": sent_at, "updated_at": sent_at}
        if n % 10 == 0:
            over = {**told, "target_on": date(2017, 4, 3), "term_start": 2017, "term_end": 2020}
            congresses.append(Congress(ordinal=1, closed_at=sent_at, closed_by=reviewer, **over))
        congresses.append(Congress(ordinal=2, **told))
    congresses = Congress.objects.bulk_create(congresses)
    Milestone.objects.bulk_create(
        Milestone(
            congress=congress, code=f"M{n}", name=f"Mốc {n}", days=-20 - n, position=n,
            planned_on=date(2020, 3, 20) - timedelta(days=n),
        )
        for congress in congresses
        for n in range(LATE)
    )  # fmt: skip
    states = ("submitted", "returned")
    Submission.objects.bulk_create(
        Submission(
            congress=congress, kind="approval", number=1, state=states[n % 4 // 2], people=42,
            target_on=congress.target_on, target_precision="day", form="all_members",
            due_on=date(2020, 3, 20) + timedelta(days=n % 14), submitted_at=sent_at,
            submitted_by=reviewer, taken_up_at=sent_at, taken_up_by=reviewer,
        )
        for n, congress in enumerate(congresses[::2])
    )  # fmt: skip
    client = Client(SERVER_NAME="localhost")
    client.force_login(reviewer)
    return client


def queries(client: "Client", address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answers {response.status_code}")
    return len(captured)


def measure(sizes: list[int], repeats: int) -> None:
    name = places.prepare()
    from django.urls import reverse

    from benchmarks import world
    from daihoi.base import clock

    with clock.standing_at(clock.now().replace(year=2020, month=3, day=26)):
        clients = {size: desk(1_000_000 * n, size) for n, size in enumerate(sizes, 1)}
        world.settle()
        rows = []
        grown = []
        for page, asked in PAGES.items():
            address = reverse("approvals:desk") + asked
            counts = []
            for size, client in clients.items():
                client.get(address)  # what is read once and kept
                counts.append(queries(client, address))
                spent, taken = [], []
                for _ in range(repeats):
                    cpu, start = time.process_time(), time.perf_counter()
                    client.get(address)
                    spent.append(time.process_time() - cpu)
                    taken.append(time.perf_counter() - start)
                times = [f"{statistics.median(each) * 1000:.1f}" for each in (spent, taken)]
                rows.append([page, f"{size:,}", *times, str(counts[-1])])
            if len(set(counts)) > 1:
                grown.append(page)
    print_table(
        f"{name}: milliseconds of a superior's desk, medians of {repeats}",
        ["page", "organizations", "processor", "clock", "queries"],
        rows,
    )
    if grown:
        raise SystemExit(f"more queries for more organizations: {', '.join(grown)}")


def main() -> None:
    parser = argparse.ArgumentParser(description="A superior's desk")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--repeats", type=int, default=21)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure([int(size) for size in options.sizes.split(",")], options.repeats)
    else:
        given = [f"--sizes={options.sizes}", f"--repeats={options.repeats}"]
        places.in_every_place("benchmarks.desk", *given)


if __name__ == "__main__":
    main()
