"""An item of a programme as plain values, and the clock that follows from minutes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

MINUTES_A_DAY = 24 * 60


class Session(StrEnum):
    RECEPTION = "reception"  # đón tiếp
    PREPARATORY = "preparatory"  # phiên trù bị
    OFFICIAL = "official"  # phiên chính thức


class Block(StrEnum):
    """Business that a superior may leave out of a congress (P8)."""

    REVIEW = "review"  # kiểm điểm, tổng kết nghị quyết
    DIRECTIONS = "directions"  # phương hướng, thảo luận
    SUPERIOR_DRAFTS = "superior_drafts"  # góp ý văn kiện cấp trên
    ELECTIONS = "elections"  # bầu cử


class Does(StrEnum):
    """What an item is for, where a check of P58 or the minutes ask."""

    QUORUM = "quorum"  # xác nhận đủ số đảng viên
    PRESIDIUM = "presidium"  # bầu đoàn chủ tịch
    LIST = "list"  # biểu quyết danh sách bầu cử
    TELLERS = "tellers"  # bầu ban kiểm phiếu
    SPEECHES = "speeches"  # tham luận
    ADDRESS = "address"  # phát biểu chỉ đạo của cấp trên, đáp từ
    ACTION_PROGRAMME = "action_programme"  # chương trình hành động
    RESOLUTION = "resolution"  # thông qua nghị quyết
    CLOSING = "closing"  # bế mạc


class Vote(StrEnum):
    HANDS = "H"  # giơ tay, giơ thẻ đảng viên
    BALLOT = "S"  # bỏ phiếu kín


ORDER = {session: place for place, session in enumerate(Session)}


@dataclass(frozen=True, slots=True)
class Item:
    """One item. ``minutes`` >= 0; ``votes`` are letters of `Vote` in their order; ``key`` is stable."""

    key: str
    title: str
    session: Session
    minutes: int
    introduced: str = ""
    performed: str = ""
    uses: tuple[str, ...] = ()
    votes: str = ""
    does: frozenset[Does] = frozenset()
    block: Block | None = None
    code: str = ""
    note: str = ""


def running_order(items: Iterable[Item], *, left_out: Iterable[Block] = ()) -> list[Item]:
    """Items as they run: by session, each in its own order, switched-off business left out (P8).

    Items of a preparatory session that is not held come first in the official one all the same
    (P49); `shown_session` says where they are shown.
    """
    off = frozenset(left_out)
    kept = [item for item in items if item.block not in off or item.block is None]
    return sorted(kept, key=lambda item: ORDER[item.session])


def shown_session(session: Session, *, has_preparatory: bool) -> Session:
    """The session an item stands under (P49)."""
    if session is Session.PREPARATORY and not has_preparatory:
        return Session.OFFICIAL
    return session


def clock_times(starts_at: time, minutes: Sequence[int]) -> list[time]:
    """When each item begins; one more at the end for when all is over. Midnight is passed silently."""
    at = starts_at.hour * 60 + starts_at.minute
    times = []
    for length in (*minutes, 0):
        times.append(time(at // 60 % 24, at % 60))
        at += length
    return times


def length_between(starts_at: time, ends_at: time) -> int:
    """Minutes from one clock time to a later one of the same day; negative if it is earlier."""
    return (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute
