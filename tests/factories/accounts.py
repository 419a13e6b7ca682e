"""Accounts and their grants."""

from datetime import date
from typing import Any

import factory

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Role, Scoped


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn {n}")
    password = factory.django.Password("mat-khau-thu-nghiem")


class GrantFactory(factory.django.DjangoModelFactory[Grant]):
    class Meta:
        model = Grant

    user = factory.SubFactory(UserFactory)
    role = Role.MEMBER.value
    organization_path = "/1/"
    within = ""
    source = factory.Sequence(lambda n: f"test:{n}")
    starts_on = date(2015, 1, 1)
    ends_on = None


def grant(role: Role, at: Scoped, user: User | None = None, **fields: Any) -> User:
    """A user (new unless given) who holds ``role`` on the scope of ``at`` since 2015."""
    scope = at.scope
    user = user or UserFactory.create()
    GrantFactory.create(
        user=user,
        role=role.value,
        organization_path=scope.organization,
        within=scope.within,
        **fields,
    )
    vars(user).pop("held_grants", None)
    return user
