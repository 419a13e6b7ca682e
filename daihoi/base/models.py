"""Abstract models that more than one app stands on."""

from django.db import models


class Stamped(models.Model):
    """Knows when it was made and last changed; actions set both from their one clock reading."""

    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True
