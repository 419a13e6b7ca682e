"""The secretary is told when somebody may read or decide on personnel work by another's hand (S23)."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import ROLES, Permission, Role, Scope, can
from daihoi.base import clock, offers
from daihoi.base.language import in_dialect
from daihoi.organizations.models import Person


def tell_secretary(scope: Scope, message: offers.Message, *, but: Iterable[User | None]) -> None:
    """Tell who is secretary of an organization today, or its committee where there is none.

    ``but``: who did it and whom it concerns.
    """
    today = clock.today()
    held = Grant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        starts_on__lte=today,
        organization_path=scope.organization,
        within="",
        user__is_active=True,
    ).exclude(user__in=[user.pk for user in but if user is not None])
    for role in (Role.SECRETARY, Role.COMMITTEE_MEMBER):
        told = User.objects.filter(pk__in=held.filter(role=role).values("user")).order_by("pk")
        for user in told:
            offers.tell(user, message)
        if told:
            return


def tell_of_roles(person: Person, roles: Iterable[Role], *, actor: User) -> None:
    """Somebody who does not decide on personnel work gave roles that reach it."""
    reaching = [role for role in roles if Permission.PERSONNEL_VIEW in ROLES[role].permissions]
    if not reaching or can(actor, Permission.PERSONNEL_DECIDE, at=person):
        return
    with in_dialect(person.organization.family.dialect):
        words = {
            "name": person.full_name,
            "roles": ", ".join(str(ROLES[role].label) for role in reaching),
            "actor": actor.full_name,
        }
        message = offers.Message(
            title=_("%(name)s có thêm vai trò trong tổ chức") % words,
            body=_(
                "%(actor)s đã ghi: %(roles)s. Nếu không đúng, hãy cho thôi ở trang của người này."
            )
            % words,
            url=reverse("organizations:person_detail", args=[person.pk]),
            topic=f"organizations.roles:{person.pk}",
        )
    tell_secretary(person.scope, message, but=[actor, person.user])


def tell_of_slip(person: Person, *, actor: User) -> None:
    """Somebody who does not decide on personnel work holds a slip of an account that reaches it."""
    user = person.user
    if user is None or can(actor, Permission.PERSONNEL_DECIDE, at=person):
        return
    today = clock.today()
    roles = Grant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        user=user,
        organization_path=person.scope.organization,
    ).values_list("role", flat=True)
    if not any(Permission.PERSONNEL_VIEW in ROLES[Role(role)].permissions for role in roles):
        return
    with in_dialect(person.organization.family.dialect):
        words = {"name": person.full_name, "actor": actor.full_name}
        message = offers.Message(
            title=_("Tài khoản của %(name)s được mở lại lối vào") % words,
            body=_(
                "%(actor)s đã cấp phiếu đăng nhập khác hoặc bỏ xác thực hai bước. Hãy hỏi lại"
                " %(name)s; nếu không phải người ấy yêu cầu, hãy cấp phiếu khác."
            )
            % words,
            url=reverse("organizations:person_detail", args=[person.pk]),
            topic=f"organizations.slip:{person.pk}",
        )
    tell_secretary(person.scope, message, but=[actor])
