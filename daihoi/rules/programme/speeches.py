"""Prepared speeches (tham luận, S43): their states as a table, and words against minutes."""

import re
from collections.abc import Mapping
from enum import StrEnum

from daihoi.rules.programme.defaults import speech_measure

_WORD = re.compile(r"\w+", re.UNICODE)


class SpeechState(StrEnum):
    REGISTERED = "registered"  # đã đăng ký
    DRAFT = "draft"  # đã có bài
    REVIEWED = "reviewed"  # đã xem, đề nghị duyệt
    APPROVED = "approved"  # đã duyệt
    RETURNED = "returned"  # trả lại để sửa


class SpeechEvent(StrEnum):
    WRITE = "write"  # viết, sửa bài
    REVIEW = "review"  # xem xong, đề nghị duyệt
    APPROVE = "approve"  # duyệt
    RETURN = "return"  # trả lại, kèm ý kiến
    REOPEN = "reopen"  # mở lại bài đã duyệt


_AFTER: Mapping[tuple[SpeechState, SpeechEvent], SpeechState] = {
    (SpeechState.REGISTERED, SpeechEvent.WRITE): SpeechState.DRAFT,
    (SpeechState.DRAFT, SpeechEvent.WRITE): SpeechState.DRAFT,
    (SpeechState.RETURNED, SpeechEvent.WRITE): SpeechState.DRAFT,
    (SpeechState.REVIEWED, SpeechEvent.WRITE): SpeechState.DRAFT,
    (SpeechState.DRAFT, SpeechEvent.REVIEW): SpeechState.REVIEWED,
    (SpeechState.DRAFT, SpeechEvent.RETURN): SpeechState.RETURNED,
    (SpeechState.REVIEWED, SpeechEvent.RETURN): SpeechState.RETURNED,
    (SpeechState.DRAFT, SpeechEvent.APPROVE): SpeechState.APPROVED,
    (SpeechState.REVIEWED, SpeechEvent.APPROVE): SpeechState.APPROVED,
    (SpeechState.APPROVED, SpeechEvent.REOPEN): SpeechState.RETURNED,
}


def events_in(state: SpeechState) -> list[SpeechEvent]:
    """What may happen to a speech in this state."""
    return [event for (of, event) in _AFTER if of is state]


def after(state: SpeechState, event: SpeechEvent) -> SpeechState:
    """Where ``event`` leads; ``ValueError`` if it cannot happen in this state."""
    try:
        return _AFTER[state, event]
    except KeyError:
        raise ValueError(f"{event} cannot happen in {state}") from None


def words_in(text: str) -> int:
    """Syllables as Vietnamese writes them, each between spaces."""
    return len(_WORD.findall(text))


def minutes_needed(words: int) -> int:
    """Whole minutes to read so many words aloud, rounded up; the pace is unconfirmed."""
    return -(-words // speech_measure().words_per_minute)
