"""Ballots are sealed after the announcement and kept until nobody may complain any more."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import RuleBroken
from daihoi.elections.actions.held import HeldRound
from daihoi.elections.models import Round, RoundState
from daihoi.elections.queries.sealing import kept_until
from daihoi.vietnamese.text import tidy


@transaction.atomic
def seal_ballots(round_: Round, note: str, *, actor: User) -> Round:
    """Note how the papers were sealed and who keeps them; the day they may go follows (E-029).

    By tellers or who prepares the election, papers of a void ballot too.
    """
    require(actor, Permission.ELECTIONS_VIEW, at=round_)
    if not can(actor, Permission.ELECTIONS_COUNT, at=round_):
        require(actor, Permission.ELECTIONS_PREPARE, at=round_)
    note = tidy(note)
    if not note:
        raise RuleBroken(_("Hãy ghi phiếu được niêm phong thế nào và giao ai giữ."), code="no_note")
    held = HeldRound(round_)
    held.check_state({RoundState.ANNOUNCED, RoundState.VOID})
    locked = held.round
    before = {"note": locked.seal_note, "keep_until": locked.keep_until}
    locked.seal_note = note[:300]
    locked.keep_until = kept_until(locked).facts["day"]
    locked.sealed_at, locked.sealed_by = clock.now(), actor
    locked.save(update_fields=["seal_note", "keep_until", "sealed_at", "sealed_by"])
    after = {"note": locked.seal_note, "keep_until": locked.keep_until}
    record(
        "elections.seal_ballots",
        locked,
        actor=actor,
        before=before,
        after=after,
        context=locked.election,
    )
    held.bump()
    return locked
