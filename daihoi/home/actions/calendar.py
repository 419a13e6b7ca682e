"""The private address of one's own calendar: given once, replaced, revoked."""

import secrets

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.home.models import CalendarLink


@transaction.atomic
def create_calendar_link(*, actor: User) -> str:
    """Give the actor's calendar a new address; the one before leads nowhere from now on.

    Answers its secret (256 bits), which is kept nowhere. Whoever signs in has a calendar: there
    is no permission to ask.
    """
    _revoke(actor)
    secret = secrets.token_urlsafe(32)
    made = CalendarLink.objects.create(
        user=actor, digest=CalendarLink.digest_of(secret), created_at=clock.now()
    )
    record("home.create_calendar_link", made, actor=actor, context=actor)
    return secret


@transaction.atomic
def revoke_calendar_link(*, actor: User) -> CalendarLink:
    """Let the address of the actor's calendar lead nowhere."""
    revoked = _revoke(actor)
    if revoked is None:
        raise NotFound
    record("home.revoke_calendar_link", revoked, actor=actor, context=actor)
    return revoked


def _revoke(owner: User) -> CalendarLink | None:
    # One row a person is locked first: two pages at once still make one address.
    User.objects.select_for_update().get(pk=owner.pk)
    link = CalendarLink.objects.filter(user=owner, revoked_at=None).first()
    if link:
        link.revoked_at = clock.now()
        link.save(update_fields=["revoked_at"])
    return link
