"""To whom tasks go: whom one may give them to, which people a task reaches, which bodies one is in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, Scope, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.base.numbers import whole_number
from daihoi.congresses.models import Congress, OutsideBody, Subcommittee, SubcommitteePost, Task
from daihoi.congresses.models.tasks import ASSIGNEE_LABELS
from daihoi.congresses.queries.subcommittees import refusal_in_short
from daihoi.organizations.models import Membership, Office, OfficeKind, Organization, Person, Unit
from daihoi.organizations.queries.namesakes import names_apart
from daihoi.rules.documents import in_audience
from daihoi.rules.members import MembershipStatus
from daihoi.rules.tasks import Assignee

COMMITTEE = (OfficeKind.SECRETARY, OfficeKind.DEPUTY_SECRETARY, OfficeKind.COMMITTEE_MEMBER)
NAMED = (Assignee.SUBCOMMITTEE, Assignee.UNIT, Assignee.PERSON, Assignee.OUTSIDE)
Named = TypeVar("Named")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a task may be given to, as a select shows it; ``refusal``: why not today."""

    value: str  # as `target_of` reads it
    name: str
    refusal: str = ""


Choices = list[tuple[str, list[Recipient]]]


@dataclass(frozen=True, slots=True)
class Target:
    """To whom a task is given: the fields of a task that say so, and whose work it then is.

    ``body``: the subcommittee that is given it, or in which a person is.
    """

    assignee: Assignee
    named: Subcommittee | Unit | Person | OutsideBody | None
    scope: Scope
    body: Subcommittee | None = None

    @property
    def fields(self) -> dict[str, Any]:
        held = {kind.value: None for kind in NAMED} | {"assignee": self.assignee.value}
        named = {self.assignee.value: self.named} if self.named else {}
        return held | {"subcommittee": self.body} | named


def target_of(congress: Congress, recipient: str) -> Target:
    """What "subcommittee:3", "person:12", "person:12@3" (within that body) or "members" means.

    `NotFound` for what is elsewhere; whether the person is still in the body is asked by `is_in`.
    """
    kind, _colon, number = recipient.partition(":")
    number, within, place = number.partition("@")
    pk = whole_number(number) or 0  # 0 is nobody's
    try:
        assignee = Assignee(kind)
    except ValueError:
        raise NotFound(_("Không rõ giao việc này cho ai.")) from None
    if assignee not in NAMED:
        return Target(assignee, None, congress.scope)
    organization = congress.organization
    if assignee is Assignee.SUBCOMMITTEE:
        body = _body(congress, pk)
        return Target(assignee, body, body.scope, body)
    if assignee is Assignee.UNIT:
        unit = _found(organization.units.filter(pk=pk).first())
        return Target(assignee, unit, unit.scope)
    if assignee is Assignee.OUTSIDE:
        outside = _found(organization.outside_bodies.filter(pk=pk).first())
        return Target(assignee, outside, congress.scope)
    person = _found(organization.people.filter(pk=pk).first())
    if not within:
        return Target(assignee, person, congress.scope)
    body = _body(congress, whole_number(place) or 0)
    return Target(assignee, person, body.scope, body)


def is_in(person: Person, body: Subcommittee, on: date) -> bool:
    """Whether she has a post in the subcommittee on a day."""
    return body.posts.filter(in_force(on), person=person).exists()


def _body(congress: Congress, pk: int) -> Subcommittee:
    body = _found(congress.subcommittees.filter(pk=pk).first())
    body.congress = congress  # its scope without another query
    return body


def _found(named: Named | None) -> Named:
    if named is None:
        raise NotFound(_("Không tìm thấy nơi được giao việc này."))
    return named


def congress_to_give_in(pk: int, *, viewer: Any) -> Congress:
    """A congress in which the viewer may give work to somebody."""
    congress = Congress.objects.select_related("organization").filter(pk=pk).first()
    if congress is None:
        raise NotFound
    if not may_give(congress, viewer=viewer):
        require(viewer, Permission.CONGRESSES_ASSIGN, at=congress)
    return congress


def asked_in(congress: Congress, query: Mapping[str, str]) -> dict[str, Any]:
    """What an address that leads to giving a task fills in: ``?cho=subcommittee:3&moc=12``."""
    milestone = whole_number(query.get("moc", ""))
    return {
        "recipient": query.get("cho", ""),
        "milestone": congress.milestones.filter(pk=milestone).first() if milestone else None,
        "source": query.get("theo", "")[:200],
    }


