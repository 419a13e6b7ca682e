"""How long sealed ballots are kept."""

from daihoi.base import clock
from daihoi.elections.models import Round
from daihoi.elections.queries.law import rules_of
from daihoi.registry.queries.terms import congress_days
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.closing import retention


def kept_until(round_: Round) -> Answer:
    """The last day (E-029): counted from the closing of the congress, from today if that is not known."""
    congress = round_.election.congress
    days = congress_days(congress)
    closed_on = days.closes_on if days else clock.today()
    return retention(closed_on, rules_of(congress))
