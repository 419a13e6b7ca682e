"""Who looked at whose file is recorded once a day, and shown to her."""

from datetime import UTC, datetime
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import NotFound
from daihoi.organizations.actions.imports import start_import
from daihoi.organizations.actions.looking import look_at_list, look_at_person
from daihoi.organizations.models import Organization, Person
from daihoi.organizations.queries.looking import looks_at
from daihoi.papers.sheets import Column, write_sheet
from tests.documents.at_once import at_once
from tests.factories import (
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    UserFactory,
    grant,
)

pytestmark = pytest.mark.django_db
LOOKED, LISTED = "organizations.look_at_person", "organizations.look_at_list"
EARLIER = datetime(2020, 1, 1, tzinfo=UTC)


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


def test_the_list_shows_personal_data_only_when_asked_and_that_is_one_look(
    person: Person, secretary: User, cell: Organization
) -> None:
    Person.objects.filter(pk=person.pk).update(phone="0900000124")
    others = PersonFactory.create_batch(3, organization=cell)
    url = reverse("organizations:person_list", args=[cell.pk])
    manager, member = signed_in(secretary), signed_in(grant(Role.MEMBER, cell))
    assert "0900000124" not in manager.get(url).content.decode()
    assert not Entry.objects.filter(action=LISTED).exists()
    for _visit in range(2):
        assert "0900000124" in manager.get(f"{url}?ho-so=1").content.decode()
    assert "0900000124" not in member.get(f"{url}?ho-so=1").content.decode()
    entry = Entry.objects.get(action=LISTED)
    assert (entry.actor_id, entry.subject_id, entry.after) == (
        secretary.pk, str(cell.pk), {"list": "people"},
    )  # fmt: skip
    for each in (person, *others):
        assert [(s.by, str(s.what)) for s in looks_at(each)] == [
            (secretary.full_name, "xem danh sách có ngày sinh, điện thoại")
        ]


def test_each_page_that_shows_many_files_is_a_look_at_its_list(
    person: Person, secretary: User, cell: Organization
) -> None:
    manager = signed_in(secretary)
    manager.get(reverse("organizations:member_roll", args=[cell.pk]))
    change = {"nguoi": person.pk, "what": "note", "note": "Đã đối chiếu"}
    manager.post(reverse("organizations:people_change", args=[cell.pk]), change)
    columns = [Column(head, 20) for head in ("Họ và tên", "Ngày sinh", "Giới tính")]
    sheet = write_sheet([], columns, [[person.full_name, "19/5/1980", "Nữ"]])
    started = start_import(cell, sheet, "a.xlsx", actor=secretary)
    manager.get(reverse("organizations:member_import_detail", args=[started.pk]))
    assert [entry.after["list"] for entry in Entry.objects.filter(action=LISTED).order_by("pk")] == [
        "roll", "change", "import",
    ]  # fmt: skip
    assert {str(seen.what) for seen in looks_at(person)} == {
        "xem danh sách đảng viên tại một ngày",
        "xem trước khi sửa nhiều người",
        "xem trước danh sách nhập từ Excel",
    }


def test_who_looks_at_the_list_she_is_on_is_not_told_of_herself(
    person: Person, cell: Organization
) -> None:
    assert person.user is not None
    grant(Role.SECRETARY, cell, person.user)
    assert look_at_list(cell, "people", actor=person.user)
    assert looks_at(person) == []
    assert len(looks_at(PersonFactory.create(organization=cell, created_at=EARLIER))) == 1


def test_putting_two_records_side_by_side_is_a_look_at_both(
    person: Person, secretary: User, cell: Organization
) -> None:
    other = PersonFactory.create(organization=cell, full_name=person.full_name)
    url = reverse("organizations:person_merge", args=[person.pk])
    manager = signed_in(secretary)
    manager.get(url)  # candidates: a name, a year, a unit
    assert not Entry.objects.filter(action=LOOKED).exists()
    manager.get(f"{url}?voi={other.pk}")
    seen = Entry.objects.filter(action=LOOKED).values_list("subject_id", flat=True)
    assert set(seen) == {str(person.pk), str(other.pk)}


@pytest.mark.django_db(transaction=True)
def test_a_list_opened_twice_at_once_is_one_look() -> None:
    cell = OrganizationFactory.create()
    look = partial(look_at_list, cell, "people", actor=grant(Role.SECRETARY, cell))
    assert sorted(map(str, at_once(look, look))) == ["False", "True"]


@pytest.mark.django_db(transaction=True)
def test_two_pages_opened_at_once_are_one_look() -> None:
    cell = OrganizationFactory.create()
    person = PersonFactory.create(organization=cell)
    look = partial(look_at_person, person, actor=grant(Role.SECRETARY, cell))
    assert sorted(map(str, at_once(look, look))) == ["False", "True"]
