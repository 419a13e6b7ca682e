"""A cell's congress is the lowest step of a chain; what belongs to a higher step stands there (S13)."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted
from daihoi.congresses.actions import higher as actions
from daihoi.congresses.models import Congress, HigherCongress
from daihoi.congresses.queries.higher import chain
from tests.factories import CongressFactory, OrganizationFactory, UserFactory, grant

pytestmark = pytest.mark.django_db

BLOC = {
    "level": "1_direct",
    "name": "Đại hội đại biểu Đảng bộ Khối các cơ quan tỉnh",
    "ordinal": 2,
    "expected": "2020-06",
    "delegates": 3,
    "note": "",
}
NATIONAL = {
    "level": "3_national",
    "name": "Đại hội đại biểu toàn quốc của Đảng",
    "ordinal": 13,
    "expected": "2021",
    "delegates": None,
    "note": "",
}


@pytest.fixture
def congress() -> Congress:
    return CongressFactory.create(organization=OrganizationFactory.create(path="/7/"))


@pytest.fixture
def secretary(congress: Congress) -> User:
    return grant(Role.SECRETARY, congress.organization)


def test_each_level_stands_once_in_the_chain(congress: Congress, secretary: User) -> None:
    national = actions.add_higher(congress, NATIONAL, actor=secretary)
    bloc = actions.add_higher(congress, BLOC, actor=secretary)
    assert [str(each) for each in congress.higher.order_by("level")] == [
        "Đại hội đại biểu Đảng bộ Khối các cơ quan tỉnh lần thứ II",
        "Đại hội đại biểu toàn quốc của Đảng lần thứ XIII",
    ]
    with pytest.raises(Conflict):
        actions.add_higher(congress, BLOC, actor=secretary)
    with pytest.raises(Conflict):
        actions.edit_higher(national, NATIONAL | {"level": "1_direct"}, actor=secretary)
    actions.edit_higher(bloc, BLOC | {"delegates": 4}, actor=secretary)
    bloc.refresh_from_db()
    assert bloc.delegates == 4
    change = Entry.objects.get(action="congresses.edit_higher")
    assert (change.before, change.after) == ({"delegates": 3}, {"delegates": 4})
    actions.remove_higher(bloc, actor=secretary)
    assert list(HigherCongress.objects.all()) == [national]


def test_only_who_manages_the_congress_writes_the_chain(congress: Congress) -> None:
    with pytest.raises(NotPermitted):
        actions.add_higher(congress, BLOC, actor=grant(Role.MEMBER, congress.organization))
    with pytest.raises(NotFound):
        actions.add_higher(congress, BLOC, actor=UserFactory.create())


def test_the_pages_write_the_chain(congress: Congress, secretary: User, client: Client) -> None:
    client.force_login(secretary)
    add = reverse("congresses:higher_add", args=[congress.pk])
    client.post(add, BLOC | {"ordinal": "II", "expected": "6/2020"})
    bloc = congress.higher.get()
    assert (bloc.ordinal, bloc.expected) == (2, "2020-06")
    typed = BLOC | {"level": "2_province", "expected": "31/2/2020", "ordinal": "XVII"}
    assert "không phải ngày có thật" in client.post(add, typed).content.decode()
    edit = reverse("congresses:higher_edit", args=[bloc.pk])
    opened = client.get(edit)
    assert 'value="6/2020"' in opened.content.decode()
    seen = opened.context["form"]["seen"].value()
    client.post(edit, BLOC | {"expected": "15-6-2020", "delegates": "", "seen": seen})
    shown = client.get(reverse("congresses:higher_list", args=[congress.pk])).content.decode()
    assert "Dự kiến 15-6-2020." in shown
    assert "Chưa được phân bổ đại biểu." in shown
    client.post(reverse("congresses:higher_remove", args=[bloc.pk]))
    assert not congress.higher.exists()


def test_the_chain_costs_the_same(
    congress: Congress, secretary: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actions.add_higher(congress, BLOC, actor=secretary)
    with django_assert_num_queries(5):
        assert len(chain(congress.pk, viewer=User.objects.get(pk=secretary.pk)).steps) == 1
    actions.add_higher(congress, NATIONAL, actor=secretary)
    actions.add_higher(congress, NATIONAL | {"level": "2_province"}, actor=secretary)
    with django_assert_num_queries(5):
        assert len(chain(congress.pk, viewer=User.objects.get(pk=secretary.pk)).steps) == 3
