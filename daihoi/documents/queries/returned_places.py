"""What copies ask for, place by place, as pages show it: words in and out, and who wants it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from daihoi.documents.models import (
    Decision,
    Opinion,
    ReturnedCopy,
    ReturnedPoint,
    Version,
)
from daihoi.documents.queries.places import BaseText, text_of
from daihoi.documents.queries.returned_points import Found, is_comment, made_at, merged
from daihoi.documents.queries.returned_shown import Shown, shown
from daihoi.papers.comparison import Words
from daihoi.papers.revisions import Copy, Returned


@dataclass(frozen=True, slots=True)
class HandView:
    """Who asks for it: the sender, the author's name in Word, and when."""

    sender: str
    author: str
    made_at: datetime | None
    opinion: Opinion | None = None


@dataclass(frozen=True, slots=True)
class PointView:
    """A point for its page; ``point`` is None before the copy is confirmed.

    ``now`` tells what the working version did to the block meanwhile.
    """

    shown: Shown
    hands: list[HandView]
    is_comment: bool
    point: ReturnedPoint | None = None
    now: Words = ()
    is_gone: bool = False  # the working version no longer has the block
    is_there: bool = False  # the working version says so already

    @property
    def is_open(self) -> bool:
        return self.point is not None and not self.point.decision

    @property
    def is_settled_elsewhere(self) -> bool:
        """In the text already, or an opinion: not decided here any more."""
        return self.point is not None and (
            self.point.change_id is not None or self.point.decision == Decision.OPINION.value
        )

    @property
    def badge_kind(self) -> str:
        kinds = {
            Decision.ACCEPTED.value: "done",
            Decision.REFUSED.value: "neutral",
            Decision.OPINION.value: "note",
            Decision.SEEN.value: "neutral",
            Decision.BY_HAND.value: "done",
        }
        return kinds.get(self.point.decision, "waiting") if self.point else "waiting"

    @property
    def badge_text(self) -> str:
        if self.point is None:
            return ""
        if self.point.change_id is not None:
            return _("đã đưa vào văn bản")
        return str(self.point.get_decision_display())

    @property
    def opinions(self) -> list[Opinion]:
        return [hand.opinion for hand in self.hands if hand.opinion]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """What stands at one place; more than one point: they exclude each other."""

    number: int
    label: str
    key: str  # of the block, "" for the top
    points: list[PointView] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"p-{self.number}"

    @property
    def is_collision(self) -> bool:
        return len(self.points) > 1

    @property
    def is_open(self) -> bool:
        return any(each.is_open for each in self.points)


@dataclass(frozen=True, slots=True)
class BlockGroup:
    """Places of one block, one after another."""

    label: str
    path: str
    places: list[PlaceView]


def of_copy(copy: ReturnedCopy, found: Returned) -> list[PlaceView]:
    """The places of a copy that waits to be confirmed."""
    sender = str(copy.pk)
    points = merged(copy.base, [Copy(sender, found.edits, found.comments)])
    text = text_of(copy.base)
    views = [
        (each, PointView(shown(each, text), _hands_of(each, copy), is_comment(each)))
        for each in points
    ]
    return [
        PlaceView(number, _label(text, group[0][0]), _hex(group[0][0]), [v for _e, v in group])
        for number, members in groupby(views, key=lambda pair: pair[0].place)
        for group in [list(members)]
    ]


def of_points(
    base: Version,
    points: Iterable[ReturnedPoint],
    *,
    now: Mapping[int, Words | None] | None = None,
    there: Collection[int] = (),
    names: Mapping[int, str] | None = None,
) -> list[PlaceView]:
    """Stored points by place.

    ``now``: by a point's number what was done to its block meanwhile (None: taken out);
    ``there``: the numbers of those whose words the working version has already;
    ``names``: how each copy is called, by its number, where the sender's name is not enough.
    """
    text = text_of(base)
    changed = now or {}
    places = []
    for number, members in groupby(points, key=lambda point: point.place):
        group = list(members)
        views = [_view(point, text, changed, there, names or {}) for point in group]
        places.append(PlaceView(number, _label(text, group[0]), _hex(group[0]), views))
    return places


def grouped(places: Sequence[PlaceView]) -> list[BlockGroup]:
    """Places in reading order, those of one block together."""
    return [
        BlockGroup(group[0].label, "", group)
        for _key, members in groupby(places, key=lambda place: (place.key, place.label))
        for group in [list(members)]
    ]


def _view(
    point: ReturnedPoint,
    text: BaseText,
    now: Mapping[int, Words | None],
    there: Collection[int],
    names: Mapping[int, str],
) -> PointView:
    hands = [
        HandView(names.get(hand.copy_id, hand.copy.sender), hand.author, hand.made_at, hand.opinion)
        for hand in point.hands.all()
    ]
    return PointView(
        shown=shown(point, text),
        hands=hands,
        is_comment=point.is_comment,
        point=point,
        now=now.get(point.pk) or (),
        is_gone=point.pk in now and now[point.pk] is None,
        is_there=point.pk in there,
    )


def _hands_of(found: Found, copy: ReturnedCopy) -> list[HandView]:
    return [HandView(copy.sender, hand.author, made_at(hand)) for _sender, hand in found.hands]


def _label(text: BaseText, point: ReturnedPoint | Found) -> str:
    if point.block_key is None:
        return _("Cả văn bản") if is_comment(point) else _("Đầu văn bản")
    return text.places.label(point.block_key) or _("Cả văn bản")


def _hex(point: ReturnedPoint | Found) -> str:
    return point.block_key.hex if point.block_key else ""
