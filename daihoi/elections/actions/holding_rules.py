"""Rules that changed while papers of a ballot were out: the presidium says which hold for it."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.elections.actions.held import HeldRound
from daihoi.elections.models import Count, Round, RoundState
from daihoi.elections.queries.announcing import is_of_presidium
from daihoi.elections.queries.issued_rules import changed_rules, digest_of_rules
from daihoi.elections.queries.law import rules_of
from daihoi.vietnamese.text import tidy

DECIDED = ("rules_held", "rules_reason", "rules_decided_at", "rules_decided_by")


@transaction.atomic
def decide_rules(round_: Round, *, takes_new: bool, reason: str, actor: User) -> Round:
    """Which rules hold for a ballot: those its papers went out under, or those of today.

    Those of today not once a teller has begun: what was entered was judged by the others, so
    everything is counted anew first.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=round_)
    if not is_of_presidium(round_, actor):
        raise NotPermitted(
            _("Chỉ thành viên đoàn chủ tịch được quyết định việc này."), code="not_the_presidium"
        )
    reason = tidy(reason)
    if not reason:
        raise RuleBroken(_("Hãy ghi lý do chọn quy định được áp dụng."), code="no_reason")
    held = HeldRound(round_)
    held.check_state({RoundState.ISSUED, RoundState.COUNTING})
    locked = held.round
    now = rules_of(locked.election.congress)
    changed = changed_rules(locked, now)
    if not changed:
        raise Conflict(
            _("Quy định đang như khi phát phiếu nên không phải quyết định gì."), code="not_changed"
        )
    if takes_new and Count.objects.filter(round=locked, attempt=locked.attempt).exists():
        raise Conflict(
            _("Đã nhập phiếu theo quy định khi phát phiếu."),
            code="count_begun",
            advice=_(
                "Muốn áp dụng quy định mới: ban kiểm phiếu cho kiểm lại toàn bộ, đoàn chủ tịch quyết"
                " định trước khi nhập lại."
            ),
        )
    before = {"held": locked.rules_held, "reason": locked.rules_reason}
    locked.rules_held = digest_of_rules(now) if takes_new else locked.rules_digest
    locked.rules_reason = reason[:400]
    locked.rules_decided_at, locked.rules_decided_by = clock.now(), actor
    locked.save(update_fields=DECIDED)
    after = {"held": locked.rules_held, "reason": locked.rules_reason, "takes_new": takes_new,
             "changed": [str(each) for each in changed]}  # fmt: skip
    record(
        "elections.decide_rules", locked, actor=actor, before=before, after=after,
        context=locked.election,
    )  # fmt: skip
    held.bump()
    return locked
