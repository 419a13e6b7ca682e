"""The propaganda plan: what is late first, then what comes, then what is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import congress_of
from daihoi.files.models import StoredFile
from daihoi.news.models import PropagandaEntry, PropagandaItem
from daihoi.news.queries.desk import body_of, own_desk
from daihoi.organizations.models import Person
from daihoi.rules.propaganda import channels

SOON_DAYS = 3


@dataclass(frozen=True, slots=True)
class PropagandaRow:
    item: PropagandaItem
    owner: str
    is_late: bool
    is_soon: bool
    entries: int


@dataclass(frozen=True, slots=True)
class PropagandaPlan:
    congress: Congress
    rows: list[PropagandaRow]
    late: int
    open_count: int
    done: int
    can_write: bool
    today: date


@dataclass(frozen=True, slots=True)
class PropagandaPage:
    item: PropagandaItem
    row: PropagandaRow
    entries: list[PropagandaEntry]
    can_write: bool
    today: date


def propaganda_plan(pk: int, *, viewer: Any) -> PropagandaPlan:
    """The plan of a congress, for everybody of the organization; who writes may change it."""
    congress = congress_of(pk, viewer=viewer)
    today = clock.today()
    rows = [_row(item, today) for item in _items(congress)]
    rows.sort(key=lambda row: (_group(row), row.item.due_on, row.item.pk))
    return PropagandaPlan(
        congress=congress,
        rows=rows,
        late=sum(row.is_late for row in rows),
        open_count=sum(row.item.is_open for row in rows),
        done=sum(row.item.done_on is not None for row in rows),
        can_write=writes_plan(viewer, congress),
        today=today,
    )


def propaganda_page(pk: int, *, viewer: Any) -> PropagandaPage:
    item = get_item(pk, viewer=viewer, to=None)
    today = clock.today()
    entries = item.entries.select_related("added_by", "picture").order_by("-on", "-pk")
    item.entry_count = len(entries)  # type: ignore[attr-defined]  # as `_items` annotates it
    may = can(viewer, Permission.NEWS_WRITE, at=item)
    return PropagandaPage(item, _row(item, today), list(entries), may, today)


def get_item(
    pk: int, *, viewer: Any, to: Permission | None = Permission.NEWS_WRITE
) -> PropagandaItem:
    """One item; ``to`` None: for everybody of the organization."""
    found = (
        PropagandaItem.objects.select_related(
            "congress__organization", "subcommittee__congress__organization", "person__user"
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotFound
    require(viewer, Permission.CONGRESSES_VIEW, at=found.congress)
    if to is not None:
        require(viewer, to, at=found)
    return found


def entry_picture(pk: int, *, viewer: Any) -> StoredFile:
    """The photo of an entry as it may be shown."""
    entry = (
        PropagandaEntry.objects.select_related("item__congress__organization", "picture")
        .filter(pk=pk)
        .first()
    )
    if entry is None or entry.picture is None:
        raise NotFound
    require(viewer, Permission.CONGRESSES_VIEW, at=entry.item.congress)
    return entry.picture


def congress_to_plan(pk: int, *, viewer: Any) -> Congress:
    """A congress, for who writes its propaganda plan."""
    congress = congress_of(pk, viewer=viewer)
    require(viewer, Permission.NEWS_WRITE, at=body_of(congress) or congress)
    return congress


def writes_plan(viewer: Any, congress: Congress) -> bool:
    return can(viewer, Permission.NEWS_WRITE, at=body_of(congress) or congress)


def channel_choices(congress: Congress) -> list[str]:
    """Channels to choose from: those in use, then those of the house; any other may be typed."""
    used = congress.propaganda_items.order_by("channel").values_list("channel", flat=True)
    return list(dict.fromkeys([*used.distinct(), *channels().names]))


def owner_choices(congress: Congress) -> QuerySet[Person]:
    return congress.organization.people.order_by("name_key", "pk")


def open_items_of(viewer: Any, congress: Congress) -> Iterable[PropagandaRow]:
    """What is late or soon due for the viewer: her own items, and those of a plan she writes."""
    today = clock.today()
    desk = own_desk(viewer)
    writes = desk is not None and desk.congress == congress
    for item in _items(congress).filter(done_on__isnull=True, dropped_at__isnull=True):
        row = _row(item, today)
        is_own = item.person is not None and item.person.user_id == viewer.pk
        if (writes or is_own) and (row.is_late or row.is_soon):
            yield row


def _items(congress: Congress) -> QuerySet[PropagandaItem]:
    found = congress.propaganda_items.select_related("subcommittee", "person", "done_by")
    return found.annotate(entry_count=Count("entries")).order_by("due_on", "pk")


def _row(item: PropagandaItem, today: date) -> PropagandaRow:
    left = (item.due_on - today).days
    owner = item.person or item.subcommittee
    return PropagandaRow(
        item,
        str(owner) if owner else "Chi ủy",
        is_late=item.is_open and left < 0,
        is_soon=item.is_open and 0 <= left <= SOON_DAYS,
        entries=item.entry_count,  # type: ignore[attr-defined]  # annotated
    )


def _group(row: PropagandaRow) -> int:
    if row.item.is_open:
        return 0
    return 1 if row.item.done_on else 2
