"""A prepared speech (tham luận, S43)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.base.word_index import WordIndex
from daihoi.congresses.models import Congress
from daihoi.documents.models import Document
from daihoi.files.models import StoredFile
from daihoi.organizations.models import Person
from daihoi.programme.models.written import Written
from daihoi.rules.programme.defaults import speech_measure
from daihoi.rules.programme.speeches import SpeechState
from daihoi.vietnamese.text import fold

STATE_LABELS = {
    SpeechState.REGISTERED: _("đã đăng ký"),
    SpeechState.DRAFT: _("đã có bài"),
    SpeechState.REVIEWED: _("đã xem, đề nghị duyệt"),
    SpeechState.APPROVED: _("đã duyệt"),
    SpeechState.RETURNED: _("trả lại để sửa"),
}
STATE_KINDS = {
    SpeechState.REGISTERED: "neutral",
    SpeechState.DRAFT: "note",
    SpeechState.REVIEWED: "waiting",
    SpeechState.APPROVED: "done",
    SpeechState.RETURNED: "late",
}
LEAST, MOST = speech_measure().least, speech_measure().most


class Speech(Written):
    """One speech: typed or read from Word into ``text``, or a document of the kind TLUN.

    Once approved ``text`` holds the approved words, those of a document too.
    """

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="speeches")
    position = models.PositiveSmallIntegerField()
    topic = models.CharField(_("chủ đề"), max_length=300)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="speeches")
    speaker_name = models.CharField(_("người tham luận"), max_length=160, blank=True)
    unit_name = models.CharField(_("đơn vị"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("số phút được nói"))
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    document_version = models.PositiveIntegerField(null=True)  # whose words were approved
    text = models.TextField(_("bài tham luận"), blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    folded_text = models.TextField(blank=True)
    words = models.PositiveIntegerField(default=0)
    state = models.CharField(
        max_length=12,
        choices=[(state.value, label) for state, label in STATE_LABELS.items()],
        default=SpeechState.REGISTERED.value,
    )
    remarks = models.TextField(_("ý kiến của người xem"), blank=True)
    decided_at = models.DateTimeField(null=True)  # of the last review, approval or return
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    paper = models.ForeignKey(
        "registry.Paper", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("tham luận")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="programme_speech_decided_pair",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=LEAST, minutes__lte=MOST), name="programme_speech_minutes"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(speaker_name=""),
                name="programme_speech_has_speaker",
            ),
        ]
        indexes = [WordIndex(fields=["folded_text"], name="programme_speech_words")]

    def __str__(self) -> str:
        return self.topic

    @property
    def speaker(self) -> str:
        return self.person.full_name if self.person else self.speaker_name

    @property
    def unit(self) -> str:
        if self.unit_name or self.person is None or self.person.unit is None:
            return self.unit_name
        return self.person.unit.name

    @property
    def state_value(self) -> SpeechState:
        return SpeechState(self.state)

    @property
    def state_kind(self) -> str:
        """Of its badge."""
        return STATE_KINDS[self.state_value]

    def fold(self) -> None:
        self.folded_text = fold(f"{self.topic} {self.speaker} {self.unit_name} {self.text}")
