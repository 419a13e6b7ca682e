"""Who writes which section of a document (phụ trách mục, S42)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.documents.models.documents import Document
from daihoi.organizations.models import Person, Unit


class SectionOwner(models.Model):
    """One who answers for a section; ``section`` is its code in the skeleton, "1.III"."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="section_owners")
    section = models.CharField(_("mục"), max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="sections")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="sections")

    class Meta:
        verbose_name = _("phụ trách mục")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "section"], name="documents_sectionowner_once"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, person__isnull=True)
                | Q(unit__isnull=True, person__isnull=False),
                name="documents_sectionowner_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.unit or self.person}"

    @property
    def scope(self) -> Scope:
        return self.document.scope
