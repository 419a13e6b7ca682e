"""The plan itself: begun, filled, settled by the committee, approved, presented, opened again."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress
from daihoi.notifications.actions import notify
from daihoi.personnel.actions.events import Events
from daihoi.personnel.actions.held import HeldPlan
from daihoi.personnel.models import CandidateState, PersonnelPlan, PlanReturn
from daihoi.personnel.queries.approval import approval_of
from daihoi.personnel.queries.numbers import require_numbers
from daihoi.personnel.queries.readers import readers_of
from daihoi.personnel.queries.seen import body_of, is_of_party, scope_of
from daihoi.personnel.queries.settling import (
    require_after_steps,
    require_congress,
    require_nobody_considered,
    require_reported,
    require_whole,
)
from daihoi.personnel.queries.steps import may_configure, procedure_of
from daihoi.rules.personnel.steps import configured

SETTINGS = (
    "seats", "deputies", "names", "before", "rotated", "is_after_merger", "direction", "structure",
    "age_words", "targets", "structure_reason", "standing_women", "open_places",
    "open_places_paper", "posts_not_elected", "posts_paper", "timetable_paper", "steps_by",
    "congress_from", "congress_by",
)  # fmt: skip
WORDY = {"direction", "structure", "structure_reason", "age_words"}  # may speak of people


@transaction.atomic
def begin_plan(congress: Congress, *, actor: User) -> PersonnelPlan:
    """Begin the personnel plan of a Party congress; one each."""
    require(actor, Permission.PERSONNEL_WORK, at=scope_of(congress))
    locked = HeldCongress.to_change(congress)
    if not is_of_party(locked):
        raise RuleBroken(
            _("Đề án nhân sự lập theo chỉ thị của Đảng, chỉ dùng cho tổ chức đảng."),
            code="not_of_party",
            advice=_("Đại hội của tổ chức khác giới thiệu nhân sự ngay ở phần bầu cử."),
        )
    if PersonnelPlan.objects.filter(congress=locked).exists():
        raise Conflict(_("Kỳ đại hội này đã có đề án nhân sự."), code="already_begun")
    now = clock.now()
    plan = PersonnelPlan.objects.create(
        congress=locked,
        subcommittee=body_of(locked),
        created_by=actor,
        created_at=now,
        updated_at=now,
    )
    record("personnel.begin_plan", plan, actor=actor, after=plan.told, context=plan)
    return plan


@transaction.atomic
def set_plan(
    plan: PersonnelPlan, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> PersonnelPlan:
    """Number, structure, standards and targets, while the plan is open.

    `RuleBroken` for a list of nobody, for more people rotated in than there were, and for days of
    the superior without its paper or in the wrong order.
    """
    require(actor, Permission.PERSONNEL_WORK, at=plan)
    held = HeldPlan.to_change(plan)
    locked = held.plan
    names = [name for name in SETTINGS if name in values]
    require_seen(locked, [name for name in names if name != "targets"], seen)
    before = {name: getattr(locked, name) for name in names}
    for name in names:
        setattr(locked, name, values[name])
    require_numbers(locked)
    held.changed(*names)
    changed = [name for name in names if before[name] != values[name]]
    told = [name for name in changed if name not in WORDY]
    record(
        "personnel.set_plan",
        locked,
        actor=actor,
        before={name: before[name] for name in told},
        after={"fields": changed, **{name: values[name] for name in told}},
        context=locked,
    )
    return locked


@transaction.atomic
def set_steps(
    plan: PersonnelPlan, rows: Sequence[Mapping[str, str]], *, paper: str, actor: User
) -> PersonnelPlan:
    """A cell's own steps by its superior's paper; no rows: those of the house again (P-061)."""
    require(actor, Permission.PERSONNEL_WORK, at=plan)
    held = HeldPlan.to_change(plan)
    if held.plan.steps.exists():
        raise Conflict(
            _("Đã ghi bước đầu tiên nên không đổi quy trình được nữa."), code="already_begun"
        )
    held.plan.own_steps = []
    procedure = procedure_of(held.plan)
    if not may_configure(procedure):
        raise RuleBroken(
            _("Quy trình này do Trung ương quy định, không thay được."),
            code="prescribed",
        )
    if rows:
        try:
            configured(procedure, rows, paper=paper)
        except ValueError as error:
            raise RuleBroken(str(error), code="bad_steps") from error
    held.plan.own_steps = [dict(row) for row in rows]
    held.plan.own_steps_paper = paper if rows else ""
    held.changed("own_steps", "own_steps_paper")
    after = {"steps": len(rows), "paper": held.plan.own_steps_paper}
    record("personnel.set_steps", held.plan, actor=actor, after=after, context=held.plan)
    return held.plan


@transaction.atomic
def settle_plan(plan: PersonnelPlan, on: date, *, actor: User) -> PersonnelPlan:
    """The committee settles it: numbers hold, everybody put forward may be, the structure is explained."""
    require(actor, Permission.PERSONNEL_DECIDE, at=plan)
    held = HeldPlan.to_change(plan)
    locked = held.plan
    _refuse_days_to_come(on)
    require_after_steps(locked, on)
    require_whole(locked)
    now = clock.now()
    locked.settled_at, locked.settled_by, locked.settled_on = now, actor, on
    held.changed("settled_at", "settled_by", "settled_on")
    forward = locked.candidates.filter(state=CandidateState.PUT_FORWARD).count()
    after = {**locked.told, "settled_on": on, "put_forward": forward}
    record("personnel.settle_plan", locked, actor=actor, after=after, context=locked)
    _tell(locked, "Chi ủy đã thông qua đề án nhân sự", actor)
    return locked


@transaction.atomic
def approve_plan(plan: PersonnelPlan, number: str, on: date, *, actor: User) -> PersonnelPlan:
    """Write down the superior's paper that approves the plan."""
    require(actor, Permission.PERSONNEL_WORK, at=plan)
    held = HeldPlan(plan)
    locked = held.plan
    _require_settled(locked)
    if locked.approved_at is not None:
        raise Conflict(_("Đề án đã có văn bản phê duyệt."), code="already_approved")
    _refuse_days_to_come(on)
    if locked.settled_on and on < locked.settled_on:
        raise RuleBroken(
            _("Văn bản phê duyệt ra trước ngày cấp ủy thông qua đề án; hãy kiểm tra hai ngày."),
            code="approved_before_settled",
        )
    locked.approved_at, locked.approved_by = clock.now(), actor
    locked.approval_number, locked.approval_on = " ".join(number.split()), on
    held.changed("approved_at", "approved_by", "approval_number", "approval_on")
    record("personnel.approve_plan", locked, actor=actor, after=locked.told, context=locked)
    return locked


