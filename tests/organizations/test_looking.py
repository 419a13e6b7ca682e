"""Who looked at whose file is recorded once a day, and shown to her."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import NotFound
from daihoi.organizations.actions.looking import look_at_person
from daihoi.organizations.models import Organization, Person
from daihoi.organizations.queries.looking import looks_at
from tests.documents.at_once import at_once
from tests.factories import (
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    UserFactory,
    grant,
)

pytestmark = pytest.mark.django_db
LOOKED = "organizations.look_at_person"


@pytest.fixture
def cell() -> Organization:
    return OrganizationFactory.create(path="/900/")


@pytest.fixture
def secretary(cell: Organization) -> User:
    return grant(Role.SECRETARY, cell)


@pytest.fixture
def person(cell: Organization) -> Person:
    user = grant(Role.MEMBER, cell, UserFactory.create(full_name="Nông Thị Ngân"))
    person = PersonFactory.create(organization=cell, user=user)
    MembershipFactory.create(person=person)
    return person


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_look_is_recorded_once_and_shown_to_the_person(
    person: Person, secretary: User, cell: Organization
) -> None:
    url = reverse("organizations:person_detail", args=[person.pk])
    manager = signed_in(secretary)
    for _visit in range(2):
        assert manager.get(url).status_code == 200
    entry = Entry.objects.get(action=LOOKED)
    assert (entry.actor_id, entry.subject_id, entry.chain) == (
        secretary.pk,
        str(person.pk),
        "/900/",
    )
    assert person.user is not None
    own = signed_in(person.user).get(url).content.decode()
    assert "Ai đã xem hồ sơ" in own
    assert secretary.full_name in own
    assert Entry.objects.filter(action=LOOKED).count() == 1


def test_the_form_shows_the_file_too(person: Person, secretary: User) -> None:
    url = reverse("organizations:person_edit", args=[person.pk])
    assert signed_in(secretary).get(url).status_code == 200
    assert [seen.by for seen in looks_at(person)] == [secretary.full_name]


def test_another_day_is_another_look(person: Person, secretary: User) -> None:
    assert look_at_person(person, actor=secretary)
    first = Entry.objects.get(action=LOOKED)
    Entry.objects.filter(pk=first.pk).update(at=first.at.replace(year=first.at.year - 1))
    assert look_at_person(person, actor=secretary)
    assert not look_at_person(person, actor=secretary)
    assert len(looks_at(person)) == 2


def test_who_sees_no_personal_data_leaves_no_trace_and_sees_none(
    person: Person, cell: Organization
) -> None:
    page = signed_in(grant(Role.MEMBER, cell)).get(
        reverse("organizations:person_detail", args=[person.pk])
    )
    assert "Ai đã xem hồ sơ" not in page.content.decode()
    assert not Entry.objects.filter(action=LOOKED).exists()
    with pytest.raises(NotFound):
        look_at_person(person, actor=grant(Role.SECRETARY, OrganizationFactory.create()))


@pytest.mark.parametrize("name", ["member_export", "member_roll_export"])
def test_a_list_that_leaves_the_house_is_recorded_for_all_on_it(
    person: Person, secretary: User, cell: Organization, name: str
) -> None:
    response = signed_in(secretary).get(reverse(f"organizations:{name}", args=[cell.pk]))
    assert response.status_code == 200
    entry = Entry.objects.get(action="organizations.export_people")
    assert entry.after["people"] == 1
    [seen] = looks_at(person)
    assert (seen.by, str(seen.what)) == (secretary.full_name, "xuất danh sách ra Excel")
    assert looks_at(PersonFactory.create()) == []


@pytest.mark.django_db(transaction=True)
def test_two_pages_opened_at_once_are_one_look() -> None:
    cell = OrganizationFactory.create()
    person = PersonFactory.create(organization=cell)
    look = partial(look_at_person, person, actor=grant(Role.SECRETARY, cell))
    assert sorted(map(str, at_once(look, look))) == ["False", "True"]
