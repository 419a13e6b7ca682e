"""Reading accounts: who holds what, which username is free, whom a slip lets in, who is where."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise, StrPromise

from daihoi.accounts.demo import DEMO_ROLES
from daihoi.accounts.models import Grant, SignInSlip, SlipState, User, UserSession
from daihoi.accounts.permissions import ROLES, Permission, Role, grants_in_force
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, NotFound
from daihoi.ui.templatetags.ui import vn_datetime
from daihoi.vietnamese.text import fold

# The role somebody is greeted by, when she holds several.
_GREETED_BY = (
    Role.ADMINISTRATOR,
    Role.SECRETARY,
    Role.SUBCOMMITTEE_HEAD,
    Role.SUPERIOR,
    Role.CLERK,
    Role.UNIT_HEAD,
    Role.COMMITTEE_MEMBER,
    Role.SUBCOMMITTEE_MEMBER,
    Role.SUPPORTING_STAFF,
    Role.PRESIDIUM,
    Role.CONGRESS_SECRETARIAT,
    Role.TELLER,
    Role.MEMBER,
)
# 24 signs that no other on paper looks like: 10 of them are 45 bits.
_CODE_SIGNS = "ACDEFHKMNPQRTUXY23456789"
_CODE_LENGTH = 10
# What is read or heard for one of them; no code holds these.
_MISREAD = str.maketrans("BSGZVĐ", "8562UD")


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One button of the demo's sign-in page."""

    role: str
    full_name: str
    label: StrPromise
    tasks: StrPromise
    place: StrPromise


def demo_people() -> list[DemoPerson]:
    """The demo's accounts that are there; none outside the demo."""
    if not settings.DAIHOI_DEMO:
        return []
    usernames = [demo.username for demo in DEMO_ROLES.values()]
    found = User.objects.filter(username__in=usernames, is_active=True).in_bulk(
        field_name="username"
    )
    return [
        DemoPerson(role, found[demo.username].full_name, demo.label, demo.tasks, demo.place)
        for role, demo in DEMO_ROLES.items()
        if demo.username in found
    ]


@dataclass(frozen=True, slots=True)
class WaysIn:
    """What the sign-in page offers beside the password."""

    demo: list[DemoPerson]
    single_sign_on: str  # what the provider is called; "" without one
    passkeys: bool
    is_overheard: bool  # in a hall without encryption


def ways_in() -> WaysIn:
    return WaysIn(
        demo=demo_people(),
        single_sign_on=settings.DAIHOI_OIDC_NAME if settings.DAIHOI_OIDC_URL else "",
        passkeys="webauthn" in settings.MFA_SUPPORTED_TYPES,
        is_overheard=bool(settings.DAIHOI_LAN) and not settings.HTTPS,
    )


def get_demo_user(role: str) -> User:
    """The account of a demo role; `NotFound` outside the demo."""
    demo = DEMO_ROLES.get(role)
    if not settings.DAIHOI_DEMO or demo is None:
        raise NotFound
    user = User.objects.filter(username=demo.username, is_active=True).first()
    if user is None:
        raise NotFound
    return user


def is_empty_place() -> bool:
    """Whether nobody has an account yet."""
    return not User.objects.exists()


def require_empty_place() -> None:
    """`NotFound` once somebody has an account."""
    if not is_empty_place():
        raise NotFound


def suggest_username(full_name: str) -> str:
    """Given name and initials: Nguyễn Văn Út → "ut.nv"; "ut.nv2" if that is taken."""
    words = re.findall(r"[a-z0-9]+", fold(full_name))
    if not words:
        return ""
    *others, given = words
    wish = ".".join(filter(None, [given, "".join(word[0] for word in others)]))
    taken = set(User.objects.filter(username__startswith=wish).values_list("username", flat=True))
    number = 2
    name = wish
    while name in taken:
        name, number = f"{wish}{number}", number + 1
    return name


def greeting_role(user: User) -> str:
    """The Vietnamese name of the weightiest role held today; "" for none."""
    held = {grant.role for grant in grants_in_force(user)}
    return next((str(ROLES[role].label) for role in _GREETED_BY if role in held), "")


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role as its holder reads it; ``place`` is the organization and the part of it."""

    label: StrPromise
    place: str
    starts_on: date
    ends_on: date | None
    is_over: bool


def roles_of(user: User, *, viewer: User) -> list[HeldRole]:
    """One's own roles, those not over first, then the latest; nothing for another viewer."""
    if viewer.pk != user.pk:
        return []
    today = clock.today()
    roles = [
        HeldRole(
            label=ROLES[Role(grant.role)].label,
            place=offers.place(grant.organization_path, grant.within),
            starts_on=grant.starts_on,
            ends_on=grant.ends_on,
            is_over=grant.ends_on is not None and grant.ends_on < today,
        )
        for grant in Grant.objects.filter(user=user).order_by("-starts_on", "-pk")
    ]
    return sorted(roles, key=lambda role: role.is_over)


def suggest_code(length: int = _CODE_LENGTH) -> str:
    """A new code, of a slip unless its length is told, without hyphens."""
    return "".join(secrets.choice(_CODE_SIGNS) for _sign in range(length))


def tidy_code(typed: str) -> str:
    """A code as somebody typed it: small letters, spaces, hyphens and misread signs are fine."""
    return "".join(re.findall("[A-Za-z0-9Đđ]", typed)).upper().translate(_MISREAD)


def slip_digest(code: str) -> str:
    """What is kept of a code. Without the house's key nobody can try codes against it."""
    return salted_hmac("accounts.slip", tidy_code(code), algorithm="sha256").hexdigest()


