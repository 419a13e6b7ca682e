"""Checklists, told who looks: what is late first, then group by group."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.congresses.models import Congress
from daihoi.logistics.models import ChecklistItem, ItemPhoto
from daihoi.logistics.queries.own_rows import wanted_rows
from daihoi.logistics.queries.places import LogisticsCan, congress_of, flags_of, place_of
from daihoi.rules.certainty import Certainty
from daihoi.rules.checklists import Standing, groups, standing

STANDINGS = {
    Standing.LATE: ("late", _("trễ hạn")),
    Standing.SOON: ("waiting", _("sắp đến hạn")),
    Standing.OPEN: ("neutral", _("chưa làm")),
    Standing.DONE: ("done", _("đã xong")),
    Standing.DROPPED: ("neutral", _("không làm")),
}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as lists show it; ``photos`` is how many there are."""

    item: ChecklistItem
    standing: Standing
    photos: int
    is_mine: bool

    @property
    def kind(self) -> str:
        return STANDINGS[self.standing][0]

    @property
    def state(self) -> StrOrPromise:
        return STANDINGS[self.standing][1]

    @property
    def is_unconfirmed(self) -> bool:
        return self.item.certainty == Certainty.UNCONFIRMED.value

    @property
    def lacks_photo(self) -> bool:
        return self.item.needs_photo and not self.photos


@dataclass(frozen=True, slots=True)
class GroupRows:
    code: str
    name: str
    rows: list[ItemRow]
    is_health: bool

    @property
    def expected(self) -> int:
        return sum(row.standing is not Standing.DROPPED for row in self.rows)

    @property
    def done(self) -> int:
        return sum(row.standing is Standing.DONE for row in self.rows)


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    congress: Congress
    groups: list[GroupRows]
    late: list[ItemRow]
    missing: dict[str, int]  # template items that are not there yet, by "hall" and "health"
    can: LogisticsCan
    today: date

    @property
    def done(self) -> int:
        return sum(group.done for group in self.groups)

    @property
    def expected(self) -> int:
        return sum(group.expected for group in self.groups)


@dataclass(frozen=True, slots=True)
class ItemPage:
    row: ItemRow
    photos: list[ItemPhoto]
    can_tick: bool
    can_manage: bool
    can_remove: set[int]  # photos the viewer may take away
    today: date


def checklist_page(pk: int, *, viewer: Any) -> ChecklistPage:
    congress = congress_of(pk, viewer=viewer)
    rows = rows_of(congress, viewer=viewer)
    there = {row.item.code for row in rows}
    kinds = {"hall": False, "health": True}
    missing = {
        name: sum(each.code not in there for each in wanted_rows(congress, is_health=is_health))
        for name, is_health in kinds.items()
    }
    return ChecklistPage(
        congress=congress,
        groups=grouped(rows),
        late=[row for row in rows if row.standing is Standing.LATE],
        missing=missing,
        can=flags_of(place_of(congress), viewer=viewer),
        today=clock.today(),
    )


def rows_of(congress: Congress, *, viewer: Any) -> list[ItemRow]:
    """All items of a congress in the order of the template; the caller has checked the viewer."""
    today = clock.today()
    found = _items(congress.checklist_items.order_by("position", "pk"))
    return [_row(item, today, viewer) for item in found.annotate(photo_count=Count("photos"))]


def grouped(rows: Iterable[ItemRow]) -> list[GroupRows]:
    """By group in the page's order; groups without items are left out."""
    listed = list(rows)
    found = [
        GroupRows(g.code, g.name, [r for r in listed if r.item.group == g.code], g.is_health)
        for g in groups()
    ]
    return [group for group in found if group.rows]


def get_item(pk: int, *, viewer: Any, to: Permission = Permission.LOGISTICS_VIEW) -> ChecklistItem:
    """One item; `NotFound` for who has no part in its organization."""
    found = _items(ChecklistItem.objects.filter(pk=pk)).first()
    if found is None:
        raise NotFound
    require(viewer, to, at=found)
    return found


def item_page(item: ChecklistItem, *, viewer: Any) -> ItemPage:
    photos = list(item.photos.select_related("added_by"))
    today = clock.today()
    manages = can(viewer, Permission.LOGISTICS_MANAGE, at=item)
    is_mine = item.is_owned_by(viewer)
    state = standing(
        is_done=item.done_at is not None,
        is_dropped=item.dropped_at is not None,
        due=item.due_on,
        on=today,
    )
    return ItemPage(
        row=ItemRow(item, state, len(photos), is_mine),
        photos=photos,
        can_tick=is_mine or can(viewer, Permission.LOGISTICS_WORK, at=item),
        can_manage=manages,
        can_remove={each.pk for each in photos if manages or each.added_by_id == viewer.pk},
        today=today,
    )


def lacks_photo(item: ChecklistItem) -> bool:
    """Whether it is done with a photo only, and has none yet."""
    return item.needs_photo and not item.photos.exists()


def get_photo(pk: int, *, viewer: Any) -> ItemPhoto:
    photos = ItemPhoto.objects.select_related(
        "item__congress__organization",
        "item__subcommittee__congress__organization",
        "large",
        "small",
    )
    found = photos.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.LOGISTICS_VIEW, at=found)
    return found


def _items(found: QuerySet[ChecklistItem]) -> QuerySet[ChecklistItem]:
    return found.select_related(
        "congress__organization", "subcommittee__congress__organization", "owner__user", "done_by"
    )


def _row(item: ChecklistItem, today: date, viewer: Any) -> ItemRow:
    state = standing(
        is_done=item.done_at is not None,
        is_dropped=item.dropped_at is not None,
        due=item.due_on,
        on=today,
    )
    is_mine = viewer is not None and item.is_owned_by(viewer)
    count: int = item.photo_count  # type: ignore[attr-defined]  # annotated
    return ItemRow(item, state, count, is_mine)
