"""Tasks that follow a page of a higher app: it gives them, moves their due date and ends them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.congresses.actions.held_tasks import HeldTask, Terms
from daihoi.congresses.models import Subcommittee, Task
from daihoi.congresses.queries.recipients import Target
from daihoi.rules.tasks import Assignee, TaskEvent


@transaction.atomic
def keep_task(
    subcommittee: Subcommittee, values: Mapping[str, Any], *, url: str, actor: User
) -> Task:
    """Give a subcommittee the task that the page at ``url`` stands for, and tell its people.

    ``values``: ``title``, ``due_on`` and other terms. Refused like any task of a body without a
    decision (S21).
    """
    require(actor, Permission.DOCUMENTS_MANAGE, at=subcommittee)
    target = Target(Assignee.SUBCOMMITTEE, subcommittee, subcommittee.scope, subcommittee)
    fields = {"given_on": clock.today()} | dict(values)
    terms = Terms(subcommittee.congress, target, fields)
    terms.check()
    made = Task.objects.create(
        congress=subcommittee.congress,
        url=url,
        created_at=clock.now(),
        created_by=actor,
        **fields,
        **target.fields,
    )
    held = HeldTask(made)
    after = terms.recorded | {"given_to": held.given_to, "state": made.state}
    record("congresses.keep_task", made, actor=actor, after=after, context=made.congress)
    held.tell_terms("Giao việc", actor=actor)
    held.bump()
    return held.task


@transaction.atomic
def end_kept_task(task: Task, *, reason: str = "", actor: User) -> Task:
    """What a kept task stands for is done; with a ``reason`` it will not be done.

    One that has ended already stays as it is.
    """
    require(actor, Permission.DOCUMENTS_MANAGE, at=task)
    held = HeldTask(task)
    if not held.is_open:
        return held.task
    event = TaskEvent.DROP if reason else TaskEvent.ACCEPT
    before = held.move(event, actor=actor, reason=reason)
    after = {"state": held.task.state, "reason": reason}
    record("congresses.end_kept_task", held.task, actor=actor, before=before, after=after, context=held.task.congress)  # fmt: skip
    held.bump()
    return held.task
