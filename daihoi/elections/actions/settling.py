"""What both counts agree on becomes the result of a ballot."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.elections.actions.held import HeldRound
from daihoi.elections.models import UNDER_COUNT, ListedName, Round, RoundState
from daihoi.elections.queries.issued_rules import rules_for, waiting_words, waits_for_presidium
from daihoi.elections.queries.law import rules_of
from daihoi.elections.queries.outcomes import asked, base_for, digest_of, kept_outcome, kept_tally
from daihoi.elections.queries.recounting import as_recounted
from daihoi.elections.queries.signing import presidium_signer
from daihoi.elections.queries.tallies import flow_of
from daihoi.elections.queries.tellers import kept_tellers
from daihoi.rules.elections.counting import Tally
from daihoi.rules.elections.outcome import Outcome, decide
from daihoi.rules.elections.parameters import RuleSet


@transaction.atomic
def settle(held: HeldRound, counted: Tally, *, actor: User) -> Outcome:
    """Decide the ballot by what both tellers counted, and keep words, arithmetic and articles.

    Part of the tellers' agreement, on their lock. Nothing is told in the hall yet: the record
    holds a digest of the result, the numbers come with its announcement. What a recount of a told
    result comes to waits in ``anew``; the told one stands until then.
    """
    round_ = held.round
    require(actor, Permission.ELECTIONS_COUNT, at=round_)
    held.check_state(UNDER_COUNT)
    now = rules_of(round_.election.congress)
    _refuse_changed(round_, now)
    rules = rules_for(round_, now)
    names = list(round_.names.select_related("person").order_by("position"))
    with in_vietnamese():
        try:
            base = base_for(round_, rules)
            ballot = asked(round_, names, rules)
            found = decide(counted, ballot, rules, base=base, flow=flow_of(round_))
        except ValueError as error:
            raise RuleBroken(str(error), code="not_decidable") from error
        result: dict[str, Any] = {
            "tally": kept_tally(counted),
            "outcome": kept_outcome(found, names, base=base, asked=ballot, rules=rules),
        }
    at = clock.now()
    result |= {
        "tellers": kept_tellers(round_),
        "presidium": presidium_signer(round_.election.congress, at),
    }
    _keep(held, names, result, at, actor)
    told = as_recounted(round_) if round_.is_recounted else round_
    after = {"decision": found.decision, "papers": counted.returned, "digest": digest_of(told)}
    record("elections.settle", round_, actor=actor, after=after, context=round_.election)
    held.bump()
    return found


def _keep(
    held: HeldRound, names: list[ListedName], result: dict[str, Any], at: datetime, actor: User
) -> None:
    round_ = held.round
    if round_.is_recounted:
        round_.anew = {
            **round_.anew, **result, "counted_at": at.isoformat(), "counted_by": actor.pk,
        }  # fmt: skip
        round_.state = RoundState.RECOUNTED
        round_.save(update_fields=["anew", "state"])
        return
    for name, value in result.items():
        setattr(round_, name, value)
    round_.state = RoundState.COUNTED
    round_.counted_at, round_.counted_by = at, actor
    round_.save(update_fields=[*result, "state", "counted_at", "counted_by"])
    held.keep_names(names)


def _refuse_changed(round_: Round, now: RuleSet) -> None:
    """A ballot whose rules changed under way is not settled before the presidium says which hold."""
    if changed := waits_for_presidium(round_, now):
        raise RuleBroken(
            waiting_words(changed),
            code="rules_changed",
            advice=_(
                "Đoàn chủ tịch mở trang phiếu bầu, chọn quy định được áp dụng cho lượt bầu này và"
                " ghi lý do; hoặc khôi phục quy định như khi phát phiếu."
            ),
        )
