"""Who looked at whose file: recorded once for each viewer, person and day."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.organizations.actions.held import HeldPerson
from daihoi.organizations.models import Organization, Person

LOOKED = "organizations.look_at_person"


@transaction.atomic
def look_at_person(person: Person, *, actor: User) -> bool:
    """Note that ``actor`` has seen another person's file; whether this is the first time today."""
    require(actor, Permission.ORGANIZATIONS_VIEW, at=person)
    if person.user_id == actor.pk or _has_looked(person, actor):
        return False
    HeldPerson(person.pk)  # of two pages opened at once, the second sees the first
    if _has_looked(person, actor):
        return False
    record(LOOKED, person, actor=actor)
    return True


@transaction.atomic
def note_export(organization: Organization, what: str, *, actor: User) -> None:
    """Note that a list with personal data left the house: "members" or "roll"."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=organization)
    people = organization.people.count()
    record(
        "organizations.export_people",
        organization,
        actor=actor,
        after={"list": what, "people": people},
        context=organization,
    )


def _has_looked(person: Person, actor: User) -> bool:
    midnight = timezone.make_aware(datetime.combine(clock.today(), time()))
    return Entry.objects.filter(
        action=LOOKED,
        subject_type=Person._meta.label_lower,
        subject_id=str(person.pk),
        actor_id=actor.pk,
        at__gte=midnight,
    ).exists()
