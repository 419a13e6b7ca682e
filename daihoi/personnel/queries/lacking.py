"""People who were put into a plan when steps were over already: which of them they lack (P-050)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from daihoi.personnel.models import PersonnelPlan, StepPerson
from daihoi.personnel.queries.people import Known
from daihoi.personnel.queries.steps import Run


@dataclass(frozen=True, slots=True)
class Lacking:
    known: Known
    numbers: list[int]

    @property
    def words(self) -> str:
        return _("chưa qua bước %(steps)s") % {"steps": ", ".join(map(str, self.numbers))}


def lacking(plan: PersonnelPlan, people: Sequence[Known], runs: Sequence[Run]) -> list[Lacking]:
    """Everybody still considered or put forward who was not on a step that is finished."""
    seen = set(StepPerson.objects.filter(step__plan=plan).values_list("candidate_id", "step_id"))
    found = []
    for known in people:
        if known.candidate.is_dropped:
            continue
        numbers = [
            line.step.number
            for run in runs
            if known.is_in(run.round)
            for line in run.lines
            if line.held is not None and line.is_finished and not line.is_event
            and (known.pk, line.held.pk) not in seen
        ]  # fmt: skip
        if numbers:
            found.append(Lacking(known, numbers))
    return found
