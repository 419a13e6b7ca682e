"""Personnel plans, their candidates and the steps they went through."""

import factory
from django.utils import timezone

from daihoi.files.actions import keep
from daihoi.personnel.models import Candidate, CandidateFile, PersonnelPlan, StepMeeting
from tests.factories.accounts import UserFactory
from tests.factories.congresses import CongressFactory
from tests.factories.organizations import PersonFactory


class PersonnelPlanFactory(factory.django.DjangoModelFactory[PersonnelPlan]):
    """A plan for a committee of five; `settled` and `presented` are traits."""

    class Meta:
        model = PersonnelPlan

    class Params:
        settled = factory.Trait(
            settled_at=factory.LazyFunction(timezone.now),
            settled_by=factory.SelfAttribute("created_by"),
            settled_on=factory.LazyFunction(timezone.localdate),
        )
        presented = factory.Trait(
            settled=True,
            presented_at=factory.LazyFunction(timezone.now),
            presented_by=factory.SelfAttribute("created_by"),
        )

    congress = factory.SubFactory(CongressFactory)
    seats = 5
    deputies = 1
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class CandidateFactory(factory.django.DjangoModelFactory[Candidate]):
    """Somebody considered for the committee; `put_forward` is a trait."""

    class Meta:
        model = Candidate

    class Params:
        put_forward = factory.Trait(state="put_forward")

    plan = factory.SubFactory(PersonnelPlanFactory)
    person = factory.SubFactory(
        PersonFactory,
        organization=factory.SelfAttribute("..plan.congress.organization"),
        sex="male",
        birth="1980-05-19",
    )
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class StepMeetingFactory(factory.django.DjangoModelFactory[StepMeeting]):
    """The first step of a cell, written down and not finished."""

    class Meta:
        model = StepMeeting

    plan = factory.SubFactory(PersonnelPlanFactory)
    round = "all"
    number = 1
    title = "Hội nghị chi ủy"
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class CandidateFileFactory(factory.django.DjangoModelFactory[CandidateFile]):
    """A paper of somebody's file, beside those that are required."""

    class Meta:
        model = CandidateFile

    candidate = factory.SubFactory(CandidateFactory)
    code = "other"
    signed_on = factory.LazyFunction(timezone.localdate)
    file = factory.LazyFunction(lambda: keep(b"%PDF-1 %%EOF"))
    file_name = "ly-lich.pdf"
    added_at = factory.LazyFunction(timezone.now)
    added_by = factory.SubFactory(UserFactory)
