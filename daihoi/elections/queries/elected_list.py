"""What the summary list (trích ngang) says of those who were elected. Told to papers on personnel only."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from daihoi.congresses.models import Congress
from daihoi.elections.models import ElectionState
from daihoi.elections.queries.elected import elected_by_election, elections_of
from daihoi.elections.queries.facts import posts_of
from daihoi.organizations.models import Person
from daihoi.organizations.queries.facts import counted
from daihoi.papers.outline import Block, BlockKind, Run
from daihoi.personnel.models import Candidate
from daihoi.personnel.queries.people import periods_of
from daihoi.rules.elections.kinds import Office
from daihoi.rules.members import Period
from daihoi.vietnamese.dates import DateStyle, PartialDate, format_date

ROWS, NUMBER = "danh sách trích ngang người trúng cử", "số người trúng cử"


def restricted_facts_of(thing: Any, on: date) -> Mapping[str, Any]:
    """A line for each to be confirmed, the highest post first; nothing before an office is filled."""
    if not isinstance(thing, Congress):
        return {}
    elections = [each for each in elections_of(thing) if each.state == ElectionState.FINISHED]
    if not elections:
        return {}
    elected = elected_by_election(elections)
    posts = list(posts_of(thing, {Office(each.office): elected[each.pk] for each in elections}))
    if not posts:
        return {}
    people = [person.pk for _post, person in posts]
    learned = dict(
        Candidate.objects.filter(plan__congress=thing, person__in=people).values_list(
            "person", "education"
        )
    )
    periods = periods_of(thing.organization, people)
    rows = tuple(
        _row(_columns(person, periods.get(person.pk, []), learned.get(person.pk, ""), post, on))
        for post, person in posts
    )
    return {ROWS: rows, NUMBER: counted(len(posts))}


def _columns(
    person: Person, periods: list[Period], education: str, post: str, on: date
) -> list[str]:
    last = next((each for each in reversed(periods) if each.covers(on)), None)
    days = [last.admitted_on, last.official_on] if last else []
    unit = person.unit.name if person.unit else ""
    birth = person.birth_date
    return [
        person.full_name,
        _day(birth) if birth else "",
        str(person.get_sex_display()) if person.sex else "",
        person.ethnicity,
        person.hometown,
        ", ".join(filter(None, (person.government_post, unit))),
        ", ".join(_day(each) for each in days if each),
        ", ".join(filter(None, (education, person.qualification))),
        person.political_theory,
        post,
    ]


def _row(columns: list[str]) -> Block:
    said = [each.replace("|", "/").replace(";", ",") or " " for each in columns]
    return Block(BlockKind.PARAGRAPH, (Run(" | ".join(said)),))


def _day(day: date | PartialDate) -> str:
    return format_date(day, DateStyle.DASHED)
