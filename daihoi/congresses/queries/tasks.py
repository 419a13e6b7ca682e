"""Tasks as pages show them: how they stand today, who may do what, who has taken note."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound, NotPermitted
from daihoi.congresses.models import (
    Acknowledgement,
    Congress,
    Subcommittee,
    Task,
    TaskEvidence,
    TaskNote,
)
from daihoi.congresses.queries.recipients import Reach, bodies_of
from daihoi.organizations.models import Person
from daihoi.rules.tasks import Assignee, Standing, TaskEvent, TaskState, events_in, standing
from daihoi.vietnamese.dates import DateStyle, format_date

STANDING_LABELS = {
    Standing.LATE: gettext_lazy("trễ hạn"),
    Standing.SOON: gettext_lazy("sắp đến hạn"),
    Standing.DOING: gettext_lazy("đang làm"),
    Standing.REPORTED: gettext_lazy("báo xong"),
    Standing.DONE: gettext_lazy("đã xong"),
    Standing.DROPPED: gettext_lazy("không làm nữa"),
}
STANDING_KINDS = {
    Standing.LATE: "late",
    Standing.SOON: "waiting",
    Standing.DOING: "neutral",
    Standing.REPORTED: "note",
    Standing.DONE: "done",
    Standing.DROPPED: "neutral",
}
EVERY = Q()
OPEN_STATES = (TaskState.OPEN.value, TaskState.REPORTED.value)
RELATED = (
    "congress__organization",
    "subcommittee__congress__organization",
    "unit__organization",
    "person",
    "outside",
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in a list, as it stands today; ``people`` counts whom a requirement asks.

    ``percent``: of what is still to be done; ``is_returned``: it came back and is not reported since.
    """

    task: Task
    standing: Standing
    percent: int | None = None
    is_returned: bool = False
    acknowledged: int = 0
    people: int = 0

    @property
    def label(self) -> str:
        return str(STANDING_LABELS[self.standing])

    @property
    def kind(self) -> str:
        """The badge of the standing."""
        return STANDING_KINDS[self.standing]


@dataclass(frozen=True, slots=True)
class TaskCan:
    """What the viewer may do with a task now."""

    edit: bool = False
    work: bool = False  # write progress, attach evidence
    report: bool = False
    accept: bool = False
    give_back: bool = False
    drop: bool = False
    reopen: bool = False
    acknowledge: bool = False  # for herself
    see_who: bool = False  # who has taken note and who has not, and note it for somebody


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody a general requirement asks; ``acknowledgement`` None: not yet."""

    person: Person
    acknowledgement: Acknowledgement | None


@dataclass(frozen=True, slots=True)
class TaskPage:
    row: TaskRow
    can: TaskCan
    facts: list[tuple[str, str]]
    notes: list[TaskNote]  # latest first
    evidence: list[TaskEvidence]
    asked: list[Asked]  # of a general requirement; empty for who may not see it
    own: Acknowledgement | None
    today: date

    @property
    def task(self) -> Task:
        return self.row.task


def get_task(pk: int, *, viewer: Any, to: Permission = Permission.CONGRESSES_VIEW) -> Task:
    """One task; `NotFound` for who has no part in the organization, and for what is not hers.

    Whoever reads the congress reads its tasks, but not those on personnel; others read those of
    their body, and their own. ``to`` is what the viewer is about to do with it.
    """
    task = Task.objects.select_related(
        *RELATED, "milestone", "basis", "created_by", "reported_by", "done_by", "dropped_by"
    ).filter(pk=pk)
    found = task.first()
    if found is None:
        raise NotFound(_("Không tìm thấy công việc này."))
    if to is not Permission.CONGRESSES_VIEW:
        require(viewer, to, at=found)
    if can(viewer, Permission.CONGRESSES_WORK, at=found) or _is_asked(found, viewer):
        return found
    require(viewer, Permission.CONGRESSES_VIEW, at=found)
    if found.subcommittee and found.subcommittee.is_restricted:
        raise NotPermitted(
            _("Công việc về nhân sự chỉ tiểu ban nhân sự và chi ủy xem được."),
            code="restricted",
            advice="",
        )
    return found


def get_evidence(pk: int, *, viewer: Any) -> TaskEvidence:
    """A file of a task the viewer may see."""
    found = TaskEvidence.objects.select_related("file").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không tìm thấy tệp này."))
    found.task = get_task(found.task_id, viewer=viewer)
    return found


def may_read(task: Task, viewer: Any) -> bool:
    """Whether a list the viewer reads may say what the task is, as `get_task` does for its page.

    Its congress and its body have been fetched.
    """
    body = task.subcommittee
    if body is None or not body.is_restricted:
        return True
    return can(viewer, Permission.CONGRESSES_WORK, at=task) or works_on(task, viewer)


def works_on(task: Task, viewer: Any) -> bool:
    """Whether it is the viewer's own task."""
    return task.person is not None and task.person.user_id == viewer.pk


