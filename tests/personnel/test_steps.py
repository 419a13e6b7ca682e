"""Steps: in their order, with their sums, who goes on and why; corrected with a reason only."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.organizations.models import Office
from daihoi.personnel.actions import candidates, listing, plans, steps
from daihoi.personnel.models import CandidateState, PersonnelPlan, StepMeeting
from daihoi.personnel.queries.listing import Listing, listing_of
from daihoi.personnel.queries.people import people_of
from daihoi.personnel.queries.plan_page import page_of
from daihoi.personnel.queries.slates import put_forward
from daihoi.personnel.queries.step_page import step_page
from daihoi.personnel.queries.steps import runs_of
from daihoi.rules.personnel.steps import Round
from tests.factories.meetings import InviteeFactory, MeetingFactory
from tests.personnel.working import NAMES, TODAY, World, on

pytestmark = pytest.mark.django_db
OLD, NEW = Round.RE_ELECTED, Round.FIRST_TIME


@pytest.fixture
def world() -> Iterator[World]:
    with on():
        yield World()


@pytest.fixture
def committee() -> Iterator[World]:
    """Above cells: five steps, twice."""
    with on():
        yield World(kind="bloc_committee")


def states(plan: PersonnelPlan, *names: str) -> list[str]:
    found = {each.person.full_name: each.state for each in plan.candidates.all()}
    return [found[name] for name in names]


def made_listing(plan: PersonnelPlan) -> Listing:
    people = people_of(plan)
    found = listing_of(plan, people, runs_of(plan, people))
    assert found is not None
    return found


def test_a_step_before_its_turn_is_refused_with_the_article(world: World) -> None:
    plan = world.plan()
    world.add(plan, *NAMES[:6])
    with pytest.raises(RuleBroken, match="còn bước 1"):
        world.step(plan, 2)
    assert not StepMeeting.objects.exists()


def test_a_step_there_is_not_is_not_found(world: World) -> None:
    plan = world.plan()
    with pytest.raises(NotFound):
        world.step(plan, 9)
    with pytest.raises(NotFound):
        world.step(plan, 1, round=NEW)


def test_first_time_people_wait_for_those_re_elected(committee: World) -> None:
    """V18."""
    plan = committee.plan(seats=15)
    committee.add(plan, NAMES[0], NAMES[5])
    with pytest.raises(RuleBroken, match="Vòng tái cử chưa kết thúc"):
        committee.step(plan, 1, round=NEW)


def test_a_round_with_nobody_is_passed_over(committee: World) -> None:
    plan = committee.plan(seats=15)
    committee.add(plan, NAMES[5])
    assert committee.step(plan, 1, round=NEW).title == "Hội nghị ban thường vụ, lần 1"


def test_exactly_half_of_those_convened_stops(committee: World) -> None:
    """V13: 30 convened, 27 present; 16 stays, 15 drops."""
    plan = committee.plan(seats=15)
    committee.add(plan, NAMES[0], NAMES[1])
    votes = {NAMES[0]: 25, NAMES[1]: 25}
    for number in (1, 2):
        committee.balloted(plan, number, votes, round=OLD, convened=30, present=27)
    votes = {NAMES[0]: 16, NAMES[1]: 15}
    step = committee.balloted(plan, 3, votes, round=OLD, convened=30, present=27)
    rows = {row.candidate.person.full_name: row for row in step.people.all()}
    assert (rows[NAMES[0]].goes_on, rows[NAMES[1]].goes_on) == (True, False)
    assert "15/30 được triệu tập (đúng một nửa), cần ít nhất 16: dừng lại" in rows[NAMES[1]].reason
    assert states(plan, NAMES[0], NAMES[1]) == ["considered", "dropped"]
    told = Entry.objects.filter(action="personnel.finish_step").latest("pk")
    assert (told.after["go_on"], told.after["drop_out"]) == (1, 1)
    assert not any(name in str(told.after) + told.subject_label for name in NAMES)
    with pytest.raises(RuleBroken, match="kết quả của một bước"):
        candidates.take_back_candidate(rows[NAMES[1]].candidate, actor=committee.head)


def test_a_conference_too_few_came_to_is_not_held(committee: World) -> None:
    """V14: 45 convened, 29 present, 30 needed."""
    plan = committee.plan(seats=15)
    committee.add(plan, NAMES[0])
    committee.balloted(plan, 1, {NAMES[0]: 5}, round=OLD, convened=5, present=5)
    step = committee.step(plan, 2, round=OLD, convened=45, present=29)
    sums = {"issued": 29, "returned": 29, "invalid": 0}
    steps.set_ballot(step, 1, sums, committee.by_pk(plan, {NAMES[0]: 28}), actor=committee.head)
    with pytest.raises(RuleBroken, match="cần ít nhất 30"):
        steps.finish_step(step, actor=committee.head)
    step.refresh_from_db()
    assert not step.is_finished


@pytest.mark.parametrize(
    ("sums", "votes", "said"),
    [
        ({"issued": 11, "returned": 9, "invalid": 0}, 8, "nhiều hơn 9 người có mặt"),
        ({"issued": 9, "returned": 10, "invalid": 0}, 8, "nhiều hơn phát ra 9"),
        ({"issued": 9, "returned": 9, "invalid": 2}, 8, "nhiều hơn 7 phiếu hợp lệ"),
    ],
)
def test_sums_that_cannot_be_true_are_refused(
    world: World, sums: dict[str, int], votes: int, said: str
) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    world.finished(plan, 1)
    step = world.step(plan, 2)
    with pytest.raises(RuleBroken, match=said):
        steps.set_ballot(step, 1, sums, world.by_pk(plan, {NAMES[0]: votes}), actor=world.head)
    assert not step.ballots.exists()


def test_a_finished_step_is_frozen(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    step = world.finished(plan, 1)
    with pytest.raises(Conflict, match="không sửa được"):
        world.step(plan, 1, present=10)
    with pytest.raises(Conflict):
        steps.finish_step(step, actor=world.head)


def test_a_step_needs_its_day_its_people_and_its_ballot(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    step = world.step(plan, 1, on=None)
    with pytest.raises(RuleBroken, match="ngày của bước"):
        steps.finish_step(step, actor=world.head)
    step = world.step(plan, 1, on=TODAY + timedelta(days=1))
    with pytest.raises(RuleBroken, match="chưa tới"):
        steps.finish_step(step, actor=world.head)
    step = world.step(plan, 1, convened=None, present=None)
    with pytest.raises(RuleBroken, match="số được triệu tập"):
        steps.finish_step(step, actor=world.head)
    with pytest.raises(RuleBroken, match="nhiều hơn"):
        world.step(plan, 1, convened=3, present=4)
    world.finished(plan, 1)
    with pytest.raises(RuleBroken, match="kết quả phiếu"):
        world.finished(plan, 2)


def test_a_correction_keeps_what_was_and_takes_people_back(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0], NAMES[1])
    world.finished(plan, 1)
    step = world.balloted(plan, 2, {NAMES[0]: 8, NAMES[1]: 5})
    assert states(plan, NAMES[1]) == ["dropped"]
    made = steps.correct_step(step, "Ghi nhầm số phiếu.", actor=world.head)
    pk = world.by_pk(plan, {NAMES[1]: 0}).popitem()[0]
    assert made.before["ballots"][0]["votes"][str(pk)] == 5
    assert states(plan, NAMES[1]) == ["considered"]
    sums = {"issued": 9, "returned": 9, "invalid": 0}
    votes = world.by_pk(plan, {NAMES[0]: 8, NAMES[1]: 6})
    steps.set_ballot(step, 1, sums, votes, actor=world.head)
    steps.finish_step(step, actor=world.head)
    assert states(plan, NAMES[1]) == ["considered"]
    assert Entry.objects.get(action="personnel.correct_step").after["correction"] == made.pk


def test_corrections_begin_with_the_last_step(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    first = world.finished(plan, 1)
    with on(hour=10):
        world.balloted(plan, 2, {NAMES[0]: 8})
    with pytest.raises(Conflict, match="đã có bước khác"):
        steps.correct_step(first, "Nhầm.", actor=world.head)


def test_a_mistaken_ballot_is_taken_back(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    world.finished(plan, 1)
    step = world.step(plan, 2)
    sums = {"issued": 9, "returned": 9, "invalid": 0}
    votes = world.by_pk(plan, {NAMES[0]: 8})
    ballot = steps.set_ballot(step, 1, sums, votes, actor=world.head)
    steps.remove_ballot(ballot, actor=world.head)
    assert not step.ballots.exists()
    with pytest.raises(NotFound):
        steps.set_ballot(step, 3, sums, votes, actor=world.head)


def test_a_meeting_gives_its_day_and_must_be_of_the_congress(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    meeting = MeetingFactory.create(
        congress=world.congress, on=TODAY, kind="subcommittee", subcommittee=world.body
    )
    step = world.step(plan, 1, meeting=meeting, on=None)
    assert (step.on, step.place) == (TODAY, "Hội trường tầng 2")
    with pytest.raises(NotFound):
        world.step(plan, 1, meeting=MeetingFactory.create())


def test_levels_on_the_last_place_wait_for_the_head(world: World) -> None:
    """V15: five seats and one more; two people tie for that place."""
    plan = world.plan()
    world.add(plan, *NAMES[:7])
    world.crowd(20)
    world.finished(plan, 1)
    counts = (28, 27, 25, 24, 22, 19, 19)
    votes = dict(zip(NAMES, counts, strict=False))
    world.balloted(plan, 2, votes, convened=30, present=30)
    found = made_listing(plan)
    assert found.answer.code == "tie_for_head"
    assert ([each.label for each in found.tied], found.places) == ([NAMES[5], NAMES[6]], 1)
    with pytest.raises(RuleBroken, match="bằng phiếu"):
        listing.settle_list(plan, actor=world.secretary)
    both = [each.pk for each in found.tied]
    with pytest.raises(RuleBroken, match="chọn đúng 1"):
        listing.choose_tied(plan, both, actor=world.secretary, reason="x", on=TODAY)
    told = {"reason": "Có kinh nghiệm hơn.", "on": TODAY}
    with pytest.raises(RuleBroken, match="chưa chốt"):
        world.finished(plan, 3)
    with pytest.raises(RuleBroken, match="Ngày chọn"):
        listing.choose_tied(plan, both[1:], actor=world.secretary, reason="x", on=date(2020, 1, 1))
    listing.choose_tied(plan, both[1:], actor=world.secretary, **told)
    choice = plan.head_choices.get()
    assert (choice.reason, choice.on) == ("Có kinh nghiệm hơn.", TODAY)
    assert made_listing(plan).answer.code == "list_by_head"
    listing.settle_list(plan, actor=world.secretary)
    names = [each.name for each in put_forward(world.congress, "committee")]
    assert len(names) == 6
    assert NAMES[6] in names
    assert states(plan, NAMES[5]) == [CandidateState.DROPPED]
    plans.set_plan(plan, {"seats": 6}, actor=world.head)  # a seventh name is wanted now
    listing.settle_list(plan, actor=world.secretary)
    assert states(plan, NAMES[5]) == [CandidateState.PUT_FORWARD]


def test_too_few_passed_so_the_introduction_goes_on(world: World) -> None:
    """V16: five seats, five passed; one more ballot brings the sixth."""
    plan = world.plan()
    world.add(plan, *NAMES[:6])
    world.finished(plan, 1)
    votes = dict.fromkeys(NAMES[:5], 8) | {NAMES[5]: 4}
    step = world.balloted(plan, 2, votes)
    assert made_listing(plan).answer.code == "introduction_continues"
    steps.correct_step(step, "Tiếp tục giới thiệu.", actor=world.head)
    sums = {"issued": 9, "returned": 9, "invalid": 0}
    again = world.by_pk(plan, {NAMES[5]: 7})
    steps.set_ballot(step, 2, sums, again, actor=world.head)
    steps.finish_step(step, actor=world.head)
    assert len(made_listing(plan).chosen) == 6
    assert listing.settle_list(plan, actor=world.secretary)


def test_a_person_introduced_beside_the_list_is_reported(committee: World) -> None:
    """V19: the standing committee's list is without K, the committee introduces K."""
    plan = committee.plan(seats=15)
    committee.add(plan, NAMES[0], NAMES[1])
    told = {"round": OLD, "convened": 10, "present": 10}
    committee.balloted(plan, 1, {NAMES[0]: 9, NAMES[1]: 2}, **told)
    committee.balloted(plan, 2, {NAMES[0]: 9}, **told)
    step = committee.step(plan, 3, **told)
    sums = {"issued": 10, "returned": 10, "invalid": 0}
    votes = committee.by_pk(plan, {NAMES[0]: 9, NAMES[1]: 8})
    steps.set_ballot(step, 1, sums, votes, actor=committee.head)
    steps.finish_step(step, actor=committee.head)
    assert states(plan, NAMES[1]) == ["considered"]
    page = step_page(committee.congress.pk, "tai-cu", 3, viewer=committee.head)
    assert page.needs_report
    todos = page_of(plan, viewer=committee.head).todos
    assert "phải báo cáo" in {each.state for each in todos}
    assert page.difference is not None
    assert "phải báo cáo" in page.difference.words
    steps.report_difference(step, "7-BC/ĐUK, 26-3-2020", actor=committee.head)
    page = step_page(committee.congress.pk, "tai-cu", 3, viewer=committee.head)
    assert page.difference is not None
    assert "Đã báo cáo: 7-BC/ĐUK" in page.difference.words
    steps.correct_step(step, "Nhầm.", actor=committee.head)
    assert states(plan, NAMES[1]) == ["dropped"]


