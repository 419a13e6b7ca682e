"""News (tin, bài): draft → checked → published, each step by somebody else.

The workflow is the house's default; no regulation sets it.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from daihoi.rules.findings import Basis, Finding

WORKFLOW = Basis("Quy trình mặc định của phần mềm", "soạn, kiểm tra, đăng do ba người")


class NewsState(StrEnum):
    DRAFT = "draft"  # đang soạn
    SUBMITTED = "submitted"  # chờ kiểm tra
    CHECKED = "checked"  # đã kiểm tra, chờ đăng
    PUBLISHED = "published"  # đã đăng


class NewsEvent(StrEnum):
    SUBMIT = "submit"  # gửi kiểm tra
    CHECK = "check"  # xác nhận đã kiểm tra
    RETURN = "return"  # trả lại kèm nhận xét
    PUBLISH = "publish"  # đăng


class NewsKind(StrEnum):
    PREPARATION = "preparation"  # tin chuẩn bị đại hội
    CONGRESS = "congress"  # tin đại hội
    RESULT = "result"  # tin kết quả đại hội
    OTHER = "other"  # tin khác của chi bộ


_AFTER: Mapping[tuple[NewsState, NewsEvent], NewsState] = {
    (NewsState.DRAFT, NewsEvent.SUBMIT): NewsState.SUBMITTED,
    (NewsState.SUBMITTED, NewsEvent.CHECK): NewsState.CHECKED,
    (NewsState.SUBMITTED, NewsEvent.RETURN): NewsState.DRAFT,
    (NewsState.CHECKED, NewsEvent.RETURN): NewsState.DRAFT,
    (NewsState.CHECKED, NewsEvent.PUBLISH): NewsState.PUBLISHED,
}


def events_in(state: NewsState) -> list[NewsEvent]:
    """What may happen to a text in this state."""
    return [event for (at, event) in _AFTER if at is state]


def after(state: NewsState, event: NewsEvent) -> NewsState | None:
    """The state that follows; None where the event has no place."""
    return _AFTER.get((state, event))


def may_check(who: int, *, writers: Collection[int]) -> list[Finding]:
    """Who wrote any of it does not check it. People are given by number."""
    return [Finding("checks_own", WORKFLOW)] if who in writers else []


def may_publish(who: int, *, writers: Collection[int], checker: int) -> list[Finding]:
    """Neither who wrote nor who checked publishes."""
    if who in writers:
        return [Finding("publishes_own", WORKFLOW)]
    return [Finding("publishes_checked", WORKFLOW)] if who == checker else []
