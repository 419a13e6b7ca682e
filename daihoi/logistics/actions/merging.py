"""Handing over a person's checklist items when two records become one."""

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.logistics.models import ChecklistItem
from daihoi.organizations.models import Person


class HeldItems:
    """Items of two records that become one, locked: who changes one finishes first."""

    def __init__(self, old: Person, new: Person) -> None:
        items = ChecklistItem.objects.select_for_update().filter(owner__in=(old, new))
        list(items.order_by("pk"))


@transaction.atomic
def move_items(old: Person, new: Person, *, actor: User) -> int:
    """Hand over the checklist items a person answers for."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    moved = ChecklistItem.objects.filter(owner=old).update(owner=new)
    if moved:
        record("logistics.move_items", new, actor=actor, after={"items": moved}, context=new)
    return moved
