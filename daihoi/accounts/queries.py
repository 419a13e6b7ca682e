"""Reading accounts: who holds what, which username is free, whom the shell greets."""

import re
import secrets
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django_stubs_ext import StrPromise

from daihoi.accounts.demo import DEMO_ROLES
from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import ROLES, Role, grants_in_force
from daihoi.base import clock, offers
from daihoi.base.errors import NotFound
from daihoi.vietnamese.text import fold

# The role somebody is greeted by, when she holds several.
_GREETED_BY = (
    Role.ADMINISTRATOR,
    Role.SECRETARY,
    Role.SUBCOMMITTEE_HEAD,
    Role.SUPERIOR,
    Role.UNIT_HEAD,
    Role.COMMITTEE_MEMBER,
    Role.SUBCOMMITTEE_MEMBER,
    Role.SUPPORTING_STAFF,
    Role.MEMBER,
)
_EASY_TO_READ_ALOUD = "abcdefghkmnpqrstuvxy23456789"  # without l, i, o, 0, 1, j, w, z


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One button of the demo's sign-in page."""

    role: str
    full_name: str
    label: StrPromise
    tasks: StrPromise


def demo_people() -> list[DemoPerson]:
    """The demo's accounts that are there; none outside the demo."""
    if not settings.DAIHOI_DEMO:
        return []
    usernames = [demo.username for demo in DEMO_ROLES.values()]
    found = User.objects.filter(username__in=usernames, is_active=True).in_bulk(
        field_name="username"
    )
    return [
        DemoPerson(role, found[demo.username].full_name, demo.label, demo.tasks)
        for role, demo in DEMO_ROLES.items()
        if demo.username in found
    ]


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


def suggest_password() -> str:
    """Three groups of four characters that can be read aloud: about 57 bits."""
    groups = ("".join(secrets.choice(_EASY_TO_READ_ALOUD) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


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
