"""A programme as it runs: what is now and next, when the rest will be, what may be cut, what a change breaks.

Moments are aware datetimes of one clock, the server's. A `Line` whose item was shortened carries the
minutes of today; lines stand in the order of the day. Start with `timed`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from daihoi.rules.findings import Basis, Finding
from daihoi.rules.programme.checks import (
    ACTION_PROGRAMME,
    HOUSE,
    check_order,
    names_action_programme,
)
from daihoi.rules.programme.defaults import epidemic
from daihoi.rules.programme.items import ORDER, Does, Item, Session, Vote

SESSIONS = Basis("Hướng dẫn 01-HD/TW", "mục 14 (nội dung phiên chính thức)")
# Not done even for a reason; anything else that P58 finds is told, and kept with the change.
FORBIDDEN = frozenset(
    {
        "no_quorum",
        "presidium_late",
        "tellers_late",
        "list_late",
        "action_programme_voted",
        "official_early",
    }
)
# What has been done in fact makes the place of its item in the programme unimportant.
_SETTLED_BY = {
    "no_quorum": Does.QUORUM,
    "presidium_late": Does.PRESIDIUM,
    "tellers_late": Does.TELLERS,
    "list_late": Does.LIST,
}
# Findings about one item each; the others are about the whole order.
_OF_AN_ITEM = frozenset({"presidium_late", "action_programme_voted", "official_early"})
COUNTED_IN = "kind:BBKP"  # the minutes of a count
SECRETARIES = ("thư ký đại hội", "đoàn thư ký", "bầu thư ký")


class Phase(StrEnum):
    DONE = "done"  # đã xong
    NOW = "now"  # đang làm
    AHEAD = "ahead"  # chưa đến
    SKIPPED = "skipped"  # không làm


class Act(StrEnum):
    """What has to be done elsewhere while an item runs."""

    ROLL = "roll"  # xác nhận danh sách, số người dự
    PRESIDIUM = "presidium"  # bầu đoàn chủ tịch
    SECRETARIAT = "secretariat"  # bầu thư ký
    TELLERS = "tellers"  # bầu ban kiểm phiếu
    LIST = "list"  # số lượng, danh sách bầu cử
    BALLOT = "ballot"  # bỏ phiếu, kiểm phiếu
    SPEECHES = "speeches"  # tham luận, phát biểu
    RESOLUTION = "resolution"  # nghị quyết
    HANDS = "hands"  # biểu quyết khác


@dataclass(frozen=True, slots=True)
class Line:
    """An item on its day. ``item.minutes`` is what it is to take today."""

    item: Item
    started_at: datetime | None = None
    ended_at: datetime | None = None
    is_skipped: bool = False

    @property
    def phase(self) -> Phase:
        if self.is_skipped:
            return Phase.SKIPPED
        if self.started_at is None:
            return Phase.AHEAD
        return Phase.NOW if self.ended_at is None else Phase.DONE

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.item.minutes)


@dataclass(frozen=True, slots=True)
class Slot:
    """When an item ran or is expected to; both None where it is skipped."""

    starts: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """All lines re-timed. ``over``: whole minutes beyond the planned end, negative if earlier."""

    slots: tuple[Slot, ...]
    now: int | None  # places in the lines
    next: int | None
    ends: datetime
    over: int

    @property
    def is_done(self) -> bool:
        return self.now is None and self.next is None


@dataclass(frozen=True, slots=True)
class Cut:
    """Minutes that an item ahead could give back; ``to`` 0: leave it out."""

    key: str
    title: str
    minutes: int
    to: int

    @property
    def saves(self) -> int:
        return self.minutes - self.to


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change of the order breaks that held before it."""

    forbidden: tuple[Finding, ...]
    warned: tuple[Finding, ...]


def timed(lines: Sequence[Line], *, begins: datetime, planned_end: datetime, at: datetime) -> Day:
    """When each line ran or will, looked at ``at``; before anything ran it begins at ``begins``.

    What runs takes its minutes, or goes on until now; the rest follows without a gap. A clock
    behind the last stamp counts as that stamp.
    """
    now = place_of(lines, Phase.NOW)
    last = last_stamp(lines)
    cursor = max(at, begins) if last is None else max(at, last)
    if now is not None:
        cursor = max(cursor, _started(lines[now]) + lines[now].length)
    is_done = now is None and place_of(lines, Phase.AHEAD) is None
    ends = last if is_done and last is not None else cursor
    slots = []
    for line in lines:
        if line.phase is Phase.AHEAD:
            slots.append(Slot(ends, ends + line.length))
            ends += line.length
        elif line.phase is Phase.SKIPPED:
            slots.append(Slot())
        else:
            slots.append(Slot(line.started_at, line.ended_at or cursor))
    over = int((ends - planned_end).total_seconds() / 60)
    return Day(tuple(slots), now, place_of(lines, Phase.AHEAD), ends, over)


