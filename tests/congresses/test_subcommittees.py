"""Subcommittees as data: their decision, their end, supporting staff, their page."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import Grant
from daihoi.accounts.permissions import Permission, Role, can
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.congresses.actions import subcommittees as actions
from daihoi.congresses.actions import tasks
from daihoi.congresses.models import OutsideBody, Subcommittee
from daihoi.congresses.queries import subcommittees as queries
from daihoi.congresses.queries.tasks import rows_of_body
from tests.congresses.preparing import TODAY, Post, Preparation, on, user_of
from tests.factories import CongressFactory, PersonFactory, SubcommitteeFactory, TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Preparation:
    return Preparation()


def roles(case: Preparation, day: date) -> set[str]:
    """Roles held in the documents subcommittee on a day."""
    held = Grant.objects.filter(within=case.body.scope.within, starts_on__lte=day)
    return {grant.role for grant in held if grant.ends_on is None or grant.ends_on >= day}


def test_ending_a_subcommittee_ends_its_posts_and_the_roles_that_follow(case: Preparation) -> None:
    assert roles(case, TODAY) == {"subcommittee_head", "supporting_staff"}
    actions.end_subcommittee(case.body, TODAY, actor=user_of(case.secretary))
    case.body.refresh_from_db()
    assert case.body.ends_on == TODAY
    assert set(case.body.posts.values_list("ends_on", flat=True)) == {TODAY}
    assert roles(case, TODAY) == {"subcommittee_head", "supporting_staff"}
    tomorrow = TODAY + timedelta(days=1)
    assert roles(case, tomorrow) == set()
    with on(tomorrow):
        assert not can(user_of(case.head), Permission.CONGRESSES_WORK, at=case.body)
    entry = Entry.objects.get(action="congresses.end_subcommittee")
    assert entry.after["people"] == ["Trần Văn Trưởng", "Phạm Thị Giúp"]
    with pytest.raises(Conflict):
        actions.end_subcommittee(case.body, TODAY, actor=user_of(case.secretary))


def test_a_post_that_was_to_end_later_ends_with_its_subcommittee(case: Preparation) -> None:
    post = case.staff.posts.get()
    post.ends_on = TODAY + timedelta(days=30)
    post.save()
    actions.end_subcommittee(case.body, TODAY, actor=user_of(case.secretary))
    post.refresh_from_db()
    assert post.ends_on == TODAY


def test_a_decision_is_not_dated_after_the_end(case: Preparation) -> None:
    body = SubcommitteeFactory.create(congress=case.congress, ends_on=TODAY)
    values = {
        "name": body.name,
        "decision_number": "05-QĐ/CB",
        "decision_on": TODAY + timedelta(days=1),
    }
    with pytest.raises(RuleBroken) as refused:
        actions.edit_subcommittee(body, values, actor=user_of(case.secretary))
    assert refused.value.code == "decision_after_end"


def test_it_does_not_end_while_it_has_work_or_before_its_people_came(case: Preparation) -> None:
    secretary = user_of(case.secretary)
    task = case.give(case.to_body)
    with pytest.raises(Conflict) as refused:
        actions.end_subcommittee(case.body, TODAY, actor=secretary)
    assert refused.value.code == "open_tasks"
    tasks.edit_task(task, {"recipient": "committee"}, actor=secretary)  # handed over
    with pytest.raises(RuleBroken) as early:
        actions.end_subcommittee(case.body, TODAY - timedelta(days=1), actor=secretary)
    assert early.value.code == "post_starts_later"
    with pytest.raises(NotPermitted):
        actions.end_subcommittee(case.body, TODAY, actor=user_of(case.head))
    actions.end_subcommittee(case.body, TODAY, actor=secretary)


@pytest.mark.parametrize("post", Post)
def test_every_post_of_the_supporting_staff_works_and_approves_nothing(
    case: Preparation, post: Post
) -> None:
    staff = SubcommitteeFactory.create(congress=case.congress, purpose="staff")
    person = case.in_body("Người Giúp Việc", post, staff)
    held = Grant.objects.get(user=user_of(person), within=staff.scope.within)
    assert held.role == Role.SUPPORTING_STAFF
    task = case.give(f"subcommittee:{staff.pk}")
    tasks.report_task(task, actor=user_of(person))
    with pytest.raises(NotPermitted):
        tasks.accept_task(task, actor=user_of(person))


def test_roles_follow_a_changed_purpose(case: Preparation) -> None:
    values = {"name": case.body.name, "purpose": "staff"}
    actions.edit_subcommittee(case.body, values, actor=user_of(case.secretary))
    assert roles(case, TODAY) == {"supporting_staff"}
    values["purpose"] = "documents"
    actions.edit_subcommittee(case.body, values, actor=user_of(case.secretary))
    assert roles(case, TODAY) == {"subcommittee_head", "supporting_staff"}


@pytest.mark.parametrize(
    ("decision_on", "starts_on", "code"),
    [(date(2020, 1, 15), date(2020, 1, 14), "before_decision"), (None, TODAY, "no_decision")],
)
def test_nobody_is_posted_before_the_decision(
    case: Preparation, decision_on: date | None, starts_on: date, code: str
) -> None:
    number = "05-QĐ/CB" if decision_on else ""
    body = SubcommitteeFactory.create(
        congress=case.congress, decision_on=decision_on, decision_number=number
    )
    with pytest.raises(RuleBroken) as refused:
        actions.add_post(body, case.one, Post.MEMBER, starts_on, actor=user_of(case.secretary))
    assert refused.value.code == code
    assert body.posts.count() == 0


def test_the_decision_is_not_moved_behind_its_first_work(case: Preparation) -> None:
    secretary = user_of(case.secretary)
    values = {"name": case.body.name, "decision_number": "09-QĐ/CB"}
    later = values | {"decision_on": TODAY + timedelta(days=1)}
    with pytest.raises(RuleBroken) as refused:
        actions.edit_subcommittee(case.body, later, actor=secretary)
    assert refused.value.code == "decision_after_work"
    none = {"name": case.body.name, "decision_number": "", "decision_on": None}
    with pytest.raises(RuleBroken):
        actions.edit_subcommittee(case.body, none, actor=secretary)
    actions.edit_subcommittee(case.body, values | {"decision_on": TODAY}, actor=secretary)
    case.body.refresh_from_db()
    assert (case.body.decision_number, case.body.decision_on) == ("09-QĐ/CB", TODAY)


def test_propaganda_and_logistics_become_two_without_code(case: Preparation) -> None:
    client = Client()
    client.force_login(user_of(case.secretary))
    both = SubcommitteeFactory.create(
        congress=case.congress,
        name="Tiểu ban Tuyên truyền, hậu cần",
        purpose="propaganda_logistics",
    )
    task = case.give(f"subcommittee:{both.pk}")
    add = reverse("congresses:subcommittee_add", args=[case.congress.pk])
    wish = {"purpose": "other", "decision_number": "07-QĐ/CB", "decision_on": "26/3/2020"}
    for name in ("Tiểu ban Tuyên truyền", "Tiểu ban Hậu cần"):
        client.post(add, wish | {"name": name})
    logistics = Subcommittee.objects.get(name="Tiểu ban Hậu cần")
    handed = {"recipient": f"subcommittee:{logistics.pk}"}
    tasks.edit_task(task, handed, actor=user_of(case.secretary))
    client.post(reverse("congresses:subcommittee_end", args=[both.pk]), {"on": "26/3/2020"})
    both.refresh_from_db()
    assert (both.ends_on, logistics.tasks.get()) == (TODAY, task)


def test_a_decision_has_its_number_and_its_day_or_is_not_there_yet(case: Preparation) -> None:
    client = Client()
    client.force_login(user_of(case.secretary))
    add = reverse("congresses:subcommittee_add", args=[case.congress.pk])
    wish = {"name": "Tiểu ban An ninh", "purpose": "other"}
    half = client.post(add, wish | {"decision_number": "07-QĐ/CB"}).context["form"]
    assert half.errors["decision_on"] == ["Hãy ghi ngày của quyết định này."]
    other = client.post(add, wish | {"decision_on": "1/3/2020"}).context["form"]
    assert other.errors["decision_number"] == ["Hãy ghi số của quyết định này."]
    client.post(add, wish)
    made = Subcommittee.objects.get(name="Tiểu ban An ninh")
    assert (made.decision_number, made.decision_on) == ("", None)
    page = client.get(reverse("congresses:subcommittee_detail", args=[made.pk])).content.decode()
    assert "chưa có quyết định thành lập nên chưa nhận việc được" in page


def test_its_page_is_for_its_staff_too_and_not_for_strangers(case: Preparation) -> None:
    employee = case.person("Vi Thị Lao Động")  # no member: only her post lets her in
    actions.add_post(case.body, employee, Post.STAFF, TODAY, actor=user_of(case.secretary))
    door = reverse("congresses:subcommittee_detail", args=[case.body.pk])
    client = Client()
    client.force_login(user_of(employee))
    page = client.get(door)
    assert page.status_code == 200
    assert "Trần Văn Trưởng" in page.content.decode()
    assert (page.context["page"].can_manage, page.context["page"].can_give) == (False, False)
    client.force_login(user_of(Preparation(CongressFactory.create().organization).secretary))
    assert client.get(door).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_its_page_costs_the_same(
    case: Preparation, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        TaskFactory.create(
            congress=case.congress,
            assignee="subcommittee",
            subcommittee=case.body,
            is_requirement=True,
        )
        case.body.posts.create(
            person=PersonFactory.create(organization=case.cell), post="member", starts_on=TODAY
        )
        case.congress.milestones.create(
            code=f"M{number}", name="Mốc", days=0, planned_on=TODAY, subcommittee=case.body
        )
    viewer = user_of(case.secretary)
    # Grants, the body, posts, milestones; tasks, then people, memberships and posts they reach.
    with django_assert_num_queries(8):
        page = queries.subcommittee_page(case.body.pk, viewer=viewer)
        rows = rows_of_body(page.subcommittee, viewer=viewer)
    assert (len(rows), len(page.card.posts), len(page.milestones)) == (count, count + 2, count)


def test_the_register_of_outside_bodies(case: Preparation) -> None:
    client = Client()
    client.force_login(user_of(case.secretary))
    add = reverse("congresses:outside_add", args=[case.cell.pk])
    wish = {"name": "  Ban chỉ đạo   phòng dịch ", "contact": "Ông Nam, 0205 387 0000"}
    client.post(add, wish)
    body = OutsideBody.objects.get()
    assert (body.name, body.contact) == ("Ban chỉ đạo phòng dịch", "Ông Nam, 0205 387 0000")
    twice = client.post(add, wish).context["form"]
    assert twice.non_field_errors() == ["Đã có “Ban chỉ đạo phòng dịch” trong danh sách."]
    edit = reverse("congresses:outside_edit", args=[body.pk])
    seen = client.get(edit).context["form"]["seen"].value()
    client.post(edit, {"name": "Ban chỉ đạo", "contact": "", "seen": seen})
    page = client.get(reverse("congresses:outside_list", args=[case.cell.pk])).content.decode()
    assert "Ban chỉ đạo" in page
    client.force_login(user_of(case.one))
    assert client.get(add).status_code == 403
