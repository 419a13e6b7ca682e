"""Two managers at one organization at the same moment."""

from functools import partial

import pytest

from daihoi.accounts.permissions import Role
from daihoi.base.errors import Conflict
from daihoi.congresses.actions.subcommittees import edit_subcommittee
from daihoi.congresses.models import Subcommittee
from daihoi.organizations.actions import organizations
from daihoi.organizations.actions.accounts import Slip, give_account, give_accounts
from daihoi.organizations.models import Organization, Unit
from tests.documents.at_once import at_once
from tests.factories import (
    CongressFactory,
    OrganizationFactory,
    PersonFactory,
    SubcommitteeFactory,
    UnitFactory,
    grant,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_that_take_one_name_one_is_told() -> None:
    congress = CongressFactory.create()
    subcommittees = [SubcommitteeFactory.create(congress=congress) for _body in range(2)]
    cell = congress.organization
    units = [UnitFactory.create(organization=cell) for _unit in range(2)]
    actor = grant(Role.SECRETARY, cell)

    renamed = at_once(
        *(partial(organizations.edit_unit, unit, "Văn phòng", actor=actor) for unit in units)
    )
    named = at_once(
        *(partial(edit_subcommittee, each, {"name": "Văn kiện"}, actor=actor)
          for each in subcommittees)
    )  # fmt: skip

    assert {type(each) for each in renamed} == {Unit, Conflict}
    assert {type(each) for each in named} == {Subcommittee, Conflict}


def test_of_two_new_organizations_with_one_name_one_is_made() -> None:
    top = OrganizationFactory.create()
    actor = grant(Role.ADMINISTRATOR, top)
    values = {"kind": "cell", "name": "Chi bộ Một", "short_name": "CB 1", "place": "Lạng Sơn"}
    add = partial(organizations.add_organization, values, parent=top, actor=actor)

    outcome = at_once(add, add)

    assert {type(each) for each in outcome} == {Organization, Conflict}


def test_many_accounts_and_one_of_them_at_once_do_not_wait_for_each_other() -> None:
    cell = OrganizationFactory.create()
    people = PersonFactory.create_batch(3, organization=cell)
    actor = grant(Role.SECRETARY, cell)

    many, one = at_once(
        partial(give_accounts, cell, people, actor=actor),
        partial(give_account, people[2], actor=actor),
    )

    if isinstance(many, list):
        assert ([slip.person for slip in many], type(one)) == (people, Conflict)
    else:
        assert (type(many), type(one)) == (Conflict, Slip)
