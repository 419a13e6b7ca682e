"""What the page of a meeting says of its minutes."""

from typing import Any

from django import template

from daihoi.meetings.models import Meeting
from daihoi.meetings.queries import conclusions

register = template.Library()


@register.simple_tag
def minutes_state(meeting: Meeting, viewer: Any) -> conclusions.MinutesState:
    """How far the minutes are, for the viewer."""
    return conclusions.minutes_state(meeting, viewer=viewer)
