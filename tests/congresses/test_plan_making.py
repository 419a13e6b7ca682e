"""A plan is made from a template, and counted again when day D moves."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.actions.plans import make_plan, recompute_plan
from daihoi.congresses.models import Congress, CongressForm, Milestone
from daihoi.congresses.queries.calendar import public_holidays
from daihoi.rules.plans import Offset, Responsible, TemplateRow, built_in_templates
from tests.factories import (
    CongressFactory,
    SubcommitteeFactory,
    UserFactory,
    grant,
)

pytestmark = pytest.mark.django_db

FULL = next(each for each in built_in_templates() if each.key == "vn-party-full")
DAY = date(2020, 4, 3)


def congress_on(day: date = DAY) -> Congress:
    return CongressFactory.create(target_on=day, target_precision="day")


def planned(congress: Congress) -> dict[str, date]:
    return dict(congress.milestones.values_list("code", "planned_on"))


def complete(milestone: Milestone, on: date) -> None:
    milestone.actual_on, milestone.completed_at = on, clock.now()
    milestone.completed_by = UserFactory.create()
    milestone.save()


def test_the_full_template_becomes_38_dated_milestones_with_their_order() -> None:
    congress = congress_on()
    secretary = grant(Role.SECRETARY, congress.organization)
    drafts = SubcommitteeFactory.create(congress=congress, purpose="documents")
    SubcommitteeFactory.create(congress=congress, purpose="documents")
    make_plan(congress, FULL.rows, actor=secretary)
    days = planned(congress)
    assert len(days) == 38
    assert (days["M01"], days["M17"], days["M30"]) == (date(2020, 1, 4), date(2020, 3, 20), DAY)
    # seven working days after 3 April, Saturday and Sunday left out
    assert (days["M33"], days["M35"]) == (date(2020, 4, 14), date(2020, 5, 7))
    dossier = congress.milestones.get(code="M15")
    assert sorted(each.code for each in dossier.after.all()) == ["M10", "M11", "M13", "M14"]
    assert [each.code for each in dossier.followers.all()] == ["M16"]
    assert congress.milestones.get(code="M06").subcommittee == drafts
    assert congress.milestones.get(code="M08").subcommittee is None
    entry = Entry.objects.get(action="congresses.make_plan")
    assert entry.after["milestones"][0] == "M01 Quán triệt chỉ thị, kế hoạch cấp trên"


def test_a_second_plan_a_loop_and_a_stranger_are_refused() -> None:
    congress = congress_on()
    secretary = grant(Role.SECRETARY, congress.organization)

    def row(code: str, *after: str) -> TemplateRow:
        return TemplateRow(code, code, Offset(-9), (Responsible.COMMITTEE,), after=after)

    with pytest.raises(RuleBroken) as refusal:
        make_plan(congress, [row("M1", "M2"), row("M2", "M1")], actor=secretary)
    assert refusal.value.code == "bad_template"
    with pytest.raises(NotPermitted):
        make_plan(congress, [row("M1")], actor=grant(Role.MEMBER, congress.organization))
    with pytest.raises(NotFound):
        make_plan(congress, [row("M1")], actor=UserFactory.create())
    assert not congress.milestones.exists()
    make_plan(congress, [row("M1")], actor=secretary)
    with pytest.raises(Conflict):
        make_plan(congress, [row("M2")], actor=secretary)
    assert [each.code for each in congress.milestones.all()] == ["M1"]


def test_counting_again_moves_what_is_open_and_leaves_the_rest() -> None:
    congress = congress_on()
    secretary = grant(Role.SECRETARY, congress.organization)
    make_plan(congress, FULL.rows, actor=secretary)
    before = planned(congress)
    complete(congress.milestones.get(code="M33"), date(2020, 4, 6))
    dropped = congress.milestones.get(code="M26")
    dropped.dropped_at, dropped.dropped_by = clock.now(), secretary
    dropped.drop_reason = "không còn dịch"
    dropped.save()
    Congress.objects.filter(pk=congress.pk).update(target_on=date(2020, 4, 24))
    changed = recompute_plan(congress, actor=secretary)
    after = planned(congress)
    assert len(changed) == 36
    assert (after["M33"], after["M26"]) == (before["M33"], before["M26"])
    assert after["M17"] == date(2020, 4, 10)
    # 15 working days after the day it was really sent, past 30 April and 1 May
    assert after["M35"] == date(2020, 4, 27)
    entry = Entry.objects.filter(action="congresses.recompute_plan").order_by("sequence")[15]
    assert (entry.before["planned_on"], entry.after["planned_on"]) == (
        before[entry.after["code"]].isoformat(),
        after[entry.after["code"]].isoformat(),
    )
    assert entry.context == f"congresses.congress:{congress.pk}"
    assert recompute_plan(congress, actor=secretary) == []
    assert Entry.objects.filter(action="congresses.recompute_plan").count() == 36


@pytest.mark.parametrize("rows", [10, 38])
def test_counting_again_costs_the_same_for_any_plan(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    congress = congress_on()
    secretary = grant(Role.SECRETARY, congress.organization)
    make_plan(congress, FULL.rows[-rows:] if rows == 38 else _first(rows), actor=secretary)
    Congress.objects.filter(pk=congress.pk).update(target_on=date(2020, 4, 24))
    # savepoints, grants, congress, milestones, update, the chain's head, entries
    with django_assert_num_queries(11):
        recompute_plan(congress, actor=secretary)


def _first(rows: int) -> tuple[TemplateRow, ...]:
    known = {row.code for row in FULL.rows[:rows]}
    return tuple(row for row in FULL.rows[:rows] if set(row.after) <= known)


def test_public_holidays_carry_their_vietnamese_names() -> None:
    found = public_holidays([2020])
    assert found[date(2020, 4, 2)] == "Ngày Giỗ Tổ Hùng Vương"
    assert date(2020, 4, 30) in found
    assert date(2020, 4, 3) not in found
    assert public_holidays(year for year in (2020,)) is found


def test_a_congress_of_delegates_has_the_steps_of_electing_and_credentials() -> None:
    """S4: an all-member congress, the default of a cell, has neither."""
    congress = congress_on()
    assert congress.form == CongressForm.ALL_MEMBERS
    congress.form = CongressForm.DELEGATES
    congress.save()
    make_plan(congress, FULL.rows, actor=grant(Role.SECRETARY, congress.organization))
    steps = congress.milestones.filter(code__startswith="DB").order_by("position")
    assert [step.code for step in steps] == ["DB1", "DB2", "DB3"]
    assert [step.output for step in steps] == ["", "BCTT", "BCTT"]
    assert [before.code for before in steps[2].after.order_by("code")] == ["DB2", "M29"]
