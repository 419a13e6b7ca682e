"""Handing over what meetings keep of a person when two records become one."""

from django.db import transaction
from django.db.models import QuerySet

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.meetings.models import AgendaItem, Invitee, Meeting
from daihoi.meetings.queries.merging import fields_to_take, hanging, lines_together
from daihoi.organizations.models import Person


class HeldInvitations:
    """Lines of the roll of two records that become one, locked."""

    def __init__(self, old: Person, new: Person) -> None:
        rows: QuerySet[Invitee] = Invitee.objects.select_for_update()
        list(rows.filter(person__in=(old, new)).order_by("pk"))


@transaction.atomic
def move_invitations(old: Person, new: Person, *, actor: User) -> int:
    """Hand over lines of rolls; of two in one meeting one stays, with what either says.

    What hangs on a line goes with it: what she said and answered, her seat, her health declaration.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    count = Invitee.objects.filter(person=old).count()
    same = 0
    for theirs, own in lines_together(old, new):
        taken = fields_to_take(theirs, own)
        for name in taken:
            setattr(own, name, getattr(theirs, name))
        own.save(update_fields=taken)
        for field, rows in hanging(theirs):
            rows.update(**{field.name: own})
        theirs.delete()
        same += 1
    Invitee.objects.filter(person=old).update(
        person=new, name_key=new.name_key, folded_name=new.folded_name
    )
    if count:
        facts = {"invitations": count, "same": same}
        record("meetings.move_invitations", new, actor=actor, after=facts, context=new)
    return count


@transaction.atomic
def move_duties(old: Person, new: Person, *, actor: User) -> int:
    """Hand over meetings chaired and recorded, and matters presented."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    moved = Meeting.objects.filter(chair=old).update(chair=new)
    moved += Meeting.objects.filter(minute_taker=old).update(minute_taker=new)
    moved += AgendaItem.objects.filter(presenter=old).update(presenter=new)
    if moved:
        record("meetings.move_duties", new, actor=actor, after={"duties": moved}, context=new)
    return moved
