"""By when the new committee reports the result, and where the dossier stands (E-180, E-181)."""

from daihoi.congresses.models import Congress
from daihoi.congresses.queries.calendar import holidays_around
from daihoi.elections.queries.law import rules_of
from daihoi.registry.queries.terms import congress_days
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.closing import report_due


def deadlines_of(congress: Congress) -> Answer | None:
    """The day of the report; None until the closing day is known."""
    days = congress_days(congress)
    if days is None:
        return None
    closed_on = days.closes_on
    return report_due(closed_on, rules_of(congress), holidays_around(closed_on))
