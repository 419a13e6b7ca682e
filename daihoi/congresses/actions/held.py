"""A congress held for a change, and its plan with it: locked, its milestones read once."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from daihoi.base.errors import Conflict, NotFound
from daihoi.congresses.models import Congress, Milestone
from daihoi.congresses.queries.calendar import holidays_around
from daihoi.congresses.queries.days import days_counted

RECOUNTED = "congresses.recompute_plan"  # the audit name, whichever change moved the days


class HeldCongress:
    """Locks the congress: changes of one congress follow each other. Inside a transaction only.

    Not its key: rows that only name the congress, such as tasks, are written meanwhile.
    """

    def __init__(self, congress: Congress) -> None:
        locked = Congress.objects.select_for_update(no_key=True).get(pk=congress.pk)
        locked.organization = congress.organization
        self.congress = locked

    @classmethod
    def to_change(cls, congress: Congress) -> Congress:
        """`Conflict` once its preparation is closed."""
        held = cls(congress)
        held.check_open()
        return held.congress

    def check_open(self) -> None:
        """`Conflict` once the preparation is closed."""
        if self.congress.closed_at is not None:
            raise _closed()


class HeldPlan(HeldCongress):
    """The congress with its plan: milestones come with their subcommittee and the congress."""

    @cached_property
    def milestones(self) -> list[Milestone]:
        found = list(self.congress.milestones.select_related("subcommittee").order_by("position"))
        for milestone in found:
            milestone.congress = self.congress
            if milestone.subcommittee:
                milestone.subcommittee.congress = self.congress
        return found

    @cached_property
    def holidays(self) -> Mapping[date, str]:
        return holidays_around(self.congress.target_on)

    def get(self, milestone: Milestone) -> Milestone:
        """The milestone as it stands now."""
        for each in self.milestones:
            if each.pk == milestone.pk:
                return each
        raise NotFound

    def get_open(self, milestone: Milestone) -> Milestone:
        """The same; `Conflict` where closing the preparation has settled it."""
        found = self.get(milestone)
        if found.is_settled:
            raise _closed()
        return found

    def days(self) -> dict[str, date]:
        """When each milestone, by code, would be due now."""
        return days_counted(self.milestones, self.congress.target_on)

    def recount(self) -> list[tuple[Milestone, dict[str, Any], dict[str, Any]]]:
        """Count every open milestone again from day D; what changed, for `record_many`.

        What is done or dropped stays; what is counted from a milestone that is done counts from
        its actual day.
        """
        days = self.days()
        changed = [m for m in self.milestones if m.is_open and m.planned_on != days[m.code]]
        rows = []
        for milestone in changed:
            named = {"code": milestone.code, "name": milestone.name}
            before = {**named, "planned_on": milestone.planned_on}
            milestone.planned_on = days[milestone.code]
            rows.append((milestone, before, {**named, "planned_on": milestone.planned_on}))
        Milestone.objects.bulk_update(changed, ["planned_on"])
        return rows

    def predecessors(self) -> dict[str, list[str]]:
        """The codes that each milestone, by code, waits for."""
        names = {each.pk: each.code for each in self.milestones}
        found: dict[str, list[str]] = {code: [] for code in names.values()}
        waits: Any = Milestone.after.through
        links = waits.objects.filter(from_milestone_id__in=names).order_by("pk")
        for follower, before in links.values_list("from_milestone_id", "to_milestone_id"):
            found[names[follower]].append(names[before])
        return found


def _closed() -> Conflict:
    return Conflict(
        _("Công tác chuẩn bị đại hội này đã đóng nên không sửa được nữa."),
        code="closed",
        advice=_("Nếu cần, bí thư mở lại công tác chuẩn bị trước."),
    )
