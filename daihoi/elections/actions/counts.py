"""The two sides of a count: who counts which, closed, mended in a next version."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.elections.actions.held import HeldRound
from daihoi.elections.actions.held_count import HeldCount
from daihoi.elections.models import UNDER_COUNT, Count, CountMode, Round
from daihoi.elections.queries.batches import open_batch
from daihoi.elections.queries.tallies import (
    counted_errors,
    doubtful_papers,
    doubtful_tally,
    frozen,
    law_of,
    own_tally,
    read_tally,
    sides_of,
)
from daihoi.elections.queries.tellers import teller_of
from daihoi.rules.elections.counting import sum_errors

SIDES = (1, 2)


@transaction.atomic
def take_side(round_: Round, side: int, *, actor: User) -> Count:
    """Begin one of the two counts of the attempt that runs; one person counts one side."""
    require(actor, Permission.ELECTIONS_COUNT, at=round_)
    teller_of(round_, actor)
    held = HeldRound(round_)
    held.check_state(UNDER_COUNT)
    if side not in SIDES:
        raise RuleBroken(_("Chỉ có hai bên kiểm: bên 1 và bên 2."), code="side")
    sides = sides_of(held.round)
    if side in sides:
        raise Conflict(
            _("Bên %(side)s đã có %(teller)s kiểm.") % {"side": side, "teller": sides[side].teller},
            code="side_taken",
            advice=_("Hãy nhận bên kia, hoặc nhận bàn giao bên này và ghi lý do."),
        )
    _refuse_both_sides(held.round, side, actor)
    made = Count.objects.create(
        round=held.round, attempt=held.round.attempt, side=side, teller=actor
    )
    after = {"side": side, "attempt": made.attempt}
    record("elections.take_side", made, actor=actor, after=after, context=held.round)
    held.bump()
    return made


@transaction.atomic
def take_over(count: Count, reason: str, *, actor: User) -> Count:
    """Go on with another's side, from all she has entered; her version stays as it is."""
    require(actor, Permission.ELECTIONS_COUNT, at=count)
    teller_of(count.round, actor)
    held = HeldRound(count.round)
    held.check_state(UNDER_COUNT)
    own = HeldCount(count)
    _check_newest(own.count, held)
    if own.count.teller_id == actor.pk:
        raise Conflict(_("Đồng chí đang kiểm bên này."), code="own_side")
    _refuse_both_sides(held.round, own.count.side, actor)
    made = own.next_version(reason=_said(reason), teller=actor)
    before, after = (
        {"teller": str(own.count.teller)},
        {"version": made.version, "reason": made.reason},
    )
    record("elections.take_over", made, actor=actor, before=before, after=after, context=held.round)
    held.bump()
    return made


@transaction.atomic
def switch_mode(count: Count, mode: CountMode, *, actor: User) -> Count:
    """Enter papers and bundles, or sums; what was entered the other way stays, uncounted.

    In the first version only: a later one could repeat the other side's sums without a paper.
    """
    require(actor, Permission.ELECTIONS_COUNT, at=count)
    teller_of(count.round, actor)
    held = HeldCount(count)
    held.check_open(actor)
    if held.count.version > 1:
        raise RuleBroken(
            _("Bản sửa giữ cách nhập của bản đầu: bên này nhập %(mode)s.")
            % {"mode": held.count.get_mode_display()},
            code="mode_kept",
            advice=_("Hãy lật lại phiếu và nhập như trước; muốn nhập cách khác thì kiểm lại toàn bộ."),
        )  # fmt: skip
    if open_batch(held.count).batch is not None:
        raise RuleBroken(
            _("Tập đang nhập chưa đóng nên chưa đổi cách nhập được."),
            code="batch_open",
            advice=_("Hãy đóng tập, hoặc lùi từng phiếu, rồi đổi."),
        )
    before = {"mode": held.count.mode}
    held.count.mode = mode
    held.count.save(update_fields=["mode"])
    record("elections.switch_mode", held.count, actor=actor, before=before, after={"mode": mode}, context=held.count.round)  # fmt: skip
    return held.count


