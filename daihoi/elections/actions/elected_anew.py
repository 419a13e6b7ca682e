"""The superior did not recognise who was elected: the office is elected anew by its order (E-182)."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict
from daihoi.base.language import in_vietnamese
from daihoi.elections.actions.held import HeldElection
from daihoi.elections.models import (
    Election,
    ElectionState,
    ListedName,
    Nomination,
    NominationState,
    Round,
)
from daihoi.elections.queries.ballots import free_mark
from daihoi.elections.queries.ordered_anew import OrderedAnew, ordered_anew


@transaction.atomic
def hold_anew(election: Election, *, actor: User) -> Round:
    """Open a finished office again for the seats that the superior's paper leaves empty.

    Who is not recognised holds the office no more; what was told of the ballots before stays as it
    was. A refused person does not stand again; after results were annulled as a whole the same
    people may. The list is made and voted on as for a first ballot.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=election)
    held = HeldElection(election)
    locked = held.election
    with in_vietnamese():
        ordered = ordered_anew(locked.congress).get(locked.pk)
    if ordered is None:
        raise Conflict(
            _("Không có văn bản nào của cấp trên cho bầu lại chức danh này, hoặc đã bắt đầu bầu lại."),
            code="not_ordered",
            advice=_("Hãy tải lại trang để xem tình trạng mới nhất."),
        )  # fmt: skip
    _unseat(ordered)
    last = locked.rounds.order_by("-number").first()
    made = Round(election=locked, seats=ordered.seats, ordered_by=ordered.paper)
    if last is not None:
        made.number, made.sheet = last.number + 1, last.sheet
    made.mark = free_mark(made)
    made.save()
    locked.state, locked.outcome, locked.updated_at = ElectionState.BALLOTING, "", clock.now()
    locked.save(update_fields=["state", "outcome", "updated_at"])
    after = {
        "number": made.number,
        "seats": made.seats,
        "paper": ordered.paper,
        "not_recognised": [name.printed for name in ordered.names],
    }
    record("elections.hold_anew", made, actor=actor, after=after, context=locked)
    held.bump()
    return made


def _unseat(ordered: OrderedAnew) -> None:
    for name in ordered.names:
        name.is_elected, name.refused_by = False, ordered.paper
    ListedName.objects.bulk_update(ordered.names, ["is_elected", "refused_by"])
    if ordered.is_whole:
        return
    refused = [name.nomination for name in ordered.names if name.nomination]
    for each in refused:
        each.state = NominationState.REFUSED
        each.decided = {
            **ordered.grounds,
            "decision": "refused",
            "words": f"Cấp trên không chuẩn y, văn bản {ordered.paper}.",
        }
    Nomination.objects.bulk_update(refused, ["state", "decided"])
