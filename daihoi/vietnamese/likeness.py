"""Which opinions are alike: a proposal for reading, the same for every order of entry.

Alike are opinions on the same place whose telling words are the same, marks and case apart, and
that do not pull a figure in opposite directions.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import nsmallest
from itertools import pairwise
from math import log, sqrt
from typing import NamedTuple

from daihoi.vietnamese.text import fold, nfc

Place = tuple[str, ...] | None
"""Keys from the outermost section inwards; () for the whole paper, None when not known."""

# Tuned on the 60 sample opinions, where no wrong pair appears from 0.03 upwards.
ALIKE = 0.04  # mean cosine from which two groups become one
PAIR_WEIGHT = 1.6  # of two neighbouring syllables against one: most words have two
NEIGHBOURS = 8  # looked at on either side of a text among those that share a feature
NEAREST = 8  # neighbours of a text it may be joined by
TELLING = 12  # rarest features of a text by which neighbours are looked for

_WORD = re.compile(r"[a-z]+|\d+(?:[.,]\d+)*|[^\w\s]")
# Words of asking and joining: they say that somebody has an opinion, not which.
_COMMON = frozenset(
    _WORD.findall(
        "an bang boi ca cac can chi cho chua chung co con cua cung cu da dang de den do dung duoc gi"
        " hay hien hoac hon khi khong la lai len loi ma moi mot nao nay nen neu nghi nhat nhieu nhung"
        " nhu o phai qua ra rat rieng ro sau se tai the them theo thi thu thay tieu toi tren trong"
        " truoc tu va van ve vi voi xem xet xuong y kien muc nam bo sung noi ghi viet phan"
    )
)


class Direction(StrEnum):
    """Where an opinion pulls a figure."""

    UP = "up"
    DOWN = "down"
    KEEP = "keep"


# The first row that speaks of one direction alone decides: "biên chế giảm" in passing does not
# turn "nâng lên 82%" round.
_SAYINGS = (
    {Direction.KEEP: r"giữ (?:nguyên|ổn định|như)|không (?:nâng|tăng|giảm|hạ)"},
    {
        Direction.UP: r"nâng|cao hơn|(?:tăng|điều chỉnh)\b[^,.;]{0,60} lên",
        Direction.DOWN: r"hạ xuống|hạ thấp|thấp hơn|(?:giảm|hạ)\b[^,.;]{0,60} xuống",
    },
    {
        Direction.UP: r"tăng|(?:là|còn|hơi|quá) thấp|chưa tương xứng",
        Direction.DOWN: r"giảm|(?:là|còn|hơi|quá) cao|khó đạt|(?:khó|thiếu|chưa|tính) khả thi",
    },
)


def _patterns(spell: Callable[[str], str]) -> list[dict[Direction, re.Pattern[str]]]:
    return [
        {way: re.compile(rf"\b(?:{spell(words)})\b") for way, words in row.items()}
        for row in _SAYINGS
    ]


# Without marks "khả năng" holds "nâng" and "giám sát" holds "giảm": only a text typed without any
# is read so.
_MARKED, _UNMARKED = _patterns(nfc), _patterns(fold)


def direction_of(text: str) -> Direction | None:
    """Whether an opinion wants a figure up, down or kept; None if it says none or several."""
    spoken = nfc(text).casefold()
    for row in _UNMARKED if spoken.isascii() else _MARKED:
        said = [direction for direction, words in row.items() if words.search(spoken)]
        if said:
            return said[0] if len(said) == 1 else None
    return None


def group_alike(opinions: Sequence[tuple[Place, str]]) -> list[list[int]]:
    """Groups of two or more alike opinions, as indexes, each in order of entry.

    Groups never overlap and do not depend on the order of entry. Near linear: a text is compared
    only with neighbours that share one of its rarest features.
    """
    entered: dict[_Opinion, list[int]] = defaultdict(list)
    for index, (place, text) in enumerate(opinions):
        entered[_Opinion(place, fold(text), direction_of(text))].append(index)
    unique = sorted(entered, key=_Opinion.reading_order)
    groups = _join(
        [_Group([index], one.place, one.direction) for index, one in enumerate(unique)],
        _vectors([one.words for one in unique]),
    )
    members = (sorted(i for one in group for i in entered[unique[one]]) for group in groups)
    return sorted(group for group in members if len(group) > 1)


def likeness_to(text: str, others: Sequence[str]) -> list[float]:
    """How alike each of ``others`` is to ``text``: 0 for no shared words up to 1 for the same."""
    own, *vectors = _vectors([fold(each) for each in (text, *others)])
    return [_dot(own, vector) for vector in vectors]


class _Opinion(NamedTuple):
    place: Place
    words: str
    direction: Direction | None

    def reading_order(self) -> tuple[bool, tuple[str, ...], str, str]:
        return self.place is not None, self.place or (), self.words, self.direction or ""


_Vector = dict[str, float]


def _vectors(texts: list[str]) -> list[_Vector]:
    """Words and pairs of words, weighed by how rare they are; every vector of length 1."""
    counted = [Counter(_features(text)) for text in texts]
    spread = Counter(feature for features in counted for feature in features)
    vectors = []
    for features in counted:
        weights = {
            feature: log(1 + (len(texts) + 1) / (spread[feature] + 2))
            * (1.0 if feature.isalpha() else PAIR_WEIGHT)
            for feature in sorted(features)
        }
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors.append({feature: weight / length for feature, weight in weights.items()})
    return vectors


def _features(text: str) -> Iterator[str]:
    """Telling words (letters only) and pairs of neighbours (with a space)."""
    words = _WORD.findall(text)
    yield from (word for word in words if word.isalpha() and word not in _COMMON)
    for first, second in pairwise(words):
        if first.isalpha() and second.isalpha() and not {first, second} <= _COMMON:
            yield f"{first} {second}"


@dataclass(slots=True)
class _Group:
    """Texts joined so far: their innermost place and the one direction they pull in."""

    members: list[int]
    place: Place
    direction: Direction | None

    def suits(self, other: "_Group") -> bool:
        opposed = self.direction and other.direction and self.direction != other.direction
        return not opposed and _is_same(self.place, other.place)

    def take(self, other: "_Group") -> None:
        self.members += other.members
        self.direction = self.direction or other.direction
        if self.place is None or len(other.place or ()) > len(self.place):
            self.place = other.place


def _is_same(one: Place, other: Place) -> bool:
    """One inside the other; the whole paper is only itself, an unknown place may be any."""
    if one is None or other is None:
        return True
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter] and (shorter > 0 or one == other)


def _join(groups: list[_Group], vectors: list[_Vector]) -> list[list[int]]:
    """Join the nearest pairs first, as long as whole groups stay alike on average."""
    sums = [dict(vector) for vector in vectors]
    home = list(range(len(groups)))
    for _, one, other in sorted(set(_near_pairs(groups, vectors))):
        large, small = home[one], home[other]
        if len(groups[large].members) < len(groups[small].members):
            large, small = small, large
        if large == small or not groups[large].suits(groups[small]):
            continue
        pairs = len(groups[large].members) * len(groups[small].members)
        if _dot(sums[small], sums[large]) < ALIKE * pairs:
            continue
        for member in groups[small].members:
            home[member] = large
        groups[large].take(groups[small])
        for feature, weight in sums[small].items():
            sums[large][feature] = sums[large].get(feature, 0.0) + weight
    return [groups[index].members for index, at in enumerate(home) if index == at]


def _near_pairs(groups: list[_Group], vectors: list[_Vector]) -> Iterator[tuple[float, int, int]]:
    """(minus cosine, index, index) of pairs that are alike by themselves."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for index, vector in enumerate(vectors):
        for feature in vector:
            sharing[feature].append(index)
    for index, vector in enumerate(vectors):
        telling = sorted(vector, key=lambda feature: (-vector[feature], feature))[:TELLING]
        near: set[int] = set()
        for feature in telling:
            others = sharing[feature]
            at = bisect_left(others, index)
            near.update(others[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1])
        cosines = (
            (-round(_dot(vector, vectors[other]), 9), min(index, other), max(index, other))
            for other in near - {index}
            if groups[index].suits(groups[other])
        )
        yield from (pair for pair in nsmallest(NEAREST, cosines) if -pair[0] >= ALIKE)


def _dot(small: _Vector, large: _Vector) -> float:
    return sum(weight * large.get(feature, 0.0) for feature, weight in small.items())
