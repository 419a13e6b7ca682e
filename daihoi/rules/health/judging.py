"""Whether a congress may be held under the measures in force, or what else is to be done (P70, P71)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import ceil

from daihoi.rules.findings import Basis, Finding
from daihoi.rules.health.measures import Effect, Measure, parameters

BALLOT = Basis("Mặc định của phần mềm")


class Answer(StrEnum):
    """What the house answers, from the mildest."""

    ALLOWED = "allowed"  # được tổ chức
    SPLIT = "split"  # chia phòng
    ONLINE = "online"  # một phần trực tuyến
    WRITTEN = "written"  # lấy ý kiến bằng văn bản
    POSTPONE = "postpone"  # hoãn


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is planned to be there; staff serve and are no members. ``rooms`` that can be used at once."""

    members: int
    staff: int = 0
    guests: int = 0
    rooms: int = 1
    has_secret_ballot: bool = True

    @property
    def total(self) -> int:
        return self.members + self.staff + self.guests


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer with its reasons, and what else could be done; the limits are the strictest."""

    answer: Answer
    findings: tuple[Finding, ...]
    others: tuple[Answer, ...] = ()
    max_per_room: int | None = None
    min_distance_cm: int | None = None
    mask: bool = False


def judge(attendance: Attendance, measures: Sequence[Measure]) -> Judgement:
    """Compare the planned attendance with the measures in force on day D.

    A ban or an ordered postponement postpones. Over the limit a congress with a secret ballot is
    postponed by default, for a ballot is not replaced by asking in writing (P71); without one the
    people are split over rooms, asked in writing where that is ordered, else a part is online.
    """
    rooms = [m.max_per_room for m in measures if m.max_per_room is not None]
    distances = [m.min_distance_cm for m in measures if m.min_distance_cm is not None]
    findings = [_finding(measure, attendance) for measure in measures]
    answer, others = _answer(attendance, measures, min(rooms, default=None))
    if answer is Answer.POSTPONE and attendance.has_secret_ballot and not _is_ordered(measures):
        findings.append(Finding("secret_ballot", BALLOT))
    return Judgement(
        answer=answer,
        findings=tuple(finding for finding in findings if finding is not None),
        others=others,
        max_per_room=min(rooms, default=None),
        min_distance_cm=max(distances, default=None),
        mask=any(measure.mask for measure in measures),
    )


def has_fever(degrees: Decimal) -> bool:
    """At or above the threshold; whose number no source confirms."""
    return degrees >= Decimal(parameters().fever_threshold)


def kept_until(target_on: date) -> date:
    """The last day on which health declarations may still be kept."""
    return date.fromordinal(target_on.toordinal() + parameters().retention_days)


def _answer(
    attendance: Attendance, measures: Sequence[Measure], limit: int | None
) -> tuple[Answer, tuple[Answer, ...]]:
    if _is_ordered(measures):
        return Answer.POSTPONE, ()
    asks = _asks_in_writing(attendance, measures)
    is_over = limit is not None and attendance.total > limit
    if not asks and not is_over:
        return Answer.ALLOWED, ()
    ways = []
    if limit and attendance.rooms >= ceil(attendance.total / limit):
        ways.append(Answer.SPLIT)
    if asks:
        ways.insert(0, Answer.WRITTEN)
    if not asks:
        ways.append(Answer.ONLINE)
    if attendance.has_secret_ballot:
        return Answer.POSTPONE, tuple(way for way in ways if way is not Answer.WRITTEN)
    return ways[0], tuple(ways[1:])


def _is_ordered(measures: Sequence[Measure]) -> bool:
    return any(each.effect in {Effect.BANNED, Effect.POSTPONED} for each in measures)


def _asks_in_writing(attendance: Attendance, measures: Sequence[Measure]) -> bool:
    above = [m.written_above for m in measures if m.written_above is not None]
    if any(attendance.members > number for number in above):
        return True
    return any(m.effect is Effect.WRITTEN and m.written_above is None for m in measures)


def _finding(measure: Measure, attendance: Attendance) -> Finding | None:
    """What one measure means for this attendance; each names its paper."""
    facts: dict[str, str | int | date] = {
        "paper": measure.title,
        "issuer": measure.issuer,
        "summary": measure.summary,
    }
    if measure.ends_on is not None and not measure.is_end_assumed:
        facts["ends_on"] = measure.ends_on
    if measure.number and measure.is_issue_sure:
        facts |= {"number": measure.number, "issued_on": measure.issued_on}
    if measure.effect is Effect.RESUMED:
        return Finding("resumed", measure.basis, facts)
    if measure.effect in {Effect.BANNED, Effect.POSTPONED}:
        return Finding(measure.effect.value, measure.basis, facts)
    if measure.max_per_room is not None and attendance.total > measure.max_per_room:
        numbers = {"total": attendance.total, "limit": measure.max_per_room}
        return Finding("too_many", measure.basis, facts | numbers)
    if measure.effect is Effect.WRITTEN:
        return Finding("written", measure.basis, facts)
    return Finding("advised" if measure.max_per_room is None else "within", measure.basis, facts)
