"""What remains of a congress: minutes that are fixed, an addition to them."""

import factory
from django.utils import timezone

from daihoi.closing.models import CongressMinutes, MinutesAddition
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Run
from tests.factories.accounts import UserFactory
from tests.factories.congresses import CongressFactory


class CongressMinutesFactory(factory.django.DjangoModelFactory[CongressMinutes]):
    """Fixed; of no more than a head."""

    class Meta:
        model = CongressMinutes

    congress = factory.SubFactory(CongressFactory)
    content = factory.LazyFunction(lambda: OfficialPaper(issuer=(Run("ĐẠI HỘI"),)).to_json())
    digest = "0" * 64
    fixed_at = factory.LazyFunction(timezone.now)
    fixed_by = factory.SubFactory(UserFactory)


class AdditionFactory(factory.django.DjangoModelFactory[MinutesAddition]):
    """One that nobody has signed."""

    class Meta:
        model = MinutesAddition

    minutes = factory.SubFactory(CongressMinutesFactory)
    text = "Khách mời: thêm 01 đồng chí."
    written_at = factory.LazyFunction(timezone.now)
    written_by = factory.SelfAttribute("minutes.fixed_by")
