"""Reading one's own inbox, and what goes into a letter."""

from datetime import datetime

from django.db.models import Q, QuerySet

from daihoi.accounts.models import User
from daihoi.accounts.permissions import ROLES, Permission, Role, grants_in_force
from daihoi.base import offers
from daihoi.base.errors import NotFound
from daihoi.notifications.mail import Digest, missing
from daihoi.notifications.models import Frequency, MailSetting, Notice

NOTICES_IN_A_LETTER = 30


def inbox_of(viewer: User, *, unread: bool = False) -> QuerySet[Notice]:
    """All notices, or those not read yet; the latest first."""
    notices = Notice.objects.filter(user=viewer).order_by("-created_at", "-pk")
    return notices.filter(read_at__isnull=True) if unread else notices


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


def missing_for(viewer: User) -> list[str]:
    """What the server lacks to send letters, for an administrator: others can set nothing there."""
    held = (ROLES[Role(grant.role)].permissions for grant in grants_in_force(viewer))
    return missing() if any(Permission.ACCOUNTS_MANAGE in each for each in held) else []


def mail_setting_of(viewer: User) -> MailSetting:
    """The viewer's setting; an unsaved one with an address known of her if she never chose."""
    setting = MailSetting.objects.filter(user=viewer).first()
    if setting is not None:
        return setting
    known = offers.addresses(viewer)
    return MailSetting(user=viewer, address=known[0] if known else "")


def settings_due(now: datetime) -> list[int]:
    """Numbers of the settings whose letters are to be sent; claiming one looks again."""
    chosen = MailSetting.objects.filter(
        ~Q(frequency=Frequency.NONE), confirmed_at__isnull=False, user__is_active=True
    )
    return [setting.pk for setting in chosen.order_by("pk") if setting.is_due(now)]


def digest_for(setting: MailSetting) -> Digest:
    """What one user has to be told: all that is late and waiting, and what came since the last."""
    viewer = setting.user
    unread = inbox_of(viewer, unread=True)
    since = setting.sent_until
    new = unread.filter(created_at__gt=since) if since else unread
    notices = list(new[:NOTICES_IN_A_LETTER])
    return Digest(
        late=offers.late(viewer),
        waiting=offers.waiting(viewer),
        notices=notices,
        older=unread.count() - len(notices),
    )
