"""Whose work a thing of logistics is: that of the body for propaganda and logistics, if there is one."""

from django.db import models

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models import Congress, Subcommittee


class Served(models.Model):
    """Belongs to a congress and, from its beginning, to the body that works on it."""

    subcommittee = models.ForeignKey(
        Subcommittee, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def scope(self) -> Scope:
        congress: Congress = self.congress  # type: ignore[attr-defined]  # each model names it
        return self.subcommittee.scope if self.subcommittee else congress.scope
