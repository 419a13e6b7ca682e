"""Setting, moving, postponing and confirming day D; settling what had to be looked at again.

Whatever is done stays done: only planned days of open milestones are counted again.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.actions.plans import recompute_plan
from daihoi.congresses.models import Congress, DayChange, Recheck, TargetPrecision
from daihoi.congresses.queries.days import (
    check_target,
    day_text,
    leaders_of,
    objections_to_confirming,
    refuse,
)
from daihoi.live.topics import bump
from daihoi.notifications.actions import notify
from daihoi.rules.plans import ApproximateDay, is_postponement

Kind = DayChange.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why a day is moved: the reason, who decided (cấp quyết định), and by which paper."""

    reason: str
    authority: str
    paper_number: str = ""
    paper_on: date | None = None


@transaction.atomic
def set_day(congress: Congress, on: date, *, actor: User) -> DayChange:
    """Fix an approximate day D (S19). `RuleBroken` outside what was announced: that is a move."""
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = HeldCongress.to_change(congress)
    if locked.is_postponed or locked.target_precision == TargetPrecision.DAY:
        raise Conflict(
            _("Ngày đại hội đã được xác định hoặc đang hoãn."),
            code="day_known",
            advice=_("Muốn đổi ngày, hãy ghi dời ngày với lý do và cấp quyết định."),
        )
    check_target(on, TargetPrecision.DAY)
    if is_postponement(locked.target_on, ApproximateDay(locked.target_precision), on):
        announced = day_text(locked.target_on, locked.target_precision)
        raise RuleBroken(
            _("Ngày này không thuộc %(announced)s như đã dự kiến.") % {"announced": announced},
            code="outside_announced",
            advice=_("Hãy ghi dời ngày với lý do và cấp quyết định."),
        )
    change = _keep(locked, Kind.SET, on, TargetPrecision.DAY, actor=actor)
    record("congresses.set_day", locked, actor=actor, **_told(change), context=locked)
    _follow(change, actor)
    return change


@transaction.atomic
def move_day(
    congress: Congress, on: date, precision: TargetPrecision, grounds: Grounds, *, actor: User
) -> DayChange:
    """Move day D, or end a postponement with a new day (S20); it is no longer confirmed."""
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = HeldCongress.to_change(congress)
    _require_grounds(grounds)
    check_target(on, precision)
    if (on, precision) == (locked.target_on, locked.target_precision) and not locked.is_postponed:
        raise Conflict(_("Ngày mới trùng với ngày đang ghi."), code="same_day")
    change = _keep(locked, Kind.MOVED, on, precision, grounds, actor=actor)
    record("congresses.move_day", locked, actor=actor, **_told(change), context=locked)
    _follow(change, actor)
    return change


@transaction.atomic
def postpone(congress: Congress, grounds: Grounds, *, actor: User) -> DayChange:
    """Postpone with no new day yet; the preparation goes on and keeps everything (P31)."""
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = HeldCongress.to_change(congress)
    _require_grounds(grounds)
    if locked.is_postponed:
        raise Conflict(
            _("Đại hội đang hoãn rồi."),
            code="already_postponed",
            advice=_("Khi có ngày mới, hãy ghi dời ngày."),
        )
    change = _keep(locked, Kind.POSTPONED, None, "", grounds, actor=actor)
    record("congresses.postpone", locked, actor=actor, **_told(change), context=locked)
    _follow(change, actor)
    return change


@transaction.atomic
def confirm_day(congress: Congress, *, actor: User) -> Congress:
    """Confirm an exact day D, once the superior has approved (P34). A move takes it back."""
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    locked = HeldCongress.to_change(congress)
    if locked.is_postponed or locked.target_precision != TargetPrecision.DAY:
        raise RuleBroken(
            _("Chưa có ngày cụ thể nên chưa xác nhận được."),
            code="no_exact_day",
            advice=_("Hãy xác định ngày trước."),
        )
    if locked.day_confirmed_at is not None:
        raise Conflict(_("Ngày đại hội đã được xác nhận."), code="already_confirmed")
    refuse(objections_to_confirming(locked))
    locked.day_confirmed_at = locked.updated_at = clock.now()
    locked.day_confirmed_by = actor
    locked.save(update_fields=["day_confirmed_at", "day_confirmed_by", "updated_at"])
    after = {"target_on": locked.target_on, "is_confirmed": True}
    record("congresses.confirm_day", locked, actor=actor, after=after, context=locked)
    bump(f"congresses.congress:{locked.pk}")
    return locked


