"""The hall, decoration and health of a congress: what the body for it did until the demo's day."""

from functools import partial
from typing import Any

import typst

from daihoi.accounts.models import User
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.files.pictures import taken
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.logistics.actions import checklists, halls, health, own_rows, stages
from daihoi.logistics.models import ChecklistItem, Hall
from daihoi.logistics.papers.stage import draw_stage
from daihoi.logistics.queries.stages import rules_of, words_of
from daihoi.meetings.queries.attendance import planned


class LogisticsStory:
    """What the file of logistics tells, put on a calendar; the body's head acts unless it says else."""

    def __init__(self, congress: Congress, told: dict[str, Any], secretary: User) -> None:
        self._congress, self._told, self._secretary = congress, told, secretary
        body = congress.subcommittees.get(purpose=Subcommittee.Purpose.PROPAGANDA_LOGISTICS)
        self._cast = Cast(congress.organization, body)

    def put_on(self, calendar: Calendar) -> None:
        told = self._told
        for row in told["own_rows"]:
            calendar.add(row["at"], partial(self._add_row, row))
        calendar.add(told["checklist"]["made_at"], partial(self._make, is_health=False))
        calendar.add(told["checklist"]["health_at"], partial(self._make, is_health=True))
        calendar.add(told["stage"]["at"], self._set_stage)
        calendar.add(told["attendance"]["at"], self._count)
        calendar.add(told["hall"]["at"], self._set_hall)
        calendar.add(told["hall"]["arranged_at"], self._arrange)
        for done in told["done"]:
            calendar.add(done["at"], partial(self._tick, done))
        for dropped in told["dropped"]:
            calendar.add(dropped["at"], partial(self._drop, dropped))

    def _add_row(self, row: dict[str, Any]) -> None:
        own_rows.add_own_row(self._congress.organization, row, actor=self._secretary)

    def _make(self, *, is_health: bool) -> None:
        made = checklists.make_checklist(self._congress, is_health=is_health, actor=self._cast.head)
        owners = self._told["owners"]
        for item in made:
            if item.code in owners:
                owner = {"owner": self._cast.person(owners[item.code])}
                checklists.edit_item(item, owner, actor=self._cast.head)

    def _set_stage(self) -> None:
        stages.set_stage(self._congress, self._told["stage"], actor=self._cast.head)

    def _count(self) -> None:
        health.set_attendance(self._congress, self._told["attendance"], actor=self._cast.head)

    def _set_hall(self) -> None:
        halls.set_hall(self._congress, self._told["hall"], actor=self._cast.head)

    def _arrange(self) -> None:
        if planned(self._congress).total:
            halls.arrange_seats(Hall.objects.get(congress=self._congress), actor=self._cast.head)

    def _tick(self, done: dict[str, Any]) -> None:
        photo = taken(self._drawn(), done["photo"]) if "photo" in done else None
        person = self._cast.person(done["by"])
        actor = person.user or self._cast.head
        note = done.get("note", "")
        checklists.complete_item(self._item(done["code"]), note=note, photo=photo, actor=actor)

    def _drop(self, dropped: dict[str, Any]) -> None:
        item = self._item(dropped["code"])
        checklists.drop_item(item, dropped["reason"], actor=self._cast.head)

    def _item(self, code: str) -> ChecklistItem:
        found = ChecklistItem.objects.select_related("owner", "subcommittee", "congress")
        return found.get(congress=self._congress, code=code)

    def _drawn(self) -> bytes:
        """A drawn photo: the stage as it was hung for a trial."""
        rules = rules_of(self._congress)
        drawing = draw_stage(rules, words_of(self._congress, rules)).replace('"', '\\"')
        program = f'#set page(width: 240mm, height: 144mm, margin: 0mm)\n#image(bytes("{drawing}"), format: "svg")'
        png = typst.compile(program.encode(), format="png", ppi=72)
        assert isinstance(png, bytes)  # noqa: S101  # one page, kept in memory
        return png


def put_logistics(
    calendar: Calendar, congress: Congress, told: dict[str, Any], secretary: User
) -> None:
    LogisticsStory(congress, told, secretary).put_on(calendar)
