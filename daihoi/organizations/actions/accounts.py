"""Accounts of people: given with a password that is shown once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.actions import create_user, set_password
from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.accounts.queries import suggest_password, suggest_username
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict
from daihoi.organizations.actions import roles
from daihoi.organizations.models import Organization, Person

MOST_AT_ONCE = 50  # each password is hashed slowly, on purpose


@dataclass(frozen=True, slots=True)
class Slip:
    """What its owner needs to sign in for the first time; the password is kept nowhere."""

    person: Person
    username: str
    password: str


@transaction.atomic
def give_account(person: Person, *, username: str = "", actor: User) -> Slip:
    """Make an account for a person, with the roles of her duties; `Conflict` if she has one."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if locked.user_id is not None:
        raise Conflict(
            _("%(name)s đã có tài khoản.") % {"name": locked.full_name},
            code="has_account",
            advice=_("Nếu quên mật khẩu, hãy cấp lại mật khẩu."),
        )
    password = suggest_password()
    locked.user = create_user(
        username or suggest_username(locked.full_name),
        locked.full_name,
        password,
        actor=actor,
        at=locked.scope,
    )
    locked.save(update_fields=["user"])
    after = {"username": locked.user.username}
    record("organizations.give_account", locked, actor=actor, after=after, context=locked)
    roles.align_roles(locked, actor=actor)
    return Slip(locked, locked.user.username, password)


@transaction.atomic
def give_accounts(
    organization: Organization, people: Sequence[Person], *, actor: User
) -> list[Slip]:
    """Make accounts for several people of one organization together, at most `MOST_AT_ONCE`."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=organization)
    chosen = people[:MOST_AT_ONCE]
    # All rows before the first entry of the record, or two writers could wait for each other.
    rows = organization.people.select_for_update(of=("self",)).order_by("pk")
    held = {person.pk for person in rows.filter(pk__in=[person.pk for person in chosen])}
    slips = [give_account(person, actor=actor) for person in chosen if person.pk in held]
    after = {"accounts": len(slips)}
    record("organizations.give_accounts", organization, actor=actor, after=after)
    return slips


@transaction.atomic
def reset_account(person: Person, *, actor: User) -> Slip:
    """Give a person another temporary password; the old one stops working."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    if person.user is None:
        raise Conflict(
            _("%(name)s chưa có tài khoản.") % {"name": person.full_name}, code="no_account"
        )
    password = suggest_password()
    set_password(person.user, password, actor=actor, at=person.scope)
    after = {"username": person.user.username}
    record("organizations.reset_account", person, actor=actor, after=after, context=person)
    return Slip(person, person.user.username, password)
