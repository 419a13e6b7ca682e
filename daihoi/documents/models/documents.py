"""A document, its versions and their blocks.

Rounds move a document too: ``document.state = document.state_after(event).value``.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.errors import Conflict
from daihoi.base.models import Stamped
from daihoi.base.word_index import WordIndex
from daihoi.congresses.models import Congress, Subcommittee, Task
from daihoi.files.models import StoredFile
from daihoi.papers import outline
from daihoi.rules.documents import DocumentEvent, DocumentState, after, is_editable
from daihoi.vietnamese.text import fold

STATE_LABELS = {
    DocumentState.DRAFT: _("dự thảo"),
    DocumentState.UNDER_COMMENT: _("đang lấy ý kiến"),
    DocumentState.COMPLETED: _("đã hoàn thành"),
    DocumentState.LAST_REVISION: _("chỉnh sửa lần cuối"),
    DocumentState.FINAL: _("bản cuối"),
    DocumentState.ADOPTED: _("đã thông qua"),
}


class DocumentKind(models.TextChoices):
    """Codes of the catalogue (documents catalogue, section 4) that go through rounds."""

    OUTLINE = "DCBC", _("Đề cương báo cáo chính trị")
    POLITICAL_REPORT = "BCCT", _("Báo cáo chính trị")
    REVIEW_REPORT = "BCKD", _("Báo cáo kiểm điểm của chi ủy")
    DRAFT_RESOLUTION = "DTNQ", _("Dự thảo nghị quyết đại hội")
    ACTION_PROGRAMME = "CTHD", _("Chương trình hành động")
    WORKING_RULES = "QCLV", _("Quy chế làm việc của đại hội")
    SPEECH = "TLUN", _("Tham luận")
    SUPERIOR = "VKCT", _("Dự thảo văn kiện của cấp trên")
    OTHER = "KHAC", _("Văn kiện khác")


class Document(Stamped):
    """One document through all its versions; its state is moved by `actions` only."""

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="documents")
    subcommittee = models.ForeignKey(
        Subcommittee, on_delete=models.PROTECT, related_name="documents"
    )
    kind = models.CharField(_("loại văn kiện"), max_length=10, choices=DocumentKind.choices)
    title = models.CharField(_("tên văn kiện"), max_length=200)
    folded_title = models.CharField(max_length=200)
    state = models.CharField(
        max_length=20,
        choices=[(state.value, label) for state, label in STATE_LABELS.items()],
        default=DocumentState.DRAFT.value,
    )
    last_revision_due_on = models.DateField(_("hạn chỉnh sửa lần cuối"), null=True)
    # The latest one given for it (S45); its due date and end follow the document.
    last_revision_task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, related_name="+"
    )
    final_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("văn kiện")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "title"], name="documents_document_title_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["final", "adopted"], final_at__isnull=False)
                | (~Q(state__in=["final", "adopted"]) & Q(final_at__isnull=True)),
                name="documents_document_final_at",
            ),
        ]
        indexes = [WordIndex(fields=["folded_title"], name="documents_document_words")]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        return self.subcommittee.scope

    @property
    def state_value(self) -> DocumentState:
        return DocumentState(self.state)

    @property
    def is_editable(self) -> bool:
        """Whether its working version may be changed."""
        return is_editable(self.state_value, is_superior=self.is_superior)

    @property
    def is_superior(self) -> bool:
        """Whether it is a superior's draft: commented on here, never revised or answered."""
        return self.kind == DocumentKind.SUPERIOR

    def state_after(
        self, event: DocumentEvent, *, opened_from: DocumentState = DocumentState.DRAFT
    ) -> DocumentState:
        """Where ``event`` leads from here; `Conflict` if it cannot happen now."""
        try:
            return after(
                self.state_value, event, opened_from=opened_from, is_superior=self.is_superior
            )
        except ValueError as error:
            raise Conflict(
                _("Văn kiện đang ở trạng thái “%(state)s” nên không làm được việc này.")
                % {"state": self.get_state_display()},
                code="document_state",
                advice=_("Hãy tải lại trang để xem trạng thái mới nhất."),
            ) from error