def person_asked(task: Task, number: str, *, viewer: Any) -> Person:
    """Whose acknowledgement it is: the named person's, else the viewer's own."""
    own: Person | None = getattr(viewer, "person", None)
    if not number and own is not None:
        return own
    people = task.congress.organization.people
    found = people.filter(pk=whole_number(number) or 0).first()
    if found is None:
        raise NotFound(_("Không tìm thấy đồng chí này."))
    return found


def may_give(congress: Congress, *, viewer: Any) -> bool:
    """Whether there is anybody the viewer may give work to here."""
    if can(viewer, Permission.CONGRESSES_ASSIGN, at=congress):
        return True
    return bool(_bodies(congress, viewer))


def choices_for(congress: Congress, *, viewer: Any) -> Choices:
    """Everybody the viewer may give a task to, in groups, as a select shows them.

    The head of a subcommittee gives work to it and to each who is in it; who leads the
    preparation to anybody.
    """
    bodies = _bodies(congress, viewer)
    inside = _posts_in(bodies)
    leads = can(viewer, Permission.CONGRESSES_ASSIGN, at=congress)
    everybody = _people(congress.organization) if leads else [post.person for post in inside]
    names = names_apart({person.pk: person for person in everybody}.values(), viewer=viewer)
    groups: Choices = [(_("Tiểu ban, bộ phận giúp việc"), [_whole(body) for body in bodies])]
    if leads:
        groups += _groups_of(congress.organization, names)
    for body in bodies:
        people = [post.person_id for post in inside if post.subcommittee_id == body.pk]
        title = _("Đồng chí trong %(body)s") % {"body": body.name}
        refusal = refusal_in_short(body, clock.today())
        within = [
            Recipient(f"{Assignee.PERSON}:{pk}@{body.pk}", names[pk], refusal) for pk in people
        ]
        groups.append((title, within))
    return [group for group in groups if group[1]]


def _whole(body: Subcommittee) -> Recipient:
    refusal = refusal_in_short(body, clock.today())
    return Recipient(f"{Assignee.SUBCOMMITTEE}:{body.pk}", body.name, refusal)


def _groups_of(organization: Organization, names: Mapping[int, str]) -> Choices:
    """Of the whole organization, for who leads the preparation."""
    units = organization.units.order_by("position", "pk").values_list("pk", "name")
    outside = organization.outside_bodies.order_by("name").values_list("pk", "name")
    whole = (Assignee.COMMITTEE, Assignee.MEMBERS, Assignee.EVERYONE)
    return [
        (_("Chung"), [Recipient(kind.value, str(ASSIGNEE_LABELS[kind])) for kind in whole]),
        (_("Phòng"), _recipients(Assignee.UNIT, units)),
        (_("Từng đồng chí"), _recipients(Assignee.PERSON, names.items())),
        (_("Bên ngoài"), _recipients(Assignee.OUTSIDE, outside)),
    ]


def _recipients(kind: Assignee, named: Iterable[tuple[int, str]]) -> list[Recipient]:
    return [Recipient(f"{kind}:{pk}", name) for pk, name in named]


def _people(organization: Organization) -> list[Person]:
    """By given name, with their units."""
    return list(organization.people.select_related("unit").order_by("name_key", "pk"))


def _posts_in(bodies: list[Subcommittee]) -> list[SubcommitteePost]:
    """Who is in each of these bodies today."""
    posts = SubcommitteePost.objects.filter(in_force(clock.today()), subcommittee__in=bodies)
    return list(
        posts.select_related("person__unit").order_by("person__name_key", "person", "subcommittee")
    )


def _bodies(congress: Congress, viewer: Any) -> list[Subcommittee]:
    """Those the viewer may give work to."""
    found = []
    for body in congress.subcommittees.order_by("pk"):
        body.congress = congress
        if can(viewer, Permission.CONGRESSES_ASSIGN, at=body):
            found.append(body)
    return found


