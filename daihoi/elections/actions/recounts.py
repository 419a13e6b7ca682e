"""Everything is counted anew: before a result is told, or after, on somebody's decision."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.elections.actions.held import HeldRound
from daihoi.elections.actions.held_count import HeldCount
from daihoi.elections.actions.votes import record_vote
from daihoi.elections.models import AGREED, UNDER_COUNT, Count, Decider, Recount, Round, RoundState
from daihoi.elections.queries.announcing import is_of_presidium
from daihoi.elections.queries.decisions import (
    RECOUNT,
    Decision,
    check_decision,
    deciders_of_recount,
    decision_words,
)
from daihoi.elections.queries.recounting import bearing_of, running_recount, settled_of
from daihoi.elections.queries.tellers import teller_of
from daihoi.elections.queries.titles import office_of
from daihoi.vietnamese.text import tidy

CLEARED = {"votes": None, "against": None, "rank": None, "is_elected": False, "is_tied": False}
UNSETTLED = ("attempt", "state", "tally", "outcome", "counted_at", "counted_by", "anew")


@transaction.atomic
def recount(round_: Round, reason: str, decided_by: str, *, actor: User) -> Recount:
    """Count everything anew before it is announced; every version and a result stay readable."""
    require(actor, Permission.ELECTIONS_COUNT, at=round_)
    teller_of(round_, actor)
    held = HeldRound(round_)
    held.check_state(UNDER_COUNT | AGREED)
    reason, decided_by = tidy(reason)[:300], tidy(decided_by)[:300]
    if not reason or not decided_by:
        raise RuleBroken(_("Kiểm lại toàn bộ phải ghi lý do và ai quyết định."), code="no_reason")
    ballot = held.round
    _end_counts(ballot)
    settled = settled_of(ballot) if ballot.state == RoundState.COUNTED else {}
    if ballot.is_recounted:
        kept = ("stands", "returned", "at")
        ballot.anew = {name: ballot.anew[name] for name in kept}
        ballot.state = RoundState.RECOUNTING
    else:
        ballot.names.update(**CLEARED)
        ballot.state = RoundState.COUNTING
        ballot.tally = ballot.outcome = ballot.counted_at = ballot.counted_by = None
    ballot.attempt = _next_attempt(ballot)
    ballot.save(update_fields=UNSETTLED)
    made = Recount.objects.create(
        round=ballot, attempt=ballot.attempt, reason=reason, decided_by=decided_by,
        settled=settled, ordered_at=clock.now(), ordered_by=actor,
    )  # fmt: skip
    after = {"attempt": ballot.attempt, "reason": reason, "decided_by": decided_by}
    record("elections.recount", ballot, actor=actor, after=after, context=ballot.election)
    held.bump()
    return made


@transaction.atomic
def recount_told(round_: Round, reason: str, decision: Decision, *, actor: User) -> Recount | None:
    """Have a told result counted anew; it stands until another is agreed on and told.

    By decision of the presidium or of the congress, entered by the presidium; once the congress is
    over by the superior's paper. Refused while a later ballot rests on it. None where the congress
    voted it down: the hands are kept.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=round_)
    if decision.decider is not Decider.SUPERIOR and not is_of_presidium(round_, actor):
        raise NotPermitted(
            _("Quyết định kiểm lại kết quả đã công bố do đoàn chủ tịch ghi."),
            code="not_the_presidium",
            advice=_("Hãy báo một thành viên đoàn chủ tịch."),
        )
    held = HeldRound(round_)
    held.check_state({RoundState.ANNOUNCED})
    ballot = held.round
    reason = tidy(reason)[:300]
    if not reason:
        raise RuleBroken(_("Hãy ghi lý do kiểm lại."), code="no_reason")
    check_decision(decision, deciders_of_recount(ballot))
    if obstacles := bearing_of(ballot).obstacles:
        raise Conflict(obstacles[0].words, code="rests_on_it")
    vote = None
    if decision.decider is Decider.CONGRESS and decision.hands is not None:
        with in_vietnamese():
            subject = _("Kiểm lại phiếu bầu %(office)s") % {"office": office_of(ballot)}
        vote = record_vote(
            ballot.election.congress, RECOUNT, subject, decision.hands,
            election=ballot.election, actor=actor,
        )  # fmt: skip
        if not vote.passed:
            return None
    settled, now = settled_of(ballot), clock.now()
    ballot.anew = {
        "stands": ballot.attempt, "returned": ballot.returned, "at": now.isoformat(),
    }  # fmt: skip
    ballot.attempt, ballot.state = _next_attempt(ballot), RoundState.RECOUNTING
    ballot.save(update_fields=["anew", "attempt", "state"])
    made = Recount.objects.create(
        round=ballot, attempt=ballot.attempt, reason=reason, decider=decision.decider,
        decided_by=decision_words(decision, vote), settled=settled, ordered_at=now,
        ordered_by=actor,
    )  # fmt: skip
    after = _told(made)
    record("elections.recount_told", ballot, actor=actor, after=after, context=ballot.election)
    held.bump()
    return made


@transaction.atomic
def drop_recount(round_: Round, reason: str, *, actor: User) -> Round:
    """Give a recount of a told result up before another is told: what was told goes on standing."""
    require(actor, Permission.ELECTIONS_PREPARE, at=round_)
    held = HeldRound(round_)
    held.check_state({RoundState.RECOUNTING, RoundState.RECOUNTED})
    ballot = held.round
    again = running_recount(ballot)
    is_superiors = again is not None and again.decider == Decider.SUPERIOR
    if not is_superiors and not is_of_presidium(ballot, actor):
        raise NotPermitted(
            _("Chỉ thành viên đoàn chủ tịch được dừng kiểm lại."), code="not_the_presidium"
        )
    reason = tidy(reason)[:300]
    if not reason:
        raise RuleBroken(_("Hãy ghi lý do dừng kiểm lại."), code="no_reason")
    if ballot.state == RoundState.RECOUNTED:
        raise Conflict(
            _("Hai bên đã kiểm khớp nên không dừng kiểm lại được."),
            code="has_result",
            advice=_("Hãy công bố kết quả kiểm lại, kể cả khi không khác kết quả cũ."),
        )
    _end_counts(ballot)
    before = {"attempt": ballot.attempt, "state": ballot.state}
    gone = ballot.recounts.filter(attempt__gt=ballot.told_attempt, dropped_at__isnull=True)
    gone.update(dropped=reason, dropped_at=clock.now(), dropped_by=actor)
    ballot.attempt, ballot.state, ballot.anew = ballot.told_attempt, RoundState.ANNOUNCED, {}
    ballot.save(update_fields=["attempt", "state", "anew"])
    after = {"attempt": ballot.attempt, "reason": reason}
    record(
        "elections.drop_recount", ballot, actor=actor, before=before, after=after,
        context=ballot.election,
    )  # fmt: skip
    held.bump()
    return ballot


def _end_counts(ballot: Round) -> None:
    """Close what is open of the attempt as it stands: no order of papers is left."""
    for count in Count.objects.filter(round=ballot, attempt=ballot.attempt, is_closed=False):
        HeldCount(count).end()


def _next_attempt(ballot: Round) -> int:
    """One that no recount had, given up or not."""
    last = ballot.recounts.aggregate(last=Max("attempt"))["last"] or 1
    return max(last, ballot.attempt) + 1


def _told(made: Recount) -> dict[str, Any]:
    return {
        "attempt": made.attempt,
        "reason": made.reason,
        "decider": made.decider,
        "decided_by": made.decided_by,
    }
