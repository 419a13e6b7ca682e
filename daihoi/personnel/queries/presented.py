"""The list that was presented to the congress: names for its members, and nothing before that."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress
from daihoi.personnel.models import CandidateState, PersonnelPlan
from daihoi.personnel.queries.dossiers import summary_of
from daihoi.personnel.queries.people import Known, people_of
from daihoi.personnel.queries.seen import plan_of, reads


@dataclass(frozen=True, slots=True)
class PresentedRow:
    """What a member is told of somebody: as on the list handed out, without notes on her."""

    number: int
    name: str
    year: str
    sex: str
    post: str
    candidacy: str


@dataclass(frozen=True, slots=True)
class PresentedOffice:
    title: str
    rows: list[PresentedRow]


@dataclass(frozen=True, slots=True)
class PresentedPage:
    congress: Congress
    plan: PersonnelPlan
    offices: list[PresentedOffice]


def presented_page(pk: int, *, viewer: Any) -> PresentedPage:
    """`NotFound` before the list was presented, and for who is no member of the congress."""
    congress = Congress.objects.select_related("organization").filter(pk=pk).first()
    plan = plan_of(congress) if congress else None
    if congress is None or plan is None or not may_read(plan, viewer=viewer):
        raise NotFound
    forward = [
        each for each in people_of(plan) if each.candidate.state == CandidateState.PUT_FORWARD
    ]
    titles = [
        ("for_committee", _("Cấp ủy")),
        ("for_secretary", _("Bí thư")),
        ("for_deputy", _("Phó Bí thư")),
        ("for_delegate", _("Đại biểu dự đại hội cấp trên")),
    ]
    offices = [PresentedOffice(title, _rows(forward, office)) for office, title in titles]
    return PresentedPage(congress, plan, [each for each in offices if each.rows])


def may_read(plan: PersonnelPlan, *, viewer: Any) -> bool:
    """Members once it was presented; the body and the committee as soon as there is a list."""
    if reads(plan.congress, viewer=viewer):
        return True
    is_presented = plan.presented_at is not None and plan.presented_at <= clock.now()
    return is_presented and can(viewer, Permission.ELECTIONS_VIEW, at=plan.congress)


def _rows(people: list[Known], office: str) -> list[PresentedRow]:
    found = [each for each in people if getattr(each.candidate, office)]
    rows = []
    for number, known in enumerate(found, 1):
        told = summary_of(known)
        year = known.person.birth[:4]
        rows.append(
            PresentedRow(number, known.label, year, told["sex"], told["post"], told["candidacy"])
        )
    return rows
