"""Both sides agree and the ballot is settled."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.elections.actions.held import HeldRound
from daihoi.elections.actions.settling import settle
from daihoi.elections.models import UNDER_COUNT, BodyMember, Round
from daihoi.elections.queries.agreement import (
    agreed_tally,
    confirmed_by,
    may_confirm,
    obstacles,
    what_stands,
)
from daihoi.elections.queries.tallies import sides_of
from daihoi.elections.queries.tellers import teller_of


@transaction.atomic
def agree(round_: Round, *, actor: User) -> Round:
    """Confirm that both sides counted the same; with the second person's word it is settled.

    By two of those who counted a side and the head of the tellers. A change to anything in between
    takes the first word back. `RuleBroken` lists what stands in the way: a difference, an undecided
    paper, a wrong sum.
    """
    require(actor, Permission.ELECTIONS_COUNT, at=round_)
    own = teller_of(round_, actor)
    held = HeldRound(round_)
    held.check_state(UNDER_COUNT)
    if found := obstacles(held.round):
        raise RuleBroken(" ".join(found), code="not_agreed")
    confirmed = confirmed_by(held.round)
    _check_confirms(held.round, own, actor, confirmed)
    sides = sides_of(held.round)
    held.round.agreed = {"digest": what_stands(held.round), "by": [*confirmed, actor.pk]}
    held.round.save(update_fields=["agreed"])
    after = {
        "attempt": held.round.attempt,
        "digests": [sides[side].digest for side in sorted(sides)],
        "tellers": [str(sides[side].teller) for side in sorted(sides)],
    }
    if not confirmed:
        record(
            "elections.confirm_count", held.round, actor=actor, after=after,
            context=held.round.election,
        )  # fmt: skip
        held.bump()
        return held.round
    record("elections.agree", held.round, actor=actor, after=after, context=held.round.election)
    settle(held, agreed_tally(held.round), actor=actor)
    return held.round


def _check_confirms(
    round_: Round, own: BodyMember, actor: User, confirmed: Collection[int]
) -> None:
    if not may_confirm(round_, own, actor):
        raise NotPermitted(
            _("Người kiểm bên 1, người kiểm bên 2 hoặc trưởng ban kiểm phiếu xác nhận."),
            code="not_a_side",
            advice=_("Hãy nhờ hai trong số những người ấy xác nhận."),
        )
    if actor.pk in confirmed:
        raise Conflict(
            _("Đồng chí đã xác nhận rồi."),
            code="confirmed_already",
            advice=_(
                "Người kiểm bên kia hoặc trưởng ban kiểm phiếu xác nhận thì kết quả được ghi."
            ),
        )
