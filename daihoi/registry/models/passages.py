"""Boilerplate passages (câu mẫu) that an organization keeps."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.organizations.models import Organization


class Purpose(models.TextChoices):
    """What a passage is for, in the order in which they are offered."""

    SIGNIFICANCE = "significance", _("Ý nghĩa của đại hội")
    REQUIREMENTS = "requirements", _("Mục đích, yêu cầu")
    OPENING = "opening", _("Mở đầu, khai mạc")
    CLOSING = "closing", _("Kết bài, bế mạc")
    INVITATION = "invitation", _("Lời mời")
    SCRIPT = "script", _("Lời dẫn kịch bản")
    NEWS = "news", _("Tin, bài")
    HEALTH = "health", _("Sức khỏe")


class Passage(models.Model):
    """Words an organization uses again and again; published, those below may use them (S14, S65).

    ``text`` is typed text as `papers.fields` reads it, with fields ``{{tên trường}}``. The house's
    own passages are no rows here; ``source`` names the one that this was taken from and replaces.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="passages"
    )
    purpose = models.CharField(_("dùng cho"), max_length=20, choices=Purpose.choices)
    title = models.CharField(_("tên câu mẫu"), max_length=120)
    text = models.TextField(_("nội dung"))
    item = models.CharField(_("mục chương trình"), max_length=10, blank=True)
    outcomes = models.JSONField(default=list)  # values of `TargetGroup`
    source = models.CharField(max_length=60, blank=True)
    revision = models.PositiveIntegerField(default=1)  # raised by each change
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("câu mẫu")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "purpose", "title"], name="registry_passage_title_once"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values), name="registry_passage_purpose"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="registry_passage_published_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        return self.organization.scope
