"""The plan of a congress, told who looks: what is late, what is next, and every milestone."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.congresses.models import Congress, Milestone, MilestoneOverride
from daihoi.congresses.models.plans import CERTAINTY_LABELS, RESPONSIBLE_LABELS
from daihoi.congresses.queries.congresses import congress_of, current_congress, target_text
from daihoi.congresses.queries.templates import TemplateChoice, templates_for
from daihoi.rules.findings import told_source
from daihoi.rules.plans import (
    OUTPUTS,
    Certainty,
    Meaning,
    Responsible,
    Standing,
    is_late_approval,
    standing,
)
from daihoi.rules.tasks import TaskState
from daihoi.ui.timeline import Chart, Flag, Lane, MarkKind, Point, draw

_CODES = re.compile(r"\b([A-Z]{4})\b")  # of papers, as `OUTPUTS` names them
KINDS = {
    Standing.DONE: "done",
    Standing.LATE: "late",
    Standing.DROPPED: "note",
    Standing.UNDATED: "neutral",
}
NEXT_WITHIN, NEXT_AT_LEAST, NEXT_AT_MOST = timedelta(days=14), 3, 6
# Documents and personnel first (S37), then in the order the work passes through their hands.
LANES = (
    Responsible.DOCUMENTS,
    Responsible.PERSONNEL,
    Responsible.COMMITTEE,
    Responsible.SECRETARY,
    Responsible.STAFF,
    Responsible.PROPAGANDA_LOGISTICS,
    Responsible.UNITS,
    Responsible.MEMBERS,
    Responsible.PRESIDIUM,
    Responsible.SECRETARIAT,
    Responsible.NEW_COMMITTEE,
    Responsible.SUPERIOR,
)


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone as a line of the plan; ``days`` are those of `rules.plans.standing`."""

    milestone: Milestone
    standing: Standing
    days: int
    before: list[Milestone]  # what it waits for, dropped ones left out
    overrides: list[MilestoneOverride]

    @property
    def is_late(self) -> bool:
        return self.standing is Standing.LATE

    @property
    def open_before(self) -> list[Milestone]:
        return [each for each in self.before if each.is_open]

    @property
    def responsible(self) -> str:
        """Who answers for it, in words; a subcommittee by its own name."""
        return "; ".join(_bodies(self.milestone))

    @property
    def kind(self) -> str:
        """Of its badge."""
        if self.standing is Standing.AHEAD:
            return "waiting" if self.days <= 3 else "neutral"
        return KINDS[self.standing]

    @property
    def state(self) -> str:
        """Of its badge, in words."""
        if self.standing is Standing.LATE:
            return ngettext("trễ %(n)s ngày", "trễ %(n)s ngày", self.days) % {"n": self.days}
        if self.standing is Standing.DROPPED:
            return _("không thực hiện")
        if self.standing is Standing.UNDATED:
            return _("theo ngày cũ")
        if self.standing is Standing.DONE:
            late = ngettext("xong, chậm %(n)s ngày", "xong, chậm %(n)s ngày", self.days)
            return late % {"n": self.days} if self.days > 0 else _("đã xong")
        if not self.days:
            return _("hôm nay")
        return ngettext("còn %(n)s ngày", "còn %(n)s ngày", self.days) % {"n": self.days}

    @property
    def is_sourced(self) -> bool:
        """Whether its date limit stands in a regulation."""
        return self.milestone.certainty == Certainty.SOURCED

    @property
    def basis(self) -> str:
        """The paper its date limit stands in, as people read it."""
        return told_source(self.milestone.basis) or self.certainty

    @property
    def output(self) -> list[tuple[str, str]]:
        """Its papers piece by piece, each code with its name: ("BBSH", "Biên bản sinh hoạt …")."""
        return [(piece, OUTPUTS.get(piece, "")) for piece in _CODES.split(self.milestone.output)]

    @property
    def certainty(self) -> str:
        """How sure its date limit is, with the source where one confirms it."""
        certainty = Certainty(self.milestone.certainty)
        label = str(CERTAINTY_LABELS[certainty])
        source = told_source(self.milestone.basis)
        return f"{label}: {source}" if source else label


