"""What the set-up of a congress offers: templates with their days, subcommittees and goals."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from daihoi.base import clock
from daihoi.congresses.models.plans import RESPONSIBLE_LABELS
from daihoi.congresses.queries.calendar import holidays_around
from daihoi.congresses.queries.templates import TemplateChoice, templates_for
from daihoi.organizations.models import Organization
from daihoi.rules.plans import TemplateRow, planned_days
from daihoi.rules.preparation import Defaults, defaults_of


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A milestone on the day it would fall; ``holiday`` is the name of that day, or ""."""

    row: TemplateRow
    on: date
    responsible: str
    has_passed: bool
    holiday: str


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """A template as it would be planned, in the order of days."""

    choice: TemplateChoice
    rows: list[PreviewRow]

    @property
    def passed(self) -> list[PreviewRow]:
        return [row for row in self.rows if row.has_passed]

    @property
    def on_holidays(self) -> list[PreviewRow]:
        return [row for row in self.rows if row.holiday]


def plan_previews(organization: Organization, day: date, *, viewer: Any) -> list[PlanPreview]:
    """Every template a congress that opens on ``day`` may be planned from, with its days."""
    return [preview(choice, day) for choice in templates_for(organization, day, viewer=viewer)]


def preview(choice: TemplateChoice, day: date) -> PlanPreview:
    holidays, today = holidays_around(day), clock.today()
    days = planned_days({row.code: row.offset for row in choice.rows}, day, holidays=holidays)
    rows = [
        PreviewRow(
            row,
            days[row.code],
            ", ".join(str(RESPONSIBLE_LABELS[who]) for who in row.responsible),
            has_passed=days[row.code] < today,
            holiday=holidays.get(days[row.code], ""),
        )
        for row in choice.rows
    ]
    return PlanPreview(choice, sorted(rows, key=lambda each: each.on))


def defaults_for(organization: Organization) -> Defaults:
    """Subcommittees and goals that are written in before anybody types."""
    return defaults_of(organization.family.code)
