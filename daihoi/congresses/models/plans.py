"""The congress plan: milestones counted from day D, and the templates it is made from."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.word_index import WordIndex
from daihoi.congresses.models.congresses import BasisDocument, Congress
from daihoi.congresses.models.subcommittees import Subcommittee
from daihoi.organizations.models import Organization
from daihoi.rules.plans import Certainty, Meaning, Offset, Responsible

RESPONSIBLE_LABELS = {
    Responsible.COMMITTEE: _("Chi ủy"),
    Responsible.SECRETARY: _("Bí thư"),
    Responsible.DOCUMENTS: _("Tiểu ban văn kiện"),
    Responsible.PERSONNEL: _("Tiểu ban nhân sự"),
    Responsible.PROPAGANDA_LOGISTICS: _("Tiểu ban tuyên truyền, hậu cần"),
    Responsible.STAFF: _("Bộ phận giúp việc"),
    Responsible.UNITS: _("Các phòng"),
    Responsible.MEMBERS: _("Toàn thể đảng viên"),
    Responsible.PRESIDIUM: _("Đoàn chủ tịch"),
    Responsible.SECRETARIAT: _("Thư ký đại hội"),
    Responsible.NEW_COMMITTEE: _("Chi ủy khóa mới"),
    Responsible.SUPERIOR: _("Cấp ủy cấp trên"),
}
CERTAINTY_LABELS = {
    Certainty.SOURCED: _("có nguồn xác nhận"),
    Certainty.DEFAULT: _("mặc định của mẫu"),
    Certainty.UNCONFIRMED: _("chưa có nguồn xác nhận"),
}


class PlanTemplate(models.Model):
    """Milestones an organization made its own template of; published, those below may use it.

    ``rows`` is a list of `rules.plans.TemplateRow` as plain values; the house's own two templates
    are no rows here, they come from `rules.plans.built_in_templates`.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="plan_templates"
    )
    name = models.CharField(_("tên mẫu"), max_length=120)
    description = models.CharField(_("dùng khi nào"), max_length=400, blank=True)
    edition = models.CharField(max_length=40)  # of `rules.editions`; no other may use it
    rows = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)  # raised by each change
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("mẫu kế hoạch")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"], name="congresses_plantemplate_name_once"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="congresses_plantemplate_published_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return self.organization.scope


class Milestone(models.Model):
    """A dated step of the plan (mốc): ``planned_on`` follows from day D, ``actual_on`` never moves."""

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="milestones")
    code = models.CharField(_("mã"), max_length=12)
    name = models.CharField(_("mốc công việc"), max_length=200)
    position = models.PositiveIntegerField(default=0)
    days = models.SmallIntegerField(_("số ngày so với gốc"))
    working_days = models.BooleanField(_("tính ngày làm việc"), default=False)
    counted_from = models.CharField(max_length=12, blank=True)  # a code; "" is day D
    responsible = models.JSONField(default=list)  # values of `rules.plans.Responsible`
    # The body that answers for it here; the first of its purpose unless chosen otherwise.
    subcommittee = models.ForeignKey(
        Subcommittee, on_delete=models.SET_NULL, null=True, related_name="milestones"
    )
    output = models.CharField(_("kết quả, văn bản"), max_length=200, blank=True)
    superior_action = models.CharField(_("việc của cấp trên"), max_length=200, blank=True)
    after = models.ManyToManyField("self", symmetrical=False, related_name="followers")
    meaning = models.CharField(
        max_length=30, blank=True, choices=[(m.value, m.value) for m in Meaning if m.value]
    )
    basis = models.CharField(_("căn cứ của thời hạn"), max_length=200, blank=True)
    certainty = models.CharField(
        max_length=1,
        default=Certainty.DEFAULT.value,
        choices=[(c.value, label) for c, label in CERTAINTY_LABELS.items()],
    )
    direction = models.ForeignKey(  # the superior's paper it answers to (S12)
        BasisDocument, on_delete=models.PROTECT, null=True, related_name="milestones"
    )
    planned_on = models.DateField(_("ngày theo kế hoạch"))
    actual_on = models.DateField(_("ngày hoàn thành"), null=True)
    completed_at = models.DateTimeField(null=True)  # when it was noted as done
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True)  # not to be done in this congress
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    drop_reason = models.CharField(_("lý do không thực hiện"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("mốc kế hoạch")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "code"], name="congresses_milestone_code_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    actual_on__isnull=True, completed_at__isnull=True, completed_by__isnull=True
                )
                | Q(
                    actual_on__isnull=False,
                    completed_at__isnull=False,
                    completed_by__isnull=False,
                    dropped_at__isnull=True,
                ),
                name="congresses_milestone_completed_pair",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, dropped_by__isnull=True, drop_reason="")
                | (Q(dropped_at__isnull=False, dropped_by__isnull=False) & ~Q(drop_reason="")),
                name="congresses_milestone_dropped_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["congress", "planned_on", "position"], name="congresses_plan"),
            WordIndex(fields=["code", "name", "output"], name="congresses_milestone_words"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def scope(self) -> Scope:
        return self.subcommittee.scope if self.subcommittee else self.congress.scope

    @property
    def offset(self) -> Offset:
        return Offset(self.days, self.working_days, self.counted_from)

    def told(self) -> dict[str, Any]:
        """What the record keeps of it when it is made, for reports about earlier days."""
        return {
            "code": self.code,
            "name": self.name,
            "position": self.position,
            "responsible": self.responsible,
            "subcommittee": self.subcommittee_id,
            "planned_on": self.planned_on,
        }

    @property
    def is_open(self) -> bool:
        """Neither done nor dropped."""
        return self.actual_on is None and self.dropped_at is None

    @property
    def is_settled(self) -> bool:
        """The preparation was closed with it; what is planned after day D goes on."""
        congress = self.congress
        return congress.closed_at is not None and self.planned_on <= congress.target_on


class MilestoneOverride(models.Model):
    """A milestone was noted as done before what it waits for; who did so and why stays visible."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="overrides")
    missing = models.JSONField(default=list)  # codes and names that were not done: "M17 Cấp trên …"
    reason = models.TextField(_("lý do"))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("làm trước mốc trước")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="congresses_milestoneoverride_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.milestone}: {self.reason[:60]}"
