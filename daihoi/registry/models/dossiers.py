"""Dossiers (hồ sơ): papers in an order, bound and sealed together."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.congresses.models import Congress
from daihoi.files.models import StoredFile
from daihoi.registry.models.papers import Paper
from daihoi.registry.models.register import IncomingPaper


class Dossier(Stamped):
    """Papers that go together; sealed, neither its list nor its two files ever change."""

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="dossiers")
    name = models.CharField(_("tên hồ sơ"), max_length=200)
    sealed_at = models.DateTimeField(null=True)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    seal = models.CharField(max_length=64, blank=True)  # SHA-256 of the manifest
    pages = models.PositiveIntegerField(null=True)  # of the bound file
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    archive = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["congress", "name"], name="registry_dossier_name_once"),
            models.CheckConstraint(
                condition=Q(
                    sealed_at__isnull=True,
                    sealed_by__isnull=True,
                    seal="",
                    pages__isnull=True,
                    pdf__isnull=True,
                    archive__isnull=True,
                )
                | Q(
                    sealed_at__isnull=False,
                    sealed_by__isnull=False,
                    pages__isnull=False,
                    pdf__isnull=False,
                    archive__isnull=False,
                )
                & ~Q(seal=""),
                name="registry_dossier_sealed_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return self.congress.scope


class DossierItem(models.Model):
    """One paper of a dossier, ours or one that came in; ``first_page`` once it is sealed.

    An incoming file that cannot be bound (a Word file) has no pages and goes into the archive only.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField(default=0)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="+")
    incoming = models.ForeignKey(
        IncomingPaper, on_delete=models.PROTECT, null=True, related_name="+"
    )
    pages = models.PositiveSmallIntegerField(null=True)
    first_page = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of its PDF, or of the file that came in

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(paper__isnull=False, incoming__isnull=True)
                | Q(paper__isnull=True, incoming__isnull=False),
                name="registry_dossieritem_one",
            ),
            models.UniqueConstraint(fields=["dossier", "paper"], name="registry_dossieritem_once"),
            models.UniqueConstraint(
                fields=["dossier", "incoming"], name="registry_dossieritem_incoming_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def thing(self) -> Paper | IncomingPaper:
        found = self.paper or self.incoming
        assert found is not None  # noqa: S101 - a constraint of the table
        return found

    @property
    def title(self) -> str:
        return self.thing.subject

    @property
    def dated_on(self) -> date | None:
        """The day on the paper, as far as it has one."""
        if self.incoming:
            return self.incoming.issued_on
        entry = getattr(self.paper, "entry", None)
        return entry.issued_on if entry else None

    @property
    def symbol(self) -> str:
        if self.incoming:
            return self.incoming.number
        entry = getattr(self.paper, "entry", None)
        return entry.symbol if entry else ""
