"""A submission's way (trình, thẩm định, phê duyệt hoặc chuẩn y) as a table, its duties as findings."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from daihoi.rules.findings import Basis, Finding

PREPARATION = "Tham chiếu nghiệp vụ, chuẩn bị đại hội"
RESULTS = Basis(PREPARATION, "P46")
APPRAISED_FIRST = Basis(PREPARATION, "P25")  # the superior appraises, then approves (S50, S51)


class SubmissionKind(StrEnum):
    APPROVAL = "approval"  # hồ sơ xin duyệt đại hội: phê duyệt, trước đại hội
    CONFIRMATION = "confirmation"  # hồ sơ kết quả: chuẩn y, sau đại hội


class SubmissionState(StrEnum):
    SUBMITTED = "submitted"  # đã gửi, chờ cấp trên tiếp nhận
    APPRAISING = "appraising"  # cấp trên đang thẩm định
    APPRAISED = "appraised"  # đã thẩm định, chờ quyết định
    RETURNED = "returned"  # trả lại để hoàn thiện
    APPROVED = "approved"  # đã phê duyệt
    CONFIRMED = "confirmed"  # đã chuẩn y
    REFUSED = "refused"  # không công nhận kết quả
    WITHDRAWN = "withdrawn"  # tổ chức gửi đã rút


class SubmissionEvent(StrEnum):
    TAKE_UP = "take_up"  # tiếp nhận
    APPRAISE = "appraise"  # kết thúc thẩm định
    REOPEN = "reopen"  # thẩm định lại
    RETURN = "return"
    APPROVE = "approve"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class ItemResult(StrEnum):
    """What the superior says of one line of the dossier."""

    NONE = ""
    APPROVED = "approved"  # đồng ý
    WITH_CHANGES = "with_changes"  # đồng ý, cần sửa
    RETURNED = "returned"  # trả lại


_S, _E = SubmissionState, SubmissionEvent
_TABLE: Mapping[SubmissionState, Mapping[SubmissionEvent, SubmissionState]] = {
    _S.SUBMITTED: {_E.TAKE_UP: _S.APPRAISING, _E.WITHDRAW: _S.WITHDRAWN},
    _S.APPRAISING: {_E.APPRAISE: _S.APPRAISED},
    _S.APPRAISED: {
        _E.REOPEN: _S.APPRAISING,
        _E.RETURN: _S.RETURNED,
        _E.APPROVE: _S.APPROVED,
        _E.CONFIRM: _S.CONFIRMED,
        _E.REFUSE: _S.REFUSED,
    },
}
# Approving (phê duyệt) is before the congress, confirming (chuẩn y) after it.
_ONLY = {
    _E.APPROVE: SubmissionKind.APPROVAL,
    _E.CONFIRM: SubmissionKind.CONFIRMATION,
    _E.REFUSE: SubmissionKind.CONFIRMATION,
}
OPEN = (_S.SUBMITTED, _S.APPRAISING, _S.APPRAISED)  # the superior has it
CLOSED = tuple(state for state in _S if state not in OPEN)


def allows(kind: SubmissionKind, state: SubmissionState, event: SubmissionEvent) -> bool:
    """Whether ``event`` may happen now."""
    return _ONLY.get(event, kind) is kind and event in _TABLE.get(state, {})


def after(kind: SubmissionKind, state: SubmissionState, event: SubmissionEvent) -> SubmissionState:
    """The state that follows; ``ValueError`` for what `allows` denies."""
    if not allows(kind, state, event):
        raise ValueError(f"{event} is not for {kind} in {state}")
    return _TABLE[state][event]


def check_appraisal(items: Sequence[tuple[str, ItemResult, str]]) -> list[Finding]:
    """Each line ``(title, result, remark)`` has a result; one to be changed says what to change.

    Findings: ``not_judged`` and ``no_remark`` with the titles.
    """
    findings = []
    open_ = [title for title, result, _remark in items if result is ItemResult.NONE]
    if open_:
        findings.append(Finding("not_judged", RESULTS, {"titles": "; ".join(open_)}))
    asks = {ItemResult.WITH_CHANGES, ItemResult.RETURNED}
    silent = [title for title, result, remark in items if result in asks and not remark.strip()]
    if silent:
        findings.append(Finding("no_remark", RESULTS, {"titles": "; ".join(silent)}))
    return findings


def check_approval(items: Sequence[tuple[str, ItemResult]]) -> list[Finding]:
    """A dossier with a line that goes back is returned, not approved: ``line_returned``."""
    back = [title for title, result in items if result is ItemResult.RETURNED]
    return [Finding("line_returned", RESULTS, {"titles": "; ".join(back)})] if back else []
