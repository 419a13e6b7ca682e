"""Two people of one name in a list of names."""

import pytest

from daihoi.accounts.permissions import Role
from daihoi.organizations.models import Person
from daihoi.organizations.queries.namesakes import names_apart
from tests.factories import OrganizationFactory, PersonFactory, UnitFactory, grant

pytestmark = pytest.mark.django_db


def test_a_name_that_is_not_the_only_one_is_told_by_unit_else_by_post_and_year() -> None:
    cell = OrganizationFactory.create(path="/7/")
    office, tax = (UnitFactory.create(organization=cell, name=n) for n in ("Văn phòng", "Thuế"))

    def person(name: str, **values: object) -> Person:
        return PersonFactory.create(organization=cell, full_name=name, **values)

    people = [
        person("Lê Văn An", unit=office, birth="1980-01-02"),
        person("Nguyễn Thị Hương", unit=office, birth="1980"),
        person("Nguyễn Thị Hương", unit=tax, birth="1981"),
        person("Trần Văn Ba", unit=tax, birth="1975-05-06", government_post="Phó phòng"),
        person("Trần Văn Ba", unit=tax, birth="1990"),
        person("Vi Văn Tư", birth=""),
        person("Vi Văn Tư", birth="1970"),
    ]
    secretary, member = (grant(role, cell) for role in (Role.SECRETARY, Role.MEMBER))
    assert list(names_apart(people, viewer=secretary).values()) == [
        "Lê Văn An",
        "Nguyễn Thị Hương (Văn phòng)",
        "Nguyễn Thị Hương (Thuế)",
        "Trần Văn Ba (Thuế, Phó phòng, sinh 1975)",
        "Trần Văn Ba (Thuế, sinh 1990)",
        "Vi Văn Tư",
        "Vi Văn Tư (sinh 1970)",
    ]
    assert list(names_apart(people, viewer=member).values())[3:] == [
        "Trần Văn Ba (Thuế, Phó phòng)",
        "Trần Văn Ba (Thuế)",
        "Vi Văn Tư",
        "Vi Văn Tư",
    ]
