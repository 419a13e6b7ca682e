"""Minutes of a congress (biên bản đại hội): texts of the secretary, signatures, additions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models import Congress
from daihoi.elections.models import Body
from daihoi.organizations.models import Person
from daihoi.registry.models import Paper


class CongressMinutes(models.Model):
    """The minutes of one congress, from the first press on; what they say is composed of the day.

    ``read_back`` holds what was read to the congress: section -> SHA-256. With the first signature
    ``content`` (`papers.official.OfficialPaper` as plain values) stands still under its ``digest``
    (SHA-256); once everybody named has signed it is fixed and never changes again.
    """

    congress = models.OneToOneField(
        Congress, on_delete=models.PROTECT, related_name="congress_minutes"
    )
    read_back_at = models.DateTimeField(null=True)
    read_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    read_back = models.JSONField(default=dict)
    content = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    fixed_at = models.DateTimeField(null=True)
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    paper = models.ForeignKey(Paper, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("biên bản đại hội")
        constraints = [
            models.CheckConstraint(
                condition=Q(read_back_at__isnull=True, read_back_by__isnull=True)
                | Q(read_back_at__isnull=False, read_back_by__isnull=False),
                name="closing_congressminutes_read_back_pair",
            ),
            models.CheckConstraint(
                condition=Q(content__isnull=True, digest="")
                | Q(content__isnull=False) & ~Q(digest=""),
                name="closing_congressminutes_text_has_digest",
            ),
            models.CheckConstraint(
                condition=Q(fixed_at__isnull=True, fixed_by__isnull=True)
                | Q(fixed_at__isnull=False, fixed_by__isnull=False, content__isnull=False),
                name="closing_congressminutes_fixed_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"Biên bản {self.congress}"

    @property
    def scope(self) -> Scope:
        return self.congress.scope

    @property
    def is_begun(self) -> bool:
        """Somebody has signed: its text stands still."""
        return self.content is not None

    @property
    def is_fixed(self) -> bool:
        return self.fixed_at is not None


class SectionText(models.Model):
    """What the secretary wrote for a section; the latest stands, earlier ones are kept.

    ``over`` is the SHA-256 of the composed text her page showed: another one by now, and both
    stand on the page until she chooses. ``is_composed``: she chose the composed text again, and
    ``text`` is "".
    """

    minutes = models.ForeignKey(CongressMinutes, on_delete=models.CASCADE, related_name="texts")
    section = models.CharField(max_length=20)  # `queries.composed.SECTIONS`
    text = models.TextField(_("nội dung"), blank=True)
    is_composed = models.BooleanField(default=False)
    over = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("phần biên bản đã sửa")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_composed=True, text="") | Q(is_composed=False) & ~Q(text=""),
                name="closing_sectiontext_words_or_composed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.text[:60]}"

    @property
    def scope(self) -> Scope:
        return self.minutes.scope


class MinutesAddition(models.Model):
    """What is put right after the minutes were fixed; in force once everybody named signed it."""

    minutes = models.ForeignKey(CongressMinutes, on_delete=models.PROTECT, related_name="additions")
    text = models.TextField(_("nội dung bổ sung, đính chính"))
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("bổ sung biên bản đại hội")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def scope(self) -> Scope:
        return self.minutes.scope


class Part(models.TextChoices):
    """For which body somebody signs; values of `elections.Body`."""

    PRESIDIUM = Body.PRESIDIUM.value, _("Đoàn chủ tịch")
    SECRETARIAT = Body.SECRETARIAT.value, _("Thư ký")


class MinutesSignature(models.Model):
    """A named member's signature under the minutes, or under one ``addition`` to them.

    ``is_on_paper``: she has no account and signed the printed copy; ``signed_by`` noted it.
    """

    minutes = models.ForeignKey(
        CongressMinutes, on_delete=models.PROTECT, related_name="signatures"
    )
    addition = models.ForeignKey(
        MinutesAddition, on_delete=models.PROTECT, null=True, related_name="signatures"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="congress_minutes_signed"
    )
    part = models.CharField(_("ký thay mặt"), max_length=20, choices=Part.choices)
    is_on_paper = models.BooleanField(default=False)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("chữ ký biên bản đại hội")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "person"],
                condition=Q(addition__isnull=True),
                name="closing_minutessignature_once",
            ),
            models.UniqueConstraint(
                fields=["addition", "person"],
                condition=Q(addition__isnull=False),
                name="closing_minutessignature_addition_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.minutes}"

    @property
    def scope(self) -> Scope:
        return self.minutes.scope
