"""What the superior says: it appraises first (S50), then decides (S51); and whether that holds (P47)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.approvals.models.submissions import Submission
from daihoi.base.word_index import WordIndex
from daihoi.congresses.models import TargetPrecision
from daihoi.congresses.models.congresses import CongressForm
from daihoi.registry.models import IncomingPaper


class Appraisal(models.Model):
    """The appraisal of a submission (thẩm định): by whom, when, what is to be changed (S50)."""

    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, related_name="appraisal"
    )
    reviewer = models.CharField(_("người hoặc bộ phận thẩm định"), max_length=160)
    appraised_on = models.DateField(_("ngày thẩm định"))
    remarks = models.TextField(_("nhận xét chung"), blank=True)
    changes = models.TextField(_("yêu cầu sửa đổi, bổ sung"), blank=True)
    finished_at = models.DateTimeField()
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("thẩm định")

    def __str__(self) -> str:
        return f"{self.submission}: {self.reviewer}"

    @property
    def scope(self) -> Scope:
        return self.submission.scope


class Decision(models.Model):
    """The superior's decision (trả lại, phê duyệt, chuẩn y): a step of its own, with its paper (S51).

    ``valid_*``: for which day, form and number of participants an approval is given (P47).
    """

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="decision")
    result = models.CharField(max_length=20)  # the state it leads to
    paper_number = models.CharField(_("số, ký hiệu văn bản"), max_length=60, blank=True)
    paper_on = models.DateField(_("ngày văn bản"))
    signer = models.CharField(_("người ký"), max_length=160, blank=True)
    remarks = models.TextField(_("ý kiến"), blank=True)
    valid_on = models.DateField(_("cho đại hội ngày"), null=True)
    valid_precision = models.CharField(max_length=10, choices=TargetPrecision.choices, blank=True)
    valid_form = models.CharField(max_length=20, choices=CongressForm.choices, blank=True)
    valid_people = models.PositiveIntegerField(_("số người dự"), null=True)
    incoming = models.ForeignKey(
        IncomingPaper, on_delete=models.PROTECT, null=True, related_name="+"
    )  # where it was entered from paper
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("quyết định của cấp trên")
        constraints = [
            models.CheckConstraint(
                condition=Q(result="returned") | (~Q(paper_number="") & ~Q(signer="")),
                name="approvals_decision_has_its_paper",
            ),
            models.CheckConstraint(
                condition=Q(valid_on__isnull=True, valid_precision="")
                | (Q(valid_on__isnull=False) & ~Q(valid_precision="")),
                name="approvals_decision_day_and_precision",
            ),
        ]
        indexes = [
            WordIndex(fields=["paper_number", "signer", "remarks"], name="approvals_decision_words")
        ]

    def __str__(self) -> str:
        return f"{self.paper_number} · {self.submission}"

    @property
    def scope(self) -> Scope:
        return self.submission.scope


class ValidityReview(models.Model):
    """Somebody said whether an approval still holds for a day, form and size it was not given for."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="reviews")
    holds = models.BooleanField()
    reason = models.CharField(_("lý do"), max_length=400)
    target_on = models.DateField(null=True)  # None: postponed
    target_precision = models.CharField(max_length=10, choices=TargetPrecision.choices)
    form = models.CharField(max_length=20, choices=CongressForm.choices)
    people = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("xem lại hiệu lực phê duyệt")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="approvals_validity_says_why")
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.reason[:60]}"

    @property
    def scope(self) -> Scope:
        return self.decision.scope
