"""What the speakers' list keeps of a person, handed over when two records become one."""

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.conduct.models import Turn
from daihoi.organizations.models import Person


class HeldTurnsOf:
    """Turns of two records that become one, locked: who changes one finishes first."""

    def __init__(self, old: Person, new: Person) -> None:
        found = Turn.objects.select_for_update(of=("self",)).filter(person__in=(old, new))
        list(found.order_by("pk"))


@transaction.atomic
def move_turns(old: Person, new: Person, *, actor: User) -> int:
    """Hand over the turns to speak; who waits by both records waits once, by the kept one."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    waits = {"speech__isnull": True, "started_at__isnull": True, "withdrawn_at__isnull": True}
    turns = list(Turn.objects.filter(person=old))
    both = Turn.objects.filter(person=new, **waits).values_list("run", flat=True)
    doubled = Turn.objects.filter(person=old, run__in=list(both), **waits)
    doubled.update(withdrawn_at=clock.now(), withdrawn_by=actor)
    Turn.objects.filter(person=old).update(person=new)
    if turns:
        record("conduct.move_turns", new, actor=actor, after={"turns": len(turns)}, context=new)
    return len(turns)
