"""Meetings, their agenda and who is called."""

from datetime import date

import factory
from django.utils import timezone

from daihoi.meetings.models import AgendaItem, Invitee, Meeting
from daihoi.vietnamese.names import name_key
from daihoi.vietnamese.text import fold
from tests.factories.accounts import UserFactory
from tests.factories.congresses import CongressFactory
from tests.factories.organizations import PersonFactory


class MeetingFactory(factory.django.DjangoModelFactory[Meeting]):
    """A special-topic meeting that is being prepared; `opened` and `ended` are traits."""

    class Meta:
        model = Meeting

    class Params:
        convened = factory.Trait(
            state="convened",
            convened_at=factory.LazyFunction(timezone.now),
            convened_by=factory.SelfAttribute("created_by"),
        )
        opened = factory.Trait(
            convened=True,
            state="open",
            opened_at=factory.LazyFunction(timezone.now),
            opened_by=factory.SelfAttribute("created_by"),
        )
        ended = factory.Trait(
            opened=True,
            state="ended",
            ended_at=factory.LazyFunction(timezone.now),
            ended_by=factory.SelfAttribute("created_by"),
        )

    congress = factory.SubFactory(CongressFactory)
    organization = factory.SelfAttribute("congress.organization")
    kind = "special_topic"
    topic = factory.Sequence(lambda n: f"Chuẩn bị đại hội, nội dung {n}")
    place = "Hội trường tầng 2"
    on = date(2020, 3, 25)
    half_day = "afternoon"
    check_in_code = factory.Sequence(lambda n: f"meeting-code-{n}")
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class AgendaItemFactory(factory.django.DjangoModelFactory[AgendaItem]):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Nội dung thứ {n}")


class InviteeFactory(factory.django.DjangoModelFactory[Invitee]):
    """An official member on the roll, not marked yet."""

    class Meta:
        model = Invitee

    meeting = factory.SubFactory(MeetingFactory)
    person = factory.SubFactory(
        PersonFactory, organization=factory.SelfAttribute("..meeting.organization")
    )
    name_key = factory.LazyAttribute(lambda row: name_key(row.person.full_name))
    folded_name = factory.LazyAttribute(lambda row: fold(row.person.full_name))
    category = "official"
    is_counted = True
    code = factory.Sequence(lambda n: f"invitee-code-{n}")
    added_at = factory.LazyFunction(timezone.now)
    added_by = factory.SubFactory(UserFactory)


class GuestFactory(InviteeFactory):
    """A guest by name."""

    person = None
    guest_name = factory.Sequence(lambda n: f"Lương Thị Khách {n}")
    guest_post = "Phó Bí thư"
    guest_unit = "Đảng ủy Khối"
    name_key = factory.LazyAttribute(lambda row: name_key(row.guest_name))
    folded_name = factory.LazyAttribute(lambda row: fold(row.guest_name))
    category = "guest"
    is_counted = False
