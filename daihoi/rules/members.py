"""Members: their statuses, what changes them, and what somebody was on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from daihoi.rules.findings import Basis, Finding

PARTY_STATUTES = "Điều lệ Đảng Cộng sản Việt Nam"
ADMISSION_AGE_YEARS = 18
ADMISSION_AGE_BASIS = Basis(PARTY_STATUTES, "Điều 1")
PROBATION_MONTHS = 12
PROBATION_BASIS = Basis(PARTY_STATUTES, "Điều 5")


class MembershipStatus(StrEnum):
    OFFICIAL = "official"  # đảng viên chính thức
    PROBATIONARY = "probationary"  # đảng viên dự bị
    EXEMPTED = "exempted"  # được miễn sinh hoạt
    AWAY = "away"  # tạm thời chuyển sinh hoạt đi nơi khác
    INCOMING_TEMPORARY = "incoming_temporary"  # tạm thời chuyển sinh hoạt đến
    SUSPENDED = "suspended"  # bị đình chỉ sinh hoạt


def age_on(day: date, *, born_on: date) -> int:
    """Complete years; a person born on 29 February grows older on 1 March of other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def check_membership_dates(
    *, born_on: date | None, admitted_on: date | None, official_on: date | None
) -> list[Finding]:
    """What is implausible in a person's dates: under 18 at admission, official before admission.

    A birth known by its year alone is given as its 1 January (Tham chiếu nghiệp vụ P-013), the
    reading most favourable to the person. An unknown date is None and finds nothing.
    """
    findings = []
    if born_on and admitted_on:
        age = age_on(admitted_on, born_on=born_on)
        if age < ADMISSION_AGE_YEARS:
            facts: dict[str, str | int | date] = {
                "age": age,
                "least": ADMISSION_AGE_YEARS,
                "admitted_on": admitted_on,
            }
            findings.append(Finding("admitted_under_age", ADMISSION_AGE_BASIS, facts))
    if admitted_on and official_on and official_on < admitted_on:
        dates = {"admitted_on": admitted_on, "official_on": official_on}
        findings.append(Finding("official_before_admission", PROBATION_BASIS, dates))
    return findings


def check_probation(*, admitted_on: date | None, official_on: date | None) -> list[Finding]:
    """What is unusual: official before the twelve months since admission are over (E-032).

    On the same day of the next year they are over; for 29 February that is 1 March. An unknown
    date finds nothing.
    """
    if not admitted_on or not official_on or age_on(official_on, born_on=admitted_on) >= 1:
        return []
    dates: dict[str, str | int | date] = {
        "admitted_on": admitted_on,
        "official_on": official_on,
        "least_months": PROBATION_MONTHS,
    }
    return [Finding("short_probation", PROBATION_BASIS, dates)]


class MembershipChange(StrEnum):
    """How a status began."""

    ADMITTED = "admitted"  # kết nạp
    MADE_OFFICIAL = "made_official"  # công nhận đảng viên chính thức
    TRANSFERRED_IN = "transferred_in"  # chuyển sinh hoạt chính thức đến
    CAME_FOR_A_TIME = "came_for_a_time"  # chuyển sinh hoạt tạm thời đến
    WENT_FOR_A_TIME = "went_for_a_time"  # chuyển sinh hoạt tạm thời đi
    EXEMPTED = "exempted"  # được miễn công tác và sinh hoạt đảng
    SUSPENDED = "suspended"  # bị đình chỉ sinh hoạt đảng
    RETURNED = "returned"  # trở lại sinh hoạt


class MembershipEnd(StrEnum):
    """Why nothing followed."""

    TRANSFERRED_OUT = "transferred_out"  # chuyển sinh hoạt chính thức đi
    WENT_BACK = "went_back"  # hết thời gian sinh hoạt tạm thời ở đây
    DIED = "died"  # từ trần
    EXPELLED = "expelled"  # khai trừ
    STRUCK_OFF = "struck_off"  # xóa tên
    LEFT = "left"  # xin ra khỏi Đảng


_OWN = frozenset({MembershipStatus.OFFICIAL, MembershipStatus.PROBATIONARY})
_APART = frozenset({MembershipStatus.EXEMPTED, MembershipStatus.AWAY, MembershipStatus.SUSPENDED})
_INCOMING = frozenset({MembershipStatus.INCOMING_TEMPORARY})
_NONE: frozenset[MembershipStatus | None] = frozenset({None})

