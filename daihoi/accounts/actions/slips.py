"""Sign-in slips (phiếu đăng nhập): given, used once, taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.actions.accounts import require_over
from daihoi.accounts.actions.sessions import drop_sessions
from daihoi.accounts.models import SignInSlip, User
from daihoi.accounts.permissions import Permission, Scope, require
from daihoi.accounts.queries import (
    get_slip,
    managers_of,
    slip_digest,
    suggest_code,
    why_spent,
)
from daihoi.audit.actions import record, record_many
from daihoi.base import clock, offers
from daihoi.base.language import in_vietnamese
from daihoi.ui.templatetags.ui import vn_datetime


@dataclass(frozen=True, slots=True)
class IssuedSlip:
    """A new slip with its code, which is shown this once and kept nowhere."""

    slip: SignInSlip
    code: str


@transaction.atomic
def issue_slip(user: User, *, actor: User, at: Scope) -> IssuedSlip:
    """Let somebody of ``at`` in anew: what let her in before ends with it.

    That is password, open slip, sessions and links to single sign-on: another may have made them
    with a photographed slip. Second factors stay, as a slip does not pass over them; until the slip
    is used none of them opens the account alone (`queries.waits_for_slip`).
    Who gives one must manage every organization in which that person holds a role.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=at)
    require_over(user, actor=actor)
    locked = User.objects.select_for_update().get(pk=user.pk)
    revoke_slips([locked], actor=actor, at=at)
    locked.set_unusable_password()
    locked.has_temporary_password = True
    locked.save(update_fields=["password", "has_temporary_password"])
    user.password, user.has_temporary_password = locked.password, True
    SocialAccount.objects.filter(user=locked).delete()
    now = clock.now()
    code = suggest_code()
    slip = SignInSlip.objects.create(
        user=locked,
        digest=slip_digest(code),
        created_at=now,
        created_by=actor,
        expires_at=now + timedelta(days=settings.DAIHOI_SLIP_DAYS),
    )
    after = {"user": locked.username, "expires_at": slip.expires_at}
    record("accounts.issue_slip", slip, actor=actor, after=after, context=locked)
    drop_sessions(locked)
    return IssuedSlip(slip, code)


def use_slip(code: str, *, used_from: str) -> User:
    """Use up the slip with this code and answer whom it lets in; of two at once one is refused.

    Nobody acts but who holds the code: that is what lets in. `NotFound` for a code that no slip carries,
    `Conflict` for one that is used, taken back or too old. Who comes with a used one disputes it:
    the refusal stands, and those who can give another are told, once.
    """
    found = get_slip(code)
    with transaction.atomic():
        slip = SignInSlip.objects.select_for_update(of=("self",)).get(pk=found.pk)
        now = clock.now()
        refusal = why_spent(slip, now)
        if refusal is None:
            _use(slip, now, used_from)
        elif slip.used_at is not None and slip.disputed_at is None:
            _dispute(slip, now, used_from)
    if refusal is not None:
        raise refusal
    return slip.user


@transaction.atomic
def revoke_slips(users: Iterable[User], *, actor: User, at: Scope) -> int:
    """Take back the open slips of people of ``at``; answers how many there were."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=at)
    slips = list(_open_slips([user.pk for user in users]).select_for_update(of=("self",)))
    now = clock.now()
    for slip in slips:
        slip.revoked_at, slip.revoked_by = now, actor
    SignInSlip.objects.bulk_update(slips, ["revoked_at", "revoked_by"], batch_size=200)
    rows = [(slip, None, {"user": slip.user.username}) for slip in slips]
    record_many(list(rows), action="accounts.revoke_slip", actor=actor)
    return len(slips)


def _open_slips(users: Sequence[int]) -> QuerySet[SignInSlip]:
    """Neither used nor taken back, whether or not their days are over."""
    slips = SignInSlip.objects.filter(used_at__isnull=True, revoked_at__isnull=True)
    return slips.filter(user__in=users).select_related("user").order_by("pk")


def _use(slip: SignInSlip, now: datetime, used_from: str) -> None:
    slip.used_at, slip.used_from = now, used_from[:120]
    slip.save(update_fields=["used_at", "used_from"])
    after = {"user": slip.user.username, "used_from": slip.used_from}
    record("accounts.use_slip", slip, actor=slip.user, after=after, context=slip.user)
    _tell_owner(slip)


def _dispute(slip: SignInSlip, now: datetime, disputed_from: str) -> None:
    slip.disputed_at, slip.disputed_from = now, disputed_from[:120]
    slip.save(update_fields=["disputed_at", "disputed_from"])
    after = {"user": slip.user.username, "disputed_from": slip.disputed_from}
    record("accounts.dispute_slip", slip, actor=None, after=after, context=slip.user)
    _tell_managers(slip)


def _tell_managers(slip: SignInSlip) -> None:
    with in_vietnamese():
        words = {
            "name": slip.user,
            "when": vn_datetime(slip.used_at),
            "where": slip.used_from,
            "again": slip.disputed_from,
        }
        message = offers.Message(
            title=_("Phiếu đăng nhập của %(name)s có thể đã bị người khác dùng") % words,
            body=_(
                "Phiếu đã dùng lúc %(when)s (%(where)s). Nay có người cầm phiếu ấy báo rằng không"
                " phải mình dùng (%(again)s). Hãy hỏi lại %(name)s; nếu đúng, hãy cấp phiếu khác:"
                " mật khẩu và mọi phiên đang mở sẽ hết hiệu lực."
            )
            % words,
            url=resolve_url(settings.LOGIN_REDIRECT_URL),
            topic=f"accounts.slip:{slip.pk}",
        )
    for manager in managers_of(slip.user) or [slip.created_by]:
        offers.tell(manager, message)


def _tell_owner(slip: SignInSlip) -> None:
    with in_vietnamese():
        words = {"when": vn_datetime(slip.used_at), "where": slip.used_from}
        message = offers.Message(
            title=_("Phiếu đăng nhập của đồng chí đã được dùng lúc %(when)s") % words,
            body=_(
                "Nơi dùng: %(where)s. Nếu không phải đồng chí, hãy kết thúc phiên lạ và báo ngay"
                " người đã cấp phiếu."
            )
            % words,
            url=reverse("accounts:session_list"),
            topic=f"accounts.slip:{slip.pk}",
        )
    offers.tell(slip.user, message)
