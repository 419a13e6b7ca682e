"""What closing keeps of a person, handed over when two records become one."""

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.closing.models import MinutesSignature
from daihoi.organizations.models import Person


class HeldSignatures:
    """Signatures of two records that become one, locked."""

    def __init__(self, old: Person, new: Person) -> None:
        rows = MinutesSignature.objects.select_for_update(of=("self",))
        list(rows.filter(person__in=(old, new)).order_by("pk"))


@transaction.atomic
def move_signatures(old: Person, new: Person, *, actor: User) -> int:
    """Hand over signatures under minutes; where both records signed one thing, one stays."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    moved = 0
    for each in MinutesSignature.objects.filter(person=old):
        twin = MinutesSignature.objects.filter(
            minutes=each.minutes_id, addition=each.addition_id, person=new
        )
        if twin.exists():
            each.delete()
        else:
            each.person = new
            each.save(update_fields=["person"])
        moved += 1
    if moved:
        after = {"signatures": moved}
        record("closing.move_signatures", new, actor=actor, after=after, context=new)
    return moved
