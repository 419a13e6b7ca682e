"""Who is in the personnel body is the secretary's to decide, and she is told of every door to it."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import Grant
from daihoi.accounts.permissions import Role
from daihoi.base.errors import NotPermitted
from daihoi.congresses.actions import subcommittees as actions
from daihoi.congresses.models import SubcommitteePost
from daihoi.notifications.models import Notice
from daihoi.organizations.actions import accounts, offices
from daihoi.organizations.models import OfficeKind
from tests.congresses.preparing import TODAY, Post, Preparation, on, user_of
from tests.factories import SubcommitteeFactory, UserFactory, grant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on():
        yield


@pytest.fixture
def case() -> Preparation:
    return Preparation()


def test_an_administrator_puts_nobody_into_the_personnel_body(case: Preparation) -> None:
    body = SubcommitteeFactory.create(congress=case.congress, purpose="personnel")
    keeper = UserFactory.create()
    grant(Role.ADMINISTRATOR, case.cell, keeper)
    with pytest.raises(NotPermitted) as refused:
        actions.add_post(body, case.one, Post.MEMBER, TODAY, actor=keeper)
    assert refused.value.code == "personnel_body"
    assert not SubcommitteePost.objects.filter(subcommittee=body).exists()
    assert not Grant.objects.filter(within=body.scope.within).exists()
    made = actions.add_post(body, case.one, Post.MEMBER, TODAY, actor=user_of(case.secretary))
    with pytest.raises(NotPermitted):
        actions.end_post(made, TODAY, actor=keeper)
    with pytest.raises(NotPermitted):
        actions.end_subcommittee(body, TODAY, actor=keeper)


def test_an_administrator_makes_no_other_body_the_personnel_body(case: Preparation) -> None:
    keeper = UserFactory.create()
    grant(Role.ADMINISTRATOR, case.cell, keeper)
    with pytest.raises(NotPermitted):
        actions.edit_subcommittee(
            case.body, {"name": case.body.name, "purpose": "personnel"}, actor=keeper
        )
    case.body.refresh_from_db()
    assert case.body.purpose != "personnel"


def test_the_page_offers_an_administrator_no_way_into_the_personnel_body(
    case: Preparation, client: Client
) -> None:
    body = SubcommitteeFactory.create(congress=case.congress, purpose="personnel")
    keeper = UserFactory.create()
    grant(Role.ADMINISTRATOR, case.cell, keeper)
    add = reverse("congresses:post_add", args=[body.pk])
    page = reverse("congresses:subcommittee_detail", args=[body.pk])
    client.force_login(keeper)
    assert add not in client.get(page).content.decode()
    answer = client.post(
        add, {"person": case.one.pk, "post": "member", "starts_on": "26-3-2020"}, follow=True
    )
    assert "do bí thư ghi" in answer.content.decode()
    client.force_login(user_of(case.secretary))
    assert add in client.get(page).content.decode()


def test_the_secretary_is_told_of_a_new_committee_member_and_of_a_slip(case: Preparation) -> None:
    keeper = UserFactory.create(full_name="Người Quản Trị")
    grant(Role.ADMINISTRATOR, case.cell, keeper)
    secretary = user_of(case.secretary)
    kind = OfficeKind.COMMITTEE_MEMBER
    offices.add_office(case.one, kind, starts_on=TODAY, actor=keeper)
    notice = Notice.objects.get(user=secretary)
    assert "Hoàng Văn Một" in notice.title
    assert "Người Quản Trị đã ghi: Chi ủy viên" in notice.body
    accounts.reset_account(case.one, actor=keeper)
    slip = Notice.objects.filter(user=secretary).latest("pk")
    assert slip.topic == f"organizations.slip:{case.one.pk}"
    accounts.reset_account(case.two, actor=keeper)  # an ordinary member's: nobody is told
    assert Notice.objects.filter(user=secretary).count() == 2


def test_a_role_the_secretary_gives_herself_needs_no_notice(case: Preparation) -> None:
    secretary = user_of(case.secretary)
    kind = OfficeKind.COMMITTEE_MEMBER
    offices.add_office(case.one, kind, starts_on=TODAY, actor=secretary)
    body = SubcommitteeFactory.create(congress=case.congress, purpose="personnel")
    actions.add_post(body, case.two, Post.MEMBER, TODAY, actor=secretary)
    assert not Notice.objects.filter(user=secretary).exists()
