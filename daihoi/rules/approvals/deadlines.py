"""How soon results are reported and confirmed after a congress; the numbers are those of elections."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from daihoi.rules.certainty import UNSURE, Certainty
from daihoi.rules.plans.milestones import shifted


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Both in working days; ``first_day_counted``: the day itself is the first one (E-186)."""

    family: str
    in_force_from: date
    report_days: int
    confirm_days: int
    source: str
    article: str
    certainty: str
    first_day_counted: bool = False

    @property
    def basis(self) -> str:
        """The paper and its article, as pages show them; who has not confirmed them is told so."""
        unsure = UNSURE if self.certainty == Certainty.UNCONFIRMED else ""
        return ", ".join(filter(None, [self.source, self.article, unsure]))

    def report_due_on(self, closed_on: date, holidays: Collection[date]) -> date:
        """The last day for report and submission of a congress that closed on ``closed_on`` (P72)."""
        return self._due(closed_on, self.report_days, holidays)

    def confirm_due_on(self, received_on: date, holidays: Collection[date]) -> date:
        """The last day for the superior to confirm what it received (P73)."""
        return self._due(received_on, self.confirm_days, holidays)

    def _due(self, start: date, days: int, holidays: Collection[date]) -> date:
        before = start
        if self.first_day_counted:  # days are then told from the working day before
            before = shifted(start, -1, working_days=True, holidays=holidays)
        return shifted(before, days, working_days=True, holidays=holidays)
