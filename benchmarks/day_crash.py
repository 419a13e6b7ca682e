# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""The server is killed at random moments of the day, fifty times; the hall goes on where it was.

    python -m benchmarks.day_crash [--kills 50]

While a script runs over HTTP, the conductor goes from item to item and puts a matter to the vote
at each, people come in by the code at the door, and members ask to speak by phone. After a random
time the server gets SIGKILL and starts again on the same database. Then: all that was acknowledged
is there, and once; nothing is there that nobody sent; the conductor's page, a screen and a phone
stand at the item that the record tells; the audit chain is whole. Whoever was not answered sends
again, as a page does that lost its line. Anything else ends the benchmark with an error.
"""

import argparse
import asyncio
import math
import os
import random
import re
import statistics
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from benchmarks import places
from benchmarks.hall_day import DAY, MOVED, OK, SHOWN, Hall, Line, head_of, prepared
from benchmarks.table import print_table

if TYPE_CHECKING:
    from daihoi.meetings.models import Meeting
    from tests.serving import Server

LATEST_S = 1.5  # after the first acknowledgement of a life
ITEMS, PEOPLE = 250, 600  # more than fifty lives use up
CONFLICT = 409
KEYS = UUID("5f0c3f0e-6f0f-4a39-8f0c-9d3a6f1f2b77")
REVISION = re.compile(rb'name="revision" value="(\d+)"')
OPEN_QUESTION = re.compile(rb"/dieu-hanh/bieu-quyet/(\d+)/")
CURRENT = re.compile(rb"/muc/(\d+)/bieu-quyet/")


@dataclass
class Told:
    """What was acknowledged, and what was sent last without an answer."""

    items: int = 1  # the number of the last that was acknowledged
    items_sent: int = 1
    votes: set[str] = field(default_factory=set)
    votes_sent: set[str] = field(default_factory=set)
    came: set[int] = field(default_factory=set)
    came_sent: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    asked_sent: set[int] = field(default_factory=set)

    @property
    def number(self) -> int:
        return self.items + len(self.votes) + len(self.came) + len(self.asked)


@dataclass
class Life:
    """The hall between two kills; every client goes on until its line breaks."""

    hall: Hall
    told: Told
    ask: str  # where a member asks to speak
    vote: str  # where a matter is opened, of an item; where it is counted, of a question
    count: str
    first: asyncio.Event = field(default_factory=asyncio.Event)
    cut_off: int = 0

    async def live(self) -> None:
        await asyncio.gather(
            *(self._until_cut(client) for client in (self._conduct, self._come, self._ask))
        )

    async def _until_cut(self, client: Any) -> None:
        line = Line(self.hall.port)
        try:
            while True:
                await client(line)
                self.first.set()
        except (OSError, asyncio.IncompleteReadError):
            self.cut_off += 1
        finally:
            line.close()

    async def _conduct(self, line: Line) -> None:
        """Count what is open; else open a matter at an item without one; else go on."""
        cookie, token = self.hall.boss
        _status, _told, page = await line.ask(self.hall.conductor, {"Cookie": cookie})
        revision = REVISION.search(page)
        form = {"csrfmiddlewaretoken": token, "revision": revision[1].decode() if revision else ""}
        subject = f"Thông qua mục {self.told.items}"
        if question := OPEN_QUESTION.search(page):
            self.told.votes_sent.add(subject)
            hands = {"votes_for": "20", "votes_against": "0", "votes_other": "0"}
            address = self.count.replace("0", question[1].decode())
            await self._send(line, address, {**form, **hands})
            self.told.votes.add(subject)
        elif subject not in self.told.votes and (item := CURRENT.search(page)):
            matter = {"matter": "agenda", "subject": subject}
            await self._send(line, self.vote.replace("0", item[1].decode()), {**form, **matter})
        else:
            self.told.items_sent = self.told.items + 1
            await self._send(line, self.hall.next, form)
            self.told.items = self.told.items_sent

    async def _send(self, line: Line, address: str, form: dict[str, str]) -> None:
        status, _told, body = await line.ask(address, {"Cookie": self.hall.boss[0]}, form)
        if status != MOVED:
            said = re.findall(r'role="alert".*?</', body.decode(errors="replace"), re.DOTALL)
            raise SystemExit(f"{address}: {status} {said}")

    async def _come(self, line: Line) -> None:
        number = len(self.told.came)
        cookie, token = self.hall.arriving[number]
        again = number in self.told.came_sent
        self.told.came_sent.add(number)
        form = {"csrfmiddlewaretoken": token}
        status, _told, _body = await line.ask(self.hall.door, {"Cookie": cookie}, form)
        if status != MOVED and not (again and status == CONFLICT):
            raise SystemExit(f"door: {status}")
        self.told.came.add(number)

    async def _ask(self, line: Line) -> None:
        number = len(self.told.asked)
        cookie, token = self.hall.members[number]
        self.told.asked_sent.add(number)
        form = {
            "csrfmiddlewaretoken": token,
            "client_key": str(uuid5(KEYS, str(number))),
            "topic": f"Việc {number}",
        }
        status, _told, _body = await line.ask(self.ask, {"Cookie": cookie}, form)
        if status != MOVED:
            raise SystemExit(f"turn: {status}")
        self.told.asked.add(number)


def killed(server: "Server", life: Life, chance: random.Random) -> float:
    """One life and its end; answers the seconds until it serves again."""

    async def scene() -> None:
        living = asyncio.create_task(life.live())
        first = asyncio.create_task(life.first.wait())
        await asyncio.wait({living, first}, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.sleep(chance.uniform(0, LATEST_S))
        await asyncio.to_thread(server.kill)
        await living

    asyncio.run(scene())
    start = time.perf_counter()
    server.start()
    return time.perf_counter() - start


def check(hall: Hall, told: Told, meeting: "Meeting") -> None:
    """The record holds what was told, once, and what was only sent at most once; pages agree."""
    from daihoi.audit.queries import breaks

    run = meeting.congress.run
    run.refresh_from_db()
    begun = run.items.filter(started_at__isnull=False).count()
    votes = list(meeting.congress.hand_votes.values_list("subject", flat=True))
    came = meeting.invitees.filter(presence="present", means="qr").count()
    turns = list(run.turns.values_list("client_key", flat=True))
    asked = {uuid5(KEYS, str(number)) for number in told.asked}
    sent = {uuid5(KEYS, str(number)) for number in told.asked_sent}
    shown = asyncio.run(_shown(hall))
    agree = {
        "items": told.items <= begun <= told.items_sent,
        "one item runs": run.items.filter(started_at__isnull=False, ended_at=None).count() == 1,
        "votes": told.votes <= set(votes) <= told.votes_sent and len(votes) == len(set(votes)),
        "arrivals": len(told.came) <= came <= len(told.came_sent),
        "turns": asked <= set(turns) <= sent and len(turns) == len(set(turns)),
        f"screens {shown} at {begun}": set(shown) == {begun},
        "audit chain": next(breaks(), None) is None,
    }
    if wrong := [name for name, right in agree.items() if not right]:
        raise SystemExit(f"wrong: {', '.join(wrong)}; {told}")
    told.items = told.items_sent = begun  # her page shows the conductor where the day stands
    told.votes |= set(votes)


async def _shown(hall: Hall) -> list[int]:
    """The item that a phone's stream, its page and a screen stand at."""
    cookie = hall.members[0][0]
    line = Line(hall.port)
    reader = await line.send(hall.stream, {"Cookie": cookie, "Accept": "text/event-stream"})
    status, _told = await head_of(reader)
    pushed = await reader.readuntil(b"\n\n") if status == OK else b""
    line.close()
    line = Line(hall.port)
    _status, _told, phone = await line.ask(hall.part, {"Cookie": cookie})
    _status, _told, screen = await line.ask(hall.screen, {})
    line.close()
    found = [
        SHOWN.search(pushed),
        SHOWN.search(phone),
        re.search(rb"hall-office\">M\xe1\xbb\xa5c (\d+)<", screen),
    ]
    return [int(each[1]) if each else 0 for each in found]


