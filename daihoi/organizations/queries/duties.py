"""What a person does that a role follows from. Apps above register their own providers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from daihoi.accounts.permissions import Role, Scope
from daihoi.base import clock
from daihoi.organizations.models import OfficeKind, Person
from daihoi.organizations.queries.memberships import ONE_DAY, in_order
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
    OfficeKind.CLERK: Role.CLERK,
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


def _memberships(person: Person) -> Iterable[Duty]:
    """One duty for each time without a break; all but the first begin later than today."""
    times: list[tuple[date, date]] = []
    for each in in_order(person.memberships.all()):
        period = each.period
        if each.status == MembershipStatus.SUSPENDED or period.last < clock.today():
            continue
        if times and times[-1][1] + ONE_DAY == period.begins:
            times[-1] = (times[-1][0], period.last)
        else:
            times.append((period.begins, period.last))
    for number, (first, last) in enumerate(times):
        source = f"organizations.membership:{person.pk}"
        yield Duty(
            Role.MEMBER,
            person.organization.scope,
            f"{source}:{first.isoformat()}" if number else source,
            None if first == date.min else first,
            None if last == date.max else last,
        )


def duties_in_organization(person: Person) -> list[Duty]:
    """Being a member (one who is suspended takes no part), and the offices held."""
    duties = list(_memberships(person))
    for office in person.offices.select_related("unit__organization"):
        role = ROLE_OF_OFFICE.get(OfficeKind(office.kind))
        if role:
            scope = office.unit.scope if office.unit and role is Role.UNIT_HEAD else person.scope
            source = f"organizations.office:{office.pk}"
            duties.append(Duty(role, scope, source, office.starts_on, office.ends_on))
    return duties
