"""What the shell and the set-up show of congresses."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.base.offers import (
    Event,
    Heading,
    Headline,
    NavEntry,
    Offers,
    Panel,
    Recheck,
    Reference,
    Row,
    Table,
    alarms,
    register,
)
from daihoi.congresses.actions import merging as moving
from daihoi.congresses.help import PAGES
from daihoi.congresses.models import Congress, TargetPrecision, Task
from daihoi.congresses.queries import congresses as queries
from daihoi.congresses.queries import days as day_queries
from daihoi.congresses.queries import (
    facts,
    merging,
    my_work,
    plans,
    reports,
    states,
    subcommittees,
    targets,
    tasks,
)
from daihoi.congresses.queries.search import SEARCHES
from daihoi.organizations.models import Organization
from daihoi.organizations.queries import duties, set_up
from daihoi.organizations.queries.organizations import home_of
from daihoi.organizations.queries.people import person_of
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.numerals import roman

DASHED = DateStyle.DASHED
SHOWN = 5  # late milestones on the first page; the plan has them all
WEEK = timedelta(days=7)
PREPARATION = gettext_lazy("Chuẩn bị")
CONGRESS_PAGES = tuple(
    f"congresses:{noun}_" for noun in ("congress", "target", "higher", "rule", "local_rule")
)


def _navigation(user: User) -> Iterable[NavEntry]:
    congress = queries.current_congress(user)
    if congress:
        url = reverse("congresses:congress_detail", args=[congress.pk])
        label = gettext_lazy("Đại hội")
        yield NavEntry(label, url, order=200, group=PREPARATION, pages=CONGRESS_PAGES)
        url = reverse("congresses:plan", args=[congress.pk])
        pages = ("congresses:plan", "congresses:milestone_")
        yield NavEntry(gettext_lazy("Kế hoạch"), url, order=205, group=PREPARATION, pages=pages)


def _template_navigation(user: User) -> Iterable[NavEntry]:
    home = home_of(user)
    if home and can(user, Permission.CONGRESSES_TEMPLATES, at=home):
        url = reverse("congresses:template_list", args=[home.pk])
        yield NavEntry(
            gettext_lazy("Mẫu kế hoạch"),
            url,
            order=840,
            group=gettext_lazy("Tổ chức"),
            pages=("congresses:template_",),
        )


def _heading(user: User) -> Heading | None:
    congress = queries.current_congress(user)
    if congress is None:
        return None
    return Heading(
        organization=congress.organization.short_name,
        congress=_("Đại hội lần thứ %(ordinal)s") % {"ordinal": roman(congress.ordinal)},
        term=congress.term,
        url=reverse("congresses:congress_detail", args=[congress.pk]),
    )


def _headline(user: User) -> Headline | None:
    """How long until the day; how firm the day is stands beside it."""
    congress = queries.current_congress(user)
    if congress is None:
        return None
    days = (congress.target_on - clock.today()).days
    if congress.is_postponed:
        title = _("Đại hội đang hoãn, chưa có ngày mới")
    elif days > 0:
        title = ngettext("Còn %(days)s ngày đến đại hội", "Còn %(days)s ngày đến đại hội", days) % {
            "days": days
        }
    elif days == 0:
        title = _("Hôm nay là ngày đại hội")
    else:
        title = ngettext(
            "Đã qua ngày dự kiến đại hội %(days)s ngày",
            "Đã qua ngày dự kiến đại hội %(days)s ngày",
            -days,
        ) % {"days": -days}
    facts = {
        "target": queries.target_text(congress),
        "ordinal": roman(congress.ordinal),
        "term": congress.term,
    }
    detail = _("Dự kiến %(target)s · Đại hội lần thứ %(ordinal)s, nhiệm kỳ %(term)s")
    if congress.is_postponed:
        detail = _("Đại hội lần thứ %(ordinal)s, nhiệm kỳ %(term)s")
    elif congress.day_confirmed_at is not None:
        detail = _("Ngày %(target)s · Đại hội lần thứ %(ordinal)s, nhiệm kỳ %(term)s")
    return Headline(title, detail % facts, tuple(alarms(user, congress)))


def _waiting(user: User) -> Iterable[Row]:
    """What is to be looked at again since day D moved, for who may settle it."""
    congress = queries.current_congress(user)
    if congress is None or not can(user, Permission.CONGRESSES_MANAGE, at=congress):
        return
    if count := day_queries.open_rechecks(congress):
        yield Row(
            title=ngettext("Xem lại %(n)s việc", "Xem lại %(n)s việc", count) % {"n": count},
            detail=_("Ngày đại hội đã đổi nên có điều có thể không còn đúng."),
            url=reverse("congresses:recheck_list", args=[congress.pk]),
            action=_("Xem các việc"),
            urgent=True,
        )


def _late_targets(user: User) -> Iterable[Row]:
    """Results of a year that is over, for who notes them."""
    today = clock.today()
    return [_target_row(each) for each in targets.owed_to(user) if each.due_on < today]


def _waiting_targets(user: User) -> Iterable[Row]:
    today = clock.today()
    return [_target_row(each) for each in targets.owed_to(user) if each.due_on >= today]


def _target_row(owed: targets.Owed) -> Row:
    return Row(
        title=_("Ghi kết quả chỉ tiêu năm %(years)s") % {"years": ", ".join(map(str, owed.years))},
        detail=ngettext("còn thiếu %(n)s kết quả", "còn thiếu %(n)s kết quả", owed.missing)
        % {"n": owed.missing},
        url=reverse("congresses:target_list", args=[owed.congress.pk]),
        action=_("Ghi"),
        due_on=owed.due_on,
    )


def _rechecks(thing: Any, old: date, new: date | None) -> Iterable[Recheck]:
    return day_queries.requests_after(thing, old, new) if isinstance(thing, Congress) else ()


def _place(_organization_path: str, within: str) -> str:
    return subcommittees.place_named(within)


def _work_navigation(user: User) -> Iterable[NavEntry]:
    yield NavEntry(gettext_lazy("Việc của tôi"), reverse("congresses:my_work"), order=105)
    congress = queries.current_congress(user)
    if congress:
        url = reverse("congresses:board", args=[congress.pk])
        nouns = ("board", "task_", "evidence_", "outside_")
        pages = tuple(f"congresses:{noun}" for noun in nouns)
        label = gettext_lazy("Bảng tiến độ")
        yield NavEntry(label, url, order=210, group=PREPARATION, pages=pages)


def _late_tasks(user: User) -> Iterable[Row]:
    """Her own, and for who leads the work everybody's."""
    own = my_work.my_work(viewer=user).late
    for row in [*own, *my_work.others_late(viewer=user)]:
        yield _task_row(row.task, row.task.title, _("Mở"))


