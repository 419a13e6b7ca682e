"""What of personnel work waits, and what a report of a day says of it: counts, never a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.errors import RuleBroken
from daihoi.base.offers import Check, Table
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import current_congress
from daihoi.congresses.queries.reports import congress_on
from daihoi.personnel.models import CandidateState, PersonnelPlan
from daihoi.personnel.queries.plan_page import PlanPage, due_on, page_of
from daihoi.personnel.queries.presented import may_read
from daihoi.personnel.queries.seen import is_of_party, plan_of, reads, scope_of


@dataclass(frozen=True, slots=True)
class Work:
    """Personnel work of the running congress, for who works on it."""

    congress: Congress
    page: PlanPage | None  # None: no plan was begun
    due_on: date | None
    problem: str = ""  # why the rules of this congress cannot be read


def reads_personnel(viewer: Any) -> Congress | None:
    """The running congress, if the viewer reads its personnel work."""
    congress = current_congress(viewer)
    if congress is None or not reads(congress, viewer=viewer) or not is_of_party(congress):
        return None
    return congress


def presented_to(viewer: Any) -> Congress | None:
    """The running congress, if only its presented list may be read."""
    congress = current_congress(viewer)
    if congress is None or reads(congress, viewer=viewer):
        return None
    if not can(viewer, Permission.ELECTIONS_VIEW, at=congress):
        return None
    plan = plan_of(congress)
    return congress if plan is not None and may_read(plan, viewer=viewer) else None


def work_of(viewer: Any) -> Work | None:
    """None for who only reads; read once a request."""
    if not hasattr(viewer, "personnel_work_found"):
        viewer.personnel_work_found = _work_of(viewer)
    found: Work | None = viewer.personnel_work_found
    return found


def _work_of(viewer: Any) -> Work | None:
    congress = reads_personnel(viewer)
    if congress is None or congress.closed_at is not None:
        return None
    if not can(viewer, Permission.PERSONNEL_WORK, at=scope_of(congress)):
        return None
    plan = plan_of(congress)
    try:
        page = page_of(plan, viewer=viewer) if plan is not None else None
    except RuleBroken as refusal:  # the first page of the house does not fall with one paper
        return Work(congress, None, due_on(congress), refusal.in_full)
    return Work(congress, page, due_on(congress))


def readiness_of(congress: Congress) -> list[Check]:
    """Whether the committee has settled the plan; its words stand in a dossier that others read."""
    plan = PersonnelPlan.objects.filter(congress=congress).first()
    if plan is None:
        return []
    met = plan.settled_at is not None
    detail = "" if met else _("Đề án nhân sự trong phần mềm chưa ghi cấp ủy thông qua.")
    return [Check(_("Đề án nhân sự đã thông qua"), met, detail)]


def report_on(viewer: Any, day: date) -> Iterator[Table]:
    """How far the plan was at the end of a day, in counts."""
    congress = congress_on(day, viewer=viewer)
    if congress is None or not reads(congress, viewer=viewer):
        return
    plan = plan_of(congress)
    moment = clock.end_of(day)
    if plan is None or plan.created_at >= moment:
        return
    rows: list[tuple[Any, ...]] = [
        (_("Người được xem xét"), plan.candidates.filter(created_at__lt=moment).count()),
        (_("Bước đã xong"), plan.steps.filter(finished_at__lt=moment).count()),
        (_("Tình trạng"), _state_at(plan, moment)),
    ]
    if plan.settled_at is not None and plan.settled_at < moment:
        forward = plan.candidates.filter(state=CandidateState.PUT_FORWARD).count()
        rows.append((_("Giới thiệu ra đại hội"), forward))
    columns = (_("Nội dung"), _("Số liệu"))
    yield Table(_("Nhân sự"), columns, rows, order=440, open_rows=[])


def _state_at(plan: PersonnelPlan, moment: Any) -> str:
    labels = [
        (plan.presented_at, _("đã trình đại hội")),
        (plan.approved_at, _("cấp trên đã phê duyệt")),
        (plan.settled_at, _("cấp ủy đã thông qua")),
    ]
    return next((label for at, label in labels if at and at < moment), _("đang xây dựng"))
