"""The plan of a congress as it was worked by: milestones done, tasks given, people away."""

from datetime import date, datetime, time
from functools import partial
from typing import Any

from daihoi.accounts.models import User
from daihoi.congresses.actions import evidence, higher, milestones, outside, targets, tasks
from daihoi.congresses.actions.days import confirm_day
from daihoi.congresses.models import Congress, OutsideBody, Subcommittee, Task
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.organizations.actions import memberships, offices
from daihoi.organizations.models import OfficeKind
from daihoi.organizations.queries.memberships import Change
from daihoi.rules.members import MembershipChange
from daihoi.rules.tasks import Assignee

TERMS = ("title", "details", "due_on", "is_urgent", "is_requirement", "source")
READ_AT = time(7, 30)  # of the day after a requirement was given


class PlanStory:
    """What a plan's file tells, put on a calendar; the secretary acts unless it says otherwise."""

    def __init__(
        self, congress: Congress, told: dict[str, Any], cast: Cast, secretary: User
    ) -> None:
        self._congress = congress
        self._told = told
        self._cast = cast
        self._secretary = secretary
        self._given: dict[str, Task] = {}

    def put_on(self, calendar: Calendar) -> None:
        for done in self._told["done"]:
            calendar.add(done["noted_at"], partial(self._complete, done))
        for task in self._told["tasks"]:
            self._put_task(calendar, task)
        for each in self._told.get("higher", ()):
            calendar.add(each["at"], partial(self._note_higher, each))
        for each in self._told.get("targets", ()):
            calendar.add(each["at"], partial(self._set_target, each))
        if "day_confirmed_at" in self._told:
            calendar.add(self._told["day_confirmed_at"], self._confirm_day)
        for office in self._told["offices"]:
            begins = min(done["noted_at"] for done in self._told["done"])
            calendar.add(begins, partial(self._hold, office))
        for change in self._told["memberships"]:
            calendar.add(change["at"], partial(self._change, change))

    def _confirm_day(self) -> None:
        confirm_day(self._congress, actor=self._secretary)

    def _note_higher(self, told: dict[str, Any]) -> None:
        values = {"ordinal": None, "expected": "", "delegates": None, "note": ""}
        values |= {name: value for name, value in told.items() if name != "at"}
        higher.add_higher(self._congress, values, actor=self._secretary)

    def _set_target(self, told: dict[str, Any]) -> None:
        values = {"group": told["group"], "text": told["text"], "year": told.get("year")}
        targets.add_target(self._congress, values, actor=self._secretary)

    def _complete(self, told: dict[str, Any]) -> None:
        """The documents subcommittee notes its own steps; out of turn only who leads may."""
        milestone = self._congress.milestones.select_related("subcommittee").get(code=told["code"])
        body, reason = milestone.subcommittee, told.get("reason", "")
        own = body is not None and body.purpose == Subcommittee.Purpose.DOCUMENTS and not reason
        actor = self._cast.head if own else self._secretary
        milestones.complete_milestone(milestone, told["on"], reason=reason, actor=actor)

    def _put_task(self, calendar: Calendar, told: dict[str, Any]) -> None:
        title = told["title"]
        if not told.get("concluded"):  # others are given where the chair concluded them
            calendar.add(told["given_at"], partial(self._give, told))
        for note in told.get("notes", ()):
            calendar.add(note["at"], partial(self._note, title, note))
        if "reported_at" in told:
            calendar.add(told["reported_at"], partial(self._report, title, told["reported_by"]))
        if "accepted_at" in told:
            calendar.add(told["accepted_at"], partial(self._accept, title))
        for name in told.get("acknowledged_by", ()):
            next_day = date.fromordinal(told["given_at"].toordinal() + 1)
            moment = datetime.combine(next_day, READ_AT)
            calendar.add(moment, partial(self._acknowledge, title, name))

    def _give(self, told: dict[str, Any]) -> None:
        values = {name: told[name] for name in TERMS if name in told}
        values["recipient"] = self._recipient(told["to"])
        if "milestone" in told:
            values["milestone"] = self._congress.milestones.get(code=told["milestone"])
        made = tasks.give_task(self._congress, values, actor=self._secretary)
        self._given[told["title"]] = made

    def _task(self, title: str) -> Task:
        return self._given.get(title) or self._congress.tasks.get(title=title)

    def _recipient(self, name: str) -> str:
        """As forms write it; a name nobody here has is that of a body outside."""
        if name in {Assignee.COMMITTEE, Assignee.MEMBERS, Assignee.EVERYONE}:
            return name
        if body := self._congress.subcommittees.filter(name=name).first():
            return f"{Assignee.SUBCOMMITTEE}:{body.pk}"
        if name in self._cast.units:
            return f"{Assignee.UNIT}:{self._cast.units[name].pk}"
        return f"{Assignee.OUTSIDE}:{self._outside(name).pk}"

    def _outside(self, name: str) -> OutsideBody:
        organization = self._congress.organization
        known = organization.outside_bodies.filter(name=name).first()
        values = {"name": name, "contact": "Văn phòng Cục"}
        return known or outside.add_outside(organization, values, actor=self._secretary)

    def _note(self, title: str, told: dict[str, Any]) -> None:
        tasks.note_progress(
            self._task(title), told["text"], percent=told["percent"], actor=self._user(told["by"])
        )

    def _report(self, title: str, name: str) -> None:
        tasks.report_task(self._task(title), actor=self._user(name))

    def _accept(self, title: str) -> None:
        tasks.accept_task(self._task(title), actor=self._secretary)

    def _acknowledge(self, title: str, name: str) -> None:
        person = self._cast.person(name)
        evidence.acknowledge(self._task(title), person, actor=self._user(name))

    def _hold(self, told: dict[str, Any]) -> None:
        offices.add_office(
            self._cast.person(told["person"]),
            OfficeKind(told["kind"]),
            starts_on=told["starts_on"],
            ends_on=told["ends_on"],
            actor=self._secretary,
        )

    def _change(self, told: dict[str, Any]) -> None:
        change = Change(
            MembershipChange(told["kind"]),
            told["at"].date(),
            until=told["until"],
            place=told["place"],
        )
        person = self._cast.person(told["person"])
        memberships.change_membership(person, change, actor=self._secretary)

    def _user(self, name: str) -> User:
        return self._cast.account(self._cast.person(name))
