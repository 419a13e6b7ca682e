"""Reading one's own inbox."""

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from daihoi.accounts.models import User
from daihoi.base.errors import NotFound
from daihoi.notifications.models import Notice


def inbox_of(viewer: User) -> QuerySet[Notice]:
    """All notices, unread first, then the latest."""
    unread = ExpressionWrapper(Q(read_at__isnull=True), output_field=BooleanField())
    return Notice.objects.filter(user=viewer).order_by(unread.desc(), "-pk")


def get_notice(pk: int, *, viewer: User) -> Notice:
    notice = Notice.objects.filter(user=viewer, pk=pk).first()
    if notice is None:
        raise NotFound
    return notice


def unread_count(viewer: User) -> int:
    """How many notices wait; counted once for one request (the shell shows it twice)."""
    known: int | None = vars(viewer).get("unread_notices")
    if known is None:
        known = Notice.objects.filter(user=viewer, read_at__isnull=True).count()
        vars(viewer)["unread_notices"] = known
    return known
