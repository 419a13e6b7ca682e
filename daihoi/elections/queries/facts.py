"""What papers may name of results: who was elected, by how many votes, and the new secretary."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q

from daihoi.base.offers import Fact
from daihoi.congresses.models import Congress
from daihoi.elections.models import TOLD, Election, ElectionState, ListedName, Round
from daihoi.elections.queries.elected import Elected, elected_by_election, elections_of
from daihoi.elections.queries.law import level_of, rules_of, title_of
from daihoi.elections.queries.open_places import open_places
from daihoi.elections.queries.rolls import roll_in_force
from daihoi.meetings.models import Presence
from daihoi.meetings.queries.attendance import congress_meeting
from daihoi.organizations.models import Person
from daihoi.organizations.queries.facts import counted, items
from daihoi.registry.models import Paper
from daihoi.registry.queries.filling import on_personnel, secret
from daihoi.rules.elections.kinds import Attendance, Office, Standing
from daihoi.vietnamese.dates import DateStyle, format_date

RESULTS = "kết quả bầu cử"
OFFICERS = "kết quả bầu bí thư, phó bí thư, đại biểu"
NUMBER = "số chi ủy viên trúng cử"
SECRETARY = "bí thư khóa mới"
CONFIRMED = "danh sách đề nghị chuẩn y"
# Told by attendance or the plan; here as the congress itself had them.
DAY = "ngày đại hội"
CALLED = "số đảng viên triệu tập"
MEMBERS = "số đảng viên dự đại hội"
OFFICIAL = "số đảng viên chính thức dự"
CAME = (Presence.PRESENT, Presence.LEFT)
FACTS = (
    Fact(RESULTS, "- Chi ủy: Nguyễn Văn An (26 phiếu, 92,9 %), Trần Thị Ánh (20 phiếu, 71,4 %);"),
    Fact(OFFICERS, "- Bí thư: Nguyễn Văn An (26 phiếu, 92,9 %);"),
    Fact(NUMBER, "05"),
    Fact(SECRETARY, "Nguyễn Văn An"),
    Fact(CONFIRMED, "- Bí thư: Nguyễn Văn An;"),
)


def facts_of(thing: Any, _on: date) -> Mapping[str, Any]:
    """Facts of a congress's announced results; what is not known yet may have been typed by somebody."""
    if not isinstance(thing, Congress):
        return {}
    facts: dict[str, Any] = dict(_typed(thing))
    elections = [each for each in elections_of(thing) if each.state == ElectionState.FINISHED]
    if not elections:
        return facts
    facts |= _of_the_day(thing)
    rules = rules_of(thing)
    left = [place.words.rstrip(".") for place in open_places(thing, rules=rules)]
    elected = elected_by_election(elections)
    percents = _percents(elections)
    lines = {
        each.pk: _line(each, title_of(each, rules), elected[each.pk], percents)
        for each in elections
    }
    facts[RESULTS] = items([*lines.values(), *left])
    others = [lines[each.pk] for each in elections if each.office != Office.COMMITTEE]
    if others:
        facts[OFFICERS] = items(others)
    by_office = {Office(each.office): elected[each.pk] for each in elections}
    if Office.COMMITTEE in by_office:
        facts[NUMBER] = f"{len(by_office[Office.COMMITTEE]):02}"
    if by_office.get(Office.SECRETARY):
        facts[SECRETARY] = by_office[Office.SECRETARY][0].name
    if posts := list(posts_of(thing, by_office)):
        facts[CONFIRMED] = items(f"{post}: {person.full_name}" for post, person in posts)
    return facts


def _of_the_day(congress: Congress) -> dict[str, str]:
    """The day its meeting was opened, and how many came: by the roll where attendance does not tell."""
    meeting = congress_meeting(congress)
    if meeting is None or meeting.opened_at is None:
        return {}
    found = {DAY: format_date(meeting.on, DateStyle.LONG)}
    roll = roll_in_force(congress)
    if roll is None or (meeting.is_over and meeting.invitees.filter(presence__in=CAME).exists()):
        return found
    came = Q(attendance__in=[Attendance.WHOLE, Attendance.PART])
    there = roll.entries.aggregate(
        called=Count("pk"),
        members=Count("pk", filter=came),
        official=Count("pk", filter=came & Q(standing=Standing.OFFICIAL)),
    )
    return found | {
        CALLED: counted(there["called"]),
        MEMBERS: counted(there["members"]),
        OFFICIAL: counted(there["official"]),
    }


def posts_of(
    congress: Congress, by_office: Mapping[Office, Sequence[Elected]]
) -> Iterator[tuple[str, Person]]:
    """Posts and people to be confirmed, the highest first; each person once."""
    rules, level = rules_of(congress), level_of(congress.organization)
    told = set()
    for office in (Office.SECRETARY, Office.DEPUTY_SECRETARY, Office.COMMITTEE):
        title = rules.title(office, level)
        if office is Office.COMMITTEE:
            title = f"{title} viên"
        for each in by_office.get(office, ()):
            if each.person.pk not in told:
                told.add(each.person.pk)
                yield title[:1].upper() + title[1:], each.person


def _line(
    election: Election,
    title: str,
    elected: Sequence[Elected],
    percents: Mapping[tuple[int, int], str],
) -> str:
    name = title[:1].upper() + title[1:]
    if not elected:
        return election.outcome
    people = ", ".join(_person(election, each, percents) for each in elected)
    return f"{name}: {people}"


def _person(election: Election, each: Elected, percents: Mapping[tuple[int, int], str]) -> str:
    if each.votes is None:
        return f"{each.name} (chỉ định: {each.appointed_by})"
    percent = percents.get((election.pk, each.person.pk), "")
    return f"{each.name} ({each.votes:02} phiếu, {percent} %)"


def _percents(elections: Sequence[Election]) -> dict[tuple[int, int], str]:
    """By election and person, of the ballots that were announced."""
    rounds = Round.objects.filter(election__in=elections, state__in=TOLD)
    names = dict(
        ListedName.objects.filter(round__in=rounds, is_elected=True).values_list("pk", "person")
    )
    return {
        (round_.election_id, names[row["name"]]): row["percent"]
        for round_ in rounds
        for row in (round_.outcome or {})["rows"]
        if row["name"] in names
    }


def _typed(congress: Congress) -> dict[str, str]:
    """What somebody typed into open papers before it was known here, the latest change first."""
    wanted = {fact.name for fact in FACTS}
    found: dict[str, str] = {}
    papers = Paper.objects.filter(congress=congress).exclude(values={})
    readable = papers.exclude(on_personnel()).exclude(secret())
    for values in readable.order_by("updated_at", "pk").values_list("values", flat=True):
        found |= {name: text for name, text in values.items() if name in wanted and text}
    return found
