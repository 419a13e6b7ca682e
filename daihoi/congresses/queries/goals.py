"""Goals of a preparation, and what still keeps it open."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from daihoi.accounts.permissions import Permission, require
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress, Goal, Milestone


def goals_of(congress: Congress, *, viewer: Any) -> QuerySet[Goal]:
    require(viewer, Permission.CONGRESSES_VIEW, at=congress)
    return congress.goals.order_by("position", "pk")


def get_goal(pk: int, *, viewer: Any) -> Goal:
    """One goal, for somebody who may change it."""
    found = Goal.objects.select_related("congress__organization").filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.CONGRESSES_MANAGE, at=found)
    return found


def open_until_day(congress: Congress) -> QuerySet[Milestone]:
    """Milestones up to day D that are neither done nor dropped. The caller has checked the viewer."""
    open_ones = congress.milestones.filter(actual_on__isnull=True, dropped_at__isnull=True)
    return open_ones.filter(planned_on__lte=congress.target_on).order_by("planned_on", "position")


def what_keeps_open(congress: Congress) -> list[str]:
    """Why the preparation cannot be closed yet, in words; [] if nothing is missing."""
    missing = []
    if congress.is_postponed:
        missing.append(_("đại hội đang hoãn"))
    missing += [
        _("mục tiêu chưa đánh giá: “%(goal)s”") % {"goal": goal.text.rstrip(".")}
        for goal in congress.goals.filter(is_met__isnull=True).order_by("position")
    ]
    if count := open_until_day(congress).count():
        text = ngettext("còn %(n)s mốc chưa xong", "còn %(n)s mốc chưa xong", count)
        missing.append(text % {"n": count})
    return missing
