"""The stage's drawing: what people choose of it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress
from daihoi.logistics.models import Stage
from daihoi.logistics.queries.places import body_of, place_of

WINGS = ("left_slogan", "right_slogan")  # stacked line under line
FIELDS = ("lectern", "top_slogan", *WINGS, "round_line")


@transaction.atomic
def set_stage(
    congress: Congress, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Stage:
    """Choose the slogans and the side of the lectern; an empty slogan is the rule set's own."""
    require(actor, Permission.LOGISTICS_MANAGE, at=place_of(congress))
    locked = HeldCongress.to_change(congress)
    stage = Stage.objects.filter(congress=locked).first()
    if stage is None:
        stage = Stage(congress=locked, subcommittee=body_of(locked), created_at=clock.now())
    require_seen(stage, FIELDS, seen)
    before = {name: getattr(stage, name) for name in FIELDS}
    for name in FIELDS:
        value = values.get(name, getattr(stage, name))
        setattr(stage, name, _tidy(str(value), keeps_lines=name in WINGS))
    stage.revision += 1
    stage.updated_at = clock.now()
    stage.save()
    after = {name: getattr(stage, name) for name in FIELDS}
    record("logistics.set_stage", stage, actor=actor, before=before, after=after, context=locked)
    return stage


def _tidy(words: str, *, keeps_lines: bool) -> str:
    lines = words.splitlines() if keeps_lines else [words]
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
