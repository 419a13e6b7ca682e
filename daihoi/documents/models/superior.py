"""What a superior asked for when it sent its draft documents down."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models import HigherCongress
from daihoi.documents.models.documents import Document, Draft


class SuperiorRequest(models.Model):
    """The letter that came with a superior's draft: who asks, under which number, until when.

    It belongs to the file that waits, and from the confirmation on to the document.
    """

    draft = models.OneToOneField(
        Draft, on_delete=models.CASCADE, null=True, related_name="superior_request"
    )
    document = models.OneToOneField(
        Document, on_delete=models.CASCADE, null=True, related_name="superior_request"
    )
    issuer = models.CharField(_("cơ quan gửi lấy ý kiến"), max_length=200)
    number = models.CharField(_("số, ký hiệu văn bản gửi"), max_length=60, blank=True)
    dated_on = models.DateField(_("ngày văn bản gửi"), null=True, blank=True)
    due_on = models.DateField(_("hạn gửi ý kiến"), null=True, blank=True)

    higher = models.ForeignKey(  # the congress above that the draft is for (S13)
        HigherCongress, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("yêu cầu góp ý của cấp trên")
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(document__isnull=False),
                name="documents_superiorrequest_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.number}".strip()

    @property
    def scope(self) -> Scope:
        owner = self.document or self.draft
        assert owner is not None  # noqa: S101 - a constraint of the table
        return owner.scope
