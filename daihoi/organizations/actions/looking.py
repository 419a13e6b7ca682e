"""Who looked at whose file: recorded once for each viewer, person or list, and day."""

from datetime import datetime, time

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.organizations.actions.held import HeldPerson
from daihoi.organizations.models import Organization, Person
from daihoi.organizations.queries.looking import EXPORTED, LISTED, LOOKED


@transaction.atomic
def look_at_person(person: Person, *, actor: User) -> bool:
    """Note that ``actor`` has seen another person's file; whether this is the first time today."""
    require(actor, Permission.ORGANIZATIONS_VIEW, at=person)
    if person.user_id == actor.pk or _looks(LOOKED, person, actor).exists():
        return False
    HeldPerson(person.pk)  # of two pages opened at once, the second sees the first
    if _looks(LOOKED, person, actor).exists():
        return False
    record(LOOKED, person, actor=actor)
    return True


@transaction.atomic
def look_at_list(organization: Organization, what: str, *, actor: User) -> bool:
    """Note that ``actor`` has seen personal data of many on one page; ``what`` is of `LISTS`.

    One entry for the list, not one for each person on it; whether it is the first today.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=organization)
    if _looks(LISTED, organization, actor).filter(after__list=what).exists():
        return False
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    if _looks(LISTED, organization, actor).filter(after__list=what).exists():
        return False
    record(LISTED, organization, actor=actor, after={"list": what}, context=organization)
    return True


@transaction.atomic
def note_export(organization: Organization, what: str, *, actor: User) -> None:
    """Note that a list with personal data left the house: "members" or "roll"."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=organization)
    people = organization.people.count()
    record(
        EXPORTED,
        organization,
        actor=actor,
        after={"list": what, "people": people},
        context=organization,
    )


def _looks(action: str, at: Person | Organization, actor: User) -> QuerySet[Entry]:
    """The actor's of today."""
    midnight = timezone.make_aware(datetime.combine(clock.today(), time()))
    return Entry.objects.filter(
        action=action,
        subject_type=at._meta.label_lower,
        subject_id=str(at.pk),
        actor_id=actor.pk,
        at__gte=midnight,
    )
