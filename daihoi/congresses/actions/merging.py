"""Handing over a person's posts, tasks and acknowledgements when two records become one."""

from datetime import date

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.congresses.models import Acknowledgement, SubcommitteePost, Task
from daihoi.congresses.queries.merging import posts_together
from daihoi.organizations.models import Person


class HeldWork:
    """Posts and tasks of two records that become one, locked: who changes one finishes first."""

    def __init__(self, old: Person, new: Person) -> None:
        # Tasks first: who ends a subcommittee holds it, then its posts; who gives work a task.
        list(Task.objects.select_for_update().filter(person__in=(old, new)).order_by("pk"))
        posts = SubcommitteePost.objects.select_for_update().filter(person__in=(old, new))
        list(posts.order_by("pk"))


@transaction.atomic
def move_posts(old: Person, new: Person, *, actor: User) -> int:
    """Hand over posts in subcommittees; one post held twice at once becomes one, the longest."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    count = old.posts.count()
    same = 0
    for theirs, own in posts_together(old, new):
        own.refresh_from_db()
        own.starts_on = min(own.starts_on, theirs.starts_on)
        own.ends_on = _later(own.ends_on, theirs.ends_on)
        theirs.delete()
        own.save(update_fields=["starts_on", "ends_on"])
        same += 1
    SubcommitteePost.objects.filter(person=old).update(person=new)
    if count:
        facts = {"posts": count, "same": same}
        record("congresses.move_posts", new, actor=actor, after=facts, context=new)
    return count


@transaction.atomic
def move_tasks(old: Person, new: Person, *, actor: User) -> int:
    """Hand over the tasks given to a person."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    moved = Task.objects.filter(person=old).update(person=new)
    if moved:
        record("congresses.move_tasks", new, actor=actor, after={"tasks": moved}, context=new)
    return moved


@transaction.atomic
def move_acknowledgements(old: Person, new: Person, *, actor: User) -> int:
    """Hand over what was taken note of; of two for one requirement the earlier one stays."""
    require(actor, Permission.ORGANIZATIONS_MANAGE, at=new)
    own = {each.task_id: each for each in Acknowledgement.objects.filter(person=new)}
    dropped = []
    count = 0
    for theirs in Acknowledgement.objects.filter(person=old).select_related("task"):
        count += 1
        mine = own.get(theirs.task_id)
        if mine is not None:
            later = mine if theirs.acknowledged_at < mine.acknowledged_at else theirs
            dropped.append({"task": str(theirs.task), "at": later.acknowledged_at})
            later.delete()
            if later is theirs:
                continue
        theirs.person = new
        theirs.save(update_fields=["person"])
    if count:
        facts = {"acknowledgements": count, "twice": dropped}
        record("congresses.move_acknowledgements", new, actor=actor, after=facts, context=new)
    return count


def _later(one: date | None, two: date | None) -> date | None:
    return None if one is None or two is None else max(one, two)
