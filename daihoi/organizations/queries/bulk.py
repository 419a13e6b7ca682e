"""A change of many people at once: what each would have before and after, or why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, require
from daihoi.base.errors import DomainError
from daihoi.organizations.models import (
    Membership,
    Office,
    OfficeKind,
    Organization,
    Person,
    Unit,
    status_label,
)
from daihoi.organizations.queries.memberships import (
    Change,
    ChangePlan,
    dashed,
    plan_change,
    present_of,
)

MOST = 2000
NOTES_LENGTH = Person._meta.get_field("notes").max_length or 0


class What(StrEnum):
    """What is changed for all the chosen people."""

    UNIT = "unit"
    STATUS = "status"
    OFFICE = "office"
    NOTE = "note"

    @classmethod
    def _missing_(cls, _value: object) -> "What":
        """An address that names none of them asks for the first."""
        return cls.UNIT


@dataclass(frozen=True, slots=True)
class ManyChange:
    """One change for many: the fields that ``what`` needs are set."""

    what: What
    unit: Unit | None = None
    change: Change | None = None
    office: OfficeKind | None = None
    on: date | None = None  # the last day of the office
    note: str = ""


@dataclass(slots=True)
class PlannedPerson:
    """One person of the preview; ``refusal`` says why nothing would be written for her."""

    person: Person
    before: str
    after: str = ""
    refusal: str = ""
    plan: ChangePlan | None = None
    offices: list[Office] = field(default_factory=list)

    @property
    def is_written(self) -> bool:
        return not self.refusal and self.after != self.before


@dataclass(frozen=True, slots=True)
class ManyPreview:
    """What confirming would write; ``digest`` stands for every row."""

    rows: list[PlannedPerson]
    digest: str

    @property
    def written(self) -> list[PlannedPerson]:
        return [row for row in self.rows if row.is_written]

    @property
    def refused(self) -> list[PlannedPerson]:
        return [row for row in self.rows if row.refusal]


def chosen_people(
    organization: Organization, numbers: Iterable[int | None], *, viewer: Any
) -> list[Person]:
    """Those of the organization among ``numbers``, by name, with all that a change asks."""
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=organization)
    wanted = list({number for number in numbers if number is not None})[:MOST]
    people = Person.objects.filter(organization=organization, pk__in=wanted)
    return list(
        people.select_related("unit", "organization", "user")
        .prefetch_related("memberships", "offices")
        .order_by("name_key", "pk")
    )


def preview_change(people: list[Person], asked: ManyChange) -> ManyPreview:
    """Each person before and after; reads nothing but what `chosen_people` has read."""
    rows = [_PLANNERS[asked.what](person, asked) for person in people]
    said = [(row.person.pk, row.person.version, row.before, row.after, row.refusal) for row in rows]
    return ManyPreview(rows, sha256(repr((asked, said)).encode()).hexdigest())


def _unit(person: Person, asked: ManyChange) -> PlannedPerson:
    before = person.unit.name if person.unit else _("chưa xếp đơn vị")
    after = asked.unit.name if asked.unit else _("chưa xếp đơn vị")
    return PlannedPerson(person, before, after)


def _status(person: Person, asked: ManyChange) -> PlannedPerson:
    assert asked.change is not None  # noqa: S101 - the form has asked for it
    memberships = list(person.memberships.all())
    present = present_of(memberships, asked.change.on)
    row = PlannedPerson(person, _period(present))
    try:
        row.plan = plan_change(person, memberships, asked.change)
    except DomainError as refusal:
        row.refusal = f"{refusal.message} {refusal.advice}".strip()
        return row
    made = "; ".join(_period(each) for each in row.plan.made)
    row.after = made or _("%(change)s, từ %(day)s") % {
        "change": asked.change.label,
        "day": dashed(asked.change.on),
    }
    return row


def _office(person: Person, asked: ManyChange) -> PlannedPerson:
    assert asked.on is not None  # noqa: S101 - the form has asked for it
    held = [each for each in person.offices.all() if each.ends_on is None]
    held = [each for each in held if asked.office is None or each.kind == asked.office]
    row = PlannedPerson(person, "; ".join(each.title for each in held))
    if not held:
        row.refusal = _("Không giữ chức vụ này.")
    elif any(each.starts_on and each.starts_on > asked.on for each in held):
        row.refusal = _("Chức vụ bắt đầu sau ngày %(day)s.") % {"day": dashed(asked.on)}
    else:
        row.offices = held
        row.after = _("%(titles)s: thôi giữ sau ngày %(day)s") % {
            "titles": row.before,
            "day": dashed(asked.on),
        }
    return row


def _note(person: Person, asked: ManyChange) -> PlannedPerson:
    after = "; ".join(filter(None, [person.notes, asked.note]))
    row = PlannedPerson(person, person.notes, after)
    if asked.note in person.notes.split("; "):
        row.after = person.notes
    elif len(after) > NOTES_LENGTH:
        row.refusal = _("Ghi chú sẽ dài quá %(most)s ký tự; hãy rút bớt ghi chú cũ.") % {
            "most": NOTES_LENGTH
        }
    return row


_PLANNERS: Mapping[What, Any] = {
    What.UNIT: _unit,
    What.STATUS: _status,
    What.OFFICE: _office,
    What.NOTE: _note,
}


def _period(membership: Membership | None) -> str:
    if membership is None:
        return str(status_label(None))
    since = dashed(membership.starts_on)
    return str(membership.label) + (_(" từ %(day)s") % {"day": since} if since else "")