# What somebody must be for a change to be recorded; None: no member here.
BEFORE_CHANGE: Mapping[MembershipChange, frozenset[MembershipStatus | None]] = {
    MembershipChange.ADMITTED: _NONE,
    MembershipChange.MADE_OFFICIAL: frozenset({MembershipStatus.PROBATIONARY}),
    MembershipChange.TRANSFERRED_IN: _NONE | _INCOMING,
    MembershipChange.CAME_FOR_A_TIME: _NONE,
    MembershipChange.WENT_FOR_A_TIME: _OWN | _APART - {MembershipStatus.AWAY},
    MembershipChange.EXEMPTED: _OWN | _APART - {MembershipStatus.EXEMPTED},
    MembershipChange.SUSPENDED: _OWN | _APART - {MembershipStatus.SUSPENDED},
    MembershipChange.RETURNED: frozenset(_APART),
}
BEFORE_END: Mapping[MembershipEnd, frozenset[MembershipStatus | None]] = {
    MembershipEnd.TRANSFERRED_OUT: _OWN | _APART,
    MembershipEnd.WENT_BACK: frozenset(_INCOMING),
    MembershipEnd.DIED: _OWN | _APART | _INCOMING,
    MembershipEnd.EXPELLED: _OWN | _APART,
    MembershipEnd.STRUCK_OFF: _OWN | _APART,
    MembershipEnd.LEFT: _OWN | _APART,
}
# What somebody is afterwards; where it is not here her official day decides.
AFTER_CHANGE: Mapping[MembershipChange, MembershipStatus] = {
    MembershipChange.ADMITTED: MembershipStatus.PROBATIONARY,
    MembershipChange.MADE_OFFICIAL: MembershipStatus.OFFICIAL,
    MembershipChange.CAME_FOR_A_TIME: MembershipStatus.INCOMING_TEMPORARY,
    MembershipChange.WENT_FOR_A_TIME: MembershipStatus.AWAY,
    MembershipChange.EXEMPTED: MembershipStatus.EXEMPTED,
    MembershipChange.SUSPENDED: MembershipStatus.SUSPENDED,
}
# What may be recorded with its last day; somebody of this organization then takes part again.
FOR_A_TIME = frozenset(
    {
        MembershipChange.CAME_FOR_A_TIME,
        MembershipChange.WENT_FOR_A_TIME,
        MembershipChange.EXEMPTED,
        MembershipChange.SUSPENDED,
    }
)


def may_change(change: MembershipChange | MembershipEnd, present: MembershipStatus | None) -> bool:
    """Whether somebody who is ``present`` (None: no member here) can undergo the change."""
    if isinstance(change, MembershipEnd):
        return present in BEFORE_END[change]
    return present in BEFORE_CHANGE[change]


def own_status(on: date, official_on: date | None) -> MembershipStatus:
    """Official from the official day on, else probationary; a decision not dated yet is none."""
    if official_on is not None and official_on <= on:
        return MembershipStatus.OFFICIAL
    return MembershipStatus.PROBATIONARY


@dataclass(frozen=True, slots=True)
class Period:
    """A status from a day to a day, both included; None: from the beginning, until now."""

    status: MembershipStatus
    starts_on: date | None
    ends_on: date | None
    admitted_on: date | None = None
    official_on: date | None = None
    change: MembershipChange | None = None
    place: str = ""
    end: MembershipEnd | None = None
    end_place: str = ""

    def covers(self, day: date) -> bool:
        return self.begins <= day <= self.last

    @property
    def begins(self) -> date:
        return self.starts_on or date.min

    @property
    def last(self) -> date:
        return self.ends_on or date.max


def overlapping(periods: Iterable[Period]) -> list[tuple[Period, Period]]:
    """Every two that have a day in common, the earlier first."""
    ordered = sorted(periods, key=lambda period: (period.begins, period.last))
    return [
        (first, second)
        for number, first in enumerate(ordered)
        for second in ordered[number + 1 :]
        if second.begins <= first.last
    ]


