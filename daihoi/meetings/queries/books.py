"""The attendance book (sổ điểm danh, documents 8.3): who came to which meeting of a year."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from daihoi.accounts.permissions import Permission, require
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.meetings.models import Invitee, Meeting, MeetingForm, MeetingState, Presence
from daihoi.meetings.queries.seen import meetings_seen
from daihoi.organizations.models import Organization

MARKS = {
    Presence.UNKNOWN: "",
    Presence.PRESENT: "x",
    Presence.LEFT: "x",
    Presence.EXCUSED: "P",
    Presence.ABSENT: "K",
}


@dataclass(frozen=True, slots=True)
class BookLine:
    """A person and her mark in each meeting, in the order of `AttendanceBook.meetings`."""

    name: str
    unit: str
    marks: list[str]
    came: int
    called: int
    meetings: list[Meeting]

    @property
    def marked(self) -> list[tuple[Meeting, str]]:
        """Each meeting with her mark."""
        return list(zip(self.meetings, self.marks, strict=True))


@dataclass(frozen=True, slots=True)
class AttendanceBook:
    """Meetings of a year that were held, as columns; people as rows."""

    organization: Organization
    year: int
    years: list[int]
    meetings: list[Meeting]
    lines: list[BookLine]

    @property
    def totals(self) -> list[str]:
        """How many of those called came to each meeting."""
        return [
            f"{sum(line.marks[n] == 'x' for line in self.lines)}"
            f"/{sum(line.marks[n] != '–' for line in self.lines)}"
            for n in range(len(self.meetings))
        ]


def attendance_book(organization: Organization, year: int | None, *, viewer: Any) -> AttendanceBook:
    """x: came; P: absent with reason; K: without; –: not called. For who records meetings."""
    require(viewer, Permission.MEETINGS_RECORD, at=organization)
    held = meetings_seen(viewer).filter(
        organization=organization,
        form=MeetingForm.IN_PERSON,
        state__in=[MeetingState.ENDED, MeetingState.SIGNED],
    )
    years = sorted({day.year for day in held.values_list("on", flat=True)}, reverse=True)
    chosen = year or (years[0] if years else clock.today().year)
    if not 1930 <= chosen <= 9999:
        raise NotFound
    meetings = list(
        held.filter(on__range=(date(chosen, 1, 1), date(chosen, 12, 31))).order_by("on", "pk")
    )
    lines = _lines(meetings)
    return AttendanceBook(organization, chosen, years or [chosen], meetings, lines)


def _lines(meetings: list[Meeting]) -> list[BookLine]:
    rows = Invitee.objects.filter(meeting__in=meetings).select_related("person__unit")
    by_person: dict[tuple[str, str], dict[int, Invitee]] = {}
    ordered = rows.filter(person__isnull=False).order_by("name_key", "person_id")
    for row in ordered:
        key = (row.name_key, str(row.person_id))
        by_person.setdefault(key, {})[row.meeting_id] = row
    return [_line(next(iter(of.values())), of, meetings) for of in by_person.values()]


def _line(first: Invitee, of: dict[int, Invitee], meetings: list[Meeting]) -> BookLine:
    marks = [
        MARKS[Presence(of[meeting.pk].presence)] if meeting.pk in of else "–"
        for meeting in meetings
    ]
    return BookLine(first.name, first.unit, marks, marks.count("x"), len(of), meetings)
