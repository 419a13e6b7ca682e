"""Blocks that were split, and blocks that were joined: their words stayed, only the cut changed."""

from collections import Counter
from collections.abc import Container, Sequence
from typing import NamedTuple

from daihoi.papers.comparison.alignment import Alignment
from daihoi.papers.comparison.faces import Face, features
from daihoi.papers.comparison.words import Op, Piece, Words

MOST_PARTS = 8
CONTAINED = 0.7  # share of a neighbour's features found in what the block lost (or gained)


class Parts(NamedTuple):
    """Runs of neighbours that one paired block became, or was made of (two at least)."""

    new_of: dict[int, range]  # by the new index of the pair
    old_of: dict[int, range]  # by the old index of the pair

    def split_off(self) -> set[int]:
        return {n for j, run in self.new_of.items() for n in run if n != j}

    def joined(self) -> set[int]:
        return {n for i, run in self.old_of.items() for n in run if n != i}


def find_parts(pairs: Alignment) -> Parts:
    """Look beside each edited block for free blocks that hold what it lost or gained."""
    parts = Parts({}, {})
    used_new, used_old = set(pairs.old_of), set(pairs.new_of)
    for i, j in sorted(pairs.new_of.items()):
        if pairs.old[i].is_table or pairs.old[i].text == pairs.new[j].text:
            continue
        run = _grown(pairs.old[i], pairs.new, j, used_new)
        if len(run) > 1:
            parts.new_of[j] = run
            used_new.update(run)
            continue
        run = _grown(pairs.new[j], pairs.old, i, used_old)
        if len(run) > 1:
            parts.old_of[i] = run
            used_old.update(run)
    return parts


def cut(words: Words, lengths: Sequence[int]) -> list[Words]:
    """Pieces of texts joined by single spaces, cut into those of each new text again."""
    cuts: list[list[Piece]] = [[]]
    left = lengths[0]
    for piece in words:
        text = piece.text
        if piece.op == Op.DELETE:
            cuts[-1].append(piece)
            continue
        while len(text) > left:
            cuts[-1] += [Piece(piece.op, text[:left])] if left else []
            text = text[left + 1 :]
            left = lengths[len(cuts)]
            cuts.append([])
        if text:
            cuts[-1].append(Piece(piece.op, text))
            left -= len(text)
    return [tuple(pieces) for pieces in cuts]


def _grown(whole: Face, side: Sequence[Face], at: int, used: Container[int]) -> range:
    rest: Counter[str] | None = None
    ends = [at, at]
    for edge, step in ((1, 1), (0, -1)):
        while ends[1] - ends[0] < MOST_PARTS:
            n = ends[edge] + step
            if not 0 <= n < len(side) or n in used or side[n].is_table:
                break
            if rest is None:
                rest = features(whole.text) - features(side[at].text)
            part = features(side[n].text)
            if not part or (part & rest).total() < CONTAINED * part.total():
                break
            rest = rest - part
            ends[edge] = n
    return range(ends[0], ends[1] + 1)
