"""Putting up organizations and their units."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record, record_many
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.organizations.models import Organization, Unit
from daihoi.organizations.queries.organizations import scope_below
from daihoi.vietnamese.text import fold, tidy

EDITABLE = (
    "kind", "name", "short_name", "host_agency", "place", "symbol", "has_seal", "rule_family",
    "term_style", "day_style",
)  # fmt: skip


@transaction.atomic
def add_organization(
    values: Mapping[str, Any], *, parent: Organization | None = None, actor: User
) -> Organization:
    """Put an organization under ``parent``, or at the root; ``values`` are of ``EDITABLE``."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=scope_below(parent))
    if parent is not None:
        Organization.objects.select_for_update().get(pk=parent.pk)
    _refuse_namesake(parent, str(values["name"]), itself=None)
    now = clock.now()
    organization = Organization.objects.create(
        parent=parent, path=f"new {uuid4()}", created_at=now, updated_at=now, **values
    )
    organization.path = f"{parent.path if parent else '/'}{organization.pk}/"
    organization.save(update_fields=["path"])
    record(
        "organizations.add_organization",
        organization,
        actor=actor,
        after={**values, "path": organization.path},
    )
    return organization


@transaction.atomic
def edit_organization(
    organization: Organization, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Organization:
    """Change what an organization is called and how it signs; its place in the tree stays.

    ``seen`` is the fingerprint of the values her page showed: `Outdated` if they changed since.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=organization)
    if organization.parent_id is not None:
        Organization.objects.select_for_update().get(pk=organization.parent_id)
    locked = Organization.objects.select_for_update().get(pk=organization.pk)
    require_seen(locked, values, seen)
    _refuse_namesake(locked.parent, str(values["name"]), itself=locked)
    changed = {name: value for name, value in values.items() if getattr(locked, name) != value}
    before = {name: getattr(locked, name) for name in changed}
    if changed:
        for name, value in changed.items():
            setattr(locked, name, value)
        locked.updated_at = clock.now()
        locked.save(update_fields=[*changed, "updated_at"])
        record("organizations.edit_organization", locked, actor=actor, before=before, after=changed)
    return locked


@transaction.atomic
def add_units(organization: Organization, names: Iterable[str], *, actor: User) -> list[Unit]:
    """Add units after those that are there; names it has already are passed over."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=organization)
    Organization.objects.select_for_update().get(pk=organization.pk)
    present = list(organization.units.all())
    seen = {fold(unit.name) for unit in present}
    position = max((unit.position for unit in present), default=0)
    added = []
    for name in map(tidy, names):
        if name and fold(name) not in seen:
            seen.add(fold(name))
            position += 1
            added.append(
                Unit.objects.create(organization=organization, name=name, position=position)
            )
    record_many(
        [(unit, None, {"name": unit.name}) for unit in added],
        action="organizations.add_unit",
        actor=actor,
        context=organization,
    )
    return added


@transaction.atomic
def edit_unit(unit: Unit, name: str, *, actor: User) -> Unit:
    """Give a unit another name; its people and offices stay."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=unit.organization)
    Organization.objects.select_for_update().get(pk=unit.organization_id)
    locked = Unit.objects.select_for_update().get(pk=unit.pk)
    others = Unit.objects.filter(organization=locked.organization_id).exclude(pk=locked.pk)
    if fold(name) in {fold(other.name) for other in others}:
        raise Conflict(_("Đã có đơn vị “%(name)s”.") % {"name": tidy(name)}, code="name_taken")
    before = {"name": locked.name}
    locked.name = tidy(name)
    locked.save(update_fields=["name"])
    record(
        "organizations.edit_unit", locked, actor=actor, before=before, after={"name": locked.name}
    )
    return locked


@transaction.atomic
def remove_unit(unit: Unit, *, actor: User) -> None:
    """Remove a unit that nobody belongs to and that no office ever named."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=unit.organization)
    locked = Unit.objects.select_for_update().get(pk=unit.pk)
    if locked.people.exists() or locked.offices.exists():
        raise RuleBroken(
            _("Không xóa được “%(name)s” vì còn người hoặc chức vụ gắn với đơn vị này.")
            % {"name": locked.name},
            code="unit_in_use",
            advice=_("Hãy chuyển những người đó sang đơn vị khác trước."),
        )
    record("organizations.remove_unit", locked, actor=actor, before={"name": locked.name})
    locked.delete()


def _refuse_namesake(
    parent: Organization | None, name: str, *, itself: Organization | None
) -> None:
    """Unique below one parent; the database cannot say so of the roots, whose parent is NULL."""
    others = Organization.objects.filter(parent=parent, name=name)
    if itself is not None:
        others = others.exclude(pk=itself.pk)
    if others.exists():
        raise Conflict(
            _("Đã có tổ chức “%(name)s” cùng cấp trên.") % {"name": name}, code="name_taken"
        )
