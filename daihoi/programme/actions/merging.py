"""What programmes keep of a person, handed over when two records become one."""

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.organizations.models import Person
from daihoi.programme.models import Conductor, ProgrammeItem, Speech


class HeldParts:
    """Items and parts of two records that become one, locked: who changes one finishes first."""

    def __init__(self, old: Person, new: Person) -> None:
        items = ProgrammeItem.objects.select_for_update(of=("self",))
        list(items.filter(performer__in=(old, new)).order_by("pk"))
        parts = Conductor.objects.select_for_update(of=("self",))
        list(parts.filter(person__in=(old, new)).order_by("pk"))


class HeldSpeeches:
    """Speeches of two records that become one, locked."""

    def __init__(self, old: Person, new: Person) -> None:
        found = Speech.objects.select_for_update(of=("self",)).filter(person__in=(old, new))
        list(found.order_by("pk"))


@transaction.atomic
def move_parts(old: Person, new: Person, *, actor: User) -> int:
    """Hand over items and parts in running the congress; one part held by both is held once."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    items = ProgrammeItem.objects.filter(performer=old).update(performer=new)
    count = items
    for part in Conductor.objects.filter(person=old):
        count += 1
        if Conductor.objects.filter(congress=part.congress, part=part.part, person=new).exists():
            part.delete()
            continue
        part.person = new
        part.save(update_fields=["person"])
    if count:
        record("programme.move_parts", new, actor=actor, after={"parts": count}, context=new)
    return count


@transaction.atomic
def move_speeches(old: Person, new: Person, *, actor: User) -> int:
    """Hand over the speeches somebody gives."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    moved = Speech.objects.filter(person=old).update(person=new)
    if moved:
        record("programme.move_speeches", new, actor=actor, after={"speeches": moved}, context=new)
    return moved
