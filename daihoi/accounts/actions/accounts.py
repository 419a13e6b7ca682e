"""Making accounts and giving roles. Whoever manages an organization does both within it."""

import re
from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Permission, Role, Scope, can, require
from daihoi.audit.actions import HOUSE, record
from daihoi.audit.models import ChainHead
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.vietnamese.text import tidy

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
# Roles whose holders see or manage more than one organization.
_GIVEN_BY_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR, Role.SUPERIOR})
# Who leads the congress gives these too: they last from being named to being released.
_OF_A_CONGRESS = frozenset({Role.PRESIDIUM, Role.CONGRESS_SECRETARIAT, Role.TELLER})


@transaction.atomic
def create_first_administrator(
    username: str, full_name: str, password: str, *, actor: None = None
) -> User:
    """Make the first account and its role over the whole house; `Conflict` if one is there.

    ``actor`` is nobody: there is no account yet that could act.
    """
    # The one row to queue on while there is no user: of two at once, the second sees the first.
    ChainHead.objects.get_or_create(chain=HOUSE)
    ChainHead.objects.select_for_update().get(chain=HOUSE)
    if User.objects.exists():
        raise Conflict(
            _("Nơi này vừa có người quản trị đầu tiên, lập ở một máy khác."),
            advice=_("Hãy đăng nhập, hoặc nhờ người đó lập tài khoản cho đồng chí."),
        )
    user = _new_user(username, full_name, password)
    grant = Grant.objects.create(
        user=user,
        role=Role.ADMINISTRATOR,
        organization_path=HOUSE,
        source="accounts.first_administrator",
        starts_on=clock.today(),
    )
    record("accounts.create_first_administrator", user, actor=actor, after=_account(user))
    record("accounts.give_role", grant, actor=actor, after=_terms(grant), context=user)
    return user


@transaction.atomic
def create_user(
    username: str, full_name: str, password: str | None, *, actor: User, at: Scope
) -> User:
    """Make an account for somebody of ``at``; without a password nobody can sign in with it yet.

    A password given here is temporary: its owner chooses another at the first sign-in.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=at)
    user = _new_user(username, full_name, password, has_temporary_password=password is not None)
    record("accounts.create_user", user, actor=actor, after=_account(user))
    return user


@transaction.atomic
def set_password(user: User, password: str, *, actor: User, at: Scope | None = None) -> User:
    """Choose one's own password, or give somebody of ``at`` a temporary one.

    Who gives one must manage every organization in which that person holds a role.
    """
    own = actor.pk == user.pk
    if not own:
        require(actor, Permission.ORGANIZATIONS_MANAGE, at=at or user.scope)
        require_over(user, actor=actor)
    locked = User.objects.select_for_update().get(pk=user.pk)
    _check_password(password, locked)
    locked.set_password(password)
    locked.has_temporary_password = not own
    locked.save(update_fields=["password", "has_temporary_password"])
    user.password, user.has_temporary_password = locked.password, locked.has_temporary_password
    record("accounts.set_password", locked, actor=actor, after={"temporary": not own})
    return locked


@transaction.atomic
def give_role(
    user: User,
    role: Role,
    scope: Scope,
    source: str,
    starts_on: date,
    *,
    actor: User,
    ends_on: date | None = None,
) -> Grant:
    """Let ``user`` hold ``role`` on ``scope``, both days included; ``source`` says why.

    ``source`` names what the role follows from ("organizations.office:12"), for `end_roles`.
    Giving the same again changes nothing. Nobody gives a role that reaches beyond her own.
    """
    require(actor, _needed_for(role, actor, scope), at=scope)
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken(
            _("Ngày thôi giữ vai trò phải sau ngày bắt đầu."), code="ends_before_start"
        )
    grant, made = Grant.objects.get_or_create(
        user=user,
        role=role,
        source=source,
        starts_on=starts_on,
        defaults={
            "organization_path": scope.organization,
            "within": scope.within,
            "ends_on": ends_on,
        },
    )
    if not made and (grant.scope, grant.ends_on) != (scope, ends_on):
        raise Conflict(_("%(user)s đã giữ vai trò này theo cùng một căn cứ.") % {"user": user})
    if made:
        _forget_held(user)
        record("accounts.give_role", grant, actor=actor, after=_terms(grant), context=user)
    return grant


@transaction.atomic
def end_roles(source: str, on: date, *, actor: User) -> int:
    """End every role that follows from ``source``; ``on`` is its last day. Answers how many.

    A role that was to begin later is taken back.
    """
    grants = list(_open_grants(Q(source=source), on).select_for_update(of=("self",)))
    for grant in grants:
        require(actor, _needed_for(grant.role, actor, grant.scope), at=grant.scope)
        before = _terms(grant)
        if grant.starts_on > on:
            record("accounts.take_back_role", grant, actor=actor, before=before, context=grant.user)
            grant.delete()
        else:
            grant.ends_on = on
            grant.save(update_fields=["ends_on"])
            record(
                "accounts.end_role",
                grant,
                actor=actor,
                before=before,
                after=_terms(grant),
                context=grant.user,
            )
    return len(grants)


def require_over(user: User, *, actor: User) -> None:
    """Who lets somebody in anew must manage every place in which that person holds a role."""
    for grant in _open_grants(Q(user=user), clock.today() - timedelta(days=1)):
        require(actor, _needed_for(grant.role, actor, grant.scope), at=grant.scope)


@transaction.atomic
def retire_account(user: User, *, at: Scope, actor: User) -> User:
    """Let an account of somebody of ``at`` sign in no more, and end all its roles as of today.

    The row stays: it says who did what. Who retires it must be allowed to end each role.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=at)
    locked = User.objects.select_for_update().get(pk=user.pk)
    yesterday = clock.today() - timedelta(days=1)
    for grant in _open_grants(Q(user=locked), yesterday).select_for_update(of=("self",)):
        require(actor, _needed_for(grant.role, actor, grant.scope), at=grant.scope)
        before = _terms(grant)
        if grant.starts_on > yesterday:
            record("accounts.take_back_role", grant, actor=actor, before=before, context=locked)
            grant.delete()
        else:
            grant.ends_on = yesterday
            grant.save(update_fields=["ends_on"])
            after = _terms(grant)
            record(
                "accounts.end_role", grant, actor=actor, before=before, after=after, context=locked
            )
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    record("accounts.retire_account", locked, actor=actor, after={"username": locked.username})
    return locked


