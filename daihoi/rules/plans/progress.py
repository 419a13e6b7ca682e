"""How a milestone stands on a day, and what a day chosen by hand means as an offset."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from daihoi.rules.plans.milestones import Offset, shifted


class Standing(StrEnum):
    DONE = "done"  # đã xong
    LATE = "late"  # trễ
    AHEAD = "ahead"  # còn ở phía trước, hạn là hôm nay cũng thế
    DROPPED = "dropped"  # không thực hiện
    UNDATED = "undated"  # đại hội đang hoãn: ngày tính theo ngày cũ


def standing(
    planned_on: date,
    actual_on: date | None,
    *,
    dropped: bool,
    today: date,
    postponed: bool = False,
) -> tuple[Standing, int]:
    """How it stands, with days: late by, left, or (done) after the planned day, negative before.

    While the congress is ``postponed`` its days are those of a day D that no longer holds: what is
    not done is neither late nor due.
    """
    if actual_on is not None:
        return Standing.DONE, (actual_on - planned_on).days
    if dropped:
        return Standing.DROPPED, 0
    if postponed:
        return Standing.UNDATED, 0
    if planned_on < today:
        return Standing.LATE, (today - planned_on).days
    return Standing.AHEAD, (planned_on - today).days


def offset_for(
    chosen: date,
    anchor: date,
    *,
    working_days: bool,
    counted_from: str,
    holidays: Collection[date],
) -> Offset:
    """The offset whose planned day is ``chosen`` while its anchor is ``anchor``.

    Counted in calendar days where no number of working days gives that day: it is a day off.
    """
    if working_days:
        step = 1 if chosen >= anchor else -1
        number = sum(
            shifted(day, 0, True, holidays) == day  # noqa: FBT003 - the pair is an offset
            for n in range(abs((chosen - anchor).days))
            for day in [anchor + timedelta(days=step * (n + 1))]
        )
        offset = Offset(step * number, True, counted_from)  # noqa: FBT003 - the pair is an offset
        if shifted(anchor, offset.days, offset.working_days, holidays) == chosen:
            return offset
    return Offset((chosen - anchor).days, counted_from=counted_from)
