"""What waits for one person: her tasks and those of her bodies, what she is to accept or to know."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock, offers
from daihoi.base.offers import Row
from daihoi.congresses.models import Acknowledgement, Congress, Milestone
from daihoi.congresses.queries.recipients import Bodies, bodies_of
from daihoi.congresses.queries.tasks import TaskRow, open_tasks, row_of
from daihoi.organizations.models import Person
from daihoi.organizations.queries.organizations import home_of
from daihoi.rules.plans import Responsible
from daihoi.rules.tasks import Standing, TaskState


@dataclass(frozen=True, slots=True)
class MyWork:
    """Tasks by what is to be done with them; each list is late first, then by due date."""

    person: Person | None = None
    late: list[TaskRow] = field(default_factory=list)
    to_do: list[TaskRow] = field(default_factory=list)
    reported: list[TaskRow] = field(default_factory=list)  # hers, waiting for somebody else
    to_accept: list[TaskRow] = field(default_factory=list)
    to_acknowledge: list[TaskRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MyMilestone:
    """A milestone one of her bodies answers for."""

    milestone: Milestone
    is_late: bool


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Her tasks, and whatever else the first page says is late or waits for her.

    ``others_late`` are tasks she may give; ``milestones`` those that are not due yet.
    """

    work: MyWork
    others_late: list[TaskRow]
    late_elsewhere: list[Row]
    waiting_elsewhere: list[Row]
    milestones: list[MyMilestone]
    count: int  # as on the first page: late and waiting together

    @property
    def is_empty(self) -> bool:
        return not (self.count or self.milestones or self.work.reported)


@dataclass(frozen=True, slots=True)
class MyDays:
    """For a calendar; milestones are those of her bodies, or all of a congress whose plan she leads."""

    tasks: list[TaskRow]
    milestones: list[Milestone]
    congresses: list[Congress]


def my_work(*, viewer: Any) -> MyWork:
    """Of the congresses her organization prepares; read once a request: it hangs on the user."""
    if not hasattr(viewer, "my_work_found"):
        viewer.my_work_found = _found(viewer)
    found: MyWork = viewer.my_work_found
    return found


def work_page(*, viewer: Any) -> WorkPage:
    """Everything that waits for her: tasks by what is to be done with them, the rest in one list."""
    work, others = my_work(viewer=viewer), others_late(viewer=viewer)
    tasks = [*work.late, *work.to_do, *work.to_accept, *work.to_acknowledge, *others]
    shown = {reverse("congresses:task_detail", args=[row.task.pk]) for row in tasks}
    late = [row for row in offers.late(viewer) if row.url not in shown]
    waiting = [row for row in offers.waiting(viewer) if row.url not in shown]
    said = {row.url for row in [*late, *waiting]}
    return WorkPage(
        work=work,
        others_late=others,
        late_elsewhere=late,
        waiting_elsewhere=waiting,
        milestones=[
            each
            for each in my_milestones(viewer=viewer)
            if reverse("congresses:milestone_detail", args=[each.milestone.pk]) not in said
        ],
        count=len(tasks) + len(late) + len(waiting),
    )


def others_late(*, viewer: Any) -> list[TaskRow]:
    """Late tasks of those she may give work to, her own left out."""
    today = clock.today()
    late = open_tasks(_congresses(viewer)).filter(state=TaskState.OPEN, due_on__lt=today)
    bodies = _bodies(viewer, today)
    if bodies:
        late = late.exclude(bodies.tasks)
    return [
        row_of(task, on=today)
        for task in late
        if can(viewer, Permission.CONGRESSES_ASSIGN, at=task)
    ]


def my_milestones(*, viewer: Any) -> list[MyMilestone]:
    """Those not done that a body of hers answers for, the earliest first."""
    today = clock.today()
    bodies = _bodies(viewer, today)
    if bodies is None:
        return []
    return [
        MyMilestone(milestone, milestone.planned_on < today and not milestone.congress.is_postponed)
        for milestone in open_milestones(_congresses(viewer))
        if answers_for(bodies, milestone)
    ]


def is_mine(milestone: Milestone, *, viewer: Any) -> bool:
    """Whether a body of hers answers for a milestone of her organization's congress."""
    bodies = _bodies(viewer, clock.today())
    return bodies is not None and answers_for(bodies, milestone)


