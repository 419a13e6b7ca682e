"""What was sent: versions frozen with their files, and who has taken them up."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.approvals.models.lines import KINDS
from daihoi.congresses.models import Congress, TargetPrecision
from daihoi.congresses.models.congresses import CongressForm
from daihoi.files.models import StoredFile
from daihoi.registry.models import Dossier, Paper, RegisterEntry
from daihoi.rules.approvals import OPEN, ItemResult, SubmissionKind, SubmissionState

STATE_LABELS = {
    SubmissionState.SUBMITTED: _("chờ tiếp nhận"),
    SubmissionState.APPRAISING: _("đang thẩm định"),
    SubmissionState.APPRAISED: _("đã thẩm định, chờ quyết định"),
    SubmissionState.RETURNED: _("cấp trên trả lại"),
    SubmissionState.APPROVED: _("đã phê duyệt"),
    SubmissionState.CONFIRMED: _("đã chuẩn y"),
    SubmissionState.REFUSED: _("không được công nhận"),
    SubmissionState.WITHDRAWN: _("đã rút"),
}
BADGES = {
    SubmissionState.SUBMITTED: "waiting",
    SubmissionState.APPRAISING: "waiting",
    SubmissionState.APPRAISED: "waiting",
    SubmissionState.RETURNED: "late",
    SubmissionState.APPROVED: "done",
    SubmissionState.CONFIRMED: "done",
    SubmissionState.REFUSED: "late",
    SubmissionState.WITHDRAWN: "neutral",
}
RESULT_LABELS = {
    ItemResult.NONE: _("chưa thẩm định"),
    ItemResult.APPROVED: _("đồng ý"),
    ItemResult.WITH_CHANGES: _("đồng ý, cần sửa"),
    ItemResult.RETURNED: _("trả lại"),
}


class Submission(models.Model):
    """A dossier as it was sent (lần trình): its versions, day D, form and size never change."""

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="submissions")
    kind = models.CharField(max_length=20, choices=KINDS)
    number = models.PositiveSmallIntegerField(_("lần trình"))
    state = models.CharField(
        max_length=20, choices=[(state.value, label) for state, label in STATE_LABELS.items()]
    )
    note = models.TextField(_("lời trình"), blank=True)
    lacks = models.TextField(blank=True)  # what was not ready when it was sent, one a line
    lacks_reason = models.CharField(_("lý do vẫn gửi"), max_length=400, blank=True)
    sealed = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="+")
    target_on = models.DateField(null=True)  # day D as it was asked for; None: postponed
    target_precision = models.CharField(max_length=10, choices=TargetPrecision.choices)
    form = models.CharField(max_length=20, choices=CongressForm.choices)
    people = models.PositiveIntegerField(_("số người dự"))
    due_on = models.DateField(null=True)  # by when the superior is asked to answer; None: no day D
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_up_at = models.DateTimeField(null=True)
    taken_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The superior answers on paper: the organization's clerk enters what it says.
    is_on_paper = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdraw_reason = models.CharField(_("lý do rút"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("lần trình")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "kind", "number"], name="approvals_submission_number_once"
            ),
            models.UniqueConstraint(
                fields=["congress", "kind"],
                condition=Q(state__in=[state.value for state in OPEN]),
                name="approvals_submission_one_open",
            ),
            models.CheckConstraint(
                condition=Q(taken_up_at__isnull=True, taken_up_by__isnull=True)
                | Q(taken_up_at__isnull=False, taken_up_by__isnull=False),
                name="approvals_submission_taken_up_pair",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                & ~Q(state="withdrawn")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, state="withdrawn"),
                name="approvals_submission_withdrawn_pair",
            ),
            models.CheckConstraint(
                condition=Q(taken_up_at__isnull=False) | Q(state__in=["submitted", "withdrawn"]),
                name="approvals_submission_taken_up_first",
            ),
            models.CheckConstraint(
                condition=Q(lacks="") | ~Q(lacks_reason=""),
                name="approvals_submission_says_why_not_ready",
            ),
            models.CheckConstraint(
                condition=Q(target_on__isnull=True, due_on__isnull=True)
                | Q(target_on__isnull=False, due_on__isnull=False),
                name="approvals_submission_answer_by_day",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="approvals_submission_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.congress.organization.short_name}: {self.title}"

    @property
    def title(self) -> str:
        """As in "Hồ sơ xin duyệt đại hội, lần 2"."""
        name = _("Hồ sơ xin duyệt đại hội, lần %(n)s")
        if self.kind == SubmissionKind.CONFIRMATION:
            name = _("Hồ sơ đề nghị chuẩn y, lần %(n)s")
        return str(name) % {"n": self.number}

    @property
    def scope(self) -> Scope:
        return self.congress.scope

    @property
    def badge(self) -> str:
        """Kind of the badge its state is shown with."""
        return BADGES[SubmissionState(self.state)]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_confirmation(self) -> bool:
        return self.kind == SubmissionKind.CONFIRMATION


class SubmissionItem(models.Model):
    """One paper as it was sent, and what the superior said of it.

    ``content`` is the `papers.official.OfficialPaper` as plain values, to compare it with the one
    sent before; None for a paper written elsewhere. ``digest`` is equal while nothing changed.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=400)
    symbol = models.CharField(max_length=60, blank=True)  # "" for a draft
    dated_on = models.DateField(null=True)
    paper = models.ForeignKey(Paper, on_delete=models.SET_NULL, null=True, related_name="+")
    paper_revision = models.PositiveIntegerField(null=True)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=60, blank=True)  # "documents.document:12"
    source_label = models.CharField(max_length=200, blank=True)  # "Báo cáo chính trị, bản 4"
    is_restricted = models.BooleanField(default=False)  # on personnel or secret (S41)
    content = models.JSONField(null=True)
    digest = models.CharField(max_length=64)
    result = models.CharField(
        max_length=20,
        blank=True,
        choices=[(result.value, label) for result, label in RESULT_LABELS.items()],
    )
    remark = models.TextField(_("nhận xét, yêu cầu sửa"), blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("văn bản đã trình")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "position"], name="approvals_submissionitem_place_once"
            ),
            models.CheckConstraint(
                condition=Q(judged_at__isnull=True, judged_by__isnull=True, result="")
                | Q(judged_at__isnull=False, judged_by__isnull=False) & ~Q(result=""),
                name="approvals_submissionitem_judged_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        return self.submission.scope


class FrozenFile(models.Model):
    """A file of an item, byte for byte as it was sent."""

    item = models.ForeignKey(SubmissionItem, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    is_attachment = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("tệp đã trình")

    def __str__(self) -> str:
        return self.file_name

    @property
    def scope(self) -> Scope:
        return self.item.scope

    @property
    def ending(self) -> str:
        return self.file_name.rpartition(".")[2].lower()


class ConfirmedPost(models.Model):
    """Somebody elected to a post (chức danh), and whether the superior recognises it (chuẩn y)."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="posts")
    position = models.PositiveSmallIntegerField()
    post = models.CharField(_("chức danh"), max_length=120)
    name = models.CharField(_("họ và tên"), max_length=120)
    is_confirmed = models.BooleanField(null=True)  # None: not decided
    reason = models.CharField(_("lý do không chuẩn y"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("chức danh đề nghị chuẩn y")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "position"], name="approvals_confirmedpost_place_once"
            ),
            models.CheckConstraint(
                condition=~Q(is_confirmed=False) | ~Q(reason=""),
                name="approvals_confirmedpost_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.name}"

    @property
    def scope(self) -> Scope:
        return self.submission.scope
