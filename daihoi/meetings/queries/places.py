"""Where somebody sits and in which group she discusses, in words."""

from collections.abc import Mapping

from daihoi.base import offers
from daihoi.meetings.models import Invitee, Meeting


def place_of(row: Invitee, seats: Mapping[int, str]) -> str:
    """Such as "Hàng 3, ghế 5 · Tổ 2", ``seats`` as `offers.seats` has them; "" where neither is known."""
    return " · ".join(filter(None, [seats.get(row.pk, ""), row.discussion_group]))


def own_place(row: Invitee | None, meeting: Meeting) -> str:
    """The same of one line of the meeting's roll; "" for who is not on it."""
    return place_of(row, offers.seats(meeting)) if row else ""
