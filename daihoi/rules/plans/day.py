"""Day D, the day a congress opens: exact or approximate, set or moved."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from daihoi.rules.findings import Basis, Finding
from daihoi.rules.plans.milestones import is_working_day

PLAN = "Mẫu kế hoạch đại hội (mặc định của phần mềm)"
APPROVAL_LATEST_DAYS = 7  # P34: the superior's approval comes no later than D-7
EARLY_ENDS, MID_ENDS = 10, 20  # last days of "đầu tháng" and "giữa tháng"


class ApproximateDay(StrEnum):
    """How firmly day D is known (S19)."""

    DAY = "day"  # đúng ngày
    EARLY = "early"  # đầu tháng
    MID = "mid"  # giữa tháng
    LATE = "late"  # cuối tháng


@dataclass(frozen=True, slots=True)
class Window:
    first: date
    last: date


def approximate_day(year: int, month: int, part: ApproximateDay) -> Window:
    """The days that "đầu tháng 4/2020" may mean: 1-10, 11-20, 21 to the month's end.

    ``ValueError`` for `ApproximateDay.DAY`, which is no part of a month.
    """
    begins = date(year, month, 1)
    ends = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if part is ApproximateDay.EARLY:
        return Window(begins, begins.replace(day=EARLY_ENDS))
    if part is ApproximateDay.MID:
        return Window(begins.replace(day=EARLY_ENDS + 1), begins.replace(day=MID_ENDS))
    if part is ApproximateDay.LATE:
        return Window(begins.replace(day=MID_ENDS + 1), ends)
    raise ValueError("an exact day is no window")


def provisional_day(window: Window, *, today: date, holidays: Collection[date]) -> date | None:
    """The day a plan counts from while only a part of a month is known: its first working day.

    Days before ``today`` are out; None if no working day is left.
    """
    day = max(window.first, today)
    while day <= window.last:
        if is_working_day(day, holidays):
            return day
        day += timedelta(days=1)
    return None


def is_postponement(old: date, old_precision: ApproximateDay, new: date | None) -> bool:
    """Whether a new day needs reason and authority: it leaves what was announced (S20).

    Making "đầu tháng 4/2020" into 3-4-2020 only fixes the day. No new day is a postponement.
    """
    if new is None:
        return True
    if old_precision is ApproximateDay.DAY:
        return new != old
    window = approximate_day(old.year, old.month, old_precision)
    return not window.first <= new <= window.last


def check_day(day: date, *, today: date, holidays: Mapping[date, str]) -> list[Finding]:
    """What speaks against ``day``: it has passed (``day_passed``) or is a holiday (``holiday``)."""
    findings = []
    if day < today:
        findings.append(Finding("day_passed", Basis(PLAN, "P34"), {"day": day, "today": today}))
    if day in holidays:
        facts: dict[str, str | int | date] = {"day": day, "holiday": holidays[day]}
        findings.append(Finding("holiday", Basis("Bộ luật Lao động", "Điều 112"), facts))
    return findings


def is_late_approval(approval_on: date, day: date) -> bool:
    """Whether the superior's approval comes, or is planned, later than D-7 (P34)."""
    return approval_on > day - timedelta(days=APPROVAL_LATEST_DAYS)


def may_confirm_day(*, has_approval_milestone: bool, approved: bool) -> list[Finding]:
    """Day D is confirmed only once the superior has approved, where the plan has that step (P34)."""
    if has_approval_milestone and not approved:
        return [Finding("not_approved", Basis(PLAN, "P34"))]
    return []
