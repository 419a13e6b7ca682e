"""Organizations (tổ chức), their units (phòng) and people (đảng viên)."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.files.models import StoredFile
from daihoi.rules.members import MembershipStatus
from daihoi.vietnamese.dates import PartialDate
from daihoi.vietnamese.names import name_key
from daihoi.vietnamese.text import fold


class OrganizationKind(models.TextChoices):
    CELL = "cell", _("Chi bộ")
    GRASSROOTS_CELL = "grassroots_cell", _("Chi bộ cơ sở")
    GRASSROOTS_COMMITTEE = "grassroots_committee", _("Đảng bộ cơ sở")
    BLOC_COMMITTEE = "bloc_committee", _("Đảng ủy khối")
    UNION = "union", _("Công đoàn")
    YOUTH_UNION = "youth_union", _("Đoàn Thanh niên")
    ASSOCIATION = "association", _("Hội, đoàn thể khác")


class Organization(Stamped):
    """A node of the tree; ``path`` is "/1/4/": the numbers from the root down to itself."""

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=200, unique=True)
    kind = models.CharField(_("loại hình"), max_length=30, choices=OrganizationKind.choices)
    name = models.CharField(_("tên đầy đủ"), max_length=200)
    short_name = models.CharField(_("tên ngắn"), max_length=80)
    host_agency = models.CharField(_("cơ quan, đơn vị"), max_length=200, blank=True)
    place = models.CharField(_("địa danh"), max_length=80)  # before the date on papers
    symbol = models.CharField(_("ký hiệu"), max_length=20, blank=True)  # CB, ĐU
    has_seal = models.BooleanField(_("có con dấu"), default=False)

    class Meta:
        verbose_name = _("tổ chức")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"], name="organizations_organization_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return Scope(self.path)


class Unit(models.Model):
    """A department (phòng) of the host agency."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="units")
    name = models.CharField(_("tên đơn vị"), max_length=160)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("đơn vị")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"], name="organizations_unit_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return Scope(self.organization.path, f"u{self.pk}/")


class Sex(models.TextChoices):
    MALE = "male", _("Nam")
    FEMALE = "female", _("Nữ")


class Person(Stamped):
    """A person (đảng viên, công chức, người lao động) of one organization.

    ``birth`` is ISO and may be partial: "1976", "1981-08", "1978-09-05".
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="people")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="people")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="person"
    )
    full_name = models.CharField(_("họ và tên"), max_length=120)
    name_key = models.CharField(max_length=400)  # sorts by given name, Vietnamese order
    folded_name = models.CharField(max_length=120)  # for search without marks
    sex = models.CharField(_("giới tính"), max_length=10, choices=Sex.choices, blank=True)
    birth = models.CharField(_("ngày sinh"), max_length=10, blank=True)
    ethnicity = models.CharField(_("dân tộc"), max_length=40, blank=True)
    hometown = models.CharField(_("quê quán"), max_length=200, blank=True)
    government_post = models.CharField(_("chức vụ chính quyền"), max_length=120, blank=True)
    qualification = models.CharField(_("trình độ chuyên môn"), max_length=160, blank=True)
    political_theory = models.CharField(_("lý luận chính trị"), max_length=80, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    notes = models.CharField(_("ghi chú"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)  # raised by each change

    class Meta:
        verbose_name = _("người")
        indexes = [
            models.Index(
                fields=["organization", "name_key", "id"], name="organizations_person_name"
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def scope(self) -> Scope:
        return Scope(self.organization.path)

    def set(self, values: Mapping[str, Any]) -> None:
        """Set fields, and what is derived from the name; saves nothing."""
        for name, value in values.items():
            setattr(self, name, value)
        self.name_key = name_key(self.full_name)
        self.folded_name = fold(self.full_name)

    @property
    def birth_date(self) -> PartialDate | None:
        return PartialDate.from_iso(self.birth) if self.birth else None


STATUS_LABELS: Mapping[MembershipStatus, StrPromise] = {
    MembershipStatus.OFFICIAL: _("Đảng viên chính thức"),
    MembershipStatus.PROBATIONARY: _("Đảng viên dự bị"),
    MembershipStatus.EXEMPTED: _("Miễn sinh hoạt"),
    MembershipStatus.AWAY: _("Tạm thời chuyển đi"),
    MembershipStatus.INCOMING_TEMPORARY: _("Tạm thời chuyển đến"),
    MembershipStatus.SUSPENDED: _("Đình chỉ sinh hoạt"),
}
NOT_A_MEMBER = _("Không là đảng viên")


def status_label(status: str | None) -> StrPromise:
    return STATUS_LABELS[MembershipStatus(status)] if status else NOT_A_MEMBER


class Membership(models.Model):
    """A status a person holds in the organization from a day to a day (last day included)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    status = models.CharField(max_length=30, choices=[(s.value, s.value) for s in MembershipStatus])
    admitted_on = models.DateField(null=True)  # ngày vào Đảng
    official_on = models.DateField(null=True)  # ngày chính thức
    starts_on = models.DateField(null=True)  # None: since before it was kept here
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="organizations_membership_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends_on__isnull=True),
                name="organizations_membership_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.status}"

    @property
    def label(self) -> StrPromise:
        return status_label(self.status)


class OfficeKind(models.TextChoices):
    SECRETARY = "secretary", _("Bí thư")
    DEPUTY_SECRETARY = "deputy_secretary", _("Phó Bí thư")
    COMMITTEE_MEMBER = "committee_member", _("Chi ủy viên")
    GROUP_LEADER = "group_leader", _("Tổ trưởng tổ đảng")
    UNIT_HEAD = "unit_head", _("Phụ trách phòng")
    SUPERIOR_OFFICER = "superior_officer", _("Cán bộ theo dõi của cấp trên")
    OTHER = "other", _("Chức vụ khác")


class Office(models.Model):
    """A post held from a day to a day: Party posts, and being responsible for a unit."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="offices")
    kind = models.CharField(max_length=30, choices=OfficeKind.choices)
    title = models.CharField(_("chức vụ"), max_length=120)  # as written: "Bí thư Chi bộ"
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="offices")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="organizations_office_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.title}"


class ImportState(models.TextChoices):
    PREVIEW = "preview", _("Đang xem trước")
    CONFIRMED = "confirmed", _("Đã nhập")


class MemberImport(models.Model):
    """A list somebody uploaded: its preview, and later what was done with it."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="imports")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    state = models.CharField(
        max_length=20, choices=ImportState.choices, default=ImportState.PREVIEW
    )
    options = models.JSONField(default=dict)  # the uploader's choices, see `actions.imports`
    result = models.JSONField(default=dict)  # counts, after confirming
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_at__isnull=False)
                | Q(state="preview", confirmed_at__isnull=True),
                name="organizations_memberimport_confirmed_at",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def scope(self) -> Scope:
        return self.organization.scope
