"""What a person does that a role follows from. Apps above register their own providers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from daihoi.accounts.permissions import Role, Scope
from daihoi.base import clock
from daihoi.organizations.models import OfficeKind, Person
from daihoi.rules.members import MembershipStatus


@dataclass(frozen=True, slots=True)
class Duty:
    """A role and why it is held; ``source`` is stable while the reason is the same."""

    role: Role
    scope: Scope
    source: str  # "organizations.office:12"
    starts_on: date | None
    ends_on: date | None

    def lasts_on(self, day: date) -> bool:
        return self.ends_on is None or self.ends_on >= day


Provider = Callable[[Person], Iterable[Duty]]

ROLE_OF_OFFICE = {
    OfficeKind.SECRETARY: Role.SECRETARY,
    OfficeKind.DEPUTY_SECRETARY: Role.COMMITTEE_MEMBER,
    OfficeKind.COMMITTEE_MEMBER: Role.COMMITTEE_MEMBER,
    OfficeKind.UNIT_HEAD: Role.UNIT_HEAD,
    OfficeKind.SUPERIOR_OFFICER: Role.SUPERIOR,
}
_providers: dict[str, Provider] = {}


def register(prefix: str, provider: Provider) -> None:
    """Sources of ``provider`` all begin with ``prefix``; called once when the house starts."""
    _providers[prefix] = provider


def duties_of(person: Person) -> list[Duty]:
    """Every duty that lasts today or starts later."""
    today = clock.today()
    duties = [duty for provider in _providers.values() for duty in provider(person)]
    return [duty for duty in duties if duty.lasts_on(today)]


def is_duty(source: str) -> bool:
    """Whether a grant follows from a duty, and so ends with it."""
    return source.startswith(tuple(_providers))


def duties_in_organization(person: Person) -> list[Duty]:
    """Being a member (one who is suspended takes no part), and the offices held."""
    duties = [
        Duty(
            Role.MEMBER,
            person.organization.scope,
            f"organizations.membership:{person.pk}",
            membership.starts_on,
            membership.ends_on,
        )
        for membership in person.memberships.filter(ends_on__isnull=True)
        if membership.status != MembershipStatus.SUSPENDED
    ]
    for office in person.offices.select_related("unit__organization"):
        role = ROLE_OF_OFFICE.get(OfficeKind(office.kind))
        if role:
            scope = office.unit.scope if office.unit and role is Role.UNIT_HEAD else person.scope
            source = f"organizations.office:{office.pk}"
            duties.append(Duty(role, scope, source, office.starts_on, office.ends_on))
    return duties
