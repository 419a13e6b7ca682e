"""Which accounts read the personnel work of a congress today: whom its notices reach."""

from django.db.models import Q, QuerySet

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import ROLES, Permission
from daihoi.base import clock
from daihoi.personnel.models import PersonnelPlan


def readers_of(plan: PersonnelPlan) -> QuerySet[User]:
    """Holders of a role that reads personnel work, on this very scope or around it."""
    today, scope = clock.today(), plan.scope
    roles = [r for r, rule in ROLES.items() if Permission.PERSONNEL_VIEW in rule.permissions]
    parts = scope.within.split("/")
    around = {"/".join(parts[:n]) + "/" for n in range(1, len(parts))} | {""}
    held = Grant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        starts_on__lte=today,
        role__in=roles,
        organization_path=scope.organization,
        within__in=around,
    )
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk")
