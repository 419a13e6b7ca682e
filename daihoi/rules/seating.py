"""Seats of a hall (chỗ ngồi): which may be used at a distance, and who sits where (P68)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Spot(NamedTuple):
    """A seat by its row and its number in it, both from 1; row 1 is nearest the stage."""

    row: int
    number: int


@dataclass(frozen=True, slots=True)
class HallPlan:
    """Rows of seats seen from the stage's side; an aisle lies after each seat number of ``aisles``."""

    rows: int
    seats: int
    aisles: tuple[int, ...] = ()
    front_rows: int = 1  # for guests and superior
    seat_pitch_cm: int = 60
    row_pitch_cm: int = 90
    aisle_cm: int = 120

    def spots(self) -> list[Spot]:
        return [Spot(r, s) for r in range(1, self.rows + 1) for s in range(1, self.seats + 1)]

    def place_cm(self, spot: Spot) -> tuple[int, int]:
        """Where a seat stands: across and away from the stage."""
        crossed = sum(1 for after in self.aisles if after < spot.number)
        across = (spot.number - 1) * self.seat_pitch_cm + crossed * self.aisle_cm
        return across, (spot.row - 1) * self.row_pitch_cm


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody to be seated; ``group`` is a unit or party group, "" for none."""

    key: int
    is_guest: bool = False
    group: str = ""


def usable_spots(plan: HallPlan, *, min_distance_cm: int | None = None) -> list[Spot]:
    """Seats that may be used, row by row: all, or those far enough from each other.

    Seats are taken from the first one on, each unless one already taken is nearer than the
    distance: at one metre and usual seats that is a checkerboard.
    """
    if not min_distance_cm:
        return plan.spots()
    chosen: list[Spot] = []
    for spot in plan.spots():
        across, away = plan.place_cm(spot)
        if all(
            (across - x) ** 2 + (away - y) ** 2 >= min_distance_cm**2
            for x, y in (plan.place_cm(each) for each in chosen)
        ):
            chosen.append(spot)
    return chosen


def arrange(
    plan: HallPlan, sitters: Iterable[Sitter], spots: Sequence[Spot]
) -> tuple[dict[Spot, int], list[int]]:
    """Who sits where: guests in the front rows, then the others group by group in their order.

    The others begin in the row after the front ones if they all fit there, else in the first
    free seat. The second value are those for whom no seat is left.
    """
    everybody = list(sitters)
    guests = [each.key for each in everybody if each.is_guest]
    order = list(dict.fromkeys(each.group for each in everybody if not each.is_guest))
    others = [each.key for group in order for each in everybody if not each.is_guest and each.group == group]  # fmt: skip
    seated = dict(zip(spots, guests, strict=False))
    free = [spot for spot in spots if spot not in seated]
    behind = [spot for spot in free if spot.row > plan.front_rows]
    taken = behind if len(behind) >= len(others) else free
    seated |= dict(zip(taken, others, strict=False))
    left = guests[len(spots) :] + others[len(taken) :]
    return seated, left
