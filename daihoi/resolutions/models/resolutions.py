"""The draft resolution clause by clause, and the text that was adopted."""

import uuid
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.congresses.models import Congress, Subcommittee, TargetGroup
from daihoi.documents.models import Version
from daihoi.papers import outline
from daihoi.papers.editing import rewrite
from daihoi.registry.models import Paper


class TargetsVote(models.TextChoices):
    """How the congress votes on targets (documents 8.2): each, all of them, or with the resolution."""

    WHOLE = "whole", _("cùng toàn văn nghị quyết")
    TOGETHER = "together", _("tất cả chỉ tiêu một lần")
    SINGLY = "singly", _("từng chỉ tiêu")


class Resolution(Stamped):
    """The resolution of a congress (nghị quyết đại hội), one; a draft until it is adopted.

    ``version`` is the frozen text it was taken from, None when it was typed. ``shown_key`` and
    ``shown_amendment`` are what the hall has on its screens; since ``asked_at`` hands are raised on
    that amendment, None while it is only discussed. ``adopted`` is the text as it was voted:
    clauses as `Clause.told`; ``digest`` is its SHA-256, equal to that of the vote on the whole.
    """

    congress = models.OneToOneField(Congress, on_delete=models.PROTECT, related_name="resolution")
    subcommittee = models.ForeignKey(
        Subcommittee, on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("tên nghị quyết"), max_length=300)
    targets_vote = models.CharField(
        _("biểu quyết chỉ tiêu"),
        max_length=10,
        choices=TargetsVote.choices,
        default=TargetsVote.WHOLE,
    )
    revision = models.PositiveIntegerField(default=1)  # raised by each change, of its clauses too
    shown_key = models.UUIDField(null=True)  # of a clause
    shown_at = models.DateTimeField(null=True)  # when somebody last chose
    shown_amendment = models.ForeignKey(
        "resolutions.Amendment", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    adopted = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    paper = models.ForeignKey(Paper, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("nghị quyết đại hội")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    adopted_at__isnull=True,
                    adopted_by__isnull=True,
                    adopted__isnull=True,
                    digest="",
                )
                | Q(adopted_at__isnull=False, adopted_by__isnull=False, adopted__isnull=False)
                & ~Q(digest=""),
                name="resolutions_resolution_adopted_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        return self.subcommittee.scope if self.subcommittee else self.congress.scope

    @property
    def is_adopted(self) -> bool:
        return self.adopted_at is not None


class ClauseKind(models.TextChoices):
    HEADING = "heading", _("đề mục")
    TEXT = "text", _("điều khoản")
    TARGET = "target", _("chỉ tiêu")


class Clause(models.Model):
    """A clause of the resolution (điều khoản); of a target also unit, amount and year (S7).

    ``key`` stays through all changes: that of the block it was taken from, or of the row of its
    table. ``year`` None is the whole term. ``shape`` is the outline's block as it was taken, for the
    marks that words keep; {} where it was typed. One that was taken out stays, with who did it.
    """

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="clauses")
    key = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveIntegerField()  # gaps are allowed
    kind = models.CharField(_("loại"), max_length=10, choices=ClauseKind.choices)
    level = models.PositiveSmallIntegerField(default=0)  # of a heading, 1 the highest
    text = models.TextField(_("nội dung"))
    unit = models.CharField(_("đơn vị"), max_length=60, blank=True)
    amount = models.CharField(_("mức"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"), null=True)
    group = models.CharField(
        _("nhóm chỉ tiêu"), max_length=20, choices=TargetGroup.choices, blank=True
    )
    shape = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)  # since it was taken
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("điều khoản")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resolution", "key"], name="resolutions_clause_key_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="target") & ~Q(group="")
                | ~Q(kind="target") & Q(group="", unit="", amount="", year__isnull=True),
                name="resolutions_clause_target_fields",
            ),
            models.CheckConstraint(
                condition=Q(changed_at__isnull=True, changed_by__isnull=True)
                | Q(changed_at__isnull=False, changed_by__isnull=False),
                name="resolutions_clause_changed_pair",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="resolutions_clause_removed_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def scope(self) -> Scope:
        return self.resolution.scope

    @property
    def is_target(self) -> bool:
        return self.kind == ClauseKind.TARGET

    @property
    def when(self) -> str:
        """The year of a target in words; "" of other clauses."""
        if not self.is_target:
            return ""
        return str(self.year) if self.year else str(_("cả nhiệm kỳ"))

    @property
    def line(self) -> str:
        """The clause as one line says it; a target with its amount, unit and year if its text has not."""
        measure = " ".join(filter(None, (self.amount, self.unit)))
        if measure:
            return f"{self.text}: {measure} ({self.when})"
        return f"{self.text} ({self.when})" if self.year else self.text

    @property
    def is_measured(self) -> bool:
        """A target that stands in a table: with an amount or a year beside its words."""
        return self.is_target and bool(self.amount or self.unit or self.year)

    @property
    def told(self) -> dict[str, Any]:
        """What is voted and frozen of it; nothing else counts for the digest."""
        return {
            "key": self.key.hex,
            "kind": self.kind,
            "level": self.level,
            "text": self.text,
            "unit": self.unit,
            "amount": self.amount,
            "year": self.year,
            "group": self.group,
        }

    @property
    def block(self) -> outline.Block:
        """As an outline has it, words with the marks they kept; of a measured target its line."""
        if self.shape and self.line == self.text:
            shape = self.shape
            taken = outline.Block.from_json(
                shape["content"], kind=shape["kind"], level=shape["level"], key=self.key.hex
            )
            if taken.text.strip() == self.text:
                return taken
            if taken.table is None:
                runs = rewrite(taken.runs, self.text)
                return replace(taken, runs=runs)
        kind = outline.BlockKind.PARAGRAPH
        if self.kind == ClauseKind.HEADING:
            kind = outline.BlockKind.HEADING
        return outline.Block(kind, (outline.Run(self.line),), self.level, key=self.key.hex)
