# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""A full plan on screen, and plans counted again when day D moves.

    python -m benchmarks.plans [--congresses 100,1000] [--repeats 41]

The pages of a plan with 38 milestones, 500 tasks and 300 people go through Django's test client,
middleware and all, as the secretary; beside them those of a plan a tenth as large, whose number of
queries must be the same. Then day D of every congress moves by a week, each in an organization of
its own with 38 milestones: the rules alone, and the whole action with permission, lock, writing and
an audit entry per milestone.
"""

import argparse
import statistics
import time
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks import places
from benchmarks.table import print_table

if TYPE_CHECKING:
    from django.test import Client

    from daihoi.congresses.models import Congress

CONGRESSES = (100, 1_000)
LARGE, SMALL = (38, 500, 300), (4, 50, 30)  # milestones, tasks, people
DAY = date(2020, 4, 3)
WEEK = timedelta(days=7)
UNITS = 5


def overview(milestones: int, tasks: int, people: int) -> "dict[str, tuple[Client, str]]":
    """A prepared congress of that size: its pages, and the secretary who asks for them."""
    from django.test import Client
    from django.urls import reverse

    from daihoi.accounts.permissions import Role
    from daihoi.organizations.models import OfficeKind
    from tests.factories import (
        MembershipFactory,
        OrganizationFactory,
        PersonFactory,
        SubcommitteeFactory,
        TaskFactory,
        UnitFactory,
        grant,
    )

    cell = OrganizationFactory.create()
    units = [UnitFactory.create(organization=cell) for _ in range(UNITS)]
    members = [
        PersonFactory.create(organization=cell, unit=units[number % UNITS])
        for number in range(people)
    ]
    for person in members:
        MembershipFactory.create(person=person)
    secretary = members[0]
    secretary.user = grant(Role.SECRETARY, cell)
    secretary.save()
    secretary.offices.create(kind=OfficeKind.SECRETARY, title="Bí thư", starts_on=date(2015, 1, 1))
    congress = planned_congress(cell, milestones, bodies=True)
    bodies = [*congress.subcommittees.all(), SubcommitteeFactory.create(congress=congress)]
    steps = list(congress.milestones.all())
    for number in range(tasks):
        given = {"assignee": "subcommittee", "subcommittee": bodies[number % len(bodies)]}
        if number % 5 == 0:
            given = {"assignee": "person", "person": members[number % people]}
        TaskFactory.create(
            congress=congress,
            milestone=steps[number % milestones],
            due_on=DAY + timedelta(days=number % 90 - 80),
            created_by=secretary.user,
            **given,
        )
    client = Client(SERVER_NAME="localhost")
    client.force_login(secretary.user)
    return {
        "plan": (client, reverse("congresses:plan", args=[congress.pk])),
        "board": (client, reverse("congresses:board", args=[congress.pk])),
        "congress": (client, reverse("congresses:congress_detail", args=[congress.pk])),
        "my work": (client, reverse("congresses:my_work")),
        "first page": (client, reverse("home:first_page")),
    }


def planned_congress(cell: object, milestones: int, *, bodies: bool = False) -> "Congress":
    """With the first milestones of the full template."""
    from daihoi.accounts.permissions import Role
    from daihoi.congresses.actions.plans import make_plan
    from daihoi.rules.plans import built_in_templates
    from tests.factories import CongressFactory, SubcommitteeFactory, grant

    congress = CongressFactory.create(organization=cell, target_on=DAY, target_precision="day")
    if bodies:
        for purpose in ("documents", "personnel", "propaganda_logistics"):
            SubcommitteeFactory.create(congress=congress, purpose=purpose)
    actor = grant(Role.SECRETARY, congress.organization)
    make_plan(congress, built_in_templates()[0].rows[:milestones], actor=actor)
    return congress


def measure_pages(name: str, repeats: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from benchmarks import world
    from daihoi.base import clock

    with clock.standing_at(clock.now().replace(year=2020, month=3, day=26)):
        small, large = overview(*SMALL), overview(*LARGE)
        world.settle()
        counted: dict[str, list[int]] = defaultdict(list)
        for pages in (small, large):
            for page, (client, address) in pages.items():
                client.get(address)  # what is read once and kept
                with CaptureQueriesContext(connection) as captured:
                    response = client.get(address)
                if response.status_code != 200:
                    raise SystemExit(f"{address} answers {response.status_code}")
                counted[page].append(len(captured))
        times: dict[str, list[float]] = defaultdict(list)
        for _ in range(repeats):
            for page, (client, address) in large.items():
                start = time.perf_counter()
                client.get(address)
                times[page].append(time.perf_counter() - start)
    rows = [
        [
            page,
            f"{statistics.median(times[page]) * 1000:.1f}",
            f"{statistics.quantiles(times[page], n=20)[-1] * 1000:.1f}",
            str(few),
            str(many),
        ]
        for page, (few, many) in counted.items()
    ]
    print_table(
        f"{name}: milliseconds of a page, 38 milestones, 500 tasks, 300 people; {repeats} times",
        ["page", "median", "p95", "queries, a tenth of it", "queries"],
        rows,
    )


def rules_alone(count: int) -> float:
    """Seconds to count the days of 38 milestones for ``count`` congresses, each on another day."""
    from daihoi.congresses.queries.calendar import holidays_around
    from daihoi.rules.plans import built_in_templates, planned_days

    offsets = {row.code: row.offset for row in built_in_templates()[0].rows}
    days = [DAY + timedelta(days=number % 365) for number in range(count)]
    holidays = {day: holidays_around(day) for day in days}
    start = time.perf_counter()
    for day in days:
        planned_days(offsets, day, holidays=holidays[day])
    return time.perf_counter() - start


def measure_recounts(name: str, sizes: list[int]) -> None:
    from benchmarks import world
    from daihoi.accounts.models import User
    from daihoi.accounts.permissions import Role
    from daihoi.audit.models import Entry
    from daihoi.congresses.actions.plans import recompute_plan
    from daihoi.congresses.models import Congress
    from tests.factories import OrganizationFactory, grant

    bloc = OrganizationFactory.create(path="/900000/")
    congresses = [
        planned_congress(OrganizationFactory.create(path=f"/900000/{number}/", parent=bloc), 38)
        for number in range(1, max(sizes) + 1)
    ]
    actor = User.objects.get(pk=grant(Role.ADMINISTRATOR, bloc).pk)
    world.settle()
    rows = []
    for size in sizes:
        chosen = congresses[:size]
        moved = chosen[0].target_on + WEEK
        Congress.objects.filter(pk__in=[each.pk for each in chosen]).update(target_on=moved)
        entries = Entry.objects.count()
        start = time.perf_counter()
        changed = sum(len(recompute_plan(each, actor=actor)) for each in chosen)
        took = time.perf_counter() - start
        for each in chosen:
            each.target_on = moved
        if not changed or Entry.objects.count() - entries != changed:
            raise SystemExit(f"{changed} moved, {Entry.objects.count() - entries} recorded")
        alone = rules_alone(size)
        rows.append(
            [
                f"{size:,} congresses",
                f"{alone:.3f}",
                f"{took:.2f}",
                f"{took / size * 1000:.1f}",
                f"{changed:,}",
            ]
        )
    print_table(
        f"{name}: seconds to count 38 milestones again after day D moved",
        ["", "rules alone", "whole action", "ms each", "milestones moved, recorded"],
        rows,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Plans on screen and counted again")
    parser.add_argument("--congresses", default=",".join(map(str, CONGRESSES)))
    parser.add_argument("--repeats", type=int, default=41)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        name = places.prepare()
        measure_pages(name, options.repeats)
        measure_recounts(name, [int(size) for size in options.congresses.split(",")])
    else:
        given = [f"--congresses={options.congresses}", f"--repeats={options.repeats}"]
        places.in_every_place("benchmarks.plans", *given)


if __name__ == "__main__":
    main()
