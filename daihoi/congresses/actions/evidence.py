"""What shows that a task was done (minh chứng), and that a general requirement is known."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted
from daihoi.congresses.actions.held_tasks import HeldTask
from daihoi.congresses.models import Acknowledgement, Task, TaskEvidence
from daihoi.congresses.queries.recipients import Reach
from daihoi.congresses.queries.tasks import works_on
from daihoi.files.actions import keep
from daihoi.organizations.actions.held import HeldPerson
from daihoi.organizations.models import Person


@transaction.atomic
def add_evidence(task: Task, content: bytes, file_name: str, *, actor: User) -> TaskEvidence:
    """Attach a file to a task, byte for byte; the same file is attached once."""
    if not works_on(task, actor):
        require(actor, Permission.CONGRESSES_WORK, at=task)
    held = HeldTask.to_work_on(task)
    stored = keep(content)
    if held.task.evidence.filter(file=stored).exists():
        raise Conflict(
            _("Tệp “%(name)s” đã đính kèm công việc này.") % {"name": file_name},
            code="evidence_twice",
        )
    made = TaskEvidence.objects.create(
        task=held.task,
        file=stored,
        file_name=file_name[-200:],
        added_at=clock.now(),
        added_by=actor,
    )
    after = {"file_name": made.file_name, "sha256": stored.sha256}
    record("congresses.add_evidence", held.task, actor=actor, after=after, context=held.task.congress)  # fmt: skip
    held.bump()
    return made


@transaction.atomic
def remove_evidence(evidence: TaskEvidence, *, actor: User) -> None:
    """Take a file off a task that is not ended: who attached it and still works on it, or gives it."""
    if evidence.added_by_id != actor.pk:
        require(actor, Permission.CONGRESSES_ASSIGN, at=evidence.task)
    elif not works_on(evidence.task, actor):
        require(actor, Permission.CONGRESSES_WORK, at=evidence.task)
    held = HeldTask.to_work_on(evidence.task)
    locked = TaskEvidence.objects.select_for_update().filter(pk=evidence.pk).first()
    if locked is None:
        raise NotFound(_("Tệp này đã được bỏ từ trước."))
    before = {"file_name": locked.file_name}
    locked.delete()
    record("congresses.remove_evidence", held.task, actor=actor, before=before, context=held.task.congress)  # fmt: skip
    held.bump()


@transaction.atomic
def acknowledge(task: Task, person: Person, *, actor: User) -> Acknowledgement:
    """Note that a person knows a general requirement: she says so herself, or did so on paper.

    For another it takes the permission to give the work. Saying it twice changes nothing.
    """
    if person.user_id != actor.pk:
        require(actor, Permission.CONGRESSES_ASSIGN, at=task)
    person = HeldPerson(person.pk).person
    held = HeldTask(task)
    if not held.task.is_requirement:
        raise Conflict(_("Đây là công việc, không phải yêu cầu chung."), code="not_a_requirement")
    if found := held.task.acknowledgements.filter(person=person).first():
        return found
    held.check_open()
    reach = Reach(held.task.congress.organization, clock.today())
    if person not in reach.people_of(held.task):
        raise NotPermitted(
            _("Yêu cầu này không gửi đến đồng chí %(name)s.") % {"name": person},
            code="not_asked",
            advice="",
        )
    made = Acknowledgement.objects.create(
        task=held.task, person=person, acknowledged_at=clock.now(), acknowledged_by=actor
    )
    after = {"person": str(person)}
    record("congresses.acknowledge", held.task, actor=actor, after=after, context=held.task.congress)  # fmt: skip
    held.bump()
    return made
