"""How soon results are reported and confirmed after a congress, as data beside this file."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from daihoi.rules.plans.milestones import shifted

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Both in working days; the first day is not counted."""

    in_force_from: date
    report_days: int
    confirm_days: int
    source: str
    article: str
    certainty: str

    def report_due_on(self, closed_on: date, holidays: Collection[date]) -> date:
        """The last day for report and submission of a congress that closed on ``closed_on`` (P72)."""
        return shifted(closed_on, self.report_days, working_days=True, holidays=holidays)

    def confirm_due_on(self, received_on: date, holidays: Collection[date]) -> date:
        """The last day for the superior to confirm what it received (P73)."""
        return shifted(received_on, self.confirm_days, working_days=True, holidays=holidays)


@cache
def _editions() -> tuple[Deadlines, ...]:
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(Deadlines(**edition) for edition in told["editions"])


def deadlines_on(day: date) -> Deadlines:
    """The edition in force on a congress's day; the first one for earlier days."""
    begun = [each for each in _editions() if each.in_force_from <= day]
    return begun[-1] if begun else _editions()[0]
