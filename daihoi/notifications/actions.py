"""Telling people. Rows are written in the caller's transaction: told exactly if it happened."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, Scope, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.notifications import mail
from daihoi.notifications.models import Frequency, MailSetting, Notice

ASKED_AGAIN_AFTER = timedelta(minutes=10)


def notify(
    users: Iterable[User],
    *,
    title: str,
    url: str,
    body: str = "",
    topic: str,
    confidential: bool = False,
    grows: bool = False,
) -> list[Notice]:
    """Put one notice into each user's inbox. The calling action has asked and records.

    One that ``grows`` adds its body to an unread notice of the same title and topic, as new.

    ``title`` and ``body`` are kept, so they are Vietnamese, not in the language of who acts.
    Letters carry the title; of a ``confidential`` notice only that there is one.
    """
    now = clock.now()
    users = list(users)
    if grows:
        grown = _grow(users, title[:200], body, topic, now)
        users = [user for user in users if user.pk not in grown]
    notices = [
        Notice(
            user=user,
            title=title[:200],
            body=body[:500],
            url=url,
            topic=topic,
            is_confidential=confidential,
            created_at=now,
        )
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


@transaction.atomic
def move_notices(old: User, new: User, *, at: Scope, actor: User) -> int:
    """Put what is in one account's inbox into another's: both belong to one person of ``at``."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=at)
    moved = Notice.objects.filter(user=old).update(user=new)
    facts = {"from": old.username, "notices": moved}
    record("notifications.move_notices", new, actor=actor, after=facts)
    return moved


@transaction.atomic
def move_mail(old: User, new: User, *, at: Scope, actor: User) -> bool:
    """Of two accounts of one person of ``at`` let one get letters: ``new``, where it is confirmed.

    Otherwise the confirmed address of ``old`` goes on under ``new``, and so do the links in
    letters sent there; whether it does is the answer.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=at)
    rows = MailSetting.objects.select_for_update().filter(user__in=(old, new)).order_by("pk")
    found = {setting.user_id: setting for setting in rows}
    theirs, own = found.get(old.pk), found.get(new.pk)
    if theirs is None:
        return False
    moves = theirs.confirmed_at is not None and (own is None or own.confirmed_at is None)
    if moves and own is not None:
        own.delete()
    if moves:
        theirs.user = new
        theirs.save(update_fields=["user"])
    else:
        theirs.delete()
    facts = {"from": old.username, "goes_on": moves}
    record("notifications.move_mail", new, actor=actor, after=facts)
    return moves


@transaction.atomic
def choose_mail(frequency: Frequency, address: str, *, actor: User) -> MailSetting:
    """Choose how often and where one gets the digest; a new address is asked first whether it is.

    It is one's own setting, so no permission is asked. The record keeps no address. `RuleBroken`
    if an address was asked less than ten minutes ago.
    """
    MailSetting.objects.get_or_create(user=actor)
    setting = MailSetting.objects.select_for_update().get(user=actor)
    before = {"frequency": setting.frequency, "confirmed": setting.confirmed_at is not None}
    now = clock.now()
    if address != setting.address:
        setting.address, setting.confirmed_at = address, None
    asks = frequency != Frequency.NONE and setting.confirmed_at is None
    if asks and setting.asked_at is not None and now - setting.asked_at < ASKED_AGAIN_AFTER:
        raise RuleBroken(
            _("Thư xác nhận vừa được gửi cách đây chưa đến mười phút."),
            advice=_("Hãy tìm thư đó trong hộp thư, kể cả mục thư rác, hoặc thử lại sau."),
        )
    setting.frequency = frequency
    setting.asked_at = now if asks else setting.asked_at
    setting.save(update_fields=["frequency", "address", "confirmed_at", "asked_at"])
    after = {"frequency": setting.frequency, "confirmed": setting.confirmed_at is not None}
    record("notifications.choose_mail", setting, actor=actor, before=before, after=after)
    if asks:
        transaction.on_commit(lambda: _ask(setting))
    return setting


@transaction.atomic
def confirm_mail(address: str, *, actor: User) -> MailSetting:
    """Note that a letter to ``address`` was read by its owner, who is signed in; once."""
    setting = MailSetting.objects.select_for_update().filter(user=actor, address=address).first()
    if setting is None:
        raise NotFound(_("Đồng chí đã chọn một địa chỉ khác."))
    if setting.confirmed_at is None:
        setting.confirmed_at = clock.now()
        setting.save(update_fields=["confirmed_at"])
        record("notifications.confirm_mail", setting, actor=actor, after={"confirmed": True})
    return setting


@transaction.atomic
def stop_mail(setting: MailSetting, *, actor: User) -> MailSetting:
    """End the letters; ``actor`` is who holds a letter, and that is its receiver."""
    locked = MailSetting.objects.select_for_update().get(pk=setting.pk)
    if locked.frequency != Frequency.NONE:
        before = {"frequency": locked.frequency}
        locked.frequency = Frequency.NONE
        locked.save(update_fields=["frequency"])
        after = {"frequency": locked.frequency}
        record("notifications.stop_mail", locked, actor=actor, before=before, after=after)
    return locked


@transaction.atomic
def claim_digest(pk: int) -> MailSetting | None:
    """Take a letter to send, so that no other run does; None if it is not due (any more).

    A run that dies leaves its claim behind; after `CLAIM_LASTS` the next one takes it.
    """
    setting = MailSetting.objects.select_for_update().filter(pk=pk).first()
    now = clock.now()
    if setting is None or not setting.is_due(now):
        return None
    setting.claimed_at = now
    setting.save(update_fields=["claimed_at"])
    return setting


@transaction.atomic
def settle_digest(setting: MailSetting, *, sent: bool) -> None:
    """Give a claimed letter back: done up to the moment of the claim, or to be tried again.

    Where another run took the claim over meanwhile, it is left alone.
    """
    held = MailSetting.objects.select_for_update().filter(
        pk=setting.pk, claimed_at=setting.claimed_at
    )
    if sent:
        held.update(claimed_at=None, sent_until=setting.claimed_at)
    else:
        held.update(claimed_at=None)


def _grow(users: list[User], title: str, body: str, topic: str, now: datetime) -> set[int]:
    """Whose unread notice took the body in: the newest first, as it is cut at its end."""
    rows = Notice.objects.select_for_update().filter(
        user__in=users, title=title, topic=topic, read_at__isnull=True
    )
    unread = {row.user_id: row for row in rows.order_by("pk")}
    for row in unread.values():
        row.body, row.created_at = f"{body} {row.body}".strip()[:500], now
    Notice.objects.bulk_update(unread.values(), ["body", "created_at"], batch_size=500)
    return set(unread)


def _ask(setting: MailSetting) -> None:
    try:
        mail.send_confirmation(setting)
    except Conflict:
        MailSetting.objects.filter(pk=setting.pk).update(asked_at=None)
        raise
