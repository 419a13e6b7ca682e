"""What personnel work keeps of a person, handed over when two records become one."""

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.organizations.models import Person
from daihoi.personnel.models import Candidate


class HeldCandidacies:
    """Candidacies of two records that become one, locked."""

    def __init__(self, old: Person, new: Person) -> None:
        found = Candidate.objects.select_for_update(of=("self",)).filter(person__in=(old, new))
        list(found.order_by("pk"))


@transaction.atomic
def move_candidacies(old: Person, new: Person, *, actor: User) -> int:
    """Hand over what the plans say of somebody; the record keeps a count."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    moved = Candidate.objects.filter(person=old).update(person=new)
    if moved:
        after = {"rows": moved}
        record("personnel.move_candidacies", new, actor=actor, after=after)
    return moved
