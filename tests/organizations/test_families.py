"""An organization stands under the rules of its kind, or under those chosen; its pages speak so."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.language import in_dialect, in_vietnamese, said
from daihoi.config.messages import compile_all
from daihoi.organizations.actions.offices import add_office
from daihoi.organizations.actions.organizations import edit_organization
from daihoi.organizations.forms.organizations import OrganizationForm
from daihoi.organizations.models import OfficeKind, Organization, OrganizationKind
from tests.factories.accounts import UserFactory, grant
from tests.factories.organizations import OrganizationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _catalogues() -> None:
    compile_all()


@pytest.fixture
def union() -> Organization:
    return OrganizationFactory.create(kind=OrganizationKind.UNION)


def test_the_family_follows_the_kind_unless_it_is_chosen(union: Organization) -> None:
    assert union.family.code == "vn-trade-union"
    manager = grant(Role.ADMINISTRATOR, union)
    edited = edit_organization(
        union, {"name": union.name, "rule_family": "roberts-rules"}, actor=manager
    )
    union.refresh_from_db()
    assert (edited.family.code, union.family.code) == ("roberts-rules", "roberts-rules")
    entry = Entry.objects.get(action="organizations.edit_organization")
    assert (entry.before, entry.after) == ({"rule_family": ""}, {"rule_family": "roberts-rules"})


def test_a_family_that_is_not_there_any_more_counts_as_not_chosen() -> None:
    cell = OrganizationFactory.create(kind=OrganizationKind.CELL, rule_family="gone")
    assert cell.family.code == "vn-party"


def test_only_families_of_some_edition_can_be_chosen(union: Organization) -> None:
    viewer = grant(Role.ADMINISTRATOR, union)
    named = ("kind", "name", "short_name", "host_agency", "place")
    told = {name: getattr(union, name) for name in named} | {
        "term_style": union.term_style,
        "day_style": union.day_style,
    }
    chosen = OrganizationForm(
        told | {"rule_family": "vn-youth-union"}, instance=union, viewer=viewer
    )
    assert chosen.is_valid(), chosen.errors
    unknown = OrganizationForm(told | {"rule_family": "x"}, instance=union, viewer=viewer)
    assert list(unknown.errors) == ["rule_family"]


def test_an_office_is_named_as_its_organization_names_it(union: Organization) -> None:
    cell = OrganizationFactory.create()
    manager = grant(Role.ADMINISTRATOR, cell, grant(Role.ADMINISTRATOR, union))
    titles = [
        add_office(
            PersonFactory.create(organization=organization),
            OfficeKind.SECRETARY,
            starts_on=organization.created_at.date(),
            actor=manager,
        ).title
        for organization in (union, cell)
    ]
    assert titles == ["Chủ tịch", "Bí thư"]


def test_pages_speak_the_words_of_the_organization_somebody_is_of(
    client: Client, union: Organization
) -> None:
    person = PersonFactory.create(organization=union, user=UserFactory.create())
    assert person.user is not None
    client.force_login(grant(Role.SECRETARY, union, person.user))
    page = _read(client, reverse("organizations:person_list", args=[union.pk]))
    assert "<h1>Đoàn viên</h1>" in page
    assert "Đảng viên" not in page
    assert '<html lang="vi-x-congdoan"' in page
    with translation.override(None):
        cell = PersonFactory.create(user=UserFactory.create())
        assert cell.user is not None
        client.force_login(grant(Role.SECRETARY, cell.organization, cell.user))
        page = _read(client, reverse("organizations:person_list", args=[cell.organization_id]))
    assert "<h1>Đảng viên</h1>" in page
    assert '<html lang="vi"' in page


def test_who_chose_english_reads_english(client: Client, union: Organization) -> None:
    person = PersonFactory.create(organization=union, user=UserFactory.create())
    assert person.user is not None
    client.force_login(grant(Role.SECRETARY, union, person.user))
    address = reverse("organizations:person_list", args=[union.pk])
    client.post(reverse("accounts:set_language"), {"language": "en", "next": address})
    assert '<html lang="en"' in _read(client, address)


def _read(client: Client, url: str) -> str:
    return " ".join(client.get(url, follow=True).content.decode().split())


def test_words_of_the_catalogue_are_said_as_the_page_speaks() -> None:
    name = "Báo cáo kiểm điểm của chi ủy"
    assert said(name) == name
    with in_dialect("vi-x-congdoan"):
        assert said(name) == "Báo cáo kiểm điểm của ban chấp hành"
        with in_vietnamese():  # what is kept is kept in those words
            assert translation.gettext("Chi ủy viên") == "Ủy viên ban chấp hành"
    with translation.override("en"), in_vietnamese():
        assert translation.gettext("Chi ủy viên") == "Chi ủy viên"
