# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""Two tellers count while forty pages watch the wall of the hall, until the result is on all.

    python -m benchmarks.hall [--watchers 40] [--papers 46]

A real server (uvicorn, one process) on a free port of this machine. Everybody has a session and
connections of her own. Each watcher opens the hall, follows its event stream and asks for the
screen again whenever it says that something changed. Both tellers enter all papers one by one,
close their sides, confirm that they agree; the presidium announces. An answer that is none of the
expected, a number on a wall before the announcement, or a wall without the result ends the
benchmark with an error.
"""

import argparse
import asyncio
import random
import statistics
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx

from benchmarks import places
from benchmarks.table import print_table

if TYPE_CHECKING:
    from tests.elections.counting_room import Room

Session = tuple[str, str]  # Cookie header and CSRF token
NAMES = (
    "Nguyễn Văn An", "Trần Thị Ánh", "Lê Đức Bình", "Hoàng Thị Dung", "Vũ Đình Đạt",
    "Phạm Thị Hà", "Đỗ Văn Hải",
)  # fmt: skip
SEATS = 5
PATIENCE_S = 60.0
RESULT = "hall-elected"


@dataclass
class Sitting:
    """The hall with everybody in it, as addresses and sessions."""

    url: str
    hall: str
    stream: str
    announce: str
    chair: Session
    tellers: list[tuple[Session, dict[str, str]]]  # with the addresses of her side
    agree: str
    watchers: list[Session]
    papers: int
    announced_at: float = 0.0
    is_over: asyncio.Event = field(default_factory=asyncio.Event)
    seconds: list[float] = field(default_factory=list)
    screens: int = 0
    troubles: list[str] = field(default_factory=list)

    async def sit(self) -> None:
        limits = httpx.Limits(max_connections=3 * len(self.watchers) + 10)
        async with httpx.AsyncClient(
            base_url=self.url, limits=limits, timeout=PATIENCE_S, trust_env=False
        ) as client:
            watching = [asyncio.create_task(self._watch(client, each)) for each in self.watchers]
            await asyncio.gather(*(self._count(client, *each) for each in self.tellers))
            for teller, _sides in self.tellers:
                await self._send(client, self.agree, teller)
            self.announced_at = time.perf_counter()
            await self._send(client, self.announce, self.chair)
            _done, left = await asyncio.wait(watching, timeout=PATIENCE_S)
            for task in left:
                task.cancel()
            if left:
                self.troubles.append(f"{len(left)} walls never showed the result")

    async def _watch(self, client: httpx.AsyncClient, session: Session) -> None:
        """Open the wall, then ask again after each event, until the result is there."""
        if await self._screen(client, session, part=False):
            return
        headers = {"Cookie": session[0], "Accept": "text/event-stream"}
        async with client.stream("GET", self.stream, headers=headers) as events:
            if events.status_code != 200:
                self.troubles.append(f"stream: {events.status_code}")
                return
            async for line in events.aiter_lines():
                if line.startswith("data:") and await self._screen(client, session):
                    self.seconds.append(time.perf_counter() - self.announced_at)
                    return

    async def _screen(
        self, client: httpx.AsyncClient, session: Session, *, part: bool = True
    ) -> bool:
        """Whether the wall shows the result."""
        headers = {"Cookie": session[0], **({"HX-Request": "true"} if part else {})}
        answer = await client.get(self.hall, headers=headers)
        self.screens += 1
        if answer.status_code != 200:
            self.troubles.append(f"hall: {answer.status_code}")
        has_result = RESULT in answer.text
        if has_result and not self.announced_at:
            self.troubles.append("a number before the announcement")
        return has_result

    async def _count(
        self, client: httpx.AsyncClient, session: Session, side: dict[str, str]
    ) -> None:
        chance = random.Random(7)  # both see the same papers
        for number in range(self.papers):
            marks = [str(mark) for mark in chance.sample(range(len(NAMES)), 2)]
            paper = {"key": str(uuid4()), "batch": "1", "papers": str(number), "marks": marks}
            await self._send(client, side["paper"], session, **paper)
        await self._send(client, side["batch"], session, batch="1", papers=str(self.papers))
        await self._send(client, side["close"], session)

    async def _send(
        self, client: httpx.AsyncClient, address: str, session: Session, **form: object
    ) -> None:
        cookie, token = session
        headers = {"Cookie": cookie}
        if "marks" in form:
            headers["Accept"] = "application/json"
        answer = await client.post(
            address, data={"csrfmiddlewaretoken": token, **form}, headers=headers
        )
        if answer.status_code not in {200, 302}:
            self.troubles.append(f"{address}: {answer.status_code}")


def seated(room: "Room", url: str, watchers: int, papers: int) -> Sitting:
    """Everybody with a session; the two sides of the count are taken."""
    from django.db import transaction
    from django.urls import reverse

    from daihoi.accounts.permissions import Role
    from tests.elections.counted import presiding
    from tests.factories import grant
    from tests.serving import signed_in

    round_ = room.round
    congress = round_.election.congress
    with transaction.atomic():
        people = [grant(Role.MEMBER, congress.organization) for _n in range(watchers)]
        chair = presiding(round_)
        sides = [(room.first, room.side(1)), (room.second, room.side(2))]
    actions = {"paper": "count_paper", "batch": "count_batch_close", "close": "count_close"}
    return Sitting(
        url,
        reverse("elections:hall", args=[congress.pk]),
        f"{reverse('live:stream')}?topic=elections.congress:{congress.pk}",
        reverse("elections:result_announce", args=[round_.pk]),
        signed_in(chair),
        [
            (
                signed_in(teller),
                {
                    name: reverse(f"elections:{page}", args=[side.pk])
                    for name, page in actions.items()
                },
            )
            for teller, side in sides
        ],
        reverse("elections:count_agree", args=[round_.pk]),
        [signed_in(each) for each in people],
        papers,
    )


def measure(watchers: int, papers: int) -> None:
    name = places.prepare(collect=True)

    from tests.elections.counting_room import room
    from tests.serving import Server

    with Server() as server:
        sitting = seated(
            room(names=NAMES, seats=SEATS, papers=papers), server.url, watchers, papers
        )
        start = time.perf_counter()
        asyncio.run(sitting.sit())
        whole = time.perf_counter() - start
    if sitting.troubles:
        raise SystemExit(f"{len(sitting.troubles)} troubles: {sitting.troubles[:5]}")
    times = (
        statistics.median(sitting.seconds),
        statistics.quantiles(sitting.seconds, n=20)[-1],
        max(sitting.seconds),
        whole,
    )
    row = [f"{watchers} walls", str(2 * papers), str(sitting.screens), "0"]
    head = ["", "papers", "screens", "errors", "shown p50 s", "p95 s", "max s", "all s"]
    title = f"{name}: two tellers and the walls, seconds from the announcement"
    print_table(title, head, [[*row, *(f"{value:.2f}" for value in times)]])


def main() -> None:
    parser = argparse.ArgumentParser(description="Two tellers and the walls of the hall")
    parser.add_argument("--watchers", type=int, default=40)
    parser.add_argument("--papers", type=int, default=46)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.watchers, options.papers)
    else:
        places.in_every_place(
            "benchmarks.hall", f"--watchers={options.watchers}", f"--papers={options.papers}"
        )


if __name__ == "__main__":
    main()
