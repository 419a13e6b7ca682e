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
from daihoi.base.word_index import WordIndex
from daihoi.files.models import StoredFile
from daihoi.rules.families import Family, families, family_of_kind
from daihoi.rules.members import MembershipChange, MembershipEnd, MembershipStatus, Period
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


class TermStyle(models.TextChoices):
    """How papers write the years of a term: sources differ (S3)."""

    TIGHT = "tight", _("2020-2025")
    SPACED = "spaced", _("2020 - 2025")


class DayStyle(models.TextChoices):
    """How papers write a day in figures (S11)."""

    DASHED = "dashed", _("30-5-2019")
    SLASHED = "slashed", _("30/5/2019")


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
    rule_family = models.CharField(  # of `rules.families`; "" for that of its kind
        _("theo quy định của"), max_length=30, blank=True
    )
    term_style = models.CharField(
        _("cách ghi nhiệm kỳ"), max_length=10, choices=TermStyle.choices, default=TermStyle.TIGHT
    )
    day_style = models.CharField(
        _("cách ghi ngày của căn cứ"),
        max_length=10,
        choices=DayStyle.choices,
        default=DayStyle.DASHED,
    )

    class Meta:
        verbose_name = _("tổ chức")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"], name="organizations_organization_name_once"
            )
        ]
        indexes = [
            WordIndex(fields=["name", "short_name", "host_agency"], name="organizations_words")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return Scope(self.path)

    @property
    def family(self) -> Family:
        """The family of rules it stands under: the one chosen, else that of its kind."""
        return families().get(self.rule_family) or family_of_kind(self.kind)

    @property
    def writes(self) -> str:
        """How its papers write a term and a day, by example."""
        return f"{self.get_term_style_display()}, {self.get_day_style_display()}"


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
        indexes = [WordIndex(fields=["name"], name="organizations_unit_words")]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return Scope(self.organization.path, f"u{self.pk}/")


class Sex(models.TextChoices):
    MALE = "male", _("Nam")
    FEMALE = "female", _("Nữ")


class Employment(models.TextChoices):
    """What somebody is to the host agency, member or not (S62); guests stand in meetings only."""

    OFFICIAL = "official", _("Công chức, viên chức")
    EMPLOYEE = "employee", _("Người lao động")


class PeopleStanding(models.Manager["Person"]):
    """People who are records of their own: none that was merged into another."""

    def get_queryset(self) -> models.QuerySet["Person"]:
        return super().get_queryset().filter(merged_into__isnull=True)


class Person(Stamped):
    """A person (đảng viên, công chức, người lao động) of one organization.

    ``birth`` is ISO and may be partial: "1976", "1981-08", "1978-09-05". A second record of one
    person stays, ``merged_into`` the first; lists and `objects` leave it out, `with_merged` not.
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
    employment = models.CharField(
        _("công chức hay người lao động"), max_length=10, choices=Employment.choices, blank=True
    )
    qualification = models.CharField(_("trình độ chuyên môn"), max_length=160, blank=True)
    political_theory = models.CharField(_("lý luận chính trị"), max_length=80, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    notes = models.CharField(_("ghi chú"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)  # raised by each change
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged"
    )
    merged_at = models.DateTimeField(null=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = PeopleStanding()
    with_merged = models.Manager["Person"]()

    class Meta:
        verbose_name = _("người")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    merged_into__isnull=True, merged_at__isnull=True, merged_by__isnull=True
                )
                | Q(
                    merged_into__isnull=False,
                    merged_at__isnull=False,
                    merged_by__isnull=False,
                    user__isnull=True,
                ),
                name="organizations_person_merged_pair",
            )
        ]
        indexes = [
            models.Index(
                fields=["organization", "name_key", "id"], name="organizations_person_name"
            ),
            WordIndex(fields=["full_name", "government_post"], name="organizations_person_words"),
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


CHANGE_LABELS: Mapping[MembershipChange, StrPromise] = {
    MembershipChange.ADMITTED: _("Kết nạp"),
    MembershipChange.MADE_OFFICIAL: _("Công nhận đảng viên chính thức"),
    MembershipChange.TRANSFERRED_IN: _("Chuyển sinh hoạt chính thức đến"),
    MembershipChange.CAME_FOR_A_TIME: _("Chuyển sinh hoạt tạm thời đến"),
    MembershipChange.WENT_FOR_A_TIME: _("Chuyển sinh hoạt tạm thời đi"),
    MembershipChange.EXEMPTED: _("Được miễn công tác và sinh hoạt đảng"),
    MembershipChange.SUSPENDED: _("Bị đình chỉ sinh hoạt đảng"),
    MembershipChange.RETURNED: _("Trở lại sinh hoạt"),
}
END_LABELS: Mapping[MembershipEnd, StrPromise] = {
    MembershipEnd.TRANSFERRED_OUT: _("Chuyển sinh hoạt chính thức đi"),
    MembershipEnd.WENT_BACK: _("Hết thời gian sinh hoạt tạm thời ở đây"),
    MembershipEnd.DIED: _("Từ trần"),
    MembershipEnd.EXPELLED: _("Bị khai trừ"),
    MembershipEnd.STRUCK_OFF: _("Bị xóa tên"),
    MembershipEnd.LEFT: _("Xin ra khỏi Đảng"),
}


class Membership(models.Model):
    """A status a person holds in the organization from a day to a day (last day included).

    ``change`` and what follows it say how it began; ``end`` and what follows how it ended, if
    no other status followed it. Periods of one person never overlap: actions see to that.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    status = models.CharField(max_length=30, choices=[(s.value, s.value) for s in MembershipStatus])
    admitted_on = models.DateField(null=True)  # ngày vào Đảng
    official_on = models.DateField(null=True)  # ngày chính thức
    starts_on = models.DateField(null=True)  # None: since before it was kept here
    ends_on = models.DateField(null=True)
    change = models.CharField(
        max_length=20, blank=True, choices=[(c.value, label) for c, label in CHANGE_LABELS.items()]
    )
    place = models.CharField(max_length=200, blank=True)  # from where, or to where for a time
    paper = models.CharField(max_length=60, blank=True)  # number of the decision or introduction
    paper_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    end = models.CharField(
        max_length=20, blank=True, choices=[(e.value, label) for e, label in END_LABELS.items()]
    )
    end_place = models.CharField(max_length=200, blank=True)
    end_paper = models.CharField(max_length=60, blank=True)
    end_paper_on = models.DateField(null=True)

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
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False)
                | Q(end="", end_place="", end_paper="", end_paper_on__isnull=True),
                name="organizations_membership_end_of_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.status}"

    @property
    def label(self) -> StrPromise:
        return status_label(self.status)

    @property
    def period(self) -> Period:
        """As the rules read it."""
        return Period(
            MembershipStatus(self.status),
            self.starts_on,
            self.ends_on,
            admitted_on=self.admitted_on,
            official_on=self.official_on,
            change=MembershipChange(self.change) if self.change else None,
            place=self.place,
            end=MembershipEnd(self.end) if self.end else None,
            end_place=self.end_place,
        )


class OfficeKind(models.TextChoices):
    SECRETARY = "secretary", _("Bí thư")
    DEPUTY_SECRETARY = "deputy_secretary", _("Phó Bí thư")
    COMMITTEE_MEMBER = "committee_member", _("Chi ủy viên")
    GROUP_LEADER = "group_leader", _("Tổ trưởng tổ đảng")
    UNIT_HEAD = "unit_head", _("Phụ trách phòng")
    CLERK = "clerk", _("Văn thư")
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
