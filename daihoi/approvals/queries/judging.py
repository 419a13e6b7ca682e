"""One paper that is appraised, with the way to the next."""

from dataclasses import dataclass
from typing import Any

from daihoi.approvals.models import Submission, SubmissionItem
from daihoi.approvals.queries.changes import before_of
from daihoi.approvals.queries.items import ItemRow, item_rows, may_read
from daihoi.approvals.queries.submissions import (
    get_item,
    history_of,
    sent_before,
    submission_for,
)


@dataclass(frozen=True, slots=True)
class JudgingPage:
    """One paper that is appraised; ``following`` is the next that nobody has judged."""

    item: SubmissionItem
    row: ItemRow
    following: SubmissionItem | None
    before: SubmissionItem | None  # the same paper the time before, with what was said of it
    left: int


def judging_page(pk: int, *, viewer: Any) -> JudgingPage:
    """A paper to be appraised; `NotFound` for who does not speak for the superior."""
    item = get_item(pk, viewer=viewer)
    submission = submission_for(item.submission_id, "judge", viewer=viewer)
    item.submission = submission
    earlier = sent_before(submission, list(history_of(submission)))
    rows = item_rows(submission, earlier, viewer=viewer)
    row = next(row for row in rows if row.item.pk == item.pk)
    rows.sort(key=lambda each: each.is_folded)
    at = rows.index(row)
    others = [each.item for each in rows[at + 1 :] + rows[:at] if _is_open(each)]
    before = before_of(item, earlier) if earlier else None
    if before is not None:
        before.submission = submission
        before = before if may_read(before, viewer=viewer) else None
    return JudgingPage(item, row, next(iter(others), None), before, len(others) + _is_open(row))


def results_to_keep(submission: Submission, *, viewer: Any) -> list[ItemRow]:
    """Unchanged papers that nobody has judged this time, each with what was said the time before."""
    earlier = sent_before(submission, list(history_of(submission)))
    rows = item_rows(submission, earlier, viewer=viewer)
    return [row for row in rows if row.can_keep]


def _is_open(row: ItemRow) -> bool:
    return not row.item.result and not row.is_hidden
