"""What meetings offer to the shell, the calendar, papers and merging."""

from daihoi.meetings.offers import meetings, minutes

__all__ = ["meetings", "minutes"]
