"""What an organization itself says of the lines of its dossier, before it is sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models import Congress
from daihoi.files.models import StoredFile
from daihoi.registry.models import Paper
from daihoi.rules.approvals import SubmissionKind

KINDS = [
    (SubmissionKind.APPROVAL.value, _("Xin duyệt đại hội")),
    (SubmissionKind.CONFIRMATION.value, _("Đề nghị chuẩn y")),
]


class DossierLine(models.Model):
    """A line of the dossier where it differs from the usual one, or holds files of its own.

    ``is_required`` None: as `rules.approvals` says. ``paper`` None: the newest of its kind.
    """

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="dossier_lines")
    kind = models.CharField(max_length=20, choices=KINDS)
    code = models.CharField(max_length=10)  # a code of `rules.papers`
    is_required = models.BooleanField(null=True)
    reason = models.CharField(_("lý do"), max_length=400, blank=True)
    paper = models.ForeignKey(Paper, on_delete=models.SET_NULL, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)  # raised by each change

    class Meta:
        verbose_name = _("dòng hồ sơ")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "kind", "code"], name="approvals_dossierline_once"
            ),
            models.CheckConstraint(
                condition=Q(is_required__isnull=True) | ~Q(reason=""),
                name="approvals_dossierline_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def scope(self) -> Scope:
        return self.congress.scope


class Attachment(models.Model):
    """A file that goes along with a line: personal files, minutes of nominations, a list."""

    line = models.ForeignKey(DossierLine, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("tệp kèm theo")
        constraints = [
            models.UniqueConstraint(fields=["line", "file"], name="approvals_attachment_once")
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def scope(self) -> Scope:
        return self.line.scope
