"""The inbox (hộp thư): what somebody is told, with a link to where it can be done."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope

CLAIM_LASTS = timedelta(minutes=15)  # far longer than a mail server may take


class Notice(models.Model):
    """One line in one user's inbox."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    title = models.CharField(max_length=200)
    body = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=300)
    topic = models.CharField(max_length=80)  # "documents.round:5:reminder"; groups alike notices
    # What it is about is not for a letter: there it only says that there is something to open.
    is_confidential = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("thông báo")
        indexes = [models.Index(fields=["user", "read_at", "-id"], name="notifications_unread")]

    def __str__(self) -> str:
        return self.title

    @property
    def day(self) -> date:
        """The calendar day it came on."""
        return timezone.localdate(self.created_at)


class Frequency(models.TextChoices):
    """How often somebody is written to."""

    NONE = "none", _("Không gửi thư")
    DAILY = "daily", _("Mỗi ngày một thư")
    WEEKLY = "weekly", _("Mỗi tuần một thư")


DAYS = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}


class MailSetting(models.Model):
    """Whether, how often and where somebody gets the digest (thư tóm tắt) of what is to be done.

    Nothing but the question whether it is theirs goes to an address that is not confirmed.
    ``claimed_at``: a run of the sender has taken this letter; two runs never send the same.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_setting"
    )
    frequency = models.CharField(
        _("gửi thư tóm tắt"),
        max_length=10,
        choices=Frequency.choices,
        default=Frequency.NONE,
    )
    address = models.EmailField(_("địa chỉ thư điện tử"), blank=True)
    asked_at = models.DateTimeField(null=True)  # when a letter last asked for confirmation
    confirmed_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_until = models.DateTimeField(null=True)  # what happened before was looked at for a letter

    class Meta:
        verbose_name = _("nhận thư điện tử")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | ~Q(address=""),
                name="notifications_mailsetting_confirmed_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.frequency}"

    @property
    def scope(self) -> Scope:
        """A setting belongs to the account, and that to the house."""
        return Scope("/")

    def is_due(self, now: datetime) -> bool:
        """Whether a letter is to be sent, and no other run is about to."""
        if self.frequency == Frequency.NONE or self.confirmed_at is None:
            return False
        if self.claimed_at is not None and now - self.claimed_at < CLAIM_LASTS:
            return False
        if self.sent_until is None:
            return True
        days = (timezone.localdate(now) - timezone.localdate(self.sent_until)).days
        return days >= DAYS[Frequency(self.frequency)]
