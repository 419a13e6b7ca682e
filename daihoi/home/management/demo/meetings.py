"""Meetings of the cell until the demo's day: called, attended, answered in writing."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.congresses.models import Congress
from daihoi.documents.models import Document
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.meetings.actions import agenda, attendance, meetings, roll, written
from daihoi.meetings.models import Invitee, Meeting, Presence, WrittenChoice

FIELDS = (
    "kind", "form", "topic", "place", "on", "half_day", "starts_at", "ends_at", "answers_due_on",
    "dress", "duties",
)  # fmt: skip


def put_meetings(
    calendar: Calendar, congress: Congress, told: dict[str, Any], cast: Cast, secretary: User
) -> None:
    """Every meeting of the file on the calendar, each with its own moments."""
    for row in told["meetings"]:
        MeetingStory(congress, row, cast, secretary).put_on(calendar)


class MeetingStory:
    """One meeting from its planning to its end, as far as the file tells."""

    def __init__(
        self, congress: Congress, told: dict[str, Any], cast: Cast, secretary: User
    ) -> None:
        self._congress, self._told, self._cast = congress, told, cast
        self._by = cast.account(cast.person(told["by"])) if "by" in told else secretary
        self._meeting: Meeting | None = None

    def put_on(self, calendar: Calendar) -> None:
        told = self._told
        calendar.add(told["made_at"], self._make)
        if "convened_at" in told:
            calendar.add(told["convened_at"], self._convene)
        if "check_in_at" in told:
            calendar.add(told["check_in_at"], self._check_in)
        if "opened_at" in told:
            calendar.add(told["opened_at"], self._open)
        for name, at in told.get("late", []):
            calendar.add(at, partial(self._mark, name))
        for answer in told.get("answers", []):
            calendar.add(answer["at"], partial(self._answer, answer))
        if "ended_at" in told:
            calendar.add(told["ended_at"], self._end)

    @property
    def meeting(self) -> Meeting:
        """As it stands now; it has been made."""
        assert self._meeting is not None  # noqa: S101 - for the type checker
        return Meeting.objects.select_related("organization", "minute_taker").get(
            pk=self._meeting.pk
        )

    def _make(self) -> None:
        told = self._told
        values = {name: told[name] for name in FIELDS if name in told}
        values |= {
            "congress": self._congress,
            "chair": self._cast.person(told["chair"]),
            "minute_taker": self._cast.person(told["minute_taker"]),
        }
        if "body" in told:
            values["subcommittee"] = self._congress.subcommittees.get(purpose=told["body"])
        organization = self._congress.organization
        self._meeting = meetings.add_meeting(organization, values, actor=self._by)
        for item in told["items"]:
            agenda.add_item(self._meeting, self._item(item), actor=self._by)
        for name in told.get("staff", []):
            roll.add_invitee(self._meeting, self._cast.person(name), actor=self._by)
        if "guests" in told:
            roll.add_guests(self._meeting, told["guests"], actor=self._by)

    def _item(self, told: dict[str, Any]) -> dict[str, Any]:
        presenter, document = told.get("presenter"), told.get("document")
        return {
            "title": told["title"],
            "minutes": told.get("minutes"),
            "presenter": self._cast.person(presenter) if presenter else None,
            "document": (
                Document.objects.filter(congress=self._congress, kind=document).first()
                if document
                else None
            ),
            "paper": self._congress.papers.filter(kind=told.get("paper", "")).first(),
        }

    def _convene(self) -> None:
        meetings.convene_meeting(self.meeting, actor=self._by)

    def _check_in(self) -> None:
        """Who has an account checks in at the door, one after the other; others are marked."""
        meeting = self.meeting
        attendance.open_check_in(meeting, actor=self._by)
        for row in self._present(meeting):
            row.meeting = meeting
            attendance.mark(row, Presence.PRESENT, actor=self._by, at=self._came(row))

    def _open(self) -> None:
        meeting = self.meeting
        for name, reason in self._told.get("excused", []):
            row = self._row(meeting, name)
            attendance.mark(row, Presence.EXCUSED, reason=reason, actor=self._by)
        if "check_in_at" not in self._told:
            for row in self._present(meeting):
                row.meeting = meeting
                attendance.mark(row, Presence.PRESENT, actor=self._by)
        meetings.open_meeting(meeting, actor=self._by)

    def _end(self) -> None:
        meetings.end_meeting(self.meeting, actor=self._by)

    def _mark(self, name: str) -> None:
        row = self._row(self.meeting, name)
        attendance.mark(row, Presence.PRESENT, actor=self._by)

    def _answer(self, told: dict[str, Any]) -> None:
        meeting = self.meeting
        person = self._cast.person(told["name"])
        row = self._row(meeting, told["name"])
        for item, choice in zip(meeting.items.order_by("position"), told["choices"], strict=True):
            text = told.get("text", "") if choice == "other" else ""
            item.meeting = meeting
            if told.get("paper"):
                written.record_answer(
                    item, row, WrittenChoice(choice), text, told["at"].date(), actor=self._by
                )
            else:
                written.answer(
                    item, row, WrittenChoice(choice), text, actor=self._cast.account(person)
                )

    def _row(self, meeting: Meeting, name: str) -> Invitee:
        row = meeting.invitees.select_related("person__user").get(person=self._cast.person(name))
        row.meeting = meeting
        return row

    def _present(self, meeting: Meeting) -> list[Invitee]:
        """Everybody but who asked off, who comes later, and who is exempted and stays at home."""
        away = {name for name, _why in self._told.get("excused", [])}
        away |= {name for name, _at in self._told.get("late", [])}
        rows = meeting.invitees.select_related("person__user").exclude(category="exempted")
        return [row for row in rows if row.name not in away]

    def _came(self, row: Invitee) -> datetime:
        """In the twenty minutes before the opening, each a little later than the one before."""
        opened: datetime = self._told["check_in_at"]
        return timezone.make_aware(opened + timedelta(seconds=25 * (row.pk % 43)))
