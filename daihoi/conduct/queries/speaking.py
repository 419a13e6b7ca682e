"""Who speaks, who waits, who has spoken how long: for who runs the day, and for everybody in the hall."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.base.offers import Table
from daihoi.conduct.models import Run, RunItem, Turn
from daihoi.conduct.queries.seen import OF_RUN, allowed, get_run, run_of
from daihoi.conduct.queries.topics import congress_topic
from daihoi.congresses.models import Congress
from daihoi.meetings.models import Invitee, Presence
from daihoi.meetings.queries.attendance import congress_meeting, invitees_of, told_apart
from daihoi.meetings.queries.roll_page import names
from daihoi.organizations.models import Person
from daihoi.organizations.queries.people import person_of
from daihoi.programme.models import Speech
from daihoi.rules.programme.items import Does
from daihoi.rules.programme.speaking import Pace, Stretch, turns_that_fit
from daihoi.rules.programme.speeches import SpeechState
from daihoi.vietnamese.text import fold

MOST_FOUND = 20
LETTERS = 2  # typed before names are looked up


@dataclass(frozen=True, slots=True)
class Left:
    """Time given to who speaks or to the item that runs, as of the server's clock."""

    stretch: Stretch

    @property
    def due(self) -> datetime:
        return self.stretch.due

    @property
    def warns_at(self) -> datetime:
        return self.stretch.warns_at

    @property
    def is_in_time(self) -> bool:
        return self.stretch.pace is Pace.IN_TIME

    @property
    def is_warned(self) -> bool:
        return self.stretch.pace is Pace.WARNED

    @property
    def is_over(self) -> bool:
        return self.stretch.pace is Pace.OVER

    @property
    def clock(self) -> str:
        """Minutes and seconds that are left, or by which it is over: "4:05"."""
        return clocked(abs(self.stretch.seconds_left))


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who speaks now."""

    turn: Turn
    left: Left


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who waits. ``is_there``: marked present at the door; None for who stands on no roll."""

    turn: Turn
    number: int
    is_there: bool | None
    is_own: bool = False
    fits: bool = True  # into what is left of the item, with those before
    is_first: bool = False
    is_last: bool = False

    @property
    def is_away(self) -> bool:
        return self.is_there is False


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn that is over."""

    turn: Turn
    seconds: int

    @property
    def length(self) -> str:
        return clocked(self.seconds)

    @property
    def is_over(self) -> bool:
        """Longer than was given."""
        return self.seconds > self.turn.minutes * 60


@dataclass(frozen=True, slots=True)
class Speakers:
    """The speakers' list; ``own`` is the viewer's turn that waits, ``to_load`` speeches not on it."""

    congress: Congress
    run: Run | None
    at: datetime
    can_run: bool = False
    item: RunItem | None = None
    item_left: Left | None = None
    speaking: Speaking | None = None
    waiting: list[Waiting] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    withdrawn: list[Turn] = field(default_factory=list)
    own: Waiting | None = None
    can_ask: bool = False
    to_load: int = 0
    topics: Sequence[str] = ()

    @property
    def is_open(self) -> bool:
        """Whether the list may be changed."""
        return self.run is not None and not self.run.is_over

    @property
    def can_change(self) -> bool:
        return self.can_run and self.is_open

    @property
    def can_start(self) -> bool:
        return self.can_change and self.item is not None and self.speaking is None

    @property
    def takes_speakers(self) -> bool:
        return self.item is None or Does.SPEECHES.value in self.item.does

    @property
    def minutes_waiting(self) -> int:
        return sum(row.turn.minutes for row in self.waiting)

    @property
    def too_many(self) -> int:
        """How many of those who wait the item has no time for."""
        return sum(not row.fits for row in self.waiting)

    @property
    def total(self) -> str:
        return clocked(sum(row.seconds for row in self.spoken))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on the roll; ``name`` tells people of one name apart."""

    row: Invitee
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a few letters may mean; ``more``: how many beyond those shown."""

    run: Run
    words: str
    people: list[Candidate]
    more: int = 0
    has_roll: bool = True

    @property
    def is_asked(self) -> bool:
        return len(self.words.replace(" ", "")) >= LETTERS


def speakers(pk: int, *, viewer: Any) -> Speakers:
    """The page of the list, in a number of queries that does not grow with it."""
    congress = get_congress_to_follow(pk, viewer=viewer)
    may_run = allowed(congress, viewer=viewer).run
    run, at = run_of(congress), timezone.localtime(clock.now())
    topics = [congress_topic(congress)]
    if run is None:
        return Speakers(congress, None, at, may_run, topics=topics)
    turns = turns_of(run)
    item = item_now(run)
    person = person_of(viewer)
    left = left_of(item, at)
    speaking = speaking_in(turns, at)
    waiting = waiting_in(turns, left, speaking, present=_present(congress, turns), own=person)
    own = next((row for row in waiting if row.is_own), None)
    return Speakers(
        congress,
        run,
        at,
        may_run,
        item=item,
        item_left=left,
        speaking=speaking,
        waiting=waiting,
        spoken=spoken_in(turns),
        withdrawn=[turn for turn in turns if turn.withdrawn_at],
        own=own,
        can_ask=own is None and not run.is_over and person is not None,
        to_load=len(speeches_to_load(run)) if may_run and not run.is_over else 0,
        topics=topics,
    )


def get_congress_to_follow(pk: int, *, viewer: Any) -> Congress:
    """The congress, for who follows its day: its members, and who runs it."""
    found = Congress.objects.select_related("organization__parent").filter(pk=pk).first()
    if found is None:
        raise NotFound
    if not allowed(found, viewer=viewer).run:
        require(viewer, Permission.CONDUCT_VIEW, at=found)
    return found


def get_run_to_follow(pk: int, *, viewer: Any) -> Run:
    """The run of a congress, for who follows its day; `NotFound` before it began."""
    run = run_of(get_congress_to_follow(pk, viewer=viewer))
    if run is None:
        raise NotFound
    return run


def get_turn(pk: int, *, viewer: Any) -> Turn:
    """One turn, for who runs the day, or who is to speak herself."""
    related = ("person", "speech", "item", *(f"run__{name}" for name in OF_RUN))
    found = Turn.objects.select_related(*related).filter(pk=pk).first()
    if found is None:
        raise NotFound
    own = person_of(viewer)
    is_own = own is not None and found.person_id == own.pk
    if not (is_own and can(viewer, Permission.CONDUCT_VIEW, at=found.run.congress)):
        require(viewer, Permission.CONDUCT_RUN, at=found)
    return found


def get_turn_to_run(pk: int, *, viewer: Any) -> Turn:
    """One turn, for who runs the day."""
    found = get_turn(pk, viewer=viewer)
    require(viewer, Permission.CONDUCT_RUN, at=found)
    return found


def turns_of(run: Run) -> list[Turn]:
    """Every turn in the order of the list. The hall may see it: the caller has let the viewer in."""
    rows = run.turns.select_related("person", "item", "speech")
    found = list(rows.order_by("position", "pk"))
    for turn in found:
        turn.run = run
    return found


def item_now(run: Run) -> RunItem | None:
    """The item that runs."""
    return run.items.filter(started_at__isnull=False, ended_at__isnull=True).first()


def left_of(item: RunItem | None, at: datetime) -> Left | None:
    """What is left of the item that runs."""
    if item is None or item.started_at is None:
        return None
    return Left(Stretch(item.started_at, item.minutes_given, at))


def speaking_in(turns: Iterable[Turn], at: datetime) -> Speaking | None:
    """Who speaks, with the clock."""
    for turn in turns:
        if turn.is_speaking and turn.started_at is not None:
            return Speaking(turn, Left(Stretch(turn.started_at, turn.minutes, at)))
    return None


def waiting_in(
    turns: Iterable[Turn],
    left: Left | None = None,
    speaking: Speaking | None = None,
    *,
    present: frozenset[int] | None = None,
    own: Person | None = None,
) -> list[Waiting]:
    """Those who wait in their order, held against what the item has ``left`` after who speaks.

    ``present``: numbers of the persons in the room, None where nobody keeps a roll.
    """
    found = [turn for turn in turns if turn.waits]
    seconds = None if left is None else left.stretch.seconds_left
    if seconds is not None and speaking is not None:
        seconds -= max(speaking.left.stretch.seconds_left, 0)
    fitting = len(found) if seconds is None else turns_that_fit(seconds, (t.minutes for t in found))
    return [
        Waiting(
            turn,
            place + 1,
            None if present is None or turn.person_id is None else turn.person_id in present,
            is_own=_is_own(turn, own),
            fits=place < fitting,
            is_first=place == 0,
            is_last=place == len(found) - 1,
        )
        for place, turn in enumerate(found)
    ]


def spoken_in(turns: Iterable[Turn]) -> list[Spoken]:
    """Turns that are over, in the order they were given."""
    found = [
        Spoken(turn, int((turn.ended_at - turn.started_at).total_seconds()))
        for turn in turns
        if turn.started_at is not None and turn.ended_at is not None
    ]
    return sorted(found, key=lambda row: (row.turn.started_at, row.turn.pk))


def own_waiting(turns: Iterable[Turn], person: Person) -> Waiting | None:
    """Somebody's own turn that waits, with its number on the list; for a part of a phone's page."""
    return next((row for row in waiting_in(turns, own=person) if row.is_own), None)


def speeches_to_load(run: Run) -> list[Speech]:
    """Approved speeches that never stood on the list, in their order."""
    approved = Speech.objects.filter(congress=run.congress_id, state=SpeechState.APPROVED.value)
    rows = approved.exclude(turns__run=run).select_related("person__unit")
    return list(rows.order_by("position", "pk"))


def find_people(pk: int, words: str, *, viewer: Any) -> Found:
    """Who on the congress's roll is meant, marks and case apart: by beginnings of words, or initials.

    Those in the room come first. For who runs the day; nobody until two letters are typed.
    """
    run = get_run(pk, viewer=viewer)
    meeting = congress_meeting(run.congress)
    typed = " ".join(words.split())
    if meeting is None or len(typed.replace(" ", "")) < LETTERS:
        return Found(run, typed, [], has_roll=meeting is not None)
    rows = list(invitees_of(meeting))
    told = told_apart(rows)
    found = [row for row in rows if names(row, typed) or _has_initials(row, typed)]
    there_first = sorted(found, key=lambda row: not row.is_there)[:MOST_FOUND]
    people = [Candidate(row, told[row.pk]) for row in there_first]
    return Found(run, typed, people, more=max(len(found) - MOST_FOUND, 0))


def invitee_found(run: Run, pk: int) -> Invitee:
    """A line of the congress's roll; the caller has checked the viewer."""
    meeting = congress_meeting(run.congress)
    found = meeting and meeting.invitees.select_related("person__unit").filter(pk=pk).first()
    if not found:
        raise NotFound
    return found


