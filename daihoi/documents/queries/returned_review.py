"""The review of one version: all confirmed copies merged, place by place, with what is decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can, require
from daihoi.base import clock
from daihoi.base.errors import NotFound
from daihoi.base.numbers import whole_number
from daihoi.documents.models import (
    Decision,
    OpinionRound,
    PointKind,
    ReturnedPoint,
    Version,
)
from daihoi.documents.queries import documents, returned, returned_places
from daihoi.documents.queries.places import text_of
from daihoi.documents.queries.returned_access import takes_in
from daihoi.documents.queries.returned_points import copy_names, edit_of, points_with_hands
from daihoi.documents.queries.returned_rebasing import Texts, is_there, rebased
from daihoi.papers.comparison import Words, words_between

PER_PAGE = 50
OPEN, COLLISIONS, WAITING = "open", "collisions", "waiting"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which places are shown."""

    copy: int | None = None
    state: str = ""  # "open", "collisions", "waiting" (accepted, not in the text yet) or all

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Read from an address; what makes no sense is left out."""
        state = query.get("state", "")
        known = state if state in {OPEN, COLLISIONS, WAITING} else ""
        return cls(whole_number(query.get("copy", "")), known)

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [
            (OPEN, _("chưa quyết định")),
            (COLLISIONS, _("các đề nghị va nhau")),
            (WAITING, _("đã nhận, chưa đưa vào văn bản")),
        ]

    def query(self) -> str:
        """As the tail of an address."""
        kept = {"copy": self.copy, "state": self.state}
        said = {name: value for name, value in kept.items() if value}
        return f"?{urlencode(said)}" if said else ""


@dataclass(frozen=True, slots=True)
class ReviewCan:
    decide: bool = False
    apply: bool = False
    take_opinions: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review is."""

    points: int
    decided: int
    waiting: int  # accepted, not in the text yet
    comments: int  # comments nobody has seen
    collisions: int  # places where nobody has chosen

    @property
    def open(self) -> int:
        return self.points - self.decided


@dataclass(frozen=True, slots=True)
class ReviewPage:
    version: Version
    names: Mapping[int, str]  # of the copies: who sent each
    progress: Progress
    filters: Filters
    page: Page[int]  # numbers of places
    groups: list[returned_places.BlockGroup]
    working: Version | None
    round: OpinionRound | None  # into which points can be taken as opinions
    given_on: date  # the day proposed for them
    can: ReviewCan

    @property
    def tail(self) -> str:
        """The tail of the page's own address, to come back to it."""
        said = {"copy": self.filters.copy, "state": self.filters.state, "page": self.page.number}
        return f"?{urlencode({name: value for name, value in said.items() if value})}"


def get_reviewed(pk: int, *, viewer: User) -> Version:
    """A version with copies, for those who take copies in."""
    version = documents.get_version(pk, viewer=viewer)
    if not takes_in(version, viewer=viewer):
        raise NotFound(_("Không tìm thấy bản này."))
    return version


def get_decided(pk: int, *, viewer: User) -> Version:
    """A version whose copies the viewer may decide on; others are told they may not."""
    version = get_reviewed(pk, viewer=viewer)
    require(viewer, Permission.DOCUMENTS_MANAGE, at=version)
    return version


def get_point(pk: int, *, viewer: User) -> ReturnedPoint:
    point = ReturnedPoint.objects.filter(pk=pk).first()
    if point is None:
        raise NotFound(_("Không tìm thấy chỗ này."))
    point.base = get_reviewed(point.base_id, viewer=viewer)
    return point


def review_page(
    version: Version, filters: Filters, *, viewer: User, number: str = "1"
) -> ReviewPage:
    """One page of places in reading order, about fifty."""
    names = _names(version)
    places = _places(version, filters)
    page = Paginator(places, PER_PAGE).get_page(number)
    points = version.returned_points.filter(place__in=list(page.object_list))
    working = version.document.versions.filter(frozen_at__isnull=True).first()
    round_ = returned.open_round_on(version)
    return ReviewPage(
        version=version,
        names=names,
        progress=progress_of(version),
        filters=filters,
        page=page,
        groups=returned_places.grouped(_views(version, points, working, names)),
        working=working,
        round=round_,
        given_on=_day_in(round_),
        can=review_can(version, round_, viewer=viewer),
    )


