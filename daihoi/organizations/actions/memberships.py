"""Membership over time: recording what happened, and correcting what was recorded."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.organizations.actions import roles
from daihoi.organizations.actions.held import HeldPerson
from daihoi.organizations.models import Membership, Person
from daihoi.organizations.queries.memberships import (
    PERIOD_FIELDS,
    Change,
    in_order,
    plan_change,
    require_no_overlap,
)


@transaction.atomic
def change_membership(person: Person, change: Change, *, actor: User) -> Person:
    """Record what happened to a person's membership; the status before ends on the day before.

    What is for a time and has its last day is followed by her own status at once. The roles
    that follow from it are brought in line. `RuleBroken` says what stands in the way.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    held_person = HeldPerson(person.pk)
    locked = held_person.person
    held_person.check_dates(locked, change.admitted_on, change.official_on)
    held = list(locked.memberships.all())
    before = _plain(held)
    held_person.carry_out(plan_change(locked, held, change))
    record(
        "organizations.change_membership",
        locked,
        actor=actor,
        before={"periods": before},
        after={"change": change.kind, "on": change.on, "periods": _plain(_periods(locked))},
        context=locked,
    )
    roles.align_roles(locked, actor=actor)
    return locked


@transaction.atomic
def add_membership(person: Person, values: Mapping[str, Any], *, actor: User) -> Membership:
    """Add a period that was not recorded in its time; it may not overlap another one."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    locked = HeldPerson(person.pk).person
    membership = _checked(locked, Membership(person=locked), values)
    membership.save()
    after = _plain([membership])[0]
    record("organizations.add_membership", locked, actor=actor, after=after, context=locked)
    roles.align_roles(locked, actor=actor)
    return membership


@transaction.atomic
def edit_membership(
    membership: Membership, values: Mapping[str, Any], *, actor: User, seen: str | None = None
) -> Membership:
    """Correct a period, past or present; `Outdated` if it is not as ``seen``."""
    person = membership.person
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    locked = HeldPerson(person.pk).person
    found = locked.memberships.filter(pk=membership.pk).first()
    if found is None:
        raise _gone()
    require_seen(found, PERIOD_FIELDS, seen)
    before = _plain([found])[0]
    found = _checked(locked, found, values)
    after = _plain([found])[0]
    if after == before:
        return found
    found.save(update_fields=PERIOD_FIELDS)
    changed = [name for name in PERIOD_FIELDS if after.get(name) != before.get(name)]
    record(
        "organizations.edit_membership",
        locked,
        actor=actor,
        before={"period": found.pk, **{name: before.get(name) for name in changed}},
        after={"period": found.pk, **{name: after.get(name) for name in changed}},
        context=locked,
    )
    roles.align_roles(locked, actor=actor)
    return found


@transaction.atomic
def remove_membership(membership: Membership, *, actor: User) -> Person:
    """Take out a period that never was; the audit record keeps it."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=membership.person)
    locked = HeldPerson(membership.person_id).person
    found = locked.memberships.filter(pk=membership.pk).first()
    if found is None:
        raise _gone()
    before = _plain([found])[0]
    found.delete()
    record("organizations.remove_membership", locked, actor=actor, before=before, context=locked)
    roles.align_roles(locked, actor=actor)
    return locked


def _checked(person: Person, membership: Membership, values: Mapping[str, Any]) -> Membership:
    """Set ``values`` and refuse what cannot be: an end before the start, an overlap."""
    for name in PERIOD_FIELDS:
        if name in values:
            setattr(membership, name, values[name])
    HeldPerson.check_dates(person, membership.admitted_on, membership.official_on)
    if membership.ends_on is None:
        if membership.end or membership.end_place or membership.end_paper:
            raise RuleBroken(
                _("Đã ghi lý do kết thúc thì cần ghi ngày cuối cùng."), code="end_without_day"
            )
        membership.end_paper_on = None
    elif membership.starts_on and membership.ends_on < membership.starts_on:
        raise RuleBroken(_("Ngày cuối cùng ở trước ngày bắt đầu."), code="ends_before_start")
    others = person.memberships.exclude(pk=membership.pk)
    require_no_overlap(person, [*others, membership])
    return membership


def _gone() -> Conflict:
    return Conflict(
        _("Giai đoạn này vừa được người khác xóa hoặc thay."), advice=_("Hãy mở lại trang.")
    )


def _periods(person: Person) -> list[Membership]:
    return in_order(person.memberships.all())


def _plain(memberships: Iterable[Membership]) -> list[dict[str, Any]]:
    """As the record keeps them: without what says nothing."""
    return [
        {name: value for name in PERIOD_FIELDS if (value := getattr(each, name)) not in (None, "")}
        for each in in_order(memberships)
    ]
