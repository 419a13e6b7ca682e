"""Who tells a result, and who knows it before it is told."""

from typing import Any

from django.db.models import QuerySet

from daihoi.elections.models import TOLD, Body, BodyMember, Round
from daihoi.elections.queries.tellers import is_teller


def is_of_presidium(round_: Round, viewer: Any) -> bool:
    """Named to the presidium of this congress, and not released."""
    return _named(round_, viewer).filter(body=Body.PRESIDIUM).exists()


def may_announce(round_: Round, viewer: Any) -> bool:
    """The head of the tellers, unless she is on the list herself, or the presidium."""
    if is_of_presidium(round_, viewer):
        return True
    heads = _named(round_, viewer).filter(body=Body.TELLERS, is_head=True)
    return heads.exists() and is_teller(round_, viewer)


def knows_result(round_: Round, viewer: Any) -> bool:
    """Before it is announced only who counts or announces; afterwards whoever may look.

    Of what a recount of a told result comes to: `queries.recounting.knows_anew`.
    """
    if round_.state in TOLD:
        return True
    return is_teller(round_, viewer) or may_announce(round_, viewer)


def _named(round_: Round, viewer: Any) -> QuerySet[BodyMember]:
    return BodyMember.objects.filter(
        congress=round_.election.congress_id, person__user=viewer.pk, released_at__isnull=True
    )