@dataclass(frozen=True, slots=True)
class PlanCan:
    """What the viewer may do with the plan as a whole."""

    plan: bool  # add, change and drop milestones, let one be done before its turn
    start: bool  # make the plan from a template
    templates: bool = False  # keep the organization's own templates


@dataclass(frozen=True, slots=True)
class PlanPage:
    congress: Congress
    target: str  # when the congress is to be, in words
    today: date
    rows: list[MilestoneRow]
    can: PlanCan
    chart: Chart | None
    templates: list[TemplateChoice] = field(default_factory=list)

    @property
    def late(self) -> list[MilestoneRow]:
        """The longest overdue first."""
        return sorted(
            (row for row in self.rows if row.is_late), key=lambda row: row.milestone.planned_on
        )

    @property
    def next(self) -> list[MilestoneRow]:
        """What is due within two weeks, or the next three; the first three while postponed."""
        to_do = {Standing.AHEAD, Standing.UNDATED}
        ahead = [row for row in self.rows if row.standing in to_do]
        soon = len(self.due_within(NEXT_WITHIN))
        return ahead[: max(min(soon, NEXT_AT_MOST), NEXT_AT_LEAST)]

    def due_within(self, time: timedelta) -> list[MilestoneRow]:
        """Neither done nor late, due today or soon."""
        until = self.today + time
        return [
            row
            for row in self.rows
            if row.standing is Standing.AHEAD and row.milestone.planned_on <= until
        ]

    @property
    def done_count(self) -> int:
        return sum(row.standing is Standing.DONE for row in self.rows)

    @property
    def total(self) -> int:
        """Without what was dropped."""
        return sum(row.standing is not Standing.DROPPED for row in self.rows)

    @property
    def overridden(self) -> list[MilestoneRow]:
        return [row for row in self.rows if row.overrides]

    @property
    def late_approval(self) -> MilestoneRow | None:
        """The superior's approval, where it comes or is planned later than D-7 (P34)."""
        if self.congress.is_postponed:
            return None
        for row in self.rows:
            milestone = row.milestone
            if milestone.meaning == Meaning.APPROVAL and row.standing is not Standing.DROPPED:
                on = milestone.actual_on or milestone.planned_on
                if row.is_late:
                    on = max(on, self.today)
                return row if is_late_approval(on, self.congress.target_on) else None
        return None


def plan_page(pk: int, *, viewer: Any) -> PlanPage:
    """The plan of a congress; without milestones yet, the templates it may be made from."""
    congress = congress_of(pk, viewer=viewer)
    flags = PlanCan(
        plan=can(viewer, Permission.CONGRESSES_PLAN, at=congress) and not congress.closed_at,
        start=can(viewer, Permission.CONGRESSES_MANAGE, at=congress) and not congress.closed_at,
        templates=can(viewer, Permission.CONGRESSES_TEMPLATES, at=congress.organization),
    )
    page = plan_of(congress, flags)
    if page.rows or not flags.start:
        return page
    choices = templates_for(congress.organization, congress.target_on, viewer=viewer)
    page.templates.extend(choices)
    return page


def plan_of(congress: Congress, flags: PlanCan | None = None) -> PlanPage:
    """The plan as values. The caller has checked the viewer."""
    today = clock.today()
    rows = [row_of(milestone, today) for milestone in milestones_of(congress)]
    target = target_text(congress)
    return PlanPage(
        congress=congress,
        target=target,
        today=today,
        rows=rows,
        can=flags or PlanCan(plan=False, start=False),
        chart=_chart(rows, congress, target, today) if rows else None,
    )


def current_plan(viewer: Any) -> PlanPage | None:
    """The plan the viewer works by, None without milestones; read once a request."""
    if not hasattr(viewer, "current_plan_found"):
        congress = current_congress(viewer)
        page = plan_of(congress) if congress else None
        viewer.current_plan_found = page if page and page.rows else None
    plan: PlanPage | None = viewer.current_plan_found
    return plan


