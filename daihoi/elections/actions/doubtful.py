"""Doubtful papers (phiếu chưa rõ): put aside, decided by the tellers as a body with a reason.

The record says which slip and how it was decided; what the paper looks like stays with the tellers.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.elections.actions.held import HeldRound
from daihoi.elections.models import UNDER_COUNT, DoubtfulPaper, Round
from daihoi.elections.queries.tallies import law_of
from daihoi.elections.queries.tellers import teller_names, teller_of
from daihoi.rules.elections.ballots import Ruling, check_marks
from daihoi.rules.elections.kinds import Fault

LEAST_PRESENT = 2  # a body is more than one
RULED = ("is_valid", "ruling", "present", "marks", "earlier")


@transaction.atomic
def put_aside(round_: Round, label: str, seen: str, *, actor: User) -> DoubtfulPaper:
    """Put a paper aside under the sign written on its slip; it is entered on no side."""
    require(actor, Permission.ELECTIONS_COUNT, at=round_)
    teller_of(round_, actor)
    held = HeldRound(round_)
    held.check_state(UNDER_COUNT)
    label, seen = label.strip().upper()[:10], seen.strip()[:300]
    if not label or not seen:
        raise RuleBroken(_("Hãy ghi ký hiệu trên giấy ghim và điều chưa rõ."), code="no_label")
    attempt = held.round.attempt
    if DoubtfulPaper.objects.filter(round=held.round, attempt=attempt, label=label).exists():
        raise Conflict(
            _("Đã có phiếu để riêng mang ký hiệu %(label)s.") % {"label": label},
            code="label_taken",
            advice=_("Hãy ghi ký hiệu khác trên giấy ghim; nếu là cùng một phiếu thì không ghi nữa."),
        )  # fmt: skip
    made = DoubtfulPaper.objects.create(
        round=held.round, attempt=attempt, label=label, seen=seen, faults=[Fault.UNCLEAR.value]
    )
    record("elections.put_aside", made, actor=actor, after={"label": label}, context=held.round)
    held.bump()
    return made


@transaction.atomic
def rule_on(
    paper: DoubtfulPaper,
    ruling: Ruling,
    *,
    marks: int,
    present: Sequence[str],
    why_again: str = "",
    actor: User,
) -> DoubtfulPaper:
    """What the tellers ``present`` decided; a paper they hold valid is judged by ``marks``.

    Deciding again, before both sides agree, says ``why_again``; what was decided stays in ``earlier``.
    """
    require(actor, Permission.ELECTIONS_COUNT, at=paper)
    teller_of(paper.round, actor)
    held, locked = _held(paper)
    _check_body(held.round, present)
    law = law_of(held.round)
    try:
        check_marks(law.ballot, marks)
    except ValueError as error:
        raise RuleBroken(str(error), code="marks") from error
    if locked.is_valid is not None:
        if not why_again.strip():
            raise RuleBroken(
                _("Phiếu %(label)s đã được quyết định; quyết định lại thì ghi lý do.")
                % {"label": locked.label},
                code="no_reason",
            )
        before = {name: getattr(locked, name) for name in RULED[:4]}
        locked.earlier = [*locked.earlier, {**before, "why_again": why_again.strip()[:300]}]
    locked.is_valid, locked.ruling = ruling.is_valid, ruling.reason.strip()[:300]
    locked.marks, locked.present = f"{marks:x}", [*present]
    locked.save(update_fields=RULED)
    after = {
        "label": locked.label, "is_valid": locked.is_valid, "present": locked.present,
        "time": len(locked.earlier) + 1,
    }  # fmt: skip
    record("elections.rule_on", locked, actor=actor, after=after, context=held.round)
    held.bump()
    return locked


@transaction.atomic
def give_back(paper: DoubtfulPaper, reason: str, *, actor: User) -> DoubtfulPaper:
    """A paper that is clear after all is entered on both sides like any other."""
    require(actor, Permission.ELECTIONS_COUNT, at=paper)
    teller_of(paper.round, actor)
    held, locked = _held(paper)
    locked.withdrawn = reason.strip()[:300]
    if not locked.withdrawn:
        raise RuleBroken(_("Hãy ghi lý do."), code="no_reason")
    locked.save(update_fields=["withdrawn"])
    record("elections.give_back", locked, actor=actor, after={"label": locked.label}, context=held.round)  # fmt: skip
    held.bump()
    return locked


def _held(paper: DoubtfulPaper) -> tuple[HeldRound, DoubtfulPaper]:
    held = HeldRound(paper.round)
    held.check_state(UNDER_COUNT)
    locked = DoubtfulPaper.objects.select_for_update().get(pk=paper.pk)
    if locked.attempt != held.round.attempt or locked.withdrawn:
        raise Conflict(
            _("Phiếu %(label)s không còn để riêng trong lần kiểm này.") % {"label": locked.label},
            code="not_aside",
        )
    return held, locked


def _check_body(round_: Round, present: Sequence[str]) -> None:
    names = set(teller_names(round_))
    if len(set(present)) < LEAST_PRESENT or not set(present) <= names:
        raise RuleBroken(
            _("Phiếu chưa rõ do tập thể ban kiểm phiếu quyết định: chọn ít nhất %(least)s thành viên có mặt.")
            % {"least": LEAST_PRESENT},
            code="not_a_body",
        )  # fmt: skip
