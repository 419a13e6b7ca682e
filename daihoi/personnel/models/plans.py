"""The personnel plan (đề án nhân sự) of a congress: number, structure, standards, and how far it is."""

from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.congresses.models import Congress, Subcommittee


class PlanState(models.TextChoices):
    """How far a plan is; read from its times, never set."""

    DRAFT = "draft", _("đang xây dựng")
    SETTLED = "settled", _("cấp ủy đã thông qua")
    APPROVED = "approved", _("cấp trên đã phê duyệt")
    PRESENTED = "presented", _("đã trình đại hội")


class PersonnelPlan(Stamped):
    """One for a congress. What it says of people is for its own body and the committee (S41).

    ``seats`` 0: no committee is elected, None: not said yet. ``before`` and ``rotated`` are those
    of the last term (P-042). ``targets``: persons wanted at least, by a code of the structure.
    ``own_steps`` and their paper replace the steps of a cell (P-061). ``open_places`` are left for
    later (P-045), ``posts_not_elected`` are lines of text (P-056), each with the superior's paper.
    ``steps_by`` and ``congress_from`` to ``congress_by`` are the superior's timetable (P-090), named
    by ``timetable_paper``. ``no_limit_reason``: why the list was settled though the superior's
    limit of age is not recorded (P-017).
    """

    congress = models.OneToOneField(
        Congress, on_delete=models.PROTECT, related_name="personnel_plan"
    )
    subcommittee = models.ForeignKey(
        Subcommittee, on_delete=models.PROTECT, null=True, related_name="+"
    )
    seats = models.PositiveSmallIntegerField(_("số lượng cấp ủy viên"), null=True, blank=True)
    deputies = models.PositiveSmallIntegerField(_("số phó bí thư"), default=0)
    names = models.PositiveSmallIntegerField(
        _("số người trong danh sách bầu cấp ủy"), null=True, blank=True
    )
    before = models.PositiveSmallIntegerField(_("số ủy viên khóa trước"), null=True, blank=True)
    rotated = models.PositiveSmallIntegerField(_("trong đó luân chuyển đến"), default=0)
    is_after_merger = models.BooleanField(
        _("tổ chức mới hợp nhất, dẫn đến chỉ định"), default=False
    )
    direction = models.TextField(_("phương hướng, tiêu chuẩn"), blank=True)
    structure = models.TextField(_("cơ cấu"), blank=True)
    age_words = models.CharField(_("độ tuổi"), max_length=300, blank=True)
    targets = models.JSONField(default=dict)
    structure_reason = models.TextField(_("lý do khi cơ cấu chưa đạt"), blank=True)
    standing_women = models.PositiveSmallIntegerField(
        _("số nữ dự kiến trong ban thường vụ"), null=True, blank=True
    )
    open_places = models.PositiveSmallIntegerField(_("số vị trí để trống, bổ sung sau"), default=0)
    open_places_paper = models.CharField(
        _("văn bản đồng ý để trống vị trí"), max_length=200, blank=True
    )
    posts_not_elected = models.TextField(_("chức danh đại hội chưa bầu"), blank=True)
    posts_paper = models.CharField(_("văn bản đồng ý chưa bầu"), max_length=200, blank=True)
    timetable_paper = models.CharField(_("kế hoạch của cấp trên"), max_length=200, blank=True)
    steps_by = models.DateField(_("xong các bước nhân sự trước ngày"), null=True, blank=True)
    congress_from = models.DateField(_("đại hội từ ngày"), null=True, blank=True)
    congress_by = models.DateField(_("đại hội đến ngày"), null=True, blank=True)
    no_limit_reason = models.CharField(
        _("lý do chốt khi chưa có quy định độ tuổi của cấp trên"), max_length=400, blank=True
    )
    own_steps = models.JSONField(default=list)
    own_steps_paper = models.CharField(_("văn bản quy định quy trình"), max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_on = models.DateField(_("ngày cấp ủy thông qua"), null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approval_number = models.CharField(_("số văn bản phê duyệt"), max_length=60, blank=True)
    approval_on = models.DateField(_("ngày văn bản phê duyệt"), null=True)
    presented_at = models.DateTimeField(_("trình đại hội lúc"), null=True)
    presented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("đề án nhân sự")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    settled_at__isnull=True, settled_by__isnull=True, settled_on__isnull=True
                )
                | Q(settled_at__isnull=False, settled_by__isnull=False, settled_on__isnull=False),
                name="personnel_personnelplan_settled_pair",
            ),
            models.CheckConstraint(
                condition=Q(
                    approved_at__isnull=True,
                    approved_by__isnull=True,
                    approval_number="",
                    approval_on__isnull=True,
                )
                | (
                    Q(
                        approved_at__isnull=False,
                        approved_by__isnull=False,
                        approval_on__isnull=False,
                        settled_at__isnull=False,
                    )
                    & ~Q(approval_number="")
                ),
                name="personnel_personnelplan_approved_pair",
            ),
            models.CheckConstraint(
                condition=Q(presented_at__isnull=True, presented_by__isnull=True)
                | Q(
                    presented_at__isnull=False,
                    presented_by__isnull=False,
                    settled_at__isnull=False,
                ),
                name="personnel_personnelplan_presented_pair",
            ),
            models.CheckConstraint(
                condition=Q(own_steps=[]) | ~Q(own_steps_paper=""),
                name="personnel_personnelplan_steps_by_paper",
            ),
            models.CheckConstraint(
                condition=Q(names__isnull=True) | Q(names__gte=1),
                name="personnel_personnelplan_list_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(
                    timetable_paper="",
                    steps_by__isnull=True,
                    congress_from__isnull=True,
                    congress_by__isnull=True,
                )
                | ~Q(timetable_paper=""),
                name="personnel_personnelplan_timetable_by_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"Đề án nhân sự · {self.congress}"

    @property
    def scope(self) -> Scope:
        return self.subcommittee.scope if self.subcommittee else self.congress.scope

    @property
    def state(self) -> PlanState:
        if self.presented_at is not None:
            return PlanState.PRESENTED
        if self.approved_at is not None:
            return PlanState.APPROVED
        return PlanState.DRAFT if self.settled_at is None else PlanState.SETTLED

    @property
    def is_open(self) -> bool:
        """Whether it is still worked on."""
        return self.settled_at is None

    @property
    def posts_left(self) -> list[str]:
        """The posts the congress does not elect, one a line."""
        return [each.strip() for each in self.posts_not_elected.splitlines() if each.strip()]

    @property
    def told(self) -> Mapping[str, object]:
        """For the record: numbers and states, no words on anybody."""
        return {
            "state": self.state.value,
            "seats": self.seats,
            "deputies": self.deputies,
            "names": self.names,
            "targets": self.targets,
            "open_places": self.open_places,
            "approval_number": self.approval_number,
            "approval_on": self.approval_on,
        }


class PlanReturn(models.Model):
    """A plan that was settled is worked on again (mở lại): why, and what state it was in."""

    plan = models.ForeignKey(PersonnelPlan, on_delete=models.CASCADE, related_name="returns")
    state = models.CharField(max_length=10, choices=PlanState.choices)
    reason = models.CharField(_("lý do"), max_length=400)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("lần mở lại đề án")

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_state_display()}"
