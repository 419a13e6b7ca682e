"""What belongs to the first page's owner alone: the private address of her calendar."""

from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope


class CalendarLink(models.Model):
    """An address that hands out its owner's calendar to whoever knows it, until it is revoked.

    Only the SHA-256 of its secret is kept: nobody can read the address from here again.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_links"
    )
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("đường dẫn lịch")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at__isnull=True),
                name="home_calendarlink_one_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.digest[:8]}"

    @staticmethod
    def digest_of(secret: str) -> str:
        return sha256(secret.encode()).hexdigest()

    @property
    def scope(self) -> Scope:
        """It belongs to the account, and an account to the house."""
        return Scope("/")
