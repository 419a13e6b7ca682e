"""The page where a dossier is put together and sent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from daihoi.accounts.permissions import Permission, can, require
from daihoi.approvals.models import Submission
from daihoi.approvals.models.lines import KINDS
from daihoi.approvals.queries.approvals import Validity, approval_of, validity_of
from daihoi.approvals.queries.changes import PROPOSALS
from daihoi.approvals.queries.lines import (
    Chosen,
    LineRow,
    fingerprint,
    lines_of,
    may_prepare,
    people_of,
)
from daihoi.approvals.queries.reach import own_place, reads_here, reviewers_of
from daihoi.approvals.queries.readiness import (
    checks_of,
    faults_in,
    lack_words,
    not_in_force,
    way_to_dossier,
    word_of,
)
from daihoi.approvals.queries.results import (
    NO_DAY,
    ResultDeadline,
    answer_due_on,
    due_words,
    result_deadline,
)
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.base.offers import Check
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import target_text
from daihoi.registry.models import Dossier
from daihoi.registry.queries.dossiers import dossier_list
from daihoi.registry.queries.filling import facts_for
from daihoi.rules.approvals import SubmissionKind, SubmissionState, dossier_rows
from daihoi.rules.approvals.dossiers import DossierRows

POSTS = "danh sách đề nghị chuẩn y"  # the fact that names who was elected to what


@dataclass(frozen=True, slots=True)
class DossierPage:
    """The dossier of a kind as it stands, its checks, and what was sent so far."""

    congress: Congress
    kind: SubmissionKind
    rows: list[LineRow]
    usual: DossierRows
    checks: list[Check]
    faults: list[str]
    obstacle: str  # why nothing of this kind can be sent now
    history: list[Submission]
    open: Submission | None
    validity: Validity | None
    deadline: ResultDeadline | None
    old_proposal: bool  # papers changed since the last time, the letter that goes with them did not
    due_on: date | None  # by when the superior would be asked to answer; None while postponed
    seen: str
    people: int
    reviewers: int  # accounts of the superior that would be told
    can_prepare: bool
    can_submit: bool

    @property
    def word(self) -> str:
        """Of the kind, in addresses."""
        return word_of(self.kind)

    @property
    def tabs(self) -> list[dict[str, Any]]:
        return [
            {
                "label": label,
                "url": way_to_dossier(self.congress, kind),
                "current": kind is self.kind,
            }
            for kind, label in ((SubmissionKind(value), label) for value, label in KINDS)
        ]

    @property
    def is_confirmation(self) -> bool:
        return self.kind is SubmissionKind.CONFIRMATION

    @property
    def posts(self) -> str:
        """Who was elected to what, a line each, where an app knows; "" elsewhere."""
        told = facts_for(self.congress, clock.today(), {POSTS}).get(POSTS, "")
        return told if isinstance(told, str) else "\n".join(each.text.rstrip(";.") for each in told)

    @property
    def lacks(self) -> list[Check]:
        return [check for check in self.checks if not check.is_met]

    @property
    def lacks_in_words(self) -> list[str]:
        return [lack_words(check) for check in self.lacks]

    @property
    def in_turn(self) -> list[Check]:
        """What lacks first."""
        return sorted(self.checks, key=lambda check: check.is_met)

    @property
    def of_earlier_days(self) -> list[Chosen]:
        """Reports that tell of a day before today."""
        return [each for row in self.rows for each in row.chosen if each.is_of_earlier_day]

    @property
    def due_words(self) -> str:
        return due_words(self.congress, self.kind)

    @property
    def is_short(self) -> bool:
        """It would have to be answered on the day it is sent."""
        return self.due_on is not None and self.due_on <= clock.today()

    @property
    def missing(self) -> int:
        return sum(row.is_missing for row in self.rows)

    @property
    def unissued(self) -> int:
        return sum(len(row.unissued) for row in self.rows)

    @property
    def target(self) -> str:
        return str(NO_DAY) if self.congress.is_postponed else target_text(self.congress)

    @property
    def may_send(self) -> bool:
        return self.can_submit and not (self.faults or self.obstacle or self.open)


def dossier_page(pk: int, kind: SubmissionKind, *, viewer: Any) -> DossierPage:
    """`NotFound` for who neither prepares the dossier nor keeps the register."""
    congress = congress_to_read(pk, viewer=viewer)
    rows = lines_of(congress, kind, viewer=viewer)
    history = list(submissions_of(congress, kind))
    decision = approval_of(congress) if kind is SubmissionKind.APPROVAL else None
    return DossierPage(
        congress=congress,
        kind=kind,
        rows=rows,
        usual=dossier_rows(kind, family=congress.organization.family.code, on=congress.target_on),
        checks=checks_of(congress, kind, rows, viewer=viewer),
        faults=faults_in(rows),
        obstacle=not_in_force(congress, kind),
        history=history,
        open=next((each for each in history if each.is_open), None),
        validity=validity_of(decision) if decision else None,
        deadline=result_deadline(congress),
        old_proposal=_has_old_proposal(rows, history),
        due_on=answer_due_on(congress, kind, clock.today()),
        seen=fingerprint(congress, rows),
        people=people_of(congress),
        reviewers=reviewers_of(congress.organization).count(),
        can_prepare=may_prepare(congress, viewer=viewer),
        can_submit=can(viewer, Permission.APPROVALS_SUBMIT, at=congress),
    )


def dossier_to_send(pk: int, kind: SubmissionKind, *, viewer: Any) -> DossierPage:
    """The page from which a dossier is sent, for who may send it."""
    require(viewer, Permission.APPROVALS_SUBMIT, at=congress_to_read(pk, viewer=viewer))
    return dossier_page(pk, kind, viewer=viewer)


def congress_to_read(pk: int, *, viewer: Any) -> Congress:
    """The congress whose dossier the viewer sees at home."""
    found = Congress.objects.select_related("organization__parent").filter(pk=pk).first()
    if found is None:
        raise NotFound
    if not reads_here(viewer, found):
        require(viewer, Permission.APPROVALS_VIEW, at=own_place(viewer, found, Permission.APPROVALS_VIEW))  # fmt: skip
    return found


def submissions_of(congress: Congress, kind: SubmissionKind) -> QuerySet[Submission]:
    """What was sent so far, the latest first."""
    rows = Submission.objects.filter(congress=congress, kind=kind)
    related = ("congress__organization", "decision", "submitted_by")
    return rows.select_related(*related).order_by("-number")


def _has_old_proposal(rows: list[LineRow], history: list[Submission]) -> bool:
    """By papers and their revisions, without writing them out as sending does."""
    sent = [each for each in history if each.state != SubmissionState.WITHDRAWN][:1]
    if not sent:
        return False
    items = sent[0].items.defer("content")
    before = {(each.code, each.paper_id or each.entry_id, each.paper_revision) for each in items}
    new = {
        row.code for row in rows for each in row.chosen if (row.code, *each.version) not in before
    }
    again = {row.code for row in rows if row.chosen and row.code not in new}
    return bool(new) and bool(again.intersection(PROPOSALS))


def sealed_dossiers(congress: Congress, *, viewer: Any) -> list[Dossier]:
    """Sealed dossiers of the register that may go along, the newest first."""
    if not can(viewer, Permission.REGISTRY_WRITE, at=congress):
        return []
    found = dossier_list(congress.pk, viewer=viewer).dossiers
    return [each for each in found if each.sealed_at is not None]
