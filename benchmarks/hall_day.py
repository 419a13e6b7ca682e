# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""A full hall: phones follow the day, people come in, pages are read, and one key is pressed.

    python -m benchmarks.hall_day [--phones 1500] [--arrivals 300] [--reads 200] [--seconds 60]

A real server on a free port of this machine: one process on SQLite, two on PostgreSQL with Redis.
Every phone has an account, a session and a connection of its own and keeps its page of the hall
open. Then, for so many seconds: the conductor goes to the next item every four; people open the
page of the code at the door and press the button, evenly over the time; so many requests a second
are made for what a hall reads, whether or not earlier ones were answered: a phone that asks for its
part again, a member's own part, a screen, the page that finds a seat. The phones are another
process than the server's and than the readers'; all share the cores of this machine.

Stated: memory of the server for each open page; how long answers took; and how long after the
press began the new item stood on the phones. Any other answer than the expected, a person who came
in twice or not at all, or a phone that never showed an item ends the benchmark with an error.
"""

import argparse
import asyncio
import math
import multiprocessing
import os
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from benchmarks import places
from benchmarks.table import print_table

if TYPE_CHECKING:
    from tests.serving import Server

DAY = "2020-04-03"
EVERY_S = 4.0  # between two presses
PATIENCE_S = 60.0
AT_ONCE = 24  # phones that open their page together
Told = tuple[list[dict[int, float]], list[str]]  # what each phone saw when; troubles
SHOWN = re.compile(rb'row-title">M\xe1\xbb\xa5c (\d+)<')
NOT_MODIFIED, MOVED, OK = 304, 302, 200


class Line:
    """One connection that stays open; answers with status, headers and body."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(
        self, path: str, headers: dict[str, str], form: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        used_before = self._writer is not None
        try:
            reader = await self.send(path, headers, form)
            status, told = await head_of(reader)
        except (ConnectionError, asyncio.IncompleteReadError):
            if not used_before:
                raise
            # as a browser does: the server had closed a line that nobody used for a while
            self.close()
            reader = await self.send(path, headers, form)
            status, told = await head_of(reader)
        body = b""
        if told.get("transfer-encoding") == "chunked":
            while size := int(await reader.readline(), 16):
                body += (await reader.readexactly(size + 2))[:-2]
            await reader.readline()
        elif length := int(told.get("content-length", 0)):
            body = await reader.readexactly(length)
        return status, told, body

    async def send(
        self, path: str, headers: dict[str, str], form: dict[str, str] | None = None
    ) -> asyncio.StreamReader:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        body = urlencode(form).encode() if form is not None else b""
        told = {"Host": f"127.0.0.1:{self.port}", **headers}
        if form is not None:
            told |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Content-Length": str(len(body)),
            }
        lines = [f"{'GET' if form is None else 'POST'} {path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in told.items()]
        self._writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await self._writer.drain()
        return self._reader

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


async def head_of(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    """Status and headers of an answer, by small names."""
    said = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in said[1:] if line)
    return int(said[0].split()[1]), {name.lower(): value.strip() for name, _, value in pairs}


# The phones: a process of their own.


def phones(pipe: Connection, port: int, path: str, cookies: list[str]) -> None:
    """Open all streams, say so, follow them until told to stop, then say what was seen when."""
    pipe.send(asyncio.run(_followed(pipe, port, path, cookies)))


async def _followed(pipe: Connection, port: int, path: str, cookies: list[str]) -> Told:
    crowd = [Phone(Line(port), path, cookie) for cookie in cookies]
    gate = asyncio.Semaphore(AT_ONCE)
    tasks = [asyncio.create_task(phone.follow(gate)) for phone in crowd]
    opened = asyncio.gather(*(phone.opened.wait() for phone in crowd))
    await asyncio.wait_for(opened, 10 * PATIENCE_S)
    pipe.send("open")
    stop = asyncio.Event()
    asyncio.get_running_loop().add_reader(pipe.fileno(), stop.set)
    await stop.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return [phone.seen for phone in crowd], [phone.trouble for phone in crowd if phone.trouble]


@dataclass
class Phone:
    """``seen``: when each item first stood there, by its number, on the machine's clock."""

    line: Line
    path: str
    cookie: str
    seen: dict[int, float] = field(default_factory=dict)
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    trouble: str = ""

    async def follow(self, gate: asyncio.Semaphore) -> None:
        try:
            async with gate:
                asked = {"Cookie": self.cookie, "Accept": "text/event-stream"}
                reader = await self.line.send(self.path, asked)
                status, _told = await head_of(reader)
                if status != OK:
                    self.trouble = f"stream: {status}"
                    return
                await self._next_event(reader)
            self.opened.set()
            while True:
                await self._next_event(reader)
        except (OSError, asyncio.IncompleteReadError) as error:
            self.trouble = f"stream: {error!r}"
        finally:
            self.opened.set()
            self.line.close()

    async def _next_event(self, reader: asyncio.StreamReader) -> None:
        event = await reader.readuntil(b"\n\n")
        if found := SHOWN.search(event):
            self.seen.setdefault(int(found[1]), time.monotonic())


# The hall.


@dataclass
class Hall:
    """Addresses and sessions (Cookie header and CSRF token) of everybody in it."""

    port: int
    stream: str
    part: str
    own: str
    screen: str
    seats: str
    door: str
    conductor: str
    next: str
    members: list[tuple[str, str]]
    arriving: list[tuple[str, str]]
    boss: tuple[str, str]
    pressed: dict[int, float] = field(default_factory=dict)
    read: list[float] = field(default_factory=list)
    came: list[float] = field(default_factory=list)
    troubles: Counter[str] = field(default_factory=Counter)

    async def live(self, arrivals: int, reads: int, seconds: float) -> None:
        await asyncio.gather(
            self._conduct(seconds), self._arrive(arrivals, seconds), self._read(reads, seconds)
        )

    async def _conduct(self, seconds: float) -> None:
        line, (cookie, token) = Line(self.port), self.boss
        begins = time.monotonic()
        number = 0
        while (began := time.monotonic()) - begins < seconds:
            _status, _told, page = await line.ask(self.conductor, {"Cookie": cookie})
            found = re.search(rb'name="revision" value="(\d+)"', page)
            revision = found[1].decode() if found else ""
            number += 1
            self.pressed[number] = time.monotonic()
            form = {"csrfmiddlewaretoken": token, "revision": revision}
            status, _told, _page = await line.ask(self.next, {"Cookie": cookie}, form)
            if status not in {OK, MOVED}:
                self.troubles[f"next: {status}"] += 1
            await asyncio.sleep(max(0.0, began + EVERY_S - time.monotonic()))

    async def _arrive(self, arrivals: int, seconds: float) -> None:
        begins = time.monotonic()
        await asyncio.gather(
            *(
                self._come(session, begins + n * seconds / arrivals)
                for n, session in enumerate(self.arriving[:arrivals])
            )
        )

    async def _come(self, session: tuple[str, str], at: float) -> None:
        await asyncio.sleep(max(0.0, at - time.monotonic()))
        line, (cookie, token) = Line(self.port), session
        page, _told, _body = await line.ask(self.door, {"Cookie": cookie})
        form = {"csrfmiddlewaretoken": token}
        status, _told, _body = await line.ask(self.door, {"Cookie": cookie}, form)
        if (page, status) != (OK, MOVED):
            self.troubles[f"door: {page}, {status}"] += 1
        self.came.append(time.monotonic() - at)
        line.close()

    async def _read(self, reads: int, seconds: float) -> None:
        """Each at its moment, on a line that is free; kept are the seconds from that moment."""
        begins, free, tags = time.monotonic(), [], {}
        asked: list[asyncio.Task[None]] = []

        async def one(n: int, at: float) -> None:
            line = free.pop() if free else Line(self.port)
            cookie = self.members[n % len(self.members)][0]
            path, headers = self._reading(n, cookie, tags)
            status, told, _body = await line.ask(path, headers)
            if status not in {OK, NOT_MODIFIED}:
                self.troubles[f"{path}: {status}"] += 1
            if tag := told.get("etag"):
                tags[path] = tag
            self.read.append(time.monotonic() - at)
            free.append(line)

        for n in range(int(reads * seconds)):
            at = begins + n / reads
            if (wait := at - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            asked.append(asyncio.create_task(one(n, at)))
        await asyncio.gather(*asked)

    def _reading(self, n: int, cookie: str, tags: dict[str, str]) -> tuple[str, dict[str, str]]:
        """What the nth reader asks for: of ten, seven a part, one her own, one a screen, one a seat."""
        which = n % 10
        if which < 7:
            known = {"If-None-Match": tags[self.part]} if self.part in tags else {}
            return self.part, {"Cookie": cookie, "HX-Request": "true", **known}
        if which < 8:
            return self.own, {"Cookie": cookie, "HX-Request": "true"}
        return (self.screen if which == 8 else self.seats), {}


def prepared(port: int, phones_: int, arrivals: int, presses: int) -> tuple[Hall, Any]:
    """A congress that runs, its members with sessions, and those of them who come through the door."""
    from django.db import transaction
    from django.urls import reverse

    from daihoi.accounts.permissions import Role
    from daihoi.base import clock
    from daihoi.conduct.queries.hall import phone_topic
    from tests.elections.holding import Holding
    from tests.factories import PersonFactory, grant
    from tests.factories.conduct import RunFactory, RunItemFactory, ScreenFactory
    from tests.factories.meetings import InviteeFactory
    from tests.serving import signed_in

    with transaction.atomic():
        held = Holding(20)
        held.confirmed()
        congress, meeting = held.congress, held.meeting
        meeting.check_in_opened_at = clock.now()
        meeting.save(update_fields=["check_in_opened_at"])
        run = RunFactory.create(congress=congress, started_by=held.boss, started_at=clock.now())
        for place in range(presses + 2):
            RunItemFactory.create(run=run, position=place, title=f"Mục {place + 1}", minutes=5)
        screen = ScreenFactory.create(congress=congress, shows="programme")
        users = [grant(Role.MEMBER, held.cell) for _n in range(max(phones_, arrivals))]
        for n, user in enumerate(users):
            person = PersonFactory.create(organization=held.cell, user=user)
            if n < arrivals:
                InviteeFactory.create(
                    meeting=meeting, person=person, category="guest", is_counted=False,
                    added_by=meeting.created_by,
                )  # fmt: skip
        sessions = [signed_in(user) for user in users]
        boss = signed_in(held.boss)
    code, key = meeting.check_in_code, congress.pk
    return Hall(
        port=port,
        stream=f"{reverse('live:stream')}?topic={phone_topic(congress)}",
        part=reverse("conduct:hall_follow", args=[key]),
        own=reverse("conduct:hall_own", args=[key]),
        screen=reverse("conduct:screen_show", args=[screen.code]),
        seats=f"{reverse('meetings:seat_find', args=[code])}?ten=an",
        door=reverse("meetings:check_in", args=[code]),
        conductor=reverse("conduct:conductor", args=[key]),
        next=reverse("conduct:item_next", args=[key]),
        members=sessions[:phones_],
        arriving=sessions[:arrivals],
        boss=boss,
    ), meeting


def memory_of(server: "Server") -> int:
    """Bytes that the server's processes hold for themselves."""
    found = 0
    for pid in server.pids:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        found += sum(int(line.split()[1]) * 1024 for line in told if line.startswith("Private_"))
    return found


def measure(count: int, arrivals: int, reads: int, seconds: float) -> None:
    os.environ["DAIHOI_TODAY"] = DAY
    name = places.prepare(collect=True)

    from django.conf import settings

    from tests.serving import Server

    workers = 2 if settings.REDIS_URL else 1
    with Server(workers=workers) as server:
        hall, meeting = prepared(server.port, count, arrivals, math.ceil(seconds / EVERY_S))
        asyncio.run(hall.live(0, 20, 2.0))  # warm: every page once
        first = max(hall.pressed)
        hall = Hall(**{**vars(hall), "pressed": {}, "read": [], "came": []})
        before = memory_of(server)
        mine, theirs = multiprocessing.get_context("spawn").Pipe()
        cookies = [cookie for cookie, _token in hall.members]
        given = (theirs, server.port, hall.stream, cookies)
        crowd = multiprocessing.get_context("spawn").Process(target=phones, args=given)
        crowd.start()
        mine.recv()
        per_page = (memory_of(server) - before) / count
        asyncio.run(hall.live(arrivals, reads, seconds))
        time.sleep(2 * EVERY_S)  # the last press has the time that all had
        mine.send("stop")
        seen, troubles = mine.recv()
        crowd.join()
    shown = shown_after(hall, first, seen)
    check(hall, meeting, arrivals, troubles)
    rows = [
        ["reads", str(len(hall.read)), *spread(hall.read)],
        ["arrivals (page and press)", str(len(hall.came)), *spread(hall.came)],
        ["item on a phone", str(len(shown)), *spread(shown)],
    ]
    processes = "one process" if workers == 1 else f"{workers} processes and Redis"
    title = (
        f"{name}, {processes}: {count} phones follow, {reads} reads a second for {seconds:.0f} s; "
        f"{per_page / 1024:.0f} KB of memory for each open page"
    )
    print_table(title, ["", "count", "p50 s", "p95 s", "p99 s", "max s", "within 2 s"], rows)


def shown_after(hall: Hall, first: int, seen: list[dict[int, float]]) -> list[float]:
    """Seconds from each press to each phone; ends the benchmark where a phone never showed it.

    Numbers of items go on from ``first``, the last that was pressed to before.
    """
    found: list[float] = []
    last = max(hall.pressed)
    for number, at in hall.pressed.items():
        item = first + number
        for phone in seen:
            later = [phone[each] for each in range(item, first + last + 1) if each in phone]
            if not later:
                raise SystemExit(f"a phone never showed item {item}")
            found.append(min(later) - at)
    return found


def spread(values: list[float]) -> list[str]:
    """p50, p95, p99, the slowest, and how many of them within two seconds."""
    values = sorted(values)
    points = [values[min(len(values) - 1, int(len(values) * part))] for part in (0.5, 0.95, 0.99)]
    within = sum(value <= 2.0 for value in values) / len(values)
    return [*(f"{value:.2f}" for value in (*points, values[-1])), f"{within:.1%}"]


def check(hall: Hall, meeting: Any, arrivals: int, troubles: list[str]) -> None:
    from daihoi.audit.models import Entry
    from daihoi.audit.queries import breaks

    there = meeting.invitees.filter(presence="present", means="qr").count()
    entries = Entry.objects.filter(
        action="meetings.check_in", context=f"meetings.meeting:{meeting.pk}"
    ).count()
    if troubles or hall.troubles:
        raise SystemExit(f"troubles: {Counter(troubles)} {hall.troubles}")
    if (there, entries) != (arrivals, arrivals) or next(breaks(), None) is not None:
        raise SystemExit(f"wrong: {there} there, {entries} entries, of {arrivals}")


def main() -> None:
    parser = argparse.ArgumentParser(description="A full hall on its day")
    parser.add_argument("--phones", type=int, default=1500)
    parser.add_argument("--arrivals", type=int, default=300)
    parser.add_argument("--reads", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.phones, options.arrivals, options.reads, options.seconds)
    else:
        told = vars(options).items()
        given = [f"--{name}={value}" for name, value in told if name != "here"]
        places.in_every_place("benchmarks.hall_day", *given)


if __name__ == "__main__":
    main()
