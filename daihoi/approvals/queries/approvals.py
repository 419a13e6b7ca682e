"""What the superior has approved, and whether it still holds (S51, P47)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from daihoi.approvals.models import Decision, SubmissionItem, ValidityReview
from daihoi.base import offers
from daihoi.congresses.models import Congress
from daihoi.congresses.models.congresses import CongressForm
from daihoi.congresses.queries.days import day_text
from daihoi.rules.approvals import SubmissionKind, SubmissionState, Terms, misfits
from daihoi.rules.findings import Finding
from daihoi.rules.plans import ApproximateDay


@dataclass(frozen=True, slots=True)
class ApprovedItem:
    """One paper that the superior has approved, as it was sent.

    ``still_holds`` None: doubtful, nobody has said (P47). ``remark``: what it wants changed.
    """

    item_id: int
    submission_id: int
    paper_id: int | None
    paper_revision: int | None
    source: str  # "programme.version:12"
    source_label: str
    result: str  # a value of `rules.approvals.ItemResult`
    remark: str
    decided_on: date
    number: str
    signer: str
    validity_on: date | None
    validity_precision: str
    validity_people: int | None
    still_holds: bool | None


@dataclass(frozen=True, slots=True)
class Validity:
    """An approval beside the congress as it is now; ``doubts`` are what no longer fits."""

    decision: Decision
    now: Terms
    doubts: list[Finding]
    review: ValidityReview | None  # somebody's word on exactly this day, form and size

    @property
    def still_holds(self) -> bool | None:
        if not self.doubts:
            return True
        return self.review.holds if self.review else None

    @property
    def is_doubtful(self) -> bool:
        return self.still_holds is None

    @property
    def for_what(self) -> str:
        return valid_for(self.decision)

    @property
    def words(self) -> list[str]:
        return [self._words_of(finding) for finding in self.doubts]

    @property
    def compared(self) -> offers.Table:
        """Day, form and size: as approved, and now; "" for what is not known."""
        given, now = self.decision, self.now
        form = str(CongressForm(now.form).label) if now.form else ""
        approved_form = str(given.get_valid_form_display()) if given.valid_form else ""
        rows = [
            (_("Ngày đại hội"), self._approved_day, self._day_now or _("đang hoãn")),
            (_("Hình thức"), approved_form, form),
            (_("Số người dự"), str(given.valid_people or ""), str(now.people or "")),
        ]
        columns = (_("Nội dung"), _("Được phê duyệt"), _("Hiện nay"))
        return offers.Table(_("Phê duyệt và hiện nay"), columns, rows)

    @property
    def _approved_day(self) -> str:
        given = self.decision
        return day_text(given.valid_on, given.valid_precision) if given.valid_on else ""

    @property
    def _day_now(self) -> str:
        return day_text(self.now.on, self.now.precision.value) if self.now.on else ""

    def _words_of(self, finding: Finding) -> str:
        """What no longer fits, in a sentence."""
        if finding.code == "postponed":
            said = _("Đại hội đang hoãn; phê duyệt cho đại hội %(on)s.")
            return said % {"on": self._approved_day}
        if finding.code == "day_moved":
            days = {"on": self._approved_day, "now": self._day_now}
            return _("Phê duyệt cho đại hội %(on)s, nay dự kiến %(now)s.") % days
        if finding.code == "form_changed":
            forms = {name: CongressForm(str(value)).label for name, value in finding.facts.items()}
            return _("Phê duyệt cho %(approved)s, nay là %(now)s.") % forms
        return _("Phê duyệt cho %(approved)s người dự, nay là %(now)s.") % dict(finding.facts)


def approved(congress: Congress, code: str) -> ApprovedItem | None:
    """The paper of a kind of the catalogue ("CTDH") in the approval in force; None without one.

    The caller has checked who reads. One that no longer holds is still told: ``still_holds``.
    """
    decision = approval_of(congress)
    if decision is None:
        return None
    items = decision.submission.items.filter(code=code).order_by("position")
    item = items.defer("content").first()
    return _approved(item, validity_of(decision)) if item else None


def approval_of(congress: Congress) -> Decision | None:
    """The latest approval of the preparation, whether it still holds or not."""
    return approvals_of([congress]).get(congress.pk)


def approvals_of(congresses: Iterable[Congress]) -> dict[int, Decision]:
    """The same of many congresses in one query, by their keys."""
    decisions = Decision.objects.filter(
        submission__congress__in=list(congresses),
        submission__kind=SubmissionKind.APPROVAL,
        result=SubmissionState.APPROVED,
    )
    related = ("submission__congress__organization", "incoming", "decided_by")
    ordered = decisions.select_related(*related).order_by("submission__number")
    return {each.submission.congress_id: each for each in ordered}


def validity_of(decision: Decision) -> Validity:
    """Compare what was approved with the congress as it is today."""
    return validities_of([decision])[0]


def validities_of(decisions: Sequence[Decision]) -> list[Validity]:
    """The same of many approvals, asking no more for many than for one."""
    congresses = [decision.submission.congress for decision in decisions]
    people = offers.attending(congresses)
    found = []
    for decision, congress in zip(decisions, congresses, strict=True):
        now = _terms_now(congress, people.get(congress))
        found.append((decision, now, misfits(_terms_approved(decision), now)))
    doubtful = [decision for decision, _now, doubts in found if doubts]
    reviews = _reviews_of(doubtful) if doubtful else {}
    return [
        Validity(decision, now, doubts, reviews.get(_key(decision, now)) if doubts else None)
        for decision, now, doubts in found
    ]


def valid_for(decision: Decision) -> str:
    """Such as "3-4-2020, 42 người dự, Đại hội đảng viên"."""
    said = []
    if decision.valid_on:
        said.append(day_text(decision.valid_on, decision.valid_precision))
    if decision.valid_people:
        said.append(_("%(n)s người dự") % {"n": decision.valid_people})
    if decision.valid_form:
        said.append(str(decision.get_valid_form_display()))
    return ", ".join(said)


def _terms_approved(decision: Decision) -> Terms:
    return Terms(
        decision.valid_on,
        ApproximateDay(decision.valid_precision or ApproximateDay.DAY),
        decision.valid_form,
        decision.valid_people,
    )


def _terms_now(congress: Congress, people: int | None) -> Terms:
    """Day D, form and size as they are; no day while it is postponed, no size until it is known."""
    day = None if congress.is_postponed else congress.target_on
    return Terms(day, ApproximateDay(congress.target_precision), congress.form, people)


def _reviews_of(decisions: Sequence[Decision]) -> dict[tuple[Any, ...], ValidityReview]:
    """The last word on each approval for each day, form and size it was said for."""
    reviews = ValidityReview.objects.filter(decision__in=decisions)
    return {
        (each.decision_id, each.target_on, each.target_precision, each.form, each.people): each
        for each in reviews.select_related("made_by").order_by("pk")
    }


def _key(decision: Decision, now: Terms) -> tuple[Any, ...]:
    return (decision.pk, now.on, now.precision.value, now.form, now.people or 0)


def _approved(item: SubmissionItem, validity: Validity) -> ApprovedItem:
    decision = validity.decision
    return ApprovedItem(
        item_id=item.pk,
        submission_id=item.submission_id,
        paper_id=item.paper_id,
        paper_revision=item.paper_revision,
        source=item.source,
        source_label=item.source_label,
        result=item.result,
        remark=item.remark,
        decided_on=decision.paper_on,
        number=decision.paper_number,
        signer=decision.signer,
        validity_on=decision.valid_on,
        validity_precision=decision.valid_precision,
        validity_people=decision.valid_people,
        still_holds=validity.still_holds,
    )
