"""The checklist template as an organization uses it: the house's dated items and its own."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress
from daihoi.logistics.models import OwnRow
from daihoi.organizations.models import Organization
from daihoi.rules.certainty import Certainty
from daihoi.rules.checklists import ChecklistRow, groups, rows_on


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A row of the template as its page lists it; ``own`` is what the organization made of it."""

    row: ChecklistRow
    own: OwnRow | None

    @property
    def is_left_out(self) -> bool:
        return self.own is not None and self.own.is_left_out

    @property
    def when(self) -> str:
        """Its day in words."""
        days = self.row.days
        if days == 0:
            return _("đúng ngày đại hội")
        text = _("trước đại hội %(n)s ngày") if days < 0 else _("sau đại hội %(n)s ngày")
        return text % {"n": abs(days)}

    @property
    def is_unconfirmed(self) -> bool:
        return self.row.certainty is Certainty.UNCONFIRMED


@dataclass(frozen=True, slots=True)
class TemplatePage:
    organization: Organization
    groups: list[tuple[str, list[TemplateRow]]]
    day: date  # the template of this day D
    can_manage: bool


def wanted_rows(congress: Congress, *, is_health: bool) -> list[ChecklistRow]:
    """What a checklist of this congress begins with; own items are called "O" and their number."""
    organization, day = congress.organization, congress.target_on
    own = list(organization.checklist_rows.order_by("pk"))
    rows = rows_on(
        day, family=organization.family.code, known_on=clock.today(), is_health=is_health
    )
    kept = [each.row for each in _merged(rows, own) if not each.is_left_out]
    wanted = {group.code for group in groups() if group.is_health is is_health}
    return [row for row in kept if row.group in wanted]


def template_page(pk: int, *, viewer: Any) -> TemplatePage:
    """The template for a congress of today, group by group."""
    organization = organization_of(pk, viewer=viewer)
    day = clock.today()
    rows = rows_on(day, family=organization.family.code, known_on=day)
    merged = _merged(rows, list(organization.checklist_rows.order_by("pk")))
    return TemplatePage(
        organization=organization,
        groups=[
            (group.name, [each for each in merged if each.row.group == group.code])
            for group in groups()
        ],
        day=day,
        can_manage=can(viewer, Permission.LOGISTICS_MANAGE, at=organization),
    )


def organization_of(
    pk: int, *, viewer: Any, to: Permission = Permission.LOGISTICS_VIEW
) -> Organization:
    found = Organization.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, to, at=found)
    return found


def get_own_row(pk: int, *, viewer: Any) -> OwnRow:
    found = OwnRow.objects.select_related("organization").filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.LOGISTICS_MANAGE, at=found)
    return found


def house_row(code: str, organization: Organization) -> ChecklistRow:
    """The house's item of this code today; `NotFound` if there is none."""
    today = clock.today()
    rows = rows_on(today, family=organization.family.code, known_on=today)
    found = next((row for row in rows if row.code == code), None)
    if found is None:
        raise NotFound
    return found


def _merged(rows: Iterable[ChecklistRow], own: list[OwnRow]) -> list[TemplateRow]:
    """The house's rows in their order, changed where the organization did, then its own."""
    changed = {each.code: each for each in own if each.code}
    merged = [_changed(row, changed.get(row.code)) for row in rows]
    return merged + [_own(each) for each in own if not each.code]


def _changed(row: ChecklistRow, own: OwnRow | None) -> TemplateRow:
    if own is None:
        return TemplateRow(row, None)
    said = replace(row, group=own.group, text=own.text, days=own.days, needs_photo=own.needs_photo)
    return TemplateRow(said, own)


def _own(own: OwnRow) -> TemplateRow:
    row = ChecklistRow(
        code=f"O{own.pk}",
        group=own.group,
        text=own.text,
        days=own.days,
        needs_photo=own.needs_photo,
        basis="Mục của tổ chức",
        certainty=Certainty.DEFAULT,
    )
    return TemplateRow(row, own)
