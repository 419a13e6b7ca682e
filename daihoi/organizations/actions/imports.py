"""Importing a list of members: kept, answered, confirmed once; clean rows go in together."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record, record_many
from daihoi.base import clock
from daihoi.base.errors import Conflict
from daihoi.files.actions import keep
from daihoi.organizations.actions import roles
from daihoi.organizations.actions.memberships import change_membership
from daihoi.organizations.actions.organizations import add_units
from daihoi.organizations.models import (
    ImportState,
    MemberImport,
    Membership,
    Office,
    Organization,
    Person,
    Unit,
)
from daihoi.organizations.queries.listed import is_as_listed, listed_periods
from daihoi.organizations.queries.member_columns import (
    PERSON_FIELDS,
    Stated,
    posts_in,
    stated_in,
)
from daihoi.organizations.queries.member_plans import (
    STATUS,
    Deed,
    MemberPreview,
    PlannedRow,
    party_offices,
    preview_members,
)
from daihoi.organizations.queries.memberships import (
    DATES,
    Change,
    in_order,
    present_of,
)
from daihoi.rules.members import MembershipStatus

BATCH = 500


@transaction.atomic
def start_import(
    organization: Organization, data: bytes, name: str, *, actor: User
) -> MemberImport:
    """Keep an uploaded list for preview; `BadFile` if it is no list of people."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=organization)
    preview_members(organization, data, name, viewer=actor)
    member_import = MemberImport.objects.create(
        organization=organization,
        file=keep(data),
        file_name=name[-200:],
        created_by=actor,
        created_at=clock.now(),
    )
    record("organizations.start_import", member_import, actor=actor, after={"file": name})
    return member_import


@transaction.atomic
def answer_import(
    member_import: MemberImport, answers: Mapping[str, str], *, actor: User
) -> MemberImport:
    """Keep what the owner decided about rows and units; the next preview follows it."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=member_import)
    locked = MemberImport.objects.select_for_update(of=("self",)).get(pk=member_import.pk)
    if locked.state == ImportState.CONFIRMED:
        raise Conflict(_("Danh sách này đã được nhập rồi."), code="import_confirmed")
    before = {key: locked.options[key] for key in answers if key in locked.options}
    locked.options = {**locked.options, **answers}
    locked.save(update_fields=["options"])
    record("organizations.answer_import", locked, actor=actor, before=before, after=dict(answers))
    return locked


@transaction.atomic
def confirm_import(
    member_import: MemberImport, *, digest: str | None = None, actor: User
) -> MemberImport:
    """Write the clean rows of a list, all or none; a list confirmed before stays as it is.

    ``digest`` is that of the preview the actor saw: `Conflict` if it would no longer be so.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=member_import)
    organization = Organization.objects.select_for_update().get(pk=member_import.organization_id)
    locked = MemberImport.objects.select_for_update(of=("self",)).get(pk=member_import.pk)
    if locked.state == ImportState.CONFIRMED:
        return locked
    list(Person.objects.select_for_update(of=("self",)).filter(organization=organization))
    preview = preview_members(
        organization, locked.file.read(), locked.file_name, viewer=actor, answers=locked.options
    )
    if digest is not None and preview.digest != digest:
        raise Conflict(
            _("Danh sách của tổ chức đã thay đổi từ lúc xem trước."),
            code="preview_outdated",
            advice=_("Hãy mở lại bản xem trước, kiểm tra rồi xác nhận."),
        )
    _write(organization, preview, actor=actor)
    locked.state = ImportState.CONFIRMED
    locked.confirmed_at = clock.now()
    locked.result = {
        **preview.counts,
        "rejected": {row.row.number: row.row.reasons for row in preview.of(Deed.SKIP)},
    }
    locked.save(update_fields=["state", "confirmed_at", "result"])
    record("organizations.confirm_import", locked, actor=actor, after=preview.counts)
    return locked


def _write(organization: Organization, preview: MemberPreview, *, actor: User) -> None:
    add_units(organization, preview.members.new_units, actor=actor)
    units = {unit.name: unit for unit in organization.units.all()}
    yesterday = clock.today() - timedelta(days=1)
    for office in preview.dismissed:
        _end(office, yesterday)
    _add(organization, preview.of(Deed.ADD), units, actor=actor)
    changed = _change(organization, preview.of(Deed.CHANGE), units, actor=actor)
    dismissed = [office.person for office in preview.dismissed]
    for person in [*changed, *dismissed]:
        if person.user_id is not None:
            roles.align_roles(person, actor=actor)


