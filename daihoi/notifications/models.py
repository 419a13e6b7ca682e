"""The inbox (hộp thư): what somebody is told, with a link to where it can be done."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One line in one user's inbox."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    title = models.CharField(max_length=200)
    body = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=300)
    topic = models.CharField(max_length=80)  # "documents.round:5:reminder"; groups alike notices
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("thông báo")
        indexes = [models.Index(fields=["user", "read_at", "-id"], name="notifications_unread")]

    def __str__(self) -> str:
        return self.title