def _needed_for(role: str, actor: User, at: Scope) -> Permission:
    if role in _GIVEN_BY_ADMINISTRATORS:
        return Permission.ACCOUNTS_MANAGE
    if role in _OF_A_CONGRESS and can(actor, Permission.ELECTIONS_PREPARE, at=at):
        return Permission.ELECTIONS_PREPARE
    return Permission.ORGANIZATIONS_MANAGE


def _open_grants(condition: Q, on: date) -> QuerySet[Grant]:
    """Grants that are held after ``on``."""
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    return Grant.objects.filter(condition & lasting).select_related("user").order_by("pk")


def _forget_held(user: User) -> None:
    """The grants read for this request are no longer all."""
    vars(user).pop("held_grants", None)


def _new_user(username: str, full_name: str, password: str | None, **fields: bool) -> User:
    name = username.strip().lower()
    if not USERNAME.fullmatch(name):
        raise RuleBroken(
            _("Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số, dấu chấm và gạch, từ 2 ký tự."),
            code="bad_username",
        )
    user = User(username=name, full_name=tidy(full_name), **fields)
    if password is None:
        user.set_unusable_password()
    else:
        _check_password(password, user)
        user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            _("Tên đăng nhập %(name)s đã có người dùng.") % {"name": name},
            code="username_taken",
            advice=_("Hãy chọn tên khác, chẳng hạn thêm một chữ số."),
        ) from error
    return user


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages), code="weak_password") from error


def _account(user: User) -> dict[str, object]:
    return {
        "username": user.username,
        "full_name": user.full_name,
        "has_password": user.has_usable_password(),
    }


def _terms(grant: Grant) -> dict[str, object]:
    return {
        "user": grant.user.username,
        "role": str(grant.role),
        "organization_path": grant.organization_path,
        "within": grant.within,
        "source": grant.source,
        "starts_on": grant.starts_on,
        "ends_on": grant.ends_on,
    }
