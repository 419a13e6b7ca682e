"""The steps of the procedure (các bước nhân sự): meetings, introduction ballots, who goes on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.meetings.models import Meeting
from daihoi.personnel.models.candidates import Candidate
from daihoi.personnel.models.plans import PersonnelPlan

ROUNDS = [
    ("re_elected", _("Vòng tái cử")),
    ("first_time", _("Vòng tham gia lần đầu")),
    ("all", _("Quy trình")),
]


class StepMeeting(Stamped):
    """One step of a round, held once: frozen when it is finished.

    ``told``: the rule's answer as it was then, for the page and the minutes. ``paper``: of a step
    that is no meeting, what settled it; ``differs``: the committee's votes and the standing
    committee's list do (P-053), ``reported`` how the superior was told of it.
    """

    plan = models.ForeignKey(PersonnelPlan, on_delete=models.CASCADE, related_name="steps")
    round = models.CharField(_("vòng"), max_length=12, choices=ROUNDS)
    number = models.PositiveSmallIntegerField(_("bước"))
    title = models.CharField(max_length=200)  # as the procedure called it then
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    on = models.DateField(_("ngày"), null=True, blank=True)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    convened = models.PositiveSmallIntegerField(_("số được triệu tập"), null=True, blank=True)
    present = models.PositiveSmallIntegerField(_("số có mặt"), null=True, blank=True)
    starts_at = models.TimeField(_("bắt đầu lúc"), null=True, blank=True)
    ends_at = models.TimeField(_("kết thúc lúc"), null=True, blank=True)
    chair = models.CharField(_("chủ trì"), max_length=120, blank=True)
    minute_taker = models.CharField(_("người ghi biên bản"), max_length=120, blank=True)
    counters = models.CharField(_("tổ kiểm phiếu"), max_length=300, blank=True)
    paper = models.CharField(_("văn bản"), max_length=200, blank=True)
    note = models.TextField(_("nội dung, kết luận"), blank=True)
    reported = models.CharField(_("văn bản báo cáo cấp trên"), max_length=200, blank=True)
    told = models.JSONField(default=dict)
    differs = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("bước nhân sự")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "round", "number"], name="personnel_stepmeeting_once"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, finished_by__isnull=True)
                | Q(
                    finished_at__isnull=False,
                    finished_by__isnull=False,
                    on__isnull=False,
                ),
                name="personnel_stepmeeting_finished_pair",
            ),
            models.CheckConstraint(
                condition=Q(present__isnull=True)
                | Q(convened__isnull=False, present__lte=F("convened")),
                name="personnel_stepmeeting_present",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_round_display()}, bước {self.number}"

    @property
    def scope(self) -> Scope:
        return self.plan.scope

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None


class IntroductionBallot(models.Model):
    """One introduction ballot (phiếu giới thiệu) as sums; 2 and later continue it (P-055)."""

    step = models.ForeignKey(StepMeeting, on_delete=models.CASCADE, related_name="ballots")
    number = models.PositiveSmallIntegerField(_("lần"))
    issued = models.PositiveSmallIntegerField(_("phiếu phát ra"))
    returned = models.PositiveSmallIntegerField(_("phiếu thu về"))
    invalid = models.PositiveSmallIntegerField(_("phiếu không hợp lệ"), default=0)

    class Meta:
        verbose_name = _("lần bỏ phiếu giới thiệu")
        constraints = [
            models.UniqueConstraint(
                fields=["step", "number"], name="personnel_introductionballot_once"
            ),
            models.CheckConstraint(
                condition=Q(returned__lte=F("issued")) & Q(invalid__lte=F("returned")),
                name="personnel_introductionballot_sums",
            ),
        ]

    def __str__(self) -> str:
        return f"Phiếu giới thiệu lần {self.number}"


class IntroductionVotes(models.Model):
    """How many votes somebody got in one introduction ballot: a sum, never who gave them."""

    ballot = models.ForeignKey(IntroductionBallot, on_delete=models.CASCADE, related_name="votes")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="introductions")
    votes = models.PositiveSmallIntegerField(_("số phiếu"))

    class Meta:
        verbose_name = _("số phiếu giới thiệu")
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "candidate"], name="personnel_introductionvotes_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.votes} phiếu"


class StepPerson(models.Model):
    """Whether somebody goes on after a finished step, and why in the rule's words."""

    step = models.ForeignKey(StepMeeting, on_delete=models.CASCADE, related_name="people")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="outcomes")
    goes_on = models.BooleanField()
    votes = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=400)

    class Meta:
        verbose_name = _("kết quả một bước")
        constraints = [
            models.UniqueConstraint(fields=["step", "candidate"], name="personnel_stepperson_once")
        ]

    def __str__(self) -> str:
        return f"Kết quả số {self.pk}"


class Assessment(models.Model):
    """What a step without a ballot says of somebody: goes on or not, and why."""

    step = models.ForeignKey(StepMeeting, on_delete=models.CASCADE, related_name="assessments")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="assessments")
    goes_on = models.BooleanField()
    reason = models.CharField(_("nhận xét, lý do"), max_length=400)

    class Meta:
        verbose_name = _("nhận xét ở một bước")
        constraints = [
            models.UniqueConstraint(fields=["step", "candidate"], name="personnel_assessment_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="personnel_assessment_says_why"),
        ]

    def __str__(self) -> str:
        return f"Nhận xét số {self.pk}"


class StepCorrection(models.Model):
    """A finished step was opened again to be corrected; ``before`` keeps its sums as they stood."""

    step = models.ForeignKey(StepMeeting, on_delete=models.CASCADE, related_name="corrections")
    reason = models.CharField(_("lý do"), max_length=400)
    before = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("lần đính chính một bước")

    def __str__(self) -> str:
        return f"{self.step}: đính chính"


class HeadChoice(models.Model):
    """The head of the committee chose between people level on the last place (P-054)."""

    plan = models.ForeignKey(PersonnelPlan, on_delete=models.CASCADE, related_name="head_choices")
    candidate = models.OneToOneField(
        Candidate, on_delete=models.CASCADE, related_name="head_choice"
    )
    reason = models.CharField(_("lý do"), max_length=400)
    on = models.DateField(_("ngày chọn"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("lựa chọn của người đứng đầu")

    def __str__(self) -> str:
        return f"Lựa chọn số {self.pk}"
