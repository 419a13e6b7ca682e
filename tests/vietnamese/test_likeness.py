import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daihoi.vietnamese.likeness import Direction, Place, direction_of, group_alike
from daihoi.vietnamese.places import Locator, parse_place
from daihoi.vietnamese.text import fold
from tests.vietnamese.report import opinions, report_blocks

# The answer key of the samples, by TT.
KEY = (
    (7, 26, 29, 34, 36, 40, 42),
    (3, 20, 28, 49, 54, 57),
    (4, 10, 21, 46, 51, 53),
    (12, 14, 16, 44, 59),
    (11, 15, 22, 24, 52),
    (2, 5, 27, 39, 47),
    (17, 43, 50, 60),
    (19, 35, 38, 45),
    (1, 30, 37, 41),
    (31, 56, 58),
    (8, 25, 33),
)


@pytest.fixture(scope="module")
def sample() -> list[tuple[Place, str]]:
    locator = Locator(report_blocks())

    def path(written: str) -> Place:
        place = parse_place(written)
        located = locator.locate(place)
        if place.is_whole:
            return ()
        return located.path if located else None

    return [(path(written), words) for _, written, words in opinions()]


def pairs_of(groups: list[list[int]]) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in combinations(group, 2)}


def test_sample_opinions_are_grouped_as_a_reader_would(sample: list[tuple[Place, str]]) -> None:
    """Pairs counted: 12 of the 105 right ones lie in different sections and cannot be found."""
    right = {pair for group in KEY for pair in combinations(group, 2)}
    proposed = {(one + 1, other + 1) for one, other in pairs_of(group_alike(sample))}
    precision = len(proposed & right) / len(proposed)
    recall = len(proposed & right) / len(right)
    assert precision >= 0.95
    assert recall >= 0.85


def test_the_traps_of_the_sample_stay_alone(sample: list[tuple[Place, str]]) -> None:
    together = pairs_of(group_alike(sample))
    raise_digitised, lower_completed = KEY[0], KEY[1]
    for trap, group in ((23, raise_digitised), (18, lower_completed)):
        assert not together & {(min(a, b) - 1, max(a, b) - 1) for a in group for b in [trap]}


def test_order_of_entry_does_not_matter(sample: list[tuple[Place, str]]) -> None:
    expected = {frozenset(group) for group in group_alike(sample)}
    order = list(range(len(sample)))
    for seed in range(5):
        random.Random(seed).shuffle(order)
        groups = group_alike([sample[index] for index in order])
        assert {frozenset(order[at] for at in group) for group in groups} == expected


def test_marks_do_not_matter(sample: list[tuple[Place, str]]) -> None:
    twice = [*sample, *((place, fold(words)) for place, words in sample)]
    together = pairs_of(group_alike(twice))
    without_direction = [i for i, (_, words) in enumerate(sample) if direction_of(words) is None]
    same = [(i, i + len(sample)) for i in without_direction if not direction_of(twice[i + 60][1])]
    assert len(same) > 20
    assert set(same) <= together


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Đề nghị giữ nguyên chỉ tiêu 80%, không nâng vì kinh phí hạn chế", Direction.KEEP),
        ("Đề nghị nâng chỉ tiêu lên 82%", Direction.UP),
        ("de nghi nang chi tieu len 82%", Direction.UP),
        ("Số việc tăng và biên chế giảm, đề nghị hạ xuống", Direction.DOWN),
        ("Nên thấp hơn 80%, có lộ trình tăng dần", Direction.DOWN),
        ("Hơi cao so với khả năng", Direction.DOWN),
        ("Tăng cường kiểm tra, giám sát", Direction.UP),
        ("Kiểm tra, giám sát theo chức năng", None),
        ("Vừa tăng vừa giảm", None),
    ],
)
def test_direction(text: str, direction: Direction | None) -> None:
    assert direction_of(text) == direction


def test_opposite_or_distant_opinions_are_never_alike() -> None:
    raised = "Đề nghị nâng tỷ lệ hồ sơ được số hóa từ 80% lên 85%"
    lowered = "Đề nghị hạ xuống tỷ lệ hồ sơ được số hóa từ 80%"
    assert group_alike([(("III",), raised), (("III",), raised)]) == [[0, 1]]
    assert group_alike([(("III",), raised), (("III",), lowered)]) == []
    assert group_alike([(("III",), raised), (("IV",), raised)]) == []
    assert group_alike([((), raised), (("IV",), raised)]) == []
    assert group_alike([(("III", "row 5"), raised), (("III",), raised.upper())]) == [[0, 1]]


places = st.none() | st.lists(st.sampled_from("ab"), max_size=2).map(tuple)
words = st.lists(
    st.sampled_from(["số", "hóa", "hồ", "sơ", "nâng", "giảm", "biên", "chế", "xác minh"]),
    max_size=6,
).map(" ".join)


@given(st.lists(st.tuples(places, words), max_size=12))
def test_groups_never_overlap_nor_hold_opposites(entered: list[tuple[Place, str]]) -> None:
    groups = group_alike(entered)
    members = [index for group in groups for index in group]
    assert len(members) == len(set(members))
    assert all(len(group) > 1 for group in groups)
    for group in groups:
        assert len({direction_of(entered[i][1]) for i in group} - {None}) <= 1
        known = sorted({entered[i][0] for i in group} - {None}, key=len)
        for outer, inner in combinations(known, 2):
            assert inner[: len(outer)] == outer
