"""Who is expected to run the congress (người điều hành), by part."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models import Congress
from daihoi.organizations.models import Person


class Conductor(models.Model):
    """One person, or a name from outside, in one part; a part may have several."""

    class Part(models.TextChoices):
        COMPERE = "compere", _("Người dẫn chương trình")
        CHAIR = "chair", _("Chủ trì (chủ tịch đoàn)")
        PRESIDIUM = "presidium", _("Đoàn chủ tịch")
        SECRETARY = "secretary", _("Thư ký đại hội")
        POLITICAL_REPORT = "political_report", _("Trình bày báo cáo chính trị")
        REVIEW_REPORT = "review_report", _("Trình bày báo cáo kiểm điểm")
        MEMBERS_REPORT = "members_report", _("Báo cáo tình hình đảng viên")
        HEAD_TELLER = "head_teller", _("Trưởng ban kiểm phiếu")
        TELLER = "teller", _("Ban kiểm phiếu")
        SUPERIOR = "superior", _("Đại diện cấp trên")

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="conductors")
    part = models.CharField(_("nhiệm vụ"), max_length=20, choices=Part.choices)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="conducting"
    )
    name = models.CharField(_("họ tên"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("người điều hành")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "part", "person"], name="programme_conductor_once"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | (Q(person__isnull=True) & ~Q(name="")),
                name="programme_conductor_one_name",
            ),
        ]

    def __str__(self) -> str:
        return self.person.full_name if self.person else self.name

    @property
    def scope(self) -> Scope:
        return self.congress.scope
