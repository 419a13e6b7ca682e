"""Copies of one version merged into points: each edit once with all who made it, each comment."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from heapq import merge as interleave
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from daihoi.congresses.queries.facts import short_day
from daihoi.documents.models import PointKind, ReturnedCopy, ReturnedHand, ReturnedPoint, Version
from daihoi.documents.queries.texts import blocks_of
from daihoi.papers.hands import Comment, Hand
from daihoi.papers.revisions import Copy, merge
from daihoi.papers.revisions.edits import Edit, EditKind
from daihoi.papers.revisions.merging import Place

_BEHIND = 1 << 30  # what stands behind a block follows everything in it

Order = tuple[int, tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Found:
    """A point before it is a row; ``hands`` are (sender, hand), a sender once."""

    identity: str
    kind: str
    block_key: UUID | None
    place: int
    excludes: tuple[str, ...]
    content: dict[str, Any]
    hands: tuple[tuple[str, Hand], ...]


def merged(base: Version, copies: Sequence[Copy]) -> list[Found]:
    """The points of all copies in reading order; places are numbered from 1."""
    blocks = blocks_of(base)
    order = {block.key: number for number, block in enumerate(blocks)}
    review = merge(blocks, copies)
    edits = ((_order_of_place(place, order), place) for place in review.places)
    comments = (
        (_order_of(comment, order), (sender, comment)) for sender, comment in review.comments
    )
    names: Counter[str] = Counter()
    found: list[Found] = []
    both: Iterator[Any] = interleave(edits, comments, key=lambda pair: pair[0])
    for number, (_key, one) in enumerate(both, 1):
        if isinstance(one, Place):
            found += _of_place(one, number)
        else:
            sender, comment = one
            found.append(_of_comment(sender, comment, number, names))
    return found


def stored_copies(base: Version) -> list[Copy]:
    """The confirmed copies of a version as `merge` takes them, oldest first."""
    hands = ReturnedHand.objects.filter(copy__base=base, copy__confirmed_at__isnull=False)
    edits: dict[int, list[Edit]] = {}
    comments: dict[int, list[Comment]] = {}
    for hand in hands.select_related("point").order_by("copy_id", "point__place", "point_id"):
        content = hand.point.content | {"hand": _hand(hand).to_json()}
        if hand.point.is_comment:
            comments.setdefault(hand.copy_id, []).append(Comment.from_json(content))
        else:
            edits.setdefault(hand.copy_id, []).append(Edit.from_json(content))
    return [
        Copy(str(pk), tuple(edits.get(pk, ())), tuple(comments.get(pk, ())))
        for pk in sorted({*edits, *comments})
    ]


def made_at(hand: Hand) -> datetime | None:
    """When the author did it; Word notes the time of the clock on the wall, without a zone."""
    return timezone.make_aware(hand.at) if hand.at else None


def _hand(stored: ReturnedHand) -> Hand:
    """The hand that `made_at` was stored of."""
    return Hand(stored.author, timezone.make_naive(stored.made_at) if stored.made_at else None)


def points_with_hands() -> Prefetch[str]:
    """For `prefetch_related`: who made each point, and what became an opinion."""
    hands = ReturnedHand.objects.select_related("copy", "opinion__round").order_by("copy_id", "pk")
    return Prefetch("hands", hands)


def edit_of(point: ReturnedPoint | Found) -> Edit:
    return Edit.from_json(point.content)


def comment_of(point: ReturnedPoint | Found) -> Comment:
    return Comment.from_json(point.content | {"hand": {}})


def is_comment(point: ReturnedPoint | Found) -> bool:
    return point.kind == PointKind.COMMENT.value


def copy_names(copies: Sequence[ReturnedCopy]) -> dict[int, str]:
    """Who sent each copy, by its number; of several from one sender also which file and when."""
    times = Counter(copy.sender for copy in copies)
    return {
        copy.pk: copy.sender
        if times[copy.sender] == 1
        else f"{copy.sender} ({copy.file_name}, {short_day(timezone.localdate(copy.created_at))})"
        for copy in copies
    }


def _of_place(place: Place, number: int) -> Iterator[Found]:
    for each in place.alternatives:
        hands = {signed.sender: signed.hand for signed in reversed(each.hands)}
        yield Found(
            identity=each.id,
            kind=each.edit.kind.value,
            block_key=_uuid(each.edit.moved or each.edit.key),
            place=number,
            excludes=tuple(sorted(each.excludes)),
            content=_content(each.edit),
            hands=tuple(sorted(hands.items())),
        )


def _of_comment(sender: str, comment: Comment, number: int, names: Counter[str]) -> Found:
    said = json.dumps([sender, _content(comment)], ensure_ascii=False, sort_keys=True)
    names[said] += 1  # the same comment twice in one copy stays two
    identity = sha256(f"{said}{names[said]}".encode()).hexdigest()[:32]
    return Found(
        identity=identity,
        kind=PointKind.COMMENT.value,
        block_key=_uuid(comment.key),
        place=number,
        excludes=(),
        content=_content(comment),
        hands=((sender, comment.hand),),
    )


def _content(value: Edit | Comment) -> dict[str, Any]:
    """Without the hand: a point is the same whoever made it."""
    return {name: each for name, each in value.to_json().items() if name != "hand"}


def _order_of_place(place: Place, order: Mapping[str, int]) -> Order:
    edit = place.alternatives[0].edit
    behind = edit.kind in {EditKind.ADDED, EditKind.MOVED}
    key = edit.moved if edit.kind is EditKind.MOVED else place.key
    at = order.get(key, -1)
    return (at, (_BEHIND, 0), 0) if behind else (at, place.cell or (-1, -1), place.start)


def _order_of(comment: Comment, order: Mapping[str, int]) -> Order:
    at = order.get(comment.key, -1) if comment.key else _BEHIND
    return (at, comment.cell or (-1, -1), comment.start)


def _uuid(key: str) -> UUID | None:
    return UUID(key) if key else None
