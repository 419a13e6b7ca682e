"""People, their membership and their offices; each change brings their roles in line."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.organizations.actions import roles
from daihoi.organizations.models import (
    Membership,
    Office,
    OfficeKind,
    Organization,
    Person,
    Unit,
)
from daihoi.rules.members import MembershipStatus, check_membership_dates
from daihoi.vietnamese.text import tidy

_FINDINGS = {
    "admitted_under_age": gettext_lazy(
        "Vào Đảng khi chưa đủ 18 tuổi; hãy kiểm tra ngày sinh và ngày vào Đảng."
    ),
    "official_before_admission": gettext_lazy(
        "Ngày chính thức ở trước Ngày vào Đảng; hãy kiểm tra lại."
    ),
}


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
    actor: User,
) -> Person:
    """Add a person (``values``: fields of `Person`) and, unless status is None, a membership."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=organization)
    Organization.objects.select_for_update().get(pk=organization.pk)
    now = clock.now()
    person = Person(organization=organization, created_at=now, updated_at=now)
    person.set(values)
    _refuse_same_person(person)
    _check_dates(person, admitted_on, official_on)
    person.save()
    if status:
        Membership.objects.create(
            person=person,
            status=status,
            admitted_on=admitted_on,
            official_on=official_on,
            starts_on=official_on or admitted_on,
        )
    after = {**_plain(values), "status": status, "admitted_on": admitted_on}
    record("organizations.add_person", person, actor=actor, after=after, context=person)
    return person


@transaction.atomic
def edit_person(person: Person, values: Mapping[str, Any], revision: int, *, actor: User) -> Person:
    """Change a person as she stood at ``revision``; `PersonChanged` if that is not how she stands."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    locked = Person.objects.select_for_update(of=("self",)).select_related("unit").get(pk=person.pk)
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


@transaction.atomic
def change_membership(
    person: Person,
    status: MembershipStatus | None,
    starts_on: date,
    *,
    admitted_on: date | None = None,
    official_on: date | None = None,
    actor: User,
) -> Person:
    """Give a person another status from a day on; the one before ends on the day before.

    ``status`` None: no longer a member here. A change dated as the present one corrects it.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _check_dates(locked, admitted_on, official_on)
    present = locked.memberships.filter(ends_on__isnull=True).first()
    before = {"status": present.status if present else None}
    dates = {"admitted_on": admitted_on, "official_on": official_on}
    if present:
        dates = {name: day or getattr(present, name) for name, day in dates.items()}
    _replace_membership(locked, present, status, starts_on, dates)
    after = {"status": status, "starts_on": starts_on, "official_on": official_on}
    record(
        "organizations.change_membership",
        locked,
        actor=actor,
        before=before,
        after=after,
        context=locked,
    )
    roles.align_roles(locked, actor=actor)
    return locked


@transaction.atomic
def add_office(
    person: Person,
    kind: OfficeKind,
    *,
    title: str = "",
    unit: Unit | None = None,
    starts_on: date,
    actor: User,
) -> Office:
    """Let a person hold a post from a day on; an organization has one secretary at a time."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    Organization.objects.select_for_update().get(pk=person.organization_id)
    if unit is not None and unit.organization_id != person.organization_id:
        raise NotFound
    if (unit is None) == (kind is OfficeKind.UNIT_HEAD):
        raise RuleBroken(
            _("Phụ trách phòng cần ghi rõ đơn vị; chức vụ khác không gắn với đơn vị."),
            code="unit_and_office",
        )
    if kind is OfficeKind.SECRETARY:
        _refuse_second_secretary(person)
    with in_vietnamese():
        label = str(kind.label)
    office = Office.objects.create(
        person=person,
        kind=kind,
        title=tidy(title) or label,
        unit=unit,
        starts_on=starts_on,
    )
    after = {"kind": kind, "title": office.title, "unit": unit and unit.name, "from": starts_on}
    record("organizations.add_office", person, actor=actor, after=after, context=person)
    roles.align_roles(person, actor=actor)
    return office


@transaction.atomic
def end_office(office: Office, on: date, *, actor: User) -> Office:
    """End a post; ``on`` is its last day. The role that followed from it ends too."""
    person = office.person
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    locked = Office.objects.select_for_update().get(pk=office.pk)
    if locked.ends_on is not None:
        raise Conflict(_("Chức vụ này đã thôi từ trước."), code="office_ended")
    if locked.starts_on and on < locked.starts_on:
        raise RuleBroken(
            _("Ngày thôi giữ chức vụ phải sau ngày bắt đầu."), code="ends_before_start"
        )
    locked.ends_on = on
    locked.save(update_fields=["ends_on"])
    facts = {"title": locked.title, "ends_on": on}
    record("organizations.end_office", person, actor=actor, after=facts, context=person)
    roles.align_roles(person, actor=actor)
    return locked


def _replace_membership(
    person: Person,
    present: Membership | None,
    status: MembershipStatus | None,
    starts_on: date,
    dates: Mapping[str, date | None],
) -> None:
    """End ``present`` on the day before ``starts_on`` and begin the new status that day."""
    if present and present.starts_on and starts_on < present.starts_on:
        raise RuleBroken(
            _("Ngày thay đổi phải sau ngày bắt đầu của tư cách hiện tại."),
            code="before_present_membership",
        )
    if present and present.starts_on == starts_on:
        present.delete()
    elif present:
        present.ends_on = starts_on - timedelta(days=1)
        present.save(update_fields=["ends_on"])
    if status:
        Membership.objects.create(person=person, status=status, starts_on=starts_on, **dates)


def _refuse_same_person(person: Person) -> None:
    namesakes = Person.objects.filter(
        organization=person.organization, folded_name=person.folded_name, birth=person.birth
    )
    if namesakes.exists():
        raise Conflict(
            _("Đã có %(name)s cùng ngày sinh trong danh sách.") % {"name": person.full_name},
            code="same_person",
            advice=_("Nếu là hai người khác nhau, hãy ghi đủ ngày sinh của từng người."),
        )


def _refuse_second_secretary(person: Person) -> None:
    present = Office.objects.filter(
        person__organization=person.organization_id,
        kind=OfficeKind.SECRETARY,
        ends_on__isnull=True,
    ).select_related("person")
    if holder := present.first():
        raise Conflict(
            _("Đã có bí thư: đồng chí %(name)s.") % {"name": holder.person},
            code="second_secretary",
            advice=_("Hãy cho thôi chức vụ đó trước rồi ghi bí thư mới."),
        )


def _check_dates(person: Person, admitted_on: date | None, official_on: date | None) -> None:
    born_on = person.birth_date.first_day() if person.birth_date else None
    findings = check_membership_dates(
        born_on=born_on, admitted_on=admitted_on, official_on=official_on
    )
    if findings:
        raise RuleBroken(str(_FINDINGS[findings[0].code]), findings, code=findings[0].code)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, Unit) else value for name, value in values.items()
    }