def measure(kills: int) -> None:
    os.environ["DAIHOI_TODAY"] = DAY
    name = places.prepare(collect=True)

    from django.urls import reverse

    from tests.serving import Server

    chance, downs, cut_off = random.Random(35), [], 0
    with Server() as server:
        hall, meeting = prepared(server.port, PEOPLE, PEOPLE, ITEMS)
        told = Told()
        asyncio.run(begun(hall))
        for _kill in range(kills):
            life = Life(
                hall,
                told,
                ask=reverse("conduct:turn_ask", args=[meeting.congress_id]),
                vote=reverse("conduct:question_open", args=[0]),
                count=reverse("conduct:question_count", args=[0]),
            )
            downs.append(killed(server, life, chance))
            cut_off += life.cut_off
            check(hall, told, meeting)
    row = [str(kills), str(told.number), str(cut_off), "0", "0", "right", "whole"]
    row += [f"{statistics.median(downs):.1f}", f"{math.ceil(max(downs) * 10) / 10:.1f}"]
    head = ["kills", "acknowledged", "cut off", "lost", "doubled", "screens", "chain"]
    print_table(
        f"{name}: SIGKILL at a random moment of the day", [*head, "up again s", "max s"], [row]
    )


async def begun(hall: Hall) -> None:
    """The first item runs."""
    line, (cookie, token) = Line(hall.port), hall.boss
    _status, _told, page = await line.ask(hall.conductor, {"Cookie": cookie})
    found = REVISION.search(page)
    form = {"csrfmiddlewaretoken": token, "revision": found[1].decode() if found else ""}
    status, _told, _body = await line.ask(hall.next, {"Cookie": cookie}, form)
    line.close()
    if status != MOVED:
        raise SystemExit(f"the first item: {status}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Killing a server on the day")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.kills)
    else:
        places.in_every_place("benchmarks.day_crash", f"--kills={options.kills}")


if __name__ == "__main__":
    main()
