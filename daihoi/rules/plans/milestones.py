"""Milestones: who answers for them, when they are due, and what must come before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAY_D = ""  # what an offset is counted from when it names no milestone
WEEKEND = 5  # Saturday; Sunday is 6


class Responsible(StrEnum):
    """Who answers for a milestone; subcommittees by what they are for."""

    COMMITTEE = "committee"  # chi ủy
    SECRETARY = "secretary"  # bí thư
    DOCUMENTS = "documents"  # tiểu ban văn kiện
    PERSONNEL = "personnel"  # tiểu ban nhân sự
    PROPAGANDA_LOGISTICS = "propaganda_logistics"  # tiểu ban tuyên truyền, hậu cần
    STAFF = "staff"  # bộ phận giúp việc
    UNITS = "units"  # các phòng
    MEMBERS = "members"  # toàn thể đảng viên
    PRESIDIUM = "presidium"  # đoàn chủ tịch
    SECRETARIAT = "secretariat"  # thư ký
    NEW_COMMITTEE = "new_committee"  # chi ủy khóa mới
    SUPERIOR = "superior"  # cấp ủy cấp trên


class Meaning(StrEnum):
    """What a milestone is to the software, whatever it is called or numbered."""

    NONE = ""
    SUBCOMMITTEES = "subcommittees"  # quyết định thành lập tiểu ban
    APPROVAL = "approval"  # cấp trên phê duyệt
    CONVENING = "convening"  # triệu tập, mời
    LAST_REVISION = "last_revision"  # chỉnh sửa lần cuối
    SCRIPT = "script"  # hoàn thiện kịch bản
    PREPARATORY_SESSION = "preparatory_session"  # phiên trù bị
    OFFICIAL_SESSION = "official_session"  # phiên chính thức
    RESULT_REPORT = "result_report"  # báo cáo kết quả
    CONFIRMATION = "confirmation"  # chuẩn y


class Certainty(StrEnum):
    """How sure a date limit is."""

    SOURCED = "C"  # có nguồn xác nhận
    DEFAULT = "D"  # mặc định của mẫu
    UNCONFIRMED = "U"  # chưa có nguồn xác nhận


@dataclass(frozen=True, slots=True)
class Offset:
    """So many days (or working days) after a milestone, or after day D; negative is before."""

    days: int
    working_days: bool = False
    counted_from: str = DAY_D  # a milestone's code

    def __str__(self) -> str:
        """Such as "D-14", "D", "M33+15 WD"."""
        number = f"{self.days:+d}" if self.days else ""
        return f"{self.counted_from or 'D'}{number}{' WD' if self.working_days else ''}"


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One milestone of a template; ``after`` are codes of rows that must be done before it."""

    code: str
    name: str
    offset: Offset
    responsible: tuple[Responsible, ...]
    output: str = ""
    superior_action: str = ""
    after: tuple[str, ...] = ()
    meaning: Meaning = Meaning.NONE
    basis: str = ""
    certainty: Certainty = Certainty.DEFAULT


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a template: ``code`` is stable, ``row`` counts from 0."""

    code: str  # twice, unknown_predecessor, unknown_anchor, loop, no_name, no_responsible
    row: int
    facts: Mapping[str, str]


def planned_days(
    offsets: Mapping[str, Offset],
    day: date,
    *,
    holidays: Collection[date],
    actual: Mapping[str, date] | None = None,
) -> dict[str, date]:
    """When each milestone (by code) is due if the congress opens on ``day``.

    Working days skip Saturdays, Sundays and ``holidays``; one that falls on such a day moves to
    the next working day (P35). An offset counted from a milestone that is done counts from its
    ``actual`` day. ``ValueError`` for a loop or an unknown milestone in ``counted_from``.
    """
    found: dict[str, date] = {}
    done = actual or {}
    for code in offsets:
        chain: list[str] = []
        at = code
        while at not in found:
            if at in chain:
                raise ValueError(f"{at} is counted from itself")
            if at not in offsets:
                raise ValueError(f"nothing is called {at}")
            chain.append(at)
            anchor = offsets[at].counted_from
            if anchor == DAY_D or anchor in done:
                break
            at = anchor
        for at in reversed(chain):
            offset = offsets[at]
            anchor = offset.counted_from
            start = day if anchor == DAY_D else done.get(anchor) or found[anchor]
            found[at] = shifted(start, offset.days, offset.working_days, holidays)
    return found


def shifted(start: date, days: int, working_days: bool, holidays: Collection[date]) -> date:  # noqa: FBT001 - the pair is an offset
    """``days`` after ``start``; the day itself is not counted (deadlines "sau khi")."""
    if not working_days:
        return start + timedelta(days=days)
    step = timedelta(days=1 if days >= 0 else -1)
    found = start
    left = abs(days)
    while left:
        found += step
        if is_working_day(found, holidays):
            left -= 1
    while not is_working_day(found, holidays):
        found += timedelta(days=1)
    return found


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Neither Saturday nor Sunday nor one of ``holidays``."""
    return day.weekday() < WEEKEND and day not in holidays


def unfinished_before(
    code: str, after: Mapping[str, Iterable[str]], done: Collection[str]
) -> list[str]:
    """The direct predecessors of ``code`` that are not done: it may not be finished yet (S17)."""
    return [before for before in after.get(code, ()) if before not in done]


def find_loop(after: Mapping[str, Iterable[str]]) -> list[str]:
    """Codes that wait for each other, in order and closed ("M2", "M3", "M2"); [] if none do."""
    finished: set[str] = set()
    for start in after:
        path: list[str] = []
        trail: list[tuple[str, list[str]]] = [(start, list(after.get(start, ())))]
        path.append(start)
        while trail:
            at, left = trail[-1]
            if not left:
                finished.add(at)
                trail.pop()
                path.pop()
                continue
            following = left.pop()
            if following in path:
                return [*path[path.index(following) :], following]
            if following not in finished:
                path.append(following)
                trail.append((following, list(after.get(following, ()))))
    return []


def check_rows(rows: Sequence[TemplateRow]) -> list[RowProblem]:
    """Everything that keeps these rows from being a plan; [] if nothing does."""
    first: dict[str, int] = {}
    problems = []
    for number, row in enumerate(rows):
        if row.code in first:
            facts = {"code": row.code, "first": str(first[row.code] + 1)}
            problems.append(RowProblem("twice", number, facts))
        first.setdefault(row.code, number)
        if not row.name:
            problems.append(RowProblem("no_name", number, {"code": row.code}))
        if not row.responsible:
            problems.append(RowProblem("no_responsible", number, {"code": row.code}))
    return problems + _unknown_codes(rows, first) + _loops(rows, first)


def _unknown_codes(rows: Sequence[TemplateRow], known: Collection[str]) -> list[RowProblem]:
    problems = []
    for number, row in enumerate(rows):
        named = [("unknown_predecessor", before) for before in row.after]
        if row.offset.counted_from:
            named.append(("unknown_anchor", row.offset.counted_from))
        problems += [
            RowProblem(code, number, {"code": row.code, "unknown": name})
            for code, name in named
            if name not in known
        ]
    return problems


def _loops(rows: Sequence[TemplateRow], first: Mapping[str, int]) -> list[RowProblem]:
    order = {row.code: row.after for row in rows}
    anchors = {row.code: tuple(filter(None, [row.offset.counted_from])) for row in rows}
    loops = [find_loop(links) for links in (order, anchors)]
    return [
        RowProblem("loop", first.get(loop[0], 0), {"code": loop[0], "loop": " → ".join(loop)})
        for loop in loops
        if loop
    ]
