# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""The server is killed at random moments under load, a hundred times; nothing told is lost.

    python -m benchmarks.crash [--rounds 100] [--members 24] [--minutes 30]

Members send opinions over HTTP without a pause. After a random time the server gets SIGKILL,
starts again on the same database, and members send again what was not acknowledged. After every
round: each acknowledged opinion is there exactly once, the counter, the answered and the record
agree, and the audit chain is whole; anything else ends the benchmark with an error.
"""

import argparse
import asyncio
import random
import statistics
import time
from typing import TYPE_CHECKING

from benchmarks import places
from benchmarks.load import Burst, Said, check, prepared
from benchmarks.table import print_table

if TYPE_CHECKING:
    from daihoi.documents.models import OpinionRound
    from tests.serving import Server

AHEAD = 25  # opinions a member has ready; the server is killed long before the last
LATEST_S = 2.0  # after the first acknowledgement
ROUNDS_OF_ONE = 20  # kills before another opinion round: its pages stay as long as in life


def drill(
    server: "Server",
    round_: "OpinionRound",
    burst: Burst,
    sayings: set[Said],
    chance: random.Random,
) -> tuple[int, int, float]:
    """One kill: how many were acknowledged before, lost lines, and seconds until it serves again."""
    before, lost = len(burst.told), burst.lost_lines

    async def killed() -> None:
        first = asyncio.Event()
        sending = asyncio.create_task(burst.send(sayings, first.set))
        await first.wait()
        await asyncio.sleep(chance.uniform(0, LATEST_S))
        await asyncio.to_thread(server.kill)
        await sending

    asyncio.run(killed())
    told = len(burst.told) - before
    start = time.perf_counter()
    server.start()
    down = time.perf_counter() - start
    check(round_, burst)
    return told, burst.lost_lines - lost, down


def measure(rounds: int, members: int, minutes: int) -> None:
    """As many kills as fit into ``minutes``, ``rounds`` at most."""
    name = places.prepare(collect=True)
    from tests.serving import Server

    chance, told, lines, rows = random.Random(35), 0, 0, 0
    downs: list[float] = []
    start = time.perf_counter()
    with Server() as server:
        for number in range(rounds):
            if number % ROUNDS_OF_ONE == 0:
                round_, burst = prepared(server.url, members)
            acknowledged, lost, down = drill(
                server, round_, burst, _unsent(burst, members, AHEAD), chance
            )
            told, lines = told + acknowledged, lines + lost
            downs.append(down)
            last = number == rounds - 1 or time.perf_counter() - start > minutes * 60
            if number % ROUNDS_OF_ONE == ROUNDS_OF_ONE - 1 or last:
                asyncio.run(burst.send(_unsent(burst, members, 1), lambda: None))
                rows += check(round_, burst)
            if last:
                break
    print_table(
        f"{name}: {len(downs)} times SIGKILL at a random moment, {members} members sending",
        ["kills", "acknowledged", "cut off", "rows", "lost", "doubled", "chain", "up again s",
         "minutes"],
        [[str(len(downs)), str(told), str(lines), str(rows), "0", "0", "whole",
          f"{statistics.median(downs):.1f}", f"{(time.perf_counter() - start) / 60:.1f}"]],
    )  # fmt: skip


def _unsent(burst: Burst, members: int, ahead: int) -> set[Said]:
    """The next opinions of each member; first the one that she does not know to have arrived."""
    told = [sum(1 for member, _ in burst.told if member == n) for n in range(members)]
    return {(n, turn) for n in range(members) for turn in range(told[n], told[n] + ahead)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Killing a server under load")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--members", type=int, default=24)
    parser.add_argument("--minutes", type=int, default=30, help="on each database, at most")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.rounds, options.members, options.minutes)
    else:
        given = [
            f"--rounds={options.rounds}",
            f"--members={options.members}",
            f"--minutes={options.minutes}",
        ]
        places.in_every_place("benchmarks.crash", *given)


if __name__ == "__main__":
    main()
