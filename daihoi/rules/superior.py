"""Comments on a superior's draft documents (góp ý văn kiện cấp trên): their report and its day.

Such comments are collected and put together, never answered or judged (O5); what differs from a
document of one's own stands in `rules.documents` beside it.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class ReportRule:
    """How soon the report goes to the direct superior, as the file beside this one says."""

    in_force_from: date
    report_days: int  # calendar days after the congress's day
    article: str
    source: str
    certainty: str  # "C" confirmed, "D" default

    def due_on(self, congress_on: date) -> date:
        """The last day for the report of a congress that ends on ``congress_on``."""
        return congress_on + timedelta(days=self.report_days)


@cache
def report_rules() -> tuple[ReportRule, ...]:
    """All editions, in order of their days."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(ReportRule(**edition) for edition in told["editions"])


def report_rule_on(day: date) -> ReportRule:
    """The edition in force on a congress's day; the first one for earlier days."""
    begun = [rule for rule in report_rules() if rule.in_force_from <= day]
    return begun[-1] if begun else report_rules()[0]
