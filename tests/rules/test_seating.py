"""Seats: which may be used at a distance, and who sits where."""

from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules.seating import HallPlan, Sitter, Spot, arrange, usable_spots

PLAN = HallPlan(rows=3, seats=4)


def test_without_a_distance_every_seat_is_used() -> None:
    assert usable_spots(PLAN) == PLAN.spots()
    assert len(PLAN.spots()) == 12


def test_one_metre_is_a_checkerboard() -> None:
    assert usable_spots(PLAN, min_distance_cm=100) == [
        Spot(1, 1), Spot(1, 3), Spot(2, 2), Spot(2, 4), Spot(3, 1), Spot(3, 3),
    ]  # fmt: skip


def test_an_aisle_counts_as_distance() -> None:
    plan = HallPlan(rows=1, seats=4, aisles=(2,))
    assert usable_spots(plan, min_distance_cm=150) == [Spot(1, 1), Spot(1, 3)]
    assert usable_spots(HallPlan(rows=1, seats=4), min_distance_cm=150) == [Spot(1, 1), Spot(1, 4)]


@given(st.integers(1, 8), st.integers(1, 10), st.integers(50, 300), st.sets(st.integers(1, 9)))
def test_no_two_seats_are_nearer_than_the_distance(
    rows: int, seats: int, distance: int, aisles: set[int]
) -> None:
    plan = HallPlan(rows=rows, seats=seats, aisles=tuple(aisles))
    spots = usable_spots(plan, min_distance_cm=distance)
    places = [plan.place_cm(spot) for spot in spots]
    for number, (x, y) in enumerate(places):
        for u, v in places[number + 1 :]:
            assert (x - u) ** 2 + (y - v) ** 2 >= distance**2
    assert spots


def people(guests: int, units: str) -> list[Sitter]:
    invited = [Sitter(100 + n, is_guest=True) for n in range(guests)]
    return invited + [Sitter(n, group=unit) for n, unit in enumerate(units)]


def test_guests_sit_in_front_and_members_by_unit_behind_them() -> None:
    seated, left = arrange(PLAN, people(2, "abab"), PLAN.spots())
    assert seated == {
        Spot(1, 1): 100, Spot(1, 2): 101, Spot(2, 1): 0, Spot(2, 2): 2, Spot(2, 3): 1, Spot(2, 4): 3,
    }  # fmt: skip
    assert left == []


def test_a_full_hall_fills_the_front_row_too() -> None:
    seated, left = arrange(PLAN, people(2, "a" * 10), PLAN.spots())
    assert (len(seated), left) == (12, [])
    assert seated[Spot(1, 3)] == 0


def test_who_finds_no_seat_is_told() -> None:
    seated, left = arrange(PLAN, people(1, "a" * 13), PLAN.spots())
    assert len(seated) == 12
    assert left == [11, 12]


@given(st.integers(0, 6), st.text("abc", max_size=20), st.integers(0, 200))
def test_everybody_sits_once_or_is_left(guests: int, units: str, distance: int) -> None:
    everybody = people(guests, units)
    spots = usable_spots(PLAN, min_distance_cm=distance)
    seated, left = arrange(PLAN, everybody, spots)
    assert sorted([*seated.values(), *left]) == sorted(each.key for each in everybody)
    assert set(seated) <= set(spots)
