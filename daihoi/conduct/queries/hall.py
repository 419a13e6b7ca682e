"""A member's phone in the hall: what runs, what there is to read, who speaks, her own seat and turn."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.numbers import whole_number
from daihoi.base.offers import Part
from daihoi.conduct.models import Run
from daihoi.conduct.queries.running import Link
from daihoi.conduct.queries.screens import Seen, seen_of, topics_of_hall
from daihoi.conduct.queries.seen import may_follow, run_of
from daihoi.conduct.queries.speaking import Waiting, get_congress_to_follow, own_waiting, turns_of
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import current_congress
from daihoi.meetings.queries.attendance import congress_meeting
from daihoi.meetings.queries.places import own_place
from daihoi.organizations.queries.people import person_of
from daihoi.programme.queries.texts import UsedTexts
from daihoi.rules.programme.checks import TextState

_READABLE = {TextState.FINAL, TextState.DRAFT}
_DAYS_BEFORE, _DAYS_AFTER = (
    1,
    3,
)  # when the way to the page is shown: a rehearsal, a congress of days


@dataclass(frozen=True, slots=True)
class Common:
    """What is the same on every phone."""

    seen: Seen
    papers: list[Link] = field(default_factory=list)  # of what runs


@dataclass(frozen=True, slots=True)
class Own:
    """What is one member's: ``place`` "Hàng 3, ghế 5 · Tổ 2", "" where nobody has given her one."""

    congress: Congress
    place: str = ""
    waiting: Waiting | None = None
    is_speaking: bool = False
    can_ask: bool = False
    is_called: bool = False


def get_congress_in_hall(pk: int, *, viewer: Any) -> Congress:
    """The congress, for its members and who runs its day."""
    return get_congress_to_follow(pk, viewer=viewer)


def common_part(congress: Congress, at: datetime) -> Common:
    """What everybody in the hall may know. The caller has let the viewer in."""
    seen = seen_of(congress, at)
    return Common(seen, _papers(seen))


def own_part(congress: Congress, *, viewer: Any) -> Own:
    """Her seat and her wish to speak. The caller has let the viewer in."""
    person, meeting = person_of(viewer), congress_meeting(congress)
    if person is None:
        return Own(congress)
    row = meeting.invitees.filter(person=person).first() if meeting else None
    place = own_place(row, meeting) if meeting else ""
    run = run_of(congress)
    if run is None or run.is_over:
        return Own(congress, place, is_called=row is not None)
    turns = turns_of(run)
    waiting = own_waiting(turns, person)
    speaks = any(turn.is_speaking and turn.person_id == person.pk for turn in turns)
    can_ask = waiting is None and not speaks
    return Own(congress, place, waiting, speaks, can_ask, is_called=row is not None)


def phone_topic(congress: Congress) -> str:
    """What a phone follows: `phone_part`."""
    return f"conduct.phone:{congress.pk}"


def phone_part(congress: Congress) -> Part:
    """The part that is the same on every phone. The caller has let the viewer in."""
    topics = topics_of_hall(congress)
    return Part(
        "conduct/hall_follow.html#shown",
        topics,
        lambda: {"hall": common_part(congress, clock.now())},
    )


def part_followed(user: Any, topic: str) -> Part | None:
    """The part behind ``conduct.phone:3``, for who may follow the day."""
    name, _colon, number = topic.partition(":")
    pk = whole_number(number)
    if name != "conduct.phone" or pk is None or not may_follow(pk, viewer=user):
        return None
    return phone_part(get_congress_to_follow(pk, viewer=user))


def congress_of_today(viewer: Any) -> Congress | None:
    """The running congress around its day, for who may follow it; no query of its own."""
    congress = current_congress(viewer)
    if congress is None or congress.is_postponed:
        return None
    days = (clock.today() - congress.target_on).days
    is_near = -_DAYS_BEFORE <= days <= _DAYS_AFTER
    return congress if is_near and can(viewer, Permission.CONDUCT_VIEW, at=congress) else None


def run_of_today(viewer: Any) -> Run | None:
    """The day that goes on now, for who may follow it."""
    congress = congress_of_today(viewer)
    run = run_of(congress) if congress else None
    return run if run is not None and not run.is_over else None


def _papers(seen: Seen) -> list[Link]:
    row = seen.sheet.now if seen.sheet else None
    if row is None or not row.item.uses:
        return []
    texts = UsedTexts(seen.congress)
    used = texts.of(row.item.uses)
    return [
        Link(used[ref].name, texts.url(ref))
        for ref in row.item.uses
        if used[ref].state in _READABLE
    ]
