# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""A whole cell checks in by the code at the door, at once.

    python -m benchmarks.check_in [--members 46]

A real server (uvicorn, one process) on a free port of this machine; each member has a session and
a connection of her own, opens the page of the code and presses the button, all of them at the same
moment while the minute-taker's list is asked for too. Then everybody presses once more: each is
told since when she is there, and nothing is doubled. An error, a loss, a double, or more than a
minute ends the benchmark with an error.
"""

import argparse
import asyncio
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx

from benchmarks import places
from benchmarks.table import print_table

if TYPE_CHECKING:
    from daihoi.meetings.models import Meeting

MINUTE_S = 60.0
ARRIVED, TOLD = 302, 409  # marked; was there already


@dataclass
class Door:
    """The code at the door and the people in front of it."""

    url: str
    address: str
    list_address: str
    people: list[tuple[str, str]]  # Cookie header and CSRF token
    taker: tuple[str, str]
    seconds: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)

    async def press(self) -> float:
        """Everybody at once; answers the seconds of the whole."""
        self.seconds, self.answers = [], Counter()
        limits = httpx.Limits(max_connections=len(self.people) + 1)
        start = time.perf_counter()
        async with httpx.AsyncClient(
            base_url=self.url, limits=limits, timeout=2 * MINUTE_S, trust_env=False
        ) as client:
            watching = [self._watch(client) for _n in range(3)]
            await asyncio.gather(*(self._one(client, each) for each in self.people), *watching)
        return time.perf_counter() - start

    async def _one(self, client: httpx.AsyncClient, session: tuple[str, str]) -> None:
        cookie, token = session
        start = time.perf_counter()
        page = await client.get(self.address, headers={"Cookie": cookie})
        form = {"csrfmiddlewaretoken": token}
        answer = await client.post(self.address, data=form, headers={"Cookie": cookie})
        self.seconds.append(time.perf_counter() - start)
        self.answers[answer.status_code if page.status_code == 200 else page.status_code] += 1

    async def _watch(self, client: httpx.AsyncClient) -> None:
        headers = {"Cookie": self.taker[0], "HX-Request": "true"}
        answer = await client.get(self.list_address, headers=headers)
        if answer.status_code != 200:
            self.answers[answer.status_code] += 1


def prepared(url: str, members: int) -> "tuple[Meeting, Door]":
    """A meeting of today with its members called and checking in open."""
    from django.db import transaction
    from django.urls import reverse

    from daihoi.accounts.permissions import Role
    from daihoi.base import clock
    from tests.factories import PersonFactory, grant
    from tests.factories.meetings import InviteeFactory, MeetingFactory
    from tests.serving import signed_in

    with transaction.atomic():
        meeting = MeetingFactory.create(
            convened=True, on=clock.today(), check_in_opened_at=clock.now()
        )
        cell = meeting.organization
        users = [grant(Role.MEMBER, cell) for _n in range(members)]
        for user in users:
            person = PersonFactory.create(organization=cell, user=user)
            InviteeFactory.create(meeting=meeting, person=person, added_by=meeting.created_by)
        secretary = grant(Role.SECRETARY, cell)
    door = Door(
        url,
        reverse("meetings:check_in", args=[meeting.check_in_code]),
        reverse("meetings:attendance", args=[meeting.pk]),
        [signed_in(user) for user in users],
        signed_in(secretary),
    )
    return meeting, door


def check(meeting: "Meeting", members: int) -> None:
    """Everybody is there once, by her own hand, and the record says so."""
    from daihoi.audit.models import Entry
    from daihoi.audit.queries import breaks

    there = meeting.invitees.filter(presence="present", means="qr").count()
    entries = Entry.objects.filter(
        action="meetings.check_in", context=f"meetings.meeting:{meeting.pk}"
    ).count()
    if (there, entries) != (members, members) or next(breaks(), None) is not None:
        raise SystemExit(f"wrong: {there} there, {entries} entries, of {members}")


def measure(members: int) -> None:
    name = places.prepare(collect=True)

    from tests.serving import Server

    rows = []
    with Server() as server:
        _, warm = prepared(server.url, 4)
        asyncio.run(warm.press())
        meeting, door = prepared(server.url, members)
        for title, expected in (("first press", ARRIVED), ("second press", TOLD)):
            seconds = asyncio.run(door.press())
            check(meeting, members)
            if door.answers != Counter({expected: members}):
                raise SystemExit(f"{title}: {dict(door.answers)}")
            if seconds > MINUTE_S:
                raise SystemExit(f"{title}: {seconds:.1f} s for {members} people")
            times = (
                statistics.median(door.seconds),
                statistics.quantiles(door.seconds, n=20)[-1],
                max(door.seconds),
                seconds,
            )
            rows.append([title, str(members), "0", *(f"{value:.2f}" for value in times)])
    head = ["", "people", "errors", "p50 s", "p95 s", "max s", "all s"]
    print_table(f"{name}: {members} people check in by QR at once", head, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="A cell checking in at once")
    parser.add_argument("--members", type=int, default=46)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.members)
    else:
        places.in_every_place("benchmarks.check_in", f"--members={options.members}")


if __name__ == "__main__":
    main()
