"""Who speaks: prepared speeches in their order, raised hands, phones."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.conduct.models.running import Run, RunItem
from daihoi.organizations.models import Person
from daihoi.programme.models import Speech


class TurnSource(models.TextChoices):
    PREPARED = "prepared", _("tham luận")
    HAND = "hand", _("giơ tay")
    PHONE = "phone", _("xin phát biểu bằng điện thoại")


class Turn(models.Model):
    """One turn to speak (lượt phát biểu): asked for, given, over; one speaks at a time.

    ``item`` is where it was given. ``summary`` goes to the minutes in a line or two. ``client_key``
    is made where it was asked for: sent twice, it is kept once.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="turns")
    item = models.ForeignKey(RunItem, on_delete=models.PROTECT, null=True, related_name="turns")
    client_key = models.UUIDField(unique=True)
    position = models.PositiveIntegerField()  # in the list of those who wait
    source = models.CharField(_("cách đăng ký"), max_length=10, choices=TurnSource.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="turns")
    speaker_name = models.CharField(_("người phát biểu"), max_length=160, blank=True)
    unit_name = models.CharField(_("đơn vị"), max_length=200, blank=True)
    topic = models.CharField(_("về việc"), max_length=300, blank=True)
    speech = models.ForeignKey(Speech, on_delete=models.PROTECT, null=True, related_name="turns")
    minutes = models.PositiveSmallIntegerField(_("số phút được nói"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(null=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    summary = models.TextField(_("tóm tắt ghi biên bản"), blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("lượt phát biểu")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run"],
                condition=Q(started_at__isnull=False, ended_at__isnull=True),
                name="conduct_turn_one_speaks",
            ),
            models.UniqueConstraint(
                fields=["run", "speech"],
                condition=Q(speech__isnull=False, withdrawn_at__isnull=True),
                name="conduct_turn_speech_once",
            ),
            # Who waits to speak stands on the list once.
            models.UniqueConstraint(
                fields=["run", "person"],
                condition=Q(
                    person__isnull=False,
                    speech__isnull=True,
                    started_at__isnull=True,
                    withdrawn_at__isnull=True,
                ),
                name="conduct_turn_person_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(speaker_name=""),
                name="conduct_turn_has_speaker",
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True, started_by__isnull=True)
                | Q(started_at__isnull=False, started_by__isnull=False, item__isnull=False),
                name="conduct_turn_started_pair",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, ended_at__gte=F("started_at")),
                name="conduct_turn_ended_pair",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(
                    withdrawn_at__isnull=False, withdrawn_by__isnull=False, started_at__isnull=True
                ),
                name="conduct_turn_withdrawn_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.speaker

    @property
    def scope(self) -> Scope:
        return self.run.scope

    @property
    def speaker(self) -> str:
        return self.person.full_name if self.person else self.speaker_name

    @property
    def is_speaking(self) -> bool:
        return self.started_at is not None and self.ended_at is None

    @property
    def waits(self) -> bool:
        return self.started_at is None and self.withdrawn_at is None
