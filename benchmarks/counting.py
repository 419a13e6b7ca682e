"""Counting ballots: a million papers in flat memory, a peer on the same papers, a second counting.

    python -m benchmarks.counting [--papers 1000000] [--peer-papers 100000] [--elections 100000]

Tally and outcome of ``--papers`` papers with 20 names; each size runs in a process of its own,
so that its highest memory is its own, and papers are made while they are read. The peer is
abcvoting on the same papers (11 names, 9 chosen at most): it builds its profile of voters from
lists of names, then both find the nine with most votes. Ours starts from marks as the tellers'
entry keeps them, and once more from the peer's lists, which it first makes into marks.
``--elections`` random elections are counted a second time by the naive counting of the
tests; any difference ends the run.
"""

import argparse
import importlib
import importlib.util
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing import get_context
from typing import Any

from benchmarks.table import print_table
from daihoi.rules.elections.ballots import Ballot, ballot_for
from daihoi.rules.elections.counting import tally
from daihoi.rules.elections.kinds import Office
from daihoi.rules.elections.loading import rule_set
from daihoi.rules.elections.outcome import Election, decide

RULES = rule_set("vn-party-2014")
NAMES, SEATS = 20, 15
PEER_NAMES, PEER_SEATS = 11, 9
REPEATS = 3
LIMIT_SECONDS, LIMIT_RATIO = 5.0, 10.0
PART = 5_000  # elections that one process checks at a time


def ballot(names: int, seats: int) -> Ballot:
    return ballot_for([f"Người {number}" for number in range(names)], seats, RULES)


def papers(number: int) -> Iterator[int]:
    """Papers with about a quarter of the names struck, nearly all of them different."""
    draw = random.Random(number).getrandbits
    return (draw(NAMES) & draw(NAMES) for _ in range(number))


def one_count(number: int) -> None:
    """Count so many papers in this process, print seconds and the highest memory."""
    start = time.perf_counter()
    for _ in papers(number):
        pass
    making = time.perf_counter() - start
    start = time.perf_counter()
    counted = tally(ballot(NAMES, SEATS), RULES, papers(number))
    found = decide(counted, Election(Office.COMMITTEE, SEATS), RULES, base=number)
    seconds = time.perf_counter() - start - making
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if counted.returned != number or not found.results:
        raise SystemExit("papers were lost")
    print(json.dumps([seconds, peak]))


def counted_apart(number: int) -> tuple[float, float]:
    """The best seconds of some runs, and their highest memory in MB."""
    runs = []
    for _ in range(REPEATS):
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.counting", "--one", str(number)],
            check=True,
            capture_output=True,
            text=True,
        )
        runs.append(json.loads(told.stdout))
    return min(seconds for seconds, _peak in runs), max(peak for _seconds, peak in runs)


def sizes(largest: int) -> None:
    rows = []
    for number in (largest // 100, largest // 10, largest):
        seconds, peak = counted_apart(number)
        rows.append([f"{number:,}", f"{seconds:.2f}", f"{peak:.1f}"])
    head = ["papers", "seconds", "highest memory MB"]
    print_table(f"Tally and outcome, {NAMES} names, {SEATS} seats", head, rows)
    print(f"limit for 1,000,000 papers: {LIMIT_SECONDS:.0f} seconds")


def lists(number: int) -> list[list[int]]:
    """What one reads off each paper: the places of at most nine names."""
    chance = random.Random(7)
    names = range(PEER_NAMES)
    return [chance.sample(names, chance.randint(1, PEER_SEATS)) for _ in range(number)]


def ours(read: list[list[int]]) -> list[int]:
    """Votes by name; lists become marks of struck names first."""
    paper = ballot(PEER_NAMES, PEER_SEATS)
    bits = [1 << at for at in range(PEER_NAMES)]
    bit = bits.__getitem__
    marks = [paper.all_names - sum(map(bit, chosen)) for chosen in read]
    counted = tally(paper, RULES, marks)
    decide(counted, Election(Office.COMMITTEE, PEER_SEATS), RULES, base=len(read))
    return list(counted.votes)


def from_marks(marks: list[int]) -> list[int]:
    paper = ballot(PEER_NAMES, PEER_SEATS)
    counted = tally(paper, RULES, marks)
    decide(counted, Election(Office.COMMITTEE, PEER_SEATS), RULES, base=len(marks))
    return list(counted.votes)


def theirs(read: list[list[int]], rules: Any, preferences: Any) -> set[int]:
    """The nine with most votes, by abcvoting."""
    profile = preferences.Profile(PEER_NAMES)
    profile.add_voters(read)
    committees = rules.compute("av", profile, committeesize=PEER_SEATS)
    return set(committees[0])


def best(work: Any) -> tuple[float, Any]:
    times, found = [], None
    for _ in range(REPEATS):
        start = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - start)
    return min(times), found


def peer(number: int) -> None:
    if importlib.util.find_spec("abcvoting") is None:
        print("\nabcvoting is not installed: no peer")
        return
    rules = importlib.import_module("abcvoting.abcrules")
    preferences = importlib.import_module("abcvoting.preferences")
    read = lists(number)
    paper = ballot(PEER_NAMES, PEER_SEATS)
    marks = [paper.all_names - sum(1 << at for at in chosen) for chosen in read]
    their_seconds, committee = best(lambda: theirs(read, rules, preferences))
    our_seconds, votes = best(lambda: ours(read))
    mark_seconds, same = best(lambda: from_marks(marks))
    order = sorted(range(PEER_NAMES), key=lambda at: -votes[at])
    if set(order[:PEER_SEATS]) != committee or votes != same:
        raise SystemExit("the two do not find the same nine")
    rows = [
        ["abcvoting, profile and AV", f"{their_seconds:.3f}", "1.0"],
        ["ours, marks as entered", f"{mark_seconds:.3f}", f"{their_seconds / mark_seconds:.1f}"],
        ["ours, from the peer's lists", f"{our_seconds:.3f}", f"{their_seconds / our_seconds:.1f}"],
    ]
    title = f"{number:,} papers, {PEER_NAMES} names, {PEER_SEATS} seats"
    print_table(title, ["", "seconds", "times faster"], rows)
    print(f"limit: {LIMIT_RATIO:.0f} times faster, from marks as entered")


def differences_of(first: int) -> list[str]:
    check = importlib.import_module("tests.rules.elections.test_naive").check
    found: list[str] = check(first, PART)
    return found


def second_counting(elections: int) -> None:
    start = time.perf_counter()
    firsts = range(0, elections, PART)
    with get_context("spawn").Pool(2) as pool:
        found = [each for some in pool.imap_unordered(differences_of, firsts) for each in some]
    seconds = time.perf_counter() - start
    done = len(firsts) * PART
    rows = [[f"{done:,}", str(len(found)), f"{seconds:.0f}"]]
    print_table(
        "Random elections counted a second time", ["elections", "differences", "seconds"], rows
    )
    if found:
        raise SystemExit(found[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--papers", type=int, default=1_000_000)
    parser.add_argument("--peer-papers", type=int, default=100_000)
    parser.add_argument("--elections", type=int, default=100_000)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.one:
        one_count(told.one)
        return
    sizes(told.papers)
    peer(told.peer_papers)
    second_counting(told.elections)


if __name__ == "__main__":
    main()
