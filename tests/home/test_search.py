"""The search page: the first of every kind, more of one, and what is typed badly."""

import pytest
from django.test import Client

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.organizations.models import Organization
from tests.factories import OrganizationFactory, PersonFactory, UnitFactory, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization() -> Organization:
    return OrganizationFactory.create(name="Chi bộ Một", host_agency="")


@pytest.fixture
def viewer(client: Client, organization: Organization) -> User:
    user = grant(Role.MEMBER, organization)
    client.force_login(user)
    return user


def people(organization: Organization, count: int, name: str = "Đức") -> None:
    for number in range(count):
        PersonFactory.create(organization=organization, full_name=f"Trần {name} {number}")


def test_more_of_a_kind_is_one_click_away(
    client: Client, organization: Organization, viewer: User
) -> None:
    people(organization, 27)
    UnitFactory.create(organization=organization, name="Phòng Đức")
    page = client.get("/tim-kiem/", {"q": "duc"})
    found = page.context["found"]
    assert [(kind.key, len(kind.hits), kind.more) for kind in found.kinds] == [
        ("nguoi", 5, True), ("don-vi", 1, False),
    ]  # fmt: skip
    body = page.content.decode()
    assert "Trần <mark>Đức</mark> 0" in body
    assert 'href="?q=duc&amp;loai=nguoi"' in body
    first = client.get("/tim-kiem/", {"q": "duc", "loai": "nguoi"})
    (kind,) = first.context["found"].kinds
    assert (len(kind.hits), kind.more) == (20, True)
    assert "?q=duc&amp;loai=nguoi&amp;page=2" in first.content.decode()
    second = client.get("/tim-kiem/", {"q": "duc", "loai": "nguoi", "page": "2"})
    (rest,) = second.context["found"].kinds
    assert (len(rest.hits), rest.more) == (7, False)
    assert len({hit.url for hit in [*kind.hits, *rest.hits]}) == 27


def test_another_organization_is_not_searched(
    client: Client, organization: Organization, viewer: User
) -> None:
    people(OrganizationFactory.create(name="Chi bộ Hai Đức"), 1)
    assert client.get("/tim-kiem/", {"q": "duc"}).context["found"].kinds == ()
    people(organization, 1)
    (kind,) = client.get("/tim-kiem/", {"q": "duc"}).context["found"].kinds
    assert [hit.title for hit in kind.hits] == ["Trần Đức 0"]


@pytest.mark.parametrize("words", ["", "a", "…", " - / ", "\x00"])
def test_too_little_finds_nothing(client: Client, viewer: User, words: str) -> None:
    page = client.get("/tim-kiem/", {"q": words})
    assert page.status_code == 200
    assert page.context["found"].kinds == ()
    assert ("Hãy gõ ít nhất hai chữ." in page.content.decode()) is bool(words.strip("\x00"))


@pytest.mark.parametrize(
    "query",
    [
        {"q": "<script>alert(1)</script>"},
        {"q": '") OR "1"*'},
        {"q": "' & | ! <-> :*"},
        {"q": "duc " * 500},
        {"q": "d" * 100_000},
        {"q": "duc", "loai": "không có"},
        {"q": "duc", "loai": "nguoi", "page": "-7"},
        {"q": "duc", "loai": "nguoi", "page": "9" * 12},
        {"q": "𝔇ức 🇻🇳 ½"},
    ],
)
def test_anything_may_be_typed(
    client: Client, organization: Organization, viewer: User, query: dict[str, str]
) -> None:
    people(organization, 1)
    page = client.get("/tim-kiem/", query)
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
