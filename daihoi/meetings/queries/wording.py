"""When a meeting is, in words."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from daihoi.meetings.models import Meeting, Statement
from daihoi.vietnamese.dates import DateStyle, format_date

TIMES = ("on", "half_day", "starts_at", "ends_at")
FORMS = {"in_person": "họp trực tiếp", "written": "lấy ý kiến bằng văn bản"}
HALF_DAYS = {"morning": "buổi sáng", "afternoon": "buổi chiều", "evening": "buổi tối"}


def clock_words(at: time) -> str:
    """As in "8 giờ" or "13 giờ 30"."""
    return f"{at.hour} giờ" + (f" {at.minute:02}" if at.minute else "")


def hours(meeting: Meeting) -> str:
    """As in "13 giờ 30 đến 16 giờ" or "buổi chiều"; nothing where neither is known."""
    if meeting.starts_at is None:
        return HALF_DAYS.get(meeting.half_day, "")
    until = f" đến {clock_words(meeting.ends_at)}" if meeting.ends_at else ""
    return clock_words(meeting.starts_at) + until


def when(meeting: Meeting) -> str:
    """As in "13 giờ 30, ngày 25-3-2020"; kept in notices, so Vietnamese."""
    on = f"ngày {day(meeting.on)}"
    return ", ".join(filter(None, [hours(meeting), on]))


def changes_told(meeting: Meeting, before: Mapping[str, Any]) -> list[str]:
    """What of its time, place and form is otherwise than ``before``; kept in notices."""
    old = Meeting(**{name: before.get(name, getattr(meeting, name)) for name in TIMES})
    pairs = (
        ("Thời gian", when(old), when(meeting)),
        ("Địa điểm", before.get("place", meeting.place), meeting.place),
        ("Cách họp", FORMS[before.get("form", meeting.form)], FORMS[meeting.form]),
    )
    told = [
        f"{name}: {new or 'chưa rõ'} (trước: {was or 'chưa rõ'})"
        for name, was, new in pairs
        if was != new
    ]
    due, was_due = meeting.answers_due_on, before.get("answers_due_on", meeting.answers_due_on)
    if due is not None and due != was_due:
        told.append(f"Hạn gửi ý kiến: {day(due)}")
    return told


def day(on: date) -> str:
    """As notices write a day: "25-3-2020"."""
    return format_date(on, DateStyle.DASHED)


def place_words(statement: Statement) -> str:
    """Where in its document somebody spoke of, as a sentence says it: "đoạn 41, mục III.1.1".

    A section that is not the only one of its number is told with its part.
    """
    opinion = statement.opinion
    if opinion is None:
        return statement.place_text
    if opinion.block_key is None:
        return opinion.place_label
    return opinion.place_label[:1].lower() + opinion.place_label[1:].replace(" · ", ", mục ")


def topic_of(meeting: Meeting) -> str:
    """What open pages of a meeting follow."""
    return f"meetings.meeting:{meeting.pk}"
