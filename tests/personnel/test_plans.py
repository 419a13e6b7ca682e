"""The plan itself: begun once, filled, settled when everything holds, approved, presented, opened again."""

from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.base.revisions import Outdated, fingerprint
from daihoi.elections.queries.planning import official_members
from daihoi.notifications.models import Notice
from daihoi.personnel.actions import candidates, plans
from daihoi.personnel.models import CandidateState, PersonnelPlan, PlanState
from daihoi.personnel.queries import approval
from daihoi.personnel.queries.plan_page import page_of
from daihoi.personnel.queries.slates import is_presented
from tests.factories import grant
from tests.personnel.working import NAMES, TODAY, World, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Iterator[World]:
    with on():
        yield World()


def entry(action: str) -> Entry:
    return Entry.objects.filter(action=f"personnel.{action}").latest("pk")


def test_a_plan_is_begun_once_and_belongs_to_its_body(world: World) -> None:
    plan = plans.begin_plan(world.congress, actor=world.head)
    assert plan.state is PlanState.DRAFT
    assert plan.scope == world.body.scope
    assert entry("begin_plan").after["state"] == "draft"
    with pytest.raises(Conflict, match="đã có đề án"):
        plans.begin_plan(world.congress, actor=world.head)


def test_another_organization_than_the_party_has_no_such_plan() -> None:
    union = World(kind="union")
    with on(), pytest.raises(RuleBroken, match="chỉ dùng cho tổ chức đảng"):
        plans.begin_plan(union.congress, actor=union.head)


def test_a_member_may_not_begin_it(world: World) -> None:
    with pytest.raises(NotPermitted):
        plans.begin_plan(world.congress, actor=grant(Role.MEMBER, world.cell))


def test_words_of_the_plan_stay_out_of_the_record(world: World) -> None:
    plan = world.plan()
    values = {"direction": "Ưu tiên đồng chí Nông Thị Kín.", "targets": {"women": 2}, "seats": 5}
    plans.set_plan(plan, values, actor=world.head)
    plan.refresh_from_db()
    assert plan.direction == values["direction"]
    assert plan.targets == {"women": 2}
    told = entry("set_plan").after
    assert told["targets"] == {"women": 2}
    assert set(told["fields"]) == {"direction", "targets"}
    assert "Kín" not in str(told)


def test_who_opened_the_page_before_is_told_and_shown_both(world: World) -> None:
    plan = world.plan(seats=5)
    seen = fingerprint(plan, ["seats"])
    plans.set_plan(plan, {"seats": 3}, actor=world.head)
    with pytest.raises(Outdated):
        plans.set_plan(plan, {"seats": 7}, seen=seen, actor=world.head)
    plan.refresh_from_db()
    assert plan.seats == 3


def test_more_rotated_than_there_were_is_refused(world: World) -> None:
    plan = world.plan()
    with pytest.raises(RuleBroken, match="luân chuyển"):
        plans.set_plan(plan, {"before": 3, "rotated": 4}, actor=world.head)


def test_settled_plan_has_its_day_and_tells_its_readers_only(world: World) -> None:
    clerk = grant(Role.CLERK, world.cell)
    plan = world.settled()
    assert (plan.state, plan.settled_on) == (PlanState.SETTLED, TODAY)
    assert entry("settle_plan").after["put_forward"] == 6
    notice = Notice.objects.get(user=world.head)
    assert notice.is_confidential
    assert not any(name in notice.title + notice.body for name in NAMES)
    assert not Notice.objects.filter(user=clerk).exists()


def test_a_plan_without_number_or_list_is_not_settled(world: World) -> None:
    plan = world.plan(seats=None)
    with pytest.raises(RuleBroken, match="chưa ghi số lượng"):
        plans.settle_plan(plan, TODAY, actor=world.secretary)
    plans.set_plan(plan, {"seats": 5}, actor=world.head)
    with pytest.raises(RuleBroken, match="chốt danh sách"):
        plans.settle_plan(plan, TODAY, actor=world.secretary)


def test_a_structure_below_its_target_wants_a_reason(world: World) -> None:
    plan = world.listed()
    plans.set_plan(plan, {"targets": {"women": 6}}, actor=world.head)
    with pytest.raises(RuleBroken, match="ghi lý do") as refusal:
        plans.settle_plan(plan, TODAY, actor=world.secretary)
    assert refusal.value.code == "needs_reason"
    plans.set_plan(plan, {"structure_reason": "Chưa có nguồn."}, actor=world.head)
    assert plans.settle_plan(plan, TODAY, actor=world.secretary).settled_on == TODAY


