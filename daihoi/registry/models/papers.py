"""Papers while they are written, and the templates they are made from."""

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


class PaperTemplate(models.Model):
    """How an organization writes one kind of paper; published, those below may use it.

    ``content`` is a `papers.official.OfficialPaper` as plain values, with fields ``{{tên trường}}``
    in its texts. The house's own templates are no rows here.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="paper_templates"
    )
    kind = models.CharField(_("loại văn bản"), max_length=10)  # a code of `rules.papers`
    name = models.CharField(_("tên mẫu"), max_length=120)
    content = models.JSONField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)  # of the Word file it came from
    revision = models.PositiveIntegerField(default=1)  # raised by each change
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("mẫu văn bản")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "name"], name="registry_papertemplate_name_once"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="registry_papertemplate_published_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return self.organization.scope


class Paper(Stamped):
    """One paper of a congress (văn bản), from its first draft; issued once it has a register entry.

    ``content`` is what the template gave and people changed, fields still in it, so that data
    that changes shows until the paper is issued. ``values`` are fields somebody filled by hand.
    ``body`` holds blocks deposited by another app (a frozen version), which ``source`` names.
    """

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="papers")
    subcommittee = models.ForeignKey(
        Subcommittee, on_delete=models.PROTECT, null=True, related_name="papers"
    )  # the body that writes it
    kind = models.CharField(_("loại văn bản"), max_length=10)  # a code of `rules.papers`
    subject = models.CharField(_("tên loại và trích yếu"), max_length=400)
    content = models.JSONField()
    values = models.JSONField(default=dict)
    body = models.JSONField(null=True)
    source = models.CharField(max_length=60, blank=True)  # "documents.version:12"
    source_label = models.CharField(max_length=200, blank=True)  # "Báo cáo chính trị, bản 4"
    profile = models.CharField(_("thể thức"), max_length=20, blank=True)  # "" : by date and body
    draft = models.PositiveSmallIntegerField(_("dự thảo lần"), default=1)
    dated_on = models.DateField(_("ngày ghi trên văn bản"), null=True)
    revision = models.PositiveIntegerField(default=1)  # raised by each change
    form_key = models.UUIDField(null=True, unique=True)  # of the page it was begun on: once each
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("văn bản")
        indexes = [WordIndex(fields=["kind", "subject"], name="registry_paper_words")]

    def __str__(self) -> str:
        return self.subject

    @property
    def scope(self) -> Scope:
        return self.subcommittee.scope if self.subcommittee else self.congress.scope
