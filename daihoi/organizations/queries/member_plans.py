"""What a list of members would change in an organization: the preview of an import."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, require
from daihoi.base import clock
from daihoi.organizations.models import Office, OfficeKind, Organization, Person
from daihoi.organizations.queries.member_columns import (
    FIELDS,
    ORDINARY_POST,
    PERSON_FIELDS,
    TITLES,
    Values,
    note_for,
    posts_in,
    shown,
    status_of,
)
from daihoi.organizations.queries.member_lists import MemberList, read_members
from daihoi.organizations.queries.member_problems import SKIP, Choice, Kind, ListedRow, Problem
from daihoi.organizations.queries.memberships import present_of
from daihoi.vietnamese.text import fold

STATUS = "status"


class Deed(StrEnum):
    """What confirming would do with a row."""

    ADD = "add"
    CHANGE = "change"
    LEAVE = "leave"  # nothing in it is new
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    old: str  # normalised, see `member_columns.Values`
    new: str

    @property
    def title(self) -> str:
        return TITLES.get(self.field) or _("Tư cách đảng viên")

    @property
    def old_shown(self) -> str:
        return shown(self.field, self.old)

    @property
    def new_shown(self) -> str:
        return shown(self.field, self.new)


@dataclass(slots=True)
class PlannedRow:
    """A row and what becomes of it; ``values`` are the person's after the import."""

    row: ListedRow
    person: Person | None
    values: dict[str, str]
    changes: list[Change] = field(default_factory=list)

    @property
    def deed(self) -> Deed:
        if self.row.blocked:
            return Deed.SKIP
        if self.person is None:
            return Deed.ADD
        return Deed.CHANGE if self.changes else Deed.LEAVE

    @property
    def name(self) -> str:
        return self.row.values["full_name"]

    @property
    def unit(self) -> str:
        return self.values["unit"]

    @property
    def birth_shown(self) -> str:
        return shown("birth", self.values["birth"])

    @property
    def status_shown(self) -> str:
        return shown(STATUS, status_of(self.values) or "") or _("Không là đảng viên")

    @property
    def party_post(self) -> str:
        return self.values["party_post"]


