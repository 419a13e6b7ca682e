"""Making one record of two for the same person: everything moves, nothing is lost."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.actions.accounts import retire_account
from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict
from daihoi.notifications.actions import move_mail, move_notices
from daihoi.organizations.actions import roles
from daihoi.organizations.actions.held import HeldPerson
from daihoi.organizations.models import Organization, Person, Unit
from daihoi.organizations.queries.memberships import PERIOD_FIELDS
from daihoi.organizations.queries.merging import (
    MERGED_FIELDS,
    different_offices,
    different_periods,
    get_pair,
    merge_preview,
    require_no_clash,
    values_after,
)


@transaction.atomic
def merge_people(
    kept: Person,
    other: Person,
    choices: Mapping[str, str],
    *,
    digest: str | None = None,
    actor: User,
) -> Person:
    """Make ``kept`` the one record of a person; ``other`` stays, empty, and points to it.

    ``choices`` as for `merge_preview`. ``digest`` is that of the preview the actor saw: `Conflict`
    if it would no longer be so, `RuleBroken` where the two contradict each other. Of two
    accounts one stays; the other signs in no more, its roles end, its notices move and so does
    its confirmed address for letters.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=kept)
    Organization.objects.select_for_update().get(pk=kept.organization_id)
    for pk in sorted((kept.pk, other.pk)):
        HeldPerson(pk)
    for reference in offers.references():
        reference.hold(other, kept)
    kept, other = get_pair(kept.pk, other.pk, viewer=actor)
    preview = merge_preview(kept, other, choices, viewer=actor)
    if digest is not None and preview.digest != digest:
        raise Conflict(
            _("Một trong hai bản ghi đã thay đổi từ lúc xem trước."),
            code="preview_outdated",
            advice=_("Hãy mở lại bản xem trước, kiểm tra rồi xác nhận."),
        )
    require_no_clash(preview)
    before = {"kept": _told(kept), "other": {"record": other.pk, **_told(other)}}
    values = values_after(preview)
    accounts = [kept.user, other.user]
    moved = {
        str(reference.label): count
        for reference in offers.references()
        if (count := reference.move(other, kept, actor=actor)) and not reference.is_restricted
    }
    _close(other, kept, actor)
    _settle_accounts(accounts, values["user"], kept, actor)
    kept.set(values)
    kept.version += 1
    kept.updated_at = clock.now()
    kept.save()
    record(
        "organizations.merge_people",
        kept,
        actor=actor,
        before=before,
        after={**_told(kept), "moved": moved},
        context=kept,
    )
    roles.align_roles(kept, actor=actor)
    return kept


@transaction.atomic
def move_memberships(old: Person, new: Person, *, actor: User) -> int:
    """Hand over the periods; of one that both have, what only ``old`` says is added to the other."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    moving = different_periods(old, new)
    taken = [each for each in old.memberships.all() if each.pk not in {m.pk for m in moving}]
    for each in taken:
        twin = new.memberships.get(
            status=each.status, starts_on=each.starts_on, ends_on=each.ends_on
        )
        for name in PERIOD_FIELDS:
            setattr(twin, name, getattr(twin, name) or getattr(each, name))
        each.delete()
        twin.save(update_fields=PERIOD_FIELDS)
    for each in moving:
        each.person = new
        each.save(update_fields=["person"])
    facts = {"memberships": len(moving), "same": [_plain_period(each) for each in taken]}
    record("organizations.move_memberships", new, actor=actor, after=facts, context=new)
    return len(moving) + len(taken)


@transaction.atomic
def move_offices(old: Person, new: Person, *, actor: User) -> int:
    """Hand over the posts; one that both have with the same days is one."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    moving = different_offices(old, new)
    taken = old.offices.exclude(pk__in=[each.pk for each in moving])
    same = [str(each.title) for each in taken]
    taken.delete()
    for each in moving:
        each.person = new
        each.save(update_fields=["person"])
    facts = {"offices": len(moving), "same": same}
    record("organizations.move_offices", new, actor=actor, after=facts, context=new)
    return len(moving) + len(same)


@transaction.atomic
def move_merged(old: Person, new: Person, *, actor: User) -> int:
    """Records that were merged into ``old`` earlier point to ``new`` from now on."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    moved = Person.with_merged.filter(merged_into=old).update(merged_into=new)
    if moved:
        facts = {"records": moved}
        record("organizations.move_merged", new, actor=actor, after=facts, context=new)
    return moved


def _close(other: Person, kept: Person, actor: User) -> None:
    other.user = None
    other.merged_into, other.merged_at, other.merged_by = kept, clock.now(), actor
    other.version += 1
    other.save(update_fields=["user", "merged_into", "merged_at", "merged_by", "version"])


def _settle_accounts(
    accounts: list[User | None], stays: User | None, kept: Person, actor: User
) -> None:
    for account in accounts:
        if account is not None and stays is not None and account != stays:
            move_mail(account, stays, at=kept.scope, actor=actor)
            move_notices(account, stays, at=kept.scope, actor=actor)
            retire_account(account, at=kept.scope, actor=actor)


def _told(person: Person) -> dict[str, Any]:
    """The fields as the record keeps them."""
    values = {name: getattr(person, name) for name in MERGED_FIELDS}
    return {
        name: str(value) if isinstance(value, User | Unit) else value
        for name, value in values.items()
        if value
    }


def _plain_period(each: Any) -> dict[str, Any]:
    return {name: value for name in PERIOD_FIELDS if (value := getattr(each, name))}
