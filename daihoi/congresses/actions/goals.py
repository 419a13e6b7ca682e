"""Goals of a preparation (mục tiêu, yêu cầu): written down before, judged when it is closed."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record, record_many
from daihoi.base import clock
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress, Goal
from daihoi.live.topics import bump


@transaction.atomic
def add_goal(congress: Congress, text: str, *, actor: User) -> Goal:
    """Write down one more goal, after the others."""
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = HeldCongress.to_change(congress)
    last = locked.goals.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    made = Goal.objects.create(congress=locked, text=_said(text), position=position)
    after = {"text": made.text}
    record("congresses.add_goal", made, actor=actor, after=after, context=locked)
    bump(f"congresses.congress:{locked.pk}")
    return made


@transaction.atomic
def edit_goal(goal: Goal, text: str, *, actor: User) -> Goal:
    """Change the words of a goal; a judgement of the old words no longer holds."""
    require(actor, Permission.CONGRESSES_MANAGE, at=goal)
    congress = HeldCongress.to_change(goal.congress)
    locked = _goal(goal)
    if locked.text == (wanted := _said(text)):
        return locked
    before = {"text": locked.text, "is_met": locked.is_met}
    locked.text = wanted
    locked.is_met = locked.judged_at = locked.judged_by = None
    locked.save(update_fields=["text", "is_met", "judged_at", "judged_by"])
    after = {"text": locked.text, "is_met": None}
    record(
        "congresses.edit_goal", locked, actor=actor, before=before, after=after, context=congress
    )
    bump(f"congresses.congress:{congress.pk}")
    return locked


@transaction.atomic
def remove_goal(goal: Goal, *, actor: User) -> None:
    """Take a goal away; the record keeps its words."""
    require(actor, Permission.CONGRESSES_MANAGE, at=goal)
    congress = HeldCongress.to_change(goal.congress)
    locked = _goal(goal)
    before = {"text": locked.text}
    record("congresses.remove_goal", locked, actor=actor, before=before, context=congress)
    locked.delete()
    bump(f"congresses.congress:{congress.pk}")


@transaction.atomic
def judge_goals(
    congress: Congress, judgements: Mapping[int, tuple[bool, str]], *, actor: User
) -> list[Goal]:
    """Judge goals by their numbers: met or not, and a note; those not named stay as they are."""
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = HeldCongress.to_change(congress)
    now = clock.now()
    goals = list(locked.goals.select_for_update().filter(pk__in=judgements).order_by("position"))
    rows = []
    for goal in goals:
        before = {"is_met": goal.is_met, "note": goal.note}
        goal.is_met, goal.note = judgements[goal.pk]
        goal.judged_at, goal.judged_by = now, actor
        rows.append((goal, before, {"is_met": goal.is_met, "note": goal.note}))
    Goal.objects.bulk_update(goals, ["is_met", "note", "judged_at", "judged_by"])
    record_many(rows, action="congresses.judge_goals", actor=actor, context=locked)
    return goals


def _goal(goal: Goal) -> Goal:
    found = Goal.objects.select_for_update().filter(pk=goal.pk).first()
    if found is None:
        raise NotFound
    return found


def _said(text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise RuleBroken(_("Hãy ghi mục tiêu, yêu cầu."), code="no_text")
    return said
