"""The kinds of meetings (S54, P38) and the states one goes through, as a table."""

from collections.abc import Mapping
from enum import StrEnum


class MeetingKind(StrEnum):
    REGULAR = "regular"  # sinh hoạt thường kỳ
    SPECIAL_TOPIC = "special_topic"  # sinh hoạt chuyên đề
    COMMITTEE = "committee"  # hội nghị chi ủy
    SUBCOMMITTEE = "subcommittee"  # họp tiểu ban
    SUPERIOR_REVIEW = "superior_review"  # làm việc với cấp trên
    REHEARSAL = "rehearsal"  # tổng duyệt
    CONGRESS = "congress"  # đại hội


class MeetingState(StrEnum):
    PLANNED = "planned"  # đang chuẩn bị
    CONVENED = "convened"  # đã mời họp
    OPEN = "open"  # đang họp; họp bằng văn bản: đang lấy ý kiến
    ENDED = "ended"  # đã họp xong
    SIGNED = "signed"  # biên bản đã ký
    CANCELLED = "cancelled"  # không họp nữa


class MeetingEvent(StrEnum):
    CONVENE = "convene"  # mời họp
    RECALL = "recall"  # rút lời mời, chuẩn bị lại (P32)
    OPEN = "open"  # khai mạc
    END = "end"  # bế mạc
    SIGN = "sign"  # chủ trì và người ghi cùng ký biên bản
    CANCEL = "cancel"  # hủy


_AFTER: Mapping[tuple[MeetingState, MeetingEvent], MeetingState] = {
    (MeetingState.PLANNED, MeetingEvent.CONVENE): MeetingState.CONVENED,
    (MeetingState.PLANNED, MeetingEvent.CANCEL): MeetingState.CANCELLED,
    (MeetingState.CONVENED, MeetingEvent.RECALL): MeetingState.PLANNED,
    (MeetingState.CONVENED, MeetingEvent.OPEN): MeetingState.OPEN,
    (MeetingState.CONVENED, MeetingEvent.CANCEL): MeetingState.CANCELLED,
    (MeetingState.OPEN, MeetingEvent.END): MeetingState.ENDED,
    (MeetingState.ENDED, MeetingEvent.SIGN): MeetingState.SIGNED,
}
# The roll may be changed freely; once open, people are only added, with a reason.
BEFORE_OPENING = frozenset({MeetingState.PLANNED, MeetingState.CONVENED})


def after(state: MeetingState, event: MeetingEvent) -> MeetingState | None:
    """The state that follows; None where the event has no place."""
    return _AFTER.get((state, event))


def events_in(state: MeetingState) -> list[MeetingEvent]:
    """What may happen to a meeting in this state."""
    return [event for (at, event) in _AFTER if at is state]
