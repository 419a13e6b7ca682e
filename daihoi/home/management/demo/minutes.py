"""What was said, voted and concluded in the demo's meetings, and their minutes."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from daihoi.accounts.models import User
from daihoi.congresses.actions.outside import add_outside
from daihoi.congresses.actions.tasks import edit_task
from daihoi.congresses.models import Congress, Task
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.meetings.actions import conclusions, minutes, preparation, statements, votes
from daihoi.meetings.models import AgendaItem, Meeting, Minutes, Statement
from daihoi.meetings.papers.minutes import shown_paper
from daihoi.meetings.queries.minutes import minutes_text, text_digest
from daihoi.meetings.queries.record import record_of
from daihoi.rules.tasks import Assignee

GENERAL = (Assignee.COMMITTEE, Assignee.MEMBERS, Assignee.EVERYONE)


def put_minutes(
    calendar: Calendar, congress: Congress, told: dict[str, Any], cast: Cast, secretary: User
) -> None:
    """Every record of the file on the calendar, each entry at its moment."""
    for row in told["minutes"]:
        MinutesStory(congress, row, cast, secretary).put_on(calendar)


class MinutesStory:
    """The record of one meeting: its minute-taker writes, its chair gives out and signs."""

    def __init__(
        self, congress: Congress, told: dict[str, Any], cast: Cast, secretary: User
    ) -> None:
        self._congress, self._told, self._cast, self._chair = congress, told, cast, secretary
        self._taker = cast.account(cast.person(told["minute_taker"]))

    def put_on(self, calendar: Calendar) -> None:
        for said in self._told.get("said", ()):
            calendar.add(said["at"], partial(self._say, said))
        for vote in self._told.get("votes", ()):
            calendar.add(vote["at"], partial(self._vote, vote))
        for concluded in self._told.get("concluded", ()):
            calendar.add(concluded["at"], partial(self._conclude, concluded))
        calendar.add(self._told["read_back_at"], self._read_back)
        calendar.add(self._told["taker_signed_at"], partial(self._sign, self._taker))
        if "chair_signed_at" in self._told:
            calendar.add(self._told["chair_signed_at"], partial(self._sign, self._chair))
        if "given_at" in self._told:
            calendar.add(self._told["given_at"], self._give)
        for handled in self._told.get("handled", ()):
            calendar.add(handled["at"], partial(self._handle, handled))

    @property
    def _meeting(self) -> Meeting:
        rows = Meeting.objects.select_related("organization", "congress__organization")
        related = rows.select_related("chair__user", "minute_taker__user", "subcommittee")
        return related.get(congress=self._congress, kind=self._told["kind"], on=self._told["on"])

    def _say(self, told: Mapping[str, Any]) -> None:
        meeting = self._meeting
        values = {
            "item": self._item(meeting, told),
            "invitee": meeting.invitees.get(person=self._cast.person(told["by"])),
            "text": told["text"],
            "aim": told.get("aim", "discussion"),
            "kind": told.get("kind", ""),
            "place_text": told.get("place", ""),
        }
        statements.add_statement(meeting, values, client_key=_key(told), actor=self._taker)

    def _vote(self, told: Mapping[str, Any]) -> None:
        meeting = self._meeting
        item = self._item(meeting, told)
        item.meeting = meeting
        counted = (told["for"], told["against"], told["other"])
        votes.record_vote(item, told["text"], counted, client_key=_key(told), actor=self._taker)

    def _conclude(self, told: Mapping[str, Any]) -> None:
        meeting = self._meeting
        values = {
            "item": self._item(meeting, told),
            "text": told["text"],
            "kind": told.get("kind", "note"),
            "recipient": self._recipient(told["to"]) if "to" in told else "",
            "due_on": told.get("due_on"),
            "is_urgent": told.get("is_urgent", False),
        }
        conclusions.add_conclusion(meeting, values, client_key=_key(told), actor=self._taker)

    def _read_back(self) -> None:
        meeting = self._meeting
        change = Minutes.objects.get(meeting=meeting).change_count
        minutes.confirm_reading(meeting, change, actor=self._taker)

    def _sign(self, user: User) -> None:
        meeting = self._meeting
        paper = shown_paper(minutes_text(record_of(meeting, viewer=user)))
        minutes.sign_minutes(meeting, seen=text_digest(paper.to_json()), actor=user)

    def _give(self) -> None:
        conclusions.give_conclusions(self._meeting, actor=self._chair)
        for told in self._told["concluded"]:
            if "milestone" in told:
                task = Task.objects.get(conclusion__client_key=_key(told))
                milestone = self._congress.milestones.get(code=told["milestone"])
                edit_task(task, {"milestone": milestone}, actor=self._chair)

    def _handle(self, told: Mapping[str, Any]) -> None:
        said = Statement.objects.select_related("item__meeting").get(
            client_key=uuid5(NAMESPACE_URL, told["said"])
        )
        said.item.meeting = self._meeting
        preparation.handle_preparation(
            said, told["result"], text=told.get("text", ""), actor=self._chair
        )

    def _item(self, meeting: Meeting, told: Mapping[str, Any]) -> AgendaItem:
        item: AgendaItem = meeting.items.order_by("position")[told["item"] - 1]
        return item

    def _recipient(self, name: str) -> str:
        """As forms write it; a name nobody here has is that of a body outside."""
        if name in GENERAL:
            return name
        if body := self._congress.subcommittees.filter(name=name).first():
            return f"{Assignee.SUBCOMMITTEE}:{body.pk}"
        organization = self._congress.organization
        known = organization.outside_bodies.filter(name=name).first()
        values = {"name": name, "contact": "Văn phòng Cục"}
        outside = known or add_outside(organization, values, actor=self._chair)
        return f"{Assignee.OUTSIDE}:{outside.pk}"


def _key(told: Mapping[str, Any]) -> Any:
    return uuid5(NAMESPACE_URL, told["text"])
