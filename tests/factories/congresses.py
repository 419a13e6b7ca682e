"""Congresses and their subcommittees."""

from datetime import date

import factory
from django.utils import timezone

from daihoi.congresses.models import Congress, Subcommittee, Task
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory


class CongressFactory(factory.django.DjangoModelFactory[Congress]):
    class Meta:
        model = Congress

    organization = factory.SubFactory(OrganizationFactory)
    ordinal = factory.Sequence(lambda n: 101 + n % 800)  # never one that a test names
    term_start = 2020
    term_end = 2025
    target_on = date(2020, 4, 3)
    target_precision = "early"
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class SubcommitteeFactory(factory.django.DjangoModelFactory[Subcommittee]):
    class Meta:
        model = Subcommittee

    congress = factory.SubFactory(CongressFactory)
    name = factory.Sequence(lambda n: f"Tiểu ban {n}")
    purpose = "documents"
    decision_number = "05-QĐ/CB"
    decision_on = date(2020, 1, 15)


class TaskFactory(factory.django.DjangoModelFactory[Task]):
    class Meta:
        model = Task

    congress = factory.SubFactory(CongressFactory)
    assignee = "committee"
    title = factory.Sequence(lambda n: f"Chuẩn bị tài liệu {n}")
    given_on = date(2020, 3, 1)
    created_at = factory.LazyFunction(timezone.now)
    created_by = factory.SubFactory(UserFactory)
