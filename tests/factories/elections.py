"""Elections, their ballots and lists; rolls with their base."""

import factory
from django.utils import timezone

from daihoi.elections.models import BodyMember, Election, ListedName, Nomination, Roll, Round
from tests.factories.accounts import UserFactory
from tests.factories.congresses import CongressFactory
from tests.factories.organizations import PersonFactory


class BodyMemberFactory(factory.django.DjangoModelFactory[BodyMember]):
    class Meta:
        model = BodyMember

    congress = factory.SubFactory(CongressFactory)
    body = "tellers"
    person = factory.SubFactory(
        PersonFactory, organization=factory.SelfAttribute("..congress.organization")
    )
    named_at = factory.LazyFunction(timezone.now)
    named_by = factory.SubFactory(UserFactory)


class RollFactory(factory.django.DjangoModelFactory[Roll]):
    """A confirmed roll of twenty, all present: base 20, need 11 (T01)."""

    class Meta:
        model = Roll

    congress = factory.SubFactory(CongressFactory)
    number = factory.Sequence(lambda n: n + 1)
    convened = 20
    base = 20
    need = 11
    reason = "Điều chỉnh."
    made_at = factory.LazyFunction(timezone.now)
    made_by = factory.SubFactory(UserFactory)
    confirmed_at = factory.LazyFunction(timezone.now)
    confirmed_by = factory.SelfAttribute("made_by")


class ElectionFactory(factory.django.DjangoModelFactory[Election]):
    """The committee: three seats, voted."""

    class Meta:
        model = Election

    congress = factory.SubFactory(CongressFactory)
    office = "committee"
    planned_seats = 3
    seats = 3
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.SelfAttribute("created_at")
    created_by = factory.SubFactory(UserFactory)


class NominationFactory(factory.django.DjangoModelFactory[Nomination]):
    class Meta:
        model = Nomination

    election = factory.SubFactory(ElectionFactory)
    person = factory.SubFactory(
        PersonFactory, organization=factory.SelfAttribute("..election.congress.organization")
    )
    source = "committee"
    recorded_at = factory.LazyFunction(timezone.now)
    recorded_by = factory.SubFactory(UserFactory)


class RoundFactory(factory.django.DjangoModelFactory[Round]):
    """A first ballot whose list is not made yet; `counting` is a trait: 20 papers out and back."""

    class Meta:
        model = Round

    class Params:
        counting = factory.Trait(
            state="counting",
            style="strike_out",
            roll=factory.SubFactory(
                RollFactory, congress=factory.SelfAttribute("..election.congress")
            ),
            present=20,
            printed=25,
            handed_out=20,
            returned=20,
            listed_at=factory.LazyFunction(timezone.now),
            listed_by=factory.SubFactory(UserFactory),
            issued_at=factory.LazyFunction(timezone.now),
            issued_by=factory.SelfAttribute("listed_by"),
            opened_at=factory.LazyFunction(timezone.now),
            opened_by=factory.SelfAttribute("listed_by"),
        )

    election = factory.SubFactory(ElectionFactory)
    number = 1
    seats = factory.SelfAttribute("election.seats")


class ListedNameFactory(factory.django.DjangoModelFactory[ListedName]):
    class Meta:
        model = ListedName

    round = factory.SubFactory(RoundFactory)
    person = factory.SubFactory(
        PersonFactory, organization=factory.SelfAttribute("..round.election.congress.organization")
    )
    position = factory.Sequence(lambda n: n)
    printed = factory.LazyAttribute(lambda row: row.person.full_name)