class Version(models.Model):
    """The whole text at one stage. The working version has no ``frozen_at``; there is one at most."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()  # 1, 2, 3 … within the document
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)  # the upload's own name
    losses = models.JSONField(default=list)  # what the import could not keep
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)  # raised by each change of a block

    class Meta:
        verbose_name = _("bản")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="documents_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(frozen_at__isnull=True),
                name="documents_version_one_working",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} · bản {self.number}"

    @property
    def scope(self) -> Scope:
        return self.document.scope

    @property
    def is_working(self) -> bool:
        return self.frozen_at is None


class Block(models.Model):
    """One block of one version. ``key`` is the same in all versions of the document.

    ``content`` is `papers.outline.Block.to_json()`; ``text`` its plain words (NFC).
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="blocks")
    key = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveIntegerField()  # reading order; gaps are allowed
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in outline.BlockKind])
    level = models.PositiveSmallIntegerField(default=0)
    content = models.JSONField()
    text = models.TextField()
    folded_text = models.TextField()
    revision = models.PositiveIntegerField(default=1)  # raised by each change; see `Conflict`

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="documents_block_key_once"),
        ]
        indexes = [
            models.Index(fields=["version", "position"], name="documents_block_order"),
            WordIndex(fields=["folded_text"], name="documents_block_words"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @classmethod
    def of(cls, version: Version, block: outline.Block, *, position: int) -> "Block":
        """An unsaved row for ``block``, which has its key."""
        row = cls(version=version, key=uuid.UUID(block.key), position=position)
        row.put(block)
        return row

    def put(self, block: outline.Block) -> None:
        """Hold another content; key and place stay."""
        self.kind, self.level, self.content = block.kind.value, block.level, block.to_json()
        self.text = block.text
        self.folded_text = fold(block.text)

    def snapshot(self) -> dict[str, Any]:
        """Everything needed to make the row again, as `Change` keeps it."""
        return {
            "key": self.key.hex,
            "kind": self.kind,
            "level": self.level,
            "position": self.position,
            "revision": self.revision,
            "text": self.text,
            "content": self.content,
        }

    def to_outline(self) -> outline.Block:
        """The pure value that `papers` works on."""
        return outline.Block.from_json(
            self.content, kind=self.kind, level=self.level, key=self.key.hex
        )


class Change(models.Model):
    """One change of the working version; ``before``/``after`` are block snapshots or null.

    A snapshot of two blocks (before joining, after splitting) holds the second as ``other``.
    A change made to follow an opinion names the answer that ordered it.
    """

    class Kind(models.TextChoices):
        EDITED = "edited", _("sửa")
        SPLIT = "split", _("tách")
        JOINED = "joined", _("gộp")
        ADDED = "added", _("thêm")
        REMOVED = "removed", _("bỏ")
        MOVED = "moved", _("chuyển chỗ")
        UNDONE = "undone", _("hoàn tác")
        REPLACED = "replaced", _("thay bằng tệp Word")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="changes")
    key = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    answer = models.ForeignKey(
        "documents.Answer", on_delete=models.PROTECT, null=True, related_name="changes"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["version", "key"], name="documents_change_block")]

    def __str__(self) -> str:
        return f"{self.version}: {self.kind}"


class Draft(models.Model):
    """A Word file that was read and waits to be confirmed as a new document or version."""

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, null=True, related_name="drafts"
    )  # None: a new document
    subcommittee = models.ForeignKey(Subcommittee, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=DocumentKind.choices)
    title = models.CharField(max_length=200)
    note = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField()
    version = models.OneToOneField(
        Version, on_delete=models.CASCADE, null=True, related_name="draft"
    )  # set when confirmed: confirming twice changes nothing

    def __str__(self) -> str:
        return self.file_name

    @property
    def scope(self) -> Scope:
        return self.subcommittee.scope