@dataclass(frozen=True, slots=True)
class MemberPreview:
    """Everything the owner of a list sees before it is confirmed."""

    file_name: str
    members: MemberList
    rows: list[PlannedRow]
    dismissed: list[Office]  # offices that go to somebody else of the list

    def of(self, deed: Deed) -> list[PlannedRow]:
        return [row for row in self.rows if row.deed is deed]

    @property
    def problems(self) -> list[Problem]:
        return [problem for row in self.rows for problem in row.row.problems]

    @property
    def warned(self) -> list[PlannedRow]:
        return [
            row
            for row in self.rows
            if not row.row.blocked and any(p.kind is Kind.WARNING for p in row.row.problems)
        ]

    @property
    def noteworthy(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.row.problems]

    @property
    def writes(self) -> bool:
        return any(row.deed in {Deed.ADD, Deed.CHANGE} for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each deed, of them with a warning, and new units."""
        counts = {deed.value: len(self.of(deed)) for deed in Deed}
        return {**counts, "warned": len(self.warned), "units": len(self.members.new_units)}

    @property
    def digest(self) -> str:
        """Equal while confirming would write exactly this."""
        said = [
            [row.row.number, row.deed.value, row.person.pk if row.person else None, row.values,
             [(change.field, change.old, change.new) for change in row.changes]]
            for row in self.rows
        ]  # fmt: skip
        offices = [office.pk for office in self.dismissed]
        text = json.dumps([said, self.members.new_units, offices], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        return {
            "file": self.file_name,
            "counts": self.counts,
            "new_units": self.members.new_units,
            "unknown_columns": self.members.unknown_columns,
            "changes": [
                {
                    "row": row.row.number,
                    "name": row.name,
                    "fields": {c.title: [c.old_shown, c.new_shown] for c in row.changes},
                }
                for row in self.of(Deed.CHANGE)
            ],
            "problems": [problem.to_json() for problem in self.problems],
        }


def preview_members(
    organization: Organization,
    data: bytes,
    name: str,
    *,
    viewer: Any,
    answers: Mapping[str, str] | None = None,
) -> MemberPreview:
    """What importing ``data`` would do; writes nothing. ``BadFile`` if it is no list."""
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=organization)
    members = read_members(
        data,
        name=name,
        units=[unit.name for unit in organization.units.order_by("position", "pk")],
        answers=answers or {},
        today=clock.today(),
    )
    people = _people(organization)
    rows = _matched(members.rows, people)
    dismissed = _settle_secretary(rows, people)
    for row in rows:
        if row.person is not None and not row.row.blocked:
            row.changes = _changes(people[row.person.pk][1], row.values)
    return MemberPreview(name, members, rows, dismissed)


def values_of(person: Person) -> dict[str, str]:
    """A person as a row of the list; reads prefetched ``memberships`` and ``offices``."""
    membership = present_of(person.memberships.all(), clock.today())
    titles = [office.title for office in party_offices(person)]
    values = {name: getattr(person, name) for name in PERSON_FIELDS}
    values["unit"] = person.unit.name if person.unit else ""
    values["admitted_on"] = values["official_on"] = values["party_post"] = ""
    if membership:
        for name in ("admitted_on", "official_on"):
            day = getattr(membership, name)
            values[name] = day.isoformat() if day else ""
        values["party_post"] = ORDINARY_POST
    values["party_post"] = ", ".join(titles) or values["party_post"]
    values["notes"] = note_for(values, membership.status if membership else None)
    return values


def party_offices(person: Person) -> list[Office]:
    """Open Party offices, those of the state agency and the superior left out."""
    apart = {OfficeKind.UNIT_HEAD, OfficeKind.SUPERIOR_OFFICER}
    offices = [o for o in person.offices.all() if o.ends_on is None and o.kind not in apart]
    return sorted(offices, key=lambda office: office.pk)


_People = dict[int, tuple[Person, dict[str, str]]]


def _people(organization: Organization) -> _People:
    people = organization.people.select_related("unit").prefetch_related("memberships", "offices")
    return {person.pk: (person, values_of(person)) for person in people}


def _matched(rows: Iterable[ListedRow], people: _People) -> list[PlannedRow]:
    """Find each row's person and lay the row's words over what is known."""
    named: dict[str, list[tuple[Person, dict[str, str]]]] = defaultdict(list)
    for known_person, values in people.values():
        named[known_person.folded_name].append((known_person, values))
    taken: dict[int, int] = {}
    planned = []
    for row in rows:
        person = _person_meant(row, named[fold(row.values["full_name"])])
        if person is not None:
            first = taken.setdefault(person.pk, row.number)
            if first != row.number and not row.blocked:
                text = _("trùng với dòng %(first)s: cùng một người đã có trong danh sách")
                row.report(
                    "full_name", "duplicate", text % {"first": first}, value=person.full_name
                )
        known = people[person.pk][1] if person is not None else dict.fromkeys(FIELDS, "")
        planned.append(PlannedRow(row, person, _laid_over(known, row.values)))
    return planned


def _person_meant(row: ListedRow, namesakes: Sequence[tuple[Person, Values]]) -> Person | None:
    """The person of this name and birth; without a birth on either side, of this name and unit."""
    birth, unit = row.values["birth"], row.values["unit"]
    exact = [person for person, values in namesakes if birth and values["birth"] == birth]
    alike = exact or [
        person
        for person, values in namesakes
        if (
            _compatible(values["birth"], birth)
            if values["birth"] and birth
            else values["unit"] == unit
        )
    ]
    if len(alike) > 1:
        same_unit = [person for person in alike if person.unit and person.unit.name == unit]
        alike = same_unit if len(same_unit) == 1 else alike
    if len(alike) > 1:
        text = _("có %(count)s người cùng họ tên trong tổ chức; ghi đủ ngày sinh để phân biệt")
        row.report(
            "full_name", "ambiguous", text % {"count": len(alike)}, value=row.values["full_name"]
        )
        return None
    return alike[0] if alike else None


def _compatible(one: str, other: str) -> bool:
    """Partial dates of which one may be the other: 1976 and 1976-05-03."""
    return one.startswith(other) or other.startswith(one)


def _laid_over(known: Values, listed: Values) -> dict[str, str]:
    """An empty cell erases nothing; a vaguer birth does not replace an exact one."""
    values = {name: listed[name] or known[name] for name in FIELDS}
    if known["birth"].startswith(values["birth"]):
        values["birth"] = known["birth"]
    return values


def _changes(old: Values, new: Values) -> list[Change]:
    changes = [Change(name, old[name], new[name]) for name in FIELDS if old[name] != new[name]]
    before, after = status_of(old), status_of(new)
    if before != after:
        changes.append(Change(STATUS, before or "", after or ""))
    return changes


def _settle_secretary(rows: Iterable[PlannedRow], people: _People) -> list[Office]:
    """An organization has one secretary: ask about each row that names another.

    Answers the offices of present secretaries that end because somebody of the list follows.
    """
    holders = {
        office.person_id: office
        for person, _values in people.values()
        for office in party_offices(person)
        if office.kind == OfficeKind.SECRETARY
    }
    planned = {row.person.pk: row for row in rows if row.person and not row.row.blocked}
    for pk in list(holders):
        if pk in planned and not _names_secretary(planned[pk]):
            del holders[pk]
    present = next(iter(holders.values()), None)
    holder: PlannedRow | None = None
    dismissed: list[Office] = []
    for row in rows:
        if row.row.blocked or not _names_secretary(row):
            continue
        if row.person and row.person.pk in holders and holder is None:
            holder, present = row, None
        elif holder is None and present is None:
            holder = row
        elif _asked_to_follow(row, holder, present):
            if holder:
                _take_secretary_from(holder)
            elif present:
                dismissed.append(present)
            holder, present = row, None
    return dismissed


def _asked_to_follow(row: PlannedRow, holder: PlannedRow | None, present: Office | None) -> bool:
    if holder:
        text = _("đã có Bí thư Chi bộ ở dòng %(row)s") % {"row": holder.row.number}
    else:
        text = _("đã có Bí thư: đồng chí %(name)s") % {"name": present.person if present else ""}
    text += _("; chọn ai là bí thư")
    choices = [
        Choice("without", _("Nhập người này, không ghi chức vụ Bí thư")),
        Choice("instead", _("Đồng chí này là Bí thư")),
        Choice(SKIP, _("Không nhập dòng này")),
    ]
    answer = row.row.ask(
        "party_post",
        "second_secretary",
        text,
        choices,
        kind=Kind.WARNING,
        value=row.row.values["party_post"],
    )
    if answer == "without":
        _take_secretary_from(row)
    return answer == "instead"


def _names_secretary(row: PlannedRow) -> bool:
    posts = posts_in(row.values["party_post"])
    return any(kind is OfficeKind.SECRETARY for kind, _title in posts)


def _take_secretary_from(row: PlannedRow) -> None:
    others = [
        title
        for kind, title in posts_in(row.values["party_post"])
        if kind is not OfficeKind.SECRETARY
    ]
    row.values["party_post"] = ", ".join(others) or ORDINARY_POST
