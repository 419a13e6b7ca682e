"""Programmes, scripts and speeches: made by their own actions, as people make them."""

from typing import Any

import factory
from django.utils import timezone

from daihoi.congresses.models import Congress
from daihoi.programme.actions.programmes import begin_programme, deposit_programme, go_on_from
from daihoi.programme.actions.scripts import build_script
from daihoi.programme.models import Programme, Script, Speech
from tests.factories.accounts import UserFactory
from tests.factories.congresses import CongressFactory


def programme_of(congress: Congress, *, actor: Any) -> Programme:
    """The default programme of a congress, worked on."""
    return begin_programme(congress, actor=actor)


def deposited(programme: Programme, *, actor: Any, **values: Any) -> Programme:
    """The same fixed and put into its paper."""
    programme.refresh_from_db()
    return deposit_programme(programme, revision=programme.revision, actor=actor, **values)


def reworked(version: Programme, *, actor: Any) -> Programme:
    """A new version that is worked on, from one that is fixed."""
    return go_on_from(version, actor=actor)


def script_of(congress: Congress, *, actor: Any) -> Script:
    return build_script(congress, actor=actor)


class SpeechFactory(factory.django.DjangoModelFactory[Speech]):
    """A registered speech of somebody from outside; give ``person`` and ``speaker_name=""`` else."""

    class Meta:
        model = Speech

    congress = factory.SubFactory(CongressFactory)
    position = factory.Sequence(lambda n: n)
    topic = factory.Sequence(lambda n: f"Nâng cao chất lượng sinh hoạt chi bộ {n}")
    speaker_name = "Nông Văn Bình"
    minutes = 7
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)
