"""Organizations, units and people."""

from datetime import date

import factory
from django.utils import timezone

from daihoi.organizations.models import Membership, Organization, Person, Unit
from daihoi.rules.members import MembershipStatus
from daihoi.vietnamese.names import name_key
from daihoi.vietnamese.text import fold


class OrganizationFactory(factory.django.DjangoModelFactory[Organization]):
    class Meta:
        model = Organization

    parent = None
    path = factory.Sequence(lambda n: f"/{n + 100_001}/")  # above the paths that tests write out
    kind = "cell"
    name = factory.Sequence(lambda n: f"Chi bộ số {n}")
    short_name = factory.Sequence(lambda n: f"CB{n}")
    place = "Lạng Sơn"
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class UnitFactory(factory.django.DjangoModelFactory[Unit]):
    class Meta:
        model = Unit

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence(lambda n: f"Phòng số {n}")


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    class Meta:
        model = Person

    organization = factory.SubFactory(OrganizationFactory)
    unit = None
    full_name = factory.Sequence(lambda n: f"Hoàng Thị {n}")
    name_key = factory.LazyAttribute(lambda person: name_key(person.full_name))
    folded_name = factory.LazyAttribute(lambda person: fold(person.full_name))
    birth = "1980-05-19"
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    status = MembershipStatus.OFFICIAL.value
    admitted_on = date(2008, 2, 3)
    official_on = date(2009, 2, 3)
    starts_on = date(2009, 2, 3)
