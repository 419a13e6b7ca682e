"""One change for many people, written as it was previewed, all in one transaction."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record_many
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound
from daihoi.organizations.actions import roles
from daihoi.organizations.actions.held import HeldPerson
from daihoi.organizations.models import Organization, Person
from daihoi.organizations.queries.bulk import (
    ManyChange,
    ManyPreview,
    PlannedPerson,
    What,
    chosen_people,
    preview_change,
)


@transaction.atomic
def change_people(
    organization: Organization,
    people: Sequence[Person],
    asked: ManyChange,
    *,
    digest: str | None = None,
    actor: User,
) -> ManyPreview:
    """Write ``asked`` for everybody it can be written for; answers what was written and refused.

    ``digest`` is that of the preview the actor saw: `Conflict` if it would no longer be so.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=organization)
    if asked.unit is not None and asked.unit.organization_id != organization.pk:
        raise NotFound
    Organization.objects.select_for_update().get(pk=organization.pk)
    numbers = [person.pk for person in people]
    rows = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers)
    list(rows.order_by("pk"))
    preview = preview_change(chosen_people(organization, numbers, viewer=actor), asked)
    if digest is not None and preview.digest != digest:
        raise Conflict(
            _("Danh sách đã thay đổi từ lúc xem trước."),
            code="preview_outdated",
            advice=_("Hãy mở lại bản xem trước, kiểm tra rồi xác nhận."),
        )
    for row in preview.written:
        _write(row, asked)
    record_many(
        [
            (row.person, {asked.what: row.before}, {asked.what: row.after, **_day(asked)})
            for row in preview.written
        ],
        action="organizations.change_people",
        actor=actor,
        context=organization,
    )
    if asked.what in {What.STATUS, What.OFFICE}:
        for row in preview.written:
            if row.person.user_id is not None:
                roles.align_roles(row.person, actor=actor)
    return preview


def _write(row: PlannedPerson, asked: ManyChange) -> None:
    person = row.person
    if row.plan is not None:
        HeldPerson.carry_out(row.plan)
    for office in row.offices:
        office.ends_on = asked.on
        office.save(update_fields=["ends_on"])
    if asked.what is What.UNIT:
        person.unit = asked.unit
    elif asked.what is What.NOTE:
        person.notes = row.after
    else:
        return
    person.version += 1
    person.updated_at = clock.now()
    person.save(update_fields=["unit", "notes", "version", "updated_at"])


def _day(asked: ManyChange) -> dict[str, Any]:
    on = asked.on or (asked.change.on if asked.change else None)
    return {"on": on} if on else {}
