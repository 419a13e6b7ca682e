"""One meeting as an iCalendar file (RFC 5545) that a phone takes up."""

from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from daihoi.meetings.models import Meeting, MeetingState
from daihoi.meetings.queries.wording import hours

CALENDAR = "text/calendar; charset=utf-8"
USUAL_LENGTH = timedelta(hours=2)  # where nobody said when it ends


def meeting_file(meeting: Meeting, *, host: str, address: str, now: datetime) -> bytes:
    """The same meeting keeps its UID, so a changed day moves it; a cancelled one says so.

    ``host`` is the house's name; ``address`` leads to the meeting's page.
    """
    entry = Event()
    entry.add("uid", f"meetings.meeting:{meeting.pk}@{host}")
    entry.add("sequence", meeting.revision)
    entry.add("dtstamp", now)
    entry.add("summary", str(meeting))
    if meeting.place:
        entry.add("location", meeting.place)
    entry.add("url", address)
    _add_hours(entry, meeting)
    if words := _description(meeting):
        entry.add("description", words)
    is_cancelled = meeting.state == MeetingState.CANCELLED
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    if not is_cancelled:
        entry.add_component(_alarm(meeting))
    calendar = Calendar()
    calendar.add("prodid", "-//daihoi//vi")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content


def _add_hours(entry: Event, meeting: Meeting) -> None:
    start = meeting.begins_at
    if start is None:
        entry.add("dtstart", meeting.on)
        entry.add("dtend", meeting.on + timedelta(days=1))
        return
    end = start + USUAL_LENGTH
    if meeting.ends_at is not None:
        end = start.replace(hour=meeting.ends_at.hour, minute=meeting.ends_at.minute)
    # In UTC: a zone's name alone means nothing to a calendar without its VTIMEZONE.
    entry.add("dtstart", start.astimezone(UTC))
    entry.add("dtend", end.astimezone(UTC))


def _description(meeting: Meeting) -> str:
    """The half day where the hour is not known, and the agenda, a matter a line."""
    matters = meeting.items.order_by("position", "pk").values_list("title", flat=True)
    lines = [f"{number}. {title}" for number, title in enumerate(matters, 1)]
    return "\n".join([*([hours(meeting)] if meeting.begins_at is None else []), *lines]).strip()


def _alarm(meeting: Meeting) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", meeting.topic)
    alarm.add("trigger", timedelta(hours=-1))
    return alarm
