"""The field of a form that takes a file."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files import File


class UploadField(forms.FileField):
    """A file of a size that is taken, told before it is in memory.

    The error message ``too_large`` may name the file's ``name`` and the ``limit`` in megabytes.
    """

    def to_python(self, data: Any) -> File[Any] | None:
        file: File[Any] | None = super().to_python(data)
        if file is not None and (file.size or 0) > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
            facts = {"name": file.name, "limit": settings.UPLOAD_LIMIT_MB}
            raise forms.ValidationError(
                self.error_messages["too_large"], code="too_large", params=facts
            )
        return file
