"""Whom a meeting calls: out of the cell, its committee or a body, as they stand on its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from daihoi.base.errors import NotFound
from daihoi.congresses.models import SubcommitteePost
from daihoi.congresses.queries.recipients import in_force
from daihoi.meetings.models import InviteeCategory, Meeting
from daihoi.organizations.models import Membership, Organization, Person
from daihoi.organizations.queries.facts import committee_on
from daihoi.organizations.queries.namesakes import names_apart
from daihoi.organizations.queries.rolls import why
from daihoi.rules.meetings.roll import CALLED, Called, is_called, is_counted
from daihoi.rules.meetings.states import MeetingKind
from daihoi.rules.members import Period, Standing, StandingOn, standing_on


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the organization, as she would stand on the roll."""

    person: Person
    category: InviteeCategory
    is_counted: bool
    is_called: bool  # by the kind of the meeting; others may be added
    reason: str = ""  # why she is not counted: "dự bị đến 1-9-2020"


def candidates(meeting: Meeting) -> list[Candidate]:
    """Everybody of the organization on the day of the meeting, by given name; who is gone is not."""
    kind = MeetingKind(meeting.kind)
    inside = _inside(meeting, CALLED[kind])
    found = []
    for person, standing in _people(meeting.organization, meeting.on):
        if standing is not None and not standing.is_on_roll:
            continue
        called = _calls(kind, person, standing, inside)
        category = InviteeCategory(standing.standing.value) if standing else InviteeCategory.STAFF
        of_cell = CALLED[kind] is Called.MEMBERS
        counted = (
            standing is not None and is_counted(standing.standing, kind) if of_cell else called
        )
        reason = why(standing) if standing is not None and not standing.is_counted else ""
        found.append(Candidate(person, category, counted, called, reason))
    return found


def people_called(meeting: Meeting) -> list[Candidate]:
    """Those whom its kind calls."""
    return [each for each in candidates(meeting) if each.is_called]


def people_to_add(meeting: Meeting) -> list[tuple[int, str]]:
    """Everybody else who may be added, by number and name, namesakes told apart."""
    there = set(meeting.invitees.values_list("person_id", flat=True))
    others = [each.person for each in candidates(meeting) if each.person.pk not in there]
    names = names_apart(others, viewer=None)
    return [(person.pk, names[person.pk]) for person in others]


def guest_taken(meeting: Meeting, folded_name: str, unit: str) -> bool:
    """Whether a guest of this name and unit stands on the roll."""
    same = meeting.invitees.filter(person__isnull=True, folded_name=folded_name)
    return same.filter(guest_unit__iexact=unit).exists()


def _calls(
    kind: MeetingKind, person: Person, standing: StandingOn | None, inside: frozenset[int]
) -> bool:
    if CALLED[kind] is Called.MEMBERS:
        return standing is not None and is_called(standing.standing, kind)
    return person.pk in inside


def _inside(meeting: Meeting, kind: Called) -> frozenset[int]:
    """Numbers of those in the committee or in the body on the day."""
    if kind is Called.COMMITTEE:
        held = committee_on(meeting.organization, meeting.on)
        return frozenset(office.person_id for office in held)
    if kind is Called.BODY and meeting.subcommittee_id is not None:
        posts = SubcommitteePost.objects.filter(
            in_force(meeting.on), subcommittee=meeting.subcommittee_id
        )
        return frozenset(posts.values_list("person_id", flat=True))
    return frozenset()


def _people(organization: Organization, on: date) -> Iterable[tuple[Person, StandingOn | None]]:
    """By given name; None: she never was a member (công chức, người lao động)."""
    periods: dict[int, list[Period]] = {}
    rows = Membership.objects.filter(
        person__organization=organization, person__merged_into__isnull=True
    )
    for row in rows.order_by(F("starts_on").asc(nulls_first=True), "pk"):
        periods.setdefault(row.person_id, []).append(row.period)
    people = organization.people.select_related("unit", "user").order_by("name_key", "pk")
    for person in people:
        of = periods.get(person.pk)
        found = standing_on(of, on) if of else None
        if found is not None and found.standing is Standing.NOT_ADMITTED:
            found = None  # she works there, and is no member yet
        yield person, found


def person_called(meeting: Meeting, pk: int) -> Person:
    """Somebody of the meeting's organization by number."""
    found = meeting.organization.people.select_related("user").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
