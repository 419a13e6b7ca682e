"""The register of bodies outside the organization that are given work (S61)."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict
from daihoi.base.revisions import require_seen
from daihoi.congresses.models import OutsideBody
from daihoi.organizations.models import Organization


@transaction.atomic
def add_outside(
    organization: Organization, values: Mapping[str, str], *, actor: User
) -> OutsideBody:
    """Register a body by ``name``, with the ``contact`` through whom it is reached."""
    require(actor, Permission.CONGRESSES_ASSIGN, at=organization)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    _refuse_namesake(organization, values["name"], itself=None)
    made = OutsideBody.objects.create(organization=organization, **values)
    record("congresses.add_outside", made, actor=actor, after=values, context=organization)
    return made


@transaction.atomic
def edit_outside(
    body: OutsideBody, values: Mapping[str, str], *, seen: str | None = None, actor: User
) -> OutsideBody:
    """Change its name or contact; ``seen`` as in other edits of what two may hold open."""
    require(actor, Permission.CONGRESSES_ASSIGN, at=body)
    Organization.objects.select_for_update(no_key=True).get(pk=body.organization_id)
    locked = OutsideBody.objects.select_for_update().get(pk=body.pk)
    require_seen(locked, values, seen)
    _refuse_namesake(locked.organization, values["name"], itself=locked)
    changed = {name: value for name, value in values.items() if getattr(locked, name) != value}
    before = {name: getattr(locked, name) for name in changed}
    for name, value in changed.items():
        setattr(locked, name, value)
    if changed:
        locked.save(update_fields=[*changed])
        record("congresses.edit_outside", locked, actor=actor, before=before, after=changed, context=locked.organization)  # fmt: skip
    return locked


def _refuse_namesake(organization: Organization, name: str, *, itself: OutsideBody | None) -> None:
    others = organization.outside_bodies.filter(name=name)
    if itself is not None:
        others = others.exclude(pk=itself.pk)
    if others.exists():
        raise Conflict(_("Đã có “%(name)s” trong danh sách.") % {"name": name}, code="name_taken")
