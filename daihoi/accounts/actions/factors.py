"""Second factors (bước xác nhận thứ hai): on record when they come and go, removed when lost."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.actions.accounts import require_over
from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, Scope, require
from daihoi.audit.actions import record
from daihoi.base import offers
from daihoi.base.errors import Conflict
from daihoi.base.language import in_vietnamese


@transaction.atomic
def remove_second_factor(user: User, *, actor: User, at: Scope) -> User:
    """Take away the second factor that somebody of ``at`` has lost; her password stays.

    Who does must manage every organization in which that person holds a role.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=at)
    require_over(user, actor=actor)
    locked = User.objects.select_for_update().get(pk=user.pk)
    factors = Authenticator.objects.filter(user=locked)
    kinds = sorted(factors.values_list("type", flat=True))
    if not kinds:
        raise Conflict(
            _("%(name)s không dùng bước xác nhận thứ hai.") % {"name": locked}, code="no_factor"
        )
    factors.delete()
    record(
        "accounts.remove_second_factor",
        locked,
        actor=actor,
        before={"factors": kinds},
        context=locked,
    )
    with in_vietnamese():
        message = offers.Message(
            title=_("Bước xác nhận thứ hai của đồng chí đã được gỡ"),
            body=_("Người gỡ: %(actor)s. Đồng chí có thể bật lại ở Tài khoản của tôi.")
            % {"actor": actor},
            url=reverse("mfa_index"),
            topic="accounts.second_factor",
        )
    offers.tell(locked, message)
    return locked


@transaction.atomic
def note_factor(kind: str, *, added: bool, actor: User) -> None:
    """Put on record that somebody added or removed one of her own second factors."""
    action = "accounts.add_own_factor" if added else "accounts.remove_own_factor"
    record(action, actor, actor=actor, after={"kind": kind}, context=actor)


@transaction.atomic
def note_link(provider: str, *, added: bool, actor: User) -> None:
    """Put on record that an account was linked to single sign-on, or is no longer."""
    action = "accounts.link_single_sign_on" if added else "accounts.unlink_single_sign_on"
    record(action, actor, actor=actor, after={"provider": provider}, context=actor)
