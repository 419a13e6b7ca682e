"""Dull test data, every field with a default. Call `XFactory.create(…)`."""

from tests.factories.accounts import GrantFactory, UserFactory, grant
from tests.factories.congresses import CongressFactory, SubcommitteeFactory, TaskFactory
from tests.factories.documents import (
    BlockFactory,
    DocumentFactory,
    OpinionFactory,
    OpinionRoundFactory,
    VersionFactory,
)
from tests.factories.organizations import (
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    UnitFactory,
)

__all__ = [
    "BlockFactory",
    "CongressFactory",
    "DocumentFactory",
    "GrantFactory",
    "MembershipFactory",
    "OpinionFactory",
    "OpinionRoundFactory",
    "OrganizationFactory",
    "PersonFactory",
    "SubcommitteeFactory",
    "TaskFactory",
    "UnitFactory",
    "UserFactory",
    "VersionFactory",
    "grant",
]
