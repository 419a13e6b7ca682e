"""What pages and screens of the day follow."""

from daihoi.congresses.models import Congress


def congress_topic(congress: Congress) -> str:
    """What changes when the day goes on: an item, a question, a turn, a screen."""
    return f"conduct.congress:{congress.pk}"
