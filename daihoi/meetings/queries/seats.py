"""Whoever has read the code at the door looks up where she sits; without signing in."""

from dataclasses import dataclass, field

from daihoi.base import clock, offers
from daihoi.base.errors import NotFound
from daihoi.meetings.models import Meeting, MeetingState
from daihoi.meetings.queries.places import place_of
from daihoi.meetings.queries.roll_page import names
from daihoi.meetings.queries.seen import RELATED, is_restricted
from daihoi.vietnamese.text import fold

FEWEST_LETTERS = 2
MOST = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A name and where she sits; ``place`` "" where nobody has given her a place."""

    name: str
    place: str


@dataclass(frozen=True, slots=True)
class SeatSearch:
    """``is_open``: only on the day while people check in; nobody is named otherwise."""

    meeting: Meeting
    is_open: bool
    words: str
    found: list[Found] = field(default_factory=list)
    has_more: bool = False

    @property
    def is_asked(self) -> bool:
        return self.is_open and _letters(self.words) >= FEWEST_LETTERS

    @property
    def is_too_short(self) -> bool:
        return self.is_open and 0 < _letters(self.words) < FEWEST_LETTERS


def seat_search(code: str, words: str) -> SeatSearch:
    """Names and places only, of the meeting whose poster bears this code; three queries.

    A meeting of the personnel body is as absent as one that does not exist.
    """
    meeting = Meeting.objects.select_related(*RELATED).filter(check_in_code=code).first()
    if meeting is None or is_restricted(meeting):
        raise NotFound
    called = meeting.state in {MeetingState.CONVENED, MeetingState.OPEN}
    is_open = meeting.is_checking_in and meeting.on == clock.today() and called
    search = SeatSearch(meeting, is_open, words.strip()[:80])
    if not search.is_asked:
        return search
    people = meeting.invitees.select_related("person").order_by("name_key", "pk")
    meant = [row for row in people if names(row, search.words)]
    seats = offers.seats(meeting)
    found = [Found(row.name, place_of(row, seats)) for row in meant[:MOST]]
    return SeatSearch(meeting, is_open, search.words, found, len(meant) > MOST)


def _letters(words: str) -> int:
    return len(fold(words).replace(" ", ""))