@transaction.atomic
def settle_recheck(recheck: Recheck, note: str, *, actor: User) -> Recheck:
    """Note that something was looked at again, and what came of it."""
    require(actor, Permission.CONGRESSES_MANAGE, at=recheck)
    locked = Recheck.objects.select_for_update().get(pk=recheck.pk)
    if locked.settled_at is not None:
        raise Conflict(_("Việc này đã được xem lại."), code="already_settled")
    if not note.strip():
        raise RuleBroken(_("Hãy ghi kết quả xem lại."), code="no_note")
    locked.note, locked.settled_at, locked.settled_by = note.strip(), clock.now(), actor
    locked.save(update_fields=["note", "settled_at", "settled_by"])
    congress = locked.day_change.congress
    after = {"title": locked.title, "note": locked.note}
    record("congresses.settle_recheck", locked, actor=actor, after=after, context=congress)
    bump(f"congresses.congress:{congress.pk}")
    return locked


def _require_grounds(grounds: Grounds) -> None:
    if not grounds.reason.strip() or not grounds.authority.strip():
        raise RuleBroken(
            _("Dời hoặc hoãn đại hội phải ghi lý do và cấp quyết định."), code="no_grounds"
        )


def _keep(
    congress: Congress,
    kind: DayChange.Kind,
    on: date | None,
    precision: str,
    grounds: Grounds | None = None,
    *,
    actor: User,
) -> DayChange:
    """The change as a row, and the congress as it is from now on."""
    now = clock.now()
    change = DayChange.objects.create(
        congress=congress,
        kind=kind,
        old_on=congress.target_on,
        old_precision=congress.target_precision,
        new_on=on,
        new_precision=precision,
        reason=grounds.reason.strip() if grounds else "",
        authority=grounds.authority.strip() if grounds else "",
        paper_number=grounds.paper_number.strip() if grounds else "",
        paper_on=grounds.paper_on if grounds else None,
        made_at=now,
        made_by=actor,
    )
    congress.is_postponed = on is None
    if on is not None:
        congress.target_on, congress.target_precision = on, precision
    congress.day_confirmed_at = congress.day_confirmed_by = None
    congress.updated_at = now
    congress.save(
        update_fields=[
            "is_postponed",
            "target_on",
            "target_precision",
            "day_confirmed_at",
            "day_confirmed_by",
            "updated_at",
        ]
    )
    return change


def _told(change: DayChange) -> dict[str, dict[str, Any]]:
    before = {"target_on": change.old_on, "target_precision": change.old_precision}
    after: dict[str, Any] = {
        "target_on": change.new_on,
        "target_precision": change.new_precision,
        "reason": change.reason,
        "authority": change.authority,
        "paper_number": change.paper_number,
        "paper_on": change.paper_on,
    }
    told: dict[str, Any] = {name: value for name, value in after.items() if value}
    # reports of earlier days read how firm the day was
    told |= {"is_postponed": change.new_on is None, "is_confirmed": False}
    return {"before": before, "after": told}


def _follow(change: DayChange, actor: User) -> None:
    """Count the plan again, gather what is to be looked at, tell those who lead and open pages."""
    congress = change.congress
    if change.new_on is not None:
        recompute_plan(congress, actor=actor)
    with in_vietnamese():
        asked = (
            offers.rechecks(congress, change.old_on, change.new_on)
            if change.new_on != change.old_on
            else []
        )
        _settle_outdated(change)
        Recheck.objects.bulk_create(
            Recheck(
                day_change=change,
                title=each.title[:200],
                reason=each.reason[:400],
                url=each.url[:300],
            )
            for each in asked
        )
        _tell(change, len(asked), actor)
    bump(f"congresses.congress:{congress.pk}")


def _settle_outdated(change: DayChange) -> None:
    """What an earlier change asked is asked anew by this one, or no longer matters."""
    earlier = Recheck.objects.filter(day_change__congress=change.congress, settled_at__isnull=True)
    earlier.update(note=Recheck.OUTDATED, settled_at=change.made_at, settled_by=change.made_by)


def _tell(change: DayChange, asked: int, actor: User) -> None:
    congress = change.congress
    facts = {
        "numeral": congress.numeral,
        "day": day_text(change.new_on, change.new_precision) if change.new_on else "",
    }
    title = {
        Kind.SET: _("Đại hội lần thứ %(numeral)s: xác định ngày %(day)s"),
        Kind.MOVED: _("Đại hội lần thứ %(numeral)s dời sang %(day)s"),
        Kind.POSTPONED: _("Đại hội lần thứ %(numeral)s hoãn, chưa có ngày mới"),
    }[Kind(change.kind)]
    said = [change.reason] if change.reason else []
    if asked:
        said.append(_("Có %(n)s việc cần xem lại.") % {"n": asked})
    notify(
        leaders_of(congress).exclude(pk=actor.pk),
        title=title % facts,
        body=" ".join(said),
        url=reverse("congresses:congress_detail", args=[congress.pk]),
        topic=f"congresses.congress:{congress.pk}",
    )
