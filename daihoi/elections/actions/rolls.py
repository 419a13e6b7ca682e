"""The roll of a congress: proposed from attendance, decided on, confirmed, corrected with a reason."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.congresses.models import Congress
from daihoi.elections.actions.held import HeldCongress, HeldRound
from daihoi.elections.models import Roll, RollEntry, Round, RoundState
from daihoi.elections.queries.law import kept, rules_of
from daihoi.elections.queries.rolls import (
    BY_HAND,
    asks_delegations,
    deducted_as,
    proposed_entries,
    proposed_roll,
    reckoned,
    require_roll,
    roll_in_force,
    undecided,
)

JUDGED = (
    "standing", "situation", "attendance", "absence_accepted", "is_convener", "has_alternate", "note",
)  # fmt: skip
MOST_ORGANIZATIONS = 2000
NEEDS_PAPER = {"standing", "situation", "attendance", "is_convener"}


@transaction.atomic
def propose_roll(congress: Congress, *, reason: str = "", actor: User) -> Roll:
    """Put up the roll from attendance, or take attendance over into the one that waits.

    What the convening committee decided of people stays. After a roll was confirmed the next one
    corrects it and says why.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=congress)
    held = HeldCongress(congress)
    lines = proposed_entries(held.congress)
    before = roll_in_force(held.congress)
    roll = proposed_roll(held.congress) or _new(held.congress, before, reason, actor)
    earlier = roll.entries.all() if roll.entries.exists() else before and before.entries.all()
    known = {row.person_id: row for row in earlier or ()}
    roll.entries.all().delete()
    rules = rules_of(held.congress)
    for line in lines:
        line.roll = roll
        _keep_decisions(line, known.get(line.person_id))
        line.deduction = deducted_as(line, held.congress, rules)
    RollEntry.objects.bulk_create(lines)
    after = {"number": roll.number, "people": len(lines), "reason": roll.reason}
    record("elections.propose_roll", roll, actor=actor, after=after, context=held.congress)
    held.bump()
    return roll


