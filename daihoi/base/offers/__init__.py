"""What apps offer to pages that show a bit of every app. Apps register in their `offers.py`.

A page that shows offers never imports the apps; an app is pluggable by this alone.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django_stubs_ext import StrOrPromise

from daihoi.base.offers.shapes import (
    AtTheDoor,
    Check,
    DoorNote,
    Event,
    Fact,
    Heading,
    Headline,
    Hit,
    Message,
    NavEntry,
    Panel,
    Part,
    Place,
    Recheck,
    Reference,
    Row,
    Search,
    Table,
    Viewer,
)

__all__ = [
    "AtTheDoor",
    "Check",
    "DoorNote",
    "Event",
    "Fact",
    "Heading",
    "Headline",
    "Hit",
    "Message",
    "NavEntry",
    "Offers",
    "Panel",
    "Part",
    "Place",
    "Recheck",
    "Reference",
    "Row",
    "Search",
    "Table",
    "Viewer",
]


@dataclass(slots=True)
class Offers:
    """Everything one app offers; each callable takes the user.

    ``rechecks`` takes what was moved, its old day and its new one (None: not known yet);
    ``report`` takes the user and the day: how things stood at its end, as the record knows it;
    ``help`` gives each page, by the name of its address, what it is for in a few sentences;
    ``tell`` puts a message where the user will read it, inside the caller's transaction;
    ``addresses`` are e-mail addresses kept of the user, none of them confirmed;
    ``books`` takes the user and an organization: books an office keeps (sổ) that live in the app,
    their ``group`` says what stands in them;
    ``attached`` takes the user and a thing of a lower app: what this app keeps that belongs to it;
    ``attending`` takes things that people come together for: how many are convened to each that the
    app knows;
    ``readiness`` takes the user and a thing that is about to be submitted: what the app says ought
    to be settled before;
    ``dialect`` is the language code of the words the user's organization has for itself;
    ``restricted_facts_of`` answers fields of papers on personnel, and of nothing else;
    ``source_label`` takes what a deposited text belongs to and says how that text would be called
    if it were taken today ("Báo cáo chính trị, bản 5");
    ``source_order`` takes what deposited texts belong to: the place of each that the app knows, so that
    those of one kind are sent in the order of the day;
    ``at_the_door`` takes the user and a meeting: what who receives people there is to be told;
    ``seats`` takes a meeting: where people sit, in words, by the key of their line of the roll. It
    is told to everybody in the hall;
    ``part`` takes the user and a topic that stands for a part of a page: "conduct.phone:3" for who
    may follow it, "conduct.screen:k7m2p" for whoever knows the code, signed in or not.
    """

    navigation: Callable[[Any], Iterable[NavEntry]] = lambda _user: ()
    late: Callable[[Any], Iterable[Row]] = lambda _user: ()
    waiting: Callable[[Any], Iterable[Row]] = lambda _user: ()
    panels: Callable[[Any], Iterable[Panel]] = lambda _user: ()
    searches: tuple[Search, ...] = ()
    heading: Callable[[Any], Heading | None] = lambda _user: None
    headline: Callable[[Any], Headline | None] = lambda _user: None
    viewer: Callable[[Any], Viewer] = lambda _user: Viewer()
    dialect: Callable[[Any], str] = lambda _user: ""
    place: Callable[[str, str], str] = lambda _organization_path, _within: ""
    topics: Callable[[Any, str], bool] = lambda _user, _topic: False
    part: Callable[[Any, str], Part | None] = lambda _user, _topic: None
    rechecks: Callable[[Any, date, date | None], Iterable[Recheck]] = lambda _thing, _old, _new: ()
    events: Callable[[Any], Iterable[Event]] = lambda _user: ()
    report: Callable[[Any, date], Iterable[Table]] = lambda _user, _on: ()
    about: Callable[[Any], Iterable[Table]] = lambda _user: ()
    references: tuple[Reference, ...] = ()
    help: Mapping[str, StrOrPromise] = field(default_factory=dict)
    tell: Callable[[Any, Message], None] = lambda _user, _message: None
    addresses: Callable[[Any], Iterable[str]] = lambda _user: ()
    books: Callable[[Any, Any], Iterable[NavEntry]] = lambda _user, _organization: ()
    facts: tuple[Fact, ...] = ()
    facts_of: Callable[[Any, date], Mapping[str, Any]] = lambda _thing, _on: {}
    restricted_facts_of: Callable[[Any, date], Mapping[str, Any]] = lambda _thing, _on: {}
    source_label: Callable[[str], str] = lambda _source: ""
    source_order: Callable[[Sequence[str]], Mapping[str, int]] = lambda _sources: {}
    attached: Callable[[Any, Any], Iterable[Row]] = lambda _user, _thing: ()
    readiness: Callable[[Any, Any], Iterable[Check]] = lambda _user, _thing: ()
    attending: Callable[[Sequence[Any]], Mapping[Any, int]] = lambda _things: {}
    at_the_door: Callable[[Any, Any], AtTheDoor] = lambda _user, _meeting: AtTheDoor()
    seats: Callable[[Any], Mapping[int, str]] = lambda _meeting: {}


@dataclass(slots=True)
class _Registry:
    offers: list[Offers] = field(default_factory=list)


_registry = _Registry()


def register(offers: Offers) -> None:
    """Called once by an app's `offers.py` when the house starts."""
    _registry.offers.append(offers)


