"""What news keeps of a person moves when two records of one person become one."""

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.news.models import PropagandaItem
from daihoi.organizations.models import Person


class HeldItems:
    """Items of two records that become one, locked: who changes one finishes first."""

    def __init__(self, old: Person, new: Person) -> None:
        items = PropagandaItem.objects.select_for_update().filter(person__in=(old, new))
        list(items.order_by("pk"))


@transaction.atomic
def move_items(old: Person, new: Person, *, actor: User) -> int:
    """Items of the propaganda plan that ``old`` answers for; answers how many."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    moved = PropagandaItem.objects.filter(person=old).update(person=new)
    if moved:
        record("news.move_items", new, actor=actor, after={"items": moved}, context=new)
    return moved