def my_days(*, viewer: Any) -> MyDays:
    """What belongs in her calendar: nothing that she may not see today."""
    bodies = _bodies(viewer, clock.today())
    congresses = _congresses(viewer)
    led = {c.pk for c in congresses if can(viewer, Permission.CONGRESSES_PLAN, at=c)}
    work = my_work(viewer=viewer)
    tasks = [*work.late, *work.to_do, *work.to_acknowledge]
    return MyDays(
        tasks=[row for row in tasks if row.task.due_on],
        milestones=[
            milestone
            for milestone in open_milestones(congresses)
            if not milestone.congress.is_postponed
            and (milestone.congress_id in led or (bodies and answers_for(bodies, milestone)))
        ],
        congresses=[
            each
            for each in congresses
            if not (each.is_postponed or each.closed_at)
            and can(viewer, Permission.CONGRESSES_VIEW, at=each)
        ],
    )


def open_milestones(congresses: Iterable[Congress]) -> list[Milestone]:
    """Neither done nor dropped nor settled by closing the preparation, the earliest first."""
    found = Milestone.objects.filter(
        congress__in=list(congresses), actual_on__isnull=True, dropped_at__isnull=True
    ).select_related("congress", "subcommittee")
    return [each for each in found.order_by("planned_on", "position", "pk") if not each.is_settled]


def answers_for(bodies: Bodies, milestone: Milestone) -> bool:
    """Whether one of the bodies answers for the milestone."""
    if milestone.subcommittee_id in bodies.subcommittees:
        return True
    held = {
        Responsible.COMMITTEE: bodies.in_committee,
        Responsible.SECRETARY: bodies.is_secretary,
        Responsible.UNITS: bool(bodies.units),
        Responsible.MEMBERS: bodies.is_member,
    }
    return any(held.get(Responsible(value), False) for value in milestone.responsible)


def _found(viewer: Any) -> MyWork:
    """Every page counts it: only her own tasks are read, and what is reported."""
    today, congresses = clock.today(), _congresses(viewer)
    if not congresses:
        return MyWork(getattr(viewer, "person", None))
    bodies = _bodies(viewer, today)
    hers = bodies.tasks if bodies else Q(pk__in=[])
    tasks = open_tasks(congresses).filter(hers | Q(state=TaskState.REPORTED))
    is_hers = ExpressionWrapper(hers, output_field=BooleanField())
    rows = [row_of(task, on=today) for task in tasks.annotate(is_hers=is_hers)]
    own = [row for row in rows if getattr(row.task, "is_hers", False)]
    known = _acknowledged(bodies, own)
    work = [row for row in own if not row.task.is_requirement]
    return MyWork(
        person=bodies.person if bodies else None,
        late=[row for row in work if row.standing is Standing.LATE],
        to_do=[row for row in work if row.standing in (Standing.SOON, Standing.DOING)],
        reported=[row for row in work if row.standing is Standing.REPORTED],
        to_accept=[
            row
            for row in rows
            if row.standing is Standing.REPORTED
            and not row.task.is_kept
            and can(viewer, Permission.CONGRESSES_COMPLETE, at=row.task)
        ],
        to_acknowledge=[row for row in own if row.task.is_requirement and row.task.pk not in known],
    )


def _acknowledged(bodies: Bodies | None, rows: Iterable[TaskRow]) -> set[int]:
    asked = [row.task.pk for row in rows if row.task.is_requirement]
    if not asked or bodies is None:
        return set()
    noted = Acknowledgement.objects.filter(person=bodies.person, task__in=asked)
    return set(noted.values_list("task_id", flat=True))


def _bodies(viewer: Any, today: date) -> Bodies | None:
    """Read once a request."""
    if not hasattr(viewer, "bodies_found"):
        person: Person | None = getattr(viewer, "person", None)
        viewer.bodies_found = bodies_of(person, today) if person else None
    found: Bodies | None = viewer.bodies_found
    return found


def _congresses(viewer: Any) -> list[Congress]:
    """Of the organization she works in; none without a part in it."""
    if not hasattr(viewer, "congresses_found"):
        home = home_of(viewer)
        congresses = Congress.objects.filter(organization=home)
        viewer.congresses_found = list(congresses.select_related("organization")) if home else []
    found: list[Congress] = viewer.congresses_found
    return found
