"""Handing over a person's opinions and parts in rounds when two records become one."""

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.documents.models import Contribution, Opinion, Participant, ReturnedCopy, SectionOwner
from daihoi.organizations.models import Person


@transaction.atomic
def move_opinions(old: Person, new: Person, *, actor: User) -> int:
    """Hand over opinions and signed contributions, word for word; names in tables stay as given."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    opinions = Opinion.objects.filter(person=old).update(person=new)
    contributions = Contribution.objects.filter(responsible=old).update(responsible=new)
    if opinions or contributions:
        facts = {"opinions": opinions, "contributions": contributions}
        record("documents.move_opinions", new, actor=actor, after=facts, context=new)
    return opinions + contributions


@transaction.atomic
def move_copies(old: Person, new: Person, *, actor: User) -> int:
    """Hand over Word files sent back; the sender's name stays as it was given."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    copies = ReturnedCopy.objects.filter(person=old).update(person=new)
    if copies:
        record("documents.move_copies", new, actor=actor, after={"copies": copies}, context=new)
    return copies


@transaction.atomic
def move_sections(old: Person, new: Person, *, actor: User) -> int:
    """Hand over the sections somebody writes."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    sections = SectionOwner.objects.filter(person=old).update(person=new)
    if sections:
        record("documents.move_sections", new, actor=actor, after={"sections": sections}, context=new)  # fmt: skip
    return sections


@transaction.atomic
def move_participants(old: Person, new: Person, *, actor: User) -> int:
    """Hand over parts in rounds; asked twice in one round is asked once, answered at the first."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    own = {each.round_id: each for each in Participant.objects.filter(person=new)}
    twice = []
    parts = list(Participant.objects.filter(person=old).select_related("round"))
    for theirs in parts:
        mine = own.get(theirs.round_id)
        if mine is None:
            theirs.person = new
            theirs.save(update_fields=["person"])
            continue
        twice.append(str(theirs.round))
        answered = [at for at in (mine.answered_at, theirs.answered_at) if at is not None]
        mine.answered_at = min(answered, default=None)
        theirs.delete()
        mine.save(update_fields=["answered_at"])
    if parts:
        facts = {"rounds": len(parts), "twice": twice}
        record("documents.move_participants", new, actor=actor, after=facts, context=new)
    return len(parts)
