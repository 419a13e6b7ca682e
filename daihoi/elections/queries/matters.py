"""Matters of a show of hands that are no office's: the day's business, the number of a body (P51)."""

from collections.abc import Mapping

from daihoi.congresses.models import Congress
from daihoi.elections.models import Body

AGENDA = "agenda"  # programme, rules, reports
NUMBERS: Mapping[str, Body] = {f"{body.value}_number": body for body in Body}


def number_voted(congress: Congress, body: Body) -> int | None:
    """How many the congress wants in a body, by its last vote that passed; None if it voted none."""
    matter = next(name for name, named in NUMBERS.items() if named is body)
    votes = congress.hand_votes.filter(matter=matter, passed=True, withdrawn_at__isnull=True)
    last = votes.order_by("recorded_at", "pk").last()
    return last.number if last else None
