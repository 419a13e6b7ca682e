"""What stands on the walls of the hall."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models import Congress


class ScreenView(models.TextChoices):
    FOLLOW = "follow", _("Theo diễn biến")  # the running item chooses
    PROGRAMME = "programme", _("Chương trình")
    SPEAKER = "speaker", _("Người phát biểu")
    VOTE = "vote", _("Biểu quyết")
    ELECTION = "election", _("Bầu cử")
    RESOLUTION = "resolution", _("Nghị quyết")
    TITLE = "title", _("Tên đại hội")


class Screen(models.Model):
    """A projector (màn hình). Its browser knows ``code`` and nobody's account.

    So whatever happens to that browser, it can show nothing but what the hall may see.
    """

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="screens")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("tên màn hình"), max_length=80)
    code = models.CharField(max_length=32, unique=True)
    shows = models.CharField(
        _("đang chiếu"), max_length=12, choices=ScreenView.choices, default=ScreenView.FOLLOW
    )
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("màn hình")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["congress", "number"], name="conduct_screen_number"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="conduct_screen_closed_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return self.congress.scope

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
