"""The papers of a submission, as a viewer may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from daihoi.approvals.models import FrozenFile, Submission, SubmissionItem
from daihoi.approvals.models.submissions import RESULT_LABELS
from daihoi.approvals.queries.changes import (
    CHANGE_BADGES,
    CHANGE_LABELS,
    ItemChange,
    before_of,
    change_of,
)
from daihoi.approvals.queries.reach import from_above
from daihoi.base.revisions import fingerprint
from daihoi.registry.queries.register import reads_restricted
from daihoi.rules.approvals import ItemResult
from daihoi.rules.papers import CATALOGUE

RESULT_BADGES = {
    ItemResult.NONE: "neutral",
    ItemResult.APPROVED: "done",
    ItemResult.WITH_CHANGES: "waiting",
    ItemResult.RETURNED: "late",
}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One paper that was sent, as this viewer may read it."""

    item: SubmissionItem
    files: list[FrozenFile]
    is_hidden: bool
    change: ItemChange
    stale: str  # what has become of the paper since it was sent
    can_compare: bool
    before: SubmissionItem | None  # as it was sent the time before, if the viewer may read that

    @property
    def is_folded(self) -> bool:
        """Sent again without a change, and not one that was given back to be changed."""
        given_back = self.before is not None and self.before.result == ItemResult.RETURNED
        return self.change is ItemChange.SAME and not given_back

    @property
    def can_keep(self) -> bool:
        """Not judged this time, and what was said the time before still fits."""
        said = self.before is not None and bool(self.before.result)
        return self.is_folded and said and not self.item.result and not self.is_hidden

    @property
    def result_before(self) -> str:
        said = self.before.result if self.before else ItemResult.NONE
        return str(RESULT_LABELS[ItemResult(said)]) if said else ""

    @property
    def title(self) -> str:
        return open_title(self.item) if self.is_hidden else self.item.title

    @property
    def kind(self) -> str:
        kind = CATALOGUE.get(self.item.code)
        return kind.name if kind else ""

    @property
    def result(self) -> str:
        return str(RESULT_LABELS[ItemResult(self.item.result)])

    @property
    def badge(self) -> str:
        return RESULT_BADGES[ItemResult(self.item.result)]

    @property
    def change_label(self) -> str:
        return str(CHANGE_LABELS.get(self.change, ""))

    @property
    def change_badge(self) -> str:
        return CHANGE_BADGES.get(self.change, "neutral")

    @property
    def pdf(self) -> FrozenFile | None:
        return next((f for f in self.files if f.ending == "pdf" and not f.is_attachment), None)


def item_rows(
    submission: Submission, earlier: Sequence[SubmissionItem] | None, *, viewer: Any
) -> list[ItemRow]:
    """The papers in their order; on personnel only for who may read them, and for the superior."""
    reads_all = from_above(submission, viewer) or reads_restricted(viewer, submission.congress)
    items = submission.items.defer("content").select_related("paper__entry", "entry", "judged_by")
    rows = []
    for item in items.prefetch_related("files__file").order_by("position"):
        hidden = item.is_restricted and not reads_all
        before = before_of(item, earlier) if earlier is not None else None
        compared = before is not None and (reads_all or not before.is_restricted)
        change = change_of(item, earlier)
        rows.append(
            ItemRow(
                item,
                [] if hidden else list(item.files.all()),
                hidden,
                change,
                _stale(item),
                change is ItemChange.CHANGED and compared and not hidden,
                before if compared and not hidden else None,
            )
        )
    return rows


def title_for(item: SubmissionItem, *, viewer: Any) -> str:
    """How the item is named to the viewer: of a restricted one only which kind of paper it is."""
    return item.title if may_read(item, viewer=viewer) else open_title(item)


def may_read(item: SubmissionItem, *, viewer: Any) -> bool:
    """On personnel only who may read that at home, and the superior."""
    submission = item.submission
    if not item.is_restricted or from_above(submission, viewer):
        return True
    return reads_restricted(viewer, submission.congress)


def open_title(item: SubmissionItem) -> str:
    """What anybody who sees the dossier may know of a paper: its kind."""
    kind = CATALOGUE.get(item.code)
    return kind.name if kind else _("Nội dung hạn chế")


def seen_of(item: SubmissionItem) -> str:
    """Equal while nobody has judged it anew."""
    return fingerprint(item, ["result", "remark"])


def _stale(item: SubmissionItem) -> str:
    paper = item.paper
    entry = item.entry or (getattr(paper, "entry", None) if paper else None)
    if entry is not None and entry.cancelled_at is not None:
        return _("đã hủy trong sổ văn bản sau khi trình")
    if paper is not None and item.entry_id is None:
        if entry is not None:
            return ""
        if paper.revision != item.paper_revision:
            return _("đã sửa sau khi trình")
    return ""