def _waiting_tasks(user: User) -> Iterable[Row]:
    work = my_work.my_work(viewer=user)
    for row in work.to_accept:
        yield _task_row(row.task, _("Xác nhận xong: %(task)s") % {"task": row.task}, _("Xem"))
    for row in work.to_acknowledge:
        title = _("Yêu cầu chung: %(task)s") % {"task": row.task}
        yield _task_row(row.task, title, _("Đọc và xác nhận"))
    for row in work.to_do:
        yield _task_row(row.task, row.task.title, _("Mở"))


def _task_row(task: Task, title: str, action: str) -> Row:
    due = _("hạn %(day)s") % {"day": format_date(task.due_on, DASHED)} if task.due_on else ""
    detail = " · ".join(filter(None, [task.given_to, due]))
    url = reverse("congresses:task_detail", args=[task.pk])
    step = task.milestone_id
    part_of = reverse("congresses:milestone_detail", args=[step]) if step else ""
    return Row(title, detail, url, action, task.due_on, urgent=task.is_urgent, part_of=part_of)


def _late_milestones(user: User) -> Iterable[Row]:
    """For who leads the preparation and who answers; the longest overdue first."""
    plan = plans.current_plan(user)
    if plan is None:
        return
    late = plans.answered_by(plan.late, viewer=user)
    for row in late[:SHOWN]:
        yield _milestone_row(row)
    if others := late[SHOWN:]:
        count = {"n": len(others)}
        title = ngettext("%(n)s mốc trễ khác", "%(n)s mốc trễ khác", len(others)) % count
        url = reverse("congresses:plan", args=[plan.congress.pk])
        due = others[0].milestone.planned_on
        yield Row(title, _("Kế hoạch đại hội"), url, _("Xem kế hoạch"), due)


def _waiting_milestones(user: User) -> Iterable[Row]:
    """Due within a week, for who answers for them."""
    plan = plans.current_plan(user)
    if plan is None:
        return
    due = [row for row in plan.due_within(WEEK) if my_work.is_mine(row.milestone, viewer=user)]
    for row in plans.answered_by(due, viewer=user):
        yield _milestone_row(row)


def _milestone_row(row: plans.MilestoneRow) -> Row:
    milestone = row.milestone
    due = _("hạn %(day)s") % {"day": format_date(milestone.planned_on, DASHED)}
    url = reverse("congresses:milestone_detail", args=[milestone.pk])
    return Row(milestone.name, f"{row.responsible} · {due}", url, _("Mở"), milestone.planned_on)


