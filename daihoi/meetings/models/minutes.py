"""Minutes (biên bản): read back, signed by chair and minute-taker, then fixed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.meetings.models.meetings import Meeting
from daihoi.registry.models import Paper


def _pair(at: str, model: str) -> models.CheckConstraint:
    by = f"{at.removesuffix('_at')}_by"
    return models.CheckConstraint(
        condition=Q(**{f"{at}__isnull": True, f"{by}__isnull": True})
        | Q(**{f"{at}__isnull": False, f"{by}__isnull": False}),
        name=f"meetings_{model}_{at.removesuffix('_at')}_pair",
    )


class Minutes(models.Model):
    """The minutes of one meeting, from its first entry on.

    ``change_count`` numbers the changes of its record, ``words_change`` the last that changed what
    the minutes say. ``read_back_change`` is the state that was read back; a signature stands under
    ``content`` (`papers.official.OfficialPaper` as plain values) with its ``digest`` (SHA-256).
    With both signatures it never changes again.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    change_count = models.PositiveIntegerField(default=0)
    words_change = models.PositiveIntegerField(default=0)
    read_back_at = models.DateTimeField(null=True)
    read_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    read_back_change = models.PositiveIntegerField(null=True)
    content = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    chair_signed_at = models.DateTimeField(null=True)
    chair_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    taker_signed_at = models.DateTimeField(null=True)
    taker_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    paper = models.ForeignKey(
        Paper, on_delete=models.SET_NULL, null=True, related_name="minutes_of"
    )

    class Meta:
        verbose_name = _("biên bản")
        verbose_name_plural = _("biên bản")
        constraints = [
            _pair("read_back_at", "minutes"),
            _pair("chair_signed_at", "minutes"),
            _pair("taker_signed_at", "minutes"),
            models.CheckConstraint(
                condition=Q(chair_signed_at__isnull=True, taker_signed_at__isnull=True)
                | (Q(content__isnull=False) & ~Q(digest="")),
                name="meetings_minutes_signed_text_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"Biên bản {self.meeting}"

    @property
    def scope(self) -> Scope:
        return self.meeting.scope

    @property
    def is_begun(self) -> bool:
        """One of the two has signed: its text stands still."""
        return self.chair_signed_at is not None or self.taker_signed_at is not None

    @property
    def is_read_back(self) -> bool:
        """What it says now was read to those there."""
        return self.read_back_change is not None and self.read_back_change >= self.words_change

    @property
    def is_signed(self) -> bool:
        return self.chair_signed_at is not None and self.taker_signed_at is not None


class MinutesAddition(models.Model):
    """What is corrected after the signatures: an addition, dated, in force once both signed it."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="additions")
    text = models.TextField(_("nội dung bổ sung, đính chính"))
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    chair_signed_at = models.DateTimeField(null=True)
    chair_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    taker_signed_at = models.DateTimeField(null=True)
    taker_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("bổ sung biên bản")
        ordering = ["id"]
        constraints = [
            _pair("chair_signed_at", "addition"),
            _pair("taker_signed_at", "addition"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def scope(self) -> Scope:
        return self.minutes.scope

    @property
    def is_signed(self) -> bool:
        return self.chair_signed_at is not None and self.taker_signed_at is not None
