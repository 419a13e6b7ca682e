"""Checklists, the hall, health."""

from datetime import date

import factory
from django.utils import timezone

from daihoi.logistics.models import ChecklistItem, Declaration, Hall, LocalMeasure, OwnRow
from tests.factories.accounts import UserFactory
from tests.factories.congresses import CongressFactory
from tests.factories.meetings import InviteeFactory
from tests.factories.organizations import OrganizationFactory


class ChecklistItemFactory(factory.django.DjangoModelFactory[ChecklistItem]):
    """An open item, due two days before day D."""

    class Meta:
        model = ChecklistItem

    congress = factory.SubFactory(CongressFactory)
    group = "stage"
    position = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Treo khẩu hiệu {n}")
    days = -2
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class OwnRowFactory(factory.django.DjangoModelFactory[OwnRow]):
    class Meta:
        model = OwnRow

    organization = factory.SubFactory(OrganizationFactory)
    group = "stage"
    text = factory.Sequence(lambda n: f"Lau bảng tên cơ quan {n}")
    days = -1


class HallFactory(factory.django.DjangoModelFactory[Hall]):
    """Three rows of four seats."""

    class Meta:
        model = Hall

    congress = factory.SubFactory(CongressFactory)
    rows = 3
    seats = 4
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class LocalMeasureFactory(factory.django.DjangoModelFactory[LocalMeasure]):
    """A limit of 15 people a room from 20-3-2020."""

    class Meta:
        model = LocalMeasure

    organization = factory.SubFactory(OrganizationFactory)
    number = factory.Sequence(lambda n: f"{n + 10}-CV/TU")
    issuer = "Tỉnh ủy"
    issued_on = date(2020, 3, 20)
    starts_on = date(2020, 3, 20)
    effect = "limited"
    max_per_room = 15
    summary = "Không họp quá 15 người một phòng."
    added_at = factory.LazyFunction(timezone.now)
    added_by = factory.SubFactory(UserFactory)


class DeclarationFactory(factory.django.DjangoModelFactory[Declaration]):
    """Somebody on the roll of a congress who declared that she is well."""

    class Meta:
        model = Declaration

    invitee = factory.SubFactory(InviteeFactory, meeting__kind="congress")
    declared_at = factory.LazyFunction(timezone.now)
    declared_by = factory.SubFactory(UserFactory)
