"""How the preparation of a congress stood at the end of a day, as the record knew it then (S40).

Nothing here reads what is true now: what is entered later, of whatever day, changes no earlier
report.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from daihoi.accounts.permissions import Permission, can
from daihoi.audit.queries import Standing as Known
from daihoi.audit.queries import standing_at
from daihoi.base import clock
from daihoi.base.offers import Table
from daihoi.congresses.models import Congress, Goal, Milestone, Subcommittee, Task
from daihoi.congresses.models.tasks import STATE_LABELS
from daihoi.congresses.queries.days import day_text
from daihoi.congresses.queries.plans import lane_of
from daihoi.congresses.queries.tasks import RELATED, may_read
from daihoi.organizations.queries.organizations import home_of
from daihoi.rules.plans import Standing, standing
from daihoi.rules.tasks import TaskState
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.numerals import roman

SEEN = (Permission.CONGRESSES_VIEW, Permission.DOCUMENTS_VIEW)
SOON = timedelta(days=14)
OPEN = (TaskState.OPEN, TaskState.REPORTED)
ORDER = (TaskState.OPEN, TaskState.REPORTED, TaskState.DONE, TaskState.DROPPED)


@dataclass(frozen=True, slots=True)
class MilestoneThen:
    """A milestone as it was known; ``lane`` sorts whoever answers for it, ``days`` as in the rule."""

    code: str
    name: str
    lane: tuple[int, str]
    planned_on: date
    actual_on: date | None
    standing: Standing
    days: int

    @property
    def body(self) -> str:
        return self.lane[1]


@dataclass(frozen=True, slots=True)
class TaskThen:
    title: str
    given_to: str
    due_on: date | None
    state: TaskState
    days_late: int
    is_requirement: bool
    acknowledged: int
    percent: int | None


def congress_on(day: date, *, viewer: Any) -> Congress | None:
    """The congress of the viewer's organization that was running at the end of ``day``.

    The same one as `running_congress`, asked of the record: opened again later, it counts as closed.
    """
    home = home_of(viewer)
    if home is None:
        return None
    there = home.congresses.filter(created_at__lt=clock.end_of(day)).order_by("ordinal")
    congresses = list(there.select_related("organization"))
    if not congresses:
        return None
    congress = congresses[-1]
    if len(congresses) > 1:
        known = standing_at(clock.end_of(day), Congress, contexts=congresses)
        closed = {each.pk for each in known[Congress] if each.facts.get("is_closed")}
        congress = next((each for each in congresses if each.pk not in closed), congress)
    if not all(can(viewer, each, at=congress) for each in SEEN):
        return None
    return congress


def report_on(viewer: Any, day: date) -> Iterable[Table]:
    """Day D, plan, tasks and subcommittees as they were known; nothing if she may not see them."""
    congress = congress_on(day, viewer=viewer)
    if congress is None:
        return
    kinds = (Congress, Subcommittee, Milestone, Task, Goal)
    known = standing_at(clock.end_of(day), *kinds, contexts=[congress])
    if not known[Congress]:
        return
    bodies = {body.pk: body.facts for body in known[Subcommittee]}
    congress_then = known[Congress][0].facts
    postponed = congress_then.get("is_postponed", False)
    milestones = [
        _milestone(each.facts, bodies, day, postponed=postponed) for each in known[Milestone]
    ]
    tasks = [_task(each, day) for each in known[Task]]
    goals = [goal for goal in known[Goal] if goal.actions[-1] != "congresses.remove_goal"]
    yield _summary(congress_then, milestones, tasks, goals, day)
    if milestones:
        yield from _plan_tables(milestones, day)
    closed = _on_personnel(congress)
    hidden = {task.pk for task in closed if not may_read(task, viewer)}
    read = {each.pk: _task(each, day) for each in known[Task] if each.pk not in hidden}
    if read:
        kept = {task.pk for task in closed}
        yield _task_table(read.values(), [task for pk, task in read.items() if pk not in kept])
    if bodies:
        yield _body_table(bodies.values(), day)


def _on_personnel(congress: Congress) -> list[Task]:
    """Tasks that are counted, but whose words are not everybody's to read (S41)."""
    found = congress.tasks.filter(subcommittee__purpose=Subcommittee.Purpose.PERSONNEL)
    return list(found.select_related(*RELATED))