@transaction.atomic
def type_sums(count: Count, sums: Mapping[str, Any], *, actor: User) -> Count:
    """Keep sums as typed, in the shape of a kept tally, papers put aside not counted in.

    `RuleBroken` says what cannot be right.
    """
    require(actor, Permission.ELECTIONS_COUNT, at=count)
    teller_of(count.round, actor)
    held = HeldCount(count)
    held.check_open(actor)
    held.check_mode(CountMode.SUMS)
    law = law_of(held.count.round)
    try:
        typed = read_tally(sums, law.ballot)
    except ValueError as error:
        raise RuleBroken(str(error), code="sums") from error
    if errors := sum_errors(typed, law.ballot, law.rules):
        raise RuleBroken(" ".join(errors), code="sums")
    held.count.sums = {**frozen(typed), "key": uuid4().hex}
    held.count.save(update_fields=["sums"])
    record("elections.type_sums", held.count, actor=actor, after={"papers": typed.returned}, context=held.count.round)  # fmt: skip
    return held.count


@transaction.atomic
def close_side(count: Count, *, actor: User) -> Count:
    """Freeze one side once its sums are right and it holds every paper that came back."""
    require(actor, Permission.ELECTIONS_COUNT, at=count)
    teller_of(count.round, actor)
    held = HeldRound(count.round)
    own = HeldCount(count)
    own.check_open(actor)
    _refuse_open_batch(own.count)
    law = law_of(held.round)
    doubtful = doubtful_papers(held.round)
    counted = own_tally(own.count, law)
    if errors := counted_errors(counted, doubtful_tally(doubtful, law), held.round, law):
        raise RuleBroken(" ".join(errors), code="count_wrong")
    own.end()
    after = {
        "side": own.count.side, "version": own.count.version, "papers": counted.returned,
        "aside": len(doubtful), "digest": own.count.digest,
    }  # fmt: skip
    record("elections.close_side", own.count, actor=actor, after=after, context=held.round)
    held.bump()
    return own.count


@transaction.atomic
def mend_side(count: Count, reason: str, *, without: Sequence[int] = (), actor: User) -> Count:
    """Open the next version of her side, ``without`` batches that she will enter anew."""
    require(actor, Permission.ELECTIONS_COUNT, at=count)
    teller_of(count.round, actor)
    held = HeldRound(count.round)
    held.check_state(UNDER_COUNT)
    own = HeldCount(count)
    _check_newest(own.count, held)
    if own.count.teller_id != actor.pk:
        own.check_open(actor)
    known = set(own.count.batches.filter(is_closed=True).values_list("number", flat=True))
    if strange := sorted(set(without) - known):
        raise Conflict(
            _("Bên này không có tập %(number)s đã đóng.") % {"number": strange[0]}, code="no_batch"
        )
    if not own.count.is_closed and not without:
        raise RuleBroken(
            _("Bên này đang mở nên cứ nhập tiếp; muốn nhập lại một tập đã đóng thì hãy chọn tập ấy."),
            code="already_open",
        )  # fmt: skip
    made = own.next_version(reason=_said(reason), teller=own.count.teller, without=without)
    after = {"version": made.version, "without": sorted(without), "reason": made.reason}
    record("elections.mend_side", made, actor=actor, after=after, context=held.round)
    held.bump()
    return made


def _refuse_both_sides(round_: Round, side: int, actor: User) -> None:
    """Two counts are independent only while two people make them."""
    rows = Count.objects.filter(round=round_, attempt=round_.attempt, teller=actor)
    if rows.exclude(side=side).exists():
        raise RuleBroken(
            _("Đồng chí đã kiểm bên kia nên không kiểm bên này."),
            code="both_sides",
            advice=_("Hai bên phải do hai người kiểm độc lập; hãy mời một thành viên khác."),
        )


def _check_newest(count: Count, held: HeldRound) -> None:
    newest = sides_of(held.round).get(count.side)
    if newest is None or newest.pk != count.pk:
        raise Conflict(
            _("Bên này đã có bản mới hơn."),
            code="old_version",
            advice=_("Hãy mở lại trang kiểm phiếu để xem bản mới nhất."),
        )


def _refuse_open_batch(count: Count) -> None:
    now = open_batch(count)
    if now.batch is not None:
        raise RuleBroken(
            _("Tập %(batch)s đang mở, có %(papers)s phiếu.")
            % {"batch": now.number, "papers": now.papers},
            code="batch_open",
            advice=_("Hãy đóng tập rồi đóng bên kiểm."),
        )


def _said(reason: str) -> str:
    said = reason.strip()[:300]
    if not said:
        raise RuleBroken(_("Hãy ghi lý do."), code="no_reason")
    return said