def _panels(user: User) -> Iterable[Panel]:
    plan = plans.current_plan(user)
    if plan is not None and not plan.congress.closed_at:
        yield Panel("congresses/plan_panel.html", {"plan": plan}, order=40, beside=True)
    if (below := states.states_below(viewer=user)).total:
        yield Panel("congresses/states_panel.html", {"below": below}, order=50, beside=True)


def _events(user: User) -> Iterable[Event]:
    """Her tasks, the milestones she answers for or leads, and the day of the congress."""
    days = my_work.my_days(viewer=user)
    for congress in days.congresses:
        title = _("Đại hội lần thứ %(ordinal)s") % {"ordinal": roman(congress.ordinal)}
        if congress.target_precision != TargetPrecision.DAY:
            title = _("%(title)s (dự kiến %(target)s)") % {
                "title": title,
                "target": queries.target_text(congress),
            }
        url = reverse("congresses:congress_detail", args=[congress.pk])
        key = f"congresses.congress:{congress.pk}"
        yield Event(key, congress.target_on, title, str(congress.organization), url)
    for milestone in days.milestones:
        url = reverse("congresses:milestone_detail", args=[milestone.pk])
        key = f"congresses.milestone:{milestone.pk}"
        body = str(milestone.subcommittee or "")
        yield Event(
            key, milestone.planned_on, _("Mốc: %(name)s") % {"name": milestone.name}, body, url
        )
    for row in days.tasks:
        task = row.task
        if task.due_on:
            url = reverse("congresses:task_detail", args=[task.pk])
            title = _("Hạn: %(task)s") % {"task": task.title}
            yield Event(f"congresses.task:{task.pk}", task.due_on, title, task.given_to, url)


def _topics(user: User, topic: str) -> bool:
    """Who may follow ``congresses.board:3``, ``congresses.congress:3`` and ``congresses.task:12``."""
    name, _separator, number = topic.partition(":")
    pk = whole_number(number)
    if pk is None:
        return False
    try:
        if name in {"congresses.board", "congresses.congress", "congresses.rules"}:
            queries.congress_of(pk, viewer=user)
        elif name == "congresses.task":
            tasks.get_task(pk, viewer=user)
        else:
            return False
    except DomainError:
        return False
    return True


duties.register("congresses.", subcommittees.duties_of_posts)
set_up.register(queries.steps_of)
register(
    Offers(
        navigation=_navigation,
        waiting=_waiting,
        heading=_heading,
        headline=_headline,
        place=_place,
        topics=_topics,
        rechecks=_rechecks,
        report=reports.report_on,
        help=PAGES,
        facts=facts.FACTS,
        facts_of=facts.facts_of,
    )
)
register(
    Offers(
        navigation=_work_navigation,
        late=_late_tasks,
        waiting=_waiting_tasks,
        events=_events,
    )
)


def _books(user: User, organization: Organization) -> Iterable[NavEntry]:
    """The list of tasks (sổ theo dõi công việc) of the running congress, and the register of bases."""
    if not can(user, Permission.CONGRESSES_VIEW, at=organization):
        return
    congress = queries.running_congress(organization)
    if congress is not None:
        url = reverse("congresses:board", args=[congress.pk])
        said = _("Việc giao cho từng nơi, hạn và kết quả; in được từ trang đó.")
        yield NavEntry(_("Sổ theo dõi công việc"), url, 200, said)
    url = reverse("congresses:basis_list", args=[organization.pk])
    yield NavEntry(_("Sổ căn cứ"), url, 210, _("Văn bản mà kế hoạch và văn kiện viện dẫn."))


def _about(user: User) -> Iterable[Table]:
    person = person_of(user)
    return merging.about(person) if person else ()


register(
    Offers(
        about=_about,
        books=_books,
        references=(
            Reference(
                gettext_lazy("Nhiệm vụ ở tiểu ban"),
                ("congresses.SubcommitteePost.person",),
                moving.move_posts,
                merging.post_clashes,
                moving.HeldWork,
            ),
            Reference(
                gettext_lazy("Công việc được giao riêng"),
                ("congresses.Task.person",),
                moving.move_tasks,
            ),
            Reference(
                gettext_lazy("Yêu cầu chung đã xác nhận"),
                ("congresses.Acknowledgement.person",),
                moving.move_acknowledgements,
            ),
        ),
    )
)
register(Offers(late=_late_targets, waiting=_waiting_targets))
register(
    Offers(
        navigation=_template_navigation,
        late=_late_milestones,
        waiting=_waiting_milestones,
        panels=_panels,
        searches=SEARCHES,
    )
)
