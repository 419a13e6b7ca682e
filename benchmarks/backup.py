# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""Backup and restore of a large installation: seconds, and the most memory a process had.

    python -m benchmarks.backup [--megabytes 1000]

Two installations on each database: one of a tenth of the size, then one of the whole; four fifths
are files of 2 MB, the rest is the record of the audit. Each command is a process of its own, as
cron starts it. Memory that grows with the size ends the benchmark with an error.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import places
from benchmarks.table import print_table

FILE = 2_000_000  # bytes of one file
ENTRY = 1_000  # bytes of one line of the record, about
FLAT_KB = 40_000  # how much more memory ten times the data may take
RUN = (
    "import resource, sys; from daihoi.cli import main;"
    "\ntry: main()"
    "\nfinally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
)


def fill(megabytes: int) -> None:
    """Files and lines of the record, whose chain holds."""
    from django.db import connection

    from daihoi.audit.actions import record_many
    from daihoi.files.actions import keep
    from daihoi.organizations.models import Organization
    from tests.factories import OrganizationFactory

    place: Organization = OrganizationFactory.create()
    for _number in range(megabytes * 800_000 // FILE):
        keep(os.urandom(FILE))
    words = {"text": "Kết quả thi hành án năm sau cao hơn năm trước. " * 12}
    left = megabytes * 200_000 // ENTRY
    while left > 0:
        rows: Any = [(place, None, words)] * min(left, 2000)
        record_many(rows, action="bench.write", actor=None)
        left -= len(rows)
    connection.close()  # a restore wants the database for itself


def command(*arguments: str, **given: str) -> tuple[dict[str, Any], float, int]:
    """What it says, seconds, and its most memory in kB."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments, "--json"],
        check=False,
        capture_output=True,
        text=True,
        cwd=places.PROJECT,
        env={**os.environ, **given},
    )
    if done.returncode:
        raise SystemExit(f"{arguments}: {done.stderr}")
    return (
        json.loads(done.stdout),
        time.perf_counter() - start,
        int(done.stderr.split()[-1]),
    )


def measured(megabytes: int) -> Iterator[tuple[list[str], int]]:
    """A row of the table, and the memory, of each command."""
    fill(megabytes)
    with tempfile.TemporaryDirectory(prefix="daihoi-bench-") as folder:
        target = Path(folder) / "b.tar"
        for arguments in (("backup", str(target)), ("restore", str(target), "--replace")):
            said, seconds, memory = command(*arguments)
            size = target.stat().st_size
            yield (
                [
                    f"{arguments[0]}, {megabytes} MB",
                    f"{size / 1e6:.0f}",
                    str(said["rows"]),
                    str(said["files"]),
                    f"{seconds:.1f}",
                    f"{size / 1e6 / seconds:.0f}",
                    f"{memory / 1000:.0f}",
                ],
                memory,
            )


def measure(megabytes: int) -> None:
    name = places.prepare()
    rows, memory = [], []
    for size in (megabytes // 10, megabytes - megabytes // 10):
        for row, most in measured(size):
            rows.append(row)
            memory.append(most)
    rows[2][0], rows[3][0] = f"backup, {megabytes} MB", f"restore, {megabytes} MB"
    print_table(
        f"{name}: backup and restore",
        ["", "archive MB", "rows", "files", "seconds", "MB/s", "memory MB"],
        rows,
    )
    for small, large in zip(memory[:2], memory[2:], strict=True):
        if large - small > FLAT_KB:
            raise SystemExit(f"memory grows with the size: {small} kB, then {large} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description="Backup and restore")
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.megabytes)
    else:
        places.in_every_place("benchmarks.backup", f"--megabytes={options.megabytes}")


if __name__ == "__main__":
    main()
