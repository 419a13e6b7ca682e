"""What was pressed at the doors (bàn đón) on the day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.meetings.models.invitees import DOOR_LETTERS, Invitee, Means
from daihoi.meetings.models.meetings import Meeting


class Outcome(models.TextChoices):
    """What became of a press."""

    KEPT = "kept", _("ghi có mặt")
    EARLIER = "earlier", _("đến trước giờ đã ghi")
    TWICE = "twice", _("đã điểm danh trước đó")
    OVERRULED = "overruled", _("đã ghi khác sau khi bấm")


class DoorPress(models.Model):
    """Somebody pressed "present" for a person, at a door, at ``pressed_at``.

    It may arrive much later: the door was without a network. The browser's ``client_key`` keeps it
    once however often it is sent.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="door_presses")
    invitee = models.ForeignKey(Invitee, on_delete=models.CASCADE, related_name="door_presses")
    client_key = models.UUIDField(unique=True)
    door = models.CharField(_("bàn đón"), max_length=DOOR_LETTERS, blank=True)
    means = models.CharField(max_length=10, choices=Means.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    pressed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("lượt điểm danh ở bàn đón")
        ordering = ["pressed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(received_at__gte=F("pressed_at")),
                name="meetings_doorpress_received_after",
            )
        ]

    def __str__(self) -> str:
        return f"{self.invitee}: {self.get_outcome_display()}"

    @property
    def scope(self) -> Scope:
        return self.meeting.scope