def navigation(user: Any) -> list[NavEntry]:
    """All entries, sorted by order."""
    entries = [entry for offers in _registry.offers for entry in offers.navigation(user)]
    return sorted(entries, key=lambda entry: entry.order)


def late(user: Any) -> list[Row]:
    """What is overdue, the longest overdue first."""
    rows = [row for offers in _registry.offers for row in offers.late(user)]
    return sorted(rows, key=_due)


def waiting(user: Any) -> list[Row]:
    """What waits for this user: alarms, then what is urgent, then by due date."""
    rows = [row for offers in _registry.offers for row in offers.waiting(user)]
    return sorted(rows, key=lambda row: (not row.alarm, not row.urgent, _due(row)))


def distinct(rows: Iterable[Row]) -> list[Row]:
    """One row for one work, in their order.

    A row gives way to what says it more closely (`Row.part_of`); what leads to the same place is
    told in one row, the words of the others after its own.
    """
    rows = list(rows)
    narrower = {row.part_of for row in rows}
    kept: dict[str, Row] = {}
    for row in rows:
        if row.url in narrower:
            continue
        first = kept.get(row.url)
        kept[row.url] = row if first is None else _with_words_of(first, row)
    return list(kept.values())


def _with_words_of(first: Row, row: Row) -> Row:
    also = ": ".join(filter(None, (str(row.title), str(row.detail))))
    return replace(first, detail=" · ".join(filter(None, (str(first.detail), also))))


def panels(user: Any) -> list[Panel]:
    cards = [panel for offers in _registry.offers for panel in offers.panels(user)]
    return sorted(cards, key=lambda panel: panel.order)


def searches() -> list[Search]:
    """All kinds of things that can be searched for, in their order."""
    kinds = [search for offers in _registry.offers for search in offers.searches]
    return sorted(kinds, key=lambda search: search.order)


def heading(user: Any) -> Heading | None:
    """The heading of the highest app that knows one."""
    found = (offers.heading(user) for offers in reversed(_registry.offers))
    return next((heading for heading in found if heading), None)


def headline(user: Any) -> Headline | None:
    """The headline of the highest app that has one."""
    found = (offers.headline(user) for offers in reversed(_registry.offers))
    return next((headline for headline in found if headline), None)


def dialect(user: Any) -> str:
    """The dialect of the highest app that knows one; "" where the house's words do."""
    found = (offers.dialect(user) for offers in reversed(_registry.offers))
    return next((code for code in found if code), "")


def viewer(user: Any) -> Viewer:
    """What all apps together say about who signed in."""
    parts = [offers.viewer(user) for offers in _registry.offers]
    entries = sorted((e for part in parts for e in part.entries), key=lambda entry: entry.order)
    return Viewer(
        name=next((part.name for part in parts if part.name), ""),
        role=next((part.role for part in parts if part.role), ""),
        unread=sum(part.unread for part in parts),
        entries=tuple(entries),
    )


def place(organization_path: str, within: str = "") -> str:
    """A scope in words: "Chi bộ Cục · Tiểu ban Văn kiện"; each app names the part it knows."""
    parts = (offers.place(organization_path, within) for offers in _registry.offers)
    return " · ".join(filter(None, parts))


def may_follow(user: Any, topic: str) -> bool:
    """Whether some app lets ``user`` listen to the live ``topic``."""
    return any(offers.topics(user, topic) for offers in _registry.offers)


def part(user: Any, topic: str) -> Part | None:
    """The part of a page that ``topic`` stands for, where some app lets ``user`` follow it."""
    found = (offers.part(user, topic) for offers in _registry.offers)
    return next((part for part in found if part), None)


def rechecks(thing: Any, old: date, new: date | None) -> list[Recheck]:
    """What every app wants looked at again once ``thing`` has moved from ``old`` to ``new``."""
    rows = [row for offers in _registry.offers for row in offers.rechecks(thing, old, new)]
    closer = {url for row in rows for url in row.instead_of}
    return [row for row in rows if row.url not in closer]


