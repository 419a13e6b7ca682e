# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""From the last vote of a congress to its finished minutes in Word and PDF.

    python -m benchmarks.minutes [--people 1200]

A congress of 1,200 on the roll, a hundred of them absent with reasons, forty items that ran, sixty
turns to speak, three ballots told in the hall, the resolution. Timed: the vote on the whole
resolution is recorded, then everything the minutes say is read and composed, and both files are
written. Two seconds is the limit.
"""

import argparse
import statistics
import time
from typing import TYPE_CHECKING

from benchmarks import places
from benchmarks.table import print_table

if TYPE_CHECKING:
    from daihoi.accounts.models import User
    from daihoi.congresses.models import Congress

PEOPLE, ABSENT = 1200, 100
ITEMS, TURNS = 40, 60
REPEATS = 5
LIMIT_S = 2.0
SAID = "Nhất trí với báo cáo; đề nghị làm rõ giải pháp thi hành các việc có giá trị lớn. "
OFFICES = {"committee": [1080, 1020, 990, 300], "secretary": [1050, 40], "deputy_secretary": [998]}


def held(people: int) -> "tuple[Congress, User]":
    """The congress on its evening, all but its last vote."""
    from django.utils import timezone

    from daihoi.accounts.permissions import Role
    from daihoi.elections.models import RollEntry
    from daihoi.meetings.models import Invitee
    from tests.elections.counted import announced
    from tests.factories import PersonFactory, grant
    from tests.factories.conduct import RunFactory, RunItemFactory, TurnFactory
    from tests.factories.elections import BodyMemberFactory, ElectionFactory, RollFactory
    from tests.factories.meetings import InviteeFactory, MeetingFactory
    from tests.factories.resolutions import ClauseFactory, ResolutionFactory

    now = timezone.now()
    roll = RollFactory.create(convened=people, base=people, need=people // 2 + 1)
    congress = roll.congress
    boss = grant(Role.SECRETARY, congress.organization)
    meeting = MeetingFactory.create(
        congress=congress, kind="congress", opened=True, on=timezone.localdate(now)
    )
    there = {"presence": "present", "arrived_at": now, "marked_at": now, "marked_by": boss}
    away = {**there, "presence": "excused", "arrived_at": None, "reason": "ốm, có giấy"}
    rows = [
        InviteeFactory.build(
            meeting=meeting,
            person=PersonFactory.create(organization=congress.organization),
            added_by=boss,
            **(away if number < ABSENT else there),
        )
        for number in range(people)
    ]
    Invitee.objects.bulk_create(rows)
    RollEntry.objects.bulk_create(
        RollEntry(
            roll=roll, person=row.person, name=row.person.full_name, name_key=row.name_key,
            standing="official", situation="none", attendance="whole" if row.arrived_at else "part",
        )
        for row in rows
    )  # fmt: skip
    for body in ("presidium", "presidium", "secretariat", "tellers"):
        BodyMemberFactory.create(congress=congress, body=body, named_by=boss)
    run = RunFactory.create(congress=congress, started_by=boss)
    items = [
        RunItemFactory.create(run=run, position=n, done=True, minuted=SAID) for n in range(ITEMS)
    ]
    for number in range(TURNS):
        TurnFactory.create(
            run=run, item=items[number % ITEMS], started_at=now, started_by=boss, ended_at=now,
            ended_by=boss, summary=SAID * 2,
        )  # fmt: skip
    for office, votes in OFFICES.items():
        seats = max(1, len(votes) - 1)
        election = ElectionFactory.create(
            congress=congress, office=office, seats=seats, planned_seats=seats, state="balloting"
        )
        announced(votes, election=election, base=people, roll=roll, seats=seats)
    resolution = ResolutionFactory.create(congress=congress, created_by=boss)
    for _number in range(20):
        ClauseFactory.create(resolution=resolution)
    return congress, boss


def timed(congress: "Congress", boss: "User", people: int) -> dict[str, float]:
    """Seconds of each step, one after the other."""
    from daihoi.closing.papers.minutes import minutes_paper, minutes_pdf, minutes_word
    from daihoi.closing.queries.minutes import minutes_of, minutes_text
    from daihoi.elections.actions.votes import withdraw_vote
    from daihoi.elections.queries.hands import Hands
    from daihoi.resolutions.actions.votes import vote_whole

    resolution = congress.resolution
    resolution.refresh_from_db()
    clock = [time.perf_counter()]
    vote = vote_whole(resolution, Hands(people - ABSENT), revision=resolution.revision, actor=boss)
    clock.append(time.perf_counter())
    paper = minutes_paper(minutes_text(congress, minutes_of(congress)))
    clock.append(time.perf_counter())
    word = minutes_word(paper, congress)
    clock.append(time.perf_counter())
    pdf = minutes_pdf(paper, congress)
    clock.append(time.perf_counter())
    text = "\n".join(block.text for block in paper.blocks)
    if (
        f"{people - ABSENT} đồng chí biểu quyết đồng ý" not in text
        or text.count("ốm, có giấy") != ABSENT
    ):
        raise SystemExit("the minutes do not say what happened")
    if not word.startswith(b"PK") or not pdf.startswith(b"%PDF"):
        raise SystemExit("no files were written")
    withdraw_vote(vote.vote, reason="đo lại", actor=boss)
    steps = ("the vote is recorded", "read and composed", "Word", "PDF")
    found = {name: end - start for name, start, end in zip(steps, clock, clock[1:], strict=False)}
    return found | {"last vote to both files": clock[-1] - clock[0]}


def measure(people: int) -> None:
    name = places.prepare()

    from django.db import transaction

    from benchmarks import world

    with transaction.atomic():
        congress, boss = held(people)
    world.settle()
    runs = [timed(congress, boss, people) for _repeat in range(REPEATS)]
    rows = []
    for step in runs[0]:
        median = statistics.median(each[step] for each in runs)
        slowest = max(each[step] for each in runs)
        limit = f"{LIMIT_S / slowest:.1f}x" if step.startswith("last vote") else ""
        rows.append([step, f"{median:.3f}", f"{slowest:.3f}", limit])
    head = ["", "median", "slowest", "limit/slowest"]
    print_table(f"{name}: seconds, {people} on the roll, {TURNS} turns to speak", head, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="From the last vote to the minutes")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.people)
    else:
        places.in_every_place("benchmarks.minutes", f"--people={options.people}")


if __name__ == "__main__":
    main()
