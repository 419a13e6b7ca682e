"""People of an organization, told who looks: personal data is for who manages, and oneself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.accounts.queries import has_open_slip, has_second_factor
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
from daihoi.organizations.queries import looking
from daihoi.organizations.queries.accounts import newest_slip
from daihoi.organizations.queries.looking import Done, Seen
from daihoi.organizations.queries.member_columns import shown
from daihoi.organizations.queries.membership_history import HistoryRow, history_of
from daihoi.organizations.queries.memberships import (
    in_force,
    known_at,
    standing_words,
)
from daihoi.organizations.queries.seen import require_there
from daihoi.rules.members import MembershipEnd, MembershipStatus
from daihoi.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class PersonFlags:
    """What the viewer may do with a person; ``see_all``: birth, phone, e-mail, notes too."""

    manage: bool
    give_account: bool
    reset_account: bool
    revoke_slip: bool
    remove_second_factor: bool
    see_all: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person as one page shows it."""

    person: Person
    status: str
    facts: list[tuple[str, str]]
    periods: list[HistoryRow]
    offices: list[Office]
    looks: list[Seen]
    history: list[Done]
    can: PersonFlags
    is_own: bool
    newest_slip: int  # known to the form that makes another, see `SlipsMade`


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """Which people of an organization a list shows."""

    words: str = ""  # in the name, marks and case apart
    unit: int | None = None
    status: str = ""  # of `MembershipStatus`, or "none"
    personal: bool = False  # with birth and phone, for who manages; the look is recorded

    @property
    def is_narrow(self) -> bool:
        """Whether anything was asked for: the list is not simply everybody."""
        return bool(self.words or self.unit or self.status)

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        return cls(
            words=query.get("tim", "").strip(),
            unit=whole_number(query.get("don-vi", "")),
            status=query.get("tu-cach", ""),
            personal=query.get("ho-so") == "1",
        )


def people_of(
    organization: Organization, *, viewer: Any, asked: PeopleAsked = PeopleAsked()
) -> QuerySet[Person]:
    """By given name in Vietnamese order, with ``open_memberships`` and ``open_offices``.

    ``moved_away``: she was transferred to another organization and is no member here since.
    """
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


def members_among(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those of ``people`` who have a status here today, of whatever kind."""
    return people.filter(Exists(_open_memberships()))


def get_person(pk: int, *, viewer: Any, to: Permission = Permission.ORGANIZATIONS_VIEW) -> Person:
    """One person with unit, organization and account; `NotFound` outside the organization."""
    people = Person.objects.select_related("organization", "unit", "user")
    person = people.filter(pk=pk).first()
    if person is None:
        raise NotFound
    require_there(viewer, person)
    require(viewer, to, at=person)
    return person


def kept_instead_of(pk: int, *, viewer: Any) -> Person | None:
    """The record that a merged one points to; None for a record of its own."""
    merged = Person.with_merged.select_related("organization").filter(pk=pk).first()
    if merged is None or merged.merged_into_id is None:
        return None
    require_there(viewer, merged)
    return merged.merged_into


def addresses_of(user: Any) -> list[str]:
    """The e-mail address kept of the person who signs in as ``user``."""
    return list(Person.objects.filter(user=user).values_list("email", flat=True))


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
        reset_account=manage and person.user is not None and person.user.pk != viewer.pk,
        revoke_slip=manage and person.user is not None and has_open_slip(person.user),
        remove_second_factor=manage and person.user is not None and has_second_factor(person.user),
        see_all=manage or person.user_id == viewer.pk,
    )
    memberships, today = list(person.memberships.all()), clock.today()
    offices = list(
        person.offices.select_related("unit").order_by(F("starts_on").desc(nulls_last=True), "-pk")
    )
    return PersonPage(
        person=person,
        status=standing_words(memberships, today),
        facts=_facts(person, known_at(memberships, today), see_all=flags.see_all),
        periods=history_of(person) if flags.see_all else [],
        offices=offices,
        looks=looking.looks_at(person) if flags.see_all else [],
        history=looking.history_of(person) if manage else [],
        can=flags,
        is_own=person.user_id == viewer.pk,
        newest_slip=newest_slip(person.organization) if flags.reset_account else 0,
    )


def get_office(pk: int, *, viewer: Any) -> Office:
    """One office with its person, for somebody who may end it."""
    offices = Office.objects.select_related("person__organization", "person__user", "unit")
    office = offices.filter(pk=pk).first()
    if office is None:
        raise NotFound
    require_there(viewer, office.person)
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=office.person)
    return office


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
    moved = Membership.objects.filter(
        person=OuterRef("pk"), end=MembershipEnd.TRANSFERRED_OUT, ends_on__lt=clock.today()
    )
    people = people.annotate(moved_away=Exists(moved))
    return people.select_related("unit").prefetch_related(
        Prefetch(
            "memberships", Membership.objects.filter(in_force(clock.today())), "open_memberships"
        ),
        Prefetch("offices", Office.objects.filter(in_force(clock.today())), "open_offices"),
    )


def _open_memberships() -> QuerySet[Membership]:
    return Membership.objects.filter(in_force(clock.today()), person=OuterRef("pk"))


def _facts(
    person: Person, membership: Membership | None, *, see_all: bool
) -> list[tuple[str, str]]:
    facts = [
        (_("Đơn vị"), person.unit.name if person.unit else ""),
        (_("Chức vụ chính quyền"), person.government_post),
        (_("Công chức, người lao động"), person.get_employment_display()),
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
