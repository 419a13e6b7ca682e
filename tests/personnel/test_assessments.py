"""Steps without a ballot: each person goes on or stops for a reason that the minutes repeat."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.personnel.actions import assessing, steps
from daihoi.personnel.models import Assessment, CandidateState
from daihoi.personnel.papers.minutes import step_minutes
from daihoi.personnel.queries.step_page import step_page
from tests.personnel.working import NAMES, World, on

pytestmark = pytest.mark.django_db
GOOD = (True, "Hoàn thành tốt nhiệm vụ.")


@pytest.fixture
def world() -> Iterator[World]:
    with on():
        yield World()


def test_who_is_not_assessed_keeps_the_step_open(world: World) -> None:
    plan = world.plan()
    first, second = world.add(plan, *NAMES[:2])
    step = world.step(plan, 1)
    assessing.assess_people(step, {first.pk: GOOD}, actor=world.head)
    with pytest.raises(RuleBroken, match=NAMES[1]) as refused:
        steps.finish_step(step, actor=world.head)
    assert refused.value.code == "not_assessed"
    assert NAMES[0] not in str(refused.value)
    assessing.assess_people(step, {second.pk: GOOD}, actor=world.head)
    assert steps.finish_step(step, actor=world.head).is_finished


def test_who_stops_is_dropped_with_that_reason(world: World) -> None:
    plan = world.plan()
    first, second = world.add(plan, *NAMES[:2])
    step = world.step(plan, 1)
    judged = {first.pk: GOOD, second.pk: (False, "Xin thôi tái cử vì sức khỏe.")}
    assessing.assess_people(step, judged, actor=world.head)
    steps.finish_step(step, actor=world.head)
    second.refresh_from_db()
    assert (second.state, second.drop_reason, second.dropped_in) == (
        CandidateState.DROPPED,
        "Xin thôi tái cử vì sức khỏe.",
        step,
    )
    rows = {row.candidate_id: (row.goes_on, row.reason) for row in step.people.all()}
    assert rows == judged
    told = Entry.objects.filter(action="personnel.assess_people").latest("pk")
    assert (told.after["go_on"], told.after["stop"]) == (1, 1)
    assert not any(name in str(told.after) for name in NAMES)
    page = step_page(world.congress.pk, "chung", 1, viewer=world.secretary)
    text = "\n".join(block.text for block in step_minutes(page).blocks)
    assert "Xin thôi tái cử vì sức khỏe." in text
    assert "Hoàn thành tốt nhiệm vụ." in text
    steps.correct_step(step, "Ghi nhầm người.", actor=world.head)
    second.refresh_from_db()
    assert second.state == CandidateState.CONSIDERED


def test_no_reason_no_stranger_and_no_step_that_votes(world: World) -> None:
    plan = world.plan()
    [first] = world.add(plan, NAMES[0])
    step = world.step(plan, 1)
    with pytest.raises(RuleBroken, match=NAMES[0]):
        assessing.assess_people(step, {first.pk: (False, "  ")}, actor=world.head)
    with pytest.raises(NotFound):
        assessing.assess_people(step, {first.pk + 1000: GOOD}, actor=world.head)
    assert not Assessment.objects.exists()
    world.assess(step)
    steps.finish_step(step, actor=world.head)
    with pytest.raises(Conflict):
        assessing.assess_people(step, {first.pk: GOOD}, actor=world.head)
    with pytest.raises(NotFound):
        assessing.assess_people(world.step(plan, 2), {first.pk: GOOD}, actor=world.head)


def test_the_list_and_the_superior_say_why_at_the_last_steps(world: World) -> None:
    plan = world.listed()
    third = world.finished(plan, 3)
    assert {row.reason for row in third.people.all()} == {"Có tên trong danh sách đã chốt."}


def test_the_page_says_of_whom_nothing_is_written_yet(world: World, client: Client) -> None:
    plan = world.plan()
    first, _second = world.add(plan, *NAMES[:2])
    step = world.step(plan, 1)
    client.force_login(world.secretary)
    url = reverse("personnel:step_detail", args=[world.congress.pk, "chung", 1])
    text = client.get(url).content.decode()
    assert "Ghi nhận xét từng người" in text
    assert text.count("chưa ghi") == 2
    assessing.assess_people(step, {first.pk: GOOD}, actor=world.head)
    assert client.get(url).content.decode().count("chưa ghi") == 1
