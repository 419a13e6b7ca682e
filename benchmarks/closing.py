# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""From the tellers' agreement to the result on the wall of the hall, with its audit record.

    python -m benchmarks.closing [--papers 1200]

A ballot of 11 names and 9 seats; each paper strikes two. Both sides have their papers in piles of
50; the first side is closed. Timed: closing the second side, which reads all its papers; the
agreement, which decides by the law in force and keeps names, votes, articles; the announcement and
the page of the hall as a member gets it. Ten and fifty times as many papers tell how it grows. The
result is checked against one counted here. Half a second from agreement to hall is the limit; an
established open assembly system was measured at 45 s for 1,200 papers on comparable hardware.
"""

import argparse
import random
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from benchmarks import places
from benchmarks.table import print_table

if TYPE_CHECKING:
    from daihoi.accounts.models import User
    from daihoi.elections.models import Count, Round

NAMES, SEATS, PILE = 11, 9, 50
LIMIT_S = 0.5
PEER_S = 45.0  # for 1,200 papers


def prepared(papers: int) -> "tuple[Round, list[User]]":
    """A ballot that is being counted: box open, every paper returned, two tellers."""
    from tests.elections.counted import teller
    from tests.factories.elections import (
        ElectionFactory,
        ListedNameFactory,
        RollFactory,
        RoundFactory,
    )

    election = ElectionFactory.create(seats=SEATS, planned_seats=SEATS, state="balloting")
    roll = RollFactory.create(
        congress=election.congress, convened=papers, base=papers, need=papers // 2 + 1
    )
    round_ = RoundFactory.create(
        election=election,
        counting=True,
        roll=roll,
        present=papers,
        printed=papers,
        handed_out=papers,
        returned=papers,
    )
    for position in range(1, NAMES + 1):
        ListedNameFactory.create(round=round_, position=position)
    return round_, [teller(round_) for _side in (1, 2)]


def fill(count: "Count", papers: list[int]) -> None:
    """All papers in closed piles, alike ones together, as closing piles leaves them."""
    from daihoi.elections.models import Batch, Pattern
    from daihoi.elections.queries.tallies import digest_of

    for number, start in enumerate(range(0, len(papers), PILE), 1):
        pile = papers[start : start + PILE]
        batch = Batch.objects.create(count=count, number=number)
        rows = [
            Pattern(batch=batch, marks=f"{marks:x}", papers=alike)
            for marks, alike in Counter(pile).items()
        ]
        Pattern.objects.bulk_create(rows)
        batch.is_closed, batch.papers, batch.digest = True, len(pile), digest_of(rows)
        batch.save(update_fields=["is_closed", "papers", "digest"])


def drawn(papers: int) -> list[int]:
    """Each strikes two of the eleven; those further down the list more often."""
    chance = random.Random(20200403)
    weights = range(1, NAMES + 1)
    found = []
    while len(found) < papers:
        first, second = chance.choices(range(NAMES), weights, k=2)
        if first != second:
            found.append(1 << first | 1 << second)
    return found


def check(round_: "Round", papers: list[int]) -> None:
    """Votes and the record are those of the papers."""
    from daihoi.audit.models import Entry
    from daihoi.audit.queries import breaks

    own = [sum(not marks >> at & 1 for marks in papers) for at in range(NAMES)]
    kept = list(round_.names.order_by("position").values_list("votes", flat=True))
    elected = round_.names.filter(is_elected=True).count()
    entry = Entry.objects.get(action="elections.announce_result", subject_id=str(round_.pk))
    recorded = list(entry.after["votes"].values())
    if kept != own or sorted(recorded) != sorted(own) or not elected:
        raise SystemExit(f"wrong: {kept}, counted {own}")
    if next(breaks(), None) is not None:
        raise SystemExit("the record has a break")


def closed(papers: int) -> list[float]:
    """Seconds of closing the second side, of the agreement, of the announcement, of the hall."""
    from django.db import transaction
    from django.test import Client
    from django.urls import reverse

    from daihoi.accounts.permissions import Role
    from daihoi.elections.actions.agreement import agree
    from daihoi.elections.actions.counts import close_side, take_side
    from daihoi.elections.actions.results import announce_result
    from tests.elections.counted import presiding
    from tests.factories import grant

    marks = drawn(papers)
    with transaction.atomic():
        round_, tellers = prepared(papers)
        sides = [take_side(round_, side, actor=user) for side, user in enumerate(tellers, 1)]
        for side in sides:
            fill(side, marks)
        chair = presiding(round_)
        member = grant(Role.MEMBER, round_.election.congress.organization)
    close_side(sides[0], actor=tellers[0])
    client = Client(headers={"host": "localhost"})
    client.force_login(member)
    address = reverse("elections:hall", args=[round_.election.congress_id])
    client.get(address)

    def both_agree(thing: "Round", *, actor: "User") -> None:
        for teller in (*tellers[1:], actor):
            agree(thing, actor=teller)

    steps: list[tuple[Any, ...]] = [
        (close_side, sides[1], tellers[1]),
        (both_agree, round_, tellers[0]),
        (announce_result, round_, chair),
    ]
    seconds = []
    for action, thing, actor in steps:
        start = time.perf_counter()
        action(thing, actor=actor)
        seconds.append(time.perf_counter() - start)
    start = time.perf_counter()
    shown = client.get(address, headers={"HX-Request": "true"}).content.decode()
    seconds.append(time.perf_counter() - start)
    if "Trúng cử" not in shown:
        raise SystemExit("the hall does not show the result")
    check(round_, marks)
    return seconds


def measure(papers: int) -> None:
    name = places.prepare()
    closed(PILE)  # warm
    rows, limited = [], 0.0
    for times in (1, 10, 50):
        seconds = closed(papers * times)
        published = sum(seconds[1:])
        limited = limited or published
        peer = f"{PEER_S / published:.0f}" if papers * times == 1200 else ""
        cells = [*(f"{each:.3f}" for each in seconds), f"{published:.3f}", peer]
        rows.append([f"{papers * times} papers", *cells])
    head = ["", "close side s", "agree s", "announce s", "hall s", "agree to hall s", "peer ×"]
    print_table(f"{name}: {NAMES} names, {SEATS} seats, limit {LIMIT_S} s", head, rows)
    if limited > LIMIT_S:
        raise SystemExit(f"{limited:.2f} s from agreement to hall")


def main() -> None:
    parser = argparse.ArgumentParser(description="Closing an election")
    parser.add_argument("--papers", type=int, default=1200)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.papers)
    else:
        places.in_every_place("benchmarks.closing", f"--papers={options.papers}")


if __name__ == "__main__":
    main()
