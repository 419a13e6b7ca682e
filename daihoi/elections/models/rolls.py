"""The roll on the day: who was convened, who is left out of the base and why."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Scope
from daihoi.congresses.models import Congress
from daihoi.organizations.models import Person


class Roll(models.Model):
    """One roll (danh sách cử tri) with its base; a correction is another roll with its reason.

    Until the convening committee confirms it, numbers are proposals. A confirmed one stays as it
    is: ``answer`` holds decision, words, arithmetic and articles as they were told then. Where
    delegates meet, ``represented`` of the subordinate ``organizations`` have one in the room: told
    by hand, as often as it changes (E-050).
    """

    congress = models.ForeignKey(Congress, on_delete=models.PROTECT, related_name="rolls")
    number = models.PositiveSmallIntegerField()  # 1 for the first
    convened = models.PositiveIntegerField(default=0)
    base = models.PositiveIntegerField(default=0)
    need = models.PositiveIntegerField(default=0)
    deducted = models.JSONField(default=dict)  # Deduction value -> persons
    answer = models.JSONField(default=dict)
    reason = models.CharField(_("lý do điều chỉnh"), max_length=400, blank=True)
    organizations = models.PositiveSmallIntegerField(_("số tổ chức trực thuộc"), null=True)
    represented = models.PositiveSmallIntegerField(_("số tổ chức có đại biểu dự"), null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("danh sách cử tri")
        constraints = [
            models.UniqueConstraint(fields=["congress", "number"], name="elections_roll_once"),
            models.UniqueConstraint(
                fields=["congress"],
                condition=Q(confirmed_at__isnull=True),
                name="elections_roll_one_proposed",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="elections_roll_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=Q(organizations__isnull=True, represented__isnull=True)
                | Q(represented__isnull=False, organizations__gte=F("represented")),
                name="elections_roll_represented_among_all",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="elections_roll_correction_says_why"
            ),
        ]

    def __str__(self) -> str:
        return _("Danh sách cử tri lần %(number)s") % {"number": self.number}

    @property
    def scope(self) -> Scope:
        return self.congress.scope

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def delegations(self) -> tuple[int, int] | None:
        """How many subordinate organizations there are, and how many have a delegate here."""
        if self.organizations is None or self.represented is None:
            return None
        return self.organizations, self.represented


class RollEntry(models.Model):
    """One person on a roll: values of `rules.elections.kinds`, and what was decided about her.

    ``deduction`` is proposed by the rule and kept as confirmed; "" for nobody left out.
    """

    roll = models.ForeignKey(Roll, on_delete=models.CASCADE, related_name="entries")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)  # as told: namesakes with what tells them apart
    name_key = models.CharField(max_length=400)
    standing = models.CharField(max_length=20)  # Standing
    situation = models.CharField(max_length=20)  # Situation
    attendance = models.CharField(max_length=20)  # Attendance, of the whole congress
    absence_reason = models.CharField(_("lý do vắng"), max_length=300, blank=True)  # as attendance
    # By the convening committee; None: it has not said.
    absence_accepted = models.BooleanField(_("vắng có lý do được chấp nhận"), null=True)
    is_convener = models.BooleanField(default=False)
    has_alternate = models.BooleanField(default=False)
    deduction = models.CharField(max_length=40, blank=True)  # Deduction
    note = models.CharField(_("căn cứ, ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("người trong danh sách cử tri")
        constraints = [
            models.UniqueConstraint(fields=["roll", "person"], name="elections_rollentry_once"),
        ]
        indexes = [
            models.Index(fields=["roll", "name_key", "id"], name="elections_rollentry_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return self.roll.scope
