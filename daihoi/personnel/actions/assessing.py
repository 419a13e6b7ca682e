"""Assessments at a step without a ballot: who goes on, who stops, and why."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.personnel.actions.held import HeldPlan
from daihoi.personnel.models import Assessment, StepMeeting
from daihoi.personnel.queries.people import people_of
from daihoi.personnel.queries.steps import decides_by_assessment, line_of, on_step, runs_of
from daihoi.rules.personnel.steps import Round


@transaction.atomic
def assess_people(
    step: StepMeeting, judged: Mapping[int, tuple[bool, str]], *, actor: User
) -> StepMeeting:
    """Keep for each candidate whether she goes on and why; who is not named stays as she was.

    `NotFound` for a step that votes, settles the list or is the superior's, and for somebody who is
    not on it. `RuleBroken` without a reason.
    """
    require(actor, Permission.PERSONNEL_WORK, at=step)
    held = HeldPlan.for_steps(step.plan)
    locked = held.open_step(step)
    people = people_of(held.plan)
    runs = runs_of(held.plan, people)
    line = line_of(runs, Round(locked.round), locked.number)
    on_it = {each.pk: each for each in on_step(line, people)}
    if not decides_by_assessment(line, runs) or not set(judged) <= set(on_it):
        raise NotFound
    told = {pk: (goes_on, " ".join(why.split())[:400]) for pk, (goes_on, why) in judged.items()}
    silent = [on_it[pk].label for pk, (_goes_on, why) in told.items() if not why]
    if silent:
        raise RuleBroken(
            _("Hãy ghi vì sao của: %(names)s.") % {"names": ", ".join(silent)}, code="no_reason"
        )
    for pk, (goes_on, why) in told.items():
        Assessment.objects.update_or_create(
            step=locked, candidate_id=pk, defaults={"goes_on": goes_on, "reason": why}
        )
    locked.updated_at = clock.now()
    locked.save(update_fields=["updated_at"])
    after = {
        "round": locked.round,
        "number": locked.number,
        "go_on": sum(goes_on for goes_on, _why in told.values()),
        "stop": sum(not goes_on for goes_on, _why in told.values()),
    }
    record("personnel.assess_people", locked, actor=actor, after=after, context=held.plan)
    return locked
