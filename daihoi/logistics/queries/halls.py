"""The hall as pages show it: rows of seats, who sits where, who has no seat."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from daihoi.accounts.permissions import Permission, require
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress
from daihoi.logistics.models import Hall, Seat
from daihoi.logistics.queries.places import LogisticsCan, congress_of, flags_of, place_of
from daihoi.logistics.queries.seating import distance_of, name_of, seated_roll, unit_of, usable_in
from daihoi.meetings.models import Invitee, Reply
from daihoi.rules.seating import Spot

_CARD_SIZES = {"large": 16, "middle": 21, "small": 27}  # the most letters of a name
_KINDS = {"guest": gettext_lazy("Khách mời"), "staff": gettext_lazy("Phục vụ")}


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody with or without a seat."""

    invitee: Invitee
    name: str
    unit: str
    is_mine: bool
    seat: Seat | None = None

    @property
    def kind(self) -> StrOrPromise:
        """Guest or staff, in a word; "" for a member."""
        return _KINDS.get(self.invitee.category, "")

    @property
    def card_size(self) -> str:
        """How large a place card writes the name, so that it stays on one line; "wide" ones wrap."""
        return next((size for size, most in _CARD_SIZES.items() if len(self.name) <= most), "wide")

    @property
    def is_guest(self) -> bool:
        return self.invitee.category == "guest"

    @property
    def stays_away(self) -> bool:
        return self.invitee.reply == Reply.NOT_COMING


@dataclass(frozen=True, slots=True)
class SeatCell:
    """A seat of the map; ``is_usable``: far enough from the others."""

    spot: Spot
    sitting: Sitting | None
    is_usable: bool
    is_after_aisle: bool

    @property
    def label(self) -> str:
        return f"{self.spot.row}-{self.spot.number}"

    @property
    def is_too_near(self) -> bool:
        return self.sitting is not None and not self.is_usable


@dataclass(frozen=True, slots=True)
class HallPage:
    """``hall`` None: nobody has said how large it is."""

    congress: Congress
    hall: Hall | None
    rows: list[list[SeatCell]]
    unseated: list[Sitting]
    seated: list[Sitting]
    mine: Sitting | None
    distance_cm: int | None
    usable: int
    can: LogisticsCan

    @property
    def too_near(self) -> int:
        return sum(cell.is_too_near for row in self.rows for cell in row)

    @property
    def lacks(self) -> int:
        """How many people more than there are seats at this distance."""
        return max(0, len(self.seated) + len(self.unseated) - self.usable)

    @property
    def everybody(self) -> list[Sitting]:
        """Those without a seat first, for the list that moves people."""
        return self.unseated + self.seated


def hall_page(pk: int, *, viewer: Any) -> HallPage:
    congress = congress_of(pk, viewer=viewer)
    hall = hall_of(congress)
    flags = flags_of(place_of(congress), viewer=viewer)
    if hall is None:
        return HallPage(congress, None, [], [], [], None, None, 0, flags)
    taken = {seat.invitee_id: seat for seat in hall.taken.all()}
    people = [_sitting(each, taken.get(each.pk), viewer) for each in seated_roll(hall)]
    distance = distance_of(hall)
    usable = set(usable_in(hall, distance))
    return HallPage(
        congress=congress,
        hall=hall,
        rows=_rows(hall, people, usable),
        unseated=[each for each in people if each.seat is None],
        seated=[each for each in people if each.seat is not None],
        mine=next((each for each in people if each.is_mine), None),
        distance_cm=distance,
        usable=len(usable),
        can=flags,
    )


def hall_of(congress: Congress) -> Hall | None:
    found = Hall.objects.filter(congress=congress).select_related("subcommittee").first()
    if found is not None:
        found.congress = congress
        if found.subcommittee:
            found.subcommittee.congress = congress
    return found


def get_hall(pk: int, *, viewer: Any, to: Permission = Permission.LOGISTICS_WORK) -> Hall:
    """The hall of a congress by the congress's number."""
    congress = congress_of(pk, viewer=viewer, to=to)
    hall = hall_of(congress)
    if hall is None:
        raise NotFound(_("Chưa khai báo hội trường."))
    return hall


def invitee_in(hall: Hall, pk: int) -> Invitee:
    """Somebody on the roll of the hall's congress."""
    found = Invitee.objects.filter(pk=pk, meeting__congress=hall.congress, meeting__kind="congress")
    invitee = found.select_related("meeting", "person").first()
    if invitee is None:
        raise NotFound
    return invitee


def get_seat(pk: int, *, viewer: Any) -> Seat:
    found = Seat.objects.select_related(
        "hall__congress__organization", "hall__subcommittee__congress__organization"
    )
    seat = found.filter(pk=pk).first()
    if seat is None:
        raise NotFound
    require(viewer, Permission.LOGISTICS_WORK, at=seat.hall)
    return seat


def _sitting(invitee: Invitee, seat: Seat | None, viewer: Any) -> Sitting:
    is_mine = invitee.person is not None and invitee.person.user_id == viewer.pk
    return Sitting(invitee, name_of(invitee), unit_of(invitee), is_mine, seat)


def _rows(hall: Hall, people: list[Sitting], usable: set[Spot]) -> list[list[SeatCell]]:
    seated = {Spot(p.seat.row, p.seat.number): p for p in people if p.seat}
    return [
        [
            SeatCell(
                spot=Spot(row, number),
                sitting=seated.get(Spot(row, number)),
                is_usable=Spot(row, number) in usable,
                is_after_aisle=number - 1 in hall.aisles,
            )
            for number in range(1, hall.seats + 1)
        ]
        for row in range(1, hall.rows + 1)
    ]


def cell_at(page: HallPage, spot: Spot) -> SeatCell:
    """One seat of the map; `NotFound` beyond it."""
    for row in page.rows:
        for cell in row:
            if cell.spot == spot:
                return cell
    raise NotFound(_("Hội trường không có chỗ này."))
