"""The day as it runs: a run by a final script, its items, turns to speak, screens.

`RunFactory` makes no items: give it those that a test needs with `RunItemFactory`.
"""

import uuid
from datetime import time

import factory
from django.utils import timezone

from daihoi.conduct.models import Run, RunItem, Screen, Turn, TurnSource
from daihoi.programme.models import Programme, Script
from tests.factories.accounts import UserFactory
from tests.factories.congresses import CongressFactory


class ProgrammeFactory(factory.django.DjangoModelFactory[Programme]):
    """A fixed version without items, half past seven to noon."""

    class Meta:
        model = Programme

    congress = factory.SubFactory(CongressFactory)
    number = factory.Sequence(lambda n: n + 901)  # beside those that actions make
    starts_at = time(7, 30)
    ends_at = time(12, 0)
    frozen_at = factory.LazyFunction(timezone.now)
    frozen_by = factory.SelfAttribute("created_by")
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.SelfAttribute("created_at")


class ScriptFactory(factory.django.DjangoModelFactory[Script]):
    """A final script without lines."""

    class Meta:
        model = Script

    congress = factory.SubFactory(CongressFactory)
    programme = factory.SubFactory(
        ProgrammeFactory,
        congress=factory.SelfAttribute("..congress"),
        created_by=factory.SelfAttribute("..created_by"),
    )
    number = factory.Sequence(lambda n: n + 901)  # beside those that actions make
    final_at = factory.LazyFunction(timezone.now)
    final_by = factory.SelfAttribute("created_by")
    created_by = factory.SubFactory(UserFactory)
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.SelfAttribute("created_at")


class RunFactory(factory.django.DjangoModelFactory[Run]):
    """A congress that has begun; ``started_by`` holds the keys. Items are made by themselves."""

    class Meta:
        model = Run

    congress = factory.SubFactory(CongressFactory)
    script = factory.SubFactory(
        ScriptFactory,
        congress=factory.SelfAttribute("..congress"),
        created_by=factory.SelfAttribute("..started_by"),
    )
    started_at = factory.LazyFunction(timezone.now)
    started_by = factory.SubFactory(UserFactory)
    conductor = factory.SelfAttribute("started_by")
    conductor_since = factory.SelfAttribute("started_at")
    created_by = factory.SelfAttribute("started_by")
    created_at = factory.SelfAttribute("started_at")
    updated_at = factory.SelfAttribute("started_at")


class RunItemFactory(factory.django.DjangoModelFactory[RunItem]):
    """An item ahead in the official session; `running` and `done` are traits."""

    class Meta:
        model = RunItem

    class Params:
        running = factory.Trait(
            started_at=factory.LazyFunction(timezone.now),
            started_by=factory.SelfAttribute("run.started_by"),
        )
        done = factory.Trait(
            started_at=factory.LazyFunction(timezone.now),
            started_by=factory.SelfAttribute("run.started_by"),
            ended_at=factory.SelfAttribute("started_at"),
            ended_by=factory.SelfAttribute("started_by"),
        )

    run = factory.SubFactory(RunFactory)
    key = factory.LazyFunction(uuid.uuid4)
    position = factory.Sequence(lambda n: n)
    session = "official"
    title = factory.Sequence(lambda n: f"Nội dung {n}")
    minutes = 10
    introduced = "Chủ tịch đoàn"
    conducted = "Đoàn chủ tịch"


class TurnFactory(factory.django.DjangoModelFactory[Turn]):
    """Somebody from outside waits to speak; give ``person`` and ``speaker_name=""`` else."""

    class Meta:
        model = Turn

    class Params:
        speaking = factory.Trait(
            item=factory.SubFactory(
                RunItemFactory, run=factory.SelfAttribute("..run"), running=True
            ),
            started_at=factory.LazyFunction(timezone.now),
            started_by=factory.SelfAttribute("asked_by"),
        )

    run = factory.SubFactory(RunFactory)
    client_key = factory.LazyFunction(uuid.uuid4)
    position = factory.Sequence(lambda n: n)
    source = TurnSource.HAND
    speaker_name = "Nông Văn Bình"
    minutes = 5
    asked_at = factory.LazyFunction(timezone.now)
    asked_by = factory.SelfAttribute("run.started_by")


class ScreenFactory(factory.django.DjangoModelFactory[Screen]):
    """A projector that follows the day."""

    class Meta:
        model = Screen

    congress = factory.SubFactory(CongressFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = factory.LazyAttribute(lambda screen: f"Màn hình {screen.number}")
    code = factory.LazyFunction(lambda: uuid.uuid4().hex)
    set_at = factory.LazyFunction(timezone.now)
    set_by = factory.SubFactory(UserFactory)
