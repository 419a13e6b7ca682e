"""Stored files (tệp), by content: the same bytes are kept once and never changed."""

from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """The bytes of an upload. Its name and who may fetch it belong to the app that owns it."""

    sha256 = models.CharField(max_length=64, unique=True)
    size_bytes = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tệp")

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def path(self) -> str:
        """Where the bytes lie below MEDIA_ROOT."""
        return f"{self.sha256[:2]}/{self.sha256}"

    def read(self) -> bytes:
        """The bytes, as they came."""
        with default_storage.open(self.path) as file:
            content: bytes = file.read()
            return content
