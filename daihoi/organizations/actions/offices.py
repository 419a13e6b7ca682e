"""Posts held from a day to a day; the roles that follow from them are brought in line."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.language import in_dialect
from daihoi.base.revisions import require_seen
from daihoi.organizations.actions import roles
from daihoi.organizations.actions.held import HeldPerson
from daihoi.organizations.models import Office, OfficeKind, Organization, Person, Unit
from daihoi.organizations.queries.memberships import days_between
from daihoi.vietnamese.text import tidy

OFFICE_FIELDS = ["title", "starts_on", "ends_on"]


@transaction.atomic
def add_office(
    person: Person,
    kind: OfficeKind,
    *,
    title: str = "",
    unit: Unit | None = None,
    starts_on: date,
    ends_on: date | None = None,
    actor: User,
) -> Office:
    """Let a person hold a post from a day on, or record one she held; one secretary at a time."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    Organization.objects.select_for_update().get(pk=person.organization_id)
    held = HeldPerson(person.pk).person
    if unit is not None and unit.organization_id != person.organization_id:
        raise NotFound
    if (unit is None) == (kind is OfficeKind.UNIT_HEAD):
        raise RuleBroken(
            _("Phụ trách phòng cần ghi rõ đơn vị; chức vụ khác không gắn với đơn vị."),
            code="unit_and_office",
        )
    with in_dialect(held.organization.family.dialect):
        label = str(kind.label)
    office = Office(
        person=held,
        kind=kind,
        title=tidy(title) or label,
        unit=unit,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _check(office)
    office.save()
    after = {
        "kind": kind,
        "title": office.title,
        "unit": unit and unit.name,
        "from": starts_on,
        "ends_on": ends_on,
    }
    record("organizations.add_office", held, actor=actor, after=after, context=held)
    roles.align_roles(held, actor=actor)
    return office


@transaction.atomic
def edit_office(
    office: Office,
    *,
    title: str,
    starts_on: date | None,
    ends_on: date | None,
    actor: User,
    seen: str | None = None,
) -> Office:
    """Correct the days of a post, or how it is written; `Outdated` if it is not as ``seen``."""
    person = office.person
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    Organization.objects.select_for_update().get(pk=person.organization_id)
    held = HeldPerson(person.pk).person
    locked = Office.objects.select_for_update().filter(pk=office.pk, person=held).first()
    if locked is None:
        raise _gone()
    require_seen(locked, OFFICE_FIELDS, seen)
    before = {name: getattr(locked, name) for name in OFFICE_FIELDS}
    locked.title, locked.starts_on, locked.ends_on = tidy(title), starts_on, ends_on
    after = {name: getattr(locked, name) for name in OFFICE_FIELDS}
    if after == before:
        return locked
    _check(locked)
    locked.save(update_fields=OFFICE_FIELDS)
    record("organizations.edit_office", held, actor=actor, before=before, after=after, context=held)
    roles.align_roles(held, actor=actor)
    return locked


@transaction.atomic
def end_office(office: Office, on: date, *, actor: User) -> Office:
    """End a post; ``on`` is its last day. The role that followed from it ends too."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=office.person)
    person = HeldPerson(office.person_id).person
    locked = Office.objects.select_for_update().filter(pk=office.pk, person=person).first()
    if locked is None:
        raise _gone()
    if locked.ends_on is not None:
        raise Conflict(_("Chức vụ này đã thôi từ trước."), code="office_ended")
    locked.ends_on = on
    _check(locked)
    locked.save(update_fields=["ends_on"])
    facts = {"title": locked.title, "ends_on": on}
    record("organizations.end_office", person, actor=actor, after=facts, context=person)
    roles.align_roles(person, actor=actor)
    return locked


def _check(office: Office) -> None:
    """Refuse an end before the start, and a second secretary on any day."""
    if office.ends_on and office.starts_on and office.ends_on < office.starts_on:
        raise RuleBroken(
            _("Ngày thôi giữ chức vụ phải sau ngày bắt đầu."), code="ends_before_start"
        )
    if office.kind != OfficeKind.SECRETARY:
        return
    meanwhile = Q()
    if office.ends_on:
        meanwhile &= Q(starts_on__isnull=True) | Q(starts_on__lte=office.ends_on)
    if office.starts_on:
        meanwhile &= Q(ends_on__isnull=True) | Q(ends_on__gte=office.starts_on)
    others = Office.objects.filter(
        meanwhile,
        person__organization=office.person.organization_id,
        kind=OfficeKind.SECRETARY,
    ).exclude(pk=office.pk)
    if holder := others.select_related("person").order_by("starts_on", "pk").first():
        raise Conflict(
            _("Đã có bí thư trong thời gian đó: đồng chí %(name)s, %(days)s.")
            % {
                "name": holder.person,
                "days": days_between(holder.starts_on, holder.ends_on),
            },
            code="second_secretary",
            advice=_("Hãy cho thôi chức vụ đó trước, hoặc sửa ngày để hai thời gian không trùng."),
        )


def _gone() -> Conflict:
    return Conflict(
        _("Chức vụ này vừa được người khác xóa hoặc gộp."), advice=_("Hãy mở lại trang.")
    )