@transaction.atomic
def judge_entry(
    entry: RollEntry, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> RollEntry:
    """Say of somebody whether her absence's reason is accepted, or what she is, by which paper.

    Only while the roll is a proposal; the deduction follows by the rule, nobody types it.
    """
    require(actor, Permission.ELECTIONS_CONFIRM, at=entry)
    held = HeldCongress(entry.roll.congress)
    lines = RollEntry.objects.select_for_update(of=("self",)).select_related("roll", "person")
    locked = lines.filter(pk=entry.pk).first()
    if locked is None or locked.roll.is_confirmed:
        raise Conflict(
            _("Danh sách cử tri này đã được lập lại hoặc đã xác nhận nên không sửa được."),
            code="roll_confirmed",
            advice=_("Hãy mở lại danh sách; đã xác nhận thì lập bản điều chỉnh có lý do."),
        )
    require_seen(locked, JUDGED, seen)
    before = {name: getattr(locked, name) for name in JUDGED if name in values}
    changed = {name: values[name] for name in before if before[name] != values[name]}
    if changed.keys() & NEEDS_PAPER and not str(values.get("note", locked.note)).strip():
        raise RuleBroken(
            _("Sửa tư cách hoặc việc dự của %(name)s phải ghi căn cứ.") % {"name": locked.name},
            code="no_paper",
            advice=_("Ví dụ: “Quyết định khởi tố số … ngày …”."),
        )
    for name, value in changed.items():
        setattr(locked, name, value)
    locked.deduction = deducted_as(locked, held.congress, rules_of(held.congress))
    if changed:
        locked.save(update_fields=[*changed, "deduction"])
        before = {"name": locked.name, **{name: before[name] for name in changed}}
        after = {**changed, "deduction": locked.deduction}
        record(
            "elections.judge_entry", locked, actor=actor, before=before, after=after,
            context=held.congress,
        )  # fmt: skip
        held.bump()
    return locked


@transaction.atomic
def confirm_roll(roll: Roll, *, seen_base: int | None = None, actor: User) -> Roll:
    """The convening committee confirms roll and base; from then on they stand on every page.

    ``seen_base``: what its page showed; another one by now is a `Conflict`.
    """
    require(actor, Permission.ELECTIONS_CONFIRM, at=roll)
    held = HeldCongress(roll.congress)
    locked = Roll.objects.select_for_update(of=("self",)).get(pk=roll.pk)
    if locked.is_confirmed:
        raise Conflict(_("Danh sách cử tri này đã được xác nhận."), code="roll_confirmed")
    entries = list(locked.entries.all())
    _refuse_undecided(entries)
    rules = rules_of(held.congress)
    found = reckoned(entries, held.congress, rules)
    if not found.base.base or not found.numbers.present:
        raise RuleBroken(
            _("Danh sách chưa có ai có quyền bầu cử dự đại hội."),
            code="empty_roll",
            advice=_("Hãy điểm danh ở cuộc họp đại hội rồi cập nhật danh sách."),
        )
    if seen_base is not None and seen_base != found.base.base:
        raise Conflict(
            _("Danh sách vừa được sửa: mẫu số nay là %(now)s, trang đồng chí xem ghi %(seen)s.")
            % {"now": found.base.base, "seen": seen_base},
            code="outdated",
            advice=_("Hãy xem lại danh sách rồi xác nhận."),
        )
    locked.convened = found.numbers.convened
    locked.base, locked.need = found.base.base, found.base.need
    locked.deducted = {each.value: number for each, number in found.base.deducted.items()}
    locked.answer = kept(found.base)
    locked.confirmed_at, locked.confirmed_by = clock.now(), actor
    locked.save(
        update_fields=[
            "convened", "base", "need", "deducted", "answer", "confirmed_at", "confirmed_by"
        ]
    )  # fmt: skip
    after = {"number": locked.number, "base": locked.base, "need": locked.need,
             "arithmetic": found.base.arithmetic, "reason": locked.reason}  # fmt: skip
    record("elections.confirm_roll", locked, actor=actor, after=after, context=held.congress)
    held.bump()
    return locked


@transaction.atomic
def tell_delegations(
    congress: Congress, organizations: int, represented: int, *, actor: User
) -> list[Roll]:
    """How many of the subordinate organizations have a delegate in the room now (E-050).

    For the roll in force and the one that waits: the quorum is of this hour, the base is not touched.
    """
    require(actor, Permission.ELECTIONS_PREPARE, at=congress)
    held = HeldCongress(congress)
    if not asks_delegations(held.congress, rules_of(held.congress)):
        raise Conflict(
            _("Đại hội này không tính số tổ chức trực thuộc có đại biểu dự."), code="not_asked"
        )
    found = [roll_in_force(held.congress), proposed_roll(held.congress)]
    rolls = [each for each in found if each is not None]
    if not rolls:
        raise RuleBroken(_("Hãy lập danh sách cử tri trước."), code="no_roll")
    if not 0 <= represented <= organizations or not 1 <= organizations <= MOST_ORGANIZATIONS:
        raise RuleBroken(
            _("Có %(n)s tổ chức có đại biểu dự trên %(all)s tổ chức trực thuộc.")
            % {"n": represented, "all": organizations},
            code="more_represented",
            advice=_("Hãy đếm lại: số có đại biểu dự không nhiều hơn số tổ chức trực thuộc."),
        )
    before = {"organizations": rolls[-1].organizations, "represented": rolls[-1].represented}
    after = {"organizations": organizations, "represented": represented}
    for each in rolls:
        each.organizations, each.represented = organizations, represented
        each.save(update_fields=["organizations", "represented"])
    record(
        "elections.tell_delegations", rolls[-1], actor=actor, before=before, after=after,
        context=held.congress,
    )  # fmt: skip
    held.bump()
    return rolls


@transaction.atomic
def drop_roll(roll: Roll, *, actor: User) -> None:
    """Give up a proposed correction; the roll in force stays."""
    require(actor, Permission.ELECTIONS_PREPARE, at=roll)
    held = HeldCongress(roll.congress)
    locked = Roll.objects.select_for_update(of=("self",)).filter(pk=roll.pk).first()
    if locked is None or locked.is_confirmed:
        raise Conflict(_("Danh sách cử tri này đã được xác nhận."), code="roll_confirmed")
    before = {"number": locked.number, "reason": locked.reason}
    record("elections.drop_roll", locked, actor=actor, before=before, context=held.congress)
    locked.delete()
    held.bump()


@transaction.atomic
def take_over_roll(round_: Round, *, reason: str, actor: User) -> Round:
    """A ballot that is out goes on with the corrected roll; which it had and why stay on record.

    One that was already counted is to be agreed on again: base and need are others.
    """
    require(actor, Permission.ELECTIONS_CONFIRM, at=round_)
    held = HeldRound(round_)
    locked = held.round
    held.check_state([RoundState.ISSUED, RoundState.COUNTING, RoundState.COUNTED])
    new = require_roll(locked.election.congress)
    if locked.roll is None or new.pk == locked.roll_id:
        raise Conflict(_("Lượt bầu này đã theo danh sách cử tri mới nhất."), code="same_roll")
    if not reason.strip():
        raise RuleBroken(_("Hãy ghi lý do dùng danh sách cử tri mới."), code="no_reason")
    old, fields = locked.roll, ["roll"]
    locked.roll = new
    if locked.state == RoundState.COUNTED:
        locked.state, locked.tally, locked.outcome = RoundState.COUNTING, None, None
        locked.counted_at = locked.counted_by = None
        fields += ["state", "tally", "outcome", "counted_at", "counted_by"]
        locked.names.update(votes=None, against=None, rank=None, is_elected=False, is_tied=False)
    locked.save(update_fields=fields)
    record(
        "elections.take_over_roll", locked, actor=actor,
        before={"roll": old.number, "base": old.base, "need": old.need},
        after={"roll": new.number, "base": new.base, "need": new.need, "reason": reason.strip()},
        context=locked.election.congress,
    )  # fmt: skip
    held.bump()
    return locked


def _new(congress: Congress, before: Roll | None, reason: str, actor: User) -> Roll:
    if before is not None and not reason.strip():
        raise RuleBroken(
            _("Danh sách cử tri đã xác nhận; điều chỉnh phải ghi lý do."),
            code="no_reason",
            advice=_("Ví dụ: “Một người vắng đến dự lúc 9 giờ”. Danh sách cũ vẫn được giữ."),
        )
    return Roll.objects.create(
        congress=congress,
        number=before.number + 1 if before else 1,
        reason=reason.strip()[:400] if before else "",
        organizations=before.organizations if before else None,
        represented=before.represented if before else None,
        made_at=clock.now(),
        made_by=actor,
    )


def _keep_decisions(line: RollEntry, known: RollEntry | None) -> None:
    if known is None:
        return
    line.note, line.has_alternate = known.note, known.has_alternate
    if known.absence_reason == line.absence_reason:
        line.absence_accepted = known.absence_accepted
    if known.note or known.situation in BY_HAND:
        line.standing, line.situation = known.standing, known.situation


def _refuse_undecided(entries: list[RollEntry]) -> None:
    if waiting := undecided(entries):
        raise RuleBroken(
            _("Chưa quyết định lý do vắng của %(n)s người, trong đó có %(name)s.")
            % {"n": len(waiting), "name": waiting[0].name},
            code="undecided",
            advice=_("Cấp ủy triệu tập chấp nhận hoặc không chấp nhận từng lý do rồi xác nhận."),
        )
