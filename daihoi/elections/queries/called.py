"""The list of the congress's meeting held against membership: who was never called, who is a member no more."""

from dataclasses import dataclass

from daihoi.congresses.models import Congress
from daihoi.elections.queries.law import form_of
from daihoi.elections.queries.naming import numbered_apart
from daihoi.elections.queries.rolls import OUTSIDE
from daihoi.meetings.models import Meeting
from daihoi.organizations.models import Membership, Person
from daihoi.rules.elections.kinds import Form
from daihoi.rules.members import Period, Standing, StandingOn, standing_on


@dataclass(frozen=True, slots=True)
class Called:
    """Names on either side of the list that membership on the congress's day speaks against."""

    missing: list[str]
    gone: list[str]


def called_wrongly(congress: Congress, meeting: Meeting) -> Called:
    """In two queries. Where delegates meet, members who are none are rightly not called."""
    invited = meeting.invitees.filter(person__isnull=False).values_list("person", "category")
    there = dict(invited)
    rows = Membership.objects.filter(person__merged_into__isnull=True)
    of_here = rows.filter(person__organization=congress.organization)
    memberships = (of_here | rows.filter(person__in=there)).select_related("person__unit")
    people: dict[int, Person] = {}
    periods: dict[int, list[Period]] = {}
    for each in memberships.order_by("person__name_key", "person__pk", "pk"):
        people[each.person_id] = each.person
        periods.setdefault(each.person_id, []).append(each.period)
    stands = {pk: standing_on(own, meeting.on) for pk, own in periods.items()}
    everybody_comes = form_of(congress) is Form.MEMBER_CONGRESS
    missing = [
        pk
        for pk, found in stands.items()
        if everybody_comes
        and found.standing is Standing.OFFICIAL
        and pk not in there
        and people[pk].organization_id == congress.organization_id
    ]
    gone = [
        pk
        for pk, category in there.items()
        if category not in OUTSIDE and pk in stands and _is_over(stands[pk])
    ]
    names = numbered_apart(people.values())
    return Called([names[pk] for pk in missing], [names[pk] for pk in gone])


def _is_over(found: StandingOn) -> bool:
    """Her membership ended before the day, whether or not it is recorded why."""
    over = {Standing.GONE, Standing.NOT_RECORDED}
    return found.standing in over and found.since is not None
