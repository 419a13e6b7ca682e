"""A result is told in the hall; a ballot that cannot stand is void and held again."""

from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
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
from daihoi.elections.models import (
    AGREED,
    Count,
    Decider,
    Election,
    ElectionState,
    Round,
    RoundState,
)
from daihoi.elections.queries.announcing import is_of_presidium, may_announce
from daihoi.elections.queries.decisions import (
    VOID,
    Decision,
    check_decision,
    deciders_of_void,
    decision_words,
)
from daihoi.elections.queries.law import rules_of, title_of
from daihoi.elections.queries.outcomes import digest_of, seats_words
from daihoi.elections.queries.titles import office_of
from daihoi.rules.elections.kinds import NextStep
from daihoi.vietnamese.text import tidy

VOIDABLE = frozenset(
    {
        RoundState.PREPARING,
        RoundState.LISTED,
        RoundState.ISSUED,
        RoundState.COUNTING,
        RoundState.COUNTED,
        RoundState.RECOUNTING,
    }
)
VOIDED = ("state", "void_reason", "void_decider", "void_decision", "voided_at", "voided_by", "anew")
ANEW = ("tally", "outcome", "returned", "tellers", "presidium")
SEAL = ("sealed_at", "sealed_by", "seal_note", "keep_until")


@transaction.atomic
def announce_result(round_: Round, *, actor: User) -> Round:
    """Tell the result: from now on the hall, the members and the record have the numbers.

    By the head of the tellers or the presidium. An office that is filled is done with it. What a
    recount came to takes the place of what was told, which stays with the recount; its papers are
    to be sealed again.
    """
    require(actor, Permission.ELECTIONS_VIEW, at=round_)
    if not may_announce(round_, actor):
        raise NotPermitted(
            _("Kết quả do trưởng ban kiểm phiếu hoặc đoàn chủ tịch công bố."),
            advice=_("Hãy đề nghị một trong những người ấy bấm công bố."),
        )
    held = HeldRound(round_)
    held.check_state(AGREED)
    locked = held.round
    stood = digest_of(locked) if locked.is_recounted else ""
    if stood:
        _take_recounted(held)
    outcome = locked.outcome or {}
    if outcome["decision"] == "no_result":
        raise RuleBroken(
            outcome["words"],
            code="no_result",
            advice=_(
                "Lượt bầu này không có kết quả; đoàn chủ tịch hãy bỏ lượt bầu và cho bầu lại."
            ),
        )
    locked.state = RoundState.ANNOUNCED
    locked.announced_at, locked.announced_by = clock.now(), actor
    locked.save(update_fields=["state", "announced_at", "announced_by"])
    election = locked.election
    if stood != digest_of(locked):
        if outcome["step"] == NextStep.FINISHED:
            _finish(election)
        elif stood:
            _go_on(election)
    record("elections.announce_result", locked, actor=actor, after=_told(locked), context=election)
    held.bump()
    return locked


