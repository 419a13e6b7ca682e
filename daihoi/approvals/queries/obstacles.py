"""Why a page offers no form: what stands against the step, and what can be done instead."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.approvals.models import Submission
from daihoi.approvals.queries.flags import flags_of
from daihoi.approvals.queries.submissions import history_of
from daihoi.rules.approvals import SubmissionState


@dataclass(frozen=True, slots=True)
class Obstacle:
    """``why`` nothing can be written here, and the way to what can be done."""

    why: str
    url: str
    action: str


def obstacle_to(submission: Submission, what: str, *, viewer: Any) -> Obstacle | None:
    """None where the viewer may do ``what`` now (a name of `SubmissionCan`)."""
    if getattr(flags_of(submission, None, [], viewer=viewer), what):
        return None
    newest = history_of(submission).first()
    if newest is not None and newest.number > submission.number:
        facts = {"old": submission.number, "new": newest.number}
        why = _("Đây là hồ sơ lần %(old)s; tổ chức đã trình lần %(new)s.") % facts
        return Obstacle(why, _way(newest), _("Mở lần trình mới nhất"))
    if submission.state == SubmissionState.APPRAISING and what == "decide":
        url = reverse("approvals:appraisal_finish", args=[submission.pk])
        why = _("Chưa kết thúc thẩm định nên chưa ghi quyết định được.")
        return Obstacle(why, url, _("Kết thúc thẩm định"))
    return Obstacle(_why(submission, what), _way(submission), _("Mở hồ sơ"))


def _why(submission: Submission, what: str) -> str:
    state = SubmissionState(submission.state)
    if state is SubmissionState.SUBMITTED:
        return _("Hồ sơ chưa tiếp nhận, chưa thẩm định nên chưa ghi quyết định được.")
    if what == "withdraw" and submission.is_open:
        return _("Cấp trên đã tiếp nhận hồ sơ nên không rút được nữa.")
    if what in {"judge", "finish"} and state is SubmissionState.APPRAISED:
        return _("Đã kết thúc thẩm định; muốn sửa thì bấm “Thẩm định lại” ở trang hồ sơ.")
    if submission.is_open and submission.is_on_paper:
        return _("Ý kiến cấp trên đang được ghi theo văn bản giấy.")
    facts = {"n": submission.number, "state": submission.get_state_display()}
    return _("Hồ sơ lần %(n)s: %(state)s, nên không làm được việc này.") % facts


def _way(submission: Submission) -> str:
    return reverse("approvals:submission_detail", args=[submission.pk])
