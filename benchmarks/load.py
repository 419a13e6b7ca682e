# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""Three hundred members send their opinions at once; the server is killed in the middle.

    python -m benchmarks.load [--members 300] [--each 2]

A real server (uvicorn, one process) on a free port of this machine; each member has a session
and a connection of her own and sends her opinions one after the other, half as htmx does, half as
a plain form. First all arrive and are counted. Then the same in another round, the server gets
SIGKILL at a quarter of the answers, starts again, and every member sends again what was not
acknowledged. Any error, loss or double ends the benchmark with an error.
"""

import argparse
import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx

from benchmarks import places
from benchmarks.table import print_table

if TYPE_CHECKING:
    from daihoi.documents.models import OpinionRound
    from tests.serving import Server

Said = tuple[int, int]  # member, turn
TIMEOUT_S = 120.0


@dataclass
class Burst:
    """What members send to one round, and what they were told."""

    url: str
    address: str  # of the form
    reading: str  # where a plain form is led afterwards
    block: str
    sessions: list[tuple[str, str]]  # Cookie header and CSRF token
    told: set[Said] = field(default_factory=set)
    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # any other answer
    lost_lines: int = 0  # no answer at all

    async def send(self, sayings: set[Said], on_told: Callable[[], None]) -> float:
        """All members at once, each hers in order; answers the seconds of the whole."""
        limits = httpx.Limits(max_connections=len(self.sessions))
        start = time.perf_counter()
        async with httpx.AsyncClient(
            base_url=self.url, limits=limits, timeout=TIMEOUT_S, trust_env=False
        ) as client:
            await asyncio.gather(
                *(
                    self._member(
                        client, [each for each in sorted(sayings) if each[0] == n], on_told
                    )
                    for n in range(len(self.sessions))
                )
            )
        return time.perf_counter() - start

    async def _member(
        self, client: httpx.AsyncClient, sayings: list[Said], on_told: Callable[[], None]
    ) -> None:
        for saying in sayings:
            start = time.perf_counter()
            try:
                answer = await self._post(client, saying)
            except httpx.TransportError:
                self.lost_lines += 1
                continue
            self.seconds.append(time.perf_counter() - start)
            place = answer.headers.get("Location", "").partition("?")[0]
            if answer.status_code == 200 or place == self.reading:
                self.told.add(saying)
                on_told()
            else:
                self.refused.append(f"{answer.status_code} {place}")

    async def _post(self, client: httpx.AsyncClient, saying: Said) -> httpx.Response:
        member, turn = saying
        cookie, token = self.sessions[member]
        headers = {"Cookie": cookie, **({"HX-Request": "true"} if turn % 2 else {})}
        form = {
            "csrfmiddlewaretoken": token,
            "kind": "add",
            "block": self.block,
            "text": text_of(saying),
        }
        return await client.post(self.address, data=form, headers=headers)


def text_of(saying: Said) -> str:
    return f"Đề nghị ghi rõ số liệu của từng năm (người {saying[0]}, ý {saying[1]})."


def prepared(url: str, members: int) -> "tuple[OpinionRound, Burst]":
    from django.urls import reverse

    from benchmarks import world
    from tests.serving import signed_in

    round_ = world.open_round(members=members)
    asked = round_.participants.select_related("person__user").order_by("pk")
    block = round_.base_version.blocks.filter(kind="paragraph").order_by("position")[0]
    burst = Burst(
        url=url,
        address=reverse("documents:opinion_add", args=[round_.pk]),
        reading=reverse("documents:round_read", args=[round_.pk]),
        block=block.key.hex,
        sessions=[signed_in(each.person.user) for each in asked],
    )
    return round_, burst


def check(round_: "OpinionRound", burst: Burst) -> int:
    """How many opinions are there; ends the benchmark unless all agree with what was told."""
    from daihoi.audit.models import Entry
    from daihoi.audit.queries import breaks

    round_.refresh_from_db()
    found = Counter(round_.opinions.values_list("text", flat=True))
    people = set(round_.opinions.values_list("person_id", flat=True))
    answered = round_.participants.filter(answered_at__isnull=False)
    entries = Entry.objects.filter(
        action="documents.add_opinion", context=f"documents.document:{round_.document_id}"
    )
    agree = {
        "answers other than success": not burst.refused,
        "acknowledged opinions lost": {text_of(each) for each in burst.told} <= set(found),
        "opinions doubled": set(found.values()) <= {1},
        "counter": round_.opinions_count == found.total(),
        "who has answered": set(answered.values_list("person_id", flat=True)) == people,
        "audit entries": entries.count() == found.total(),
        "audit chain": next(breaks(), None) is None,
    }
    if wrong := [name for name, right in agree.items() if not right]:
        raise SystemExit(f"wrong: {', '.join(wrong)}; {Counter(burst.refused)}")
    return found.total()


def measure(members: int, each: int) -> None:
    name = places.prepare(collect=True)

    from tests.serving import Server

    everything = {(member, turn) for member in range(members) for turn in range(each)}
    with Server() as server:
        _, warm = prepared(server.url, 8)
        asyncio.run(warm.send({(n, t) for n in range(8) for t in range(2)}, lambda: None))
        row = all_at_once(server.url, members, everything)
        print_table(
            f"{name}: {members} members at once, {each} opinions each",
            ["sent", "errors", "rows", "p50 s", "p95 s", "max s", "per second"],
            [row],
        )
        print_table(
            f"{name}: SIGKILL in the middle",
            ["told before", "rows after", "lost", "doubled", "rows after sending again"],
            [killed(server, members, everything)],
        )


def all_at_once(url: str, members: int, everything: set[Said]) -> list[str]:
    round_, burst = prepared(url, members)
    seconds = asyncio.run(burst.send(everything, lambda: None))
    rows = check(round_, burst)
    if burst.told != everything:
        raise SystemExit(f"{len(everything - burst.told)} opinions were not acknowledged")
    p95 = statistics.quantiles(burst.seconds, n=20)[-1]
    times = (statistics.median(burst.seconds), p95, max(burst.seconds))
    figures = [f"{value:.2f}" for value in times]
    return [
        str(len(everything)),
        str(burst.lost_lines),
        str(rows),
        *figures,
        f"{rows / seconds:.0f}",
    ]


def killed(server: "Server", members: int, everything: set[Said]) -> list[str]:
    round_, burst = prepared(server.url, members)

    def at_a_quarter() -> None:
        if len(burst.told) == len(everything) // 4:
            server.kill()

    asyncio.run(burst.send(everything, at_a_quarter))
    told = len(burst.told)
    if not 0 < told < len(everything):
        raise SystemExit("the server was not killed in the middle")
    server.start()
    rows = check(round_, burst)
    asyncio.run(burst.send(everything - burst.told, lambda: None))
    again = check(round_, burst)
    if again != len(everything):
        raise SystemExit(f"{again} rows instead of {len(everything)} after sending again")
    return [str(told), str(rows), "0", "0", str(again)]


def main() -> None:
    parser = argparse.ArgumentParser(description="Members sending at once")
    parser.add_argument("--members", type=int, default=300)
    parser.add_argument("--each", type=int, default=2)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.members, options.each)
    else:
        given = [f"--members={options.members}", f"--each={options.each}"]
        places.in_every_place("benchmarks.load", *given)


if __name__ == "__main__":
    main()
