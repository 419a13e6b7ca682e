"""Who is to be seated, and which seats of a hall may be used."""

from daihoi.logistics.models import GroupBy, Hall
from daihoi.logistics.queries.health import distance_in_force
from daihoi.meetings.models import Invitee, InviteeCategory
from daihoi.meetings.queries.attendance import congress_meeting, invitees_of
from daihoi.rules.seating import Sitter, Spot, usable_spots

GUEST = InviteeCategory.GUEST


def seated_roll(hall: Hall) -> list[Invitee]:
    """Everybody called to the congress, guests of the superior first, then by unit or name."""
    meeting = congress_meeting(hall.congress)
    if meeting is None:
        return []
    people = list(invitees_of(meeting))
    if hall.group_by == GroupBy.NAME:
        return sorted(people, key=lambda each: (not _is_guest(each), _guest_order(each)))
    return sorted(
        people, key=lambda each: (not _is_guest(each), _guest_order(each), _unit_order(each))
    )


def sitters_of(hall: Hall) -> list[Sitter]:
    """As `rules.seating` takes them, in the order they are seated."""
    by_unit = hall.group_by == GroupBy.UNIT
    return [
        Sitter(each.pk, is_guest=_is_guest(each), group=unit_of(each) if by_unit else "")
        for each in seated_roll(hall)
    ]


def distance_of(hall: Hall) -> int | None:
    """The distance that is kept: one's own, or what the measures on day D ask if that is more."""
    asked = distance_in_force(hall.congress)
    return max(filter(None, (hall.min_distance_cm, asked)), default=None)


def usable_in(hall: Hall, distance_cm: int | None) -> list[Spot]:
    """Seats that may be used at a distance, as `distance_of` has it."""
    return usable_spots(hall.plan, min_distance_cm=distance_cm)


def unit_of(invitee: Invitee) -> str:
    """Her unit, or what a guest says of hers."""
    if invitee.person is None:
        return invitee.guest_unit
    return str(invitee.person.unit or "")


def name_of(invitee: Invitee) -> str:
    return invitee.person.full_name if invitee.person else invitee.guest_name


def _is_guest(invitee: Invitee) -> bool:
    return invitee.category == GUEST


def _guest_order(invitee: Invitee) -> int:
    """The superior's delegates sit before all other guests."""
    return 0 if invitee.guest_group in {"", "superior"} else 1


def _unit_order(invitee: Invitee) -> int:
    unit = invitee.person.unit if invitee.person else None
    return unit.position if unit else 10_000
