# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""Pages of a round with 100, 10,000 and 100,000 opinions: they must not grow with the round.

    python -m benchmarks.pages [--sizes 100,10000,100000] [--repeats 21]

All rounds are in one database. Requests go through Django's test client, middleware and all, as
the subcommittee's head and as a member; sizes and pages take turns in one run, and medians are
given. On the paragraph stand 1/50 of the round's opinions, at least two pages of them, so that a
full page is compared with a full page.
"""

import argparse
import statistics
import time
from collections import defaultdict
from typing import TYPE_CHECKING

from benchmarks import places
from benchmarks.table import print_table

if TYPE_CHECKING:
    from django.test import Client

SIZES = (100, 10_000, 100_000)
MEMBERS = 46
ON_PARAGRAPH = 60  # at least
BUSIEST = 71  # the paragraph's position: among those not answered yet


def addresses(size: int) -> "dict[str, tuple[Client, str]]":
    """A round of ``size`` opinions: the pages asked for, and who asks."""
    from django.test import Client
    from django.urls import reverse

    from benchmarks import world

    round_ = world.open_round(members=MEMBERS)
    block = round_.base_version.blocks.get(position=BUSIEST)
    world.fill(round_, size, busiest=block, on_busiest=max(size // 50, ON_PARAGRAPH))
    head, member = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    person = round_.participants.select_related("person__user").order_by("pk")[0].person
    head.force_login(world.head_of(round_))
    member.force_login(person.user)
    answering = reverse("documents:round_answer", args=[round_.pk])
    middle = round_.opinions.filter(block_key=block.key).order_by("pk")[ON_PARAGRAPH // 2]
    paragraph = reverse("documents:paragraph_opinions", args=[round_.pk, block.key])
    return {
        "a paragraph's opinions": (head, paragraph),
        "answering, from the first": (head, answering),
        "answering, one in the middle": (head, f"{answering}?opinion={middle.pk}"),
        "answering, all, one in the middle": (head, f"{answering}?opinion={middle.pk}&show=all"),
        "answering, by groups": (head, f"{answering}?order=groups"),
        "round": (head, reverse("documents:round_detail", args=[round_.pk])),
        "opinion table": (head, reverse("documents:opinion_table", args=[round_.document_id])),
        "reading, as a member": (member, reverse("documents:round_read", args=[round_.pk])),
    }


def queries(client: "Client", address: str) -> int:
    """How many queries the page makes; it must be there."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answers {response.status_code}")
    return len(captured)


def seconds(client: "Client", address: str) -> float:
    start = time.perf_counter()
    client.get(address)
    return time.perf_counter() - start


def measure(sizes: list[int], repeats: int) -> None:
    name = places.prepare()

    from benchmarks import world

    asked = {size: addresses(size) for size in sizes}
    world.settle()
    pages = list(asked[sizes[0]])
    counted = {page: [queries(*asked[size][page]) for size in sizes] for page in pages}
    times: dict[tuple[str, int], list[float]] = defaultdict(list)
    for _ in range(repeats):
        for page in pages:
            for size in sizes:
                times[page, size].append(seconds(*asked[size][page]))
    rows = []
    for page in pages:
        medians = [statistics.median(times[page, size]) for size in sizes]
        numbers = sorted(set(counted[page]))
        rows.append(
            [
                page,
                *(f"{median * 1000:.1f}" for median in medians),
                f"{medians[-1] / medians[0]:.2f}",
                "–".join(map(str, numbers)),
            ]
        )
    print_table(
        f"{name}: milliseconds of a page, median of {repeats}, by opinions in the round",
        ["page", *(f"{size:,}" for size in sizes), "last/first", "queries"],
        rows,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Pages of large rounds")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--repeats", type=int, default=21)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure([int(size) for size in options.sizes.split(",")], options.repeats)
    else:
        given = [f"--sizes={options.sizes}", f"--repeats={options.repeats}"]
        places.in_every_place("benchmarks.pages", *given)


if __name__ == "__main__":
    main()
