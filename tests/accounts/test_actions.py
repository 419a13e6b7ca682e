"""Accounts and roles: who may give what, and that every write is on record."""

import threading
from datetime import date

import pytest
from django.db import connections

from daihoi.accounts import queries
from daihoi.accounts.actions import accounts as actions
from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Permission, Role, Scope, can
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from tests.factories import GrantFactory, OrganizationFactory, UserFactory, grant

pytestmark = pytest.mark.django_db
CELL = Scope("/1/4/")
PASSWORD = "mat-khau-cua-toi-9"


class At:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope


@pytest.fixture
def secretary() -> User:
    return grant(Role.SECRETARY, At(CELL))


def recorded() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_the_first_administrator_rules_the_whole_house() -> None:
    user = actions.create_first_administrator("Ut.NV", " Nguyễn  Văn Út ", PASSWORD)
    assert (user.username, user.full_name) == ("ut.nv", "Nguyễn Văn Út")
    assert user.check_password(PASSWORD)
    assert not user.has_temporary_password
    held = Grant.objects.get()
    assert (held.role, held.scope, held.starts_on) == ("administrator", Scope("/"), clock.today())
    assert can(user, Permission.ACCOUNTS_MANAGE, at=CELL)
    assert recorded() == ["accounts.create_first_administrator", "accounts.give_role"]


def test_there_is_only_one_first_administrator() -> None:
    UserFactory.create()
    with pytest.raises(Conflict):
        actions.create_first_administrator("ut.nv", "Nguyễn Văn Út", PASSWORD)
    assert User.objects.count() == 1
    assert recorded() == []


@pytest.mark.django_db(transaction=True)
def test_of_two_first_administrators_at_once_one_is_told() -> None:
    at_once, outcome = threading.Barrier(2), []

    def become(name: str) -> None:
        at_once.wait()
        try:
            actions.create_first_administrator(name, "Nguyễn Văn Út", PASSWORD)
            outcome.append("made")
        except Conflict:
            outcome.append("told")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=become, args=(name,)) for name in ("ut", "ba")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["made", "told"]
    assert User.objects.count() == 1


def test_a_secretary_makes_accounts_in_her_own_organization(secretary: User) -> None:
    user = actions.create_user("ut.nv", "Nguyễn Văn Út", PASSWORD, actor=secretary, at=CELL)
    assert user.has_temporary_password
    silent = actions.create_user("ba.tv", "Trần Văn Ba", None, actor=secretary, at=CELL)
    assert not silent.has_usable_password()
    assert recorded() == ["accounts.create_user"] * 2


def test_a_taken_or_ill_formed_username_is_refused(secretary: User) -> None:
    actions.create_user("ut.nv", "Nguyễn Văn Út", None, actor=secretary, at=CELL)
    with pytest.raises(Conflict, match=r"ut\.nv"):
        actions.create_user("UT.nv", "Nguyễn Văn Út", None, actor=secretary, at=CELL)
    with pytest.raises(RuleBroken):
        actions.create_user("út nv", "Nguyễn Văn Út", None, actor=secretary, at=CELL)
    with pytest.raises(RuleBroken):
        actions.create_user("ba", "Trần Văn Ba", "12345678", actor=secretary, at=CELL)
    assert recorded() == ["accounts.create_user"]


def test_nobody_makes_accounts_elsewhere(secretary: User) -> None:
    with pytest.raises(NotFound):
        actions.create_user("ut.nv", "Út", None, actor=secretary, at=Scope("/1/5/"))
    with pytest.raises(NotPermitted):
        actions.create_user("ut", "Út", None, actor=grant(Role.MEMBER, At(CELL)), at=CELL)
    assert recorded() == []


