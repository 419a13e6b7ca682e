"""Goals are written down, judged at the end, and keep the preparation open until then."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.actions import goals as actions
from daihoi.congresses.actions.congresses import close_preparation, reopen_preparation
from daihoi.congresses.models import Congress, Goal, Milestone
from tests.factories import CongressFactory, OrganizationFactory, UserFactory, grant

pytestmark = pytest.mark.django_db

DAY = date(2020, 4, 3)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    moment = timezone.make_aware(datetime(2020, 4, 4, 9))  # noqa: DTZ001 - made aware
    with clock.standing_at(moment):
        yield


@pytest.fixture
def congress() -> Congress:
    organization = OrganizationFactory.create(path="/7/")
    return CongressFactory.create(organization=organization, target_on=DAY, target_precision="day")


@pytest.fixture
def secretary(congress: Congress) -> User:
    return grant(Role.SECRETARY, congress.organization)


def milestone(congress: Congress, code: str, planned_on: date) -> Milestone:
    return Milestone.objects.create(
        congress=congress,
        code=code,
        name="Tổng duyệt",
        days=0,
        responsible=["committee"],
        planned_on=planned_on,
    )


def test_goals_are_added_changed_and_taken_away(congress: Congress, secretary: User) -> None:
    first = actions.add_goal(congress, "  Đúng   tiến độ. ", actor=secretary)
    second = actions.add_goal(congress, "Đúng quy trình.", actor=secretary)
    assert [(goal.text, goal.position) for goal in congress.goals.order_by("position")] == [
        ("Đúng tiến độ.", 0),
        ("Đúng quy trình.", 1),
    ]
    actions.judge_goals(congress, {first.pk: (True, "")}, actor=secretary)
    actions.edit_goal(first, "Đúng kế hoạch.", actor=secretary)
    first.refresh_from_db()
    assert (first.text, first.is_met, first.judged_by) == ("Đúng kế hoạch.", None, None)
    actions.remove_goal(second, actor=secretary)
    assert [goal.text for goal in congress.goals.all()] == ["Đúng kế hoạch."]
    gone = Entry.objects.get(action="congresses.remove_goal")
    assert (gone.before, gone.context) == (
        {"text": "Đúng quy trình."},
        f"congresses.congress:{congress.pk}",
    )
    with pytest.raises(NotFound):
        actions.edit_goal(second, "Khác.", actor=secretary)
    with pytest.raises(RuleBroken):
        actions.add_goal(congress, "  ", actor=secretary)


def test_only_who_manages_the_congress_sets_goals(congress: Congress) -> None:
    with pytest.raises(NotPermitted):
        actions.add_goal(congress, "Đúng.", actor=grant(Role.MEMBER, congress.organization))
    with pytest.raises(NotFound):
        actions.add_goal(congress, "Đúng.", actor=UserFactory.create())
    assert not Goal.objects.exists()


def test_the_preparation_is_closed_once_goals_are_judged_and_steps_done(
    congress: Congress, secretary: User
) -> None:
    first = actions.add_goal(congress, "Đúng tiến độ.", actor=secretary)
    second = actions.add_goal(congress, "Đúng quy trình.", actor=secretary)
    rehearsal = milestone(congress, "M28", date(2020, 4, 2))
    milestone(congress, "M33", date(2020, 4, 14))  # after the congress: does not hold it open
    judged = {first.pk: (True, ""), second.pk: (False, "chậm một tuần")}

    with pytest.raises(RuleBroken) as refusal:
        close_preparation(congress, {first.pk: (True, "")}, actor=secretary)
    assert refusal.value.message == (
        "Chưa đóng được công tác chuẩn bị: mục tiêu chưa đánh giá: “Đúng quy trình”;"
        " còn 1 mốc chưa xong."
    )
    first.refresh_from_db()
    assert first.is_met is None  # nothing is kept of a refused closing

    with pytest.raises(RuleBroken):
        close_preparation(congress, judged, actor=secretary)
    rehearsal.dropped_at, rehearsal.dropped_by = clock.now(), secretary
    rehearsal.drop_reason = "ghép với phiên trù bị"
    rehearsal.save()
    Congress.objects.filter(pk=congress.pk).update(is_postponed=True)
    with pytest.raises(RuleBroken):
        close_preparation(congress, judged, actor=secretary)
    Congress.objects.filter(pk=congress.pk).update(is_postponed=False)

    close_preparation(congress, judged, actor=secretary)
    congress.refresh_from_db()
    assert congress.closed_by == secretary
    assert list(congress.goals.order_by("position").values_list("is_met", "note")) == [
        (True, ""),
        (False, "chậm một tuần"),
    ]
    assert Entry.objects.get(action="congresses.close_preparation").after["goals"] == [
        ["Đúng tiến độ.", True],
        ["Đúng quy trình.", False],
    ]
    for attempt in (
        lambda: close_preparation(congress, judged, actor=secretary),
        lambda: actions.add_goal(congress, "Thêm.", actor=secretary),
        lambda: actions.edit_goal(first, "Khác.", actor=secretary),
        lambda: actions.remove_goal(first, actor=secretary),
    ):
        with pytest.raises(Conflict):
            attempt()


def test_a_closed_preparation_is_opened_again_with_a_reason(
    congress: Congress, secretary: User
) -> None:
    with pytest.raises(Conflict):
        reopen_preparation(congress, "thiếu", actor=secretary)
    close_preparation(congress, {}, actor=secretary)
    with pytest.raises(RuleBroken):
        reopen_preparation(congress, " ", actor=secretary)
    with pytest.raises(NotPermitted):
        reopen_preparation(
            congress, "thiếu", actor=grant(Role.COMMITTEE_MEMBER, congress.organization)
        )
    reopen_preparation(congress, "thiếu biên bản", actor=secretary)
    congress.refresh_from_db()
    assert (congress.closed_at, congress.closed_by) == (None, None)
    after = Entry.objects.get(action="congresses.reopen_preparation").after
    assert after["reason"] == "thiếu biên bản"


def test_the_pages_judge_close_and_open_again(congress: Congress, secretary: User) -> None:
    client = Client()
    client.force_login(secretary)
    detail = reverse("congresses:congress_detail", args=[congress.pk])
    close = reverse("congresses:congress_close", args=[congress.pk])
    client.post(reverse("congresses:goal_add", args=[congress.pk]), {"text": "Đúng tiến độ."})
    goal = congress.goals.get()
    client.post(reverse("congresses:goal_edit", args=[goal.pk]), {"text": "Đúng kế hoạch."})
    extra = actions.add_goal(congress, "Bỏ.", actor=secretary)
    client.post(reverse("congresses:goal_remove", args=[extra.pk]))
    assert [each.text for each in congress.goals.all()] == ["Đúng kế hoạch."]
    refused = client.post(close, {f"note_{goal.pk}": "gần xong"})
    assert refused.context["form"].errors == {f"met_{goal.pk}": ["Hãy đánh giá mục tiêu này."]}
    assert "gần xong" in refused.content.decode()
    waiting = milestone(congress, "M28", DAY)
    shown = client.post(close, {f"met_{goal.pk}": "yes"}).content.decode()
    assert "Chưa đóng được công tác chuẩn bị: còn 1 mốc chưa xong." in shown
    assert shown.count("M28 Tổng duyệt") == 1
    assert "<details" not in shown[shown.index('id="main"') :]
    waiting.delete()
    client.post(close, {f"met_{goal.pk}": "yes", f"note_{goal.pk}": "kịp"})
    page = client.get(detail).content.decode()
    assert "đã đóng công tác chuẩn bị" in page
    assert "kịp" in page
    assert close not in page
    reopen = reverse("congresses:congress_reopen", args=[congress.pk])
    assert reopen in page
    client.post(reopen, {"reason": "thiếu biên bản"})
    assert close in client.get(detail).content.decode()
