"""Roles follow from duties: what is held is brought in line with what a person does."""

from datetime import timedelta

from django.db import transaction

from daihoi.accounts.actions.accounts import end_roles, give_role
from daihoi.accounts.models import Grant, User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.organizations.actions.watching import tell_of_roles
from daihoi.organizations.models import Person
from daihoi.organizations.queries.duties import Duty, duties_of, is_duty


@transaction.atomic
def align_roles(person: Person, *, actor: User) -> list[str]:
    """Give the person's account the roles of her duties and end those whose duty is over.

    Answers the sources of the roles that changed. Doing it twice changes nothing; without an
    account there is nothing to do.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=person)
    if person.user is None:
        return []
    held = _held(person.user)
    duties = {duty.source: duty for duty in duties_of(person)}
    today = clock.today()
    yesterday = today - timedelta(days=1)
    changed = []
    for source, grant in held.items():
        duty = duties.get(source)
        wrong = duty is None or (duty.role, duty.scope) != (grant.role, grant.scope)
        # A break in between: a suspension with its last day, a post that begins later after all.
        wrong = wrong or grant.starts_on <= today < ((duty and duty.starts_on) or today)
        last = yesterday if wrong or duty is None else duty.ends_on
        if last is not None and last != grant.ends_on:
            end_roles(source, last, actor=actor)
            changed.append(source)
    remaining = _held(person.user)
    missing = {
        source: duty for source, duty in duties.items() if _is_missing(duty, remaining.get(source))
    }
    for source, duty in missing.items():
        _give(person.user, duty, remaining.get(source), actor=actor)
        changed.append(source)
    tell_of_roles(person, [duty.role for duty in missing.values()], actor=actor)
    if changed:
        after = {"roles": sorted(grant.role for grant in _held(person.user).values())}
        before = {"roles": sorted(grant.role for grant in held.values())}
        record(
            "organizations.align_roles",
            person,
            actor=actor,
            before=before,
            after=after,
            context=person,
        )
    return changed


def _held(user: User) -> dict[str, Grant]:
    """Grants that follow from duties and last today or begin later, by source."""
    today = clock.today()
    return {
        grant.source: grant
        for grant in Grant.objects.filter(user=user).order_by("starts_on", "pk")
        if is_duty(grant.source) and (grant.ends_on is None or grant.ends_on >= today)
    }


def _is_missing(duty: Duty, grant: Grant | None) -> bool:
    if grant is None:
        return True
    return duty.ends_on is None and grant.ends_on is not None


def _give(user: User, duty: Duty, before: Grant | None, *, actor: User) -> None:
    """From the duty's first day but not before today, nor before an earlier grant's last day."""
    starts_on = max(duty.starts_on or clock.today(), clock.today())
    if before is not None and before.ends_on is not None:
        starts_on = max(starts_on, before.ends_on + timedelta(days=1))
    give_role(
        user, duty.role, duty.scope, duty.source, starts_on, ends_on=duty.ends_on, actor=actor
    )