def _add(
    organization: Organization, rows: list[PlannedRow], units: Mapping[str, Unit], *, actor: User
) -> None:
    now = clock.now()
    people = []
    for row in rows:
        person = Person(organization=organization, created_at=now, updated_at=now)
        person.set({name: row.values[name] for name in PERSON_FIELDS})
        person.unit = units.get(row.values["unit"])
        people.append(person)
    people = Person.objects.bulk_create(people, batch_size=BATCH)
    pairs = list(zip(people, rows, strict=True))
    Membership.objects.bulk_create(
        [period for person, row in pairs for period in _periods(person, row.values)],
        batch_size=BATCH,
    )
    Office.objects.bulk_create(
        [
            Office(person=person, kind=kind, title=title)
            for person, row in pairs
            for kind, title in posts_in(row.values["party_post"])
        ],
        batch_size=BATCH,
    )
    record_many(
        [(person, None, {**row.values, "row": row.row.number}) for person, row in pairs],
        action="organizations.import_person",
        actor=actor,
        context=organization,
    )


def _change(
    organization: Organization, rows: list[PlannedRow], units: Mapping[str, Unit], *, actor: User
) -> list[Person]:
    """Write what differs; answers the people so that their roles can follow."""
    now = clock.now()
    pairs = [(row.person, row) for row in rows if row.person is not None]
    for person, row in pairs:
        person.set({name: row.values[name] for name in PERSON_FIELDS})
        person.unit = units.get(row.values["unit"])
        person.version += 1
        person.updated_at = now
    fields = {change.field for _person, row in pairs for change in row.changes}
    written = fields & {*PERSON_FIELDS, "unit"}
    if "full_name" in fields:
        written |= {"name_key", "folded_name"}
    Person.objects.bulk_update(
        [person for person, _row in pairs], [*written, "version", "updated_at"], batch_size=BATCH
    )
    for person, row in pairs:
        changed = {change.field for change in row.changes}
        if changed & {STATUS, "admitted_on", "official_on"}:
            _change_membership(person, row, moved=STATUS in changed, actor=actor)
        if "party_post" in changed:
            _change_offices(person, row)
    record_many(
        [
            (person, {c.field: c.old for c in row.changes}, {c.field: c.new for c in row.changes})
            for person, row in pairs
        ],
        action="organizations.import_person",
        actor=actor,
        context=organization,
    )
    return [person for person, _row in pairs]


def _change_membership(person: Person, row: PlannedRow, *, moved: bool, actor: User) -> None:
    held = in_order(person.memberships.all())
    dates = {name: _day(row.values[name]) for name in DATES}
    if not held:
        Membership.objects.bulk_create(_periods(person, row.values))
    elif moved:
        stated = stated_in(row.values)
        change = Change(
            None,
            _changed_on(stated, held, dates["official_on"]),
            until=stated.until,
            status=stated.status,
            admitted_on=dates["admitted_on"],
            official_on=dates["official_on"],
        )
        change_membership(person, change, actor=actor)
    elif is_as_listed(held):
        person.memberships.all().delete()
        Membership.objects.bulk_create(_periods(person, row.values))
    else:
        person.memberships.update(**dates)


def _changed_on(stated: Stated, held: list[Membership], official_on: date | None) -> date:
    """The day a list gives for what is new in it, if it lies in the present period; else today."""
    today = clock.today()
    day = official_on if stated.status is MembershipStatus.OFFICIAL else stated.since
    present = present_of(held, today)
    if day is not None and present is not None and present.period.begins < day <= today:
        return day
    return today


def _change_offices(person: Person, row: PlannedRow) -> None:
    """Posts no longer named end yesterday; new ones begin today."""
    wanted = {title: kind for kind, title in posts_in(row.values["party_post"])}
    for office in party_offices(person):
        if wanted.pop(office.title, None) is None:
            _end(office, clock.today() - timedelta(days=1))
    for title, kind in wanted.items():
        Office.objects.create(person=person, kind=kind, title=title, starts_on=clock.today())


def _end(office: Office, on: date) -> None:
    """A post that began after ``on`` never was."""
    if office.starts_on and office.starts_on > on:
        office.delete()
    else:
        Office.objects.filter(pk=office.pk, ends_on__isnull=True).update(ends_on=on)


def _periods(person: Person, values: Mapping[str, str]) -> list[Membership]:
    stated = stated_in(values)
    if stated.status is None:
        return []
    return listed_periods(
        person,
        stated.status,
        admitted_on=_day(values["admitted_on"]),
        official_on=_day(values["official_on"]),
        on=clock.today(),
        since=stated.since,
        until=stated.until,
    )


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None
