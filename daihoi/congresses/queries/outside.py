"""The register of bodies outside the organization."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from daihoi.accounts.permissions import Permission, require
from daihoi.base.errors import NotFound
from daihoi.congresses.models import OutsideBody
from daihoi.congresses.queries.tasks import OPEN_STATES
from daihoi.organizations.models import Organization


def organization_with_outside(pk: int, *, viewer: Any) -> Organization:
    """An organization, for who may give work to bodies outside it."""
    organization = Organization.objects.filter(pk=pk).first()
    if organization is None:
        raise NotFound
    require(viewer, Permission.CONGRESSES_ASSIGN, at=organization)
    return organization


def outside_bodies_of(organization: Organization) -> QuerySet[OutsideBody]:
    """By name, with ``open_count``, the tasks not ended. The caller has checked the viewer."""
    still_open = Q(tasks__state__in=OPEN_STATES)
    return organization.outside_bodies.annotate(
        open_count=Count("tasks", filter=still_open)
    ).order_by("name", "pk")


def get_outside(pk: int, *, viewer: Any) -> OutsideBody:
    """One body, for who may change it."""
    body = OutsideBody.objects.select_related("organization").filter(pk=pk).first()
    if body is None:
        raise NotFound
    require(viewer, Permission.CONGRESSES_ASSIGN, at=body)
    return body
