"""How the dossiers of a congress stood at the end of a day, as the record knew it (S40)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from daihoi.approvals.models import Submission
from daihoi.approvals.models.submissions import STATE_LABELS
from daihoi.approvals.queries.reach import reads_here
from daihoi.audit.queries import standing_at
from daihoi.base import clock
from daihoi.base.offers import Table
from daihoi.congresses.queries.reports import congress_on
from daihoi.rules.approvals import SubmissionKind, SubmissionState


def report_on(viewer: Any, day: date) -> Iterable[Table]:
    """One row a submission: what it was, where it stood, by which paper."""
    congress = congress_on(day, viewer=viewer)
    if congress is None or not reads_here(viewer, congress):
        return
    known = standing_at(clock.end_of(day), Submission, contexts=[congress])[Submission]
    rows: list[tuple[Any, ...]] = []
    for each in known:
        facts = each.facts
        if "submitted_on" not in facts:
            continue
        confirms = facts.get("kind") == SubmissionKind.CONFIRMATION
        rows.append(
            (
                _("Đề nghị chuẩn y") if confirms else _("Xin duyệt đại hội"),
                facts["number"],
                date.fromisoformat(facts["submitted_on"]),
                str(STATE_LABELS[SubmissionState(facts["state"])]),
                facts.get("paper_number", ""),
            )
        )
    if rows:
        columns = (
            _("Hồ sơ"), _("Lần"), _("Ngày gửi"), _("Tình trạng"), _("Văn bản của cấp trên"),
        )  # fmt: skip
        yield Table(_("Hồ sơ gửi cấp trên"), columns, rows, order=50)
