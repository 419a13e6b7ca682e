"""What somebody in the hall wants changed, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.organizations.models import Person
from daihoi.resolutions.models.resolutions import Clause, Resolution


class AmendmentKind(models.TextChoices):
    CHANGE = "change", _("sửa")
    ADD = "add", _("thêm điều khoản")
    REMOVE = "remove", _("bỏ điều khoản")


class AmendmentState(models.TextChoices):
    OPEN = "open", _("chưa quyết định")
    ACCEPTED = "accepted", _("tiếp thu")
    REJECTED = "rejected", _("không tiếp thu")
    WITHDRAWN = "withdrawn", _("người đề nghị rút")


class DecidedHow(models.TextChoices):
    """Who said so: the presidium takes it over without a vote, or the congress votes."""

    PRESIDIUM = "presidium", _("Đoàn chủ tịch tiếp thu")
    VOTE = "vote", _("Đại hội biểu quyết")


class Amendment(models.Model):
    """A proposal on one clause (đề nghị sửa đổi); to add one, behind it.

    ``before`` and ``proposed`` hold "text", "unit", "amount", "year" (and "kind", "group" of what is
    added): how the clause stood when it was proposed, and how it is to stand. ``replaced`` is what an
    accepted one took the place of, so that both are kept; ``clause_made`` is the clause it added.
    """

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="amendments")
    number = models.PositiveSmallIntegerField()  # 1, 2, 3 … of the resolution
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="amendments")
    kind = models.CharField(_("đề nghị"), max_length=10, choices=AmendmentKind.choices)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="resolution_amendments"
    )
    proposer_name = models.CharField(_("người đề nghị"), max_length=160, blank=True)
    before = models.JSONField(default=dict)
    proposed = models.JSONField(default=dict)
    reason = models.CharField(_("lý do"), max_length=400, blank=True)
    state = models.CharField(
        max_length=12, choices=AmendmentState.choices, default=AmendmentState.OPEN
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_how = models.CharField(
        _("cách quyết định"), max_length=12, choices=DecidedHow.choices, blank=True
    )
    decision_note = models.CharField(_("ý kiến giải trình"), max_length=400, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    replaced = models.JSONField(default=dict)
    clause_made = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("đề nghị sửa đổi")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "number"], name="resolutions_amendment_number_once"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(proposer_name=""),
                name="resolutions_amendment_has_proposer",
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(state="open") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="resolutions_amendment_decided_pair",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Đề nghị số %(number)s") % {"number": self.number})

    @property
    def scope(self) -> Scope:
        return self.resolution.scope

    @property
    def is_open(self) -> bool:
        return self.state == AmendmentState.OPEN

    @property
    def proposer(self) -> str:
        return self.person.full_name if self.person else self.proposer_name
