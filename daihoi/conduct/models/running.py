"""The script as it runs: what was begun and ended when, what was changed, what was put to the vote."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models import Congress
from daihoi.elections.models import Vote
from daihoi.programme.models import Script
from daihoi.programme.models.programmes import SESSION_LABELS
from daihoi.programme.models.written import Written
from daihoi.rules.programme.items import Does, Item, Session
from daihoi.rules.programme.running import Line


class Run(Written):
    """A congress as it is conducted: one, by a script that was final when it began.

    ``start_reason`` says why it was begun all the same, without a final script or on another day.
    ``conductor`` holds the keys: one page at a time, another takes over with one press. Whoever
    acts names the ``revision`` she saw; every change raises it.
    """

    congress = models.OneToOneField(Congress, on_delete=models.PROTECT, related_name="run")
    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="runs")
    conductor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="conducts"
    )
    conductor_since = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    start_reason = models.CharField(_("lý do bắt đầu"), max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("điều hành đại hội")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="conduct_run_ended_pair",
            ),
            models.CheckConstraint(
                condition=Q(conductor__isnull=True, conductor_since__isnull=True)
                | Q(conductor__isnull=False, conductor_since__isnull=False),
                name="conduct_run_conductor_pair",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Điều hành: %(congress)s") % {"congress": self.congress})

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None


class RunItem(models.Model):
    """An item of the script as it runs. ``minutes_now`` is what the presidium gave it on the day.

    ``position`` counts through the whole day. An item without ``added_reason`` is of the approved
    script and keeps its ``key``; one that is skipped says why.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="items")
    key = models.UUIDField(default=uuid.uuid4)  # of the programme's item
    code = models.CharField(max_length=4, blank=True)
    position = models.PositiveSmallIntegerField()
    session = models.CharField(
        _("phiên"), max_length=12, choices=[(s.value, label) for s, label in SESSION_LABELS.items()]
    )
    title = models.CharField(_("nội dung"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("số phút"))
    minutes_now = models.PositiveSmallIntegerField(_("số phút còn dành"), null=True)
    introduced = models.CharField(_("người giới thiệu"), max_length=200, blank=True)
    conducted = models.CharField(_("người điều hành"), max_length=400, blank=True)
    uses = models.JSONField(default=list)
    votes = models.CharField(_("biểu quyết"), max_length=4, blank=True)
    does = models.JSONField(default=list)  # values of `rules.programme.items.Does`
    words = models.TextField(_("lời dẫn"), blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    added_reason = models.CharField(_("lý do thêm"), max_length=300, blank=True)
    minuted = models.TextField(_("ghi vào biên bản"), blank=True)  # a line or two of what happened
    started_at = models.DateTimeField(null=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    skipped_at = models.DateTimeField(null=True)
    skipped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    skip_reason = models.CharField(_("lý do không làm"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mục đang điều hành")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "key"], name="conduct_runitem_key_once"),
            models.UniqueConstraint(
                fields=["run"],
                condition=Q(started_at__isnull=False, ended_at__isnull=True),
                name="conduct_runitem_one_running",
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True, started_by__isnull=True)
                | Q(started_at__isnull=False, started_by__isnull=False),
                name="conduct_runitem_started_pair",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, ended_at__gte=F("started_at")),
                name="conduct_runitem_ended_pair",
            ),
            models.CheckConstraint(
                condition=Q(skipped_at__isnull=True, skipped_by__isnull=True, skip_reason="")
                | Q(skipped_at__isnull=False, skipped_by__isnull=False, started_at__isnull=True)
                & ~Q(skip_reason=""),
                name="conduct_runitem_skipped_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        return self.run.scope

    @property
    def is_running(self) -> bool:
        return self.started_at is not None and self.ended_at is None

    @property
    def is_done(self) -> bool:
        return self.ended_at is not None

    @property
    def is_ahead(self) -> bool:
        return self.started_at is None and self.skipped_at is None

    @property
    def minutes_given(self) -> int:
        """What it is to take today."""
        return self.minutes if self.minutes_now is None else self.minutes_now

    def as_value(self) -> Item:
        """As `rules` know it, with the minutes of today."""
        return Item(
            key=str(self.key),
            code=self.code,
            title=self.title,
            session=Session(self.session),
            minutes=self.minutes_given,
            introduced=self.introduced,
            performed=self.conducted,
            uses=tuple(self.uses),
            votes=self.votes,
            does=frozenset(Does(value) for value in self.does),
            note=self.note,
        )

    def as_line(self) -> Line:
        return Line(
            self.as_value(), self.started_at, self.ended_at, is_skipped=self.skipped_at is not None
        )


class ChangeKind(models.TextChoices):
    MOVE = "move", _("đổi thứ tự")
    ADD = "add", _("thêm mục")
    SKIP = "skip", _("bỏ mục")
    RESTORE = "restore", _("làm lại mục đã bỏ")
    MINUTES = "minutes", _("đổi thời lượng")
    STAMP = "stamp", _("sửa giờ đã ghi")


class Change(models.Model):
    """What the presidium changed of the day's order, and why; ``findings`` as told then (P58)."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="changes")
    item = models.ForeignKey(RunItem, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(_("lý do"), max_length=300)
    findings = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("thay đổi trong ngày")
        ordering = ["changed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.item}"

    @property
    def scope(self) -> Scope:
        return self.run.scope


class Question(models.Model):
    """A matter put to a show of hands at an item: opened, then counted (``vote``) or dropped.

    One at a time is open. Votes on bodies and lists are `elections.Vote`s of their own pages.
    """

    item = models.ForeignKey(RunItem, on_delete=models.CASCADE, related_name="questions")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="questions")
    matter = models.CharField(max_length=30)  # of `elections.Vote`
    subject = models.CharField(_("biểu quyết về"), max_length=300)
    number = models.PositiveSmallIntegerField(_("số lượng"), null=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, null=True, related_name="question")
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    drop_reason = models.CharField(_("lý do không biểu quyết"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("nội dung biểu quyết")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run"],
                condition=Q(vote__isnull=True, dropped_at__isnull=True),
                name="conduct_question_one_open",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True, drop_reason="")
                | Q(dropped_at__isnull=False, dropped_by__isnull=False, vote__isnull=True)
                & ~Q(drop_reason=""),
                name="conduct_question_dropped_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def scope(self) -> Scope:
        return self.run.scope

    @property
    def is_open(self) -> bool:
        return self.vote_id is None and self.dropped_at is None
