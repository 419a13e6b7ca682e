"""Working by the plan: milestones done, reopened, dropped, taken up again, added and changed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can, require
from daihoi.audit.actions import record, record_many
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.held import RECOUNTED, HeldPlan
from daihoi.congresses.models import Congress, Milestone, MilestoneOverride, Subcommittee
from daihoi.live.topics import bump
from daihoi.rules.plans import Meaning, Offset, find_loop, offset_for
from daihoi.vietnamese.dates import DateStyle, format_date


@transaction.atomic
def complete_milestone(
    milestone: Milestone, on: date, *, reason: str = "", actor: User
) -> Milestone:
    """Note a milestone as done ``on`` a day; what is counted from it is counted from that day.

    It waits for its predecessors (S17). Who leads the preparation may note it before they are
    done, or on a day before theirs, with a ``reason`` that stays visible for ever.
    """
    require(actor, Permission.CONGRESSES_COMPLETE, at=milestone)
    plan = HeldPlan(milestone.congress)
    locked = plan.get_open(milestone)
    _require_open(locked)
    if on > clock.today():
        raise RuleBroken(
            _("Ngày hoàn thành không thể ở sau hôm nay."),
            code="done_in_future",
            advice=_("Khi việc xong hãy ghi."),
        )
    missing = _not_done_before(plan, locked, on)
    if missing:
        _require_override(locked, missing, reason, actor)
    now = clock.now()
    locked.actual_on, locked.completed_at, locked.completed_by = on, now, actor
    locked.save(update_fields=["actual_on", "completed_at", "completed_by"])
    after: dict[str, Any] = {"actual_on": on}
    if missing:
        MilestoneOverride.objects.create(
            milestone=locked, missing=missing, reason=reason, made_at=now, made_by=actor
        )
        after |= {"override": reason, "missing": missing}
    record(
        "congresses.complete_milestone",
        locked,
        actor=actor,
        before={"actual_on": None},
        after=after,
        context=plan.congress,
    )
    record_many(plan.recount(), action=RECOUNTED, actor=actor, context=plan.congress)
    return locked


@transaction.atomic
def reopen_milestone(milestone: Milestone, reason: str, *, actor: User) -> Milestone:
    """Take back that a milestone was done; not while others were done in its wake.

    Day D that stood on the superior's approval is confirmed no more (P34).
    """
    require(actor, Permission.CONGRESSES_COMPLETE, at=milestone)
    plan = HeldPlan(milestone.congress)
    locked = plan.get_open(milestone)
    if locked.actual_on is None:
        raise Conflict(_("Mốc %(code)s chưa ghi xong.") % {"code": locked.code}, code="not_done")
    if names := [str(each) for each in _done_after(locked)]:
        raise RuleBroken(
            _("Đã ghi xong mốc làm sau: %(names)s.") % {"names": "; ".join(names)},
            code="followers_done",
            advice=_("Hãy bỏ ghi các mốc đó trước."),
        )
    before = {"actual_on": locked.actual_on}
    locked.actual_on = locked.completed_at = locked.completed_by = None
    locked.save(update_fields=["actual_on", "completed_at", "completed_by"])
    record(
        "congresses.reopen_milestone",
        locked,
        actor=actor,
        before=before,
        after={"actual_on": None, "reason": _said(reason)},
        context=plan.congress,
    )
    _unconfirm_unapproved(locked, plan.congress, actor)
    record_many(plan.recount(), action=RECOUNTED, actor=actor, context=plan.congress)
    return locked


@transaction.atomic
def drop_milestone(milestone: Milestone, reason: str, *, actor: User) -> Milestone:
    """Leave a milestone out of this congress (không thực hiện); nothing waits for it any more."""
    require(actor, Permission.CONGRESSES_PLAN, at=milestone.congress)
    plan = HeldPlan(milestone.congress)
    locked = plan.get_open(milestone)
    _require_open(locked)
    locked.dropped_at, locked.dropped_by = clock.now(), actor
    locked.drop_reason = _said(reason)
    locked.save(update_fields=["dropped_at", "dropped_by", "drop_reason"])
    record(
        "congresses.drop_milestone",
        locked,
        actor=actor,
        before={"dropped": False},
        after={"dropped": True, "reason": locked.drop_reason},
        context=plan.congress,
    )
    return locked


@transaction.atomic
def take_up_milestone(milestone: Milestone, *, actor: User) -> Milestone:
    """Put a dropped milestone back into the plan, on the day that it is due now."""
    require(actor, Permission.CONGRESSES_PLAN, at=milestone.congress)
    plan = HeldPlan(milestone.congress)
    locked = plan.get_open(milestone)
    if locked.dropped_at is None:
        raise Conflict(
            _("Mốc %(code)s vẫn đang trong kế hoạch.") % {"code": locked.code}, code="not_dropped"
        )
    before = {"dropped": True, "reason": locked.drop_reason}
    locked.dropped_at = locked.dropped_by = None
    locked.drop_reason = ""
    locked.save(update_fields=["dropped_at", "dropped_by", "drop_reason"])
    record(
        "congresses.take_up_milestone",
        locked,
        actor=actor,
        before=before,
        after={"dropped": False},
        context=plan.congress,
    )
    _unconfirm_unapproved(locked, plan.congress, actor)
    record_many(plan.recount(), action=RECOUNTED, actor=actor, context=plan.congress)
    return locked


@transaction.atomic
def add_milestone(
    congress: Congress,
    values: Mapping[str, Any],
    *,
    planned_on: date,
    after: Sequence[Milestone] = (),
    actor: User,
) -> Milestone:
    """Add a milestone of one's own on a day; it moves with day D like the others.

    ``values``: code, name, responsible, subcommittee, output, direction.
    """
    require(actor, Permission.CONGRESSES_PLAN, at=congress)
    plan = HeldPlan(congress)
    plan.check_open()
    if any(each.code == values["code"] for each in plan.milestones):
        raise Conflict(
            _("Kế hoạch đã có mốc mang mã %(code)s.") % {"code": values["code"]},
            code="code_taken",
            advice=_("Hãy dùng mã khác."),
        )
    _refuse_foreign(plan, values)
    days = (planned_on - plan.congress.target_on).days
    position = max((each.position for each in plan.milestones), default=-1) + 1
    made = Milestone.objects.create(
        congress=plan.congress, position=position, days=days, planned_on=planned_on, **values
    )
    before = [plan.get(each) for each in after]
    made.after.set(before)
    told = {**made.told(), "after": [each.code for each in before]}
    record("congresses.add_milestone", made, actor=actor, after=told, context=plan.congress)
    return made


@transaction.atomic
def edit_milestone(
    milestone: Milestone,
    values: Mapping[str, Any],
    *,
    offset: Offset,
    planned_on: date,
    after: Sequence[Milestone],
    seen: str | None = None,
    actor: User,
) -> Milestone:
    """Change a milestone. A new ``planned_on`` becomes an offset, so that moving day D moves it.

    ``values``: name, responsible, subcommittee, output, direction. ``offset`` counts where
    ``planned_on`` is unchanged. What is counted from this milestone is counted again.
    """
    require(actor, Permission.CONGRESSES_PLAN, at=milestone.congress)
    plan = HeldPlan(milestone.congress)
    plan.check_open()
    locked = plan.get(milestone)
    require_seen(locked, [*values, "planned_on", "days", "working_days", "counted_from"], seen)
    if not locked.is_open and planned_on != locked.planned_on:
        raise Conflict(_("Mốc đã xong hoặc không thực hiện thì giữ nguyên ngày."), code="not_open")
    _refuse_foreign(plan, values)
    before = _told(locked, values)
    _set_order(plan, locked, after)
    _set_day(plan, locked, offset, planned_on)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*values, "days", "working_days", "counted_from", "planned_on"])
    told = _told(locked, values)
    changed = [name for name, value in told.items() if value != before[name]]
    if changed:
        record(
            "congresses.edit_milestone",
            locked,
            actor=actor,
            before={name: before[name] for name in changed},
            after={name: told[name] for name in changed},
            context=plan.congress,
        )
    record_many(plan.recount(), action=RECOUNTED, actor=actor, context=plan.congress)
    return locked


@transaction.atomic
def give_milestones(subcommittee: Subcommittee, *, actor: User) -> list[Milestone]:
    """Let a new subcommittee answer for the milestones of its purpose that no body has yet."""
    require(actor, Permission.CONGRESSES_MANAGE, at=subcommittee)
    plan = HeldPlan(subcommittee.congress)
    given = [
        each
        for each in plan.milestones
        if each.subcommittee_id is None and subcommittee.purpose in each.responsible
    ]
    for milestone in given:
        milestone.subcommittee = subcommittee
    Milestone.objects.bulk_update(given, ["subcommittee"])
    rows = [
        (milestone, {"subcommittee": None}, {"subcommittee": subcommittee.pk})
        for milestone in given
    ]
    record_many(rows, action="congresses.edit_milestone", actor=actor, context=plan.congress)
    return given


def _require_open(milestone: Milestone) -> None:
    if milestone.actual_on is not None:
        day = format_date(milestone.actual_on, DateStyle.DASHED)
        facts = {"code": milestone.code, "day": day}
        raise Conflict(_("Mốc %(code)s đã ghi xong ngày %(day)s.") % facts, code="already_done")
    if milestone.dropped_at is not None:
        raise Conflict(
            _("Mốc %(code)s được ghi là không thực hiện.") % {"code": milestone.code},
            code="dropped",
            advice=_("Hãy đưa mốc trở lại kế hoạch trước."),
        )


def _not_done_before(plan: HeldPlan, milestone: Milestone, on: date) -> list[str]:
    """What ought to be done by ``on`` and is not, by code and name; dropped ones do not count."""
    wanted = plan.predecessors()[milestone.code]
    before = [each for each in plan.milestones if each.code in wanted and each.dropped_at is None]
    return [str(each) for each in before if each.actual_on is None or each.actual_on > on]


def _done_after(milestone: Milestone) -> list[Milestone]:
    """Followers that were done because it was: none that an override let through without it."""
    done = milestone.followers.filter(actual_on__isnull=False).order_by("position")
    return [
        each
        for each in done.prefetch_related("overrides")
        if not any(
            missing.startswith(f"{milestone.code} ")
            for override in each.overrides.all()
            for missing in override.missing
        )
    ]


def _unconfirm_unapproved(milestone: Milestone, congress: Congress, actor: User) -> None:
    """Day D is confirmed no more where this open milestone is the approval it stood on (P34)."""
    if milestone.meaning != Meaning.APPROVAL or congress.day_confirmed_at is None:
        return
    congress.day_confirmed_at = congress.day_confirmed_by = None
    congress.updated_at = clock.now()
    congress.save(update_fields=["day_confirmed_at", "day_confirmed_by", "updated_at"])
    record(
        "congresses.unconfirm_day",
        congress,
        actor=actor,
        before={"is_confirmed": True},
        after={"is_confirmed": False},
        context=congress,
    )
    bump(f"congresses.congress:{congress.pk}")


def _require_override(
    milestone: Milestone, missing: Sequence[str], reason: str, actor: User
) -> None:
    leads = can(actor, Permission.CONGRESSES_PLAN, at=milestone.congress)
    if reason and leads:
        return
    facts = {"code": milestone.code, "names": "; ".join(missing)}
    if reason:
        raise NotPermitted(
            _("Chỉ bí thư, chi ủy được cho làm trước; mốc chưa xong: %(names)s.") % facts,
            code="may_not_override",
            advice=_("Hãy nhờ bí thư hoặc chi ủy viên ghi kèm lý do."),
        )
    advice = _("Hãy ghi lý do cho làm trước.") if leads else _("Hãy chờ các mốc đó xong.")
    raise RuleBroken(
        _("Chưa ghi xong mốc %(code)s được, vì mốc phải làm trước chưa xong: %(names)s.") % facts,
        code="predecessors_open",
        advice=advice,
    )


def _set_order(plan: HeldPlan, milestone: Milestone, after: Sequence[Milestone]) -> None:
    wanted = [plan.get(each) for each in after]
    order = plan.predecessors() | {milestone.code: [each.code for each in wanted]}
    _refuse_loop(find_loop(order))
    milestone.after.set(wanted)


def _set_day(plan: HeldPlan, milestone: Milestone, offset: Offset, planned_on: date) -> None:
    """Set the offset; a day chosen by hand wins over it."""
    chosen = planned_on != milestone.planned_on
    milestone.days, milestone.working_days = offset.days, offset.working_days
    milestone.counted_from = offset.counted_from
    known = {each.code for each in plan.milestones}
    if offset.counted_from and offset.counted_from not in known:
        raise RuleBroken(
            _("Kế hoạch không có mốc %(code)s để tính từ đó.") % {"code": offset.counted_from},
            code="unknown_anchor",
        )
    anchors = {each.code: [each.counted_from] for each in plan.milestones if each.counted_from}
    _refuse_loop(find_loop(anchors))
    days = plan.days()
    if chosen:
        anchor = plan.congress.target_on
        if offset.counted_from:
            done = {each.code: each.actual_on for each in plan.milestones}
            anchor = done[offset.counted_from] or days[offset.counted_from]
        found = offset_for(
            planned_on,
            anchor,
            working_days=offset.working_days,
            counted_from=offset.counted_from,
            holidays=plan.holidays,
        )
        milestone.days, milestone.working_days = found.days, found.working_days
        milestone.planned_on = planned_on
    elif milestone.is_open:
        milestone.planned_on = days[milestone.code]


def _refuse_loop(loop: Sequence[str]) -> None:
    if loop:
        raise RuleBroken(
            _("Các mốc chờ nhau thành vòng: %(loop)s.") % {"loop": " → ".join(loop)},
            code="loop",
            advice=_("Hãy bỏ bớt một mốc phải làm trước."),
        )


def _refuse_foreign(plan: HeldPlan, values: Mapping[str, Any]) -> None:
    """Bodies and papers are those of this congress and its organization."""
    body, paper = values.get("subcommittee"), values.get("direction")
    if body is not None and body.congress_id != plan.congress.pk:
        raise NotFound
    if paper is not None and paper.organization_id != plan.congress.organization_id:
        raise NotFound


def _told(milestone: Milestone, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the record keeps of a change: fields by name, things by their names."""
    told: dict[str, Any] = {name: getattr(milestone, name) for name in values}
    if "subcommittee" in told:
        told["subcommittee"] = milestone.subcommittee_id
    if "direction" in told:
        told["direction"] = str(milestone.direction or "")
    told["offset"] = str(milestone.offset)
    told["planned_on"] = milestone.planned_on
    told["after"] = [each.code for each in milestone.after.order_by("position", "pk")]
    return told


def _said(reason: str) -> str:
    """The reason; a refusal where there is none."""
    if not reason.strip():
        raise RuleBroken(_("Cần ghi lý do."), code="no_reason")
    return reason.strip()
