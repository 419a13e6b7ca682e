"""What follows a congress: files handed over, the archive, the end of the term."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.organizations.models import Person
from daihoi.registry.models import Dossier


class HandOver(models.Model):
    """One thing the secretariat handed to the new committee (bàn giao); a struck line stays."""

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="handovers")
    thing = models.CharField(_("hồ sơ, tài liệu"), max_length=300)
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    handed_on = models.DateField(_("ngày bàn giao"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    strike_reason = models.CharField(_("lý do gạch bỏ"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("bàn giao")
        ordering = ["handed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by__isnull=True, strike_reason="")
                | Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(strike_reason=""),
                name="closing_handover_struck_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.thing

    @property
    def scope(self) -> Scope:
        return self.congress.scope


class ArchivePart(models.Model):
    """A dossier of the archive (hồ sơ lưu trữ): papers of one body, or of the congress itself.

    Papers on personnel stand in parts of their own, which ``is_restricted`` marks.
    """

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="archive_parts")
    subcommittee = models.ForeignKey(
        Subcommittee, on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_restricted = models.BooleanField(default=False)
    # Given up in the register before it is sealed, its papers are gathered anew.
    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="archive_part")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("phần hồ sơ lưu trữ")

    def __str__(self) -> str:
        return str(self.dossier)

    @property
    def scope(self) -> Scope:
        return self.congress.scope


class TermEnd(models.Model):
    """The term before this congress was closed: from ``begins_on`` its committee holds its posts.

    ``changes`` keep what the preview listed: groups of "title" and "lines", in words.
    """

    congress = models.OneToOneField(Congress, on_delete=models.PROTECT, related_name="ended_term")
    begins_on = models.DateField()
    changes = models.JSONField(default=list)
    ended_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("kết thúc nhiệm kỳ")

    def __str__(self) -> str:
        return str(self.congress)

    @property
    def scope(self) -> Scope:
        return self.congress.scope
