"""What programmes, scripts and speeches have in common: the body that writes them, their revision."""

from django.conf import settings
from django.db import models

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.congresses.models import Subcommittee


class Written(Stamped):
    """Written for a ``congress`` by a body of it, or by the congress itself without one."""

    subcommittee = models.ForeignKey(
        Subcommittee, on_delete=models.PROTECT, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)  # raised by each change, of its lines too
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def scope(self) -> Scope:
        body = self.subcommittee
        found: Scope = body.scope if body else self.congress.scope  # type: ignore[attr-defined]  # each has one
        return found
