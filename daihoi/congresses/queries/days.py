"""Day D: how firm it is, what speaks against a day, and what to look at again after it moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Permission, Role, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.base.offers import Recheck as Request
from daihoi.congresses.models import (
    Congress,
    DayChange,
    Milestone,
    Recheck,
    TargetPrecision,
    Task,
)
from daihoi.congresses.queries.calendar import holidays_around, is_known, not_announced
from daihoi.rules.findings import Finding
from daihoi.rules.plans import Meaning, check_day, is_late_approval, may_confirm_day, planned_days
from daihoi.rules.tasks import TaskState
from daihoi.vietnamese.dates import DateStyle, format_date

NAMED = 3  # so many of many are named in a recheck
_PARTS = {
    TargetPrecision.EARLY: gettext_lazy("đầu tháng %(month)s"),
    TargetPrecision.MID: gettext_lazy("giữa tháng %(month)s"),
    TargetPrecision.LATE: gettext_lazy("cuối tháng %(month)s"),
}
_AGAINST = {
    "day_passed": gettext_lazy("Ngày %(day)s đã qua; hôm nay là %(today)s."),
    "holiday": gettext_lazy("Ngày %(day)s là ngày nghỉ lễ: %(holiday)s."),
    "not_approved": gettext_lazy("Cấp trên chưa phê duyệt nên chưa xác nhận được ngày đại hội."),
}


@dataclass(frozen=True, slots=True)
class DayCard:
    """Day D as the congress's page shows it, with what the viewer may do about it."""

    text: str
    firmness: str
    kind: str  # of the badge
    warnings: list[str]
    can_set: bool
    can_move: bool
    can_postpone: bool
    can_confirm: bool


def day_text(day: date, precision: str) -> str:
    """Such as "3-4-2020", or "đầu tháng 4/2020" while it is approximate."""
    if precision == TargetPrecision.DAY:
        return format_date(day, DateStyle.DASHED)
    return _PARTS[TargetPrecision(precision)] % {"month": f"{day.month}/{day.year}"}


def check_target(day: date, precision: str) -> None:
    """`RuleBroken` if day D cannot be ``day``: passed, an exact one on a holiday, no such calendar."""
    if not is_known(day):
        raise RuleBroken(
            _("Phần mềm không có lịch nghỉ lễ của năm %(year)s.") % {"year": day.year},
            code="no_calendar",
            advice=_("Hãy kiểm tra lại năm."),
        )
    holidays = holidays_around(day) if precision == TargetPrecision.DAY else {}
    refuse(check_day(day, today=clock.today(), holidays=holidays))


def refuse(findings: list[Finding]) -> None:
    """`RuleBroken` with the words of these findings, if there are any."""
    if findings:
        said = " ".join(_said(finding) for finding in findings)
        raise RuleBroken(said, findings, code=findings[0].code, advice=_advice(findings[0].code))


def day_card(congress: Congress, milestones: list[Milestone], *, viewer: Any) -> DayCard:
    """Day D and its warnings, read from the congress's milestones."""
    manages = can(viewer, Permission.CONGRESSES_MANAGE, at=congress) and not congress.closed_at
    exact = congress.target_precision == TargetPrecision.DAY
    confirmed = congress.day_confirmed_at is not None
    firmness, kind = _("dự kiến"), "neutral"
    if congress.is_postponed:
        firmness, kind = _("đang hoãn"), "late"
    elif confirmed:
        firmness, kind = _("đã xác nhận"), "done"
    elif exact:
        firmness, kind = _("chưa xác nhận"), "waiting"
    return DayCard(
        text=day_text(congress.target_on, congress.target_precision),
        firmness=firmness,
        kind=kind,
        warnings=_warnings(congress, milestones),
        can_set=manages and not exact and not congress.is_postponed,
        can_move=manages,
        can_postpone=manages and not congress.is_postponed,
        can_confirm=manages and exact and not confirmed and not congress.is_postponed,
    )


def days_counted(milestones: Iterable[Milestone], day: date) -> dict[str, date]:
    """When each milestone, by code, is due if day D is ``day``; what is done counts as it was done."""
    known = list(milestones)
    return planned_days(
        {each.code: each.offset for each in known},
        day,
        holidays=holidays_around(day),
        actual={each.code: each.actual_on for each in known if each.actual_on},
    )


@dataclass(frozen=True, slots=True)
class MovePreview:
    """What moving day D would do: how many steps move, how many are late at once (not before)."""

    day: str
    moved: int
    late: int
    approved_on: date | None  # the superior's approval of the day before, which may not hold

    @property
    def asks(self) -> bool:
        """Whether she is to look at it before it is kept."""
        return bool(self.late or self.approved_on)


