"""Who reads and does what in personnel work: its own body and the committee, nobody else (S23, S41)."""

from dataclasses import dataclass
from typing import Any

from daihoi.accounts.permissions import ROLES, Permission, Role, Scope, can, grants_in_force
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.congresses.queries.bodies import body_at_work
from daihoi.personnel.models import Candidate, CandidateFile, PersonnelPlan
from daihoi.rules.families import PARTY


@dataclass(frozen=True, slots=True)
class PersonnelCan:
    """What a viewer may do with the personnel plan of a congress now."""

    work: bool = False  # the plan is open, and it is hers to work on
    step: bool = False  # write steps down: also once the plan is settled
    settle: bool = False
    approve: bool = False
    present: bool = False
    reopen: bool = False
    decide: bool = False


def body_of(congress: Congress) -> Subcommittee | None:
    """The personnel body at work; read once for a congress object."""
    if "personnel_body" not in congress.__dict__:
        purpose = Subcommittee.Purpose.PERSONNEL
        congress.__dict__["personnel_body"] = body_at_work(congress, purpose)
    found: Subcommittee | None = congress.__dict__["personnel_body"]
    return found


def scope_of(congress: Congress) -> Scope:
    """Where personnel work of a congress is done."""
    body = body_of(congress)
    return body.scope if body else congress.scope


def reads(congress: Congress, *, viewer: Any) -> bool:
    """Asked for every page's navigation: the body is looked up only for who may belong to it."""
    if can(viewer, Permission.PERSONNEL_VIEW, at=congress):
        return True
    if not any(
        Permission.PERSONNEL_VIEW in ROLES[Role(grant.role)].permissions
        for grant in grants_in_force(viewer)
    ):
        return False
    return can(viewer, Permission.PERSONNEL_VIEW, at=scope_of(congress))


def get_congress(pk: int, *, viewer: Any) -> Congress:
    """The congress, for who reads its personnel work; for all others it is not there."""
    congress = Congress.objects.select_related("organization__parent").filter(pk=pk).first()
    if congress is None or not reads(congress, viewer=viewer):
        raise NotFound
    return congress


def is_of_party(congress: Congress) -> bool:
    """Directives on personnel are the Party's; other organizations nominate in their own way."""
    return congress.organization.family.code == PARTY


def plan_of(congress: Congress) -> PersonnelPlan | None:
    """The plan, its body found where it came after it. The caller has checked the viewer."""
    plan = PersonnelPlan.objects.filter(congress=congress).first()
    if plan is not None:
        plan.congress = congress
        plan.subcommittee = body_of(congress)
    return plan


def get_plan(pk: int, *, viewer: Any) -> PersonnelPlan:
    """The plan of a congress, by the congress."""
    plan = plan_of(get_congress(pk, viewer=viewer))
    if plan is None:
        raise NotFound
    return plan


def get_candidate(pk: int, *, viewer: Any) -> Candidate:
    found = Candidate.objects.select_related("person__unit", "plan").filter(pk=pk).first()
    if found is None:
        raise NotFound
    found.plan = get_plan(found.plan.congress_id, viewer=viewer)
    return found


def get_file(pk: int, *, viewer: Any) -> CandidateFile:
    found = CandidateFile.objects.select_related("file", "candidate__plan").filter(pk=pk).first()
    if found is None:
        raise NotFound
    found.candidate = get_candidate(found.candidate_id, viewer=viewer)
    return found


def allowed(plan: PersonnelPlan, *, viewer: Any) -> PersonnelCan:
    works = can(viewer, Permission.PERSONNEL_WORK, at=plan)
    decides = can(viewer, Permission.PERSONNEL_DECIDE, at=plan)
    is_running = plan.congress.closed_at is None
    settled, presented = plan.settled_at is not None, plan.presented_at is not None
    return PersonnelCan(
        work=works and is_running and not settled,
        step=works and is_running and not presented,
        settle=decides and is_running and not settled,
        approve=works and is_running and settled and plan.approved_at is None and not presented,
        present=decides and is_running and settled and not presented,
        reopen=decides and is_running and settled,
        decide=decides and is_running,
    )
