"""People, offices and units: whole effects, and roles that follow from what a person does."""

from datetime import date, timedelta

import pytest

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Permission, Role, can
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.organizations.actions import memberships, offices, organizations, people, roles
from daihoi.organizations.actions.accounts import give_account, give_accounts
from daihoi.organizations.models import Office, OfficeKind, Organization, Person
from daihoi.organizations.queries.memberships import Change
from daihoi.organizations.queries.organizations import find_organization
from daihoi.rules.members import MembershipStatus
from tests.factories import (
    GrantFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    UnitFactory,
    UserFactory,
    grant,
)

pytestmark = pytest.mark.django_db

TODAY = clock.today()
YESTERDAY = TODAY - timedelta(days=1)
AGO = TODAY - timedelta(days=100)


@pytest.fixture
def cell() -> Organization:
    return OrganizationFactory.create(path="/7/")


@pytest.fixture
def secretary(cell: Organization) -> User:
    return grant(Role.SECRETARY, cell)


@pytest.fixture
def person(cell: Organization) -> Person:
    made = PersonFactory.create(organization=cell, user=UserFactory.create())
    MembershipFactory.create(person=made)
    return made


def held(person: Person) -> list[tuple[str, str]]:
    """Roles held today, with the part of the organization they are held on."""
    grants = Grant.objects.filter(user=person.user, starts_on__lte=TODAY).order_by("role")
    return [(g.role, g.within) for g in grants if g.ends_on is None or g.ends_on >= TODAY]


def test_roles_follow_membership_and_offices(person: Person, secretary: User) -> None:
    unit = UnitFactory.create(organization=person.organization)
    offices.add_office(
        person, OfficeKind.DEPUTY_SECRETARY, title="Phó Bí thư", starts_on=AGO, actor=secretary
    )
    offices.add_office(person, OfficeKind.UNIT_HEAD, unit=unit, starts_on=AGO, actor=secretary)
    assert held(person) == [("committee_member", ""), ("member", ""), ("unit_head", f"u{unit.pk}/")]
    assert roles.align_roles(person, actor=secretary) == []
    assert Grant.objects.filter(user=person.user).count() == 3
    assert Office.objects.get(kind="unit_head").title == "Phụ trách phòng"


def test_a_secretary_holds_the_secretarys_role_until_the_office_ends(
    person: Person, secretary: User
) -> None:
    office = offices.add_office(person, OfficeKind.SECRETARY, starts_on=AGO, actor=secretary)
    assert held(person) == [("member", ""), ("secretary", "")]
    Grant.objects.filter(role="secretary", user=person.user).update(starts_on=AGO)
    offices.end_office(office, YESTERDAY, actor=secretary)
    assert held(person) == [("member", "")]
    assert not can(User.objects.get(pk=person.user_id), Permission.ORGANIZATIONS_MANAGE, at=person)
    assert Entry.objects.filter(action="organizations.end_office").count() == 1


def test_there_is_one_secretary_at_a_time(person: Person, secretary: User) -> None:
    other = PersonFactory.create(organization=person.organization)
    first = offices.add_office(person, OfficeKind.SECRETARY, starts_on=AGO, actor=secretary)
    with pytest.raises(Conflict):
        offices.add_office(other, OfficeKind.SECRETARY, starts_on=TODAY, actor=secretary)
    offices.end_office(first, YESTERDAY, actor=secretary)
    offices.add_office(other, OfficeKind.SECRETARY, starts_on=TODAY, actor=secretary)
    assert other.offices.get().kind == "secretary"


def test_only_an_administrator_makes_a_superior(person: Person, secretary: User) -> None:
    with pytest.raises(NotPermitted):
        offices.add_office(person, OfficeKind.SUPERIOR_OFFICER, starts_on=AGO, actor=secretary)
    assert person.offices.count() == 0
    administrator = UserFactory.create()
    GrantFactory.create(user=administrator, role="administrator", organization_path="/")
    offices.add_office(person, OfficeKind.SUPERIOR_OFFICER, starts_on=AGO, actor=administrator)
    assert held(person) == [("member", ""), ("superior", "")]


def change(person: Person, status: MembershipStatus | None, on: date, actor: User) -> None:
    memberships.change_membership(person, Change(None, on, status=status), actor=actor)


def test_a_change_of_membership_keeps_what_was(person: Person, secretary: User) -> None:
    roles.align_roles(person, actor=secretary)
    change(person, MembershipStatus.EXEMPTED, TODAY, secretary)
    kept = person.memberships.order_by("pk").values_list("status", "starts_on", "ends_on")
    assert list(kept) == [
        ("official", date(2009, 2, 3), YESTERDAY),
        ("exempted", TODAY, None),
    ]
    assert person.memberships.latest("pk").admitted_on == date(2008, 2, 3)
    assert held(person) == [("member", "")]
    change(person, MembershipStatus.SUSPENDED, TODAY, secretary)
    assert [m.status for m in person.memberships.order_by("pk")] == ["official", "suspended"]
    assert held(person) == []
    change(person, MembershipStatus.OFFICIAL, TODAY, secretary)
    assert held(person) == [("member", "")]
    with pytest.raises(RuleBroken):
        change(person, None, AGO, secretary)
    change(person, None, TODAY + timedelta(days=1), secretary)
    assert not person.memberships.filter(ends_on__isnull=True).exists()


