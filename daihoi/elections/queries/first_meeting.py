"""Who opens the first meeting of a new committee larger than a cell's (E-184)."""

from collections.abc import Sequence

from daihoi.congresses.models import Congress
from daihoi.elections.queries.elected import Elected
from daihoi.elections.queries.law import level_of, rules_of
from daihoi.organizations.models import OfficeKind
from daihoi.organizations.queries.facts import committee_on
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.closing import first_meeting
from daihoi.rules.elections.kinds import Level

CELLS = frozenset({Level.SUBORDINATE_CELL, Level.GRASSROOTS_CELL})


def opener_of(congress: Congress, committee: Sequence[Elected]) -> Answer | None:
    """By whether secretary or deputy of the term that ends are in the new committee; None in a cell."""
    if level_of(congress.organization) in CELLS or not committee:
        return None
    elected = {each.person.pk for each in committee}
    again = {
        office.kind
        for office in committee_on(congress.organization, congress.target_on)
        if office.person_id in elected
    }
    return first_meeting(
        secretary_re_elected=OfficeKind.SECRETARY in again,
        deputy_re_elected=OfficeKind.DEPUTY_SECRETARY in again,
        rules=rules_of(congress),
    )