def move_preview(congress: Congress, day: date, precision: str, *, viewer: Any) -> MovePreview:
    """`RuleBroken` if day D cannot be ``day``."""
    require(viewer, Permission.CONGRESSES_MANAGE, at=congress)
    check_target(day, precision)
    milestones, today = list(congress.milestones.all()), clock.today()
    days = days_counted(milestones, day)
    waiting = [each for each in milestones if each.is_open]
    approvals = [each.actual_on for each in milestones if each.meaning == Meaning.APPROVAL]
    return MovePreview(
        day=day_text(day, precision),
        moved=sum(days[each.code] != each.planned_on for each in waiting),
        late=sum(
            days[each.code] < today and (congress.is_postponed or each.planned_on >= today)
            for each in waiting
        ),
        approved_on=max(filter(None, approvals), default=None),
    )


def objections_to_confirming(congress: Congress) -> list[Finding]:
    """What keeps day D from being confirmed: the superior's approval is still open (P34)."""
    steps = list(congress.milestones.filter(meaning=Meaning.APPROVAL, dropped_at__isnull=True))
    return may_confirm_day(
        has_approval_milestone=bool(steps), approved=all(step.actual_on for step in steps)
    )


@dataclass(frozen=True, slots=True)
class DayStep:
    """A change of day D as its history shows it: "đầu tháng 4/2020 → 3-4-2020"."""

    change: DayChange
    days: str


def day_history(congress: Congress, *, viewer: Any) -> list[DayStep]:
    """Every change of day D, the latest first."""
    require(viewer, Permission.CONGRESSES_VIEW, at=congress)
    changes = congress.day_changes.select_related("made_by").order_by("-made_at", "-pk")
    return [DayStep(change, _days_of(change)) for change in changes]


def _days_of(change: DayChange) -> str:
    old = day_text(change.old_on, change.old_precision)
    return f"{old} → {day_text(change.new_on, change.new_precision)}" if change.new_on else old


@dataclass(frozen=True, slots=True)
class RecheckRow:
    """Something to be looked at again; ``tasks`` are all it speaks of that are still to be done."""

    recheck: Recheck
    tasks: list[Task]


@dataclass(frozen=True, slots=True)
class RecheckPage:
    """What is to be looked at again since day D moved, what was, and what a later move asked anew."""

    congress: Congress
    open: list[RecheckRow]
    settled: list[Recheck]
    outdated: list[Recheck]
    can_settle: bool


def recheck_page(pk: int, *, viewer: Any) -> RecheckPage:
    """`NotFound` for who has no part in the congress's organization."""
    congress = Congress.objects.select_related("organization").filter(pk=pk).first()
    if congress is None:
        raise NotFound
    require(viewer, Permission.CONGRESSES_VIEW, at=congress)
    found = Recheck.objects.filter(day_change__congress=congress)
    rows = list(found.select_related("day_change", "settled_by").order_by("-day_change", "pk"))
    return RecheckPage(
        congress,
        [
            RecheckRow(row, _dated_tasks(congress, row, viewer=viewer))
            for row in rows
            if row.settled_at is None
        ],
        [row for row in rows if row.settled_at is not None and not row.is_outdated],
        [row for row in rows if row.is_outdated],
        can(viewer, Permission.CONGRESSES_MANAGE, at=congress),
    )


def _dated_tasks(congress: Congress, recheck: Recheck, *, viewer: Any) -> list[Task]:
    """Of the recheck that counts tasks: those given before the day changed that the viewer may see."""
    if recheck.url != _board(congress):
        return []
    given = _dated(congress).filter(created_at__lte=recheck.day_change.made_at)
    return [
        task
        for task in given.select_related("subcommittee__congress__organization")
        if not (task.subcommittee and task.subcommittee.is_restricted)
        or can(viewer, Permission.CONGRESSES_WORK, at=task)
    ]


def text_of(congress: Congress) -> str:
    """Day D as it stands, for the top of the pages that change it."""
    text = day_text(congress.target_on, congress.target_precision)
    return (
        _("đang hoãn, trước đó dự kiến %(day)s") % {"day": text} if congress.is_postponed else text
    )


def get_recheck(pk: int, *, viewer: Any) -> Recheck:
    """One, for somebody who may settle it."""
    rechecks = Recheck.objects.select_related("day_change__congress__organization")
    found = rechecks.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.CONGRESSES_MANAGE, at=found)
    return found


def open_rechecks(congress: Congress) -> int:
    """How many are still to be looked at."""
    rechecks = Recheck.objects.filter(day_change__congress=congress, settled_at__isnull=True)
    return rechecks.count()