def events(user: Any) -> list[Event]:
    """Days of all apps that belong in the user's calendar, the earliest first."""
    found = [event for offers in _registry.offers for event in offers.events(user)]
    return sorted(found, key=lambda event: (event.on, event.key))


def report(user: Any, on: date) -> list[Table]:
    """How things stood at the end of ``on``, as far as the user may see it."""
    tables = [table for offers in _registry.offers for table in offers.report(user, on)]
    return sorted(tables, key=lambda table: table.order)


def about(user: Any) -> list[Table]:
    """What every app keeps about the person who signed in."""
    tables = [table for offers in _registry.offers for table in offers.about(user)]
    return sorted(tables, key=lambda table: table.order)


def references() -> list[Reference]:
    """What every app keeps about people; a test finds the columns that none of them names."""
    return [reference for offers in _registry.offers for reference in offers.references]


def addresses(user: Any) -> list[str]:
    """E-mail addresses that the apps know of a user; nobody has confirmed them."""
    found = [address for offers in _registry.offers for address in offers.addresses(user)]
    return [address for address in dict.fromkeys(found) if address]


def facts() -> list[Fact]:
    """Everything that papers may name, in the order of the apps."""
    return [fact for offers in _registry.offers for fact in offers.facts]


def facts_of(thing: Any, on: date, *, wanted: Collection[str] | None = None) -> dict[str, Any]:
    """What is known about ``thing`` on a day, by the names of `facts`; what is not known is left out.

    Only apps that answer one of the ``wanted`` names are asked; None: all of them.
    """
    found: dict[str, Any] = {}
    for offers in _registry.offers:
        if wanted is None or any(fact.name in wanted for fact in offers.facts):
            found |= offers.facts_of(thing, on)
    return found


def restricted_facts_of(thing: Any, on: date) -> dict[str, Any]:
    """What papers on personnel may name beside `facts_of`: the caller has made sure it is one."""
    found: dict[str, Any] = {}
    for offers in _registry.offers:
        found |= offers.restricted_facts_of(thing, on)
    return found


def source_label(source: str) -> str:
    """How a text taken from ``source`` would be called today; "" if no app knows the source."""
    found = (offers.source_label(source) for offers in _registry.offers)
    return next((label for label in found if label), "")


def source_order(sources: Sequence[str]) -> dict[str, int]:
    """The places of the sources that some app knows, to sort their texts by."""
    found: dict[str, int] = {}
    for offers in _registry.offers if sources else ():
        found |= offers.source_order(sources)
    return found


def attached(user: Any, thing: Any) -> list[Row]:
    """What higher apps keep that belongs to ``thing``, as far as the user may see it."""
    return [row for offers in _registry.offers for row in offers.attached(user, thing)]


def alarms(user: Any, thing: Any) -> list[Row]:
    """What higher apps say stands against ``thing`` going on as it is planned."""
    return [row for row in attached(user, thing) if row.alarm]


def readiness(user: Any, thing: Any) -> list[Check]:
    """What the apps say ought to be settled before ``thing`` is submitted, in their order."""
    return [check for offers in _registry.offers for check in offers.readiness(user, thing)]


def attending(things: Sequence[Any]) -> dict[Any, int]:
    """How many are convened to each, as the first app that knows says; nothing if none does."""
    found: dict[Any, int] = {}
    for offers in _registry.offers:
        found = {**offers.attending(things), **found}
    return found


def at_the_door(user: Any, meeting: Any) -> AtTheDoor:
    """What all apps together tell a door of the meeting."""
    told = [offers.at_the_door(user, meeting) for offers in _registry.offers]
    notes: dict[int, tuple[DoorNote, ...]] = {}
    for each in told:
        for key, said in each.notes.items():
            notes[key] = notes.get(key, ()) + said
    return AtTheDoor(tuple(row for each in told for row in each.notices), notes)


def seats(meeting: Any) -> dict[int, str]:
    """Where people sit at the meeting, by the key of their line of the roll."""
    return {key: seat for offers in _registry.offers for key, seat in offers.seats(meeting).items()}


def books(user: Any, organization: Any) -> list[NavEntry]:
    """The books of an organization that apps keep themselves, as the user may open them."""
    found = [entry for offers in _registry.offers for entry in offers.books(user, organization)]
    return sorted(found, key=lambda entry: entry.order)


def tell(user: Any, message: Message) -> None:
    """Tell a user through every app that has a way; apps below the inbox tell by this."""
    for offers in _registry.offers:
        offers.tell(user, message)


def help_for(page: str) -> StrOrPromise:
    """What a page is for, by the name of its address ("congresses:plan"); "" for none."""
    found = (offers.help.get(page) for offers in _registry.offers)
    return next((text for text in found if text), "")


def _due(row: Row) -> date:
    return row.due_on or date.max
