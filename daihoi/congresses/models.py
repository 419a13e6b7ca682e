"""Congresses (đại hội) and the subcommittees (tiểu ban) that prepare them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.organizations.models import Organization, Person
from daihoi.vietnamese.numerals import roman


class CongressForm(models.TextChoices):
    ALL_MEMBERS = "all_members", _("Đại hội đảng viên")
    DELEGATES = "delegates", _("Đại hội đại biểu")


class TargetPrecision(models.TextChoices):
    DAY = "day", _("đúng ngày")
    EARLY = "early", _("đầu tháng")
    MID = "mid", _("giữa tháng")
    LATE = "late", _("cuối tháng")


class Congress(Stamped):
    """One congress; ``target_on`` is day D, provisional unless the precision is a day."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="congresses"
    )
    ordinal = models.PositiveSmallIntegerField(_("lần thứ"))
    term_start = models.PositiveSmallIntegerField(_("nhiệm kỳ từ năm"))
    term_end = models.PositiveSmallIntegerField(_("đến năm"))
    form = models.CharField(
        _("hình thức"),
        max_length=20,
        choices=CongressForm.choices,
        default=CongressForm.ALL_MEMBERS,
    )
    target_on = models.DateField(_("ngày dự kiến"))
    target_precision = models.CharField(
        _("mức chính xác"),
        max_length=10,
        choices=TargetPrecision.choices,
        default=TargetPrecision.DAY,
    )

    class Meta:
        verbose_name = _("đại hội")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "ordinal"], name="congresses_congress_ordinal_once"
            ),
            models.CheckConstraint(
                condition=Q(term_end__gt=F("term_start")), name="congresses_congress_term"
            ),
        ]

    def __str__(self) -> str:
        which = _("Đại hội lần thứ %(ordinal)s") % {"ordinal": roman(self.ordinal)}
        return f"{self.organization} · {which}"

    @property
    def scope(self) -> Scope:
        return Scope(self.organization.path, f"c{self.pk}/")

    @property
    def numeral(self) -> str:
        """Roman, as papers print it."""
        return roman(self.ordinal)

    @property
    def term(self) -> str:
        return f"{self.term_start}-{self.term_end}"


class Subcommittee(models.Model):
    """A working body; which ones exist is data. ``purpose`` lets a new document find its owner."""

    class Purpose(models.TextChoices):
        DOCUMENTS = "documents", _("Văn kiện")
        PERSONNEL = "personnel", _("Nhân sự")
        PROPAGANDA_LOGISTICS = "propaganda_logistics", _("Tuyên truyền, hậu cần")
        OTHER = "other", _("Khác")

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="subcommittees")
    name = models.CharField(_("tên tiểu ban"), max_length=120)
    purpose = models.CharField(
        _("lĩnh vực"), max_length=30, choices=Purpose.choices, default=Purpose.OTHER
    )
    duties = models.TextField(_("nhiệm vụ"), blank=True)
    decision_number = models.CharField(_("số quyết định"), max_length=60)
    decision_on = models.DateField(_("ngày quyết định"))

    class Meta:
        verbose_name = _("tiểu ban")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "name"], name="congresses_subcommittee_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return Scope(self.congress.organization.path, f"c{self.congress_id}/s{self.pk}/")


class SubcommitteePost(models.Model):
    """A person's part in a subcommittee, from–to; supporting staff write but approve nothing."""

    class Post(models.TextChoices):
        HEAD = "head", _("Trưởng tiểu ban")
        DEPUTY = "deputy", _("Phó trưởng tiểu ban")
        MEMBER = "member", _("Thành viên")
        STAFF = "staff", _("Giúp việc")

    subcommittee = models.ForeignKey(Subcommittee, on_delete=models.CASCADE, related_name="posts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    post = models.CharField(_("nhiệm vụ"), max_length=10, choices=Post.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subcommittee", "person"],
                condition=Q(ends_on__isnull=True),
                name="congresses_subcommitteepost_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="congresses_subcommitteepost_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_post_display()}"
