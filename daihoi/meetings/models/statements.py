"""What is written down while a meeting lasts: who said what, votes by hand, conclusions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.word_index import WordIndex
from daihoi.congresses.models import Task
from daihoi.documents.models import Document, Opinion
from daihoi.documents.models.opinions import KIND_LABELS
from daihoi.meetings.models.invitees import Invitee
from daihoi.meetings.models.meetings import AgendaItem


class Written(models.Model):
    """An entry of the record. ``client_key`` is made where it is typed: sent twice, it is kept once.

    ``order`` sorts within its item: the moment it was typed, in milliseconds, unless moved.
    ``change`` is the number of its latest change within the meeting; pages ask for later ones.
    """

    client_key = models.UUIDField(unique=True)
    order = models.BigIntegerField()
    change = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["order", "id"]

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None


def removed_pair(name: str) -> models.CheckConstraint:
    """Who struck an entry out and when come together."""
    return models.CheckConstraint(
        condition=Q(removed_at__isnull=True, removed_by__isnull=True)
        | Q(removed_at__isnull=False, removed_by__isnull=False),
        name=name,
    )


class Aim(models.TextChoices):
    """Where a statement goes (S56, S57)."""

    DISCUSSION = "discussion", _("Thảo luận")
    DOCUMENT = "document", _("Góp ý văn kiện")
    PREPARATION = "preparation", _("Việc chuẩn bị đại hội")


class Statement(Written):
    """What somebody said on one matter, faithfully, with her name (B1).

    About a document it is an opinion of the document's round; ``held_back`` says why it could not
    become one yet. ``place_text`` is the place as it was typed.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="statements")
    invitee = models.ForeignKey(Invitee, on_delete=models.PROTECT, related_name="statements")
    text = models.TextField(_("nội dung phát biểu"))
    aim = models.CharField(_("ghi vào"), max_length=12, choices=Aim.choices, default=Aim.DISCUSSION)
    kind = models.CharField(
        _("loại ý kiến"),
        max_length=15,
        blank=True,
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="statements"
    )
    place_text = models.CharField(_("ở mục, đoạn nào"), max_length=300, blank=True)
    place_block = models.UUIDField(null=True)  # chosen from the list of places
    opinion = models.OneToOneField(
        Opinion, on_delete=models.PROTECT, null=True, related_name="statement"
    )
    held_back = models.CharField(max_length=400, blank=True)

    class Meta(Written.Meta):
        verbose_name = _("ý kiến phát biểu")
        constraints = [
            removed_pair("meetings_statement_removed_pair"),
            models.CheckConstraint(
                condition=Q(aim="document", document__isnull=False)
                | (~Q(aim="document") & Q(document__isnull=True, opinion__isnull=True)),
                name="meetings_statement_document",
            ),
            models.CheckConstraint(
                condition=Q(opinion__isnull=True) | Q(held_back=""),
                name="meetings_statement_held_back_or_opinion",
            ),
        ]
        indexes = [
            models.Index(fields=["item", "order", "id"], name="meetings_statement_order"),
            models.Index(fields=["item", "change"], name="meetings_statement_change"),
            WordIndex(fields=["text"], name="meetings_statement_words"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def scope(self) -> Scope:
        return self.item.scope

    @property
    def is_held_back(self) -> bool:
        """About a document, but in no round of opinions yet."""
        return self.aim == Aim.DOCUMENT and self.opinion_id is None


HANDLED = ("result", "text")


class Handling(models.Model):
    """What became of an opinion on preparation: none is passed over (S36, S57)."""

    class Result(models.TextChoices):
        NOTED = "noted", _("Ghi nhận")
        TASK = "task", _("Đã giao việc")
        ANSWERED = "answered", _("Trả lời")

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="handling")
    result = models.CharField(_("cách xử lý"), max_length=10, choices=Result.choices)
    text = models.TextField(_("nội dung trả lời"), blank=True)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="handlings")
    handled_at = models.DateTimeField()
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("xử lý ý kiến về việc chuẩn bị")
        constraints = [
            models.CheckConstraint(
                condition=Q(result="task", task__isnull=False)
                | (~Q(result="task") & Q(task__isnull=True)),
                name="meetings_handling_task",
            ),
            models.CheckConstraint(
                condition=~Q(result="answered") | ~Q(text=""),
                name="meetings_handling_answer_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_result_display()}: {self.statement}"

    @property
    def scope(self) -> Scope:
        return self.statement.scope


class HandVote(Written):
    """A vote by raised hands on one matter; ``present``: who were there and had a vote.

    ``passed`` by the share of `rules.meetings.minutes` in force that day.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    subject = models.CharField(_("biểu quyết về"), max_length=300)
    votes_for = models.PositiveSmallIntegerField(_("đồng ý"))
    votes_against = models.PositiveSmallIntegerField(_("không đồng ý"))
    votes_other = models.PositiveSmallIntegerField(_("ý kiến khác"))
    present = models.PositiveSmallIntegerField(_("số người có quyền biểu quyết có mặt"))
    passed = models.BooleanField()

    class Meta(Written.Meta):
        verbose_name = _("biểu quyết")
        constraints = [
            removed_pair("meetings_handvote_removed_pair"),
            models.CheckConstraint(
                condition=Q(
                    present__gte=models.F("votes_for")
                    + models.F("votes_against")
                    + models.F("votes_other")
                ),
                name="meetings_handvote_no_more_hands_than_people",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def scope(self) -> Scope:
        return self.item.scope

    @property
    def not_raised(self) -> int:
        """How many had a vote and raised no hand."""
        return self.present - self.votes_for - self.votes_against - self.votes_other


class ConclusionKind(models.TextChoices):
    """What an item of the chair's conclusion asks (S59, S60)."""

    NOTE = "note", _("Kết luận")
    TASK = "task", _("Giao việc")
    REQUIREMENT = "requirement", _("Yêu cầu chung")
    REMINDER = "reminder", _("Lưu ý, nhắc việc")


class Conclusion(Written):
    """One item of what the chair concluded on a matter.

    ``recipient`` is written as `congresses` writes it ("subcommittee:3", "members"), with
    ``recipient_name`` as it is read; without a congress there is the name alone.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="conclusions")
    text = models.TextField(_("nội dung kết luận"))
    kind = models.CharField(
        _("thành"), max_length=12, choices=ConclusionKind.choices, default=ConclusionKind.NOTE
    )
    recipient = models.CharField(_("giao cho"), max_length=40, blank=True)
    recipient_name = models.CharField(_("giao cho"), max_length=200, blank=True)
    due_on = models.DateField(_("hạn"), null=True)
    is_urgent = models.BooleanField(_("khẩn trương"), default=False)
    task = models.OneToOneField(
        Task, on_delete=models.PROTECT, null=True, related_name="conclusion"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta(Written.Meta):
        verbose_name = _("kết luận của chủ trì")
        constraints = [
            removed_pair("meetings_conclusion_removed_pair"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False, kind="reminder"),
                name="meetings_conclusion_settled_pair",
            ),
            models.CheckConstraint(
                condition=~Q(kind="note")
                | Q(recipient="", recipient_name="", due_on__isnull=True, is_urgent=False),
                name="meetings_conclusion_note_asks_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["task", "requirement"]) | ~Q(recipient=""),
                name="meetings_conclusion_task_is_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(task__isnull=True) | Q(kind__in=["task", "requirement"]),
                name="meetings_conclusion_task_kind",
            ),
        ]
        indexes = [WordIndex(fields=["text"], name="meetings_conclusion_words")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def scope(self) -> Scope:
        return self.item.scope

    @property
    def asks(self) -> bool:
        """Whether it becomes a task of somebody."""
        return self.kind in {ConclusionKind.TASK, ConclusionKind.REQUIREMENT}

    @property
    def waits(self) -> bool:
        """To be given to whom it asks."""
        return self.asks and self.task_id is None and not self.is_removed