def get_slip(code: str) -> SignInSlip:
    """The slip that carries this code, used or not, with its owner; else `NotFound`."""
    slips = SignInSlip.objects.select_related("user")
    slip = slips.filter(digest=slip_digest(code)).first()
    if slip is None:
        raise NotFound(
            _("Không có phiếu nào mang mã này."),
            code="no_slip",
            advice=_(
                "Hãy đọc lại từng ký tự trên phiếu. Nếu vẫn không được, hãy nhờ bí thư hoặc người"
                " quản trị cấp phiếu khác."
            ),
        )
    return slip


def why_spent(slip: SignInSlip, now: datetime) -> Conflict | None:
    """The refusal of a slip that lets nobody in any more: since when, and what to do."""
    advice = _("Hãy nhờ bí thư hoặc người quản trị của tổ chức cấp phiếu khác.")
    state = slip.state(now)
    if state is SlipState.USED:
        said = _("Phiếu này đã được dùng lúc %(when)s (%(where)s). Mỗi phiếu chỉ dùng một lần.")
        said %= {"when": vn_datetime(slip.used_at), "where": slip.used_with}
        advice = _("Nếu đồng chí đã dùng phiếu và đặt mật khẩu, hãy đăng nhập bằng mật khẩu.")
    elif state is SlipState.REVOKED:
        said = _("Phiếu này đã bị thu hồi lúc %(when)s.") % {"when": vn_datetime(slip.revoked_at)}
    elif state is SlipState.EXPIRED:
        said = _("Phiếu này đã hết hạn lúc %(when)s.") % {"when": vn_datetime(slip.expires_at)}
    elif not slip.user.is_active:
        said = _("Tài khoản này đã ngừng dùng.")
    else:
        return None
    return Conflict(said, code=f"slip_{state}", advice=advice)


def user_of_claims(claims: Mapping[str, Any]) -> User | None:
    """Whose account single sign-on opens by the claim of the settings; nobody's without one."""
    said = claims.get("userinfo") or claims.get("id_token") or {}
    name = said.get(settings.DAIHOI_OIDC_CLAIM) if settings.DAIHOI_OIDC_CLAIM else None
    if not isinstance(name, str) or not name:
        return None
    return User.objects.filter(username=name.strip().lower()).first()


def linked_accounts(*, viewer: User) -> list[SocialAccount]:
    """One's own links to single sign-on."""
    return list(SocialAccount.objects.filter(user=viewer).order_by("pk"))


def managers_of(user: User) -> list[User]:
    """Who manages an organization in which somebody holds a role today, not those above it."""
    today = clock.today()
    managing = [
        role for role, rule in ROLES.items() if Permission.ORGANIZATIONS_MANAGE in rule.permissions
    ]
    held = Grant.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        starts_on__lte=today,
        role__in=managing,
        organization_path__in={grant.scope.organization for grant in grants_in_force(user)},
        within="",
        user__is_active=True,
    )
    return list(User.objects.filter(pk__in=held.values("user")).order_by("pk"))


def waits_for_slip(user: User) -> bool:
    """Whether somebody was let in anew and has not come yet: only her slip opens her account."""
    return user.has_temporary_password and not user.has_usable_password()


def has_open_slip(user: User) -> bool:
    """Whether a slip could still be used, or taken back."""
    slips = SignInSlip.objects.filter(user=user, used_at__isnull=True, revoked_at__isnull=True)
    return slips.filter(expires_at__gt=clock.now()).exists()


def has_second_factor(user: User) -> bool:
    return bool(is_mfa_enabled(user))


def session_store() -> SessionBase:
    """Where sessions are kept; ``delete`` ends one in the database and in the cache."""
    store: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore()
    return store


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A place somebody is signed in at; ``here``: the one that asks."""

    pk: int
    device: str
    address: str
    since: datetime
    seen_at: datetime
    here: bool


def open_sessions(*, viewer: User, here: str | None) -> list[OpenSession]:
    """One's own sessions that still open pages: this one first, then the last seen."""
    live = Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    rows = UserSession.objects.filter(user=viewer, session_key__in=live).order_by("-seen_at", "-pk")
    sessions = [
        OpenSession(
            pk=row.pk,
            device=device_in_words(row.device),
            address=row.address or "",
            since=row.created_at,
            seen_at=row.seen_at,
            here=row.session_key == here,
        )
        for row in rows
    ]
    return sorted(sessions, key=lambda session: not session.here)


# The first that a browser's name holds; many say they are also Safari or Chrome.
_BROWSERS: tuple[tuple[str, StrOrPromise], ...] = (
    ("Zalo", "Zalo"),
    ("FBAN", "Facebook"),
    ("FBAV", "Facebook"),
    ("coc_coc_browser", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Edg", "Microsoft Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("", gettext_lazy("Trình duyệt lạ")),
)
_DEVICES: tuple[tuple[str, StrOrPromise], ...] = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", gettext_lazy("máy Android")),
    ("Windows", gettext_lazy("máy Windows")),
    ("Macintosh", gettext_lazy("máy Mac")),
    ("Linux", gettext_lazy("máy Linux")),
    ("", gettext_lazy("thiết bị lạ")),
)


def device_in_words(agent: str) -> str:
    """What a browser calls itself, for a person: "Safari trên iPhone"."""
    browser = next(name for sign, name in _BROWSERS if sign in agent)
    device = next(name for sign, name in _DEVICES if sign in agent)
    return _("%(browser)s trên %(device)s") % {"browser": browser, "device": device}