def test_the_list_wants_its_last_ballot_finished(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    with pytest.raises(Conflict, match="chưa kết thúc"):
        listing.settle_list(plan, actor=world.secretary)


def test_pages_know_what_comes_next(world: World) -> None:
    plan = world.listed()
    page = page_of(plan, viewer=world.head)
    assert page.current is not None
    assert page.current.step.number == 3
    assert page.listing is not None
    assert page.listing.is_settled
    steps.write_step(
        plan, Round.ALL, 3, {"on": TODAY, "convened": 3, "present": 3}, actor=world.head
    )
    world.finished(plan, 3)
    with pytest.raises(RuleBroken, match="Chưa có văn bản phê duyệt"):
        world.finished(plan, 4, convened=None, present=None)


def test_a_day_before_the_step_before_it_is_refused(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    world.finished(plan, 1)
    with pytest.raises(RuleBroken, match="trước ngày của bước đã xong"):
        world.step(plan, 2, on=TODAY - timedelta(days=1))
    assert world.step(plan, 2).on == TODAY


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"on": date(1990, 4, 15)}, "hơn một nhiệm kỳ"),
        ({"on": date(2020, 3, 1), "note": ""}, "trước ngày lập đề án"),
        ({"convened": 30_000, "present": 29_000}, "là không thể"),
        ({"convened": 2, "present": 2, "note": ""}, "cấp ủy viên ngày 26-3-2020 là 3"),
    ],
)
def test_a_step_that_cannot_have_been_is_refused(
    world: World, values: dict[str, object], said: str
) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    with pytest.raises(RuleBroken, match=said):
        world.step(plan, 1, **values)
    assert not plan.steps.exists()
    told = values | {"note": "Một đồng chí đi công tác."}
    if not said.startswith(("hơn", "là")):
        assert world.step(plan, 1, **told).pk