class Standing(StrEnum):
    """What somebody was to an organization on a day; the first alone counts as official there."""

    OFFICIAL = "official"  # đảng viên chính thức
    PROBATIONARY = "probationary"  # đảng viên dự bị
    AWAY = "away"  # tạm thời chuyển sinh hoạt đi
    EXEMPTED = "exempted"  # được miễn công tác và sinh hoạt
    SUSPENDED = "suspended"  # bị đình chỉ sinh hoạt
    INCOMING_TEMPORARY = "incoming_temporary"  # sinh hoạt tạm thời, chính thức ở nơi khác
    NOT_ADMITTED = "not_admitted"  # chưa vào Đảng
    NOT_HERE_YET = "not_here_yet"  # chưa chuyển đến
    NOT_RECORDED = "not_recorded"  # ngày đó chưa có, hoặc không có ghi chép
    GONE = "gone"  # đã chuyển đi, từ trần, ra khỏi Đảng


@dataclass(frozen=True, slots=True)
class StandingOn:
    """Somebody's standing on a day and why.

    ``since`` is its first day, ``until`` its last, as far as they are known.
    ``place`` is the other organization, ``end`` why she is gone.
    """

    standing: Standing
    since: date | None = None
    until: date | None = None
    place: str = ""
    end: MembershipEnd | None = None

    @property
    def is_counted(self) -> bool:
        """Official member of this organization, taking part in it, on that day."""
        return self.standing is Standing.OFFICIAL

    @property
    def is_on_roll(self) -> bool:
        """In the organization on that day, whether counted or not."""
        return self.standing.value in set(MembershipStatus)


def standing_on(periods: Sequence[Period], day: date) -> StandingOn:
    """What somebody with these ``periods`` (none overlap) was on ``day``.

    Only an official member takes part as one (E-030); the others have the reason why not. Who
    has no official day yet is probationary, however long ago she was admitted (E-032). No period
    at all is `NOT_RECORDED`. The days of a record count before its first day too: a list that
    says "admitted 2008, official 2009" tells that she was probationary between.
    """
    found = next((period for period in periods if period.covers(day)), None)
    if found is not None:
        return _within(found, periods, day)
    before = [period for period in periods if period.last < day]
    if before:
        return _after(max(before, key=lambda period: period.last), periods, day)
    if not periods:
        return StandingOn(Standing.NOT_RECORDED)
    return _ahead(min(periods, key=lambda period: period.begins), day)


def _within(found: Period, periods: Sequence[Period], day: date) -> StandingOn:
    standing = Standing(found.status.value)
    if found.status not in _OWN:
        return StandingOn(standing, found.starts_on, found.ends_on, found.place)
    if found.admitted_on is not None and day < found.admitted_on:
        return StandingOn(Standing.NOT_ADMITTED, until=_before(found.admitted_on))
    becomes_official = found.official_on is not None and day < found.official_on
    if becomes_official or found.status is MembershipStatus.PROBATIONARY:
        return _probationary(found, periods, day)
    return StandingOn(standing, found.starts_on, found.ends_on)


def _probationary(found: Period, periods: Sequence[Period], day: date) -> StandingOn:
    """``until`` is the day before the first as an official member, if that one is known."""
    later = [
        period.begins
        for period in periods
        if period.begins > day and period.status is MembershipStatus.OFFICIAL
    ]
    known = [*later, *([found.official_on] if found.official_on else [])]
    next_on = min((official for official in known if official > day), default=None)
    since = found.starts_on or found.admitted_on
    return StandingOn(Standing.PROBATIONARY, since, _before(next_on))


def _after(last: Period, periods: Sequence[Period], day: date) -> StandingOn:
    """Nothing covers ``day``: she is gone, or nothing was recorded in between."""
    gone_on = last.last + timedelta(days=1)
    if last.end is not None:
        return StandingOn(Standing.GONE, since=gone_on, place=last.end_place, end=last.end)
    again = min((period.begins for period in periods if period.begins > day), default=None)
    return StandingOn(Standing.NOT_RECORDED, since=gone_on, until=_before(again))


def _ahead(first: Period, day: date) -> StandingOn:
    """``day`` lies before everything that is recorded."""
    if first.admitted_on is not None and day < first.admitted_on:
        return StandingOn(Standing.NOT_ADMITTED, until=_before(first.admitted_on))
    came = {MembershipChange.TRANSFERRED_IN, MembershipChange.CAME_FOR_A_TIME}
    if first.change in came:
        until = _before(first.starts_on)
        return StandingOn(Standing.NOT_HERE_YET, until=until, place=first.place)
    official_on = first.official_on
    if first.admitted_on is not None and official_on is not None and day < official_on:
        return StandingOn(Standing.PROBATIONARY, first.admitted_on, _before(official_on))
    return StandingOn(Standing.NOT_RECORDED, until=_before(first.starts_on))


def _before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None