def on_the_roll(congress: Congress, person: Person) -> bool:
    """Whether somebody is called to the congress; everybody is where its roll was not made."""
    meeting = congress_meeting(congress)
    return meeting is None or meeting.invitees.filter(person=person).exists()


def kept_of(person: Person) -> Table:
    """What the lists keep of a person."""
    columns = (_("Đại hội"), _("Về việc"), _("Lúc"), _("Đã nói"), _("Tóm tắt ghi biên bản"))
    turns = Turn.objects.filter(person=person).select_related("run__congress__organization")
    rows: list[tuple[Any, ...]] = [
        (str(turn.run.congress), turn.topic, turn.asked_at, _spoke(turn), turn.summary)
        for turn in turns.order_by("pk")
    ]
    return Table(_("Lượt phát biểu của đồng chí tại đại hội"), columns, rows, order=460)


def clocked(seconds: int) -> str:
    """Minutes and seconds: "12:05"."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def _has_initials(row: Invitee, words: str) -> bool:
    typed = fold("".join(words.split()))
    return typed in "".join(part[0] for part in row.folded_name.split())


def _spoke(turn: Turn) -> str:
    return "".join(row.length for row in spoken_in([turn]))


def _is_own(turn: Turn, own: Person | None) -> bool:
    return own is not None and turn.person_id == own.pk and turn.speech_id is None


def _present(congress: Congress, turns: Iterable[Turn]) -> frozenset[int] | None:
    meeting = congress_meeting(congress)
    if meeting is None:
        return None
    waiting = [turn.person_id for turn in turns if turn.waits and turn.person_id]
    rows: QuerySet[Invitee] = meeting.invitees.filter(person__in=waiting, presence=Presence.PRESENT)
    return frozenset(pk for pk in rows.values_list("person", flat=True) if pk)
