"""Who wrote what stands between two versions: who changed it here, or who asked for it in Word.

Words that came out of a returned copy are signed by who wrote them there; who accepted them stands
in the audit record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.documents.models import Change, Document, ReturnedPoint, Version
from daihoi.documents.queries.returned_access import takes_in
from daihoi.documents.queries.returned_points import edit_of, points_with_hands
from daihoi.documents.queries.returned_rebasing import Texts, rebased
from daihoi.documents.queries.texts import blocks_of
from daihoi.papers.comparison import Op, words_between
from daihoi.papers.hands import Hand
from daihoi.papers.outline import Block
from daihoi.papers.revisions import BREAK, apply
from daihoi.papers.revisions.edits import EditKind
from daihoi.papers.writing.redline import Step

OWN_SHARE = 0.5  # of the words a neighbour got or gave, at least


@dataclass(frozen=True, slots=True)
class Signed:
    """By block key: the latest hand of each block; the steps of those that several wrote."""

    hands: Mapping[str, Hand]
    steps: Mapping[str, Sequence[Step]]


def signed_between(document: Document, low: int, high: int, *, viewer: User) -> Signed:
    """Who changed which block from version ``low`` to ``high``, and in which steps."""
    points = ReturnedPoint.objects.select_related("base").order_by("place", "pk")
    changes = list(
        Change.objects.filter(
            version__document=document, version__number__gt=low, version__number__lte=high
        )
        .select_related("made_by")
        .prefetch_related(Prefetch("points", points.prefetch_related(points_with_hands())))
        .order_by("version__number", "pk")
    )
    writers = _Writers(document, changes, viewer)
    hands: dict[str, Hand] = {}
    steps: dict[str, list[Step]] = {}
    for change in changes:
        key = change.key.hex
        made = writers.steps_of(change)
        hands[key] = made[-1].hand if made else writers.hand_of(change)
        steps.setdefault(key, []).extend(made)
    several = {key: made for key, made in steps.items() if len({s.hand.author for s in made}) > 1}
    return Signed(hands, several)


def local(moment: datetime) -> datetime:
    """As the clock on the wall says it: Word knows no zones."""
    return timezone.localtime(moment).replace(tzinfo=None)


class _Writers:
    """Who is named for a change, as far as the viewer may know it."""

    def __init__(self, document: Document, changes: Iterable[Change], viewer: User) -> None:
        hidden = document.rounds.filter(names_shown=False)
        self._nameless = (
            set[int]()
            if takes_in(document, viewer=viewer)
            else set(hidden.values_list("base_version_id", flat=True))
        )
        self._regrouping: dict[tuple[object, ...], list[ReturnedPoint]] = {}
        for change in changes:
            found = [point for point in change.points.all() if _regroups(point)]
            self._regrouping.setdefault(_batch(change), []).extend(found)
        self._base = cache(_blocks_by_key)

    def hand_of(self, change: Change) -> Hand:
        """All who asked for the change; who made it if nobody did."""
        asked = list(change.points.all())
        if not asked:  # it may have come along with a paragraph that one of them cut or joined
            asked = self._neighbours(change)
        if not asked:
            return Hand(str(change.made_by), local(change.made_at))
        return self._joint(asked)

    def _neighbours(self, change: Change) -> list[ReturnedPoint]:
        """Who cut or joined a paragraph made in the same batch with words of this one."""
        others = self._regrouping[_batch(change)]
        if len({self._names(point) for point in others}) == 1:
            return others
        words = _words_passed(change)
        shares = {point.pk: _share(words, point.change) for point in others}
        most = max(shares.values(), default=0)
        return [point for point in others if most >= OWN_SHARE and shares[point.pk] == most]

    def steps_of(self, change: Change) -> list[Step]:
        """How the block came to be what it is after the change; none if it is not there then."""
        after = change.after
        if not after or after["key"] != change.key.hex or "other" in after:
            return []
        block = _block(after)
        asked: dict[tuple[str, ...], list[ReturnedPoint]] = {}
        for point in change.points.all():
            asked.setdefault(self._names(point), []).append(point)
        if len(asked) > 1 and change.before:
            steps = self._one_by_one(_block(change.before), list(asked.values()))
            if steps and steps[-1].block.text == block.text:
                return [*steps[:-1], Step(steps[-1].hand, block)]
        return [Step(self.hand_of(change), block)]

    def _one_by_one(self, before: Block, asked: Sequence[list[ReturnedPoint]]) -> list[Step]:
        """The block as each writer in turn left it; none if their words cannot be told apart."""
        put: list[ReturnedPoint] = []
        steps = []
        for own in asked:
            put += own
            base = self._base(own[0].base)
            was = [base[before.key]] if before.key in base else []
            edits = rebased([edit_of(point) for point in put], Texts(was, [before]))
            try:
                made = apply([before], [edit for edit in edits if edit])
            except ValueError:
                return []
            block = next((each for each in made if each.key == before.key), None)
            if block is None:
                return []
            steps.append(Step(self._joint(own), block))
        return steps

    def _joint(self, points: Sequence[ReturnedPoint]) -> Hand:
        names = dict.fromkeys(name for point in points for name in self._names(point))
        signed = [hand for point in points for hand in point.hands.all()]
        at = min(hand.made_at or hand.copy.created_at for hand in signed)
        return Hand(", ".join(names), local(at))

    def _names(self, point: ReturnedPoint) -> tuple[str, ...]:
        if point.base_id in self._nameless:
            return (_("Người góp ý"),)
        return tuple(dict.fromkeys(each.author or each.copy.sender for each in point.hands.all()))


def _regroups(point: ReturnedPoint) -> bool:
    """Whether it cuts a paragraph or joins two: another block changes along with its own."""
    return point.kind == EditKind.JOINED or BREAK in str(point.content.get("new", ""))


def _words_passed(change: Change) -> str:
    """What a block got from another or gave to it, where nobody asked for that by itself."""
    before, after = _text(change.before), _text(change.after)
    told = words_between(before, after) if before and after else [(Op.INSERT, before or after)]
    return "".join(text for op, text in told if op is not Op.EQUAL)


def _share(words: str, change: Change | None) -> float:
    """How much of these words stood in the block that was cut, or in the one joined to it."""
    if change is None or not words:
        return 0
    before, after = _text(change.before), _text(change.after)
    return max(_common(words, before), _common(words, after)) / len(words)


def _common(words: str, text: str) -> int:
    return sum(len(same) for op, same in words_between(words, text) if op is Op.EQUAL)


def _text(snapshot: Mapping[str, Any] | None) -> str:
    return _block(snapshot).text if snapshot else ""


def _batch(change: Change) -> tuple[object, ...]:
    """What changes made as one have in common."""
    return change.version_id, change.made_by_id, change.made_at


def _blocks_by_key(base: Version) -> dict[str, Block]:
    return {block.key: block for block in blocks_of(base)}


def _block(snapshot: Mapping[str, Any]) -> Block:
    return Block.from_json(
        snapshot["content"], kind=snapshot["kind"], level=snapshot["level"], key=snapshot["key"]
    )