def test_a_person_is_added_whole(cell: Organization, secretary: User) -> None:
    values = {"full_name": "Hoàng Văn Ước", "birth": "1989-09-28"}
    person = people.add_person(
        cell,
        values,
        status=MembershipStatus.OFFICIAL,
        admitted_on=date(2015, 12, 3),
        official_on=date(2016, 12, 3),
        actor=secretary,
    )
    assert person.folded_name == "hoang van uoc"
    periods = person.memberships.order_by("pk").values_list("status", "starts_on", "ends_on")
    assert list(periods) == [
        ("probationary", date(2015, 12, 3), date(2016, 12, 2)),
        ("official", date(2016, 12, 3), None),
    ]
    assert Entry.objects.get(action="organizations.add_person").after["birth"] == "1989-09-28"
    with pytest.raises(people.SamePerson) as refused:
        people.add_person(cell, values, status=None, actor=secretary)
    assert refused.value.known == [person]
    with pytest.raises(RuleBroken):
        people.add_person(
            cell,
            {"full_name": "Trẻ Quá", "birth": "2000"},
            status=MembershipStatus.OFFICIAL,
            admitted_on=date(2010, 1, 1),
            actor=secretary,
        )
    with pytest.raises(NotPermitted):
        people.add_person(cell, {"full_name": "A B"}, status=None, actor=grant(Role.MEMBER, cell))
    with pytest.raises(NotFound):
        people.add_person(cell, {"full_name": "A B"}, status=None, actor=UserFactory.create())
    assert Person.objects.count() == 1


def test_an_account_comes_with_the_roles_of_its_person(cell: Organization, secretary: User) -> None:
    person = PersonFactory.create(organization=cell, full_name="Vi Văn Khải")
    MembershipFactory.create(person=person)
    offices.add_office(person, OfficeKind.COMMITTEE_MEMBER, starts_on=AGO, actor=secretary)
    slip = give_account(person, actor=secretary)
    person.refresh_from_db()
    assert slip.username == "khai.vv"
    assert held(person) == [("committee_member", ""), ("member", "")]
    with pytest.raises(Conflict):
        give_account(person, actor=secretary)
    said = str(list(Entry.objects.values_list("after", "before")))
    assert slip.code not in said
    assert not person.user.has_usable_password()


def test_organizations_are_put_up_only_from_above(cell: Organization, secretary: User) -> None:
    values = {"kind": "cell", "name": "Chi bộ 2", "short_name": "CB2", "place": "Lạng Sơn"}
    for parent in (cell, None):  # what lies below is not a secretary's
        with pytest.raises(NotFound):
            organizations.add_organization(values, parent=parent, actor=secretary)
    administrator = UserFactory.create()
    GrantFactory.create(user=administrator, role="administrator", organization_path="/")
    below = organizations.add_organization(values, parent=cell, actor=administrator)
    assert below.path == f"/7/{below.pk}/"
    with pytest.raises(Conflict):
        organizations.add_organization(values, parent=cell, actor=administrator)
    assert Organization.objects.count() == 2


def test_nobody_is_put_in_charge_of_another_organizations_unit(
    person: Person, secretary: User
) -> None:
    ours = UnitFactory.create(organization=person.organization)
    theirs = UnitFactory.create(organization__path="/8/")
    head = OfficeKind.UNIT_HEAD
    with pytest.raises(NotFound):
        offices.add_office(person, head, unit=theirs, starts_on=AGO, actor=secretary)
    assert not Office.objects.exists()
    offices.add_office(person, head, unit=ours, starts_on=AGO, actor=secretary)
    assert Office.objects.get().unit == ours


def test_accounts_are_given_to_people_of_the_organization_only(
    cell: Organization, secretary: User
) -> None:
    ours = PersonFactory.create(organization=cell)
    theirs = PersonFactory.create(organization__path="/8/")
    slips = give_accounts(cell, [theirs, ours], actor=secretary)
    assert [slip.person for slip in slips] == [ours]
    theirs.refresh_from_db()
    assert theirs.user is None


@pytest.mark.parametrize("words", ["chi bộ đường sắt", "CB ĐƯỜNG SẮT", "/7/", "cb duong sat"])
def test_an_organization_is_found_whatever_the_case_on_every_database(words: str) -> None:
    cell = OrganizationFactory.create(
        path="/7/", name="Chi bộ Đường sắt", short_name="CB Đường sắt"
    )
    OrganizationFactory.create(path="/8/", name="Chi bộ Đường bộ", short_name="CB Đường bộ")
    assert find_organization(words) == cell
    with pytest.raises(NotFound):
        find_organization("Chi bộ Đường")
