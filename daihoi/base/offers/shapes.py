"""What apps offer, as values: lines of the navigation, rows that wait, cards, facts, parts of pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A line of the navigation; ``order`` sorts within the group, ``count`` is shown if not None.

    Pages whose address begins with ``url`` belong to it, and those whose name begins with one of
    ``pages`` ("organizations:person_").
    """

    label: StrOrPromise
    url: str
    order: int
    group: StrOrPromise = ""
    count: int | None = None
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Something late or waiting: what, about what, where to act, and when it is due.

    An ``alarm`` stands above everything else. ``part_of`` is the address of a broader row, which
    gives way where this one is shown.
    """

    title: StrOrPromise
    detail: StrOrPromise
    url: str
    action: StrOrPromise
    due_on: date | None = None
    urgent: bool = False
    alarm: bool = False
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in something the words of a search stand: plain text around them, and the way there."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result; ``note`` says what and where it is, ``places`` what was found in it."""

    title: str
    url: str
    note: str = ""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """One kind of thing that can be searched for.

    ``find`` takes the user, the words, and which hits: from ``start`` up to ``stop``, as in a
    slice. It finds whole words in any order, marks and case apart, the last one may go on; and
    only what the user may see. ``key`` stands in addresses.
    """

    key: str
    label: StrOrPromise
    order: int
    find: Callable[[Any, str, int, int], list[Hit]]


@dataclass(frozen=True, slots=True)
class Panel:
    """A card on the first page: a template of the app and what it shows.

    ``beside`` puts it beside what is late and waiting; others follow below that.
    """

    template: str
    context: dict[str, Any]
    order: int
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The line beside the brand: the organization and its congress."""

    organization: str
    congress: str = ""
    term: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """What the first page says first: how long until the day, and how things stand."""

    title: StrOrPromise
    detail: StrOrPromise = ""
    alarms: tuple[Row, ...] = ()  # what stands against that day


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who signed in, as the shell shows it: parts of it come from several apps."""

    name: str = ""
    role: StrOrPromise = ""
    unread: int = 0
    entries: tuple[NavEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Recheck:
    """Something that may no longer hold after the day everything is counted from has moved.

    ``instead_of``: addresses of what another app asks and this one asks more closely.
    """

    title: str
    reason: str
    url: str
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """Something that ought to be settled before a thing goes to somebody else, and where."""

    title: StrOrPromise
    is_met: bool
    detail: StrOrPromise = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A day in somebody's calendar; ``key`` is stable, so that a calendar replaces, not repeats."""

    key: str  # "congresses.task:12"
    on: date
    title: str
    detail: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody is to be told; kept, so Vietnamese. ``topic`` groups alike ones."""

    title: str
    body: str
    url: str
    topic: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title, for a page, a print and a sheet: a status report, what is kept of somebody.

    ``open_rows`` are those that a paper may hold which others read too; None: all of them.
    """

    title: StrOrPromise
    columns: tuple[StrOrPromise, ...]
    rows: list[tuple[Any, ...]]
    note: StrOrPromise = ""
    order: int = 100
    open_rows: list[tuple[Any, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """What an app keeps about a person: ``fields`` name its columns ("documents.Opinion.person").

    ``move(old, new, actor=…)`` hands all of it from one person to another, inside the caller's
    transaction, and answers how many rows that were. ``clashes(old, new)`` says in sentences, with
    what to do, where the two cannot become one; while there are any, nothing is moved.
    ``hold(old, new)`` locks what others change while they name one of the two. It is called for
    every reference before anything is read or written: a writer who has his rows and waits for
    the record finishes first. One that is restricted moves without being told: who merges may not
    know that it is there.
    """

    label: StrOrPromise
    fields: tuple[str, ...]
    move: Callable[..., int]
    clashes: Callable[[Any, Any], Iterable[str]] = lambda _old, _new: ()
    hold: Callable[[Any, Any], object] = lambda _old, _new: None
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a paper may name: its field in templates, and how its value looks.

    The name is spelt as templates are compared: small letters, one space between words.
    """

    name: str
    example: str


@dataclass(frozen=True, slots=True)
class DoorNote:
    """What a door is told of one person on a roll, and where to act; ``kind`` is that of a badge."""

    text: StrOrPromise
    kind: str = "neutral"
    url: str = ""


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """What holds for everybody who comes in, and ``notes`` by the key of a line of the roll."""

    notices: tuple[Row, ...] = ()
    notes: Mapping[int, tuple[DoorNote, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page that is the same for everybody who follows it: pushed to all, made once.

    It is the part of ``template`` ("conduct/hall_follow.html#shown") and what ``make`` says it shows,
    as of now; `NotFound` once there is nothing to show any more. Another bump of one of ``topics``
    makes another. Nothing in it may be for some only.
    """

    template: str
    topics: Sequence[str]
    make: Callable[[], dict[str, Any]]
