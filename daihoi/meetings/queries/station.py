"""A door on the day (bàn đón): everybody on the roll, what is told of each, what became of a press."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission
from daihoi.base import offers
from daihoi.base.offers import DoorNote, Row
from daihoi.meetings.models import (
    DOOR_LETTERS,
    DoorPress,
    Invitee,
    InviteeCategory,
    Means,
    Outcome,
    Presence,
)
from daihoi.meetings.queries.places import place_of
from daihoi.meetings.queries.roll_page import RollLine, RollPage, narrowed, roll_page
from daihoi.vietnamese.text import tidy


@dataclass(frozen=True, slots=True)
class Press:
    """One press at a door, ``waited_ms`` milliseconds ago, of the line with the key ``row``."""

    key: UUID
    row: int
    means: Means
    door: str = ""
    waited_ms: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a press: ``said`` "" where it was simply kept.

    Not kept: it is told to whoever pressed, and nobody tries again by itself.
    """

    key: UUID
    said: str = ""
    is_kept: bool = True

    def to_json(self) -> dict[str, object]:
        return {"key": str(self.key), "said": self.said, "kept": self.is_kept}


@dataclass(frozen=True, slots=True)
class StationLine:
    """One person as the door sees her; ``key`` is for a press without a script."""

    line: RollLine
    place: str  # seat and discussion group, "" for neither
    notes: tuple[DoorNote, ...]
    key: UUID

    @property
    def arrived(self) -> str:
        """When she came, and where: "7:42, Cửa chính"; "" for who is not there."""
        row = self.line.row
        if row.arrived_at is None:
            return ""
        return ", ".join(filter(None, [hour(row.arrived_at), row.door]))


@dataclass(frozen=True, slots=True)
class Count:
    """Of one category: how many are there, how many are called."""

    label: str
    there: int
    called: int


@dataclass(frozen=True, slots=True)
class StationPage:
    roll: RollPage
    door: str
    lines: list[StationLine]
    counts: list[Count]
    notices: tuple[Row, ...]  # health rules in force and the like


def station_page(pk: int, *, door: str, words: str, viewer: Any) -> StationPage:
    """The whole roll, narrowed to ``words``; a constant number of queries."""
    page = roll_page(pk, viewer=viewer, to=Permission.MEETINGS_RECORD)
    told = offers.at_the_door(viewer, page.meeting)
    seats = offers.seats(page.meeting)
    return StationPage(
        roll=page,
        door=tidy(door)[:DOOR_LETTERS],
        lines=[
            StationLine(line, place_of(line.row, seats), told.notes.get(line.row.pk, ()), uuid4())
            for line in narrowed(page, words).lines
        ],
        counts=_counts(page),
        notices=told.notices,
    )


def said_of(press: DoorPress, row: Invitee) -> str:
    """What whoever pressed is told, ``row`` as it is now; "" where it was simply kept."""
    other = None
    match Outcome(press.outcome):
        case Outcome.KEPT:
            return ""
        case Outcome.EARLIER:
            other = _later(press)
            words = _said_earlier(other)
        case Outcome.TWICE:
            words = _said_twice(row)
        case Outcome.OVERRULED:
            words = _("%(name)s: sau khi đồng chí bấm lúc %(pressed)s đã có người ghi “%(state)s”; giữ như vậy. Nếu sai, hãy sửa ở dòng của người đó.")  # fmt: skip
    return words % {
        "name": row.name,
        "pressed": hour(press.pressed_at),
        "state": row.get_presence_display(),
        "at": hour(row.arrived_at) if row.arrived_at else "",
        "door": row.door,
        "means": row.get_means_display(),
        "other": (other.door or other.get_means_display()) if other else "",
        "later": hour(other.pressed_at) if other else "",
    }


def _said_earlier(other: DoorPress | None) -> str:
    if other:
        return _("%(name)s: %(other)s ghi lúc %(later)s, muộn hơn ở đây; nay ghi giờ đến %(pressed)s.")  # fmt: skip
    return _("%(name)s đã được điểm danh muộn hơn ở nơi khác; nay ghi giờ đến %(pressed)s.")


def _said_twice(row: Invitee) -> str:
    if row.presence != Presence.PRESENT:
        return _("%(name)s đã được điểm danh trước đó; nay đang ghi “%(state)s”.")
    if row.door:
        return _("%(name)s đã được điểm danh lúc %(at)s ở %(door)s; giữ giờ đó.")
    return _("%(name)s đã được điểm danh lúc %(at)s (%(means)s); giữ giờ đó.")


def _later(press: DoorPress) -> DoorPress | None:
    """The press at another door whose hour this one took the place of."""
    others = DoorPress.objects.filter(invitee=press.invitee_id, pressed_at__gt=press.pressed_at)
    kept = others.filter(outcome__in=[Outcome.KEPT, Outcome.EARLIER])
    return kept.order_by("pressed_at", "pk").first()


def hour(moment: datetime) -> str:
    """In the house's time zone: "7:05"."""
    at = timezone.localtime(moment)
    return f"{at.hour}:{at:%M}"


def _counts(page: RollPage) -> list[Count]:
    found = []
    for category in InviteeCategory:
        rows = [line.row for line in page.lines if line.row.category == category]
        if rows:
            label = str(category.label)
            found.append(Count(label, sum(row.is_there for row in rows), len(rows)))
    return found
