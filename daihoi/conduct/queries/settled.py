"""What the congress has done in fact, wherever the programme has its item."""

from daihoi.congresses.models import Congress
from daihoi.elections.models import Body, BodyMember, Round, RoundState
from daihoi.elections.queries.rolls import roll_in_force
from daihoi.rules.programme.items import Does


def settled_in(congress: Congress) -> frozenset[Does]:
    """Presidium and tellers who serve, a roll in force, a list that was adopted."""
    found = set()
    serving = BodyMember.objects.filter(congress=congress, released_at__isnull=True)
    bodies = set(serving.values_list("body", flat=True))
    if Body.PRESIDIUM in bodies:
        found.add(Does.PRESIDIUM)
    if Body.TELLERS in bodies:
        found.add(Does.TELLERS)
    if roll_in_force(congress) is not None:
        found.add(Does.QUORUM)
    listed = Round.objects.filter(election__congress=congress)
    if listed.exclude(state__in=[RoundState.PREPARING, RoundState.VOID]).exists():
        found.add(Does.LIST)
    return frozenset(found)
