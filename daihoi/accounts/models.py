"""Who signs in (tài khoản), and what each may do where (phân quyền)."""

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
