"""Which block of the old version is which block of the new one.

Keys first, then the same words, then like words; no step looks at all pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import chain, pairwise

from daihoi.papers.comparison.faces import Face, ends_alike, features, likeness

RARE = 16  # how many of a block's rarest features look for its partner
CROWD = 16  # a feature in more pairs of blocks than this tells nothing
NEIGHBOURS = 64  # pairs between two anchors that are all looked at
ALIKE_ANYWHERE = 0.65  # likeness that makes a block the same one wherever it stands
ALIKE_IN_PLACE = 0.3  # ... and between the same two anchors
ALIKE_AT_ENDS = 0.9  # words kept around one change that leave no doubt which block it is

Pair = tuple[int, int]


class Alignment:
    """Pairs (old, new) of blocks; each block is in one pair at most."""

    def __init__(self, old: Sequence[Face], new: Sequence[Face]) -> None:
        self.old, self.new = old, new
        self.new_of: dict[int, int] = {}
        self.old_of: dict[int, int] = {}
        self._unmoved: set[int] | None = None

    def pair(self, i: int, j: int) -> bool:
        """Make it a pair if both are free and both are tables or neither is."""
        if i in self.new_of or j in self.old_of or self.old[i].is_table != self.new[j].is_table:
            return False
        self.new_of[i], self.old_of[j] = j, i
        self._unmoved = None
        return True

    def free_old(self) -> list[int]:
        return [i for i in range(len(self.old)) if i not in self.new_of]

    def free_new(self) -> list[int]:
        return [j for j in range(len(self.new)) if j not in self.old_of]

    def in_order(self) -> set[int]:
        """New indices of the pairs that did not move: most characters, then most blocks."""
        if self._unmoved is None:
            pairs = sorted(self.new_of.items())
            weights = [len(self.old[i].text) + len(self.new[j].text) + 1 for i, j in pairs]
            kept = _heaviest_rise([j for _, j in pairs], weights)
            self._unmoved = {pairs[n][1] for n in kept}
        return self._unmoved

    def gaps(self) -> tuple[list[int], list[int]]:
        """For each old and each new block, how many unmoved pairs stand before it."""
        fixed_new = self.in_order()
        fixed_old = {self.old_of[j] for j in fixed_new}
        return _ranks(len(self.old), fixed_old), _ranks(len(self.new), fixed_new)


def align(
    old: Sequence[Face],
    new: Sequence[Face],
    old_keys: Sequence[str],
    new_keys: Sequence[str],
) -> Alignment:
    """Pair the blocks; which side is called old makes no difference to the pairs."""
    if _order(new, new_keys) < _order(old, old_keys):
        pairs = Alignment(old, new)
        for j, i in _paired(new, old, new_keys, old_keys).new_of.items():
            pairs.pair(i, j)
        return pairs
    return _paired(old, new, old_keys, new_keys)


def _order(
    faces: Sequence[Face], keys: Sequence[str]
) -> tuple[list[str], list[tuple[str, ...]], list[str]]:
    return [face.text for face in faces], [face.notes for face in faces], [*keys]


def _paired(
    old: Sequence[Face],
    new: Sequence[Face],
    old_keys: Sequence[str],
    new_keys: Sequence[str],
) -> Alignment:
    pairs = Alignment(old, new)
    _by_unique(pairs, [key or None for key in old_keys], [key or None for key in new_keys])
    _by_unique(pairs, [f if f.text else None for f in old], [f if f.text else None for f in new])
    _by_neighbour(pairs)
    _by_turn(pairs)
    _by_likeness(pairs)
    return pairs


def _by_unique(
    pairs: Alignment, old: Sequence[Hashable | None], new: Sequence[Hashable | None]
) -> None:
    """Pair what occurs once among the free blocks of each side."""
    free_old, free_new = pairs.free_old(), pairs.free_new()
    count_old = Counter(old[i] for i in free_old)
    count_new = Counter(new[j] for j in free_new)
    place = {new[j]: j for j in free_new if new[j] is not None and count_new[new[j]] == 1}
    for i in free_old:
        j = place.get(old[i])
        if j is not None and count_old[old[i]] == 1:
            pairs.pair(i, j)


def _by_neighbour(pairs: Alignment) -> None:
    """Pair equal blocks beside a pair, onwards and backwards."""
    for step, order in ((1, range(len(pairs.new))), (-1, range(len(pairs.new) - 1, -1, -1))):
        last = {1: -1, -1: len(pairs.old)}[step]  # before the first and after the last block
        for j in order:
            i = last + step
            if j not in pairs.old_of and 0 <= i < len(pairs.old) and pairs.old[i] == pairs.new[j]:
                pairs.pair(i, j)
            last = pairs.old_of.get(j, -2 - len(pairs.old))


def _by_turn(pairs: Alignment) -> None:
    """Pair equal blocks that occur several times, in their order: near ones, then any."""
    twins = {pairs.old[i] for i in pairs.free_old()} & {pairs.new[j] for j in pairs.free_new()}
    if not twins:
        return
    gap_old, gap_new = pairs.gaps()
    for near in (True, False):
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for i in reversed(pairs.free_old()):
            waiting[pairs.old[i], near and gap_old[i]].append(i)
        for j in pairs.free_new():
            queue = waiting.get((pairs.new[j], near and gap_new[j]))
            if queue and (near or pairs.new[j].text):
                pairs.pair(queue.pop(), j)


def _by_likeness(pairs: Alignment) -> None:
    """Pair the most alike first; between the same anchors less likeness is enough."""
    if len(pairs.new_of) == len(pairs.old) or len(pairs.old_of) == len(pairs.new):
        return
    gap_old, gap_new = pairs.gaps()
    _by_ends(pairs, gap_old, gap_new)
    free_old, free_new = pairs.free_old(), pairs.free_new()
    if not free_old or not free_new:
        return
    words_old = {i: features(pairs.old[i].text) for i in free_old}
    words_new = {j: features(pairs.new[j].text) for j in free_new}
    candidates = _sharing(words_old, words_new) | _near(free_old, free_new, gap_old, gap_new)
    ranked = []
    for i, j in candidates:
        score = likeness(words_old[i], words_new[j])
        near = gap_old[i] == gap_new[j]
        if score >= (ALIKE_IN_PLACE if near else ALIKE_ANYWHERE):
            ranked.append((-score - 0.1 * near, abs(i - j), i + j, i, j))
    for *_, i, j in sorted(ranked):
        pairs.pair(i, j)


def _by_ends(pairs: Alignment, gap_old: list[int], gap_new: list[int]) -> None:
    """Pair blocks alone between two anchors that begin and end alike; nearly all edits are such.

    No other block can be more alike, and this costs a tenth of counting features.
    """
    left, right = _grouped(pairs.free_old(), gap_old), _grouped(pairs.free_new(), gap_new)
    for gap in left.keys() & right.keys():
        if len(left[gap]) == len(right[gap]) == 1:
            (i,), (j,) = left[gap], right[gap]
            if ends_alike(pairs.old[i].text, pairs.new[j].text) >= ALIKE_AT_ENDS:
                pairs.pair(i, j)


def _sharing(old: dict[int, Counter[str]], new: dict[int, Counter[str]]) -> set[Pair]:
    """Pairs that share one of the features rare in both versions."""
    spread_old, spread_new = (Counter(chain.from_iterable(side.values())) for side in (old, new))
    shared = {
        name: spread_old[name] + spread_new[name] for name in spread_old if name in spread_new
    }
    posts_old, posts_new = _posts(old, shared), _posts(new, shared)
    pairs: set[Pair] = set()
    for name, left in posts_old.items():
        right = posts_new.get(name, ())
        if len(left) * len(right) <= CROWD:
            pairs.update((i, j) for i in left for j in right)
    return pairs


def _posts(side: dict[int, Counter[str]], spread: dict[str, int]) -> dict[str, list[int]]:
    posts: dict[str, list[int]] = defaultdict(list)
    for index, counts in side.items():
        rarest = sorted([(spread[name], name) for name in counts if name in spread])[:RARE]
        for _, name in rarest:
            posts[name].append(index)
    return posts


def _near(
    free_old: Sequence[int], free_new: Sequence[int], gap_old: list[int], gap_new: list[int]
) -> set[Pair]:
    """All pairs between the same two anchors where there are few, else those of equal turn."""
    old_in, new_in = _grouped(free_old, gap_old), _grouped(free_new, gap_new)
    pairs: set[Pair] = set()
    for gap, left in old_in.items():
        right = new_in.get(gap, [])
        if len(left) * len(right) <= NEIGHBOURS:
            pairs.update((i, j) for i in left for j in right)
        else:
            pairs.update(zip(left, right, strict=False))
            pairs.update(zip(reversed(left), reversed(right), strict=False))
    return pairs


def _grouped(indices: Iterable[int], gap: Sequence[int]) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = defaultdict(list)
    for index in indices:
        groups[gap[index]].append(index)
    return groups


def _ranks(length: int, fixed: set[int]) -> list[int]:
    ranks, rank = [], 0
    for index in range(length):
        ranks.append(rank)
        rank += index in fixed
    return ranks


def _heaviest_rise(values: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Positions of the increasing subsequence with the most weight, then the most items.

    ``values`` are distinct and >= 0. A Fenwick tree of prefix maxima: n log n.
    """
    if all(a < b for a, b in pairwise(values)):
        return list(range(len(values)))
    rank = {value: k for k, value in enumerate(sorted(values), start=1)}
    none = (0, 0, -1)  # weight, items, position of the last
    size = len(values) + 1
    tree = [none] * size
    back = []
    best = none
    for position, (value, weight) in enumerate(zip(values, weights, strict=True)):
        k = rank[value] - 1
        before = none
        while k:
            before = max(before, tree[k])
            k &= k - 1
        here = (before[0] + weight, before[1] + 1, position)
        back.append(before[2])
        best = max(best, here)
        k = rank[value]
        while k < size:
            tree[k] = max(tree[k], here)
            k += k & -k
    chain = []
    position = best[2]
    while position >= 0:
        chain.append(position)
        position = back[position]
    return chain[::-1]
