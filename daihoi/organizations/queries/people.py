"""People of an organization, told who looks: personal data is for who manages, and oneself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require, within_reach
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.base.numbers import whole_number
from daihoi.organizations.models import (
    STATUS_LABELS,
    Membership,
    Office,
    Organization,
    Person,
    status_label,
)
from daihoi.organizations.queries.member_columns import shown
from daihoi.rules.members import MembershipStatus
from daihoi.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class PersonFlags:
    """What the viewer may do with a person; ``see_all``: birth, phone, e-mail, notes too."""

    manage: bool
    give_account: bool
    reset_account: bool
    see_all: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person as one page shows it."""

    person: Person
    status: str
    facts: list[tuple[str, str]]
    memberships: list[Membership]
    offices: list[Office]
    can: PersonFlags


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """Which people of an organization a list shows."""

    words: str = ""  # in the name, marks and case apart
    unit: int | None = None
    status: str = ""  # of `MembershipStatus`, or "none"

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        return cls(
            words=query.get("tim", "").strip(),
            unit=whole_number(query.get("don-vi", "")),
            status=query.get("tu-cach", ""),
        )


def people_of(
    organization: Organization, *, viewer: Any, asked: PeopleAsked = PeopleAsked()
) -> QuerySet[Person]:
    """By given name in Vietnamese order, with ``open_memberships`` and ``open_offices``."""
    require(viewer, Permission.ORGANIZATIONS_VIEW, at=organization)
    people = _listed(Person.objects.filter(organization=organization))
    for word in fold(asked.words).split():
        people = people.filter(folded_name__contains=word)
    if asked.unit:
        people = people.filter(unit=asked.unit)
    if asked.status == "none":
        people = people.exclude(Exists(_open_memberships()))
    elif asked.status in set(MembershipStatus):
        people = people.filter(Exists(_open_memberships().filter(status=asked.status)))
    return people.order_by("name_key", "pk")


def people_found(viewer: Any, words: str, *, most: int) -> QuerySet[Person]:
    """People whose name holds all the words, in every organization the viewer sees."""
    reach = within_reach(viewer, Permission.ORGANIZATIONS_VIEW, field="organization__path")
    people = Person.objects.filter(reach).select_related("organization", "unit")
    for word in fold(words).split():
        people = people.filter(folded_name__contains=word)
    return people.order_by("name_key", "pk")[:most]


def get_person(pk: int, *, viewer: Any, to: Permission = Permission.ORGANIZATIONS_VIEW) -> Person:
    """One person with unit, organization and account; `NotFound` outside the organization."""
    people = Person.objects.select_related("organization", "unit", "user")
    person = people.filter(pk=pk).first()
    if person is None:
        raise NotFound
    require(viewer, to, at=person)
    return person


def person_of(user: Any) -> Person | None:
    """The person who signs in as ``user``."""
    return Person.objects.select_related("organization", "unit").filter(user=user).first()


def person_page(pk: int, *, viewer: Any) -> PersonPage:
    """Everything the viewer may read about a person."""
    person = get_person(pk, viewer=viewer)
    manage = can(viewer, Permission.ORGANIZATIONS_MANAGE, at=person)
    flags = PersonFlags(
        manage=manage,
        give_account=manage and person.user_id is None,
        reset_account=manage and person.user_id is not None,
        see_all=manage or person.user_id == viewer.pk,
    )
    memberships = list(person.memberships.order_by("-pk"))
    present = next((m for m in memberships if m.ends_on is None), None)
    offices = list(person.offices.select_related("unit").order_by("-pk"))
    return PersonPage(
        person=person,
        status=str(status_label(present.status if present else None)),
        facts=_facts(person, present, see_all=flags.see_all),
        memberships=memberships if flags.see_all else [],
        offices=offices,
        can=flags,
    )


def without_account(organization: Organization, *, viewer: Any) -> QuerySet[Person]:
    """People a role would follow for if they could sign in: members and holders of offices."""
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=organization)
    offices = Office.objects.filter(person=OuterRef("pk"), ends_on__isnull=True)
    active = Exists(_open_memberships()) | Exists(offices)
    people = organization.people.filter(active, user__isnull=True)
    return people.select_related("unit").order_by("name_key", "pk")


def chosen_without_account(
    organization: Organization, numbers: Sequence[str], *, viewer: Any
) -> list[Person]:
    """Those of `without_account` whose numbers a page sent."""
    chosen = set(map(whole_number, numbers))
    people = without_account(organization, viewer=viewer)
    return [person for person in people if person.pk in chosen]


def with_account_count(organization: Organization) -> int:
    return organization.people.filter(user__isnull=False).count()


def get_office(pk: int, *, viewer: Any) -> Office:
    """One office with its person, for somebody who may end it."""
    offices = Office.objects.select_related("person__organization", "person__user", "unit")
    office = offices.filter(pk=pk).first()
    if office is None:
        raise NotFound
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=office.person)
    return office


def membership_values(person: Person) -> dict[str, Any]:
    """What a form on the membership starts from."""
    present = person.memberships.filter(ends_on__isnull=True).first()
    return {
        "status": present.status if present else "none",
        "admitted_on": present.admitted_on if present else None,
        "official_on": present.official_on if present else None,
        "starts_on": clock.today(),
    }


def both_texts(theirs: Person, mine: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Where two writers differ: the field, what stands there now, what was about to be saved."""
    both = [(_title(theirs, name), getattr(theirs, name), value) for name, value in mine.items()]
    return [(title, _text(now), _text(wish)) for title, now, wish in both if now != wish]


def _title(person: Person, name: str) -> str:
    return str(getattr(person._meta.get_field(name), "verbose_name", name))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def status_choices() -> list[tuple[str, Any]]:
    """Every status and "none", for filters and forms."""
    return [*((s.value, label) for s, label in STATUS_LABELS.items()), ("none", status_label(None))]


def _listed(people: QuerySet[Person]) -> QuerySet[Person]:
    """With ``open_memberships`` and ``open_offices`` read in one query each."""
    return people.select_related("unit").prefetch_related(
        Prefetch(
            "memberships", Membership.objects.filter(ends_on__isnull=True), "open_memberships"
        ),
        Prefetch("offices", Office.objects.filter(ends_on__isnull=True), "open_offices"),
    )


def _open_memberships() -> QuerySet[Membership]:
    return Membership.objects.filter(person=OuterRef("pk"), ends_on__isnull=True)


def _facts(
    person: Person, membership: Membership | None, *, see_all: bool
) -> list[tuple[str, str]]:
    facts = [
        (_("Đơn vị"), person.unit.name if person.unit else ""),
        (_("Chức vụ chính quyền"), person.government_post),
    ]
    if not see_all:
        return facts
    days = {
        name: shown(name, day.isoformat()) if day else ""
        for name, day in (
            ("admitted_on", membership.admitted_on if membership else None),
            ("official_on", membership.official_on if membership else None),
        )
    }
    return [
        *facts,
        (_("Ngày sinh"), shown("birth", person.birth)),
        (_("Giới tính"), person.get_sex_display()),
        (_("Dân tộc"), person.ethnicity),
        (_("Quê quán"), person.hometown),
        (_("Ngày vào Đảng"), days["admitted_on"]),
        (_("Ngày chính thức"), days["official_on"]),
        (_("Trình độ chuyên môn"), person.qualification),
        (_("Lý luận chính trị"), person.political_theory),
        (_("Điện thoại"), person.phone),
        (_("Thư điện tử"), person.email),
        (_("Ghi chú"), person.notes),
    ]
