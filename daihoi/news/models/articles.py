"""News items (tin, bài): a text in revisions, its photos, what was remarked on the way."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.base.word_index import WordIndex
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.files.models import StoredFile
from daihoi.organizations.models import Organization
from daihoi.rules.news import NewsKind, NewsState

KIND_LABELS = {
    NewsKind.PREPARATION: _("Tin chuẩn bị đại hội"),
    NewsKind.CONGRESS: _("Tin đại hội"),
    NewsKind.RESULT: _("Tin kết quả đại hội"),
    NewsKind.OTHER: _("Tin khác"),
}
STATE_LABELS = {
    NewsState.DRAFT: _("Đang soạn"),
    NewsState.SUBMITTED: _("Chờ kiểm tra"),
    NewsState.CHECKED: _("Chờ đăng"),
    NewsState.PUBLISHED: _("Đã đăng"),
}


class Article(Stamped):
    """One item of news; ``published`` is the revision that the public reads.

    ``source_text`` is what was imported, letter for letter; revisions are made from it.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="articles"
    )
    congress = models.ForeignKey(
        Congress, on_delete=models.PROTECT, null=True, related_name="articles"
    )
    subcommittee = models.ForeignKey(
        Subcommittee, on_delete=models.PROTECT, null=True, related_name="articles"
    )
    kind = models.CharField(
        _("loại tin"), max_length=20, choices=[(k.value, v) for k, v in KIND_LABELS.items()]
    )
    published = models.OneToOneField(
        "Revision", on_delete=models.PROTECT, null=True, related_name="shown_by"
    )
    first_published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_reason = models.CharField(_("lý do gỡ"), max_length=400, blank=True)
    source_text = models.TextField(blank=True)
    source_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+"
    )
    source_name = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("tin, bài")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_reason=""),
                name="news_article_withdrawn_pair",
            ),
            models.CheckConstraint(
                condition=Q(published__isnull=True, first_published_at__isnull=True)
                | Q(published__isnull=False, first_published_at__isnull=False),
                name="news_article_published_pair",
            ),
        ]

    def __str__(self) -> str:
        return _("Tin số %(pk)s") % {"pk": self.pk}

    @property
    def scope(self) -> Scope:
        owner = self.subcommittee or self.congress or self.organization
        return owner.scope


class Revision(models.Model):
    """One text of an article; the highest number is worked on, published ones never change.

    ``body`` is typed text with light marks (`news.markup`); ``edit`` is raised by each change.
    A ``correction`` says what was put right after publishing.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=12,
        choices=[(k.value, v) for k, v in STATE_LABELS.items()],
        default=NewsState.DRAFT,
    )
    section = models.CharField(_("chuyên mục"), max_length=120)
    title = models.CharField(_("tiêu đề"), max_length=200)
    lead = models.TextField(_("đoạn mở đầu"), blank=True)
    body = models.TextField(_("nội dung"), blank=True)
    author = models.CharField(_("tác giả"), max_length=120)
    author_unit = models.CharField(_("đơn vị của tác giả"), max_length=200)
    correction = models.CharField(_("nội dung đính chính"), max_length=400, blank=True)
    related = models.ManyToManyField(Article, related_name="+", blank=True)
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    edit = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)  # may lie ahead: nobody reads it before
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("bản tin")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="news_revision_number_once"),
            models.UniqueConstraint(
                fields=["article"],
                condition=~Q(state="published"),
                name="news_revision_one_worked_on",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{done}_at__isnull": True, f"{done}_by__isnull": True})
                    | Q(**{f"{done}_at__isnull": False, f"{done}_by__isnull": False}),
                    name=f"news_revision_{done}_pair",
                )
                for done in ("submitted", "checked", "published")
            ),
            models.CheckConstraint(
                condition=Q(state="published", checked_at__isnull=False, published_at__isnull=False)
                | Q(state="checked", checked_at__isnull=False, published_at__isnull=True)
                | Q(
                    state__in=["draft", "submitted"],
                    checked_at__isnull=True,
                    published_at__isnull=True,
                ),
                name="news_revision_state_holds",
            ),
        ]
        indexes = [
            WordIndex(fields=["title", "lead", "body", "author"], name="news_revision_words")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        return self.article.scope


class Photo(models.Model):
    """A photo of one revision: the file as it came, kept private, and three sizes without metadata.

    ``key`` stands in addresses and goes along when a revision is copied.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="photos")
    key = models.UUIDField(default=uuid4)
    position = models.PositiveSmallIntegerField(default=0)
    caption = models.CharField(_("chú thích"), max_length=300)
    description = models.CharField(_("mô tả cho người không xem được ảnh"), max_length=300)
    file_name = models.CharField(max_length=200)
    original = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    small = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    medium = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    large = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    small_width = models.PositiveSmallIntegerField()
    medium_width = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()  # of the large one
    height = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("ảnh")
        constraints = [
            models.UniqueConstraint(fields=["revision", "key"], name="news_photo_key_once")
        ]

    def __str__(self) -> str:
        return self.caption

    @property
    def scope(self) -> Scope:
        return self.revision.scope


class ArticleNote(models.Model):
    """What was said to a text on its way: why it came back, what was corrected, why it was taken off."""

    class Kind(models.TextChoices):
        RETURNED = "returned", _("Trả lại")
        CORRECTED = "corrected", _("Đính chính")
        WITHDRAWN = "withdrawn", _("Gỡ khỏi trang tin")
        RESTORED = "restored", _("Đưa lại lên trang tin")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(_("nhận xét"), max_length=1000)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("nhận xét")

    def __str__(self) -> str:
        return self.text

    @property
    def scope(self) -> Scope:
        return self.article.scope