def place_of(lines: Sequence[Line], phase: Phase) -> int | None:
    """The first line in this phase."""
    return next((n for n, line in enumerate(lines) if line.phase is phase), None)


def last_stamp(lines: Sequence[Line]) -> datetime | None:
    """The latest moment that was stamped; None before anything began."""
    stamps = (moment for line in lines for moment in (line.started_at, line.ended_at))
    return max((moment for moment in stamps if moment is not None), default=None)


def clock_behind(lines: Sequence[Line], at: datetime) -> Finding | None:
    """A clock that shows less than the last stamp: moved, or moved back."""
    last = last_stamp(lines)
    if last is None or at >= last:
        return None
    minutes = int((last - at).total_seconds() // 60)
    return Finding("clock_behind", HOUSE, {"minutes": minutes})


def pressed(lines: Sequence[Line], at: datetime) -> list[Line]:
    """The one key: what runs ends, what is next begins, at one moment.

    ``ValueError`` where nothing is left, or for a clock behind the last stamp.
    """
    now, upcoming = place_of(lines, Phase.NOW), place_of(lines, Phase.AHEAD)
    if now is None and upcoming is None:
        raise ValueError("nothing is left")
    done = list(lines) if now is None else stopped(lines, at)
    if upcoming is None:
        return done
    return began(done, upcoming, at)


def stopped(lines: Sequence[Line], at: datetime) -> list[Line]:
    """What runs ends and nothing begins: a pause. ``ValueError`` where nothing runs."""
    now = place_of(lines, Phase.NOW)
    if now is None:
        raise ValueError("nothing runs")
    _require_clock(lines, at)
    return _with(lines, now, replace(lines[now], ended_at=at))


def began(lines: Sequence[Line], place: int, at: datetime) -> list[Line]:
    """A line ahead begins. ``ValueError`` while another runs, or if it is not ahead."""
    if place_of(lines, Phase.NOW) is not None or lines[place].phase is not Phase.AHEAD:
        raise ValueError("it cannot begin")
    _require_clock(lines, at)
    return _with(lines, place, replace(lines[place], started_at=at))


def stepped_back(lines: Sequence[Line]) -> list[Line]:
    """The last press taken back: what it began is ahead again, what it ended runs on.

    ``ValueError`` before the first press.
    """
    now, last = place_of(lines, Phase.NOW), last_stamp(lines)
    if last is None:
        raise ValueError("nothing was pressed")
    back, pressed_at = list(lines), last
    if now is not None:
        pressed_at = _started(lines[now])
        back = _with(back, now, replace(lines[now], started_at=None))
    ended = [n for n, line in enumerate(back) if line.ended_at == pressed_at]
    return _with(back, ended[-1], replace(back[ended[-1]], ended_at=None)) if ended else back


def stamp_broken(
    lines: Sequence[Line],
    place: int,
    started_at: datetime,
    ended_at: datetime | None,
    *,
    at: datetime,
) -> Finding | None:
    """Why a line cannot have run from ``started_at`` to ``ended_at`` (None: it still runs).

    Nobody stamps the future, unless the clock itself stands behind a stamp.
    """
    title = lines[place].item.title
    if ended_at is not None and ended_at < started_at:
        return Finding("ends_before_start", HOUSE, {"title": title})
    others = [line for n, line in enumerate(lines) if n != place and line.started_at is not None]
    last = last_stamp(lines)
    if (last is None or at >= last) and max(started_at, ended_at or started_at) > at:
        return Finding("in_future", HOUSE, {"title": title})
    for line in others:
        if ended_at is None and line.ended_at is None:
            return Finding("two_running", HOUSE, {"title": title, "other": line.item.title})
        is_before = line.ended_at is not None and line.ended_at <= started_at
        is_after = ended_at is not None and ended_at <= _started(line)
        if not is_before and not is_after:
            return Finding("overlaps", HOUSE, {"title": title, "other": line.item.title})
    return None


def cuts(lines: Sequence[Line], over: int) -> list[Cut]:
    """What ahead may be shortened to win ``over`` minutes back, breaks first, then the longest saving.

    No item goes below the short variant of the house (P62), one of the day's own below half.
    Votes, ballots and counts are never cut.
    """
    if over <= 0:
        return []
    found = []
    for line in lines:
        least = _least(line.item)
        if line.phase is Phase.AHEAD and least is not None and least < line.item.minutes:
            to = max(least, line.item.minutes - over)
            found.append(Cut(line.item.key, line.item.title, line.item.minutes, to))
    least_of = {line.item.key: _least(line.item) for line in lines}
    return sorted(found, key=lambda cut: (least_of[cut.key] != 0, -cut.saves))


def judge_order(
    before: Sequence[Item], after: Sequence[Item], *, settled: Collection[Does] = ()
) -> Verdict:
    """What P58 finds in the new order and not in the old one; skipped items stand in neither.

    ``settled``: what has been done in fact, wherever its item stands.
    """
    known = {_name(each) for each in (*check_order(before), *_sessions(before))}
    found = [*check_order(after), *_sessions(after)]
    new = [
        each
        for each in found
        if _name(each) not in known and _SETTLED_BY.get(each.code) not in settled
    ]
    return Verdict(
        tuple(each for each in new if each.code in FORBIDDEN),
        tuple(each for each in new if each.code not in FORBIDDEN),
    )


def joined_session(own: Session, other: Session) -> Session:
    """The session of an item that is put beside another: never an earlier one than its own."""
    return max(own, other, key=ORDER.__getitem__)


def not_to_be_voted(subject: str) -> Finding | None:
    """The action programme is discussed and not voted; a resolution that mentions it may be."""
    if names_action_programme(subject) and "nghị quyết" not in subject.lower():
        return Finding("action_programme_voted", ACTION_PROGRAMME, {"title": subject})
    return None


def closes_session(lines: Sequence[Line], place: int) -> bool:
    """Whether nothing of its session is left once this line is over."""
    session = lines[place].item.session
    return not any(
        line.item.session is session and line.phase in {Phase.AHEAD, Phase.NOW}
        for n, line in enumerate(lines)
        if n != place
    )


def acts_of(item: Item) -> list[Act]:
    """What an item asks to be done, in the order it is done."""
    by_does = {
        Does.QUORUM: Act.ROLL,
        Does.PRESIDIUM: Act.PRESIDIUM,
        Does.LIST: Act.LIST,
        Does.TELLERS: Act.TELLERS,
        Does.SPEECHES: Act.SPEECHES,
        Does.RESOLUTION: Act.RESOLUTION,
    }
    acts = [act for does, act in by_does.items() if does in item.does]
    title = item.title.lower()
    hands = Vote.HANDS in item.votes
    if hands and Act.PRESIDIUM not in acts and any(words in title for words in SECRETARIES):
        acts.append(Act.SECRETARIAT)
    if hands and "số lượng" in title and "kind:DANS" in item.uses:
        acts.append(Act.LIST)
    if Vote.BALLOT in item.votes or COUNTED_IN in item.uses:
        acts.append(Act.BALLOT)
    if hands and not set(acts) - {Act.ROLL, Act.SPEECHES}:
        acts.append(Act.HANDS)
    return acts


def _least(item: Item) -> int | None:
    """The fewest minutes an item may be left with; None where it is not cut."""
    if item.votes or COUNTED_IN in item.uses:
        return None
    short = epidemic().minutes.get(item.code)
    return -(-item.minutes // 2) if short is None else short


def _sessions(items: Sequence[Item]) -> Iterator[Finding]:
    """What belongs to the official session waits for the preparatory one; not the other way (P49)."""
    sessions = [item.session for item in items]
    if Session.PREPARATORY not in sessions:
        return
    last = len(sessions) - sessions[::-1].index(Session.PREPARATORY)
    for item in items[:last]:
        if item.session is Session.OFFICIAL:
            yield Finding("official_early", SESSIONS, {"key": item.key, "title": item.title})


def _name(finding: Finding) -> tuple[str, str]:
    key = str(finding.facts.get("key", "")) if finding.code in _OF_AN_ITEM else ""
    return finding.code, key


def _started(line: Line) -> datetime:
    if line.started_at is None:
        raise ValueError("it has not begun")
    return line.started_at


def _with(lines: Sequence[Line], place: int, line: Line) -> list[Line]:
    return [line if n == place else each for n, each in enumerate(lines)]


def _require_clock(lines: Sequence[Line], at: datetime) -> None:
    if clock_behind(lines, at) is not None:
        raise ValueError("the clock is behind the last stamp")