def task_can(task: Task, *, viewer: Any) -> TaskCan:
    state = TaskState(task.state)
    events = events_in(state)
    gives = can(viewer, Permission.CONGRESSES_ASSIGN, at=task)
    decides = can(viewer, Permission.CONGRESSES_COMPLETE, at=task) and not task.is_kept
    works = works_on(task, viewer) or can(viewer, Permission.CONGRESSES_WORK, at=task)
    is_open = task.state in OPEN_STATES
    return TaskCan(
        edit=gives and is_open and not task.is_kept,
        work=works and is_open and not task.is_requirement,
        report=works and TaskEvent.REPORT in events and not (task.is_requirement or task.is_kept),
        accept=decides and TaskEvent.ACCEPT in events,
        give_back=decides and TaskEvent.RETURN in events,
        drop=gives and TaskEvent.DROP in events and not task.is_kept,
        reopen=decides and TaskEvent.REOPEN in events,
        acknowledge=task.is_requirement and state is TaskState.OPEN and _is_asked(task, viewer),
        see_who=task.is_requirement and gives,
    )


def task_page(task: Task, *, viewer: Any) -> TaskPage:
    """Everything the page of a task shows."""
    today = clock.today()
    allowed = task_can(task, viewer=viewer)
    notes = list(task.notes.select_related("written_by").order_by("-pk"))
    asked = _asked(task, today) if task.is_requirement else []
    acknowledged = [each for each in asked if each.acknowledgement]
    percent = next((note.percent for note in notes if note.percent is not None), None)
    row = TaskRow(
        task,
        standing(TaskState(task.state), task.due_on, on=today),
        percent=percent if task.state == TaskState.OPEN else None,
        is_returned=_is_returned(task, next((note.event for note in notes if note.event), "")),
        acknowledged=len(acknowledged),
        people=len(asked),
    )
    own = next((each for each in asked if each.person.user_id == viewer.pk), None)
    return TaskPage(
        row=row,
        can=allowed,
        facts=_facts(task),
        notes=notes,
        evidence=list(task.evidence.select_related("file", "added_by").order_by("pk")),
        asked=asked if allowed.see_who else [],
        own=own.acknowledgement if own else None,
        today=today,
    )


def tasks_in(congress: Congress, of: Q = EVERY) -> list[Task]:
    """Tasks of a congress with what lists show; late ones come first by their due date.

    ``latest_percent`` is the newest progress, ``latest_event`` what happened last, ``noted_count``
    counts acknowledgements. There may be hundreds: bodies and people that many of them name are
    read once.
    """
    named = ("subcommittee", "unit", "person", "outside")
    found = list(_with_counts(congress.tasks.filter(of)).prefetch_related(*named))
    for task in found:
        task.congress = congress
        if task.subcommittee:
            task.subcommittee.congress = congress
        if task.unit:
            task.unit.organization = congress.organization
    return found


def open_tasks(congresses: Iterable[Congress]) -> QuerySet[Task]:
    """Tasks of these congresses that are not ended."""
    return _listed(Task.objects.filter(congress__in=list(congresses), state__in=OPEN_STATES))


