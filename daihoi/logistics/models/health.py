"""Health: the planned attendance, measures of the place itself, what people declare."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.congresses.models import Congress
from daihoi.logistics.models.places import Served
from daihoi.meetings.models import Invitee
from daihoi.organizations.models import Organization
from daihoi.rules.certainty import Certainty
from daihoi.rules.health import EVERYWHERE, Effect, Measure, has_fever

EFFECT_LABELS = {
    Effect.ADVISED: _("khuyến cáo"),
    Effect.LIMITED: _("giới hạn số người"),
    Effect.WRITTEN: _("lấy ý kiến bằng văn bản"),
    Effect.POSTPONED: _("hoãn đại hội"),
    Effect.BANNED: _("cấm tập trung"),
    Effect.RESUMED: _("được tổ chức lại"),
}


class AttendancePlan(Stamped, Served):
    """How many are expected where the roll of the congress does not say; and how it is held.

    ``area`` is the province whose rules hold, one of `rules.health.areas`; "" if none is named.
    """

    congress = models.OneToOneField(
        Congress, on_delete=models.CASCADE, related_name="attendance_plan"
    )
    area = models.CharField(_("tỉnh, thành phố"), max_length=60, blank=True)
    members = models.PositiveSmallIntegerField(_("đảng viên, hội viên"), null=True)
    staff = models.PositiveSmallIntegerField(_("công chức, người lao động, phục vụ"), null=True)
    guests = models.PositiveSmallIntegerField(_("khách mời"), null=True)
    rooms = models.PositiveSmallIntegerField(_("số phòng dùng được cùng lúc"), default=1)
    has_secret_ballot = models.BooleanField(_("đại hội có bầu cử bằng phiếu kín"), default=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("số người dự kiến")
        constraints = [
            models.CheckConstraint(condition=Q(rooms__gte=1), name="logistics_attendance_rooms")
        ]

    def __str__(self) -> str:
        return str(self.congress)


class LocalMeasure(models.Model):
    """A paper of the place or the agency that the house does not know, with number and date."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="health_measures"
    )
    number = models.CharField(_("số, ký hiệu"), max_length=60)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=160)
    issued_on = models.DateField(_("ngày văn bản"))
    starts_on = models.DateField(_("áp dụng từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"), null=True)
    effect = models.CharField(
        _("yêu cầu"),
        max_length=10,
        choices=[(each.value, label) for each, label in EFFECT_LABELS.items()],
    )
    max_per_room = models.PositiveSmallIntegerField(_("số người tối đa một phòng"), null=True)
    min_distance_cm = models.PositiveSmallIntegerField(_("khoảng cách tối thiểu (cm)"), null=True)
    mask = models.BooleanField(_("phải đeo khẩu trang"), default=False)
    summary = models.CharField(_("nội dung chính"), max_length=400)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("quy định của địa phương")
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="logistics_localmeasure_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="logistics_localmeasure_removed_pair",
            ),
            models.UniqueConstraint(
                fields=["organization", "number", "issued_on"],
                condition=Q(removed_at__isnull=True),
                name="logistics_localmeasure_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.issued_on.day}-{self.issued_on.month}-{self.issued_on.year})"

    @property
    def scope(self) -> Scope:
        return self.organization.scope

    @property
    def measure(self) -> Measure:
        """As `rules.health` takes it; whoever entered it had the paper."""
        return Measure(
            code=f"own-{self.pk}",
            number=self.number,
            issuer=self.issuer,
            issued_on=self.issued_on,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            effect=Effect(self.effect),
            summary=self.summary,
            source=str(self.issuer),
            certainty=Certainty.SOURCED,
            areas=(EVERYWHERE,),
            max_per_room=self.max_per_room,
            min_distance_cm=self.min_distance_cm,
            mask=self.mask,
        )


class Declaration(models.Model):
    """What somebody on the roll declares of her health, and her temperature at the door (S62).

    For who watches over health and herself alone; gone when the time of keeping is over. In no
    search, notice or file.
    """

    invitee = models.OneToOneField(Invitee, on_delete=models.CASCADE, related_name="declaration")
    subcommittee = models.ForeignKey(
        "congresses.Subcommittee", on_delete=models.PROTECT, null=True, related_name="+"
    )
    has_fever = models.BooleanField(_("sốt"), default=False)
    has_cough = models.BooleanField(_("ho"), default=False)
    has_short_breath = models.BooleanField(_("khó thở"), default=False)
    is_isolated = models.BooleanField(_("đang phải cách ly"), default=False)
    note = models.CharField(_("điều cần nói thêm"), max_length=300, blank=True)
    declared_at = models.DateTimeField(null=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    temperature = models.DecimalField(_("thân nhiệt"), max_digits=3, decimal_places=1, null=True)
    measured_at = models.DateTimeField(null=True)
    measured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("khai báo y tế")
        constraints = [
            models.CheckConstraint(
                condition=Q(declared_at__isnull=True, declared_by__isnull=True)
                | Q(declared_at__isnull=False, declared_by__isnull=False),
                name="logistics_declaration_declared_pair",
            ),
            models.CheckConstraint(
                condition=Q(
                    measured_at__isnull=True, measured_by__isnull=True, temperature__isnull=True
                )
                | Q(
                    measured_at__isnull=False, measured_by__isnull=False, temperature__isnull=False
                ),
                name="logistics_declaration_measured_pair",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Khai báo y tế"))

    @property
    def scope(self) -> Scope:
        return self.subcommittee.scope if self.subcommittee else self.invitee.meeting.scope

    @property
    def is_hot(self) -> bool:
        return self.temperature is not None and has_fever(Decimal(self.temperature))

    @property
    def keeps_away(self) -> bool:
        """Whether she should not attend: a symptom, isolation, or a temperature too high."""
        told = (self.has_fever, self.has_cough, self.has_short_breath, self.is_isolated)
        return any(told) or self.is_hot
