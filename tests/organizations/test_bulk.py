"""One change for many people: seen for each, then written exactly so."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted
from daihoi.organizations.actions import people as people_actions
from daihoi.organizations.actions.bulk import change_people
from daihoi.organizations.actions.roles import align_roles
from daihoi.organizations.models import Office, OfficeKind, Organization, Person
from daihoi.organizations.queries.bulk import ManyChange, What, chosen_people, preview_change
from daihoi.organizations.queries.looking import history_of
from daihoi.organizations.queries.memberships import Change
from daihoi.rules.members import MembershipChange
from tests.factories import (
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    UnitFactory,
    UserFactory,
    grant,
)

pytestmark = pytest.mark.django_db
DAY = date(2020, 1, 1)


@pytest.fixture
def cell() -> Organization:
    return OrganizationFactory.create(path="/900/")


@pytest.fixture
def secretary(cell: Organization) -> User:
    return grant(Role.SECRETARY, cell)


@pytest.fixture
def three(cell: Organization) -> list[Person]:
    """Two members, the first with an account, and somebody who is none."""
    people = [
        PersonFactory.create(organization=cell, full_name=name, name_key=name) for name in "ABC"
    ]
    people[0].user = UserFactory.create()
    people[0].save()
    for person in people[:2]:
        MembershipFactory.create(person=person)
    return people


def chosen(cell: Organization, people: list[Person], viewer: User) -> list[Person]:
    return chosen_people(cell, [person.pk for person in people], viewer=viewer)


def test_a_status_is_written_for_whom_it_can_be_and_the_others_are_told_why(
    cell: Organization, secretary: User, three: list[Person]
) -> None:
    align_roles(three[0], actor=secretary)
    asked = ManyChange(What.STATUS, change=Change(MembershipChange.SUSPENDED, DAY, paper="5-QĐ"))
    preview = preview_change(chosen(cell, three, secretary), asked)
    assert [(row.person.full_name, row.before, row.after) for row in preview.written] == [
        (name, "Đảng viên chính thức từ 3-2-2009", "Đình chỉ sinh hoạt từ 1-1-2020")
        for name in "AB"
    ]
    [refused] = preview.refused
    assert (refused.person, "“Không là đảng viên”" in refused.refusal) == (three[2], True)
    change_people(cell, three, asked, digest=preview.digest, actor=secretary)
    for person in three[:2]:
        assert person.memberships.get(ends_on=None).paper == "5-QĐ"
        assert person.memberships.get(status="official").ends_on == date(2019, 12, 31)
    assert not three[2].memberships.exists()
    assert three[0].user is not None
    assert not three[0].user.grants.filter(ends_on=None).exists()
    entries = Entry.objects.filter(action="organizations.change_people").order_by("pk")
    assert [e.subject_id for e in entries] == [str(p.pk) for p in three[:2]]
    assert entries[0].after == {"status": "Đình chỉ sinh hoạt từ 1-1-2020", "on": "2020-01-01"}


def test_units_offices_and_notes_change_together(
    cell: Organization, secretary: User, three: list[Person]
) -> None:
    unit = UnitFactory.create(organization=cell, name="Văn phòng")
    change_people(cell, three, ManyChange(What.UNIT, unit=unit), actor=secretary)
    assert unit.people.count() == 3
    Office.objects.create(person=three[0], kind="committee_member", title="Chi ủy viên")
    ended = ManyChange(What.OFFICE, office=OfficeKind.COMMITTEE_MEMBER, on=DAY)
    done = change_people(cell, three, ended, actor=secretary)
    assert [row.person for row in done.written] == [three[0]]
    assert [row.refusal for row in done.refused] == ["Không giữ chức vụ này."] * 2
    assert three[0].offices.get().ends_on == DAY
    noted = ManyChange(What.NOTE, note="đã học nghị quyết")
    change_people(cell, three, noted, actor=secretary)
    again = change_people(cell, three, noted, actor=secretary)
    assert again.written == []
    assert set(Person.objects.values_list("notes", flat=True)) == {"đã học nghị quyết"}
    three[0].refresh_from_db()
    assert three[0].version == 3


def test_a_note_that_would_be_cut_off_is_refused(
    cell: Organization, secretary: User, three: list[Person]
) -> None:
    Person.objects.filter(pk=three[0].pk).update(notes="x" * 295)
    asked = ManyChange(What.NOTE, note="đã học")
    preview = preview_change(chosen(cell, three, secretary), asked)
    assert [row.person for row in preview.refused] == [three[0]]


def test_only_the_preview_that_was_seen_is_written(
    cell: Organization, secretary: User, three: list[Person]
) -> None:
    unit = UnitFactory.create(organization=cell)
    asked = ManyChange(What.UNIT, unit=unit)
    seen = preview_change(chosen(cell, three, secretary), asked)
    people_actions.edit_person(three[0], {"phone": "0900"}, 1, actor=secretary)
    with pytest.raises(Conflict):
        change_people(cell, three, asked, digest=seen.digest, actor=secretary)
    other = ManyChange(What.UNIT, unit=UnitFactory.create(organization=cell))
    with pytest.raises(Conflict):  # another change than the one that was shown
        change_people(cell, three, other, digest=seen.digest, actor=secretary)
    assert not unit.people.exists()


def test_nobody_of_another_organization_is_reached(
    cell: Organization, secretary: User, three: list[Person]
) -> None:
    foreign = PersonFactory.create()
    asked = ManyChange(What.NOTE, note="x")
    change_people(cell, [*three, foreign], asked, actor=secretary)
    foreign.refresh_from_db()
    assert foreign.notes == ""
    with pytest.raises(NotFound):
        change_people(
            cell, three, ManyChange(What.UNIT, unit=UnitFactory.create()), actor=secretary
        )
    with pytest.raises(NotPermitted):
        change_people(cell, three, asked, actor=grant(Role.MEMBER, cell))


@pytest.mark.parametrize("count", [1, 3])
def test_a_preview_costs_the_same_for_any_number(
    cell: Organization,
    secretary: User,
    three: list[Person],
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    asked = ManyChange(What.STATUS, change=Change(MembershipChange.EXEMPTED, DAY))
    with django_assert_num_queries(4):
        assert len(preview_change(chosen(cell, three[:count], secretary), asked).rows) == count


def test_in_the_browser_people_are_chosen_seen_and_confirmed(
    cell: Organization, secretary: User, three: list[Person]
) -> None:
    client = Client()
    client.force_login(secretary)
    url = reverse("organizations:people_change", args=[cell.pk])
    assert client.get(url).content.decode().count('name="nguoi"') == 3
    numbers = [person.pk for person in three]
    data = {"nguoi": numbers, "what": "status", "kind": "exempted", "on": "1/1/2020"}
    missing = client.post(url, {**data, "on": ""})
    assert missing.context["form"].errors.keys() == {"on"}
    assert "preview" not in missing.context
    preview = client.post(url, data).context["preview"]
    assert (len(preview.written), len(preview.refused)) == (2, 1)
    assert [entry.action for entry in Entry.objects.all()] == ["organizations.look_at_list"]
    answer = client.post(url, {**data, "digest": preview.digest, "confirm": "1"})
    assert answer.status_code == 302
    assert three[0].memberships.get(ends_on=None).status == "exempted"
    assert [str(done.what) for done in history_of(three[0])][-1] == "Sửa nhiều người một lần"
    stale = client.post(url, {**data, "digest": preview.digest, "confirm": "1"})
    assert stale.status_code == 409


def test_going_on_with_nobody_chosen_says_so_and_all_of_a_unit_are_chosen_at_once(
    cell: Organization, secretary: User, three: list[Person]
) -> None:
    unit = UnitFactory.create(organization=cell)
    Person.objects.filter(pk=three[0].pk).update(unit=unit)
    client = Client()
    client.force_login(secretary)
    url = reverse("organizations:people_change", args=[cell.pk])

    def shown(**query: object) -> tuple[int, int, bool]:
        page = client.get(url, query).content.decode()
        boxes = re.findall(r'<input[^>]*name="nguoi"[^>]*>', page)
        return len(boxes), sum("checked" in box for box in boxes), "Hãy chọn người." in page

    assert shown() == (3, 0, False)
    assert shown(what="unit") == (3, 0, True)
    assert shown(chon="het") == (3, 3, False)
    of_unit = {"don-vi": unit.pk}
    assert shown(**of_unit) == (1, 1, False)
    assert shown(**of_unit, chon="khong") == (1, 0, False)
    assert shown(**of_unit, what="unit") == (1, 0, True)


def test_people_leave_their_unit_only_on_purpose(
    cell: Organization, secretary: User, three: list[Person]
) -> None:
    unit = UnitFactory.create(organization=cell)
    Person.objects.filter(pk=three[0].pk).update(unit=unit)
    client = Client()
    client.force_login(secretary)
    url = reverse("organizations:people_change", args=[cell.pk])
    asked = {"nguoi": [three[0].pk], "what": "unit"}
    assert client.post(url, {**asked, "unit": ""}).context["form"].errors.keys() == {"unit"}
    foreign = UnitFactory.create()
    assert client.post(url, {**asked, "unit": foreign.pk}).context["form"].errors.keys() == {"unit"}
    for wish, after in (("none", None), (str(unit.pk), unit)):
        digest = client.post(url, {**asked, "unit": wish}).context["preview"].digest
        sent = {**asked, "unit": wish, "digest": digest, "confirm": "1"}
        assert client.post(url, sent).status_code == 302
        three[0].refresh_from_db()
        assert three[0].unit == after


def test_who_would_be_official_too_early_is_left_to_a_record_of_her_own(
    cell: Organization, secretary: User
) -> None:
    early, due = (PersonFactory.create(organization=cell, full_name=name) for name in ("X", "Y"))
    for person, admitted_on in ((early, date(2019, 6, 1)), (due, date(2019, 1, 1))):
        MembershipFactory.create(
            person=person,
            status="probationary",
            admitted_on=admitted_on,
            official_on=None,
            starts_on=admitted_on,
        )
    asked = ManyChange(What.STATUS, change=Change(MembershipChange.MADE_OFFICIAL, DAY))
    preview = preview_change(chosen(cell, [early, due], secretary), asked)
    assert [row.person for row in preview.written] == [due]
    [refused] = preview.refused
    assert "chưa đủ 12 tháng dự bị" in refused.refusal
    assert "hãy ghi riêng người này" in refused.refusal
