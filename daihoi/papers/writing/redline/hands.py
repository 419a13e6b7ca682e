"""Who made which change: of a block as a whole, or of each word where the steps are known."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from daihoi.papers.comparison.words import Op, changed_spans
from daihoi.papers.hands import Hand
from daihoi.papers.outline import Block
from daihoi.papers.writing.redline.flow import Segment


class Step(NamedTuple):
    """One change of a block on its way from the old version to the new one."""

    hand: Hand
    block: Block  # as it was then


class Hands(NamedTuple):
    """``other`` made what neither ``blocks`` nor ``steps``, both by key, tell of."""

    other: Hand
    blocks: Mapping[str, Hand]
    steps: Mapping[str, Sequence[Step]]

    def of(self, keys: Iterable[str]) -> Hand:
        """Who changed the first of the blocks that anything is known of; the last of several."""
        for key in keys:
            if key in self.blocks:
                return self.blocks[key]
            if self.steps.get(key):
                return self.steps[key][-1].hand
        return self.other

    def signed(self, segments: Sequence[Segment], key: str, old: str) -> list[Segment]:
        """The segments of the block ``key``, whose text was ``old``, cut and signed by its steps."""
        steps = self.steps.get(key, ())
        if len(steps) < 2:
            return list(segments)
        came, went = _owners(old, steps)
        signed: list[Segment] = []
        at = {Op.DELETE: 0, Op.INSERT: 0}
        for segment in segments:
            owners = {Op.DELETE: went, Op.INSERT: came}.get(segment.op)
            if owners is None or not segment.length:
                signed.append(segment)
            else:
                start = at[segment.op]
                signed += _cut(segment, owners[start : start + segment.length])
            for side in at:
                at[side] += segment.length if segment.op in {Op.EQUAL, side} else 0
        return signed


def _cut(segment: Segment, owners: Sequence[Hand | None]) -> Iterator[Segment]:
    """The letters of each owner; one that nobody owns, as a space may be, goes with its neighbour."""
    known = [hand for hand in owners if hand is not None]
    if not known or len(owners) < segment.length:  # the last step is not yet the new version
        yield segment
        return
    hand, start = known[0], 0
    filled = [hand := owner or hand for owner in owners]
    for owner, letters in groupby(filled):
        end = start + len(list(letters))
        yield segment._replace(text=segment.text[start:end], hand=owner)
        start = end


def _owners(old: str, steps: Sequence[Step]) -> tuple[list[Hand | None], list[Hand | None]]:
    """Who put in each letter of the last step, and who took out each of ``old``; None: nobody."""
    went: list[Hand | None] = [None] * len(old)
    text = old
    now: list[tuple[Hand | None, int]] = [(None, n) for n in range(len(old))]  # -1: not of ``old``
    for step in steps:
        after: list[tuple[Hand | None, int]] = []
        at = 0
        for span in changed_spans(text, step.block.text):
            after += now[at : span.old_start]
            after += [(step.hand, -1)] * (span.new_end - span.new_start)
            for _, origin in now[span.old_start : span.old_end]:
                if origin >= 0:
                    went[origin] = step.hand
            at = span.old_end
        now = after + now[at:]
        text = step.block.text
    return [hand for hand, _ in now], went
