"""Submissions, told who looks: what was sent, what the superior said, what may be done now."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.approvals.models import (
    Appraisal,
    ConfirmedPost,
    Decision,
    FrozenFile,
    Submission,
    SubmissionItem,
)
from daihoi.approvals.queries.approvals import Validity, valid_for, validity_of
from daihoi.approvals.queries.changes import (
    PROPOSALS,
    ItemChange,
    ItemComparison,
    before_of,
    left_out,
)
from daihoi.approvals.queries.flags import SubmissionCan, flags_of
from daihoi.approvals.queries.items import ItemRow, item_rows, may_read, title_for
from daihoi.approvals.queries.plan_steps import steps_to_note
from daihoi.approvals.queries.reach import from_above, reads_here
from daihoi.approvals.queries.results import NO_DAY, age_of, due_words
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Milestone
from daihoi.congresses.queries.days import day_text
from daihoi.registry.models import IncomingPaper
from daihoi.rules.approvals import (
    SubmissionKind,
    SubmissionState,
)

RELATED = (
    "congress__organization__parent", "submitted_by", "taken_up_by", "withdrawn_by", "sealed",
    "appraisal__finished_by", "decision__decided_by", "decision__incoming",
)  # fmt: skip
CONCLUSIONS = {SubmissionKind.APPROVAL: "TBKL", SubmissionKind.CONFIRMATION: "QDCY"}


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    submission: Submission
    rows: list[ItemRow]
    gone: list[str]  # titles of what was sent the time before, not this time
    posts: list[ConfirmedPost]
    appraisal: Appraisal | None
    decision: Decision | None
    validity: Validity | None
    history: list[Submission]
    newer: Submission | None  # a later submission: nothing is decided on this one
    can: SubmissionCan
    from_above: bool
    milestones: list[Milestone]
    today: date

    @property
    def state(self) -> str:
        return str(self.submission.get_state_display())

    @property
    def refused(self) -> int:
        """Posts the superior does not recognise, while it recognises others."""
        return sum(post.is_confirmed is False for post in self.posts)

    @property
    def badge(self) -> str:
        return self.submission.badge

    @property
    def target(self) -> str:
        found = self.submission
        return day_text(found.target_on, found.target_precision) if found.target_on else str(NO_DAY)

    @property
    def is_postponed(self) -> bool:
        """Now, whether it was so when the dossier was sent or came later."""
        congress = self.submission.congress
        return congress.is_postponed and not congress.closed_at

    @property
    def age(self) -> int:
        return age_of(self.submission)

    @property
    def is_late(self) -> bool:
        due = self.submission.due_on
        return self.submission.is_open and due is not None and due < self.today

    @property
    def due_words(self) -> str:
        return due_words(self.submission.congress, self.submission.kind)

    @property
    def valid_for(self) -> str:
        return valid_for(self.decision) if self.decision else ""

    @property
    def lacks(self) -> list[str]:
        return self.submission.lacks.splitlines()

    @property
    def judged(self) -> int:
        return sum(bool(row.item.result) for row in self.rows)

    @property
    def changed(self) -> int:
        return sum(row.change in {ItemChange.NEW, ItemChange.CHANGED} for row in self.rows)

    @property
    def foremost(self) -> list[ItemRow]:
        """What is to be read this time: all but what was sent before as it is."""
        return [row for row in self.rows if not row.is_folded]

    @property
    def folded(self) -> list[ItemRow]:
        return [row for row in self.rows if row.is_folded]

    @property
    def keepable(self) -> int:
        return sum(row.can_keep for row in self.rows) if self.can.judge else 0

    @property
    def is_short(self) -> bool:
        """The day of the answer is the day it was sent."""
        due = self.submission.due_on
        return due is not None and due <= timezone.localdate(self.submission.submitted_at)

    @property
    def has_old_proposal(self) -> bool:
        """Papers changed, but the proposal that goes with them is still that of the time before."""
        same = any(
            row.item.code in PROPOSALS and row.change is ItemChange.SAME for row in self.rows
        )
        return same and self.changed > 0

    @property
    def is_again(self) -> bool:
        """Something was sent before: what changed is marked."""
        return any(row.change is not ItemChange.FIRST for row in self.rows)

    @property
    def stale(self) -> list[ItemRow]:
        return [row for row in self.rows if row.stale]


def get_submission(pk: int, *, viewer: Any) -> Submission:
    """One submission: at home for who prepares it, above for who appraises; `NotFound` else."""
    found = Submission.objects.select_related(*RELATED).filter(pk=pk).first()
    if found is None or not (from_above(found, viewer) or reads_here(viewer, found.congress)):
        raise NotFound
    return found


def submission_page(pk: int, *, viewer: Any) -> SubmissionPage:
    """A submission with everything that was said about it, and what the viewer may do."""
    submission = get_submission(pk, viewer=viewer)
    history = list(history_of(submission))
    earlier = sent_before(submission, history)
    rows = item_rows(submission, earlier, viewer=viewer)
    decision = getattr(submission, "decision", None)
    approves = decision is not None and decision.result == SubmissionState.APPROVED
    newer = next((each for each in history if each.number > submission.number), None)
    above = from_above(submission, viewer)
    replaced = any(
        each.number > submission.number and each.state == SubmissionState.APPROVED
        for each in history
    )
    validity = validity_of(decision) if approves and decision and not replaced else None
    milestones = steps_to_note(submission) if not above else []
    gone = left_out([row.item for row in rows], earlier or ())
    for each in gone:
        each.submission = submission  # both of one congress: the same people read it
    return SubmissionPage(
        submission=submission,
        rows=rows,
        gone=[title_for(each, viewer=viewer) for each in gone],
        posts=list(submission.posts.order_by("position")),
        appraisal=getattr(submission, "appraisal", None),
        decision=decision,
        validity=validity,
        history=history,
        newer=newer,
        can=flags_of(submission, validity, milestones, viewer=viewer),
        from_above=above,
        milestones=milestones,
        today=clock.today(),
    )


def submission_for(pk: int, what: str, *, viewer: Any) -> Submission:
    """A submission with which the viewer may have to do ``what`` (a name of `SubmissionCan`).

    Who may do it in another state gets it too: the action tells why it cannot be now. `NotFound`
    for everybody else.
    """
    submission = get_submission(pk, viewer=viewer)
    congress = submission.congress
    may = can(viewer, Permission.APPROVALS_SUBMIT, at=congress)
    if what != "withdraw":
        writes = can(viewer, Permission.REGISTRY_ISSUE, at=congress.organization)
        may = from_above(submission, viewer) or (submission.is_on_paper and writes)
    if not may:
        raise NotFound
    return submission


def page_to_review(pk: int, *, viewer: Any) -> SubmissionPage:
    """The page of an approval whose validity the viewer may judge; it may fit again meanwhile."""
    page = submission_page(pk, viewer=viewer)
    leads = can(viewer, Permission.APPROVALS_SUBMIT, at=page.submission.congress)
    if page.validity is None or not leads:
        raise NotFound
    return page


def posts_of(submission: Submission) -> list[ConfirmedPost]:
    """Posts to be confirmed, in their order; the caller has checked the viewer."""
    return list(submission.posts.order_by("position"))


def history_of(submission: Submission) -> QuerySet[Submission]:
    """All submissions of the same kind, the latest first."""
    same = Submission.objects.filter(congress=submission.congress_id, kind=submission.kind)
    return same.select_related("congress__organization", "decision").order_by("-number")


def get_item(pk: int, *, viewer: Any) -> SubmissionItem:
    """One paper that was sent, for who may read it."""
    found = SubmissionItem.objects.select_related("submission").filter(pk=pk).first()
    if found is None:
        raise NotFound
    found.submission = get_submission(found.submission_id, viewer=viewer)
    _require_read(found, viewer)
    return found


def get_file(pk: int, *, viewer: Any) -> FrozenFile:
    """A file as it was sent."""
    found = FrozenFile.objects.select_related("file").filter(pk=pk).first()
    if found is None:
        raise NotFound
    found.item = get_item(found.item_id, viewer=viewer)
    return found


def item_comparison(pk: int, *, viewer: Any) -> ItemComparison:
    """A paper beside the one sent the time before; `NotFound` where there was none."""
    item = get_item(pk, viewer=viewer)
    earlier = sent_before(item.submission, list(history_of(item.submission)))
    before = before_of(item, earlier) if earlier else None
    if before is None:
        raise NotFound(_("Lần trình trước không có văn bản này."))
    found = SubmissionItem.objects.get(pk=before.pk)
    found.submission = get_submission(before.submission_id, viewer=viewer)
    _require_read(found, viewer)
    return ItemComparison(found, item)


def conclusions_for(submission: Submission, *, agrees: bool) -> QuerySet[IncomingPaper]:
    """Papers that came in and may be the superior's answer, the newest first.

    On this congress, written since the dossier was sent, and not the ground of another decision. What ``agrees``
    is the conclusion of its kind; a dossier may go back by any letter without a kind too.
    """
    kind = CONCLUSIONS[SubmissionKind(submission.kind)]
    used = Decision.objects.filter(incoming=OuterRef("pk"))
    papers = IncomingPaper.objects.filter(
        ~Exists(used),
        Q(congress=submission.congress_id) | Q(congress=None),
        organization=submission.congress.organization_id,
        kind__in=[kind] if agrees else [kind, ""],
        issued_on__gte=timezone.localdate(submission.submitted_at),
    )
    return papers.order_by("-received_on", "-pk")


def still_current(submission: Submission) -> bool:
    """Whether no later one of its kind was sent."""
    later = Submission.objects.filter(
        congress=submission.congress_id, kind=submission.kind, number__gt=submission.number
    )
    return not later.exists()


def sent_before(submission: Submission, history: list[Submission]) -> list[SubmissionItem] | None:
    """What was sent the time before, withdrawn ones left out; None for the first time."""
    before = [
        each
        for each in history
        if each.number < submission.number and each.state != SubmissionState.WITHDRAWN
    ]
    if not before:
        return None
    return list(before[0].items.defer("content").order_by("position"))


def _require_read(item: SubmissionItem, viewer: Any) -> None:
    if not may_read(item, viewer=viewer):
        raise NotFound
