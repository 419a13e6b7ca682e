"""People who are no members have their kind: officials and employees of the host agency (S62)."""

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.organizations.models import Person
from tests.factories import OrganizationFactory, grant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("employment", "label"),
    [("official", "Công chức, viên chức"), ("employee", "Người lao động"), ("", "")],
)
def test_somebody_without_membership_is_an_official_or_an_employee(
    client: Client, employment: str, label: str
) -> None:
    cell = OrganizationFactory.create()
    client.force_login(grant(Role.SECRETARY, cell))
    typed = {"full_name": "Lộc Thị Mơ", "employment": employment, "status": "none"}
    client.post(reverse("organizations:person_add", args=[cell.pk]), typed)
    person = Person.objects.get(full_name="Lộc Thị Mơ")
    assert (person.employment, person.memberships.count()) == (employment, 0)
    page = client.get(reverse("organizations:person_detail", args=[person.pk])).content.decode()
    assert "Không là đảng viên" in page
    facts = page[page.index("Công chức, người lao động") :] if label else page
    assert label in facts