def test_eight_members_have_no_committee(world: World) -> None:
    """V22: only a secretary and, if needed, a deputy."""
    plan = world.listed()
    for person in list(world.people.values())[8:]:
        person.memberships.update(ends_on=date(2020, 1, 1))
    page = page_of(plan, viewer=world.head)
    assert any("không bầu chi ủy" in each.words and each.is_refused for each in page.numbers)
    with pytest.raises(RuleBroken, match="không bầu chi ủy"):
        plans.settle_plan(plan, TODAY, actor=world.secretary)


def test_somebody_gone_from_the_list_leaves_it_without_surplus(world: World) -> None:
    plan = world.listed()
    first = plan.candidates.filter(state=CandidateState.PUT_FORWARD).first()
    assert first is not None
    candidates.drop_candidate(first, "Tự xin rút.", actor=world.head)
    with pytest.raises(RuleBroken, match="phải có số dư"):
        plans.settle_plan(plan, TODAY, actor=world.secretary)


def test_an_approval_that_was_sent_is_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = world.settled()
    found = SimpleNamespace(number="12-TB/ĐUK", decided_on=date(2020, 3, 26))
    monkeypatch.setattr(
        approval, "approved", lambda _congress, code: found if code == "DANS" else None
    )
    page = page_of(plan, viewer=world.head)
    assert page.state is PlanState.APPROVED
    assert page.approval == approval.PlanApproval("12-TB/ĐUK", date(2020, 3, 26), is_read=True)
    world.opens()
    assert plans.present_plan(plan, clock.now(), actor=world.secretary).presented_at
    found.decided_on = date(2020, 3, 1)  # of an earlier text: the committee settled it later
    assert approval.approval_of(plan) is None


def test_only_the_committee_settles(world: World) -> None:
    plan = world.listed()
    with pytest.raises(NotPermitted):
        plans.settle_plan(plan, TODAY, actor=world.head)
    with pytest.raises(RuleBroken, match="chưa tới"):
        plans.settle_plan(plan, TODAY + timedelta(days=1), actor=world.secretary)


def test_a_settled_plan_is_frozen_until_it_is_opened_with_a_reason(world: World) -> None:
    plan = world.settled()
    with pytest.raises(Conflict, match="không sửa được"):
        plans.set_plan(plan, {"seats": 7}, actor=world.head)
    with pytest.raises(Conflict, match="không sửa được"):
        candidates.drop_candidate(plan.candidates.all()[0], "Rút.", actor=world.head)
    again = plans.reopen_plan(plan, "Bổ sung một người.", actor=world.secretary)
    assert (again.state, again.settled_on) == (PlanState.DRAFT, None)
    assert [(each.state, each.reason) for each in again.returns.all()] == [
        ("settled", "Bổ sung một người.")
    ]
    assert entry("reopen_plan").before["state"] == "settled"
    plans.set_plan(again, {"seats": 7}, actor=world.head)


def test_it_is_approved_by_a_paper_and_presented_after_that(world: World) -> None:
    plan = world.settled()
    with pytest.raises(RuleBroken, match="chưa có văn bản phê duyệt"):
        plans.present_plan(plan, clock.now(), actor=world.secretary)
    with pytest.raises(RuleBroken, match="trước ngày cấp ủy thông qua"):
        plans.approve_plan(plan, "9-CV/ĐUK", date(2020, 3, 1), actor=world.head)
    plan = plans.approve_plan(plan, "12-CV/ĐUK", TODAY, actor=world.head)
    assert (plan.state, plan.approval_number) == (PlanState.APPROVED, "12-CV/ĐUK")
    with pytest.raises(RuleBroken, match="chưa định ngày đại hội"):
        plans.present_plan(plan, clock.now(), actor=world.secretary)
    world.opens()
    with pytest.raises(RuleBroken, match="trước ngày đại hội"):
        plans.present_plan(plan, clock.now() - timedelta(days=1), actor=world.secretary)
    with pytest.raises(RuleBroken, match="chưa tới"):
        plans.present_plan(plan, clock.now() + timedelta(hours=1), actor=world.secretary)
    plan = plans.present_plan(plan, clock.now(), actor=world.secretary)
    assert plan.state is PlanState.PRESENTED
    assert entry("present_plan").after["state"] == "presented"
    with pytest.raises(Conflict, match="đã ghi là trình"):
        plans.present_plan(plan, clock.now(), actor=world.secretary)


