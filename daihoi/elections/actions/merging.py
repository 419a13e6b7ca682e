"""Handing over what elections keep of a person when two records become one."""

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.elections.models import Nomination
from daihoi.elections.queries.merging import ONCE
from daihoi.organizations.models import Person


class HeldElectionRows:
    """Lines of both records on rolls, lists and bodies, locked."""

    def __init__(self, old: Person, new: Person) -> None:
        for model, _within in ONCE:
            rows = model._default_manager.select_for_update(of=("self",))  # noqa: SLF001 - Django's name for it
            list(rows.filter(person__in=(old, new)).order_by("pk"))


@transaction.atomic
def move_election_rows(old: Person, new: Person, *, actor: User) -> int:
    """Hand over lines of rolls, posts in bodies, nominations and names on ballots.

    Names stay as they were printed and told.
    """
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    moved = Nomination.objects.filter(nominated_by=old).update(nominated_by=new)
    for model, _within in ONCE:
        moved += model._default_manager.filter(person=old).update(person=new)  # noqa: SLF001
    if moved:
        record("elections.move_election_rows", new, actor=actor, after={"rows": moved}, context=new)
    return moved
