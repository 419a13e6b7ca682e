"""Health declarations: for who watches over health, and each for herself."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from daihoi.accounts.permissions import Permission, can, require, within_reach
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress
from daihoi.logistics.models import Declaration
from daihoi.logistics.queries.places import HEALTH, congress_of, place_of
from daihoi.logistics.queries.seating import name_of, unit_of
from daihoi.meetings.models import Invitee, MeetingKind, MeetingState
from daihoi.meetings.queries.attendance import congress_meeting, invitees_of
from daihoi.rules.health import Parameters, kept_until, parameters


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """Somebody on the roll with what she declared, if she has."""

    invitee: Invitee
    name: str
    unit: str
    declaration: Declaration | None

    @property
    def has_declared(self) -> bool:
        return self.declaration is not None and self.declaration.declared_at is not None

    @property
    def is_measured(self) -> bool:
        return self.declaration is not None and self.declaration.measured_at is not None

    @property
    def keeps_away(self) -> bool:
        return self.declaration is not None and self.declaration.keeps_away


@dataclass(frozen=True, slots=True)
class DeclarationPage:
    congress: Congress
    rows: list[DeclarationRow]
    parameters: Parameters
    kept_until: date
    today: date

    @property
    def warned(self) -> list[DeclarationRow]:
        return [row for row in self.rows if row.keeps_away]

    @property
    def declared(self) -> int:
        return sum(row.has_declared for row in self.rows)

    @property
    def measured(self) -> int:
        return sum(row.is_measured for row in self.rows)

    @property
    def can_remove(self) -> bool:
        """After the congress, while anything is kept."""
        kept = any(row.declaration for row in self.rows)
        return kept and self.today > self.congress.target_on

    @property
    def is_overdue(self) -> bool:
        return self.can_remove and self.today > self.kept_until


@dataclass(frozen=True, slots=True)
class DeclarePage:
    """One person's form; ``may_measure``: the viewer stands at the door."""

    congress: Congress
    row: DeclarationRow
    is_mine: bool
    may_measure: bool
    parameters: Parameters


def declaration_page(pk: int, *, viewer: Any) -> DeclarationPage:
    """Everybody on the roll; who should stay away first."""
    congress = congress_of(pk, viewer=viewer, to=Permission.LOGISTICS_HEALTH)
    meeting = congress_meeting(congress)
    people = list(invitees_of(meeting).select_related("declaration")) if meeting else []
    rows = [row_of(each) for each in people]
    return DeclarationPage(
        congress=congress,
        rows=sorted(rows, key=lambda row: not row.keeps_away),
        parameters=parameters(),
        kept_until=kept_until(congress.target_on),
        today=clock.today(),
    )


def get_invitee(pk: int, *, viewer: Any) -> Invitee:
    """Somebody on the roll of a congress, for herself or who watches over health."""
    found = Invitee.objects.select_related(
        "meeting__congress__organization", "person__unit", "declaration"
    ).filter(pk=pk, meeting__kind=MeetingKind.CONGRESS)
    invitee = found.first()
    if invitee is None or invitee.meeting.congress is None:
        raise NotFound
    if invitee.person is None or invitee.person.user_id != viewer.pk:
        require(viewer, Permission.LOGISTICS_HEALTH, at=place_of(invitee.meeting.congress))
    return invitee


def declare_page(invitee: Invitee, *, viewer: Any) -> DeclarePage:
    congress = invitee.meeting.congress
    if congress is None:
        raise NotFound
    return DeclarePage(
        congress=congress,
        row=row_of(invitee),
        is_mine=invitee.person is not None and invitee.person.user_id == viewer.pk,
        may_measure=can(viewer, Permission.LOGISTICS_HEALTH, at=place_of(congress)),
        parameters=parameters(),
    )


def own_invitation(congress: Congress, *, viewer: Any) -> Invitee | None:
    """The viewer on the roll of the congress; None if she is not called, or it is cancelled."""
    found = Invitee.objects.filter(
        meeting__congress=congress, meeting__kind=MeetingKind.CONGRESS, person__user=viewer.pk
    )
    return (
        found.exclude(meeting__state=MeetingState.CANCELLED).select_related("declaration").first()
    )


def row_of(invitee: Invitee) -> DeclarationRow:
    return DeclarationRow(invitee, name_of(invitee), unit_of(invitee), declaration_of(invitee))


def declaration_of(invitee: Invitee) -> Declaration | None:
    return getattr(invitee, "declaration", None)


def overdue_removals(viewer: Any) -> list[Congress]:
    """Congresses whose declarations are kept longer than they may be, for who may remove them."""
    last = clock.today() - timedelta(days=parameters().retention_days)
    held = Declaration.objects.filter(invitee__meeting__congress__target_on__lt=last)
    reach = within_reach(viewer, HEALTH, field="invitee__meeting__congress__organization__path")
    numbers = held.filter(reach).values("invitee__meeting__congress")
    found = Congress.objects.filter(pk__in=numbers).select_related("organization").order_by("pk")
    return [each for each in found if can(viewer, HEALTH, at=place_of(each))]
