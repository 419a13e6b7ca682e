"""What a paper of the superior sets for one congress in place of the edition's value."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models.congresses import BasisDocument, Congress


class RuleBook(models.TextChoices):
    ELECTIONS = "elections", _("Bầu cử")
    PERSONNEL = "personnel", _("Nhân sự")


class LocalRule(models.Model):
    """A parameter of the rules set by a paper; ``value`` as a TOML file would say it."""

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="local_rules")
    book = models.CharField(max_length=20, choices=RuleBook.choices)
    parameter = models.CharField(_("tham số"), max_length=60)
    value = models.JSONField(_("giá trị"))
    basis = models.ForeignKey(BasisDocument, on_delete=models.PROTECT, related_name="local_rules")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("quy định riêng theo văn bản cấp trên")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "book", "parameter"], name="congresses_localrule_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.parameter} ({self.basis})"

    @property
    def scope(self) -> Scope:
        return self.congress.scope