def test_names_wait_for_the_day_of_the_congress(world: World, client: Client) -> None:
    plan = world.approved()
    world.congress.target_precision = "day"
    world.congress.save(update_fields=["target_precision"])
    plan = PersonnelPlan.objects.get()
    page = page_of(plan, viewer=world.secretary)
    assert (page.opening.has_begun, page.opening.day) == (False, date(2020, 4, 3))
    client.force_login(world.secretary)
    url = reverse("personnel:plan_present", args=[world.congress.pk])
    assert url not in client.get(reverse("personnel:plan_detail", args=[world.congress.pk])).content.decode()  # fmt: skip
    assert "đại hội ngày 3-4-2020" in client.get(url).content.decode()
    refused = client.post(url, {"on": "26/3/2020", "time": "00:01"})
    assert refused.status_code == 422
    with pytest.raises(RuleBroken, match="phải chờ khai mạc"):
        plans.present_plan(plan, clock.now(), actor=world.secretary)
    assert not is_presented(world.congress)
    with on(date(2020, 4, 3)):
        plans.present_plan(plan, clock.now(), actor=world.secretary)
    assert is_presented(world.congress)


def test_a_draft_is_neither_approved_nor_presented_nor_opened(world: World) -> None:
    plan = world.plan()
    for act in (
        lambda: plans.approve_plan(plan, "1", TODAY, actor=world.secretary),
        lambda: plans.present_plan(plan, clock.now(), actor=world.secretary),
        lambda: plans.reopen_plan(plan, "Sửa.", actor=world.secretary),
    ):
        with pytest.raises(Conflict, match="chưa thông qua"):
            act()


def test_a_person_who_may_not_be_put_forward_keeps_the_plan_open(world: World) -> None:
    plan = world.listed()
    first = plan.candidates.filter(state=CandidateState.PUT_FORWARD).first()
    assert first is not None
    candidates.set_candidate(first, {"trouble": "prosecuted"}, actor=world.head)
    with pytest.raises(RuleBroken, match="khởi tố"):
        plans.settle_plan(plan, TODAY, actor=world.secretary)


@pytest.mark.parametrize(
    ("rows", "paper", "said"),
    [
        ([{"title": "Họp", "convened": "chi ủy", "ballot": "secret", "counted_on": "none"}], "05-HD", "tính trên số nào"),
        ([{"title": "Họp", "convened": "chi ủy", "ballot": "none", "counted_on": "convened"}], " ", "văn bản"),
    ],
)  # fmt: skip
def test_own_steps_that_make_no_sense_are_refused(
    world: World, rows: list[dict[str, str]], paper: str, said: str
) -> None:
    with pytest.raises(RuleBroken, match=said):
        plans.set_steps(world.plan(), rows, paper=paper, actor=world.head)


def test_a_cell_has_its_own_steps_by_its_superiors_paper(world: World) -> None:
    plan = world.plan()
    rows = [
        {"title": "Họp chi bộ", "convened": "đảng viên", "work": "Giới thiệu.", "ballot": "secret", "counted_on": "convened"},
    ]  # fmt: skip
    plans.set_steps(plan, rows, paper="05-HD/ĐUK, 10-1-2020", actor=world.head)
    plan.refresh_from_db()
    [run] = page_of(plan, viewer=world.head).runs
    assert [line.step.title for line in run.lines] == ["Họp chi bộ"]
    assert entry("set_steps").after == {"steps": 1, "paper": "05-HD/ĐUK, 10-1-2020"}
    world.add(plan, NAMES[0])
    world.step(plan, 1)
    with pytest.raises(Conflict, match="không đổi quy trình"):
        plans.set_steps(plan, [], paper="", actor=world.head)


def test_steps_of_the_centre_are_not_replaced() -> None:
    with on():
        world = World(kind="bloc_committee")
        rows = [{"title": "Họp", "convened": "BTV", "work": "", "ballot": "none", "counted_on": "convened"}]  # fmt: skip
        with pytest.raises(RuleBroken, match="Trung ương"):
            plans.set_steps(world.plan(), rows, paper="05-HD", actor=world.head)


def test_elections_and_the_plan_count_the_same_members(world: World) -> None:
    world.people[NAMES[9]].memberships.update(status="exempted")
    plan = world.plan()
    world.add(plan, NAMES[0])
    page = page_of(plan, viewer=world.head)
    said = [line for each in page.numbers for line in each.arithmetic]
    assert "9 ≥ 9 đảng viên chính thức ngày 3-4-2020" in said
    assert official_members(world.congress) == 9