def rows_of_body(subcommittee: Subcommittee, *, viewer: Any) -> list[TaskRow]:
    """Tasks of a subcommittee that the viewer may read, those not ended first."""
    today = clock.today()
    reach = Reach(subcommittee.congress.organization, today)
    found = [task for task in _listed(subcommittee.tasks.all()) if may_read(task, viewer)]
    rows = [row_of(task, on=today, reach=reach) for task in found]
    ended = (Standing.DONE, Standing.DROPPED)
    return sorted(rows, key=lambda row: row.standing in ended)


def row_of(task: Task, *, on: date, reach: Reach | None = None) -> TaskRow:
    """A listed task as it stands on a day; ``reach`` counts whom a requirement asks."""
    asks = task.is_requirement and reach is not None
    return TaskRow(
        task,
        standing(TaskState(task.state), task.due_on, on=on),
        percent=getattr(task, "latest_percent", None) if task.state == TaskState.OPEN else None,
        is_returned=_is_returned(task, getattr(task, "latest_event", "")),
        acknowledged=getattr(task, "noted_count", 0),
        people=len(reach.people_of(task)) if asks and reach else 0,
    )


def _listed(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return _with_counts(tasks).select_related(*RELATED)


def _with_counts(tasks: QuerySet[Task]) -> QuerySet[Task]:
    notes = TaskNote.objects.filter(task=OuterRef("pk")).order_by("-pk")
    percents, events = notes.filter(percent__isnull=False), notes.exclude(event="")
    noted = Acknowledgement.objects.filter(task=OuterRef("pk")).order_by().values("task")
    counted = noted.annotate(n=Count("pk")).values("n")
    listed = tasks.annotate(
        latest_percent=Subquery(percents.values("percent")[:1]),
        latest_event=Subquery(events.values("event")[:1]),
        noted_count=Coalesce(Subquery(counted), 0),
    )
    return listed.order_by(F("due_on").asc(nulls_last=True), "-is_urgent", "pk")


def _is_returned(task: Task, latest_event: str | None) -> bool:
    return task.state == TaskState.OPEN and latest_event == TaskEvent.RETURN


def _is_asked(task: Task, viewer: Any) -> bool:
    """Whether the task reaches the viewer herself."""
    person: Person | None = getattr(viewer, "person", None)
    if person is None or person.organization_id != task.congress.organization_id:
        return False
    hers = bodies_of(person, clock.today()).tasks
    return Task.objects.filter(hers, pk=task.pk).exists()


def _asked(task: Task, on: date) -> list[Asked]:
    """Whom a requirement asks today, and whoever took note before she left; the missing first."""
    noted = {
        each.person_id: each
        for each in task.acknowledgements.select_related("person", "acknowledged_by")
    }
    people = Reach(task.congress.organization, on).people_of(task)
    reached = {person.pk for person in people}
    gone = [each.person for pk, each in noted.items() if pk not in reached]
    rows = [Asked(person, noted.get(person.pk)) for person in [*people, *gone]]
    return sorted(rows, key=lambda row: (row.acknowledgement is not None, row.person.name_key))


def _facts(task: Task) -> list[tuple[str, str]]:
    facts = [
        (_("Giao cho"), task.given_to),
        (_("Ngày giao"), format_date(task.given_on, DateStyle.DASHED)),
        (_("Người giao"), str(task.created_by)),
        (_("Theo"), task.source),
        (_("Căn cứ"), str(task.basis) if task.basis else ""),
        (_("Mốc kế hoạch"), str(task.milestone) if task.milestone else ""),
    ]
    if task.assignee == Assignee.OUTSIDE and task.outside:
        facts.insert(1, (_("Đầu mối"), task.outside.contact))
    for label, at, by in (
        (_("Báo xong"), task.reported_at, task.reported_by),
        (_("Xác nhận xong"), task.done_at, task.done_by),
        (_("Thôi không làm"), task.dropped_at, task.dropped_by),
    ):
        if at:
            day = format_date(timezone.localdate(at), DateStyle.DASHED)
            facts.append((label, f"{day}, {by}"))
    if task.drop_reason:
        facts.append((_("Lý do"), task.drop_reason))
    return [(name, value) for name, value in facts if value]
