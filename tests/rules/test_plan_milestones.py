"""Laws of planned days and of order, over plans of every shape."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from daihoi.rules.plans import Meaning, Offset, built_in_templates, find_loop, planned_days

CODES = [f"M{number:02}" for number in range(8)]
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
graphs = st.dictionaries(
    st.sampled_from(CODES), st.lists(st.sampled_from(CODES), max_size=3, unique=True)
)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Offset]:
    """Milestones each counted from day D or from one before it in the list: no loop."""
    made: dict[str, Offset] = {}
    for code in draw(st.lists(st.sampled_from(CODES), unique=True, min_size=1)):
        anchor = draw(st.sampled_from(["", *made]))
        made[code] = Offset(draw(st.integers(-120, 60)), draw(st.booleans()), anchor)
    return made


@st.composite
def holidays_near(draw: st.DrawFn, day: date) -> frozenset[date]:
    around = st.integers(-150, 150).map(lambda number: day + timedelta(days=number))
    return frozenset(draw(st.lists(around, max_size=12)))


@given(plans(), days, st.data())
def test_the_order_of_the_rows_does_not_matter(
    plan: dict[str, Offset], day: date, data: st.DataObject
) -> None:
    holidays = data.draw(holidays_near(day))
    shuffled = data.draw(st.permutations(list(plan.items())))
    assert planned_days(dict(shuffled), day, holidays=holidays) == planned_days(
        plan, day, holidays=holidays
    )


@given(plans(), days, st.data())
def test_working_days_never_end_on_a_day_off(
    plan: dict[str, Offset], day: date, data: st.DataObject
) -> None:
    holidays = data.draw(holidays_near(day))
    for code, planned in planned_days(plan, day, holidays=holidays).items():
        if plan[code].working_days:
            assert planned.weekday() < 5
            assert planned not in holidays


@given(plans(), days, st.data())
def test_what_was_done_as_planned_moves_nothing(
    plan: dict[str, Offset], day: date, data: st.DataObject
) -> None:
    """Counting again for the same day D is the identity, whatever of it has been done on its day."""
    holidays = data.draw(holidays_near(day))
    planned = planned_days(plan, day, holidays=holidays)
    done = {code: planned[code] for code in data.draw(st.sets(st.sampled_from(list(plan))))}
    assert planned_days(plan, day, holidays=holidays, actual=done) == planned


@given(plans(), days, st.integers(-60, 60))
def test_calendar_days_move_with_day_d(plan: dict[str, Offset], day: date, shift: int) -> None:
    plain = {code: Offset(each.days, counted_from=each.counted_from) for code, each in plan.items()}
    moved = planned_days(plain, day + timedelta(days=shift), holidays=())
    before = planned_days(plain, day, holidays=())
    assert moved == {code: on + timedelta(days=shift) for code, on in before.items()}


def reaches(graph: Mapping[str, list[str]], start: str) -> set[str]:
    """What can be come to from ``start``, by steps of the plainest kind."""
    found: set[str] = set()
    edge = set(graph.get(start, ()))
    while edge - found:
        found |= edge
        edge = {after for at in found for after in graph.get(at, ())}
    return found


@given(graphs)
def test_a_loop_is_found_exactly_where_one_is(graph: dict[str, list[str]]) -> None:
    loop = find_loop(graph)
    assert bool(loop) == any(code in reaches(graph, code) for code in graph)
    if loop:
        assert loop[0] == loop[-1]
        assert all(after in graph[at] for at, after in pairwise(loop))


def test_every_template_knows_what_its_milestones_mean() -> None:
    """The confirmation is a matter of Party cells only."""
    for template in built_in_templates():
        meant = [row.meaning for row in template.rows if row.meaning]
        expected = set(Meaning) - {Meaning.NONE}
        if template.family == "general":
            expected -= {Meaning.CONFIRMATION}
        assert sorted(meant) == sorted(expected), template.key
