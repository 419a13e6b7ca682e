# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""The public news page: requests a second of one core, against Django rendering it every time.

    python -m benchmarks.news [--requests 3000] [--uncached 150]

A real server (uvicorn, one process, as the product runs) on a free port of this machine, one
keep-alive connection per visitor. A core's seconds are what the server's process used of the
processor, so visitors and neighbours on the machine do not count. "Django every time" says
another scheme each time, so that nothing kept can answer. Ends with an error
below 500 a second and below five times Django's own.
"""

import argparse
import asyncio
import os
import time
from pathlib import Path

from benchmarks import places
from benchmarks.table import print_table

VISITORS = 8
WARM_UP = 50
LEAST_A_SECOND, LEAST_TIMES = 500, 5.0


class Visitor:
    """One connection that asks and reads answers, with as little work as can be."""

    def __init__(self, port: int, headers: str = "") -> None:
        self._port, self._headers = port, headers

    async def ask(self, paths: list[str], status: int) -> int:
        """Ask for each path in turn; answers the bytes of the last body."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        length = 0
        for number, path in enumerate(paths):
            headers = self._headers.format(number=f"{id(self)}-{number}")
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            if not head.startswith(f"http/1.1 {status}"):
                raise SystemExit(f"{path} answers {head.splitlines()[0]}, not {status}")
            declared = [line for line in head.splitlines() if line.startswith("content-length:")]
            length = int(declared[0].partition(":")[2]) if declared else 0
            await reader.readexactly(length)
        writer.close()
        return length


def processor_seconds(pid: int) -> float:
    """What a process has used of the processor, its threads included."""
    parts = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


async def rates(
    port: int, pid: int, paths: list[str], *, status: int = 200, headers: str = ""
) -> tuple[float, float, int]:
    """Requests per second of one core, per second of the clock, and bytes of a body."""
    shares = [paths[number::VISITORS] for number in range(VISITORS)]
    used, start = processor_seconds(pid), time.perf_counter()
    visitors = (Visitor(port, headers).ask(share, status) for share in shares if share)
    sizes = await asyncio.gather(*visitors)
    took = time.perf_counter() - start
    spent = max(processor_seconds(pid) - used, 1 / os.sysconf("SC_CLK_TCK"))  # the clock's grain
    return len(paths) / spent, len(paths) / took, max(sizes)


def published_page() -> tuple[str, str]:
    """The address of an item as the demo's first one, and its ETag."""
    from django.test import Client

    from daihoi.news.actions import photos, review
    from daihoi.news.queries.public import article_url
    from tests.factories.news import Newsroom, NewsSiteFactory, taken_photo

    room = Newsroom()
    site = NewsSiteFactory.create(organization=room.organization, slug="chi-bo")
    body = "\n\n".join(f"Đoạn {n}. " + "Chi bộ triển khai các phần việc. " * 12 for n in range(12))
    article = room.draft(body=body)
    told = {"caption": "Buổi sinh hoạt", "description": "Phòng họp"}
    photos.add_photo(article, taken_photo(), **told, actor=room.writer)
    review.submit_article(article, actor=room.writer)
    review.check_article(article, actor=room.checker)
    review.publish_article(article, actor=room.publisher)
    article.refresh_from_db()
    address = article_url(site, article)
    return address, str(Client(SERVER_NAME="localhost").get(address)["ETag"])


def measure(requests: int, uncached: int) -> None:
    name = places.prepare(collect=True)
    from tests.serving import Server

    address, etag = published_page()
    with Server() as server:
        pid = server.pid
        asyncio.run(rates(server.port, pid, [address] * WARM_UP))
        own, own_clock, size = asyncio.run(
            rates(
                server.port,
                pid,
                [address] * uncached,
                headers="X-Forwarded-Proto: {number}\r\n",
            )
        )
        kept, kept_clock, _size = asyncio.run(rates(server.port, pid, [address] * requests))
        known, known_clock, _none = asyncio.run(
            rates(
                server.port,
                pid,
                [address] * requests,
                status=304,
                headers=f"If-None-Match: {etag}\r\n",
            )
        )
    rows = [
        ["Django every time", f"{own:,.0f}", f"{own_clock:,.0f}", "1.0"],
        ["kept page", f"{kept:,.0f}", f"{kept_clock:,.0f}", f"{kept / own:.1f}"],
        ["kept page, 304", f"{known:,.0f}", f"{known_clock:,.0f}", f"{known / own:.1f}"],
    ]
    print_table(
        f"{name}: a public news item of {size / 1024:.0f} KiB, {requests:,} requests by {VISITORS} visitors",
        ["", "a second of one core", "a second here", "ratio"],
        rows,
    )
    if kept < LEAST_A_SECOND and kept < LEAST_TIMES * own:
        raise SystemExit(
            f"less than {LEAST_A_SECOND} a second and {LEAST_TIMES} times Django's own"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="The public news page")
    parser.add_argument("--requests", type=int, default=3_000)
    parser.add_argument("--uncached", type=int, default=150)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.requests, options.uncached)
    else:
        given = [f"--requests={options.requests}", f"--uncached={options.uncached}"]
        places.in_every_place("benchmarks.news", *given)


if __name__ == "__main__":
    main()
