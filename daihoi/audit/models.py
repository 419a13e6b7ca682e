"""The audit record (nhật ký): who did what, append-only, a hash chain per organization.

No foreign keys: the record never blocks a deletion and survives it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChainHead(models.Model):
    """The last link of one chain; its row is the lock that writers queue on."""

    chain = models.CharField(max_length=200, unique=True)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.chain} #{self.sequence}"


class Entry(models.Model):
    """One write: ``before`` and ``after`` hold the fields that changed."""

    chain = models.CharField(max_length=200)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    action = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=300)
    context = models.CharField(max_length=80, blank=True)  # "documents.document:12", for a history
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("dòng nhật ký")
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="audit_entry_once"),
        ]
        indexes = [
            models.Index(fields=["context", "-id"], name="audit_entry_context"),
            models.Index(fields=["subject_type", "subject_id"], name="audit_entry_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} #{self.sequence} {self.action}"
