"""The public page: set up, opened, closed."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import RuleBroken
from daihoi.news.models import NewsSite
from daihoi.news.queries.sites import RESERVED
from daihoi.news.serving import forget
from daihoi.organizations.models import Organization

FIELDS = ("slug", "title", "introduction", "section", "date_style")


@transaction.atomic
def set_site(organization: Organization, values: Mapping[str, Any], *, actor: User) -> NewsSite:
    """Write down what the organization's page is called and where it is; it opens by itself never.

    Another address leaves the old one empty: links that people kept lead nowhere then.
    """
    require(actor, Permission.NEWS_PUBLISH, at=organization)
    locked = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    site = NewsSite.objects.filter(organization=locked).first()
    _check_address(values["slug"], site)
    before = {name: getattr(site, name) for name in FIELDS} if site else {}
    site = site or NewsSite(organization=locked)
    for name in FIELDS:
        setattr(site, name, values[name])
    try:
        with transaction.atomic():
            site.save()
    except IntegrityError as error:  # another organization took the address a moment ago
        raise _taken(site.slug) from error
    after = {name: getattr(site, name) for name in FIELDS}
    record("news.set_site", site, actor=actor, before=before, after=after)
    transaction.on_commit(forget)
    return site


@transaction.atomic
def open_site(site: NewsSite, *, actor: User) -> NewsSite:
    """Let everybody read what is published; nothing else becomes public by it."""
    require(actor, Permission.NEWS_PUBLISH, at=site)
    locked = NewsSite.objects.select_for_update().get(pk=site.pk)
    if not locked.is_open:
        locked.opened_at, locked.opened_by = clock.now(), actor
        locked.save(update_fields=["opened_at", "opened_by"])
        record("news.open_site", locked, actor=actor, after={"slug": locked.slug})
        transaction.on_commit(forget)
    return locked


@transaction.atomic
def close_site(site: NewsSite, *, actor: User) -> NewsSite:
    """Take the whole page from the public; items stay as they are."""
    require(actor, Permission.NEWS_PUBLISH, at=site)
    locked = NewsSite.objects.select_for_update().get(pk=site.pk)
    if locked.is_open:
        before = {"opened_at": locked.opened_at}
        locked.opened_at = locked.opened_by = None
        locked.save(update_fields=["opened_at", "opened_by"])
        record("news.close_site", locked, actor=actor, before=before)
        transaction.on_commit(forget)
    return locked


def _check_address(slug: str, site: NewsSite | None) -> None:
    others = NewsSite.objects.filter(slug=slug)
    taken = (others.exclude(pk=site.pk) if site and site.pk else others).exists()
    if slug in RESERVED or taken:
        raise _taken(slug)


def _taken(slug: str) -> RuleBroken:
    return RuleBroken(
        _("Địa chỉ “%(slug)s” đã có nơi khác dùng.") % {"slug": slug},
        code="address_taken",
        advice=_("Hãy chọn địa chỉ khác, chẳng hạn thêm tên tỉnh."),
    )
