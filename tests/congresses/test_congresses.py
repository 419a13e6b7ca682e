"""Congresses, subcommittees and the roles that follow from a post."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Permission, Role, can
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.actions import congresses as actions
from daihoi.congresses.actions import subcommittees as subcommittee_actions
from daihoi.congresses.actions.plans import make_plan
from daihoi.congresses.models import Congress, Subcommittee, SubcommitteePost
from daihoi.congresses.queries import congresses as queries
from daihoi.congresses.queries import reports
from daihoi.organizations.actions.accounts import give_account
from daihoi.organizations.models import Organization
from daihoi.rules.plans import built_in_templates
from tests.congresses.preparing import on
from tests.factories import (
    CongressFactory,
    DocumentFactory,
    OrganizationFactory,
    PersonFactory,
    SubcommitteeFactory,
    TaskFactory,
    UserFactory,
    grant,
)

pytestmark = pytest.mark.django_db

Post = SubcommitteePost.Post
VALUES = {
    "ordinal": 3,
    "term_start": 2020,
    "term_end": 2025,
    "form": "all_members",
    "target_on": date(2020, 4, 3),
    "target_precision": "early",
}


@pytest.fixture
def cell() -> Organization:
    return OrganizationFactory.create(path="/7/", short_name="CB Cục")


@pytest.fixture
def secretary(cell: Organization) -> User:
    return grant(Role.SECRETARY, cell)


@pytest.fixture
def subcommittee(cell: Organization) -> Subcommittee:
    return SubcommitteeFactory.create(congress=CongressFactory.create(organization=cell, ordinal=3))


def address(congress: Congress) -> str:
    return reverse("congresses:congress_detail", args=[congress.pk])


def running(viewer: User) -> str:
    """What a new request of hers calls the current congress."""
    congress = queries.current_congress(User.objects.get(pk=viewer.pk))
    return congress.numeral if congress else ""


def test_the_first_open_congress_is_the_running_one(cell: Organization, secretary: User) -> None:
    third = CongressFactory.create(organization=cell, ordinal=3)
    CongressFactory.create(organization=cell, ordinal=4)
    CongressFactory.create(ordinal=1)
    assert running(secretary) == "III"
    closing = {"closed_at": clock.now(), "closed_by": secretary}
    Congress.objects.filter(pk=third.pk).update(**closing)
    assert running(secretary) == "IV"
    cell.congresses.update(**closing)
    assert running(secretary) == "IV"  # the latest, where nothing runs


def test_a_report_is_of_the_congress_that_was_running_that_day(cell: Organization) -> None:
    leader = grant(Role.SECRETARY, cell)
    days = [date(2020, 3, day) for day in (24, 25, 26, 27)]

    def reported(day: date) -> str:
        congress = reports.congress_on(day, viewer=User.objects.get(pk=leader.pk))
        return congress.numeral if congress else ""

    with on(days[0]):
        third = actions.add_congress(cell, VALUES, actor=leader)
    with on(days[1]):
        actions.add_congress(cell, VALUES | {"ordinal": 4}, actor=leader)
    with on(days[2]):
        actions.close_preparation(third, {}, actor=leader)
    with on(days[3]):
        actions.reopen_preparation(third, "Còn việc", actor=leader)
    assert [reported(day) for day in days] == ["III", "III", "IV", "III"]


def test_a_congress_put_up_by_mistake_is_removed(
    client: Client, cell: Organization, secretary: User
) -> None:
    with on(date(2020, 3, 26)):
        congress = actions.add_congress(cell, VALUES, actor=secretary)
        make_plan(congress, built_in_templates()[0].rows, actor=secretary)
    SubcommitteeFactory.create(congress=congress, decision_number="", decision_on=None)
    kept = CongressFactory.create(organization=cell, ordinal=4)
    client.force_login(secretary)
    remove = reverse("congresses:congress_remove", args=[congress.pk])
    edit = client.get(reverse("congresses:congress_edit", args=[congress.pk])).content.decode()
    assert f'action="{remove}"' in edit
    assert client.post(remove).status_code == 302
    assert list(Congress.objects.all()) == [kept]
    entry = Entry.objects.get(action="congresses.remove_congress")
    assert (entry.before["ordinal"], entry.before["target_on"]) == (3, "2020-04-03")


def _work(congress: Congress) -> object:
    return TaskFactory.create(congress=congress)


def _document(congress: Congress) -> object:
    body = SubcommitteeFactory.create(congress=congress, decision_number="", decision_on=None)
    return DocumentFactory.create(subcommittee=body)


def _done(congress: Congress) -> object:
    return congress.milestones.create(
        code="M01", name="Quán triệt", responsible=["committee"], planned_on=date(2020, 1, 4),
        actual_on=date(2020, 1, 4), completed_at=clock.now(), completed_by=UserFactory.create(),
        certainty="D", days=-90,
    )  # fmt: skip


def _decision(congress: Congress) -> object:
    return SubcommitteeFactory.create(congress=congress)


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (_work, "1 công việc"),
        (_document, "văn kiện"),
        (_done, "1 mốc đã xong"),
        (_decision, "1 tiểu ban đã có quyết định"),
    ],
)
def test_a_congress_in_which_something_is_recorded_stays(
    client: Client,
    cell: Organization,
    secretary: User,
    make: Callable[[Congress], object],
    what: str,
) -> None:
    congress = CongressFactory.create(organization=cell)
    make(congress)
    with pytest.raises(RuleBroken) as refusal:
        actions.remove_congress(congress, actor=secretary)
    assert refusal.value.message == f"Không xóa được đại hội này vì đã ghi: {what}."
    assert Congress.objects.filter(pk=congress.pk).exists()
    client.force_login(secretary)
    edit = client.get(reverse("congresses:congress_edit", args=[congress.pk])).content.decode()
    assert refusal.value.message in edit
    assert reverse("congresses:congress_remove", args=[congress.pk]) not in edit


def test_only_who_manages_congresses_removes_one(cell: Organization) -> None:
    congress = CongressFactory.create(organization=cell)
    with pytest.raises(NotPermitted):
        actions.remove_congress(congress, actor=grant(Role.COMMITTEE_MEMBER, cell))
    with pytest.raises(NotFound):
        actions.remove_congress(congress, actor=UserFactory.create())
    assert Congress.objects.filter(pk=congress.pk).exists()


def test_from_one_congress_of_several_the_list_is_a_touch_away(
    client: Client, cell: Organization, secretary: User
) -> None:
    third = CongressFactory.create(organization=cell, ordinal=3)
    client.force_login(secretary)
    page, congresses = address(third), reverse("congresses:congress_list")
    assert f'href="{congresses}"' not in client.get(page).content.decode()
    fourth = CongressFactory.create(organization=cell, ordinal=4)
    for each in (third, fourth):
        text = client.get(address(each)).content.decode()
        assert f'href="{congresses}">Các đại hội</a>' in text
        assert f'<span aria-current="page">Đại hội lần thứ {each.numeral}</span>' in text
        assert f'href="{address(each)}"' in client.get(congresses).content.decode()


def test_a_congress_is_put_up_once_for_each_ordinal(cell: Organization, secretary: User) -> None:
    congress = actions.add_congress(cell, VALUES, actor=secretary)
    assert (congress.numeral, congress.term) == ("III", "2020-2025")
    assert queries.target_text(congress) == "đầu tháng 4/2020"
    congress.target_precision = "day"
    assert queries.target_text(congress) == "3-4-2020"
    assert Entry.objects.get(action="congresses.add_congress").after["ordinal"] == 3
    with pytest.raises(Conflict):
        actions.add_congress(cell, VALUES, actor=secretary)
    with pytest.raises(RuleBroken):
        actions.add_congress(cell, {**VALUES, "ordinal": 4, "term_end": 2019}, actor=secretary)
    with pytest.raises(NotPermitted):
        actions.add_congress(cell, {**VALUES, "ordinal": 4}, actor=grant(Role.MEMBER, cell))
    with pytest.raises(NotFound):
        actions.add_congress(cell, {**VALUES, "ordinal": 4}, actor=UserFactory.create())
    assert Congress.objects.count() == 1


@pytest.mark.parametrize(
    ("post", "role", "does"),
    [
        (Post.HEAD, "subcommittee_head", (True, True)),
        (Post.DEPUTY, "subcommittee_member", (True, False)),
        (Post.MEMBER, "subcommittee_member", (True, False)),
        (Post.STAFF, "supporting_staff", (False, False)),
    ],
)
def test_a_post_gives_its_role_within_the_subcommittee_only(
    secretary: User, subcommittee: Subcommittee, post: Post, role: str, does: tuple[bool, bool]
) -> None:
    other = SubcommitteeFactory.create(congress=subcommittee.congress)
    user = UserFactory.create()
    organization = subcommittee.congress.organization
    person = PersonFactory.create(organization=organization, user=user)
    subcommittee_actions.add_post(subcommittee, person, post, clock.today(), actor=secretary)
    held = Grant.objects.get(user=user)
    assert (held.role, held.scope) == (role, subcommittee.scope)
    drafts = can(user, Permission.DOCUMENTS_ANSWER, at=subcommittee)
    assert (drafts, can(user, Permission.DOCUMENTS_APPROVE_TABLE, at=subcommittee)) == does
    assert not can(user, Permission.DOCUMENTS_VIEW, at=other)


def test_the_role_of_a_post_comes_with_a_later_account(
    cell: Organization, secretary: User, subcommittee: Subcommittee
) -> None:
    person = PersonFactory.create(organization=cell, full_name="Đỗ Thị Ngọc Ánh")
    subcommittee_actions.add_post(subcommittee, person, Post.HEAD, clock.today(), actor=secretary)
    assert Grant.objects.filter(role="subcommittee_head").count() == 0
    slip = give_account(person, actor=secretary)
    held = Grant.objects.get(user__username=slip.username)
    assert (held.role, held.within) == ("subcommittee_head", subcommittee.scope.within)


def test_the_role_ends_with_the_post(
    cell: Organization, secretary: User, subcommittee: Subcommittee
) -> None:
    user = UserFactory.create()
    person = PersonFactory.create(organization=cell, user=user)
    began = clock.today() - timedelta(days=30)
    post = subcommittee_actions.add_post(subcommittee, person, Post.HEAD, began, actor=secretary)
    last = clock.today() - timedelta(days=1)
    Grant.objects.filter(user=user).update(starts_on=began)
    with pytest.raises(RuleBroken):
        subcommittee_actions.end_post(post, began - timedelta(days=1), actor=secretary)
    subcommittee_actions.end_post(post, last, actor=secretary)
    assert Grant.objects.get(user=user).ends_on == last
    assert not can(User.objects.get(pk=user.pk), Permission.DOCUMENTS_ANSWER, at=subcommittee)
    with pytest.raises(Conflict):
        subcommittee_actions.end_post(post, last, actor=secretary)


def test_one_head_and_only_people_of_the_organization(
    cell: Organization, secretary: User, subcommittee: Subcommittee
) -> None:
    first, second = PersonFactory.create_batch(2, organization=cell)
    subcommittee_actions.add_post(subcommittee, first, Post.HEAD, clock.today(), actor=secretary)
    with pytest.raises(Conflict):
        subcommittee_actions.add_post(
            subcommittee, second, Post.HEAD, clock.today(), actor=secretary
        )
    with pytest.raises(Conflict):
        subcommittee_actions.add_post(
            subcommittee, first, Post.MEMBER, clock.today(), actor=secretary
        )
    with pytest.raises(NotFound):
        subcommittee_actions.add_post(
            subcommittee, PersonFactory.create(), Post.MEMBER, clock.today(), actor=secretary
        )
    subcommittee_actions.add_post(subcommittee, second, Post.MEMBER, clock.today(), actor=secretary)
    assert subcommittee.posts.count() == 2


def test_the_pages_put_up_a_congress_with_its_subcommittees(
    cell: Organization, secretary: User
) -> None:
    client = Client()
    client.force_login(secretary)
    person = PersonFactory.create(organization=cell, full_name="Đỗ Thị Ngọc Ánh")
    congress = actions.add_congress(cell, VALUES, actor=secretary)
    made = {
        "name": "Tiểu ban Văn kiện",
        "purpose": "documents",
        "decision_number": "05-QĐ/CB",
        "decision_on": "2020-01-15",
    }
    client.post(reverse("congresses:subcommittee_add", args=[congress.pk]), made)
    subcommittee = Subcommittee.objects.get()
    post = {"person": person.pk, "post": "head", "starts_on": "2020-01-15"}
    client.post(reverse("congresses:post_add", args=[subcommittee.pk]), post)
    page = client.get(reverse("congresses:congress_detail", args=[congress.pk])).content.decode()
    for words in (
        "Đại hội lần thứ III, nhiệm kỳ 2020-2025",
        "đầu tháng 4/2020",
        "Quyết định số 05-QĐ/CB ngày",
        "15-1-2020",
        "Đỗ Thị Ngọc Ánh",
    ):
        assert words in page
    edit = reverse("congresses:congress_edit", args=[congress.pk])
    seen = client.get(edit).context["form"]["seen"].value()
    client.post(edit, {"term_start": 2020, "term_end": 2026, "form": "delegates", "seen": seen})
    congress.refresh_from_db()
    assert (congress.ordinal, congress.term, congress.form) == (3, "2020-2026", "delegates")
    assert queries.target_text(congress) == "đầu tháng 4/2020"  # a day has pages of its own


def test_an_edit_asks_whether_a_short_term_is_meant(
    client: Client, cell: Organization, secretary: User
) -> None:
    congress = CongressFactory.create(organization=cell, ordinal=3)
    client.force_login(secretary)
    edit = reverse("congresses:congress_edit", args=[congress.pk])
    form = client.get(edit).context["form"]
    wish = {"term_start": 2020, "term_end": 2021, "form": "delegates", "seen": form["seen"].value()}
    asked = client.post(edit, wish).content.decode()
    assert "Nhiệm kỳ 2020-2021 ngắn hơn hai năm." in asked
    assert 'name="confirmed"' in asked
    congress.refresh_from_db()
    assert congress.term_end == 2025
    client.post(edit, wish | {"confirmed": "on"})
    congress.refresh_from_db()
    assert (congress.term_end, congress.form) == (2021, "delegates")


def test_an_edit_page_opened_before_anothers_change_shows_it_and_writes_nothing(
    subcommittee: Subcommittee, secretary: User
) -> None:
    client = Client()
    client.force_login(secretary)
    edit = reverse("congresses:subcommittee_edit", args=[subcommittee.pk])
    form = client.get(edit).context["form"]
    mine = {name: form[name].value() or "" for name in form.fields} | {
        "name": "Tiểu ban của tôi",
        "decision_on": "15/1/2020",
    }
    subcommittee_actions.edit_subcommittee(
        subcommittee, {"name": "Tiểu ban của người kia"}, actor=secretary
    )
    stale = client.post(edit, mine).context["form"]
    assert stale.errors["name"] == ["Đang lưu: Tiểu ban của người kia"]
    assert stale["name"].value() == "Tiểu ban của tôi"
    subcommittee.refresh_from_db()
    assert subcommittee.name == "Tiểu ban của người kia"
    client.post(edit, mine | {"seen": stale["seen"].value()})
    subcommittee.refresh_from_db()
    assert subcommittee.name == "Tiểu ban của tôi"


def test_another_organizations_congress_is_not_there(
    cell: Organization, subcommittee: Subcommittee
) -> None:
    stranger = grant(Role.SECRETARY, OrganizationFactory.create(path="/8/"))
    client = Client()
    client.force_login(stranger)
    doors = [
        ("congress_detail", subcommittee.congress_id),
        ("congress_edit", subcommittee.congress_id),
        ("congress_add", cell.pk),
        ("subcommittee_add", subcommittee.congress_id),
        ("subcommittee_edit", subcommittee.pk),
        ("post_add", subcommittee.pk),
    ]
    for name, pk in doors:
        assert (name, client.get(reverse(f"congresses:{name}", args=[pk])).status_code) == (
            name,
            404,
        )


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_congress_costs_the_same(
    cell: Organization,
    secretary: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    congress = CongressFactory.create(organization=cell)
    for _ in range(count):
        made = SubcommitteeFactory.create(congress=congress)
        made.posts.create(
            person=PersonFactory.create(organization=cell), post="member", starts_on=clock.today()
        )
    # grants, the congress, milestones, bases, goals, changes of the day, rechecks; subcommittees, posts
    with django_assert_num_queries(10):
        page = queries.congress_page(congress.pk, viewer=secretary)
    assert [len(card.posts) for card in page.subcommittees] == [1] * count


def test_the_shell_names_the_congress_of_ones_own_organization(
    cell: Organization, subcommittee: Subcommittee
) -> None:
    user = grant(Role.MEMBER, cell)
    PersonFactory.create(organization=cell, user=user)
    heading = offers.heading(user)
    assert heading is not None
    assert (heading.organization, heading.congress, heading.term) == (
        "CB Cục",
        "Đại hội lần thứ III",
        "2020-2025",
    )
    assert offers.heading(UserFactory.create()) is None
    place = offers.place(cell.path, subcommittee.scope.within)
    assert place == f"{cell.name} · {subcommittee.name}"
