"""The congresses above this one (đại hội cấp trên, S13)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, NotFound
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress, HigherCongress
from daihoi.live.topics import bump


@transaction.atomic
def add_higher(congress: Congress, values: Mapping[str, Any], *, actor: User) -> HigherCongress:
    """Note one more step of the chain: ``level``, ``name``, ``ordinal``, ``expected``, ``delegates``, ``note``."""
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = HeldCongress.to_change(congress)
    _refuse_second(locked, values["level"], itself=None)
    made = HigherCongress.objects.create(congress=locked, **values)
    record("congresses.add_higher", made, actor=actor, after=values, context=locked)
    bump(f"congresses.congress:{locked.pk}")
    return made


@transaction.atomic
def edit_higher(
    higher: HigherCongress, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> HigherCongress:
    """Change what is known of it; ``seen`` as in other edits of what two may hold open."""
    require(actor, Permission.CONGRESSES_MANAGE, at=higher)
    congress = HeldCongress.to_change(higher.congress)
    locked = _higher(higher)
    require_seen(locked, values, seen)
    _refuse_second(congress, values["level"], itself=locked)
    changed = {name: value for name, value in values.items() if getattr(locked, name) != value}
    before = {name: getattr(locked, name) for name in changed}
    for name, value in changed.items():
        setattr(locked, name, value)
    if changed:
        locked.save(update_fields=[*changed])
        record("congresses.edit_higher", locked, actor=actor, before=before, after=changed, context=congress)  # fmt: skip
        bump(f"congresses.congress:{congress.pk}")
    return locked


@transaction.atomic
def remove_higher(higher: HigherCongress, *, actor: User) -> None:
    """Take a step off the chain; drafts that came from it stay."""
    require(actor, Permission.CONGRESSES_MANAGE, at=higher)
    congress = HeldCongress.to_change(higher.congress)
    locked = _higher(higher)
    before = {"name": str(locked), "level": locked.level}
    record("congresses.remove_higher", locked, actor=actor, before=before, context=congress)
    locked.delete()
    bump(f"congresses.congress:{congress.pk}")


def _higher(higher: HigherCongress) -> HigherCongress:
    found = HigherCongress.objects.select_for_update().filter(pk=higher.pk).first()
    if found is None:
        raise NotFound
    return found


def _refuse_second(congress: Congress, level: str, *, itself: HigherCongress | None) -> None:
    others = congress.higher.filter(level=level)
    if itself is not None:
        others = others.exclude(pk=itself.pk)
    if (other := others.first()) is not None:
        raise Conflict(
            _("Cấp này đã ghi “%(name)s”.") % {"name": other},
            code="level_taken",
            advice=_("Hãy sửa dòng đó hoặc chọn cấp khác."),
        )