@transaction.atomic
def present_plan(plan: PersonnelPlan, at: datetime, *, actor: User) -> PersonnelPlan:
    """The list was presented to the congress: from then on members read its names."""
    require(actor, Permission.PERSONNEL_DECIDE, at=plan)
    held = HeldPlan(plan)
    locked = held.plan
    _require_settled(locked)
    if locked.presented_at is not None:
        raise Conflict(_("Danh sách đã ghi là trình đại hội."), code="already_presented")
    if approval_of(locked) is None:
        raise RuleBroken(
            _("Đề án chưa có văn bản phê duyệt của cấp trên nên chưa trình đại hội được."),
            code="not_approved",
            advice=_("Hãy ghi số, ngày văn bản phê duyệt trước."),
        )
    require_congress(locked.congress, at)
    require_nobody_considered(locked)
    require_reported(locked)
    Events(held, actor).present(at)
    locked.presented_at, locked.presented_by = at, actor
    held.changed("presented_at", "presented_by")
    after = {**locked.told, "presented_at": at}
    record("personnel.present_plan", locked, actor=actor, after=after, context=locked)
    return locked


@transaction.atomic
def reopen_plan(plan: PersonnelPlan, reason: str, *, actor: User) -> PersonnelPlan:
    """Work on a settled plan again; it must be settled, approved and presented anew."""
    require(actor, Permission.PERSONNEL_DECIDE, at=plan)
    held = HeldPlan(plan)
    locked = held.plan
    _require_settled(locked)
    PlanReturn.objects.create(
        plan=locked, state=locked.state, reason=reason, made_at=clock.now(), made_by=actor
    )
    Events(held, actor).take_back(reason)
    before = dict(locked.told)
    cleared = (
        "settled_at", "settled_by", "settled_on", "approved_at", "approved_by", "approval_on",
        "presented_at", "presented_by",
    )  # fmt: skip
    for name in cleared:
        setattr(locked, name, None)
    locked.approval_number = ""
    held.changed(*cleared, "approval_number")
    record(
        "personnel.reopen_plan",
        locked,
        actor=actor,
        before=before,
        after=locked.told,
        context=locked,
    )
    _tell(locked, "Đề án nhân sự được mở lại để sửa", actor)
    return locked


def _require_settled(plan: PersonnelPlan) -> None:
    if plan.settled_at is None:
        raise Conflict(_("Cấp ủy chưa thông qua đề án này."), code="not_settled")


def _refuse_days_to_come(on: date) -> None:
    if on > clock.today():
        raise RuleBroken(_("Ngày này chưa tới; hãy ghi ngày đã qua."), code="day_to_come")


def _tell(plan: PersonnelPlan, title: str, actor: User) -> None:
    """Readers of personnel work only; a letter says no more than that there is a notice."""
    notify(
        [user for user in readers_of(plan) if user.pk != actor.pk],
        title=title,
        url=reverse("personnel:plan_detail", args=[plan.congress_id]),
        topic=f"personnel.plan:{plan.pk}",
        confidential=True,
    )
