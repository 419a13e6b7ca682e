"""The public page of an organization, as its own people set it up."""

from typing import Any

from django.utils.text import slugify

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import NotFound
from daihoi.news.models import NewsSite
from daihoi.organizations.models import Organization
from daihoi.vietnamese.text import fold

RESERVED = frozenset({"quan-ly"})  # where the editors' own pages are


def site_of(organization: Organization) -> NewsSite:
    """The organization's page, or one that is not saved yet. The caller has checked the viewer."""
    found = NewsSite.objects.select_related("organization").filter(organization=organization)
    return found.first() or NewsSite(
        organization=organization,
        slug=slugify(fold(organization.short_name))[:60],
        title=organization.name,
    )


def site_to_set(pk: int, *, viewer: Any) -> NewsSite:
    """The page of an organization, for who may open and close it."""
    organization = Organization.objects.filter(pk=pk).first()
    if organization is None:
        raise NotFound
    require(viewer, Permission.NEWS_PUBLISH, at=organization)
    return site_of(organization)


def opens_site(viewer: Any, organization: Organization) -> bool:
    return can(viewer, Permission.NEWS_PUBLISH, at=organization)
