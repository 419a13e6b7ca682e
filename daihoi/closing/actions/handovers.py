"""Handing the files of a congress over to the new committee."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.closing.models import HandOver
from daihoi.closing.queries.handovers import people_between
from daihoi.congresses.models import Congress
from daihoi.organizations.models import Person
from daihoi.vietnamese.text import tidy


@transaction.atomic
def hand_over(
    congress: Congress,
    things: Sequence[str],
    *,
    given_by: Person,
    taken_by: Person,
    handed_on: date,
    note: str = "",
    actor: User,
) -> list[HandOver]:
    """Note what was handed over, who gave and who took it; all of it or nothing (P75)."""
    require(actor, Permission.CLOSING_WRITE, at=congress)
    Congress.objects.select_for_update(no_key=True).get(pk=congress.pk)
    names = list(dict.fromkeys(filter(None, (tidy(thing)[:300] for thing in things))))
    if not names:
        raise RuleBroken(_("Chưa ghi thứ gì được bàn giao."), code="nothing")
    if given_by.pk == taken_by.pk:
        raise RuleBroken(
            _("Người giao và người nhận là một người."),
            code="same_person",
            advice=_("Hãy chọn người của đoàn thư ký giao, người của cấp ủy khóa mới nhận."),
        )
    if people_between(congress).filter(pk__in=(given_by.pk, taken_by.pk)).count() < 2:
        raise NotFound
    if handed_on > clock.today():
        raise RuleBroken(_("Ngày bàn giao ở sau hôm nay."), code="in_future")
    kept = HandOver.objects.filter(congress=congress, struck_at__isnull=True, thing__in=names)
    if (again := kept.first()) is not None:
        raise Conflict(
            _("“%(thing)s” đã được ghi bàn giao.") % {"thing": again.thing},
            code="handed_over",
            advice=_("Nếu ghi nhầm, hãy gạch dòng cũ kèm lý do trước."),
        )
    now = clock.now()
    made = HandOver.objects.bulk_create(
        HandOver(
            congress=congress, thing=name, note=tidy(note)[:400], given_by=given_by,
            taken_by=taken_by, handed_on=handed_on, recorded_at=now, recorded_by=actor,
        )
        for name in names
    )  # fmt: skip
    after = {
        "things": names, "given_by": str(given_by), "taken_by": str(taken_by),
        "handed_on": handed_on,
    }  # fmt: skip
    record("closing.hand_over", congress, actor=actor, after=after, context=congress)
    return made


@transaction.atomic
def strike_handover(handover: HandOver, reason: str, *, actor: User) -> HandOver:
    """Strike a line that was written by mistake; it stays, with why."""
    require(actor, Permission.CLOSING_WRITE, at=handover)
    locked = HandOver.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if locked.struck_at is not None:
        raise Conflict(_("Dòng này đã được gạch bỏ."), code="struck")
    reason = tidy(reason)
    if not reason:
        raise RuleBroken(_("Hãy ghi lý do gạch bỏ."), code="no_reason")
    locked.struck_at, locked.struck_by = clock.now(), actor
    locked.strike_reason = reason[:300]
    locked.save(update_fields=["struck_at", "struck_by", "strike_reason"])
    after = {"thing": locked.thing, "reason": locked.strike_reason}
    record("closing.strike_handover", locked, actor=actor, after=after, context=handover.congress)
    return locked


class HeldHandOvers:
    """Lines that name one of two records that become one, locked."""

    def __init__(self, old: Person, new: Person) -> None:
        rows = HandOver.objects.select_for_update(of=("self",))
        list(rows.filter(Q(given_by__in=(old, new)) | Q(taken_by__in=(old, new))).order_by("pk"))


@transaction.atomic
def move_handovers(old: Person, new: Person, *, actor: User) -> int:
    """Hand over lines of what somebody gave or took."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    moved = HandOver.objects.filter(given_by=old).update(given_by=new)
    moved += HandOver.objects.filter(taken_by=old).update(taken_by=new)
    if moved:
        record("closing.move_handovers", new, actor=actor, after={"lines": moved}, context=new)
    return moved
