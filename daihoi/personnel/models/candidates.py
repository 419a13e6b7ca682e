"""People considered for the new committee (nhân sự dự kiến), and the papers of their files."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.files.models import StoredFile
from daihoi.organizations.models import Person
from daihoi.personnel.models.plans import PersonnelPlan


class CandidateState(models.TextChoices):
    CONSIDERED = "considered", _("đang xem xét")
    PUT_FORWARD = "put_forward", _("giới thiệu ra đại hội")
    DROPPED = "dropped", _("không giới thiệu")


class EmploymentKind(models.TextChoices):
    """Values are those of `rules.personnel.service.Employment`."""

    IN_SERVICE = "in_service", _("Đang công tác")
    PART_TIME = "part_time", _("Không chuyên trách")
    RETIRED = "retired", _("Đã nghỉ hưu")


class Trouble(models.TextChoices):
    """Values are those of `rules.personnel.persons.Hindrance` that no list of members tells."""

    NONE = "", _("Không")
    PROSECUTED = "prosecuted", _("Đang bị khởi tố, truy tố")
    DETAINED = "detained", _("Đang bị tạm giam")


class Candidate(Stamped):
    """A person in a plan; who is dropped stays, with the reason. `__str__` tells no name.

    ``special``: the part of `min_months.re_elected.…` that a directive treats apart, by the paper
    ``special_paper``; ``extension_months``: age at retirement a paper sets for this person (P-015).
    """

    plan = models.ForeignKey(PersonnelPlan, on_delete=models.CASCADE, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="candidacies")
    for_committee = models.BooleanField(_("cấp ủy"), default=True)
    for_secretary = models.BooleanField(_("bí thư"), default=False)
    for_deputy = models.BooleanField(_("phó bí thư"), default=False)
    for_delegate = models.BooleanField(_("đại biểu dự đại hội cấp trên"), default=False)
    employment = models.CharField(
        _("công tác"),
        max_length=10,
        choices=EmploymentKind.choices,
        default=EmploymentKind.IN_SERVICE,
    )
    special = models.CharField(_("trường hợp đặc biệt"), max_length=40, blank=True)
    special_paper = models.CharField(
        _("văn bản về trường hợp đặc biệt"), max_length=200, blank=True
    )
    extension_months = models.PositiveSmallIntegerField(
        _("tuổi nghỉ hưu được kéo dài, tính bằng tháng"), null=True, blank=True
    )
    extension_paper = models.CharField(
        _("văn bản kéo dài thời gian công tác"), max_length=200, blank=True
    )
    trouble = models.CharField(
        _("vướng mắc"), max_length=12, choices=Trouble.choices, blank=True, default=Trouble.NONE
    )
    education = models.CharField(_("trình độ học vấn"), max_length=80, blank=True)
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    handed_in_on = models.DateField(_("ngày nộp hồ sơ"), null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=CandidateState.choices, default=CandidateState.CONSIDERED
    )
    drop_reason = models.CharField(_("lý do không giới thiệu"), max_length=400, blank=True)
    dropped_in = models.ForeignKey(
        "personnel.StepMeeting", on_delete=models.SET_NULL, null=True, related_name="dropped"
    )  # the step in which the votes dropped the person
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("nhân sự dự kiến")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "person"], name="personnel_candidate_person_once"
            ),
            models.CheckConstraint(
                condition=Q(state="dropped") & ~Q(drop_reason="")
                | ~Q(state="dropped") & Q(drop_reason="", dropped_in__isnull=True),
                name="personnel_candidate_dropped_says_why",
            ),
            models.CheckConstraint(
                condition=Q(special="") | ~Q(special_paper=""),
                name="personnel_candidate_special_by_paper",
            ),
            models.CheckConstraint(
                condition=Q(extension_months__isnull=True) | ~Q(extension_paper=""),
                name="personnel_candidate_extension_by_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"Nhân sự số {self.pk}"

    @property
    def scope(self) -> Scope:
        return self.plan.scope

    @property
    def is_dropped(self) -> bool:
        return self.state == CandidateState.DROPPED


class CandidateFile(models.Model):
    """One paper of a person's file; of several of one ``code`` the latest counts. No name in `__str__`."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="files")
    code = models.CharField(_("giấy tờ"), max_length=30)  # of `rules.personnel.persons`, or "other"
    signed_on = models.DateField(_("ngày ký"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("giấy tờ trong hồ sơ nhân sự")

    def __str__(self) -> str:
        return f"Giấy tờ số {self.pk}"

    @property
    def scope(self) -> Scope:
        return self.candidate.scope
