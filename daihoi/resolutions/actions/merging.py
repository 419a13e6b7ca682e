"""What resolutions keep of a person, handed over when two records become one."""

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.organizations.models import Person
from daihoi.resolutions.models import Amendment


class HeldAmendments:
    """Proposals of two records that become one, locked."""

    def __init__(self, old: Person, new: Person) -> None:
        found = Amendment.objects.select_for_update(of=("self",)).filter(person__in=(old, new))
        list(found.order_by("pk"))


@transaction.atomic
def move_amendments(old: Person, new: Person, *, actor: User) -> int:
    """Hand over what somebody proposed to change of the resolution."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    moved = Amendment.objects.filter(person=old).update(person=new)
    if moved:
        after = {"amendments": moved}
        record("resolutions.move_amendments", new, actor=actor, after=after, context=new)
    return moved