def leaders_of(congress: Congress) -> QuerySet[User]:
    """Who leads the preparation today: the committee, and the heads of subcommittees."""
    today = clock.today()
    leads = Q(role__in=[Role.SECRETARY, Role.COMMITTEE_MEMBER]) | Q(
        role=Role.SUBCOMMITTEE_HEAD, within__startswith=f"c{congress.pk}/"
    )
    held = Grant.objects.filter(
        leads,
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        organization_path=congress.organization.path,
        starts_on__lte=today,
    )
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def requests_after(congress: Congress, old: date, new: date | None) -> list[Request]:
    """What plan and tasks want looked at again once day D has moved (P32, P47)."""
    milestones = list(congress.milestones.order_by("planned_on", "position"))
    return [
        *_done_steps(milestones),
        *_task_dates(congress, old),
        *(_planned_badly(congress, milestones) if new else ()),
    ]


def _done_steps(milestones: list[Milestone]) -> list[Request]:
    found = []
    for milestone in milestones:
        if milestone.actual_on is None:
            continue
        facts = {"on": format_date(milestone.actual_on, DateStyle.DASHED)}
        if milestone.meaning == Meaning.APPROVAL:
            reason = _("Đã phê duyệt ngày %(on)s; phê duyệt ấy còn hiệu lực với ngày mới không?")
        elif milestone.meaning == Meaning.CONVENING:
            reason = _("Đã gửi ngày %(on)s; cần thu hồi hoặc gửi lại theo ngày mới, với số mới.")
        else:
            continue
        found.append(Request(str(milestone), reason % facts, _way_to(milestone)))
    return found


def _task_dates(congress: Congress, old: date) -> list[Request]:
    count = _dated(congress).count()
    if not count:
        return []
    title = ngettext(
        "%(n)s công việc có hạn theo ngày cũ", "%(n)s công việc có hạn theo ngày cũ", count
    )
    reason = _("Hạn đặt khi đại hội còn là ngày %(old)s.")
    day = format_date(old, DateStyle.DASHED)
    return [Request(title % {"n": count}, reason % {"old": day}, _board(congress))]


def _dated(congress: Congress) -> QuerySet[Task]:
    """Tasks with a day they are due, neither done nor dropped."""
    states = [TaskState.OPEN, TaskState.REPORTED]
    return congress.tasks.filter(due_on__isnull=False, state__in=states).order_by("due_on", "pk")


def _board(congress: Congress) -> str:
    return reverse("congresses:board", args=[congress.pk])


def _planned_badly(congress: Congress, milestones: list[Milestone]) -> list[Request]:
    waiting = [milestone for milestone in milestones if milestone.is_open]
    today, holidays = clock.today(), holidays_around(congress.target_on)
    found = []
    if late := [str(each) for each in waiting if each.planned_on < today]:
        title = _("%(n)s mốc đã quá ngày theo lịch mới") % {"n": len(late)}
        url = reverse("congresses:plan", args=[congress.pk])
        found.append(Request(title, _named(late), url))
    for milestone in waiting:
        name = holidays.get(milestone.planned_on)
        if name and milestone.planned_on >= today:
            facts = {"day": format_date(milestone.planned_on, DateStyle.DASHED), "holiday": name}
            reason = _("Ngày theo kế hoạch %(day)s là ngày nghỉ lễ: %(holiday)s.") % facts
            found.append(Request(str(milestone), reason, _way_to(milestone)))
    return found


def _warnings(congress: Congress, milestones: list[Milestone]) -> list[str]:
    said = []
    for milestone in milestones:
        if milestone.meaning != Meaning.APPROVAL or milestone.dropped_at:
            continue
        day = milestone.actual_on or milestone.planned_on
        if not congress.is_postponed and is_late_approval(day, congress.target_on):
            facts = {"milestone": milestone, "day": format_date(day, DateStyle.DASHED)}
            said.append(_("%(milestone)s: %(day)s, muộn hơn 7 ngày trước đại hội.") % facts)
    if not congress.is_postponed and not congress.closed_at and congress.target_on < clock.today():
        said.append(_("Ngày dự kiến đã qua. Nếu đại hội chưa mở, hãy ghi dời ngày hoặc hoãn."))
    counted = [each.planned_on for each in milestones if each.working_days and each.is_open]
    if note := not_announced(counted):
        said.append(note)
    return said


def _named(names: list[str]) -> str:
    shown = "; ".join(names[:NAMED])
    return f"{shown}; …" if len(names) > NAMED else f"{shown}."


def _way_to(milestone: Milestone) -> str:
    return reverse("congresses:milestone_detail", args=[milestone.pk])


def _said(finding: Finding) -> str:
    facts = {
        name: format_date(value, DateStyle.DASHED) if isinstance(value, date) else value
        for name, value in finding.facts.items()
    }
    return str(_AGAINST[finding.code]) % facts


def _advice(code: str) -> str:
    if code == "not_approved":
        return _("Ghi mốc cấp trên phê duyệt là đã xong, rồi xác nhận lại.")
    return _("Hãy chọn ngày khác.")
