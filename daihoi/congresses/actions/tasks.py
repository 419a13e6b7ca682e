"""Giving tasks (giao việc), and what becomes of them until they are done or dropped."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.held_tasks import HeldTask, Terms
from daihoi.congresses.models import Congress, Task, TaskNote
from daihoi.congresses.queries.recipients import target_of
from daihoi.congresses.queries.tasks import works_on
from daihoi.rules.tasks import TaskEvent


@transaction.atomic
def give_task(congress: Congress, values: Mapping[str, Any], *, actor: User) -> Task:
    """Give a task to a body, a person, everybody or an outside board (S60, S61), and tell them.

    ``values``: ``recipient`` ("subcommittee:3", "members"), ``title`` and any other terms;
    ``given_on`` is today unless it is told. A subcommittee takes work from its decision on (S21).
    """
    target = target_of(congress, values["recipient"])
    require(actor, Permission.CONGRESSES_ASSIGN, at=target.scope)
    HeldTask.hold_person(target)
    fields = {"given_on": clock.today()} | dict(values)
    del fields["recipient"]
    terms = Terms(congress, target, fields)
    terms.check()
    made = Task.objects.create(
        congress=congress, created_at=clock.now(), created_by=actor, **fields, **target.fields
    )
    held = HeldTask(made)
    after = terms.recorded | {"given_to": held.given_to, "state": made.state}
    record("congresses.give_task", made, actor=actor, after=after, context=congress)
    held.tell_terms("Yêu cầu chung" if made.is_requirement else "Giao việc", actor=actor)
    held.bump()
    return held.task


@transaction.atomic
def edit_task(
    task: Task, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Task:
    """Change what is asked, of whom or until when; whoever has it now is told.

    ``seen`` is the fingerprint of the terms her page showed: `Outdated` if they changed since.
    """
    require(actor, Permission.CONGRESSES_ASSIGN, at=task)
    if "recipient" in values:
        HeldTask.hold_person(target_of(task.congress, values["recipient"]))
    held = HeldTask.to_decide(task)
    held.check_open()
    locked = held.task
    require_seen(locked, values, seen)
    changed = {name: value for name, value in values.items() if getattr(locked, name) != value}
    if not changed:
        return locked
    if "is_requirement" in changed:
        held.check_not_begun()
    target = target_of(locked.congress, values.get("recipient", locked.recipient))
    require(actor, Permission.CONGRESSES_ASSIGN, at=target.scope)
    asked = ("given_on", "due_on", "is_requirement")
    terms = {name: getattr(locked, name) for name in asked} | dict(values)
    Terms(locked.congress, target, terms).check()
    before = {name: getattr(locked, name) for name in changed} | {"given_to": held.given_to}
    fields = changed | {"revision": locked.revision + 1}
    if fields.pop("recipient", None):
        fields |= target.fields
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*fields])
    record(
        "congresses.edit_task",
        locked,
        actor=actor,
        before=Terms(locked.congress, target, before).recorded,
        after=Terms(locked.congress, target, changed | {"given_to": held.given_to}).recorded,
        context=locked.congress,
    )
    held.tell_terms("Sửa công việc", actor=actor)
    held.bump()
    return locked


@transaction.atomic
def note_progress(task: Task, text: str, *, percent: int | None = None, actor: User) -> TaskNote:
    """Write how far the work is (``percent`` 0 to 100, None: words only) and what hinders it."""
    if not works_on(task, actor):
        require(actor, Permission.CONGRESSES_WORK, at=task)
    held = HeldTask.to_work_on(task)
    note = held.note(text, percent=percent, actor=actor)
    noted = {"text": text, "percent": percent}
    congress = held.task.congress
    record("congresses.note_progress", held.task, actor=actor, after=noted, context=congress)
    held.bump()
    return note


@transaction.atomic
def report_task(task: Task, *, text: str = "", actor: User) -> Task:
    """Report a task as done; whoever gave it is told, and accepts it or gives it back."""
    if not works_on(task, actor):
        require(actor, Permission.CONGRESSES_WORK, at=task)
    held = HeldTask.to_work_on(task)
    held.check_not_kept()
    before = held.move(TaskEvent.REPORT, actor=actor)
    held.note(text, event=TaskEvent.REPORT, actor=actor)
    record("congresses.report_task", held.task, actor=actor, before=before, after=held.outcome(), context=held.task.congress)  # fmt: skip
    held.tell_users([held.task.created_by], "Báo xong", text, actor=actor)
    held.bump()
    return held.task


@transaction.atomic
def accept_task(task: Task, *, actor: User) -> Task:
    """Accept a task as done; a general requirement ends with it. Supporting staff never do (S27)."""
    require(actor, Permission.CONGRESSES_COMPLETE, at=task)
    held = HeldTask.to_decide(task)
    before = held.move(TaskEvent.ACCEPT, actor=actor)
    record("congresses.accept_task", held.task, actor=actor, before=before, after=held.outcome(), context=held.task.congress)  # fmt: skip
    held.tell_users([held.task.reported_by], "Đã xác nhận xong", actor=actor)
    held.bump()
    return held.task


@transaction.atomic
def return_task(task: Task, reason: str, *, actor: User) -> Task:
    """Give back what was reported as done; the reason stands among its notes."""
    require(actor, Permission.CONGRESSES_COMPLETE, at=task)
    held = HeldTask.to_decide(task)
    before = held.move(TaskEvent.RETURN, actor=actor)
    held.note(reason, event=TaskEvent.RETURN, actor=actor)
    record("congresses.return_task", held.task, actor=actor, before=before, after=held.outcome(reason=reason), context=held.task.congress)  # fmt: skip
    held.tell("Trả lại làm tiếp", reason, actor=actor)
    held.bump()
    return held.task


@transaction.atomic
def drop_task(task: Task, reason: str, *, actor: User) -> Task:
    """Say that a task will not be done, and why."""
    require(actor, Permission.CONGRESSES_ASSIGN, at=task)
    held = HeldTask.to_decide(task)
    before = held.move(TaskEvent.DROP, actor=actor, reason=reason)
    record("congresses.drop_task", held.task, actor=actor, before=before, after=held.outcome(reason=reason), context=held.task.congress)  # fmt: skip
    held.tell("Không làm nữa", reason, actor=actor)
    held.bump()
    return held.task


@transaction.atomic
def reopen_task(task: Task, reason: str, *, actor: User) -> Task:
    """Take up again what was done or dropped; its body must still be at work."""
    require(actor, Permission.CONGRESSES_COMPLETE, at=task)
    held = HeldTask.to_decide(task)
    target = target_of(held.task.congress, held.task.recipient)
    Terms(held.task.congress, target, {}).check_body(clock.today())
    before = held.move(TaskEvent.REOPEN, actor=actor)
    held.note(reason, event=TaskEvent.REOPEN, actor=actor)
    record("congresses.reopen_task", held.task, actor=actor, before=before, after=held.outcome(reason=reason), context=held.task.congress)  # fmt: skip
    held.tell("Mở lại", reason, actor=actor)
    held.bump()
    return held.task
