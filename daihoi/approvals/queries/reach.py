"""Who has to do with a dossier: the organization that sends it, and those above who decide."""

from typing import Any

from django.db.models import Q, QuerySet

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Permission, Role, Scope, can
from daihoi.approvals.models import Submission
from daihoi.base import clock
from daihoi.congresses.models import Congress
from daihoi.organizations.models import Organization


def above(organization: Organization) -> Scope:
    """Where the direct superior stands: nobody decides on the dossier of his own organization.

    The root of the tree has nobody above: a scope that no grant covers.
    """
    return Scope(path_above(organization.path))


def path_above(path: str) -> str:
    """Where the direct superior stands: "/1/" for "/1/4/"; "" above the root, which no path begins."""
    upper = path.rstrip("/").rpartition("/")[0]
    return f"{upper}/" if upper else ""


def is_superior(viewer: Any, congress: Congress, *, to: Permission) -> bool:
    """Whether the viewer decides for the superior of the congress's organization."""
    return can(viewer, to, at=above(congress.organization))


def from_above(submission: Submission, viewer: Any) -> bool:
    """Whether the viewer speaks for the superior of who sent it."""
    return is_superior(viewer, submission.congress, to=Permission.APPROVALS_APPRAISE)


def own_place(viewer: Any, congress: Congress, to: Permission) -> Scope:
    """The congress, or the one of its bodies for which the viewer may do it (supporting staff)."""
    if not can(viewer, to, at=congress):
        for body in congress.subcommittees.order_by("pk"):
            body.congress = congress
            if can(viewer, to, at=body):
                return body.scope
    return congress.scope


def reads_here(viewer: Any, congress: Congress) -> bool:
    """Whether the dossier is hers to see at home: who prepares it, or keeps the register."""
    place = own_place(viewer, congress, Permission.APPROVALS_VIEW)
    return can(viewer, Permission.APPROVALS_VIEW, at=place) or can(
        viewer, Permission.REGISTRY_ISSUE, at=congress.organization
    )


def reading_seat(actor: Any, congress: Congress) -> tuple[Permission, Scope]:
    """What ``actor`` is asked for to read what was sent: to appraise above, or to see it at home."""
    home = congress.organization
    if is_superior(actor, congress, to=Permission.APPROVALS_APPRAISE):
        return Permission.APPROVALS_APPRAISE, above(home)
    place = own_place(actor, congress, Permission.APPROVALS_VIEW)
    if not can(actor, Permission.APPROVALS_VIEW, at=place) and reads_here(actor, congress):
        return Permission.REGISTRY_ISSUE, home.scope
    return Permission.APPROVALS_VIEW, place


def seat(actor: Any, submission: Submission, to: Permission) -> tuple[Permission, Scope]:
    """What ``actor`` is asked for where the superior speaks: to do it, above.

    Where the superior answers on paper, who keeps the register at home writes down what it says.
    """
    congress = submission.congress
    home = congress.organization
    if not can(actor, to, at=above(home)) and can(actor, Permission.REGISTRY_ISSUE, at=home):
        return Permission.REGISTRY_ISSUE, home.scope
    return to, above(home)


def reviewers_of(organization: Organization) -> QuerySet[User]:
    """Who appraises for the superiors of an organization today."""
    today = clock.today()
    paths, path = [], path_above(organization.path)
    while path:
        paths.append(path)
        path = path_above(path)
    held = Grant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        role=Role.SUPERIOR,
        organization_path__in=paths,
        starts_on__lte=today,
    )
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk")


def register_people(organization: Organization) -> QuerySet[User]:
    """Who at home follows the dossier: the committee and who keeps the register."""
    today = clock.today()
    held = Grant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        role__in=[Role.SECRETARY, Role.COMMITTEE_MEMBER, Role.CLERK],
        organization_path=organization.path,
        starts_on__lte=today,
    )
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk")