def _milestone(
    facts: Mapping[str, Any],
    bodies: Mapping[int, Mapping[str, Any]],
    day: date,
    *,
    postponed: bool,
) -> MilestoneThen:
    planned_on = date.fromisoformat(facts["planned_on"])
    actual_on = _day(facts.get("actual_on"))
    stands, days = standing(
        planned_on,
        actual_on,
        dropped=facts.get("dropped", False),
        today=day,
        postponed=postponed,
    )
    body = bodies.get(facts["subcommittee"])
    lane = lane_of(facts["responsible"], (body["purpose"], body["name"]) if body else None)
    return MilestoneThen(facts["code"], facts["name"], lane, planned_on, actual_on, stands, days)


def _task(known: Known, day: date) -> TaskThen:
    facts = known.facts
    state, due_on = TaskState(facts["state"]), _day(facts.get("due_on"))
    late = (day - due_on).days if due_on and state in OPEN else 0
    return TaskThen(
        title=facts["title"],
        given_to=facts["given_to"],
        due_on=due_on,
        state=state,
        days_late=max(late, 0),
        is_requirement=facts.get("is_requirement", False),
        acknowledged=known.actions.count("congresses.acknowledge"),
        percent=facts.get("percent"),
    )


def _summary(
    congress: Mapping[str, Any],
    milestones: list[MilestoneThen],
    tasks: list[TaskThen],
    goals: list[Known],
    day: date,
) -> Table:
    """Day D, how firm it was, and the counts."""
    number = {"ordinal": roman(congress["ordinal"])}
    rows: list[tuple[Any, ...]] = [
        (_("Đại hội"), _("lần thứ %(ordinal)s") % number),
        (_("Nhiệm kỳ"), f"{congress['term_start']}-{congress['term_end']}"),
        (_("Ngày đại hội"), _day_d(congress, day)),
    ]
    if milestones:
        counted = [each for each in milestones if each.standing is not Standing.DROPPED]
        said = {"done": _count(counted, Standing.DONE), "total": len(counted)}
        rows.append((_("Mốc đã xong"), _("%(done)s trên %(total)s") % said))
        rows.append((_("Mốc trễ"), str(_count(counted, Standing.LATE))))
    work = [task for task in tasks if not task.is_requirement]
    if work:
        rows += [
            (_("Công việc đang làm"), str(sum(task.state is TaskState.OPEN for task in work))),
            (_("Công việc trễ hạn"), str(sum(task.days_late > 0 for task in work))),
            (_("Công việc báo xong"), str(sum(task.state is TaskState.REPORTED for task in work))),
            (_("Công việc đã xong"), str(sum(task.state is TaskState.DONE for task in work))),
        ]
    if goals:
        judged = [goal for goal in goals if goal.facts.get("is_met") is not None]
        met = sum(goal.facts["is_met"] for goal in judged)
        said = {"met": met, "total": len(goals)}
        text = _("đạt %(met)s trên %(total)s") % said if judged else _("chưa đánh giá")
        rows.append((_("Mục tiêu"), text))
    if congress.get("is_closed"):
        rows.append((_("Công tác chuẩn bị"), _("đã đóng")))
    return Table(_("Tình hình chung"), (_("Nội dung"), _("Ghi nhận")), rows, order=10)


def _day_d(congress: Mapping[str, Any], day: date) -> str:
    target = date.fromisoformat(congress["target_on"])
    text = day_text(target, congress["target_precision"])
    if congress.get("is_postponed"):
        return _("đang hoãn, trước đó dự kiến %(day)s") % {"day": text}
    exact = congress["target_precision"] == "day"
    firm = _("đã xác nhận") if congress.get("is_confirmed") else _("chưa xác nhận")
    if not exact:
        firm = _("dự kiến, tính theo %(day)s") % {"day": format_date(target, DateStyle.DASHED)}
    left = (target - day).days
    if left > 0:
        return _("%(day)s (%(firm)s), còn %(n)s ngày") % {"day": text, "firm": firm, "n": left}
    return f"{text} ({firm})"


