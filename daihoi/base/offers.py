"""What apps offer to pages that show a bit of every app. Apps register in their `offers.py`.

A page that shows offers never imports the apps; an app is pluggable by this alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A line of the navigation; ``order`` sorts within the group, ``count`` is shown if not None."""

    label: StrOrPromise
    url: str
    order: int
    group: StrOrPromise = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Something late or waiting: what, about what, where to act, and when it is due."""

    title: StrOrPromise
    detail: StrOrPromise
    url: str
    action: StrOrPromise
    due_on: date | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result: ``kind`` is a Vietnamese noun, ``excerpt`` plain text around the words."""

    kind: StrOrPromise
    title: str
    excerpt: str
    url: str
    order: int = 0


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


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who signed in, as the shell shows it: parts of it come from several apps."""

    name: str = ""
    role: StrOrPromise = ""
    unread: int = 0
    entries: tuple[NavEntry, ...] = ()


@dataclass(slots=True)
class Offers:
    """Everything one app offers; each callable takes the user (and the words, for a search)."""

    navigation: Callable[[Any], Iterable[NavEntry]] = lambda _user: ()
    late: Callable[[Any], Iterable[Row]] = lambda _user: ()
    waiting: Callable[[Any], Iterable[Row]] = lambda _user: ()
    panels: Callable[[Any], Iterable[Panel]] = lambda _user: ()
    search: Callable[[Any, str], Iterable[Hit]] = lambda _user, _words: ()
    heading: Callable[[Any], Heading | None] = lambda _user: None
    headline: Callable[[Any], Headline | None] = lambda _user: None
    viewer: Callable[[Any], Viewer] = lambda _user: Viewer()
    place: Callable[[str, str], str] = lambda _organization_path, _within: ""
    topics: Callable[[Any, str], bool] = lambda _user, _topic: False


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
    """What waits for this user: urgent first, then by due date."""
    rows = [row for offers in _registry.offers for row in offers.waiting(user)]
    return sorted(rows, key=lambda row: (not row.urgent, _due(row)))


def panels(user: Any) -> list[Panel]:
    cards = [panel for offers in _registry.offers for panel in offers.panels(user)]
    return sorted(cards, key=lambda panel: panel.order)


def search(user: Any, words: str) -> list[Hit]:
    hits = [hit for offers in _registry.offers for hit in offers.search(user, words)]
    return sorted(hits, key=lambda hit: hit.order)


def heading(user: Any) -> Heading | None:
    """The heading of the highest app that knows one."""
    found = (offers.heading(user) for offers in reversed(_registry.offers))
    return next((heading for heading in found if heading), None)


def headline(user: Any) -> Headline | None:
    """The headline of the highest app that has one."""
    found = (offers.headline(user) for offers in reversed(_registry.offers))
    return next((headline for headline in found if headline), None)


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


def _due(row: Row) -> date:
    return row.due_on or date.max
