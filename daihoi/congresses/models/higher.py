"""The congresses above this one: a cell's is the lowest step of a chain (S13)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models.congresses import Congress
from daihoi.vietnamese.dates import PartialDate
from daihoi.vietnamese.numerals import roman


class HigherLevel(models.TextChoices):
    """Steps above a cell, the nearest first; their values sort in that order."""

    DIRECT = "1_direct", _("Đảng bộ cấp trên trực tiếp")
    PROVINCE = "2_province", _("Đảng bộ tỉnh, thành phố")
    NATIONAL = "3_national", _("Đại hội toàn quốc")


class HigherCongress(models.Model):
    """A congress that this one leads up to (đại hội cấp trên).

    ``expected`` is ISO and may be partial, "2020-10"; ``delegates`` are those this organization
    is to elect to it, None where that is not said.
    """

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="higher")
    level = models.CharField(_("cấp"), max_length=20, choices=HigherLevel.choices)
    name = models.CharField(_("tên đại hội"), max_length=200)
    ordinal = models.PositiveSmallIntegerField(_("lần thứ"), null=True)
    expected = models.CharField(_("thời gian dự kiến"), max_length=10, blank=True)
    delegates = models.PositiveSmallIntegerField(
        _("số đại biểu được bầu đi dự"), null=True, blank=True
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("đại hội cấp trên")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "level"], name="congresses_highercongress_level_once"
            )
        ]

    def __str__(self) -> str:
        if self.ordinal is None:
            return self.name
        return _("%(name)s lần thứ %(ordinal)s") % {
            "name": self.name,
            "ordinal": roman(self.ordinal),
        }

    @property
    def scope(self) -> Scope:
        return self.congress.scope

    @property
    def expected_on(self) -> PartialDate | None:
        return PartialDate.from_iso(self.expected) if self.expected else None
