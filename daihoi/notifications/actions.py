"""Telling people. Rows are written in the caller's transaction: told exactly if it happened."""

from collections.abc import Iterable

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.base import clock
from daihoi.notifications.models import Notice


def notify(
    users: Iterable[User], *, title: str, url: str, body: str = "", topic: str
) -> list[Notice]:
    """Put one notice into each user's inbox. The calling action has asked and records.

    ``title`` and ``body`` are kept, so they are Vietnamese, not in the language of who acts.
    """
    now = clock.now()
    notices = [
        Notice(user=user, title=title[:200], body=body[:500], url=url, topic=topic, created_at=now)
        for user in users
    ]
    return Notice.objects.bulk_create(notices, batch_size=500)


@transaction.atomic
def mark_read(*, actor: User, notice: Notice | None = None) -> int:
    """Mark one notice of one's own inbox as read, or all of them; answers how many were unread.

    Reading is not recorded: it changes nothing but the reader's own list.
    """
    unread = Notice.objects.filter(user=actor, read_at__isnull=True)
    if notice is not None:
        unread = unread.filter(pk=notice.pk)
    return unread.update(read_at=clock.now())
