"""Who signs papers of a count, and what its minutes still lack (E-133)."""

from datetime import datetime

from django.db.models import Q

from daihoi.congresses.models import Congress
from daihoi.elections.models import Body, BodyMember, Round
from daihoi.elections.queries.law import rules_of
from daihoi.elections.queries.tellers import tellers_of_count
from daihoi.rules.elections.answers import Answer
from daihoi.rules.elections.closing import missing_in_minutes
from daihoi.rules.elections.kinds import MinutesField


def signed_by(congress: Congress) -> dict[str, str]:
    """The head of the tellers and who signs for the presidium, by the fields of templates."""
    rows = BodyMember.objects.filter(congress=congress, released_at__isnull=True)
    found: dict[str, str] = {}
    for row in rows.select_related("person").order_by("-is_head", "person__name_key"):
        if row.body == Body.PRESIDIUM:
            found.setdefault("chủ tịch đoàn", str(row.person))
        elif row.body == Body.TELLERS and row.is_head:
            found["trưởng ban kiểm phiếu"] = str(row.person)
    return found


def signed_of(round_: Round) -> dict[str, str]:
    """The same of one ballot as kept when both sides agreed: who counted it, who presided."""
    signer = round_.presidium or presidium_signer(round_.election.congress, round_.counted_at)
    found = {"chủ tịch đoàn": signer} if signer else {}
    head = next((each.name for each in tellers_of_count(round_) if each.is_head), "")
    return found | ({"trưởng ban kiểm phiếu": head} if head else {})


def presidium_signer(congress: Congress, at: datetime | None) -> str:
    """Who signs for the presidium that served at a moment, today's before there was one; "" for nobody."""
    rows = BodyMember.objects.filter(congress=congress, body=Body.PRESIDIUM)
    still = Q(released_at__isnull=True)
    rows = rows.filter(still) if at is None else rows.filter(still | Q(released_at__gt=at))
    order = ("-is_head", "named_at", "person__name_key")
    first = rows.select_related("person").order_by(*order).first()
    return str(first.person) if first else ""


def lacking(round_: Round, *, place: str) -> Answer:
    """What the minutes of a settled ballot lack of what the edition asks for.

    ``place``: where the congress is held, "" where nobody has said.
    """
    has = set(MinutesField)
    if not place:
        has.discard(MinutesField.DATE_PLACE)
    if not round_.seal_note:
        has.discard(MinutesField.SEALING)
    if not tellers_of_count(round_):
        has.discard(MinutesField.TELLERS)
    if len(signed_of(round_)) < 2:
        has.discard(MinutesField.SIGNATURES)
    return missing_in_minutes(has, rules_of(round_.election.congress))
