"""Hands that were counted: kept with what the rule said, struck out to be counted again."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.congresses.models import Congress
from daihoi.elections.actions.held import HeldCongress
from daihoi.elections.models import Election, NominationState, RoundState, Vote
from daihoi.elections.queries.decisions import RECOUNT, VOID
from daihoi.elections.queries.hands import Hands, judged
from daihoi.elections.queries.law import kept
from daihoi.elections.queries.matters import AGENDA, NUMBERS
from daihoi.rules.elections.kinds import Matter

MATTERS = frozenset(
    {*map(str, Matter), *NUMBERS, AGENDA, "continuation", "equal_list", VOID, RECOUNT}
)


@transaction.atomic
def record_vote(
    congress: Congress,
    matter: str,
    subject: str,
    hands: Hands,
    *,
    election: Election | None = None,
    number: int | None = None,
    actor: User,
) -> Vote:
    """Keep a count of hands on a matter, with base, need and article; passed or not.

    What follows of it is the business of whoever asks for it: seats, list, tellers.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=election or congress)
    held = HeldCongress(congress)
    if matter not in MATTERS or not subject.strip():
        raise RuleBroken(_("Chưa ghi biểu quyết về việc gì."), code="no_subject")
    found = judged(held.congress, hands)
    made = Vote.objects.create(
        congress=held.congress,
        election=election,
        matter=matter,
        subject=subject.strip()[:300],
        number=number,
        votes_for=hands.votes_for,
        votes_against=hands.votes_against,
        votes_other=hands.votes_other,
        present=found.present,
        passed=found.passed,
        decided=kept(found.answer),
        recorded_at=clock.now(),
        recorded_by=actor,
    )
    record("elections.record_vote", made, actor=actor, after=_told(made), context=held.congress)
    held.bump()
    return made


@transaction.atomic
def withdraw_vote(vote: Vote, *, reason: str, actor: User) -> Vote:
    """Strike a count out, to be counted again; what followed of it is taken back with it.

    Refused once more has been built on it: a list adopted, tellers at work.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=vote)
    held = HeldCongress(vote.congress)
    locked = Vote.objects.select_for_update(of=("self",)).select_related("election").get(pk=vote.pk)
    if locked.withdrawn_at is not None:
        raise Conflict(_("Lần biểu quyết này đã được gạch."), code="vote_withdrawn")
    if not reason.strip():
        raise RuleBroken(_("Hãy ghi lý do đếm lại."), code="no_reason")
    if locked.passed:
        _take_back(locked)
    _reopen_nominations(locked)
    locked.withdrawn_at, locked.withdrawn_by = clock.now(), actor
    locked.withdrawal_reason = reason.strip()[:300]
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    record(
        "elections.withdraw_vote", locked, actor=actor, before=_told(locked),
        after={"reason": locked.withdrawal_reason}, context=held.congress,
    )  # fmt: skip
    held.bump()
    return locked


def _take_back(vote: Vote) -> None:
    election = vote.election
    if election is None:
        if vote.congress.body_members.filter(
            body=NUMBERS.get(vote.matter, vote.matter),
            released_at__isnull=True,
            named_at__gte=vote.recorded_at,
        ).exists():
            raise Conflict(
                _("Người được bầu bằng lần biểu quyết này đang làm nhiệm vụ."),
                code="body_named",
                advice=_("Hãy cho thôi nhiệm vụ những người ấy trước, rồi đếm lại."),
            )
        return
    if vote.matter in {VOID, RECOUNT}:
        raise Conflict(
            _("Việc đại hội quyết định bằng lần biểu quyết này đã làm rồi nên không đếm lại được."),
            code="carried_out",
        )
    open_rounds = election.rounds.exclude(state__in=[RoundState.PREPARING, RoundState.VOID])
    if vote.matter in {Matter.SEATS, Matter.SLATE} and open_rounds.exists():
        raise Conflict(
            _("Danh sách bầu cử đã chốt theo lần biểu quyết này."),
            code="list_adopted",
            advice=_("Chưa phát phiếu thì mở lại danh sách; đã phát phiếu thì phải bỏ lượt bầu."),
        )
    if vote.matter == Matter.SEATS:
        election.seats = None
        election.save(update_fields=["seats"])


def _reopen_nominations(vote: Vote) -> None:
    """People whose withdrawal was decided by this count wait for the next one."""
    if vote.matter != Matter.WITHDRAWAL or vote.election is None:
        return
    decided = vote.election.nominations.filter(decided__vote=vote.pk)
    listed = vote.election.rounds.exclude(state__in=[RoundState.PREPARING, RoundState.VOID])
    if decided.exists() and listed.exists():
        raise Conflict(
            _("Danh sách bầu cử đã chốt theo lần biểu quyết này."),
            code="list_adopted",
            advice=_("Hãy mở lại danh sách bầu cử trước."),
        )
    decided.update(state=NominationState.OPEN, decided={})


def _told(vote: Vote) -> dict[str, Any]:
    return {
        "matter": vote.matter,
        "subject": vote.subject,
        "number": vote.number,
        "for": vote.votes_for,
        "against": vote.votes_against,
        "other": vote.votes_other,
        "present": vote.present,
        "passed": vote.passed,
    }
