"""What a plan is held against besides its number: ages, days, places left open, what is not known."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import RuleBroken
from daihoi.organizations.models import Office
from daihoi.personnel.actions import listing, plans
from daihoi.personnel.models import CandidateState, PersonnelPlan
from daihoi.personnel.queries.guidance import age_rules
from daihoi.personnel.queries.law import rules_of
from daihoi.personnel.queries.plan_page import PlanPage, begin_page
from daihoi.personnel.queries.slates import left_open
from daihoi.rules.personnel.directives import Level, rulebook_on
from daihoi.rules.personnel.introduction import judge_attendance
from daihoi.rules.personnel.structure import Composition, judge_structure
from tests.personnel.working import NAMES, TODAY, World, on

pytestmark = pytest.mark.django_db
OPENS = date(2020, 7, 20)


@pytest.fixture
def world() -> Iterator[World]:
    with on():
        yield World()


def page_of(world: World) -> PlanPage:
    found = begin_page(world.congress.pk, viewer=world.secretary)
    assert isinstance(found, PlanPage)
    return found


def shown(world: World) -> str:
    client = Client()
    client.force_login(world.secretary)
    return client.get(reverse("personnel:plan_detail", args=[world.congress.pk])).content.decode()


def test_a_list_of_nobody_is_refused_and_nothing_is_kept(world: World) -> None:
    plan = world.plan()
    with pytest.raises(RuleBroken) as refused:
        plans.set_plan(plan, {"names": 0}, actor=world.head)
    assert refused.value.code == "list_of_nobody"
    plan.refresh_from_db()
    assert plan.names is None
    assert plans.set_plan(plan, {"names": 6}, actor=world.head).names == 6


def test_what_the_list_of_members_lacks_keeps_the_list_open(world: World) -> None:
    plan = world.plan()
    world.add(plan, *NAMES[:7])
    world.finished(plan, 1)
    world.balloted(plan, 2, dict(zip(NAMES, (10, 9, 9, 8, 7, 6, 5), strict=False)), present=10)
    person = world.people[NAMES[1]]
    person.sex = ""
    person.save(update_fields=["sex"])
    with pytest.raises(RuleBroken) as refused:
        listing.settle_list(plan, reason="Đã biết.", actor=world.secretary)
    assert refused.value.code == "not_known"
    assert f"{NAMES[1]} (giới tính)" in str(refused.value)
    assert NAMES[0] not in str(refused.value)
    assert not plan.candidates.filter(state=CandidateState.PUT_FORWARD).exists()
    person.sex = "female"
    person.save(update_fields=["sex"])
    listing.settle_list(plan, actor=world.secretary)
    assert plan.candidates.filter(state=CandidateState.PUT_FORWARD).count() == 6


def test_a_limit_the_superior_did_not_record_asks_for_a_reason(world: World) -> None:
    plan = world.plan()
    world.add(plan, *NAMES[:7])
    plan.candidates.filter(person=world.people[NAMES[2]]).update(employment="retired")
    world.finished(plan, 1)
    world.balloted(plan, 2, dict(zip(NAMES, (10, 9, 9, 8, 7, 6, 5), strict=False)), present=10)
    assert "Lý do vẫn chốt" in shown(world)
    with pytest.raises(RuleBroken) as refused:
        listing.settle_list(plan, actor=world.secretary)
    assert refused.value.code == "no_limit_recorded"
    assert NAMES[2] in str(refused.value)
    listing.settle_list(plan, reason="Đảng ủy chưa ra quy định.", actor=world.secretary)
    plan.refresh_from_db()
    assert plan.no_limit_reason == "Đảng ủy chưa ra quy định."
    assert "Đảng ủy chưa ra quy định." in shown(world)
    entry = Entry.objects.filter(action="personnel.settle_list").latest("pk")
    assert entry.after["without_limit"] == 1


def test_places_left_open_and_posts_not_elected_wait_for_the_superiors_paper(world: World) -> None:
    plan = world.plan()
    told = {"open_places": 1, "posts_not_elected": "Phó bí thư\n"}
    plans.set_plan(plan, told, actor=world.head)
    found = page_of(world)
    assert [each.label for each in found.left_open] == ["chờ quyết định", "chờ quyết định"]
    assert [t.title for t in found.todos].count("Văn bản đồng ý của cấp trên") == 2
    text = shown(world)
    assert "Để trống 1 vị trí để bổ sung sau" in text
    assert "Đại hội chưa bầu: Phó bí thư" in text
    assert "P-045" not in text
    told = {"open_places_paper": "7-CV/ĐUK, 2-3-2020", "posts_paper": "8-CV/ĐUK, 2-3-2020"}
    plans.set_plan(plan, told, actor=world.head)
    found = page_of(world)
    assert [each.decision for each in found.left_open] == ["warned", "warned"]
    assert "theo 7-CV/ĐUK, 2-3-2020" in found.left_open[0].words
    assert left_open(world.congress) is None  # not settled yet
    PersonnelPlan.objects.update(
        settled_on=TODAY, settled_at=clock.now(), settled_by=world.secretary
    )
    left = left_open(world.congress)
    assert left is not None
    assert (left.places, left.posts, left.posts_paper) == (1, ["Phó bí thư"], "8-CV/ĐUK, 2-3-2020")


def test_days_of_the_superior_are_held_against_the_plans(world: World) -> None:
    plan = world.plan()
    days = {"steps_by": date(2020, 3, 10), "congress_by": date(2030, 1, 1)}
    with pytest.raises(RuleBroken) as refused:
        plans.set_plan(plan, days, actor=world.head)
    assert refused.value.code == "no_timetable_paper"
    told = {"timetable_paper": "Kế hoạch 05-KH/ĐUK, 10-1-2020"}
    plans.set_plan(plan, days | told, actor=world.head)
    found = page_of(world)
    assert [each.is_met for each in found.days] == [False, True]
    assert "muộn hơn kế hoạch" in found.days[0].words
    assert found.days[0].article == "Kế hoạch 05-KH/ĐUK, 10-1-2020"
    assert "Mốc thời gian của cấp trên" in [each.title for each in found.todos]
    with pytest.raises(RuleBroken) as refused:
        plans.set_plan(plan, {"congress_from": date(2030, 2, 1)}, actor=world.head)
    assert refused.value.code == "timetable_turned"


def test_ages_are_told_with_article_and_published_births() -> None:
    district = age_rules(rulebook_on(OPENS, level=Level.ABOVE_GRASSROOTS))
    assert [each.title for each in district] == ["Tái cử", "Tham gia lần đầu"]
    assert "nam sinh từ 12/1962, nữ sinh từ 12/1967" in district[0].words
    assert "nam sinh từ 6/1965, nữ sinh từ 6/1970" in district[1].words
    assert "Hướng dẫn 26-HD/BTCTW, 18-10-2019" in district[0].article
    cell = age_rules(rulebook_on(OPENS, level=Level.CELL))
    assert "còn ít nhất 30 tháng công tác" in cell[0].words
    assert "sinh từ" not in cell[0].words
    assert not any("P-0" in each.article for each in [*district, *cell])


def test_young_and_under_forty_are_one_bar() -> None:
    rules = rulebook_on(OPENS, level=Level.ABOVE_GRASSROOTS)
    found = judge_structure(Composition(20, under_40=1, middle=9, over_50=10, young=1), rules)
    codes = [part.code for part in found.parts]
    assert codes.count("under_40") == 1
    assert "young" not in codes


def test_a_cell_is_told_that_the_annex_is_applied_by_analogy() -> None:
    cell = judge_attendance(rulebook_on(OPENS, level=Level.CELL), convened=45, present=30)
    district = judge_attendance(
        rulebook_on(OPENS, level=Level.ABOVE_GRASSROOTS), convened=45, present=30
    )
    assert "Áp dụng tương tự Phụ lục Chỉ thị 35-CT/TW, 30-5-2019" in {b.source for b in cell.bases}
    assert cell.certainty == "U"
    assert "Phụ lục Chỉ thị 35-CT/TW, 30-5-2019" in {b.source for b in district.bases}
    assert district.certainty == "C"


def test_women_in_the_standing_committee_are_counted_above_cells() -> None:
    with on():
        world = World(kind="bloc_committee")
        plan = world.plan(seats=15)
        world.add(plan, *NAMES[:4])
        plans.set_plan(plan, {"standing_women": 0}, actor=world.head)
        found = page_of(world)
        assert found.structure is not None
        assert [each.words for each in found.structure.counts] == [
            "Nữ trong ban thường vụ: 0 đồng chí; cần ít nhất 1."
        ]
        assert "Nữ trong ban thường vụ" in shown(world)
        assert "P-05" not in shown(world)


@pytest.mark.parametrize("has_committee", [True, False])
def test_the_paper_says_who_leads_today(world: World, has_committee: bool) -> None:
    world.plan()
    if not has_committee:
        Office.objects.filter(kind="committee_member").delete()
    told = offers.restricted_facts_of(world.congress, TODAY)
    lead = told["cấp ủy đương nhiệm"][0].text
    if has_committee:
        assert told["ban đương nhiệm"] == "chi ủy đương nhiệm"
        assert lead == "Chi ủy đương nhiệm có 03 đồng chí:"
    else:
        assert told["ban đương nhiệm"] == "bí thư, phó bí thư đương nhiệm"
        assert lead == "Chi bộ không có chi ủy; bí thư, phó bí thư đương nhiệm:"


def test_the_procedure_names_its_paper_without_numbers_of_the_reference(world: World) -> None:
    world.plan()
    assert "P-06" not in shown(world)
    assert rules_of(world.congress).level is Level.CELL