def _plan_tables(milestones: list[MilestoneThen], day: date) -> Iterable[Table]:
    counted = [each for each in milestones if each.standing is not Standing.DROPPED]
    dropped = [f"{each.code} {each.name}" for each in milestones if each not in counted]
    lanes: dict[tuple[int, str], list[MilestoneThen]] = {}
    for each in counted:
        lanes.setdefault(each.lane, []).append(each)
    yield Table(
        _("Kế hoạch theo đơn vị chịu trách nhiệm"),
        (_("Đơn vị"), _("Số mốc"), _("Đã xong"), _("Trễ"), _("Chưa đến hạn")),
        [
            (lane[1], len(own), *(_count(own, *each) for each in _COUNTED))
            for lane, own in sorted(lanes.items())
        ],
        note=_("Không thực hiện: %(names)s.") % {"names": "; ".join(dropped)} if dropped else "",
        order=20,
    )
    by_day = sorted(counted, key=lambda each: (each.planned_on, each.code))
    late = [each for each in by_day if each.standing is Standing.LATE]
    ahead = [each for each in by_day if each.standing is Standing.AHEAD]
    soon = [each for each in ahead if each.planned_on <= day + SOON]
    done = [each for each in by_day if each.standing is Standing.DONE]
    named = (_("Mã"), _("Mốc công việc"), _("Đơn vị"), _("Kế hoạch"))
    if late:
        rows = [(*_named(each), each.days) for each in late]
        yield Table(_("Mốc trễ"), (*named, _("Trễ (ngày)")), rows, order=21)
    if soon:
        rows = [(*_named(each), each.days) for each in soon]
        title = _("Mốc đến hạn trong 14 ngày tới")
        yield Table(title, (*named, _("Còn (ngày)")), rows, order=22)
    if done:
        finished = [(*_named(each), each.actual_on, max(each.days, 0)) for each in done]
        columns = (*named, _("Hoàn thành"), _("Chậm (ngày)"))
        yield Table(_("Mốc đã hoàn thành"), columns, finished, order=23)


_COUNTED = ((Standing.DONE,), (Standing.LATE,), (Standing.AHEAD, Standing.UNDATED))


def _named(each: MilestoneThen) -> tuple[Any, ...]:
    return each.code, each.name, each.body, each.planned_on


def _count(milestones: Iterable[MilestoneThen], *wanted: Standing) -> int:
    return sum(each.standing in wanted for each in milestones)


def _task_table(tasks: Iterable[TaskThen], for_all: Iterable[TaskThen]) -> Table:
    """Late ones first, then by state and due date; of ``for_all`` a paper may tell."""
    columns = (_("Công việc"), _("Giao cho"), _("Hạn"), _("Tình trạng"))
    rows, open_rows = _task_rows(tasks), _task_rows(for_all)
    return Table(_("Công việc"), columns, rows, order=30, open_rows=open_rows)


def _task_rows(tasks: Iterable[TaskThen]) -> list[tuple[Any, ...]]:
    far = date.max
    ordered = sorted(
        tasks, key=lambda task: (-task.days_late, ORDER.index(task.state), task.due_on or far)
    )
    return [(task.title, task.given_to, task.due_on, _task_state(task)) for task in ordered]


def _task_state(task: TaskThen) -> str:
    if task.is_requirement and task.state is TaskState.OPEN:
        return _("%(n)s đồng chí đã xác nhận") % {"n": task.acknowledged}
    said = [str(STATE_LABELS[task.state]).lower()]
    if task.percent and task.state is TaskState.OPEN:
        said.append(f"{task.percent} %")
    if task.days_late:
        late = ngettext("trễ %(n)s ngày", "trễ %(n)s ngày", task.days_late)
        said.append(late % {"n": task.days_late})
    return ", ".join(said)


def _body_table(bodies: Iterable[Mapping[str, Any]], day: date) -> Table:
    rows = []
    for facts in bodies:
        ends_on = _day(facts.get("ends_on"))
        works = ends_on is None or ends_on >= day
        rows.append(
            (
                facts["name"],
                facts.get("decision_number", ""),
                _day(facts.get("decision_on")),
                _("đang hoạt động") if works else _("đã kết thúc"),
            )
        )
    columns = (_("Tiểu ban"), _("Số quyết định"), _("Ngày quyết định"), _("Tình trạng"))
    return Table(_("Tiểu ban, bộ phận giúp việc"), columns, rows, order=60)


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
