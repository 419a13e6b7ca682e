"""Shows of hands on the resolution: what exactly was voted on, and how it went."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.elections.models import Vote
from daihoi.resolutions.models.amendments import Amendment
from daihoi.resolutions.models.resolutions import Clause, Resolution


class Matter(models.TextChoices):
    AMENDMENT = "amendment", _("đề nghị sửa đổi")
    TARGET = "target", _("một chỉ tiêu")
    TARGETS = "targets", _("tất cả chỉ tiêu")
    WHOLE = "whole", _("toàn văn nghị quyết")


class ResolutionVote(models.Model):
    """A vote of hands and the words it was on: a change of these, and it no longer speaks for them.

    ``digest`` is the SHA-256 of `Clause.told` of what was voted on, in order; ``vote`` holds the
    hands and what the rule said. A vote that was struck out counts for nothing.
    """

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="votes")
    matter = models.CharField(max_length=12, choices=Matter.choices)
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, related_name="votes")
    amendment = models.ForeignKey(
        Amendment, on_delete=models.PROTECT, null=True, related_name="votes"
    )
    digest = models.CharField(max_length=64)
    base = models.PositiveIntegerField()  # what the hands were measured against (E-047)
    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="on_resolution")

    class Meta:
        verbose_name = _("biểu quyết về nghị quyết")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(matter="target", clause__isnull=False, amendment__isnull=True)
                | Q(matter="amendment", clause__isnull=True, amendment__isnull=False)
                | Q(matter__in=["targets", "whole"], clause__isnull=True, amendment__isnull=True),
                name="resolutions_resolutionvote_about",
            )
        ]

    def __str__(self) -> str:
        return str(self.vote)

    @property
    def scope(self) -> Scope:
        return self.resolution.scope

    @property
    def counts(self) -> bool:
        """Not struck out, and adopted by it."""
        return self.vote.withdrawn_at is None and self.vote.passed
