"""What an organization adds to the checklist template, or changes of it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.logistics.models import OwnRow
from daihoi.organizations.models import Organization
from daihoi.rules.checklists import check_economy

FIELDS = ("group", "text", "days", "needs_photo", "is_left_out")


@transaction.atomic
def add_own_row(
    organization: Organization, values: Mapping[str, Any], *, code: str = "", actor: User
) -> OwnRow:
    """Add an item to the template, or with ``code`` one's own words for the house's item."""
    require(actor, Permission.LOGISTICS_MANAGE, at=organization)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    _check(values)
    if code and organization.checklist_rows.filter(code=code).exists():
        raise Conflict(_("Mục này đã được tổ chức sửa."), code="twice")
    wanted = {name: values[name] for name in FIELDS if name in values}
    made = OwnRow.objects.create(organization=organization, code=code, **wanted)
    record("logistics.add_own_row", made, actor=actor, after=_told(made), context=organization)
    return made


@transaction.atomic
def edit_own_row(
    row: OwnRow, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> OwnRow:
    """Change it for checklists to come."""
    require(actor, Permission.LOGISTICS_MANAGE, at=row)
    locked = OwnRow.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if locked is None:
        raise NotFound
    require_seen(locked, [name for name in FIELDS if name in values], seen)
    _check(values)
    before = _told(locked)
    for name in FIELDS:
        setattr(locked, name, values.get(name, getattr(locked, name)))
    locked.save(update_fields=[*FIELDS])
    record("logistics.edit_own_row", locked, actor=actor, before=before, after=_told(locked), context=row.organization)  # fmt: skip
    return locked


@transaction.atomic
def remove_own_row(row: OwnRow, *, actor: User) -> None:
    """Take it off the template; of the house's item, its own words are back."""
    require(actor, Permission.LOGISTICS_MANAGE, at=row)
    record("logistics.remove_own_row", row, actor=actor, before=_told(row), context=row.organization)  # fmt: skip
    OwnRow.objects.filter(pk=row.pk).delete()


def _check(values: Mapping[str, Any]) -> None:
    findings = check_economy(values["text"], on=clock.today())
    if findings:
        raise RuleBroken(
            _(
                "“%(word)s” không đưa vào mẫu bảng kiểm: không hợp với yêu cầu tiết kiệm (%(basis)s)."
            )
            % {"word": findings[0].facts["word"], "basis": findings[0].basis},
            findings,
            code="luxury",
        )


def _told(row: OwnRow) -> dict[str, Any]:
    return {"code": row.code} | {name: getattr(row, name) for name in FIELDS}
