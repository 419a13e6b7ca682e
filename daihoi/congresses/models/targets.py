"""What the congress resolves to reach (chỉ tiêu nghị quyết), and what became of it year by year."""

from uuid import UUID, uuid5

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
    """A target of the new term (S7): ``year`` None is the whole term.

    ``clause_key`` is the clause of the adopted resolution that says it; None of one that was only
    prepared.
    """

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="targets")
    group = models.CharField(_("nhóm chỉ tiêu"), max_length=20, choices=TargetGroup.choices)
    text = models.TextField(_("chỉ tiêu"))
    unit = models.CharField(_("đơn vị"), max_length=60, blank=True)
    amount = models.CharField(_("mức"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"), null=True)
    position = models.PositiveIntegerField(default=0)
    clause_key = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("chỉ tiêu")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "text", "year"],
                condition=Q(clause_key__isnull=True),
                name="congresses_resolutiontarget_once",
            ),
            models.UniqueConstraint(
                fields=["congress", "text"],
                condition=Q(year__isnull=True, clause_key__isnull=True),
                name="congresses_resolutiontarget_once_a_term",
            ),
            models.UniqueConstraint(
                fields=["congress", "clause_key"], name="congresses_resolutiontarget_clause_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def scope(self) -> Scope:
        return self.congress.scope

    @property
    def is_adopted(self) -> bool:
        return self.clause_key is not None

    @property
    def key_in_draft(self) -> UUID:
        """The key of the clause that a typed draft resolution begins with for it."""
        return uuid5(UUID(int=self.pk), "target")

    @property
    def when(self) -> str:
        return str(self.year) if self.year else str(_("cả nhiệm kỳ"))


class TargetResult(models.Model):
    """How a target stood in one year of the term; noted after the congress too.

    ``value`` is the figure reached, where the target has one.
    """

    target = models.ForeignKey(ResolutionTarget, on_delete=models.CASCADE, related_name="results")
    year = models.PositiveSmallIntegerField(_("năm"))
    text = models.CharField(_("kết quả"), max_length=400)
    value = models.CharField(_("số đạt được"), max_length=120, blank=True)
    is_met = models.BooleanField(_("đạt"))
    evidence = models.CharField(_("căn cứ, minh chứng"), max_length=300, blank=True)
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
