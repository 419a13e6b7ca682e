"""Counting: what tellers enter. Nothing here knows a voter, an hour or an order of papers.

See docs/adr/0009: rows of papers have random keys, no times, no authors; what undoing needs lives
until its batch is closed and is then replaced by how many papers looked alike.
"""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.elections.models.rounds import Decider, Round

BATCH_SIZE = 50


class CountMode(models.TextChoices):
    PAPERS = "papers", _("từng phiếu")
    SUMS = "sums", _("theo tập phiếu và số cộng")


class Count(models.Model):
    """One of the two independent counts of a round, in one version.

    ``side`` 1 or 2; ``attempt`` is the round's; mending a difference closes nothing that was: it
    makes the next ``version`` with its reason. ``sums`` are typed totals, ``tally`` the closed
    count, ``digest`` a SHA-256 of it. One teller counts one side of an attempt.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="counts")
    attempt = models.PositiveSmallIntegerField()
    side = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    teller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(
        _("cách nhập"), max_length=10, choices=CountMode.choices, default=CountMode.PAPERS
    )
    batch_size = models.PositiveSmallIntegerField(_("số phiếu một tập"), default=BATCH_SIZE)
    sums = models.JSONField(null=True)
    tally = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(_("lý do sửa"), max_length=300, blank=True)
    is_closed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("bản kiểm phiếu")
        ordering = ["round", "attempt", "side", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "attempt", "side", "version"], name="elections_count_once"
            ),
            models.UniqueConstraint(
                fields=["round", "attempt", "side"],
                condition=Q(is_closed=False),
                name="elections_count_one_open",
            ),
            models.CheckConstraint(condition=Q(side__in=[1, 2]), name="elections_count_side"),
            models.CheckConstraint(
                condition=Q(is_closed=False) | Q(tally__isnull=False) & ~Q(digest=""),
                name="elections_count_closed_has_tally",
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""), name="elections_count_mended_says_why"
            ),
        ]

    def __str__(self) -> str:
        return _("Bản kiểm %(side)s") % {"side": self.side}

    @property
    def scope(self) -> Scope:
        return self.round.scope


class Batch(models.Model):
    """A pile of papers that a teller enters in one go; closed, it holds patterns only."""

    count = models.ForeignKey(Count, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveSmallIntegerField()
    is_closed = models.BooleanField(default=False)
    papers = models.PositiveIntegerField(default=0)  # once closed
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("tập phiếu")
        constraints = [
            models.UniqueConstraint(fields=["count", "number"], name="elections_batch_once"),
            models.UniqueConstraint(
                fields=["count"], condition=Q(is_closed=False), name="elections_batch_one_open"
            ),
        ]

    def __str__(self) -> str:
        return _("Tập %(number)s") % {"number": self.number}

    @property
    def scope(self) -> Scope:
        return self.count.scope


class Marked(models.Model):
    """What a paper shows; bits of `rules.elections.ballots.Ballot` as hexadecimal."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    marks = models.CharField(max_length=32, default="0")
    partly = models.CharField(max_length=32, default="0")
    faults = models.JSONField(default=list)  # Fault values, sorted
    written = models.JSONField(default=list)  # names of outsiders

    class Meta:
        abstract = True


class OpenPaper(Marked):
    """A paper of the open batch; deleted when that is closed. ``place`` lets the teller undo."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="open_papers")
    place = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("phiếu đang nhập")
        constraints = [
            models.UniqueConstraint(fields=["batch", "place"], name="elections_openpaper_place")
        ]

    def __str__(self) -> str:
        return self.marks


class Pattern(Marked):
    """How many papers of a closed batch look alike; also a bundle that a teller enters at once."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="patterns")
    papers = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("kiểu phiếu")

    def __str__(self) -> str:
        return f"{self.marks} × {self.papers}"


class DoubtfulPaper(Marked):
    """A paper put aside for the tellers as a body (E-125); it counts once, in both counts.

    ``label`` is written on the slip pinned to it. ``is_valid`` None while they have not decided;
    ``present`` are the tellers who decided, ``earlier`` what they decided before and why not now.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="doubtful_papers")
    attempt = models.PositiveSmallIntegerField()
    label = models.CharField(_("ký hiệu"), max_length=10)
    seen = models.CharField(_("điều chưa rõ"), max_length=300)
    is_valid = models.BooleanField(null=True)
    ruling = models.CharField(_("lý do quyết định"), max_length=300, blank=True)
    present = models.JSONField(default=list)
    earlier = models.JSONField(default=list)
    withdrawn = models.CharField(_("lý do đưa lại"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("phiếu chưa rõ")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "attempt", "label"], name="elections_doubtfulpaper_label"
            ),
            models.CheckConstraint(
                condition=Q(is_valid__isnull=True, ruling="")
                | Q(is_valid__isnull=False) & ~Q(ruling=""),
                name="elections_doubtfulpaper_ruling_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def scope(self) -> Scope:
        return self.round.scope


class Recount(models.Model):
    """Everything counted anew: ``attempt`` is the new one; what was settled before stays here.

    ``settled``: "attempt", "tally", "outcome", "returned", "counted_at", "announced_at", "presidium"
    and "tellers" of the result there was, {} for none. ``decided_by`` says in words who decided;
    ``dropped`` why it was given up before it came to a result.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="recounts")
    attempt = models.PositiveSmallIntegerField()
    reason = models.CharField(_("lý do kiểm lại"), max_length=300)
    decider = models.CharField(  # of what was told; before that `decided_by` says who
        _("ai quyết định"), max_length=20, choices=Decider.choices, blank=True
    )
    decided_by = models.CharField(_("quyết định"), max_length=300)
    settled = models.JSONField(default=dict)
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dropped = models.CharField(_("lý do dừng kiểm lại"), max_length=300, blank=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("kiểm phiếu lại")
        ordering = ["round", "attempt"]
        constraints = [
            models.UniqueConstraint(fields=["round", "attempt"], name="elections_recount_once"),
            models.CheckConstraint(
                condition=Q(attempt__gte=2) & ~Q(reason="") & ~Q(decided_by=""),
                name="elections_recount_says_why",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True, dropped="")
                | Q(dropped_at__isnull=False, dropped_by__isnull=False) & ~Q(dropped=""),
                name="elections_recount_dropped_pair",
            ),
        ]

    def __str__(self) -> str:
        return _("Kiểm lại lần %(attempt)s") % {"attempt": self.attempt}

    @property
    def scope(self) -> Scope:
        return self.round.scope

    @property
    def was_told(self) -> bool:
        """Whether what it replaced, or was to replace, had been told in the hall."""
        return bool(self.settled.get("announced_at"))
