"""People, their membership and their offices; each change brings their roles in line."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict
from daihoi.organizations.actions.held import HeldPerson
from daihoi.organizations.models import (
    Membership,
    Organization,
    Person,
    Unit,
)
from daihoi.organizations.queries.listed import listed_periods
from daihoi.rules.members import MembershipStatus


class SamePerson(Conflict):
    """Somebody of the same name and birth is in the list already: ``known``, by number."""

    def __init__(self, person: Person, known: Sequence[Person]) -> None:
        super().__init__(
            _("Đã có %(name)s cùng ngày sinh trong danh sách.") % {"name": person.full_name},
            code="same_person",
            advice=_("Nếu là người khác, hãy xác nhận rồi thêm."),
        )
        self.known = known


class PersonChanged(Conflict):
    """Somebody else changed the person meanwhile; ``current`` is how she stands now."""

    def __init__(self, current: Person) -> None:
        super().__init__(
            _("Thông tin của %(name)s vừa được người khác sửa.") % {"name": current.full_name},
            code="person_changed",
            advice=_("Hãy xem lại hai bản rồi lưu lần nữa."),
        )
        self.current = current


@transaction.atomic
def add_person(
    organization: Organization,
    values: Mapping[str, Any],
    *,
    status: MembershipStatus | None,
    admitted_on: date | None = None,
    official_on: date | None = None,
    is_another: bool = False,
    actor: User,
) -> Person:
    """Add a person (``values``: fields of `Person`) and, unless status is None, a membership.

    `SamePerson` if the list has one like her, unless she was said to be another.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=organization)
    Organization.objects.select_for_update().get(pk=organization.pk)
    now = clock.now()
    person = Person(organization=organization, created_at=now, updated_at=now)
    person.set(values)
    if not is_another:
        _refuse_same_person(person)
    HeldPerson.check_dates(person, admitted_on, official_on)
    person.save()
    if status:
        periods = listed_periods(
            person, status, admitted_on=admitted_on, official_on=official_on, on=clock.today()
        )
        Membership.objects.bulk_create(periods)
    after = {**_plain(values), "status": status, "admitted_on": admitted_on}
    record("organizations.add_person", person, actor=actor, after=after, context=person)
    return person


@transaction.atomic
def edit_person(person: Person, values: Mapping[str, Any], revision: int, *, actor: User) -> Person:
    """Change a person as she stood at ``revision``; `PersonChanged` if that is not how she stands."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    locked = HeldPerson(person.pk).person
    if locked.version != revision:
        raise PersonChanged(locked)
    before = {name: getattr(locked, name) for name in values}
    locked.set(values)
    changed = [name for name in values if getattr(locked, name) != before[name]]
    if changed:
        locked.version += 1
        locked.updated_at = clock.now()
        locked.save()
        record(
            "organizations.edit_person",
            locked,
            actor=actor,
            before=_plain({name: before[name] for name in changed}),
            after=_plain({name: getattr(locked, name) for name in changed}),
            context=locked,
        )
    return locked


def _refuse_same_person(person: Person) -> None:
    same = Person.objects.filter(
        organization=person.organization, folded_name=person.folded_name, birth=person.birth
    )
    if known := list(same.select_related("unit").order_by("pk")):
        raise SamePerson(person, known)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, Unit) else value for name, value in values.items()
    }
