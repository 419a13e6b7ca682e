"""Opinions (ý kiến góp ý) and their answers (tiếp thu, giải trình)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from daihoi.accounts.permissions import Scope
from daihoi.base.word_index import WordIndex
from daihoi.documents.models.documents import Version
from daihoi.documents.models.rounds import OpinionRound
from daihoi.files.models import StoredFile
from daihoi.organizations.models import Person, Unit
from daihoi.rules.documents import AnswerResult, Means, OpinionKind, PlaceKind

KIND_LABELS = {
    OpinionKind.AGREE: _("Đồng ý"),
    OpinionKind.ADD: _("Bổ sung"),
    OpinionKind.AMEND: pgettext_lazy("loại ý kiến", "Sửa"),
    OpinionKind.DELETE: _("Bỏ"),
    OpinionKind.QUESTION: _("Hỏi"),
    OpinionKind.PRESENTATION: _("Trình bày"),
}
PLACE_LABELS = {
    PlaceKind.WHOLE: _("Toàn văn"),
    PlaceKind.SECTION: _("Cả mục"),
    PlaceKind.PARAGRAPH: _("Cả đoạn"),
    PlaceKind.WORDS: _("Các từ được chọn"),
    PlaceKind.TOPIC: _("Việc chuẩn bị đại hội"),
}
RESULT_LABELS = {
    AnswerResult.ACCEPTED: _("Tiếp thu"),
    AnswerResult.PARTLY: _("Tiếp thu một phần"),
    AnswerResult.NOT_ACCEPTED: _("Không tiếp thu"),
    AnswerResult.NOTED: _("Ghi nhận"),
    AnswerResult.TRANSFERRED: _("Chuyển nơi khác xử lý"),
}


class Said(models.Model):
    """What is said and about which place of the round's base version.

    ``start``/``end`` are character positions in the block's plain text, for words only;
    ``place_text`` is the place as the contributor wrote it, never changed.
    """

    kind = models.CharField(
        _("loại ý kiến"),
        max_length=15,
        blank=True,
        choices=[(k.value, label) for k, label in KIND_LABELS.items()],
    )
    place_kind = models.CharField(
        max_length=10, choices=[(k.value, label) for k, label in PLACE_LABELS.items()]
    )
    block_key = models.UUIDField(null=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    quote = models.TextField(blank=True)
    place_text = models.CharField(_("vị trí"), max_length=300, blank=True)
    text = models.TextField(_("nội dung góp ý"))
    proposed_text = models.TextField(_("nội dung đề nghị viết lại"), blank=True)
    argument = models.TextField(_("lý do"), blank=True)  # asked for on a superior's draft (O9)

    class Meta:
        abstract = True


class Contribution(models.Model):
    """What a department says as a unit, signed by the person responsible. One per round."""

    round = models.ForeignKey(OpinionRound, on_delete=models.CASCADE, related_name="contributions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contributions")
    responsible = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="documents_contribution_once"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="documents_contribution_signed_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.round}"

    @property
    def scope(self) -> Scope:
        return self.unit.scope


class ContributionItem(Said):
    """An item of an unsigned contribution; signing turns items into opinions."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="items")
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.text[:60]


class Answer(models.Model):
    """How opinions were handled; one answer may serve a group, each opinion points to its own."""

    round = models.ForeignKey(OpinionRound, on_delete=models.CASCADE, related_name="answers")
    result = models.CharField(
        max_length=15, choices=[(r.value, label) for r, label in RESULT_LABELS.items()]
    )
    explanation = models.TextField(_("giải trình"), blank=True)
    text_after = models.TextField(_("nội dung sau chỉnh sửa"), blank=True)
    block_key = models.UUIDField(null=True)  # where the change stands
    sentence_before = models.TextField(blank=True)
    sentence_after = models.TextField(blank=True)
    transferred_to = models.CharField(_("chuyển đến"), max_length=200, blank=True)
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, related_name="+"
    )  # the version that shows it
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [WordIndex(fields=["explanation", "text_after"], name="documents_answer_words")]

    def __str__(self) -> str:
        return f"{self.get_result_display()} · {self.round}"

    @property
    def scope(self) -> Scope:
        return self.round.scope


class Opinion(Said):
    """One opinion, word for word. It is never merged away: ``lead`` only groups for reading."""

    class Source(models.TextChoices):
        PERSON = "person", _("Cá nhân")
        UNIT = "unit", _("Đơn vị")
        MEETING = "meeting", _("Cuộc họp")

    round = models.ForeignKey(
        OpinionRound, on_delete=models.CASCADE, related_name="opinions", db_index=False
    )  # every index by place begins with it
    source = models.CharField(max_length=10, choices=Source.choices)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="opinions", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="opinions")
    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, null=True, related_name="opinions"
    )
    contributor = models.CharField(_("người góp ý"), max_length=200)  # as shown in the table
    means = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Means])
    given_on = models.DateField(_("ngày góp ý"))
    place_label = models.CharField(max_length=200, blank=True)  # "Đoạn 41 · III.1.1"
    place_order = models.PositiveIntegerField(default=0)  # block's position in the base version
    folded_text = models.TextField()
    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, null=True, related_name="opinions", db_index=False
    )
    lead = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="alike", db_index=False
    )
    alike_count = models.PositiveIntegerField(default=0)  # how many opinions follow this lead
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("ý kiến")
        constraints = [
            models.CheckConstraint(
                condition=Q(source="person", person__isnull=False)
                | Q(source="unit", unit__isnull=False)
                | Q(source="meeting"),
                name="documents_opinion_source",
            ),
            models.CheckConstraint(
                condition=Q(place_kind="words", start__isnull=False, end__isnull=False)
                | (~Q(place_kind="words") & Q(start__isnull=True, end__isnull=True)),
                name="documents_opinion_words",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "place_order", "id"], name="documents_opinion_reading"),
            models.Index(
                fields=["round", "place_order", "id"],
                condition=Q(answer__isnull=True, withdrawn_at__isnull=True),
                name="documents_opinion_unanswered",
            ),
            models.Index(
                fields=["round", "place_order", "id"],
                condition=Q(lead__isnull=True, answer__isnull=True, withdrawn_at__isnull=True),
                name="documents_opinion_leads",
            ),
            models.Index(
                fields=["round", "block_key", "id"],
                condition=Q(withdrawn_at__isnull=True),
                name="documents_opinion_block",
            ),
            models.Index(fields=["person", "-id"], name="documents_opinion_mine"),
            models.Index(
                fields=["person", "round", "place_order", "id"], name="documents_opinion_own"
            ),
            # With the nulls in them SQLite would look for the unanswered here, not in their order.
            models.Index(
                fields=["answer"],
                condition=Q(answer__isnull=False),
                name="documents_opinion_answer",
            ),
            models.Index(
                fields=["lead", "round", "place_order", "id"],
                condition=Q(lead__isnull=False),
                name="documents_opinion_alike",
            ),
            models.Index(
                fields=["round", "answer"],
                condition=Q(answer__isnull=False, withdrawn_at__isnull=True),
                name="documents_opinion_results",
            ),
            WordIndex(fields=["folded_text"], name="documents_opinion_words"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def scope(self) -> Scope:
        return self.round.scope


class OpinionImport(models.Model):
    """A list of opinions somebody uploaded: its preview, and later what was done with it."""

    round = models.ForeignKey(OpinionRound, on_delete=models.CASCADE, related_name="imports")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    result = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.file_name

    @property
    def scope(self) -> Scope:
        return self.round.scope
