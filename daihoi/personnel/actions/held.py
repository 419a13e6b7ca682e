"""A personnel plan held for a change: congress first, then the plan; steps and people follow it."""

from django.utils.translation import gettext as _

from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound
from daihoi.congresses.actions.held import HeldCongress
from daihoi.personnel.models import Candidate, PersonnelPlan, StepMeeting
from daihoi.personnel.queries.seen import body_of


class HeldPlan:
    """Locks the plan of a running congress; inside a transaction only."""

    def __init__(self, plan: PersonnelPlan) -> None:
        self.congress = HeldCongress.to_change(plan.congress)
        found = PersonnelPlan.objects.select_for_update().filter(pk=plan.pk).first()
        if found is None:
            raise NotFound
        found.congress = self.congress
        found.subcommittee = body_of(self.congress)
        self.plan = found

    @classmethod
    def to_change(cls, plan: PersonnelPlan) -> "HeldPlan":
        """`Conflict` once the committee has settled it."""
        held = cls(plan)
        if not held.plan.is_open:
            raise Conflict(
                _("Đề án nhân sự đã được cấp ủy thông qua nên không sửa được nữa."),
                code="settled",
                advice=_("Nếu cần sửa, chi ủy mở lại đề án kèm lý do trước."),
            )
        return held

    @classmethod
    def for_steps(cls, plan: PersonnelPlan) -> "HeldPlan":
        """Steps are written down until the list is presented to the congress."""
        held = cls(plan)
        if held.plan.presented_at is not None:
            raise Conflict(
                _("Danh sách đã trình đại hội nên các bước không ghi thêm được."),
                code="presented",
                advice=_("Nếu ghi trình nhầm, chi ủy mở lại đề án kèm lý do."),
            )
        return held

    def candidate(self, candidate: Candidate) -> Candidate:
        """Somebody of this plan as she stands now."""
        rows = Candidate.objects.select_for_update(of=("self",)).select_related("person__unit")
        found = rows.filter(pk=candidate.pk, plan=self.plan).first()
        if found is None:
            raise NotFound
        found.plan = self.plan
        return found

    def step(self, step: StepMeeting) -> StepMeeting:
        """A step of this plan as it stands now."""
        found = StepMeeting.objects.select_for_update().filter(pk=step.pk, plan=self.plan).first()
        if found is None:
            raise NotFound
        found.plan = self.plan
        return found

    def open_step(self, step: StepMeeting) -> StepMeeting:
        """The same; `Conflict` once it is finished."""
        found = self.step(step)
        if found.is_finished:
            raise Conflict(
                _("Bước này đã xong nên số liệu không sửa được nữa."),
                code="step_finished",
                advice=_("Nếu có sai sót, hãy bấm “Đính chính” và ghi lý do."),
            )
        return found

    def changed(self, *fields: str) -> None:
        """Keep the plan's own change."""
        self.plan.updated_at = clock.now()
        self.plan.save(update_fields=[*fields, "updated_at", "subcommittee"])
