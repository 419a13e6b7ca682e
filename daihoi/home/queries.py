"""What the first page and the search show; everything comes from the apps' offers."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.core.cache import cache

from daihoi.accounts.models import User
from daihoi.accounts.permissions import ROLES, Permission, Role, can, grants_in_force
from daihoi.base import clock, offers
from daihoi.base.errors import NotFound
from daihoi.base.language import in_vietnamese
from daihoi.base.numbers import whole_number
from daihoi.base.offers import Event, Headline, Hit, Panel, Row, Search, Table
from daihoi.base.word_index import words_of
from daihoi.congresses.queries.reports import congress_on
from daihoi.home.models import CalendarLink
from daihoi.organizations.queries.organizations import organizations_followed
from daihoi.vietnamese.text import tidy

SHOWN = 6  # rows of a card of the first page; the others are folded
SHORTEST_SEARCH = 2
FETCHES_AN_HOUR = 120
LONGEST_SEARCH = 200
OF_EACH = 5
PER_PAGE = 20
LAST_PAGE = 500


@dataclass(frozen=True, slots=True)
class RowList:
    """Rows of one card: the first few, and the others folded."""

    rows: list[Row]

    @property
    def first(self) -> list[Row]:
        return self.rows[:SHOWN]

    @property
    def folded(self) -> list[Row]:
        return self.rows[SHOWN:]

    @property
    def count(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What cannot wait behind what is late, late, waiting for me, then cards below and beside."""

    headline: Headline | None
    pressing: RowList
    late: RowList
    waiting: RowList
    below: list[Panel]
    beside: list[Panel]

    @property
    def waiting_leads(self) -> bool:
        """Whether the page's first button stands among what waits."""
        return not self.pressing.count


@dataclass(frozen=True, slots=True)
class FoundKind:
    """Hits of one kind; ``more`` follow them."""

    key: str
    label: str
    hits: list[Hit]
    more: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the first of every kind, or one page of the kind ``only``."""

    words: str
    too_short: bool = False
    kinds: tuple[FoundKind, ...] = ()
    only: FoundKind | None = None
    page: int = 1

    @property
    def count(self) -> int:
        """How many hits are shown."""
        return sum(len(kind.hits) for kind in self.kinds)

    @property
    def has_more(self) -> bool:
        return any(kind.more for kind in self.kinds)

    @property
    def previous_page(self) -> int:
        return self.page - 1

    @property
    def next_page(self) -> int:
        return self.page + 1


@dataclass(frozen=True, slots=True)
class Report:
    """How things stood at the end of a day; on that day itself it may still change."""

    on: date
    is_today: bool
    organization: str
    tables: list[offers.Table]
    follows_below: bool  # the viewer sees the states of others' congresses, and no report of them
    can_deposit: bool = False  # the viewer may make an official paper of it


def report(on: date, *, viewer: User) -> Report:
    """What every app reports of a day that is not in the future, as far as she may see it."""
    heading = offers.heading(viewer)
    tables = offers.report(viewer, on)
    congress = congress_on(on, viewer=viewer) if tables else None
    return Report(
        on=on,
        is_today=on == clock.today(),
        organization=heading.organization if heading else "",
        tables=tables,
        follows_below=organizations_followed(viewer).exists(),
        can_deposit=congress is not None and can(viewer, Permission.REGISTRY_WRITE, at=congress),
    )


def reads_reports(viewer: User) -> bool:
    """Whether there is a plan and its documents she may see."""
    held = [ROLES[Role(grant.role)].permissions for grant in grants_in_force(viewer)]
    return any(
        {Permission.CONGRESSES_VIEW, Permission.DOCUMENTS_VIEW} <= permissions
        for permissions in held
    )


def first_page(*, viewer: User) -> FirstPage:
    """Alarms come first; so does what is urgent where it would stand behind what is late."""
    panels = offers.panels(viewer)
    late = offers.distinct(offers.late(viewer))
    waiting = offers.distinct(offers.waiting(viewer))
    pressing = [row for row in waiting if row.alarm or (row.urgent and late)]
    return FirstPage(
        headline=offers.headline(viewer),
        pressing=RowList(pressing),
        late=RowList(late),
        waiting=RowList([row for row in waiting if row not in pressing]),
        below=[panel for panel in panels if not panel.beside],
        beside=[panel for panel in panels if panel.beside],
    )


def search(words: str, *, viewer: User, only: str = "", page: str = "") -> Found:
    """Search everything the viewer may see: the first hits of each kind, or a page of one kind."""
    words = tidy(words)[:LONGEST_SEARCH]
    if sum(map(len, chain(*words_of(words)))) < SHORTEST_SEARCH:
        return Found(words, too_short=bool(words))
    kind = next((each for each in offers.searches() if each.key == only), None)
    if kind is None:
        found = (_part(each, words, viewer, 0, OF_EACH) for each in offers.searches())
        return Found(words, kinds=tuple(part for part in found if part.hits))
    number = min(max(whole_number(page) or 1, 1), LAST_PAGE)
    part = _part(kind, words, viewer, (number - 1) * PER_PAGE, PER_PAGE)
    return Found(words, kinds=(part,) if part.hits else (), only=part, page=number)


def _part(kind: Search, words: str, viewer: User, start: int, count: int) -> FoundKind:
    """One more than is shown is asked for: whether there are others, without counting them."""
    hits = kind.find(viewer, words, start, start + count + 1)
    return FoundKind(kind.key, str(kind.label), hits[:count], more=len(hits) > count)


def calendar_link_of(viewer: User) -> CalendarLink | None:
    """The address in force of her calendar; its secret nobody knows but she."""
    return CalendarLink.objects.filter(user=viewer, revoked_at=None).first()


def owner_of_calendar(secret: str) -> User:
    """Whose calendar an address leads to; `NotFound` once it is revoked or she signs in no more."""
    digest = CalendarLink.digest_of(secret)
    links = CalendarLink.objects.filter(digest=digest, revoked_at=None, user__is_active=True)
    link = links.select_related("user").first()
    if link is None:
        raise NotFound
    return link.user


def is_fetched_too_often(owner: User) -> bool:
    """More often than a person's phones and computers together do: counted by the hour."""
    hour = f"{clock.now():%Y%m%d%H}"
    key = f"home.calendar:{owner.pk}:{hour}"
    cache.add(key, 0, timeout=3600)
    try:
        return cache.incr(key) > FETCHES_AN_HOUR
    except ValueError:  # it went from the cache just now
        return False


def calendar_of(owner: User) -> list[Event]:
    """The days of all apps that the owner may see now, in Vietnamese."""
    with in_vietnamese():
        return offers.events(owner)


def kept_about(user: User, *, viewer: User) -> list[Table]:
    """Everything that all apps keep about somebody, for herself alone; nothing for another."""
    if viewer.pk != user.pk:
        raise NotFound
    return offers.about(user)


def calendar_links_of(user: User) -> list[tuple[datetime, datetime | None]]:
    """When each of somebody's calendar addresses was made and revoked, for herself."""
    links = CalendarLink.objects.filter(user=user).order_by("created_at", "pk")
    return list(links.values_list("created_at", "revoked_at"))