def place_page(point: ReturnedPoint, *, viewer: User) -> ReviewPage:
    """The one place a point stands at, after a decision."""
    version = point.base
    place = version.returned_points.values_list("place", flat=True).get(pk=point.pk)
    points = version.returned_points.filter(place=place)
    working = version.document.versions.filter(frozen_at__isnull=True).first()
    round_ = returned.open_round_on(version)
    names = _names(version)
    return ReviewPage(
        version=version,
        names=names,
        progress=progress_of(version),
        filters=Filters(),
        page=Paginator([place], 1).get_page(1),
        groups=returned_places.grouped(_views(version, points, working, names)),
        working=working,
        round=round_,
        given_on=_day_in(round_),
        can=review_can(version, round_, viewer=viewer),
    )


def review_can(version: Version, round_: OpinionRound | None, *, viewer: User) -> ReviewCan:
    manages = can(viewer, Permission.DOCUMENTS_MANAGE, at=version)
    records = can(viewer, Permission.DOCUMENTS_RECORD_OPINIONS, at=version)
    editable = version.document.is_editable
    return ReviewCan(
        decide=manages,
        apply=manages and editable,
        take_opinions=records and round_ is not None,
    )


def progress_of(version: Version) -> Progress:
    is_comment = Q(kind=PointKind.COMMENT.value)
    is_open = Q(decision="")
    waiting = Q(decision=Decision.ACCEPTED.value, change__isnull=True)
    counted = version.returned_points.aggregate(
        points=Count("pk"),
        decided=Count("pk", filter=~is_open),
        waiting=Count("pk", filter=waiting),
        comments=Count("pk", filter=is_comment & is_open),
    )
    rivals = version.returned_points.filter(is_open).exclude(excludes=[])
    return Progress(**counted, collisions=rivals.values("place").distinct().count())


def _places(version: Version, filters: Filters) -> Sequence[int]:
    points = version.returned_points.all()
    if filters.copy:
        points = points.filter(hands__copy=filters.copy)
    match filters.state:
        case "open":
            points = points.filter(decision="")
        case "collisions":
            points = points.exclude(excludes=[])
        case "waiting":
            points = points.filter(decision=Decision.ACCEPTED.value, change__isnull=True)
    return list(points.order_by("place").values_list("place", flat=True).distinct())


def _names(version: Version) -> dict[int, str]:
    found = version.returned_copies.filter(confirmed_at__isnull=False)
    return copy_names(list(found.order_by("pk")))


def _views(
    version: Version,
    points: QuerySet[ReturnedPoint],
    working: Version | None,
    names: Mapping[int, str],
) -> list[returned_places.PlaceView]:
    found = list(points.order_by("place", "pk").prefetch_related(points_with_hands()))
    stuck, there = _stuck(version, found, working)
    return returned_places.of_points(version, found, now=stuck, there=there, names=names)


def _stuck(
    version: Version, points: Sequence[ReturnedPoint], working: Version | None
) -> tuple[dict[int, Words | None], set[int]]:
    """What the working version did to the words of points that no longer fit, by their number.

    None: it took the block out. And which of them it has done already.
    """
    waiting = [each for each in points if each.block_key and each.is_waiting]
    keys = {point.block_key for point in waiting if point.block_key}
    if working is None or not keys:
        return {}, set()
    text = text_of(version)
    blocks = working.blocks.order_by("position", "pk")
    if any(point.kind == PointKind.JOINED.value for point in waiting):
        keys = set(text.blocks)  # it asks what stands before a block
    else:
        blocks = blocks.filter(key__in=keys)
    rows = {row.key: row for row in blocks}
    base = [row.to_outline() for key, row in text.blocks.items() if key in keys]
    texts = Texts(base, [row.to_outline() for row in rows.values()])
    found = rebased([edit_of(point) for point in waiting], texts)
    stuck: dict[int, Words | None] = {}
    there = set()
    for point, fits in zip(waiting, found, strict=True):
        key = point.block_key
        if fits is not None or key not in text.blocks:
            continue
        was, row = text.blocks[key], rows.get(key)
        if is_there(edit_of(point), was.to_outline(), row.to_outline() if row else None):
            there.add(point.pk)
        else:
            stuck[point.pk] = words_between(was.text, row.text) if row else None
    return stuck, there


def _day_in(round_: OpinionRound | None) -> date:
    """Today, or the last day of a round that has ended."""
    today = clock.today()
    return min(today, round_.closes_on) if round_ else today
