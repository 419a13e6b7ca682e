"""Subcommittees (tiểu ban) that prepare a congress, and bodies outside the organization."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.word_index import WordIndex
from daihoi.congresses.models.congresses import Congress
from daihoi.organizations.models import Organization, Person


class Subcommittee(models.Model):
    """A working body; which ones exist is data. ``purpose`` lets documents and milestones find it.

    Until it has a decision (quyết định) with its date, it is given no task (S21).
    """

    class Purpose(models.TextChoices):
        DOCUMENTS = "documents", _("Văn kiện")
        PERSONNEL = "personnel", _("Nhân sự")
        PROPAGANDA_LOGISTICS = "propaganda_logistics", _("Tuyên truyền, hậu cần")
        STAFF = "staff", _("Giúp việc")
        OTHER = "other", _("Khác")

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="subcommittees")
    name = models.CharField(_("tên tiểu ban"), max_length=120)
    purpose = models.CharField(
        _("lĩnh vực"), max_length=30, choices=Purpose.choices, default=Purpose.OTHER
    )
    symbol = models.CharField(_("ký hiệu"), max_length=20, blank=True)  # "TBVK", of its own papers
    duties = models.TextField(_("nhiệm vụ"), blank=True)
    decision_number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decision_on = models.DateField(_("ngày quyết định"), null=True)
    ends_on = models.DateField(_("kết thúc nhiệm vụ"), null=True)  # its last day

    class Meta:
        verbose_name = _("tiểu ban")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "name"], name="congresses_subcommittee_name_once"
            ),
            models.CheckConstraint(
                condition=Q(decision_number="", decision_on__isnull=True)
                | (~Q(decision_number="") & Q(decision_on__isnull=False)),
                name="congresses_subcommittee_decision_pair",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(decision_on__isnull=True)
                | Q(ends_on__gte=F("decision_on")),
                name="congresses_subcommittee_ends_after_decision",
            ),
        ]
        indexes = [
            WordIndex(fields=["name", "duties", "decision_number"], name="congresses_body_words")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return Scope(self.congress.organization.path, f"c{self.congress_id}/s{self.pk}/")

    @property
    def is_restricted(self) -> bool:
        """Work on personnel is read by the body itself and who leads the preparation (S23)."""
        return self.purpose == self.Purpose.PERSONNEL


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


class OutsideBody(models.Model):
    """A body outside the membership that is given work: a steering board, an office (S61)."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="outside_bodies"
    )
    name = models.CharField(_("tên"), max_length=200)
    contact = models.CharField(_("đầu mối, điện thoại"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("ban, cơ quan bên ngoài")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"], name="congresses_outsidebody_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return self.organization.scope