def milestones_of(congress: Congress) -> QuerySet[Milestone]:
    """By planned day, with all that a `MilestoneRow` shows and ``open_tasks``."""
    working = Q(tasks__state__in=[TaskState.OPEN.value, TaskState.REPORTED.value])
    overrides = MilestoneOverride.objects.select_related("made_by").order_by("pk")
    before = Milestone.objects.order_by("position", "pk")
    return (
        congress.milestones.select_related(
            "congress__organization", "subcommittee__congress__organization"
        )
        .prefetch_related(Prefetch("after", before), Prefetch("overrides", overrides))
        .annotate(open_tasks=Count("tasks", filter=working))
        .order_by("planned_on", "position", "pk")
    )


def row_of(milestone: Milestone, today: date) -> MilestoneRow:
    """Its line of the plan; ``after`` and ``overrides`` have been fetched."""
    stands, days = standing(
        milestone.planned_on,
        milestone.actual_on,
        dropped=milestone.dropped_at is not None,
        today=today,
        postponed=milestone.congress.is_postponed,
    )
    before = [each for each in milestone.after.all() if each.dropped_at is None]
    return MilestoneRow(milestone, stands, days, before, list(milestone.overrides.all()))


def answered_by(rows: Iterable[MilestoneRow], *, viewer: Any) -> list[MilestoneRow]:
    """Those the viewer may note as done: she leads the preparation or the body that answers."""
    return [
        row
        for row in rows
        if not row.milestone.is_settled
        and can(viewer, Permission.CONGRESSES_COMPLETE, at=row.milestone)
    ]


def lane_of(responsible: Sequence[str], body: tuple[str, str] | None) -> tuple[int, str]:
    """Where the lane of a milestone stands, and its name; ``body``: purpose and name of who answers."""
    first = Responsible(responsible[0])
    if body is None or body[0] in responsible[1:]:
        return LANES.index(first), str(RESPONSIBLE_LABELS[first])
    purpose, name = body
    purposes = [lane.value for lane in LANES]
    return purposes.index(purpose) if purpose in purposes else len(LANES), name


def _bodies(milestone: Milestone) -> list[str]:
    """The first is the one whose lane it stands in, as `lane_of` says."""
    names = {each.value: str(RESPONSIBLE_LABELS[each]) for each in Responsible}
    body = milestone.subcommittee
    if body is None:
        return [names[value] for value in milestone.responsible]
    if body.purpose not in milestone.responsible:
        return [body.name, *(names[value] for value in milestone.responsible)]
    return [(names | {body.purpose: body.name})[value] for value in milestone.responsible]


def _chart(rows: Sequence[MilestoneRow], congress: Congress, target: str, today: date) -> Chart:
    lanes: dict[tuple[int, str], list[MilestoneRow]] = {}
    for row in rows:
        if row.standing is not Standing.DROPPED:
            body = row.milestone.subcommittee
            told = (body.purpose, body.name) if body else None
            lanes.setdefault(lane_of(row.milestone.responsible, told), []).append(row)
    drawn = [
        Lane(label, [_point(row) for row in found], _summary(found))
        for (_place, label), found in sorted(lanes.items())
    ]
    day = Flag(congress.target_on, _("đại hội %(target)s") % {"target": target})
    now = Flag(today, _("hôm nay"))
    return draw(drawn, today=now, target=None if congress.is_postponed else day)


def _point(row: MilestoneRow) -> Point:
    kinds: dict[Standing, MarkKind] = {Standing.DONE: "done", Standing.LATE: "late"}
    milestone = row.milestone
    return Point(
        milestone.code,
        milestone.name,
        milestone.planned_on,
        milestone.actual_on,
        kinds.get(row.standing, "planned"),
        row.state if row.is_late else "",
    )


def _summary(rows: Sequence[MilestoneRow]) -> str:
    done = sum(row.standing is Standing.DONE for row in rows)
    late = sum(row.is_late for row in rows)
    text = _("%(done)s trên %(total)s mốc đã xong") % {"done": done, "total": len(rows)}
    return text + (_(", %(late)s mốc trễ") % {"late": late} if late else "")
