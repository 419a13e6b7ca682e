"""Who serves the congress while it votes: presidium, secretariat, tellers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models import Congress
from daihoi.organizations.models import Person


class Body(models.TextChoices):
    """Values are those of `rules.elections.kinds.Body`."""

    PRESIDIUM = "presidium", _("Đoàn chủ tịch")
    SECRETARIAT = "secretariat", _("Đoàn thư ký")
    TELLERS = "tellers", _("Ban kiểm phiếu")


class BodyMember(models.Model):
    """A person's part in a body of the congress, from naming to release; a role follows from it."""

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="body_members")
    body = models.CharField(_("bộ phận"), max_length=20, choices=Body.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="congress_bodies")
    is_head = models.BooleanField(_("trưởng ban"), default=False)
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    release_reason = models.CharField(_("lý do thay"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("thành viên bộ phận của đại hội")
        constraints = [
            models.UniqueConstraint(
                fields=["congress", "body", "person"],
                condition=Q(released_at__isnull=True),
                name="elections_bodymember_once",
            ),
            models.UniqueConstraint(
                fields=["congress", "body"],
                condition=Q(is_head=True, released_at__isnull=True),
                name="elections_bodymember_one_head",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True, release_reason="")
                | Q(released_at__isnull=False, released_by__isnull=False) & ~Q(release_reason=""),
                name="elections_bodymember_released_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_body_display()})"

    @property
    def scope(self) -> Scope:
        return self.congress.scope