@transaction.atomic
def void_round(round_: Round, reason: str, decision: Decision, *, actor: User) -> Round:
    """A ballot is given up by the presidium or the congress, to be held again; the presidium enters it.

    Too many papers came back (E-131), or it was not counted yet. A result that both counts agree
    on stands; a doubt is a recount. While a told result is counted anew only the congress, or
    afterwards the superior (E-182), gives it up. Unchanged where the congress voted it down.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=round_)
    if decision.decider is not Decider.SUPERIOR and not is_of_presidium(round_, actor):
        raise NotPermitted(
            _("Chỉ thành viên đoàn chủ tịch được bỏ một lượt bầu."), code="not_the_presidium"
        )
    reason = tidy(reason)
    if not reason:
        raise RuleBroken(_("Hãy ghi lý do bỏ lượt bầu."), code="no_reason")
    held = HeldRound(round_)
    held.check_state(VOIDABLE)
    locked = held.round
    if locked.state == RoundState.COUNTED and (locked.outcome or {})["decision"] != "no_result":
        raise Conflict(
            _("Lượt bầu này đã kiểm xong và có kết quả nên không bỏ được."),
            code="has_result",
            advice=_("Nếu nghi có sai sót, hãy cho kiểm phiếu lại."),
        )
    if locked.state == RoundState.PREPARING and locked.number == 1:
        raise Conflict(
            _("Lượt bầu đầu chưa có danh sách nên không có gì để bỏ."),
            code="first_round",
            advice=_("Nếu không bầu chức danh này, hãy bỏ cuộc bầu."),
        )
    check_decision(decision, deciders_of_void(locked))
    vote = None
    if decision.decider is Decider.CONGRESS and decision.hands is not None:
        with in_vietnamese():
            subject = _("Bỏ lượt bầu %(office)s") % {"office": office_of(locked)}
        vote = record_vote(
            locked.election.congress, VOID, subject, decision.hands,
            election=locked.election, actor=actor,
        )  # fmt: skip
        if not vote.passed:
            return locked
    before = {"state": locked.state}
    if locked.is_recounted:
        _open_again(held)
    locked.state, locked.void_reason = RoundState.VOID, reason[:400]
    locked.void_decider, locked.void_decision = decision.decider, decision_words(decision, vote)
    locked.voided_at, locked.voided_by = clock.now(), actor
    locked.save(update_fields=VOIDED)
    after = {
        "state": RoundState.VOID.value,
        "reason": locked.void_reason,
        "decider": locked.void_decider,
        "decision": locked.void_decision,
    }
    record(
        "elections.void_round",
        locked,
        actor=actor,
        before=before,
        after=after,
        context=locked.election,
    )
    held.bump()
    return locked


def _take_recounted(held: HeldRound) -> None:
    """The recount's result becomes the ballot's; `Recount.settled` has the one before."""
    round_, anew = held.round, held.round.anew
    for name in ANEW:
        setattr(round_, name, anew[name])
    round_.counted_at = parse_datetime(anew["counted_at"])
    round_.counted_by_id = anew["counted_by"]
    round_.anew, round_.seal_note = {}, ""
    round_.sealed_at = round_.sealed_by = round_.keep_until = None
    round_.save(update_fields=[*ANEW, *SEAL, "counted_at", "counted_by", "anew"])
    held.keep_names(list(round_.names.all()))


def _open_again(held: HeldRound) -> None:
    """A told result that is given up elects nobody any more; open counts end as they stand."""
    round_ = held.round
    for count in Count.objects.filter(round=round_, attempt=round_.attempt, is_closed=False):
        HeldCount(count).end()
    round_.names.update(rank=None, is_elected=False, is_tied=False)
    round_.anew = {}
    _go_on(round_.election)


def _go_on(election: Election) -> None:
    """An office that was done is not, now that its result is another."""
    election.state, election.outcome = ElectionState.BALLOTING, ""
    election.updated_at = clock.now()
    election.save(update_fields=["state", "outcome", "updated_at"])


def _finish(election: Election) -> None:
    with in_vietnamese():
        election.outcome = seats_words(election, title_of(election, rules_of(election.congress)))
    election.state, election.updated_at = ElectionState.FINISHED, clock.now()
    election.save(update_fields=["state", "outcome", "updated_at"])


def _told(round_: Round) -> dict[str, Any]:
    """The whole result for the record, and the digest that stood there since it was settled."""
    outcome, tally = round_.outcome or {}, round_.tally or {}
    return {
        "decision": outcome["decision"],
        "words": outcome["words"],
        "arithmetic": outcome["arithmetic"],
        "articles": outcome["articles"],
        "votes": tally["votes"],
        "valid": tally["valid"],
        "invalid": tally["invalid"],
        "elected": [row["printed"] for row in outcome["rows"] if row["is_elected"]],
        "open_seats": outcome["open_seats"],
        "step": outcome["step"],
        "digest": digest_of(round_),
    }
