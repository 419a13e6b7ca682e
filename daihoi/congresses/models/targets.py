"""What the congress resolves to reach (chỉ tiêu nghị quyết), and what became of it year by year."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models.congresses import Congress


class TargetGroup(models.TextChoices):
    """Groups of targets (nhóm chỉ tiêu); `rules.outcomes` names them by these values."""

    PROFESSIONAL = "professional", _("Nhiệm vụ chính trị, chuyên môn")
    PARTY_BUILDING = "party_building", _("Xây dựng Đảng trong sạch, vững mạnh")
    UNITY = "unity", _("Đoàn kết nội bộ")
    MASS = "mass", _("Lãnh đạo đoàn thể")


class ResolutionTarget(models.Model):
    """A target of the new term (S7): ``year`` None is the whole term."""

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="targets")
    group = models.CharField(_("nhóm chỉ tiêu"), max_length=20, choices=TargetGroup.choices)
    text = models.CharField(_("chỉ tiêu"), max_length=400)
    year = models.PositiveSmallIntegerField(_("năm"), null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("chỉ tiêu")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "text", "year"], name="congresses_resolutiontarget_once"
            ),
            models.UniqueConstraint(
                fields=["congress", "text"],
                condition=Q(year__isnull=True),
                name="congresses_resolutiontarget_once_a_term",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def scope(self) -> Scope:
        return self.congress.scope


class TargetResult(models.Model):
    """How a target stood in one year of the term; noted after the congress too."""

    target = models.ForeignKey(ResolutionTarget, on_delete=models.CASCADE, related_name="results")
    year = models.PositiveSmallIntegerField(_("năm"))
    text = models.CharField(_("kết quả"), max_length=400)
    is_met = models.BooleanField(_("đạt"))
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("kết quả chỉ tiêu")
        constraints = [
            models.UniqueConstraint(
                fields=["target", "year"], name="congresses_targetresult_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.target} · {self.year}: {self.text}"

    @property
    def scope(self) -> Scope:
        return self.target.scope