class Reach:
    """Whom the tasks of an organization reach on a day; each list is read once, when asked for."""

    def __init__(self, organization: Organization, on: date) -> None:
        self._organization, self._on = organization, on

    def people_of(self, task: Task) -> list[Person]:
        """By given name; nobody for a body outside the organization."""
        kind = Assignee(task.assignee)
        if kind is Assignee.OUTSIDE:
            return []
        if kind is Assignee.PERSON:
            return [task.person] if task.person else []
        if kind is Assignee.UNIT:
            return [p for p in self._present.values() if p.unit_id == task.unit_id]
        if kind is Assignee.EVERYONE:
            return list(self._present.values())
        return [p for pk, p in self._present.items() if pk in self._numbers(task, kind)]

    def accounts_of(self, tasks: Iterable[Task]) -> list[User]:
        """The accounts of everybody the tasks reach; a unit is told through who heads it."""
        people = []
        for task in tasks:
            if task.assignee == Assignee.UNIT and not task.is_requirement:
                people += [p for p in self._everybody if p.pk in self._heads[task.unit_id]]
            else:
                people += self.people_of(task)
        users = {p.user.pk: p.user for p in people if p.user and p.user.is_active}
        return list(users.values())

    def _numbers(self, task: Task, kind: Assignee) -> set[int]:
        if kind is Assignee.SUBCOMMITTEE:
            return self._posts[task.subcommittee_id]
        return self._committee if kind is Assignee.COMMITTEE else self._members

    @cached_property
    def _everybody(self) -> list[Person]:
        people = self._organization.people.select_related("user")
        memberships = Prefetch("memberships", to_attr="all_memberships")
        return list(people.prefetch_related(memberships).order_by("name_key", "pk"))

    @cached_property
    def _present(self) -> dict[int, Person]:
        """Members of today, and those who never were one: officials, employees."""
        return {p.pk: p for p in self._everybody if not _all(p) or _status(p, self._on)}

    @cached_property
    def _members(self) -> set[int]:
        return {
            p.pk
            for p in self._everybody
            if (status := _status(p, self._on)) and in_audience(status)
        }

    @cached_property
    def _posts(self) -> dict[int | None, set[int]]:
        found: dict[int | None, set[int]] = defaultdict(set)
        posts = SubcommitteePost.objects.filter(
            in_force(self._on), subcommittee__congress__organization=self._organization
        )
        for subcommittee, person in posts.values_list("subcommittee_id", "person_id"):
            found[subcommittee].add(person)
        return found

    @cached_property
    def _offices(self) -> list[Office]:
        offices = Office.objects.filter(in_force(self._on), person__organization=self._organization)
        return list(offices.filter(kind__in=[*COMMITTEE, OfficeKind.UNIT_HEAD]))

    @cached_property
    def _committee(self) -> set[int]:
        return {office.person_id for office in self._offices if office.kind in COMMITTEE}

    @cached_property
    def _heads(self) -> dict[int | None, set[int]]:
        found: dict[int | None, set[int]] = defaultdict(set)
        for office in self._offices:
            if office.kind == OfficeKind.UNIT_HEAD:
                found[office.unit_id].add(office.person_id)
        return found


@dataclass(frozen=True, slots=True)
class Bodies:
    """What a person is part of on a day; a unit's work is its head's."""

    person: Person
    subcommittees: frozenset[int]
    units: frozenset[int]
    in_committee: bool
    is_secretary: bool
    is_member: bool

    @property
    def tasks(self) -> Q:
        """Condition on tasks of her organization: hers to do, or to take note of."""
        whole = {
            Assignee.COMMITTEE: self.in_committee,
            Assignee.MEMBERS: self.is_member,
            Assignee.EVERYONE: True,
        }
        return (
            Q(assignee__in=[kind for kind, is_part in whole.items() if is_part])
            | Q(assignee=Assignee.SUBCOMMITTEE, subcommittee__in=self.subcommittees)
            | Q(assignee=Assignee.PERSON, person=self.person)
            | Q(assignee=Assignee.UNIT, is_requirement=False, unit__in=self.units)
            | Q(
                assignee=Assignee.UNIT,
                is_requirement=True,
                unit__isnull=False,
                unit=self.person.unit_id,
            )
        )


def bodies_of(person: Person, on: date) -> Bodies:
    """Three short lists: posts, offices, membership."""
    posts = person.posts.filter(in_force(on)).values_list("subcommittee_id", flat=True)
    offices = list(person.offices.filter(in_force(on)))
    memberships = person.memberships.filter(in_force(on)).order_by("-pk")
    status = memberships.values_list("status", flat=True).first()
    kinds = {office.kind for office in offices}
    return Bodies(
        person=person,
        subcommittees=frozenset(posts),
        units=frozenset(
            office.unit_id
            for office in offices
            if office.kind == OfficeKind.UNIT_HEAD and office.unit_id
        ),
        in_committee=bool(kinds & set(COMMITTEE)),
        is_secretary=OfficeKind.SECRETARY in kinds,
        is_member=status is not None and in_audience(MembershipStatus(status)),
    )


def in_force(on: date) -> Q:
    """Condition on rows with ``starts_on`` and ``ends_on``: they last on this day."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=on)
    return begun & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def _all(person: Person) -> list[Membership]:
    found: list[Membership] = getattr(person, "all_memberships", [])
    return found


def _status(person: Person, on: date) -> MembershipStatus | None:
    held = [
        row
        for row in _all(person)
        if (row.starts_on is None or row.starts_on <= on)
        and (row.ends_on is None or row.ends_on >= on)
    ]
    return MembershipStatus(max(held, key=lambda row: row.pk).status) if held else None
