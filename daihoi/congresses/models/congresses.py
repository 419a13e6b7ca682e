"""Congresses (đại hội): what they stand on, what they aim at, and their day D."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.base.models import Stamped
from daihoi.base.word_index import WordIndex
from daihoi.files.models import StoredFile
from daihoi.organizations.models import Organization
from daihoi.vietnamese.numerals import roman


class CongressForm(models.TextChoices):
    ALL_MEMBERS = "all_members", _("Đại hội đảng viên")
    DELEGATES = "delegates", _("Đại hội đại biểu")


class TargetPrecision(models.TextChoices):
    """Values are those of `rules.plans.ApproximateDay`."""

    DAY = "day", _("đúng ngày")
    EARLY = "early", _("đầu tháng")
    MID = "mid", _("giữa tháng")
    LATE = "late", _("cuối tháng")


class BasisDocument(models.Model):
    """A paper (căn cứ) that plan and papers cite; a number alone is no name, its date belongs to it.

    ``direction``: an incoming paper of the superior (văn bản chỉ đạo).
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="basis_documents"
    )
    number = models.CharField(_("số, ký hiệu"), max_length=60)  # "35-CT/TW"
    issued_on = models.DateField(_("ngày ban hành"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=160)
    subject = models.CharField(_("trích yếu"), max_length=400)
    direction = models.BooleanField(_("văn bản chỉ đạo của cấp trên"), default=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("căn cứ")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number", "issued_on"],
                name="congresses_basisdocument_once",
            )
        ]
        indexes = [WordIndex(fields=["number", "issuer", "subject"], name="congresses_basis_words")]

    def __str__(self) -> str:
        return f"{self.number} ({self.issued_on.day}-{self.issued_on.month}-{self.issued_on.year})"

    @property
    def scope(self) -> Scope:
        return self.organization.scope


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

    bases = models.ManyToManyField(BasisDocument, related_name="congresses")
    # Postponed with no new day: ``target_on`` is the day that was given up.
    is_postponed = models.BooleanField(default=False)
    day_confirmed_at = models.DateTimeField(null=True)
    day_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)  # the preparation is closed, every goal judged
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("đại hội")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "ordinal"], name="congresses_congress_ordinal_once"
            ),
            models.CheckConstraint(
                condition=Q(day_confirmed_at__isnull=True, day_confirmed_by__isnull=True)
                | Q(
                    day_confirmed_at__isnull=False,
                    day_confirmed_by__isnull=False,
                    target_precision="day",
                    is_postponed=False,
                ),
                name="congresses_congress_day_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="congresses_congress_closed_pair",
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


class Goal(models.Model):
    """What the preparation is to reach (mục tiêu, yêu cầu); judged when it is closed (S18)."""

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="goals")
    text = models.CharField(_("mục tiêu, yêu cầu"), max_length=400)
    position = models.PositiveIntegerField(default=0)
    is_met = models.BooleanField(null=True)  # None: not judged yet
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("mục tiêu")
        constraints = [
            models.CheckConstraint(
                condition=Q(judged_at__isnull=True, judged_by__isnull=True, is_met__isnull=True)
                | Q(judged_at__isnull=False, judged_by__isnull=False, is_met__isnull=False),
                name="congresses_goal_judged_pair",
            )
        ]
        indexes = [WordIndex(fields=["text"], name="congresses_goal_words")]

    def __str__(self) -> str:
        return self.text

    @property
    def scope(self) -> Scope:
        return self.congress.scope


class DayChange(models.Model):
    """Day D was set, moved or postponed (S20). ``new_on`` None: postponed until further notice."""

    class Kind(models.TextChoices):
        SET = "set", _("Xác định ngày")
        MOVED = "moved", _("Dời ngày")
        POSTPONED = "postponed", _("Hoãn")

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="day_changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    old_on = models.DateField()
    old_precision = models.CharField(max_length=10, choices=TargetPrecision.choices)
    new_on = models.DateField(null=True)
    new_precision = models.CharField(max_length=10, choices=TargetPrecision.choices, blank=True)
    reason = models.TextField(_("lý do"), blank=True)
    authority = models.CharField(_("cấp quyết định"), max_length=160, blank=True)
    paper_number = models.CharField(_("số văn bản"), max_length=60, blank=True)
    paper_on = models.DateField(_("ngày văn bản"), null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("thay đổi ngày đại hội")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="set") | (~Q(reason="") & ~Q(authority="")),
                name="congresses_daychange_says_why",
            ),
            models.CheckConstraint(
                condition=Q(kind="postponed") | Q(new_on__isnull=False),
                name="congresses_daychange_new_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.congress}: {self.get_kind_display()}"

    @property
    def scope(self) -> Scope:
        return self.congress.scope


class Recheck(models.Model):
    """Something to be looked at again because day D moved; any app may ask for it.

    One that a later change of the day asks anew is settled with the note `OUTDATED`: nobody looked.
    """

    OUTDATED = "Ngày đại hội lại đổi; xem theo lần đổi sau."

    day_change = models.ForeignKey(DayChange, on_delete=models.CASCADE, related_name="rechecks")
    title = models.CharField(max_length=200)
    reason = models.CharField(max_length=400)
    url = models.CharField(max_length=300)
    note = models.CharField(_("kết quả xem lại"), max_length=400, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("việc cần xem lại")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="congresses_recheck_settled_pair",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        return self.day_change.scope

    @property
    def is_outdated(self) -> bool:
        return self.note == self.OUTDATED
