"""How far a document is: what its subcommittee does next, and what everybody else is told."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.base import clock
from daihoi.congresses.queries.facts import short_day
from daihoi.documents.models import Document, OpinionRound
from daihoi.rules.documents import DocumentState, RoundState

_NEXT_STEPS = {
    DocumentState.DRAFT: gettext_lazy(
        "Mở đợt lấy ý kiến tiếp theo, hoặc xác nhận dự thảo đã hoàn thành."
    ),
    DocumentState.UNDER_COMMENT: gettext_lazy(
        "Tiếp thu, giải trình từng ý kiến; đóng đợt khi mọi ý kiến đã được trả lời."
    ),
    DocumentState.COMPLETED: gettext_lazy(
        "Văn kiện đã hoàn thành nhưng vẫn sửa được: hãy giao hạn chỉnh sửa lần cuối."
    ),
    DocumentState.LAST_REVISION: gettext_lazy(
        "Chỉnh sửa, bổ sung lần cuối rồi chuyển thành bản cuối."
    ),
    DocumentState.FINAL: gettext_lazy("Bản cuối đã khóa, sẵn sàng trình đại hội."),
    DocumentState.ADOPTED: gettext_lazy("Đại hội đã thông qua văn kiện."),
}
_STANDINGS = {
    DocumentState.COMPLETED: gettext_lazy("Dự thảo đã hoàn thành, chờ chỉnh sửa lần cuối."),
    DocumentState.LAST_REVISION: gettext_lazy("Tiểu ban đang chỉnh sửa lần cuối."),
}


def next_step(document: Document, rounds: Sequence[OpinionRound]) -> str:
    """What the subcommittee does next, in one sentence; ``rounds`` newest first."""
    if document.is_superior:
        return _superior_step(document, rounds)
    if document.state_value is DocumentState.DRAFT and not rounds:
        return _("Đọc lại bản dự thảo rồi mở đợt lấy ý kiến lần thứ nhất.")
    return str(_NEXT_STEPS[document.state_value])


def standing(document: Document, rounds: Sequence[OpinionRound]) -> str:
    """How far it is, for who only reads it."""
    state = document.state_value
    if state not in {DocumentState.DRAFT, DocumentState.UNDER_COMMENT}:
        return str(_STANDINGS.get(state, _NEXT_STEPS[state]))
    if not rounds:
        return _("Văn kiện này chưa lấy ý kiến.")
    newest = rounds[0]
    facts = {"number": newest.number, "day": short_day(newest.closes_on)}
    if state is DocumentState.UNDER_COMMENT:
        if newest.state_on(clock.today()) is RoundState.OPEN:
            return _("Đang lấy ý kiến lần %(number)s, đến hết ngày %(day)s.") % facts
        if not document.is_superior:
            return _("Đã hết hạn lấy ý kiến lần %(number)s; tiểu ban đang tiếp thu.") % facts
    if document.is_superior:
        return _("Đã lấy ý kiến lần %(number)s; ý kiến được tổng hợp gửi cấp trên.") % facts
    return _("Đã lấy ý kiến lần %(number)s; tiểu ban đang chỉnh sửa dự thảo.") % facts


def _superior_step(document: Document, rounds: Sequence[OpinionRound]) -> str:
    if document.state_value is DocumentState.UNDER_COMMENT:
        return _("Thu ý kiến; hết hạn thì đóng đợt, không phải trả lời từng ý kiến.")
    if not rounds:
        return _("Mở đợt lấy ý kiến để đảng viên góp ý vào dự thảo của cấp trên.")
    return _("Lập báo cáo tổng hợp ý kiến để đại hội thông qua và gửi cấp trên.")
