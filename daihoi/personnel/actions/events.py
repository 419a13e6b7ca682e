"""Steps that are no meeting: over when the superior approved the plan, or the list was presented."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base import clock
from daihoi.base.errors import RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.personnel.actions.held import HeldPlan
from daihoi.personnel.actions.outcomes import Outcome
from daihoi.personnel.models import PersonnelPlan, StepCorrection, StepMeeting
from daihoi.personnel.queries.people import people_of
from daihoi.personnel.queries.settling import require_approval, take_approval
from daihoi.personnel.queries.steps import Line, on_step, runs_of
from daihoi.rules.personnel.steps import Event


class Events:
    """Of a plan that is held: the action it belongs to asks the permission and keeps the record."""

    def __init__(self, held: HeldPlan, actor: User) -> None:
        self.held, self.actor = held, actor

    def present(self, at: datetime) -> None:
        """Presenting is the last step; refused while a step before it is not finished (V18)."""
        for line in _unfinished(self.held.plan):
            event = line.step.event
            if event is Event.NONE:
                raise RuleBroken(
                    _("Còn bước %(n)s (%(title)s) chưa kết thúc nên chưa trình đại hội được.")
                    % {"n": line.step.number, "title": line.step.title},
                    code="steps_not_finished",
                    advice=_("Hãy kết thúc bước đó trước."),
                )
            on = timezone.localdate(at)
            if event is Event.APPROVAL:
                on = require_approval(self.held.plan).on
            _finish(self.held, line, on, self.actor)

    def take_back(self, reason: str) -> None:
        """A plan opened again is not approved and not presented: those steps are held anew."""
        lines = [
            line for run in runs_of(self.held.plan, people_of(self.held.plan)) for line in run.lines
        ]
        for line in lines:
            step = line.held
            if step is None or not step.is_finished or line.step.event is Event.NONE:
                continue
            StepCorrection.objects.create(
                step=step,
                reason=reason[:400],
                before={"on": str(step.on), "paper": step.paper},
                made_at=clock.now(),
                made_by=self.actor,
            )
            step.people.all().delete()
            step.on, step.paper, step.told = None, "", {}
            step.finished_at, step.finished_by, step.updated_at = None, None, clock.now()
            step.save(
                update_fields=["on", "paper", "told", "finished_at", "finished_by", "updated_at"]
            )


def _unfinished(plan: PersonnelPlan) -> list[Line]:
    runs = runs_of(plan, people_of(plan))
    return [line for run in runs if not run.is_empty for line in run.lines if not line.is_finished]


def _finish(held: HeldPlan, line: Line, on: date, actor: User) -> None:
    now = clock.now()
    step = line.held or StepMeeting(
        plan=held.plan, round=line.round.value, number=line.step.number, created_at=now
    )
    step.plan, step.title, step.on = held.plan, line.step.title, on
    if line.step.event is Event.APPROVAL:
        take_approval(step)
    step.finished_at, step.finished_by, step.updated_at = now, actor, now
    step.save()
    with in_vietnamese():
        reason = _("Đã trình đại hội.")
        if line.step.event is Event.APPROVAL:
            reason = _("Cấp trên phê duyệt đề án: %(paper)s.") % {"paper": step.paper}
    Outcome.of_all(on_step(line, people_of(held.plan)), {}, reason).keep(step)