def test_a_role_is_given_once_and_counts_at_once(secretary: User) -> None:
    user = UserFactory.create()
    assert not can(user, Permission.DOCUMENTS_GIVE_OPINION, at=CELL)
    given = [
        actions.give_role(user, Role.MEMBER, CELL, "test:1", date(2020, 1, 1), actor=secretary)
        for _ in range(2)
    ]
    assert given[0] == given[1]
    assert can(user, Permission.DOCUMENTS_GIVE_OPINION, at=CELL)
    entry = Entry.objects.get()
    assert (entry.action, entry.chain) == ("accounts.give_role", "/1/4/")
    assert entry.after["role"] == "member"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SUPERIOR])
def test_nobody_gives_a_role_that_reaches_beyond_her_own(secretary: User, role: Role) -> None:
    user = UserFactory.create()
    with pytest.raises(NotPermitted):
        actions.give_role(user, role, CELL, "test:1", date(2020, 1, 1), actor=secretary)
    administrator = grant(Role.ADMINISTRATOR, At(Scope("/")))
    actions.give_role(user, role, CELL, "test:1", date(2020, 1, 1), actor=administrator)
    assert Grant.objects.get(user=user).role == role


def test_roles_of_a_source_end_and_those_to_come_are_taken_back(secretary: User) -> None:
    user = UserFactory.create()
    for starts in (date(2020, 1, 1), date(2021, 1, 1)):
        actions.give_role(user, Role.UNIT_HEAD, CELL, "office:1", starts, actor=secretary)
    other = GrantFactory.create(user=user, organization_path="/1/4/", source="office:2")
    assert actions.end_roles("office:1", date(2020, 3, 26), actor=secretary) == 2
    left = Grant.objects.get(source="office:1")
    assert left.ends_on == date(2020, 3, 26)
    other.refresh_from_db()
    assert other.ends_on is None
    assert recorded()[2:] == ["accounts.end_role", "accounts.take_back_role"]


def test_only_who_manages_the_place_ends_its_roles(secretary: User) -> None:
    GrantFactory.create(organization_path="/1/5/", source="office:1")
    with pytest.raises(NotFound):
        actions.end_roles("office:1", date(2020, 3, 26), actor=secretary)
    assert Grant.objects.get(source="office:1").ends_on is None


def test_a_password_given_by_another_is_temporary_until_its_owner_chooses(secretary: User) -> None:
    user = grant(Role.MEMBER, At(CELL))
    actions.set_password(user, PASSWORD, actor=secretary, at=CELL)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert user.has_temporary_password
    actions.set_password(user, "toi-tu-chon-88", actor=user)
    user.refresh_from_db()
    assert not user.has_temporary_password
    assert recorded() == ["accounts.set_password"] * 2
    assert PASSWORD not in str(list(Entry.objects.values()))


@pytest.mark.parametrize(
    ("role", "place"), [(Role.ADMINISTRATOR, Scope("/")), (Role.MEMBER, Scope("/1/5/"))]
)
def test_nobody_takes_over_an_account_that_reaches_beyond_her_own(
    secretary: User, role: Role, place: Scope
) -> None:
    user = grant(role, At(place))
    with pytest.raises((NotPermitted, NotFound)):
        actions.set_password(user, PASSWORD, actor=secretary, at=CELL)
    user.refresh_from_db()
    assert not user.check_password(PASSWORD)


def test_a_username_is_suggested_from_the_name() -> None:
    assert queries.suggest_username("Nguyễn Văn Út") == "ut.nv"
    UserFactory.create(username="ut.nv")
    UserFactory.create(username="ut.nv2")
    assert queries.suggest_username("Nguyễn Văn Út") == "ut.nv3"
    assert queries.suggest_username("Đặng Thị Ánh Hồng") == "hong.dta"
    assert queries.suggest_username("Sáu") == "sau"
    assert actions.USERNAME.fullmatch(queries.suggest_username("Nguyễn Văn Út"))


def test_the_weightiest_role_greets() -> None:
    organization = OrganizationFactory.create()
    user = grant(Role.MEMBER, organization)
    assert queries.greeting_role(user) == "Đảng viên"
    grant(Role.SECRETARY, organization, user)
    assert queries.greeting_role(user) == "Bí thư"
    assert queries.greeting_role(UserFactory.create()) == ""
