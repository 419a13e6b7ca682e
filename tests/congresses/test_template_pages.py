"""A template is read before a plan is made from it or it is copied."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base.errors import NotFound, NotPermitted
from daihoi.congresses.actions import templates as actions
from daihoi.congresses.models import PlanTemplate
from daihoi.congresses.queries.template_pages import template_reading
from daihoi.organizations.models import Organization
from daihoi.rules.plans import built_in_templates
from tests.factories import OrganizationFactory, PersonFactory, grant

pytestmark = pytest.mark.django_db

FULL = next(each for each in built_in_templates() if each.key == "vn-party-full")
VALUES = {"name": "Mẫu của khối", "description": "", "edition": "vn-party-2014"}


@pytest.fixture
def bloc() -> Organization:
    return OrganizationFactory.create(path="/1/", kind="bloc_committee")


@pytest.fixture
def cell(bloc: Organization) -> Organization:
    return OrganizationFactory.create(path="/1/7/", parent=bloc)


@pytest.fixture
def secretary(cell: Organization) -> User:
    user = grant(Role.SECRETARY, cell)
    PersonFactory.create(organization=cell, user=user)
    return user


@pytest.fixture
def template(bloc: Organization) -> PlanTemplate:
    return actions.add_template(bloc, VALUES, FULL.rows[:3], actor=grant(Role.SUPERIOR, bloc))


def read(user: User, *place: Any) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(reverse("congresses:template_read", args=place))


def test_the_houses_template_is_read_row_by_row_and_offered_to_be_copied(
    cell: Organization, secretary: User
) -> None:
    page = template_reading(cell.pk, FULL.key, viewer=secretary)
    assert [line.row for line in page.rows] == list(FULL.rows)
    assert (page.choice.name, page.can_keep) == (FULL.name, True)
    text = read(secretary, cell.pk, FULL.key).content.decode()
    assert text.count('<th scope="row">') == len(FULL.rows)
    assert f"{reverse('congresses:template_add', args=[cell.pk])}?tu={FULL.key}" in text
    assert 'method="post" action="/dai-hoi/' not in text  # nothing is changed here


def test_what_a_superior_published_is_read_below_and_not_before(
    cell: Organization, secretary: User, template: PlanTemplate
) -> None:
    key = f"t{template.pk}"
    with pytest.raises(NotFound):
        template_reading(cell.pk, key, viewer=secretary)
    actions.publish_template(template, actor=grant(Role.SUPERIOR, template.organization))
    page = template_reading(cell.pk, key, viewer=secretary)
    assert [line.row.code for line in page.rows] == ["M01", "M02", "M03"]
    lists = Client()
    lists.force_login(secretary)
    shown = lists.get(reverse("congresses:template_list", args=[cell.pk])).content.decode()
    assert reverse("congresses:template_read", args=[cell.pk, key]) in shown


def test_a_member_reads_and_is_not_offered_what_the_member_may_not_do(cell: Organization) -> None:
    member = grant(Role.MEMBER, cell)
    PersonFactory.create(organization=cell, user=member)
    text = read(member, cell.pk, FULL.key).content.decode()
    assert text.count('<th scope="row">') == len(FULL.rows)
    assert reverse("congresses:template_add", args=[cell.pk]) not in text
    assert f'href="{reverse("congresses:template_list", args=[cell.pk])}"' not in text


def test_a_template_of_another_organization_or_none_is_not_there(
    cell: Organization, secretary: User
) -> None:
    other = OrganizationFactory.create(path="/9/")
    with pytest.raises((NotFound, NotPermitted)):
        template_reading(other.pk, FULL.key, viewer=secretary)
    assert read(secretary, other.pk, FULL.key).status_code == 404
    assert read(secretary, cell.pk, "khong-co").status_code == 404
