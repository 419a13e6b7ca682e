"""What pages of a meeting say of its minutes and its statements."""

from typing import Any

from django import template

from daihoi.meetings.models import Meeting
from daihoi.meetings.queries import attendance, conclusions, wording

register = template.Library()
register.filter("place_words", wording.place_words)
register.filter("how_counted", attendance.how_counted)


@register.simple_tag
def minutes_state(meeting: Meeting, viewer: Any) -> conclusions.MinutesState:
    """How far the minutes are, for the viewer."""
    return conclusions.minutes_state(meeting, viewer=viewer)