def test_the_members_of_the_day_are_proposed(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    world.finished(plan, 1)
    page = step_page(world.congress.pk, "chung", 2, viewer=world.head)
    assert page.expected is not None
    assert (page.expected.convened, page.expected.most) == (10, 10)


def test_a_meeting_tells_who_was_called_and_who_came(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    meeting = MeetingFactory.create(congress=world.congress, on=TODAY, kind="committee", ended=True)
    marked = {"marked_at": clock.now(), "marked_by": world.head}
    for arrived in (clock.now(), clock.now(), None):
        presence = "present" if arrived else "absent"
        InviteeFactory.create(meeting=meeting, presence=presence, arrived_at=arrived, **marked)
    told = {"meeting": meeting, "note": ""}
    step = steps.write_step(plan, Round.ALL, 1, told, actor=world.secretary)
    assert (step.on, step.convened, step.present) == (TODAY, 3, 2)


def test_attendance_stays_under_recorded_ballots(world: World) -> None:
    plan = world.plan()
    world.add(plan, NAMES[0])
    world.finished(plan, 1)
    step = world.step(plan, 2)
    sums = {"issued": 9, "returned": 9, "invalid": 0}
    votes = world.by_pk(plan, {NAMES[0]: 8})
    ballot = steps.set_ballot(step, 1, sums, votes, actor=world.head)
    with pytest.raises(RuleBroken, match="không đổi số dự"):
        world.step(plan, 2, present=10)
    assert world.step(plan, 2, place="Phòng họp").place == "Phòng họp"
    steps.remove_ballot(ballot, actor=world.head)
    assert world.step(plan, 2, present=10).present == 10


def test_who_may_not_stand_is_kept_off_the_ballot(world: World) -> None:
    plan = world.plan()
    made = world.add(plan, *NAMES[:2])
    candidates.set_candidate(made[1], {"trouble": "prosecuted"}, actor=world.head)
    world.finished(plan, 1)
    step = world.step(plan, 2)
    page = step_page(world.congress.pk, "chung", 2, viewer=world.head)
    assert [each.pk for each in page.people] == [made[0].pk]
    assert [each.pk for each in page.barred] == [made[1].pk]
    sums = {"issued": 9, "returned": 9, "invalid": 0}
    votes = world.by_pk(plan, {NAMES[0]: 8, NAMES[1]: 8})
    with pytest.raises(RuleBroken, match="khởi tố"):
        steps.set_ballot(step, 1, sums, votes, actor=world.head)
    votes = world.by_pk(plan, {NAMES[0]: 8})
    steps.set_ballot(step, 1, sums, votes, actor=world.head)
    steps.finish_step(step, actor=world.head)
    assert [each.candidate_id for each in step.people.all()] == [made[0].pk]


def test_the_approval_step_wants_the_superiors_paper(world: World) -> None:
    plan = world.settled()
    told = {"convened": None, "present": None}
    with pytest.raises(RuleBroken, match="Chưa có văn bản phê duyệt"):
        world.finished(plan, 4, **told)
    plans.approve_plan(plan, "12-CV/ĐUK", TODAY, actor=world.head)
    step = world.finished(plan, 4, **told)
    assert (step.on, step.paper) == (TODAY, "12-CV/ĐUK, 26-3-2020")
    with pytest.raises(RuleBroken, match="khi ghi trình đại hội"):
        world.step(plan, 5, **told)


def test_presenting_finishes_the_last_steps_and_opening_takes_them_back(world: World) -> None:
    plan = world.presented()
    held = {each.number: each.is_finished for each in plan.steps.all()}
    assert held == {1: True, 2: True, 3: True, 4: True, 5: True}
    plans.reopen_plan(plan, "Bổ sung một người.", actor=world.secretary)
    held = {each.number: each.is_finished for each in plan.steps.all()}
    assert held == {1: True, 2: True, 3: True, 4: False, 5: False}
    assert plan.candidates.filter(state=CandidateState.PUT_FORWARD).count() == 6


def test_presenting_waits_for_every_step(world: World) -> None:
    plan = world.approved()
    world.opens()
    step = plan.steps.get(number=3)
    StepMeeting.objects.filter(pk=step.pk).update(finished_at=None, finished_by=None)
    with pytest.raises(RuleBroken, match="Còn bước 3"):
        plans.present_plan(plan, clock.now(), actor=world.secretary)


def test_who_comes_late_lacks_steps_and_keeps_the_plan_open(world: World) -> None:
    plan = world.listed()
    world.add(plan, NAMES[8])
    page = page_of(plan, viewer=world.head)
    assert [(each.known.label, each.numbers) for each in page.lacking] == [(NAMES[8], [1, 2])]
    assert "thiếu bước" in {each.state for each in page.todos}
    plans.set_plan(plan, {"structure_reason": "Chưa có nguồn."}, actor=world.head)
    with pytest.raises(RuleBroken, match="chưa qua bước 1, 2"):
        plans.settle_plan(plan, TODAY, actor=world.secretary)


def test_the_standing_committee_that_drops_somebody_is_asked_too(committee: World) -> None:
    """P-053 the other way: the committee introduces K, the standing committee's next list is without K."""
    plan = committee.plan(seats=15)
    committee.add(plan, NAMES[0], NAMES[1])
    told = {"round": OLD, "convened": 10, "present": 10}
    both = {NAMES[0]: 9, NAMES[1]: 9}
    for number in (1, 2, 3):
        committee.balloted(plan, number, both, **told)
    step = committee.balloted(plan, 4, {NAMES[0]: 9, NAMES[1]: 2}, **told)
    assert step.differs
    page = step_page(committee.congress.pk, "tai-cu", 4, viewer=committee.head)
    assert page.needs_report
    assert page.difference is not None
    assert NAMES[1] in page.difference.words
    assert "phải báo cáo" in {each.state for each in page_of(plan, viewer=committee.head).todos}


def test_a_cell_without_committee_lists_its_secretary(world: World) -> None:
    for name in NAMES[5:]:
        world.people[name].memberships.update(ends_on=date(2020, 1, 1))
    Office.objects.exclude(kind="secretary").delete()
    plan = world.plan(seats=0, deputies=1)
    with pytest.raises(RuleBroken, match="không bầu chi ủy"):
        world.add(plan, NAMES[0])
    told = {"for_committee": False}
    world.add(plan, NAMES[0], NAMES[1], for_secretary=True, **told)
    page = page_of(plan, viewer=world.head)
    assert page.runs[0].lines[0].step.title == "Bí thư chuẩn bị nhân sự"
    assert "chưa có người" in {each.state for each in page.todos}
    world.add(plan, NAMES[2], for_deputy=True, **told)
    world.finished(plan, 1, convened=1, present=1)
    votes = dict.fromkeys(NAMES[:3], 5)
    world.balloted(plan, 2, votes, convened=5, present=5)
    found = made_listing(plan)
    assert {each.label for each in found.chosen} == {NAMES[0], NAMES[1]}
    listing.settle_list(plan, actor=world.secretary)
    assert [each.name for each in put_forward(world.congress, "deputy_secretary")] == [NAMES[2]]
    candidates_of = plan.candidates.filter(person=world.people[NAMES[2]])
    candidates_of.update(for_deputy=False, for_delegate=True)
    with pytest.raises(RuleBroken, match="chưa giới thiệu ai"):
        plans.settle_plan(plan, TODAY, actor=world.secretary)
