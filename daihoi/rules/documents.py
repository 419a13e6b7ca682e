"""Documents, their opinion rounds and the answers: states as tables, duties as findings."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from daihoi.rules.findings import Basis, Finding
from daihoi.rules.members import MembershipStatus

REFERENCE = "Tham chiếu nghiệp vụ"
ALL_ANSWERED = Basis(REFERENCE, "S36")  # tiếp thu đầy đủ: no opinion is skipped
ROUND_PERIOD = Basis(REFERENCE, "S34")  # each round has its opening and closing
ANSWER_COLUMNS = Basis(REFERENCE, "văn kiện 7.1")  # columns 10 and 11 of the opinion table
REAL_ANSWERS = Basis(REFERENCE, "O3")  # no table is written from nothing
NO_JUDGEMENT = Basis(REFERENCE, "O5")  # comments on a superior's draft are put together as said


class DocumentState(StrEnum):
    DRAFT = "draft"  # dự thảo
    UNDER_COMMENT = "under_comment"  # đang lấy ý kiến
    COMPLETED = "completed"  # đã hoàn thành, còn chỉnh sửa lần cuối
    LAST_REVISION = "last_revision"  # đang chỉnh sửa lần cuối
    FINAL = "final"  # bản cuối
    ADOPTED = "adopted"  # đã thông qua


class DocumentEvent(StrEnum):
    OPEN_ROUND = "open_round"
    CLOSE_ROUND = "close_round"
    COMPLETE = "complete"
    START_LAST_REVISION = "start_last_revision"
    REOPEN = "reopen"
    FINALISE = "finalise"
    ADOPT = "adopt"


class RoundState(StrEnum):
    OPEN = "open"  # đang lấy ý kiến
    ENDED = "ended"  # đã kết thúc, đang tiếp thu
    CLOSED = "closed"  # đã đóng, mọi ý kiến được trả lời


class RoundEvent(StrEnum):
    END = "end"
    CLOSE = "close"


class OpinionKind(StrEnum):
    """What an opinion wants (loại ý kiến); one may be left unstated."""

    AGREE = "agree"  # đồng ý
    ADD = "add"  # bổ sung
    AMEND = "amend"  # sửa
    DELETE = "delete"  # bỏ
    QUESTION = "question"  # hỏi
    PRESENTATION = "presentation"  # trình bày


class PlaceKind(StrEnum):
    WHOLE = "whole"  # toàn văn
    SECTION = "section"  # phần, mục
    PARAGRAPH = "paragraph"  # đoạn
    WORDS = "words"  # câu chữ được chọn
    TOPIC = "topic"  # nội dung chuẩn bị


class Means(StrEnum):
    ONLINE = "online"  # trực tuyến
    MEETING = "meeting"  # tại cuộc họp
    WRITTEN = "written"  # bằng văn bản


class AnswerResult(StrEnum):
    ACCEPTED = "accepted"  # tiếp thu
    PARTLY = "partly"  # tiếp thu một phần
    NOT_ACCEPTED = "not_accepted"  # không tiếp thu
    NOTED = "noted"  # ghi nhận
    TRANSFERRED = "transferred"  # chuyển nơi khác


_D, _E = DocumentState, DocumentEvent

# S44: draft → under comment → completed → last revision → final → adopted. A closed round goes
# back to the state it was opened from, so its row here is only the answer for a draft.
_DOCUMENT: Mapping[DocumentState, Mapping[DocumentEvent, DocumentState]] = {
    _D.DRAFT: {_E.OPEN_ROUND: _D.UNDER_COMMENT, _E.COMPLETE: _D.COMPLETED},
    _D.UNDER_COMMENT: {_E.CLOSE_ROUND: _D.DRAFT},
    _D.COMPLETED: {
        _E.OPEN_ROUND: _D.UNDER_COMMENT,
        _E.START_LAST_REVISION: _D.LAST_REVISION,
        _E.REOPEN: _D.DRAFT,
    },
    _D.LAST_REVISION: {
        _E.OPEN_ROUND: _D.UNDER_COMMENT,
        _E.FINALISE: _D.FINAL,
        _E.REOPEN: _D.DRAFT,
    },
    _D.FINAL: {_E.ADOPT: _D.ADOPTED},
    _D.ADOPTED: {},
}

# A superior's draft is not ours to complete, revise or adopt: it is commented on.
_SUPERIOR: Mapping[DocumentState, Mapping[DocumentEvent, DocumentState]] = {
    _D.DRAFT: {_E.OPEN_ROUND: _D.UNDER_COMMENT},
    _D.UNDER_COMMENT: {_E.CLOSE_ROUND: _D.DRAFT},
}

_ROUND: Mapping[RoundState, Mapping[RoundEvent, RoundState]] = {
    RoundState.OPEN: {RoundEvent.END: RoundState.ENDED},
    RoundState.ENDED: {RoundEvent.CLOSE: RoundState.CLOSED},
    RoundState.CLOSED: {},
}

_LOCKED = frozenset({DocumentState.FINAL, DocumentState.ADOPTED})

# Who is asked unless the organizer changes it for a person.
_ASKED: Mapping[MembershipStatus, bool] = {
    MembershipStatus.OFFICIAL: True,
    MembershipStatus.PROBATIONARY: True,
    MembershipStatus.EXEMPTED: True,
    MembershipStatus.AWAY: False,
    MembershipStatus.INCOMING_TEMPORARY: True,
    MembershipStatus.SUSPENDED: False,
}


def events_in(state: DocumentState, *, is_superior: bool = False) -> list[DocumentEvent]:
    """What can happen to a document now, in the order a page offers it."""
    return list(_SUPERIOR.get(state, {}) if is_superior else _DOCUMENT[state])


def after(
    state: DocumentState,
    event: DocumentEvent,
    *,
    opened_from: DocumentState = DocumentState.DRAFT,
    is_superior: bool = False,
) -> DocumentState:
    """The state an event leads to; closing a round returns to ``opened_from``.

    ``ValueError`` when the event cannot happen in ``state``, or no round opens from
    ``opened_from``.
    """
    if event not in events_in(state, is_superior=is_superior):
        raise ValueError(f"{event} cannot happen in state {state}")
    if event is not DocumentEvent.CLOSE_ROUND:
        return _DOCUMENT[state][event]
    if DocumentEvent.OPEN_ROUND not in _DOCUMENT[opened_from]:
        raise ValueError(f"no round opens from state {opened_from}")
    return opened_from


def is_editable(state: DocumentState, *, is_superior: bool = False) -> bool:
    """Whether the working version may be changed; "completed" does not lock it (S44)."""
    return state not in _LOCKED and not is_superior


def round_after(state: RoundState, event: RoundEvent) -> RoundState:
    """The state an event leads a round to; ``ValueError`` when it cannot happen."""
    if event not in _ROUND[state]:
        raise ValueError(f"{event} cannot happen in a round that is {state}")
    return _ROUND[state][event]


def round_state_on(state: RoundState, today: date, *, closes_on: date) -> RoundState:
    """The state that counts today: an open round ends by itself after its last day."""
    if state is RoundState.OPEN and today > closes_on:
        return RoundState.ENDED
    return state


def in_audience(status: MembershipStatus | None, *, override: bool | None = None) -> bool:
    """Whether a person is asked in a round; ``status`` is None for a non-member, who never is.

    ``override`` is the organizer's word on this member, None if there is none.
    """
    if status is None:
        return False
    return _ASKED[status] if override is None else override


def check_period(opens_on: date, closes_on: date) -> list[Finding]:
    """A round lasts a day at least: both days count."""
    if closes_on >= opens_on:
        return []
    facts = {"opens_on": opens_on, "closes_on": closes_on}
    return [Finding("period_ends_before_it_starts", ROUND_PERIOD, facts)]


def may_give_opinion(
    state: RoundState,
    *,
    today: date,
    opens_on: date,
    closes_on: date,
    on_paper: bool = False,
    dated: date | None = None,
) -> list[Finding]:
    """What stands against taking an opinion today.

    Once a round has ended only an opinion on paper may be typed in, dated inside the round's
    period and not after today; a closed round takes none.
    """
    if state is RoundState.CLOSED:
        return [Finding("round_closed", ROUND_PERIOD)]
    if today < opens_on:
        return [Finding("round_not_started", ROUND_PERIOD, {"opens_on": opens_on})]
    if on_paper:
        return _check_paper_date(dated, opens_on=opens_on, last_day=min(closes_on, today))
    return may_change_opinion(state, today=today, closes_on=closes_on)


def _check_paper_date(dated: date | None, *, opens_on: date, last_day: date) -> list[Finding]:
    if dated is None:
        return [Finding("paper_not_dated", ROUND_PERIOD)]
    if opens_on <= dated <= last_day:
        return []
    facts = {"dated": dated, "opens_on": opens_on, "last_day": last_day}
    return [Finding("paper_dated_outside_period", ROUND_PERIOD, facts)]


def may_change_opinion(state: RoundState, *, today: date, closes_on: date) -> list[Finding]:
    """Its author may correct or withdraw an opinion only while the round is open."""
    match round_state_on(state, today, closes_on=closes_on):
        case RoundState.OPEN:
            return []
        case RoundState.ENDED:
            return [Finding("round_ended", ROUND_PERIOD, {"closes_on": closes_on})]
        case RoundState.CLOSED:
            return [Finding("round_closed", ROUND_PERIOD)]


def check_answer(result: AnswerResult, *, explanation: str, text_after: str) -> list[Finding]:
    """What an answer still lacks: why, if not wholly accepted; the new text, if anything is.

    Words of spaces alone count as none.
    """
    findings = []
    needs_explanation = result in {AnswerResult.PARTLY, AnswerResult.NOT_ACCEPTED}
    if needs_explanation and not explanation.strip():
        findings.append(Finding("explanation_missing", ANSWER_COLUMNS, {"result": result.value}))
    needs_text = result in {AnswerResult.ACCEPTED, AnswerResult.PARTLY}
    if needs_text and not text_after.strip():
        findings.append(Finding("text_after_missing", ANSWER_COLUMNS, {"result": result.value}))
    return findings


def may_answer(*, is_superior: bool) -> list[Finding]:
    """What stands against answering opinions: those on a superior's draft are never judged."""
    return [Finding("superior_not_answered", NO_JUDGEMENT)] if is_superior else []


def may_close(
    unanswered: int, *, state: RoundState = RoundState.ENDED, is_superior: bool = False
) -> list[Finding]:
    """What keeps a round from closing: it has not ended, or an opinion has no answer.

    A round on a superior's draft has no answers to wait for.
    """
    findings = []
    if state is RoundState.OPEN:
        findings.append(Finding("round_not_ended", ROUND_PERIOD))
    if state is RoundState.CLOSED:
        findings.append(Finding("round_closed", ROUND_PERIOD))
    return findings + ([] if is_superior else _unanswered(unanswered))


def may_finalise(*, open_rounds: int, unanswered: int) -> list[Finding]:
    """What keeps a document from its final state; ``open_rounds`` are all not yet closed."""
    findings = []
    if open_rounds:
        findings.append(Finding("rounds_not_closed", ALL_ANSWERED, {"count": open_rounds}))
    return findings + _unanswered(unanswered)


def may_make_table(opinions: int) -> list[Finding]:
    """A round without opinions yields no table."""
    return [] if opinions else [Finding("no_opinions", REAL_ANSWERS)]


def _unanswered(count: int) -> list[Finding]:
    return [Finding("opinions_unanswered", ALL_ANSWERED, {"count": count})] if count else []
