"""The stage and the hall with its seats."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.base.models import Stamped
from daihoi.congresses.models import Congress
from daihoi.logistics.models.places import Served
from daihoi.meetings.models import Invitee
from daihoi.rules.seating import HallPlan
from daihoi.rules.stage import Lectern

MOST_ROWS, MOST_SEATS = 60, 60


class Stage(Stamped, Served):
    """What people chose of the stage's drawing; the rest is the rule set of day D."""

    congress = models.OneToOneField(Congress, on_delete=models.CASCADE, related_name="stage")
    lectern = models.CharField(
        _("bục phát biểu ở bên"),
        max_length=10,
        choices=[(Lectern.LEFT.value, _("Bên trái")), (Lectern.RIGHT.value, _("Bên phải"))],
        default=Lectern.RIGHT.value,
    )
    top_slogan = models.CharField(_("khẩu hiệu trên cùng"), max_length=120, blank=True)
    left_slogan = models.CharField(_("khẩu hiệu cánh trái"), max_length=160, blank=True)
    right_slogan = models.CharField(_("khẩu hiệu cánh phải"), max_length=160, blank=True)
    round_line = models.CharField(_("dòng thêm dưới nhiệm kỳ"), max_length=60, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("sân khấu")

    def __str__(self) -> str:
        return str(self.congress)


class GroupBy(models.TextChoices):
    UNIT = "unit", _("Theo phòng, đơn vị")
    NAME = "name", _("Theo vần tên")


class Hall(Stamped, Served):
    """Rows of seats before the stage, seen from the stage's side; an aisle after some numbers."""

    congress = models.OneToOneField(Congress, on_delete=models.CASCADE, related_name="hall")
    name = models.CharField(_("hội trường"), max_length=160, blank=True)
    rows = models.PositiveSmallIntegerField(_("số hàng ghế"), default=6)
    seats = models.PositiveSmallIntegerField(_("số ghế mỗi hàng"), default=8)
    aisles = models.JSONField(_("lối đi sau ghế số"), default=list, blank=True)
    front_rows = models.PositiveSmallIntegerField(_("số hàng đầu dành cho khách"), default=1)
    min_distance_cm = models.PositiveSmallIntegerField(
        _("khoảng cách tối thiểu giữa hai người (cm)"), null=True
    )
    seat_pitch_cm = models.PositiveSmallIntegerField(_("hai ghế liền nhau cách (cm)"), default=60)
    row_pitch_cm = models.PositiveSmallIntegerField(_("hai hàng ghế cách (cm)"), default=90)
    group_by = models.CharField(
        _("xếp đảng viên"), max_length=10, choices=GroupBy.choices, default=GroupBy.UNIT
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("hội trường")
        constraints = [
            models.CheckConstraint(
                condition=Q(rows__gte=1, rows__lte=MOST_ROWS, seats__gte=1, seats__lte=MOST_SEATS),
                name="logistics_hall_size",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.congress)

    @property
    def plan(self) -> HallPlan:
        return HallPlan(
            rows=self.rows,
            seats=self.seats,
            aisles=tuple(self.aisles),
            front_rows=self.front_rows,
            seat_pitch_cm=self.seat_pitch_cm,
            row_pitch_cm=self.row_pitch_cm,
        )


class Seat(models.Model):
    """Somebody's seat: each has one, and on each sits one."""

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="taken")
    row = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    invitee = models.OneToOneField(Invitee, on_delete=models.CASCADE, related_name="seat")

    class Meta:
        verbose_name = _("chỗ ngồi")
        ordering = ["row", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "row", "number"], name="logistics_seat_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.row}-{self.number}"
