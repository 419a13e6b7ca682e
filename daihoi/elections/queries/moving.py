"""What another day of the congress means for its elections."""

from datetime import date

from daihoi.congresses.models import Congress
from daihoi.rules.editions import edition_on


def edition_on_day(congress: Congress, day: date) -> str:
    """The name of the rules in force on a day; "" for a family that has none."""
    try:
        return edition_on(day, family=congress.organization.family.code).name
    except ValueError:
        return ""
