"""Who signs in (tài khoản), how and from where, and what each may do where (phân quyền)."""

from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from daihoi.accounts.permissions import Role, Scope


class User(AbstractUser):
    """An account. Most members have no e-mail: the username is enough."""

    first_name = None  # type: ignore[assignment]  # Vietnamese names are one field
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("họ và tên"), max_length=120)
    email = models.EmailField(_("địa chỉ thư điện tử"), blank=True)

    # Somebody else knows the password: its owner is asked for a new one before anything else.
    has_temporary_password = models.BooleanField(default=False)

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("tài khoản")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.rsplit(" ", 1)[-1]

    @property
    def scope(self) -> Scope:
        """An account belongs to the house, not to one organization."""
        return Scope("/")


class Grant(models.Model):
    """A role held on a scope from a day to a day (``ends_on`` is the last day, None: open)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40, choices=[(role.value, role.value) for role in Role])
    organization_path = models.CharField(max_length=200)  # "/1/4/", see `Scope`
    within = models.CharField(max_length=60, blank=True)  # "c3/s7/"
    source = models.CharField(max_length=80)  # what it follows from: "organizations.office:12"
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "source", "starts_on"], name="accounts_grant_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="accounts_grant_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["source"], name="accounts_grant_source")]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} @ {self.organization_path}{self.within}"

    @property
    def scope(self) -> Scope:
        return Scope(self.organization_path, self.within)


class SlipState(StrEnum):
    """How far a slip has come; the first that holds counts."""

    USED = "used"  # đã dùng
    REVOKED = "revoked"  # đã thu hồi
    EXPIRED = "expired"  # hết hạn
    OPEN = "open"  # chưa dùng


class SignInSlip(models.Model):
    """A paper (phiếu đăng nhập) that lets its owner in once, until a day; its code is kept nowhere.

    ``digest`` is made from the code with the house's key: the database alone opens no account.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="slips")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_from = models.CharField(max_length=120, blank=True)  # "Safari trên iPhone, 10.0.0.7"
    # Whoever holds a used slip said that it was somebody else who used it.
    disputed_at = models.DateTimeField(null=True)
    disputed_from = models.CharField(max_length=120, blank=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("phiếu đăng nhập")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="accounts_signinslip_revoked_pair",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True),
                name="accounts_signinslip_used_or_revoked",
            ),
            models.CheckConstraint(
                condition=Q(disputed_at__isnull=True) | Q(used_at__isnull=False),
                name="accounts_signinslip_disputed_after_use",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="accounts_signinslip_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.created_at:%Y-%m-%d}"

    @property
    def used_with(self) -> str:
        """The browser alone: whoever holds a used slip is not told her address."""
        return self.used_from.rsplit(", ", 1)[0]

    def state(self, now: datetime) -> SlipState:
        if self.used_at is not None:
            return SlipState.USED
        if self.revoked_at is not None:
            return SlipState.REVOKED
        return SlipState.EXPIRED if self.expires_at <= now else SlipState.OPEN


class UserSession(models.Model):
    """Where somebody is signed in (phiên đăng nhập): beside Django's own row, which it points at."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=300, blank=True)  # what the browser calls itself
    address = models.GenericIPAddressField(null=True)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("phiên đăng nhập")

    def __str__(self) -> str:
        return f"{self.user}: {self.address}"
