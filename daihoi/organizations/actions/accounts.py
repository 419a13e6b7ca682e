"""Accounts of people: given and let in anew with slips, whose codes are shown once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.actions import factors
from daihoi.accounts.actions.accounts import create_user
from daihoi.accounts.actions.slips import issue_slip, revoke_slips
from daihoi.accounts.models import SignInSlip, User
from daihoi.accounts.permissions import Permission, require
from daihoi.accounts.queries import suggest_username
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict
from daihoi.organizations.actions import roles
from daihoi.organizations.actions.held import HeldPerson
from daihoi.organizations.actions.watching import tell_of_slip
from daihoi.organizations.models import Organization, Person

MOST_AT_ONCE = 200  # twenty sheets of paper


class SlipsMade(Conflict):
    """Since its page was opened one of the people got a slip: another would end that one."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Phiếu đã được lập và hiện ra một lần; lần gửi này không đổi gì, phiếu ấy vẫn dùng được."
            ),
            code="slips_made",
            advice=_(
                "Nếu chưa kịp in, hãy mở lại trang và cấp phiếu khác; phiếu ấy sẽ hết hiệu lực."
            ),
        )


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on somebody's paper; the code is kept nowhere."""

    person: Person
    username: str
    code: str  # ten signs, without the hyphen
    expires_at: datetime


@transaction.atomic
def give_account(person: Person, *, username: str = "", actor: User) -> Slip:
    """Make an account for a person, with the roles of her duties; `Conflict` if she has one."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    locked = HeldPerson(person.pk).person
    if locked.user_id is not None:
        raise Conflict(
            _("%(name)s đã có tài khoản.") % {"name": locked.full_name},
            code="has_account",
            advice=_("Nếu mất phiếu hoặc quên mật khẩu, hãy cấp phiếu khác."),
        )
    locked.user = create_user(
        username or suggest_username(locked.full_name),
        locked.full_name,
        None,
        actor=actor,
        at=locked.scope,
    )
    locked.save(update_fields=["user"])
    after = {"username": locked.user.username}
    record("organizations.give_account", locked, actor=actor, after=after, context=locked)
    roles.align_roles(locked, actor=actor)
    return _slip(locked, locked.user, actor=actor)


@transaction.atomic
def give_accounts(
    organization: Organization, people: Sequence[Person], *, actor: User, seen: int | None = None
) -> list[Slip]:
    """Slips for several people of one organization together, at most `MOST_AT_ONCE`.

    ``seen`` is the newest slip that the page knew (0: none); `SlipsMade` if one of them has a newer.

    Who has no account yet gets one; who has is let in anew, as by `reset_account`. The actor
    herself is left out: she would end her own session. `Conflict` if somebody without an account
    was given one meanwhile: her slip is in another's hands.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=organization)
    # All rows before the first entry of the record, or two writers could wait for each other.
    rows = organization.people.select_for_update(of=("self",)).order_by("pk")
    chosen = people[:MOST_AT_ONCE]
    wanted = rows.filter(pk__in=[person.pk for person in chosen]).exclude(user=actor)
    held = {person.pk: person for person in wanted}
    _refuse_repeated(list(held.values()), seen)
    slips = [
        give_account(held[person.pk], actor=actor)
        if person.user_id is None
        else reset_account(held[person.pk], actor=actor)
        for person in chosen
        if person.pk in held
    ]
    after = {"slips": len(slips)}
    record("organizations.give_accounts", organization, actor=actor, after=after)
    return slips


@transaction.atomic
def reset_account(person: Person, *, actor: User, seen: int | None = None) -> Slip:
    """Give a person another slip; her password, sessions and slip of before end with it.

    `SlipsMade` if she has a newer one than ``seen``, as in `give_accounts`.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    person = HeldPerson(person.pk).person
    user = _account_of(person)
    _refuse_repeated([person], seen)
    after = {"username": user.username}
    record("organizations.reset_account", person, actor=actor, after=after, context=person)
    tell_of_slip(person, actor=actor)
    return _slip(person, user, actor=actor)


@transaction.atomic
def revoke_account_slips(
    organization: Organization, people: Sequence[Person] | None = None, *, actor: User
) -> int:
    """Take back the unused slips of some people of an organization, or of all (None)."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=organization)
    rows = organization.people.filter(user__isnull=False).select_related("user")
    if people is not None:
        rows = rows.filter(pk__in=[person.pk for person in people])
    users = [person.user for person in rows.order_by("pk") if person.user]
    revoked = revoke_slips(users, actor=actor, at=organization.scope)
    after = {"slips": revoked}
    record("organizations.revoke_account_slips", organization, actor=actor, after=after)
    return revoked


@transaction.atomic
def remove_second_factor(person: Person, *, actor: User) -> None:
    """Take away a second factor that a person has lost; she signs in by password alone again."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    person = HeldPerson(person.pk).person
    user = factors.remove_second_factor(_account_of(person), actor=actor, at=person.scope)
    after = {"username": user.username}
    record("organizations.remove_second_factor", person, actor=actor, after=after, context=person)
    tell_of_slip(person, actor=actor)


def _refuse_repeated(people: Sequence[Person], seen: int | None) -> None:
    """A form sent twice, as by reloading its answer, must not end the slips that were printed."""
    users = [person.user_id for person in people if person.user_id is not None]
    if seen is not None and SignInSlip.objects.filter(user__in=users, pk__gt=seen).exists():
        raise SlipsMade


def _account_of(person: Person) -> User:
    if person.user is None:
        raise Conflict(
            _("%(name)s chưa có tài khoản.") % {"name": person.full_name}, code="no_account"
        )
    return person.user


def _slip(person: Person, user: User, *, actor: User) -> Slip:
    issued = issue_slip(user, actor=actor, at=person.scope)
    return Slip(person, user.username, issued.code, issued.slip.expires_at)
